from __future__ import annotations

import pytest
from gouji.grammar.catalogue import render
from gouji.grammar.parsing import parse, parse_condition
from gouji.grammar.resolving import resolve_condition
from gouji.grammar.schema import ClaimKind, Item, Part, Schema, Section, Table
from gouji.grammar.source import Source
from gouji.grammar.syntax import Kind
from gouji.grammar.typed import (
    CellValue,
    Element,
    ElementValue,
    FunctionCall,
    ReportValue,
    SectionText,
    TypedComparison,
    TypedInOrder,
    TypedMention,
    TypedQuantified,
    TypedRule,
    TypedScope,
    TypedStateTest,
    Whose,
)
from hypothesis import given

from .forms import LOANS, SCHEMA, resolved, spot
from .strategies import rules


def rule(text: str, schema: Schema = SCHEMA) -> TypedRule:
    result = resolved(text, schema)
    assert [render(fault.message, "en") for fault in result.diagnostics] == []
    assert result.rule is not None
    return result.rule


def scope(text: str, index: int = 0) -> TypedScope:
    found = rule(text).clauses[index]
    assert isinstance(found, TypedScope)
    return found


def codes(text: str, schema: Schema = SCHEMA) -> list[str]:
    return [fault.code for fault in resolved(text, schema).diagnostics]


# rows, columns, cells


def test_columns_of_a_table() -> None:
    found = scope("each column of loans: bought >= 0")
    assert (found.kind, found.table) == (Kind.COLUMN, "loans")
    assert found.instances == (
        (("adult",),),
        (("schools", "primary"),),
        (("schools", "other"),),
        (("total",),),
    )


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("each row of money: open >= opened", [("halls",)]),
        ("收支 每行：次数 ≥ 0", [("events",)]),
        ("each row of money: when received > 0: received >= 0", [("fines",)]),
        ("each row of money: length(label) > 1", [("halls",), ("events",), ("fines",)]),
        ("each row of money: previous.open >= 0", [("halls",)]),
        (
            "each row of money: some column of money (money[row, column] > 1)",
            [("halls",), ("events",), ("fines",)],
        ),
        ("each row of loans except {used, bought}: total >= 0", [("stock_in",), ("stock_out",)]),
    ],
)
def test_rows_are_those_that_have_the_cells_named(text: str, rows: list[tuple[str, ...]]) -> None:
    assert scope(text).instances == tuple((row,) for row in rows)


def test_a_group_needs_one_cell() -> None:
    columns = (
        Item(("g",), "组", children=(Item(("g", "a"), "甲"), Item(("g", "b"), "乙"))),
        Item(("c",), "丙"),
    )
    rows = (Item(("x",), "一", columns=("g.a",)), Item(("y",), "二", columns=("c",)))
    schema = Schema(tables={"t": Table("t", "s", rows, columns)})
    found = rule("each row of t: sum(g) >= 0", schema).clauses[0]
    assert isinstance(found, TypedScope)
    assert found.instances == ((("x",),),)


def test_cells() -> None:
    found = scope("each cell of money: value >= 0")
    assert found.instances == (
        (("halls",), ("opened",)),
        (("halls",), ("open",)),
        (("events",), ("held",)),
        (("fines",), ("due",)),
        (("fines",), ("received",)),
    )


def test_cells_left_out_by_row_or_column() -> None:
    found = scope("each cell of money except {halls, due}: value >= 0")
    assert found.instances == ((("events",), ("held",)), (("fines",), ("received",)))


def test_cells_compared_across_tables_need_their_counterpart() -> None:
    found = scope("each cell of loans: value >= loans[row, total]")
    assert found.instances is not None
    assert len(found.instances) == 28


def test_a_scope_without_any_such_row_is_a_fault() -> None:
    text = "each row of money: open >= due"
    assert spot(text, resolved(text)) == [("type.units", "open >= due")]
    text = "each row of money: open >= held"
    assert spot(text, resolved(text)) == [("name.empty_scope", "each row of money:")]
    text = "some row of money (open >= held)"
    assert spot(text, resolved(text)) == [("name.empty_scope", text)]


def test_scopes_inside_each_table_are_left_to_the_report() -> None:
    found = rule("每表：每格：当 非 列.可负：值 ≥ 0")
    tables, cells, _ = found.clauses
    assert isinstance(tables, TypedScope)
    assert isinstance(cells, TypedScope)
    assert tables.instances == ((("loans",),), (("money",),))
    assert (cells.table, cells.instances) == (0, None)


def test_a_scope_without_table_ranges_over_the_enclosing_row_s_table() -> None:
    found = scope("each row of loans: each column: loans[row, column] >= 0", 1)
    assert found.table == "loans"
    assert found.instances is not None


