"""What nothing uses, patterns that can find nothing, rules without examples."""

import pytest
from gouji.rules.proving.dead_patterns import never_matches
from gouji.rules.proving.unused import lint

MORE = """\
parameters:
  used: {type: number, default: "3"}
  idle: {type: number, default: "4"}
claims:
  lent: {section: lending, says: ['借出{n}{measure}']}
  lost: {section: lending, says: ['遗失{n}，']}
"""


def test_declarations_that_no_rule_uses(books):
    draft = books.draft({"one": "借阅[借出, 总计] ≥ used", "two": "lent 每处：值 = 借阅[借出, 总计]"}, MORE)

    assert draft.diagnostics == ()
    found = {(one.code, one.level, one.place.start.line) for one in lint(draft.pack, draft.own)}

    assert {
        ("lint.unused_parameter", "note", 16),
        ("lint.unused_claim", "note", 19),
        ("lint.dead_pattern", "warning", 19),
    } == {one for one in found if one[0] not in {"lint.no_pass_example", "lint.no_fail_example"}}


def test_rules_without_examples(books):
    draft = books.draft({"one": "借阅[借出, 总计] ≥ 0"})

    assert [(one.code, one.rule) for one in lint(draft.pack, draft.own)] == [
        ("lint.no_pass_example", "one"),
        ("lint.no_fail_example", "one"),
    ]


def test_a_table_that_no_rule_looks_at(books):
    draft = books.draft({"one": "字数(借阅情况) ≥ 3"})

    assert "lint.unused_table" in {one.code for one in lint(draft.pack, draft.own)}


@pytest.mark.parametrize(
    "pattern",
    ["收到{n}，其中", "(?:收到|新收){n}；", "[一二]，", "{n}(?:，|；)件", "a，|b；", r"\p{Han}+。"],
)
def test_patterns_that_need_what_no_clause_holds(pattern):
    assert never_matches(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "收到{n}件",
        "收到，?{n}",
        "收到[，、]{n}",
        "收到(?:，|、){n}",
        "a，|b",
        "收到(?:，)?{n}",
        "收到，*{n}",
        r"\，?",
        "[",
    ],
)
def test_patterns_that_may_match(pattern):
    assert not never_matches(pattern)
