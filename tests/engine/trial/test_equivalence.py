"""Mutants that no report can tell from the rule: what the form and the language say is known."""

from textwrap import dedent

import pytest
from gouji.engine.trial.equivalence import equivalent
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

PACK = """\
pack: books
language: 1
version: "1"
title: 借阅报告格式
years: {from: 2001}
sections:
  lending: {number: 一, title: 图书借阅情况, name: 借阅情况}
tables:
  loans:
    name: 借阅
    section: lending
    columns: {adult: 成人, change: {label: 增减, name: 增减, signed: true}, price: {label: 购价, decimals: 2}}
    rows: {bought: 购入, lent: 借出}
claims:
  none_lost: {section: lending, name: 无遗失, zero: [没有遗失]}
  lost: {section: lending, name: 遗失数, says: ['遗失{n}{measure}'], zero: [没有遗失]}
rules:
"""


@pytest.fixture
def typed(tmp_path):
    """Two rules by their texts, and the form they are of."""

    def made(*checks):
        text = PACK
        for number, check in enumerate(checks):
            text += f"  rule-{number}:\n    title: 一\n    severity: error\n    ground: arithmetic\n"
            text += f"    topic: table\n    check: |\n      {dedent(check)}\n"
        (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
        draft = Library((tmp_path,), cache=PackCache(None)).draft(tmp_path)
        assert draft.diagnostics == ()
        return (*(rule.typed for rule in draft.pack.rules.values()), draft.pack.schema)

    return made


@pytest.mark.parametrize(
    ("rule", "mutant", "same"),
    [
        # What only ever says none states 0, and no cell is below it.
        ("无遗失 每处：值 = 借阅[借出, 成人]", "无遗失 每处：值 ≥ 借阅[借出, 成人]", True),
        ("遗失数 每处：值 = 借阅[借出, 成人]", "遗失数 每处：值 ≥ 借阅[借出, 成人]", False),
        ("无遗失 每处：值 = 借阅[借出, 增减]", "无遗失 每处：值 ≥ 借阅[借出, 增减]", False),
        # A number of the text has no sign.
        ("遗失数 每处：值 = 0", "遗失数 每处：值 ≤ 0", True),
        ("遗失数 每处：值 = 1", "遗失数 每处：值 ≤ 1", False),
        ("每处百分比：当 整体 > 0：部分 = 整体", "每处百分比：当 整体 ≠ 0：部分 = 整体", True),
        # What all rows declare decides nothing; what one column declares does.
        ("每表：每格：当 非 行.可负：值 ≥ 0", "每表：每格：值 ≥ 0", True),
        ("每表：每格：当 非 列.可负：值 ≥ 0", "每表：每格：值 ≥ 0", False),
        (
            "每表：每格：小数位数(值) ≤ 列.小数位 或 小数位数(值) ≤ 行.小数位",
            "每表：每格：小数位数(值) ≤ 列.小数位",
            True,
        ),
        (
            "每表：每格：小数位数(值) ≤ 列.小数位 或 小数位数(值) ≤ 行.小数位",
            "每表：每格：小数位数(值) ≤ 行.小数位",
            False,
        ),
    ],
)
def test_equivalent_only_when_proven(typed, rule, mutant, same):
    one, other, schema = typed(rule, mutant)

    assert equivalent(one, other, schema) is same