@pytest.mark.parametrize(
    "text", ["each cell of loans, money: value >= 0", "借阅、收支 每格：值 ≥ 0", "each cell: value >= 0"]
)
def test_several_tables_are_a_scope_over_tables_first(text: str) -> None:
    outer, inner = rule(text).clauses
    assert isinstance(outer, TypedScope)
    assert isinstance(inner, TypedScope)
    assert (outer.kind, outer.instances) == (Kind.TABLE, ((("loans",),), (("money",),)))
    assert (inner.kind, inner.table, inner.instances) == (Kind.CELL, 0, None)


def test_some_cell_of_all_tables() -> None:
    found = rule("some cell (value > 0)").condition
    assert isinstance(found, TypedQuantified)
    assert found.scope.kind is Kind.TABLE
    assert isinstance(found.condition, TypedQuantified)
    assert found.condition.scope.kind is Kind.CELL


def test_names_that_all_tables_share() -> None:
    tables = {key: Table(key, "s", LOANS.rows, LOANS.columns) for key in "ab"}
    found = rule("each row of a, b: total >= adult", Schema(tables=tables))
    assert isinstance(found.condition, TypedComparison)
    left = found.condition.left
    assert isinstance(left, CellValue)
    assert (left.table, left.row, left.column) == (0, 1, ("total",))


def test_names_that_one_table_lacks() -> None:
    text = "each row of loans, money: total >= 0"
    assert spot(text, resolved(text)) == [("name.unknown_column", "total")]


def test_exceptions_in_each_table_may_be_of_any_table() -> None:
    found = scope("each table: each row except {halls, 使用}: label != “x”", 1)
    assert found.exceptions == (("halls",), ("used",))


def test_tables_of_a_section_and_in_a_section() -> None:
    assert scope("each table of lending: is present").instances == ((("loans",),),)
    assert scope("each table except loans: is present").instances == ((("money",),),)
    inside = scope("each section: each table: is present", 1)
    assert (inside.of, inside.instances) == (0, None)


# sections and texts


def test_sections() -> None:
    found = scope("each section except {other, 概况}: is present")
    assert found.instances == ((("lending",),), (("finance",),), (("money",),))
    assert found.exceptions == (("other",), ("summary",))


@pytest.mark.parametrize(
    ("text", "of", "instances"),
    [
        ("each part of summary: is present", "summary", ((("reading",),), (("repairs",),))),
        ("each part: is present", None, None),
        ("each heading: is declared", None, None),
        ("each image of summary: is absent", "summary", None),
        ("each breakdown of document: complete", None, None),
        ("前言 每处列举：完整", "preamble", None),
    ],
)
def test_things_of_the_text(text: str, of: str | None, instances: object) -> None:
    found = scope(text)
    assert (found.of, found.instances) == (of, instances)


def test_things_of_the_text_in_a_section_scope() -> None:
    assert scope("each section: each heading: is present", 1).of == 0


def test_things_of_several_sections() -> None:
    outer, inner = rule("each percentage of summary, other: value = part / whole").clauses
    assert isinstance(outer, TypedScope)
    assert isinstance(inner, TypedScope)
    assert outer.instances == ((("summary",),), (("other",),))
    assert inner.of == 0


@pytest.mark.parametrize(
    "text",
    [
        "each breakdown: when complete: total = sum(parts)",
        "each breakdown: when not complete: total >= sum(parts)",
        "each enumeration: announced = count(items)",
        "each shares: sum(parts) = total",
        "each percentage: value = part / whole",
        "each growth: value = (current - base) / base",
        "each numbering: continuous",
        "each numbering: count(numbers) > 1 and length(sentence) > 1",
        "each repetition: count <= 1 and section = “x”",
        "each year: value = report.year and length(text) > 1",
        "each pair of claims: first.value = second.value or first.sentence = second.sentence",
        "each claim of founded: value <= report.published",
        "each claim of borrowed: row = “x” and column = “y” and measure = “z”",
        "each claim: length(sentence) > 3",
        "each heading: printed_number != “x” and printed mentions “x”",
        "each image: label != “x”",
        "each table: form = “x”",
        "each section: number = printed_number and announced = printed",
        "每章：文字 提到 “x” 且 章 提到 “x”",
        "每处增长：值 = (本期 - 基期) / 基期",
    ],
)
def test_fields_of_every_kind(text: str) -> None:
    rule(text)


def test_a_section_is_compared_with_its_counterpart() -> None:
    found = rule("each section: similarity(text, previous.text) < 90%").condition
    assert isinstance(found, TypedComparison)
    assert isinstance(found.left, FunctionCall)
    own, former = found.left.arguments
    assert isinstance(own, SectionText)
    assert isinstance(former, SectionText)
    assert (own.section, former.section, former.whose) == (0, 0, Whose.PREVIOUS)


