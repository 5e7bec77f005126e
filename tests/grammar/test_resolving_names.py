from __future__ import annotations

import pytest
from gouji.grammar.catalogue import render
from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.schema import Item, Schema, Section, Table, ValueType
from gouji.grammar.syntax import Kind
from gouji.grammar.typed import (
    CellValue,
    Element,
    ElementValue,
    ParameterValue,
    ReportValue,
    SectionText,
    TypedComparison,
    TypedGuard,
    TypedMention,
    TypedStateTest,
    Whose,
)

from .forms import SCHEMA, resolved, spot


def compared(text: str) -> tuple[object, object]:
    """The sides of the comparison that the rule is."""
    result = resolved(text)
    assert result.diagnostics == ()
    assert result.rule is not None
    condition = result.rule.condition
    assert isinstance(condition, TypedComparison)
    return condition.left, condition.right


def asked(text: str) -> object:
    result = resolved(text)
    assert result.diagnostics == ()
    assert result.rule is not None
    assert isinstance(result.rule.condition, TypedStateTest)
    return result.rule.condition.subject


def help_of(fault: Diagnostic, language: str = "zh") -> str:
    assert fault.help is not None
    return render(fault.help, language)  # type: ignore[arg-type]


def place_of(side: object) -> tuple[object, object]:
    assert isinstance(side, CellValue)
    return side.row, side.column


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("each column of loans: bought = used.total", (("bought",), 0), (("used", "total"), 0)),
        ("借阅 每列：购入 = 使用.总计", (("bought",), 0), (("used", "total"), 0)),
        ("借阅 每列：bought = 使用.total", (("bought",), 0), (("used", "total"), 0)),
        ("each row of loans: total = schools.other", (0, ("total",)), (0, ("schools", "other"))),
        ("借阅 每行：总计 = 学校.其他", (0, ("total",)), (0, ("schools", "other"))),
        (
            "loans[bought, total] = 借阅[使用.遗失.已赔偿, 学校.小学]",
            (("bought",), ("total",)),
            (("used", "lost", "paid"), ("schools", "primary")),
        ),
    ],
)
def test_ids_and_short_names_mean_the_same(text: str, left: object, right: object) -> None:
    sides = compared(text)
    assert (place_of(sides[0]), place_of(sides[1])) == (left, right)


def test_a_label_is_the_name_of_what_has_no_other() -> None:
    left, _ = compared("收支 每行：新开放 = 1")
    assert place_of(left) == (0, ("opened",))


def test_position_decides_between_table_and_section() -> None:
    left, right = compared("length(money) >= loans[bought, total]")
    assert getattr(left, "arguments", None) == (SectionText(Whose.SELF, "money", left.arguments[0].span),)  # type: ignore[attr-defined]
    assert place_of(right) == (("bought",), ("total",))


def test_a_section_may_share_its_name_with_a_column() -> None:
    result = resolved("each row of loans: other mentions “说明”")
    assert result.rule is not None
    assert isinstance(result.rule.condition, TypedMention)
    assert isinstance(result.rule.condition.subject, SectionText)


def test_only_ambiguity_at_one_position_is_a_fault() -> None:
    text = "money is present"
    result = resolved(text)
    assert spot(text, result) == [("name.ambiguous", "money")]
    assert (
        help_of(result.diagnostics[0], "en")
        == "it can mean: the section “sections.money”, the table “tables.money”"
    )


@pytest.mark.parametrize(
    ("text", "kind", "path"),
    [
        ("tables.money is present", Kind.TABLE, ("money",)),
        ("sections.money is present", Kind.SECTION, ("money",)),
        ("各章.概况 存在", Kind.SECTION, ("summary",)),
        ("summary.reading is absent", Kind.PART, ("summary", "reading")),
        ("概况.馆舍修缮 缺失", Kind.PART, ("summary", "repairs")),
        ("loans.used is present", Kind.ROW, ("used",)),
        ("loans.schools is present", Kind.COLUMN, ("schools",)),
        ("report.period is present", None, ("period",)),
        ("报告.落款.机关 存在", None, ("signature", "organ")),
    ],
)
def test_what_is_present_may_be_any_declared_thing(
    text: str, kind: Kind | None, path: tuple[str, ...]
) -> None:
    subject = asked(text)
    assert isinstance(subject, Element)
    assert (subject.kind, subject.path) == (kind, path)