def test_the_innermost_element_has_the_state() -> None:
    found = rule("each section: is present").condition
    assert isinstance(found, TypedStateTest)
    assert isinstance(found.subject, Element)
    assert (found.subject.kind, found.subject.level) == (Kind.SECTION, 0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("each cell of loans: row is blank", Kind.ROW),
        ("each cell of loans: column is blank", Kind.COLUMN),
        ("each row of loans: each column: row is blank", Kind.ROW),
        ("每章：章 存在", Kind.SECTION),
    ],
)
def test_outer_elements_have_states_too(text: str, kind: Kind) -> None:
    found = rule(text).condition
    assert isinstance(found, TypedStateTest)
    assert isinstance(found.subject, Element)
    assert (found.subject.kind, found.subject.level) == (kind, 0)


@pytest.mark.parametrize(
    ("text", "kind", "table"),
    [
        ("sections in order", Kind.SECTION, None),
        ("各章 依次", Kind.SECTION, None),
        ("rows of loans in order", Kind.ROW, "loans"),
        ("columns of loans in order", Kind.COLUMN, "loans"),
        ("each table: rows in order", Kind.ROW, 0),
        ("each numbering: in order", Kind.NUMBERING, None),
        ("each table: in order", Kind.TABLE, None),
    ],
)
def test_order(text: str, kind: Kind, table: str | int | None) -> None:
    found = rule(text).condition
    assert isinstance(found, TypedInOrder)
    assert (found.kind, found.table) == (kind, table)


@pytest.mark.parametrize("text", ["in order", "rows in order", "nothing in order", "rows of lones in order"])
def test_order_of_nothing(text: str) -> None:
    assert codes(text) == (["name.unknown_table"] if "lones" in text else ["type.order_of_nothing"])


# members and pairs


def test_members() -> None:
    found = rule("each member: member.loans[bought, total] <= loans[bought, total]")
    assert isinstance(found.clauses[0], TypedScope)
    assert (found.clauses[0].kind, found.clauses[0].instances, found.names_members) == (
        Kind.MEMBER,
        None,
        True,
    )
    assert isinstance(found.condition, TypedComparison)
    assert isinstance(found.condition.left, CellValue)
    assert found.condition.left.whose is Whose.MEMBER


@pytest.mark.parametrize(
    "text", ["each member: member.organ != report.organ", "每家：本单位.报告.机关 != 报告.机关"]
)
def test_facts_of_members(text: str) -> None:
    found = rule(text).condition
    assert isinstance(found, TypedComparison)
    assert isinstance(found.left, ReportValue)
    assert (found.left.whose, found.left.field) == (Whose.MEMBER, ("organ",))


def test_pairs_of_members() -> None:
    found = rule("各单位 每两家：相似度(甲.其他, 乙.other) < 85%".replace("其他", "补充说明"))
    assert isinstance(found.clauses[0], TypedScope)
    assert found.clauses[0].pair
    assert isinstance(found.condition, TypedComparison)
    assert isinstance(found.condition.left, FunctionCall)
    assert [one.whose for one in found.condition.left.arguments] == [Whose.FIRST, Whose.SECOND]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", ["each pair of claims.visitors: first.value = second.value", "到馆人数 每两处：甲.值 = 乙.值"]
)
def test_pairs_of_claims(text: str) -> None:
    found = rule(text).condition
    assert isinstance(found, TypedComparison)
    assert isinstance(found.right, ElementValue)
    assert found.right.field == ("second", "value")


def test_pairs_of_sections() -> None:
    found = rule("each pair of sections: similarity(first.text, second.text) < 90%").condition
    assert isinstance(found, TypedComparison)


def test_a_pair_is_named_by_its_elements_only() -> None:
    assert codes("each pair of sections: length(text) > 1") == ["name.unknown"]


def test_states_in_other_reports() -> None:
    found = rule("each row of loans: when previous.total is present: total > 0")
    assert found.names_previous
    found = rule("previous.summary is present")
    assert isinstance(found.condition, TypedStateTest)
    assert isinstance(found.condition.subject, SectionText)
    found = rule("previous.report.period is present")
    assert isinstance(found.condition, TypedStateTest)
    assert isinstance(found.condition.subject, Element)
    assert found.condition.subject.whose is Whose.PREVIOUS
    found = rule("previous.summary.reading is present")
    assert isinstance(found.condition, TypedStateTest)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("member.other mentions “x”", "name.no_member"),
        ("first.other mentions “x”", "name.no_pair"),
        ("member.loans[bought, total] > 1", "name.no_member"),
        ("each pair of sections: first.nothing = 1", "name.unknown_field"),
        ("each pair of visitor: first.value = 1", "name.unknown_pair"),
        ("each claim of visitors, founded: value = 1", "type.one_claim"),
        ("each section of other: is present", "type.scope_of"),
        ("each member of other: member.year = 1", "type.scope_of"),
        ("each heading except other: is present", "type.scope_except"),
        (
            "each section except {summary, lending, finance, money, other}: is present",
            "name.nothing_in_scope",
        ),
        ("each table of other: is present", "name.nothing_in_scope"),
        ("each part of other: is present", "name.nothing_in_scope"),
        ("each section except nothing: is present", "name.unknown_section"),
        ("each table except nothing: is present", "name.unknown_table"),
        ("each table of nothing: is present", "name.unknown_section"),
        ("each row of loans except nothing: total > 0", "name.unknown_row"),
        ("some row of lones (total > 0)", "name.unknown_table"),
        ("some row of loans (nothing > 0)", "name.unknown_column"),
        ("each row of loans: previous.nothing > 0", "name.unknown_column"),
        ("each claim of visitors: claim.nothing = 1", "name.unknown_field"),
        ("each cell of loans: cell.nothing = 1", "name.unknown_field"),
        ("each part of summary.reading: is present", "name.unknown_section"),
    ],
)
def test_faulty_scopes(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_form_without_tables_or_sections_has_empty_scopes() -> None:
    assert rule("each section: is present", Schema()).clauses[0].instances == ()  # type: ignore[union-attr]
    assert rule("each table: is present", Schema()).clauses[0].instances == ()  # type: ignore[union-attr]


def test_claims_of_one_name_are_ambiguous() -> None:
    claims = {key: ClaimKind(key, None, name="同名") for key in "ab"}
    assert codes("同名 每处：值 = 1", Schema(claims=claims)) == ["name.ambiguous"]


def test_previous_names_are_ambiguous_where_the_form_s_are() -> None:
    sections = {key: Section(key, "一", "甲", name="同名", parts=(Part("p", "部分"),)) for key in "ab"}
    assert codes("length(上年.同名) > 1", Schema(sections=sections)) == ["name.ambiguous"]


# conditions of grades


def graded(text: str, within: str) -> tuple[object, list[str]]:
    outer = parse(Source(within)).rule
    source = Source(text)
    node = parse_condition(source).condition
    assert outer is not None
    assert node is not None
    result = resolve_condition(node, outer, SCHEMA, source)
    return result.condition, [fault.code for fault in result.diagnostics]


def test_a_grade_is_judged_in_the_scopes_of_its_rule() -> None:
    found, faults = graded("total = 0", "each row of loans: when report.year > 2020: total = adult")
    assert faults == []
    assert isinstance(found, TypedComparison)
    assert isinstance(found.left, CellValue)
    assert (found.left.row, found.left.column) == (0, ("total",))


def test_faults_of_a_grade_are_its_own() -> None:
    assert graded("totel = 0", "each row of loans: nothing = adult") == (None, ["name.unknown_column"])
    assert graded("total = 0", "each row of lones: total = adult") == (None, [])


def test_a_mention_in_a_grade() -> None:
    found, _ = graded("summary mentions “x”", "each row of loans: total = adult")
    assert isinstance(found, TypedMention)


# whatever the rule

_LEAVES = (
    Item(("total",), "总计", name="合计", total=True),
    Item(("row",), "新收"),
    Item(("b2",), "乙数", unit="万元"),
)
_GROUP = Item(
    ("甲数",), "办理结果", children=(Item(("甲数", "total"), "值", total=True), Item(("甲数", "b2"), "二"))
)
ANYTHING = Schema(
    tables={
        "a": Table("a", "b2", (*_LEAVES, _GROUP), (_GROUP, *_LEAVES)),
        "b2": Table("b2", "a", (*_LEAVES,), (Item(("值",), "值", columns=None), *_LEAVES), name="办理结果"),
    },
    sections={
        "b2": Section("b2", "一", "某章", parts=(Part("total", "新收"),)),
        "a": Section("a", "二", "甲"),
    },
    claims={
        "a": ClaimKind("a", None, name="甲数", captures=("row",)),
        "total": ClaimKind("total", "a", value="text"),
    },
    parameters=SCHEMA.parameters,
)


@given(rules)
def test_no_rule_raises(written: object) -> None:
    from gouji.grammar.resolving import resolve
    from gouji.grammar.syntax import Rule

    assert isinstance(written, Rule)
    result = resolve(written, ANYTHING, Source(""))
    assert (result.rule is None) == bool(result.diagnostics)
    for fault in result.diagnostics:
        assert render(fault.message, "zh")
        assert render(fault.message, "en")
        assert fault.help is None or render(fault.help, "zh")