def test_a_row_and_a_column_of_one_name_are_ambiguous() -> None:
    line = (Item(("same",), "甲"),)
    schema = Schema(tables={"t": Table("t", "s", line, line)})
    text = "t.same is present"
    assert spot(text, resolved(text, schema)) == [("name.ambiguous", "t.same")]


def test_siblings_of_one_name_are_ambiguous() -> None:
    rows = (Item(("a",), "甲", name="同名"), Item(("b",), "乙", name="同名"))
    schema = Schema(tables={"t": Table("t", "s", rows, (Item(("c",), "丙"),))})
    text = "t 每列：同名 = 1"
    assert spot(text, resolved(text, schema)) == [("name.ambiguous", "同名")]
    text = "t[同名, c] = 1"
    assert spot(text, resolved(text, schema)) == [("name.ambiguous", "同名")]
    text = "t 每行 除 同名：c = 1"
    assert spot(text, resolved(text, schema)) == [("name.ambiguous", "同名")]


def test_tables_and_sections_of_one_name_are_ambiguous() -> None:
    one = (Item(("a",), "甲"),)
    tables = {key: Table(key, "s", one, one, name="同名") for key in "tu"}
    sections = {key: Section(key, "一", "标题", name="同名") for key in "sr"}
    schema = Schema(tables=tables, sections=sections)
    for text, piece in (
        ("同名[a, a] = 1", "同名"),
        ("同名 每处分项：总数 = 1", "同名"),
        ("同名 每行：a = 1", "同名"),
    ):
        assert spot(text, resolved(text, schema)) == [("name.ambiguous", piece)]


def test_facts_of_a_report_and_parameters() -> None:
    left, right = compared("报告.年度 <= 上限")
    assert isinstance(left, ReportValue)
    assert isinstance(right, ParameterValue)
    assert (left.field, left.type, right.parameter) == (("year",), ValueType.NUMBER, "limit")
    _, prefixed = compared("report.year <= parameters.limit")
    assert isinstance(prefixed, ParameterValue)


def test_a_parameter_named_as_a_row_is_ambiguous() -> None:
    text = "each column of loans: limit = bought"
    row = Item(("limit",), "上限")
    schema = Schema(
        tables={
            "loans": Table("loans", "s", (row, *SCHEMA.tables["loans"].rows), SCHEMA.tables["loans"].columns)
        },
        parameters=SCHEMA.parameters,
    )
    assert spot(text, resolved(text, schema)) == [("name.ambiguous", "limit")]


def test_inner_scopes_are_asked_first_and_outer_ones_then() -> None:
    left, right = compared("each claim of visitors: each row of loans: total = value")
    assert place_of(left) == (1, ("total",))
    assert isinstance(right, ElementValue)
    assert (right.level, right.field) == (0, ("value",))


def test_the_kind_before_the_dot_chooses_the_scope() -> None:
    left, right = compared("each table: each row: row.label != table.label")
    assert isinstance(left, ElementValue)
    assert isinstance(right, ElementValue)
    assert (left.level, right.level) == (1, 0)
    left, _ = compared("每表：每行：表.名称 != “x”")
    assert isinstance(left, ElementValue)
    assert left.level == 0


def test_rows_and_columns_of_open_scopes_stand_in_references() -> None:
    left, right = compared(
        "each row of loans: each column of loans: loans[row, column] = previous.loans[row, total]"
    )
    assert place_of(left) == (0, 1)
    assert place_of(right) == (0, ("total",))
    assert right.whose is Whose.PREVIOUS  # type: ignore[attr-defined]


def test_a_captured_row_stands_in_references() -> None:
    _, right = compared("each claim of borrowed: value = loans[row, column]")
    assert place_of(right) == (0, 0)


def test_a_claim_that_captures_nothing_supplies_no_row() -> None:
    text = "each claim of visitors: value = loans[row, total]"
    assert spot(text, resolved(text)) == [("name.unknown_row", "row")]


def test_the_enclosing_table_stands_in_references() -> None:
    left, _ = compared("each cell of loans: table[row, total] >= value")
    assert left.table == "loans"  # type: ignore[attr-defined]
    schema = Schema(tables={"loans": SCHEMA.tables["loans"]})
    result = resolved("每表：表[购入, 总计] ≥ 0", schema)
    assert result.rule is not None
    assert result.rule.condition.left.table == 0  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "fault", "advice"),
    [
        ("借阅 每列：购人 = 1", ("name.unknown_row", "购人"), "是不是“购入”？"),
        ("each column of loans: bougth = 1", ("name.unknown_row", "bougth"), "是不是“bought”？"),
        ("借阅 每列：使用.借岀 = 1", ("name.unknown_row", "借岀"), "是不是“借出”？"),
        ("借阅 每列：总计 = 1", ("name.unknown_row", "总计"), "要从最外层写起：“使用.总计”"),
        (
            "each column of loans: lost.paid = 1",
            ("name.unknown_row", "lost"),
            "要从最外层写起：“used.lost.paid”",
        ),
        ("借阅 每列：成人 = 1", ("name.unknown_row", "成人"), "“成人”是列，不是行；这里要写行"),
        ("借阅 每行：购入 = 1", ("name.unknown_column", "购入"), "“购入”是行，不是列；这里要写列"),
        ("each column of loans: paied = 1", ("name.unknown_row", "paied"), "是不是“used.lost.paid”？"),
        ("loans[购入, 总记] = 1", ("name.unknown_column", "总记"), "是不是“总计”？"),
        ("借月[购入, 总计] = 1", ("name.unknown_table", "借月"), "是不是“借阅”？"),
        ("借阅情况表[购入, 总计] = 1", ("name.unknown_table", "借阅情况表"), "是不是“借阅”？"),
        ("length(summry) > 1", ("name.unknown", "summry"), "是不是“summary”？"),
        ("length(年度概况) > 1", ("name.unknown", "年度概况"), "是不是“概况”？"),
        ("报告.年渡 = 1", ("name.unknown_fact", "年渡"), "是不是“报告.年度”？"),
        ("previous.report.yaer = 1", ("name.unknown_fact", "yaer"), "是不是“report.year”？"),
        ("到馆人数 每处：数值 = 1", ("name.unknown", "数值"), None),
        ("到管人数 每处：值 = 1", ("name.unknown_claim", "到管人数"), "是不是“到馆人数”？"),
        ("each part of sumary: is present", ("name.unknown_section", "sumary"), "是不是“summary”？"),
        ("each section: section.lable = “x”", ("name.unknown_field", "lable"), "是不是“label”？"),
        (
            "bought = 1",
            ("name.unknown", "bought"),
            "“bought”是表“loans”的行；要写在该表的范围内，或写成 loans[行, 列]",
        ),
        ("当报告 = 1", ("name.unknown", "当报告"), "关键词与名称之间要空一格：“当 报告”"),
        (
            "loans[bought, total].colour = 1",
            ("name.unknown_field", "loans[bought, total].colour"),
            "可用的有：value、raw、note、unit",
        ),
    ],
)
def test_unknown_names_come_with_the_nearest_known_one(
    text: str, fault: tuple[str, str], advice: str | None
) -> None:
    result = resolved(text)
    assert spot(text, result) == [fault]
    found = result.diagnostics[0].help
    assert advice is None or (found is not None and render(found, "zh") == advice)


def test_all_faults_of_a_rule_come_in_one_go() -> None:
    text = "借阅 每列：购人 + 成人 = 使用 且 报告.年渡 = 1"
    assert spot(text, resolved(text)) == [
        ("name.unknown_row", "购人"),
        ("name.unknown_row", "成人"),
        ("type.group", "使用"),
        ("name.unknown_fact", "年渡"),
    ]


def test_faulty_scopes_are_all_told_and_silence_what_depends_on_them() -> None:
    text = "each row of lones: each claim of vistors: when nothing = 1: unknown = 1"
    assert spot(text, resolved(text)) == [("name.unknown_table", "lones"), ("name.unknown_claim", "vistors")]


def test_a_fault_is_placed_although_the_rule_is_written_in_full_width() -> None:
    text = "借阅 每列：ｂｏｕｇｔｈ = 1"
    assert spot(text, resolved(text)) == [("name.unknown_row", "ｂｏｕｇｔｈ")]


def test_every_fault_can_be_told_in_both_languages() -> None:
    for fault in resolved("借阅 每列：购人 + 成人 = 使用").diagnostics:
        assert render(fault.message, "zh") != render(fault.message, "en")


def test_a_guard_sees_only_the_scopes_before_it() -> None:
    text = "when total > 0: each row of loans: total > 0"
    assert spot(text, resolved(text))[0][0] == "name.unknown"
    result = resolved("each row of loans: when total > 0: total > adult")
    assert result.rule is not None
    assert isinstance(result.rule.clauses[1], TypedGuard)
