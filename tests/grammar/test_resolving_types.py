from __future__ import annotations

from fractions import Fraction

import pytest
from gouji.grammar.catalogue import render
from gouji.grammar.schema import Item, Schema, Table, ValueType
from gouji.grammar.syntax import Function, Kind
from gouji.grammar.typed import (
    CellGroup,
    CellValue,
    ClaimGroup,
    Constant,
    ElementGroup,
    ElementValue,
    FunctionCall,
    Operation,
    OverMembers,
    SectionText,
    TypedComparison,
    TypedMatch,
    TypedMembership,
    TypedStateTest,
    TypedTruth,
    Whose,
)

from .forms import resolved, spot


def condition(text: str) -> object:
    result = resolved(text)
    assert [render(fault.message, "en") for fault in result.diagnostics] == []
    assert result.rule is not None
    return result.rule.condition


def right(text: str) -> object:
    found = condition(text)
    assert isinstance(found, TypedComparison)
    return found.right


def advice(text: str, language: str = "en") -> str:
    (fault,) = resolved(text).diagnostics
    assert fault.help is not None
    return render(fault.help, language)  # type: ignore[arg-type]


def told(text: str, language: str = "en") -> str:
    (fault,) = resolved(text).diagnostics
    return render(fault.message, language)  # type: ignore[arg-type]


# groups


def test_sum_of_a_group_is_of_its_leaves() -> None:
    call = right("each row of loans: total = adult + sum(schools)")
    assert isinstance(call, Operation)
    assert isinstance(call.right, FunctionCall)
    (group,) = call.right.arguments
    assert isinstance(group, CellGroup)
    assert (group.rows, group.columns) == ((0,), (("schools", "primary"), ("schools", "other")))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "each column of loans: bought = sum(used except total)",
            [("used", "lent"), ("used", "lost", "paid"), ("used", "lost", "unpaid")],
        ),
        ("借阅 每列：购入 = 合计(使用 除 {总计, 遗失})", [("used", "lent")]),
        (
            "each column of loans: bought = sum(used except {used.total, lost.paid})",
            [("used", "lent"), ("used", "lost", "unpaid")],
        ),
        (
            "loans[bought, total] = sum(loans[used.lost, total])",
            [("used", "lost", "paid"), ("used", "lost", "unpaid")],
        ),
    ],
)
def test_except_leaves_out_members(text: str, rows: list[tuple[str, ...]]) -> None:
    call = right(text)
    assert isinstance(call, FunctionCall)
    assert isinstance(call.arguments[0], CellGroup)
    assert list(call.arguments[0].rows) == rows


def test_sum_of_a_leaf_is_the_leaf() -> None:
    call = right("each row of loans: total = sum(adult)")
    assert isinstance(call, FunctionCall)
    assert isinstance(call.arguments[0], CellValue)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("借阅 每列：购入 = 合计(使用)", "写作“合计(使用 除 总计)”"),
        ("each column of loans: bought = sum(used)", "写作“sum(used except total)”"),
        ("loans[bought, total] = sum(loans[used, total])", "写作“sum(loans[used, total] except total)”"),
    ],
)
def test_a_sum_that_holds_its_own_total_is_a_fault(text: str, form: str) -> None:
    assert advice(text, "zh") == form


def test_a_bare_group_is_no_number() -> None:
    assert spot("each row of loans: total = schools", resolved("each row of loans: total = schools")) == [
        ("type.group", "schools")
    ]
    assert advice("each row of loans: total = schools") == "for its sum write “sum(schools)”"
    assert advice("借阅 每列：购入 = 使用", "zh") == "要它的合计，写作“合计(使用 除 总计)”"


def test_totals_inside_inner_groups_must_be_excepted_too() -> None:
    inner = Item(
        ("all", "in"),
        "内",
        children=(Item(("all", "in", "a"), "甲"), Item(("all", "in", "sum"), "小计", total=True)),
    )
    rows = (Item(("all",), "全部", children=(inner, Item(("all", "sum"), "总计", total=True))),)
    schema = Schema(tables={"t": Table("t", "s", rows, (Item(("c",), "丙"),))})
    (fault,) = resolved("each column of t: 1 = sum(all)", schema).diagnostics
    assert fault.help is not None
    assert render(fault.help, "en") == "write “sum(all except {in.sum, sum})”"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("each column of loans: bought = sum(used except {total, lend})", ("name.not_in_group", "lend")),
        (
            "each column of loans: bought = sum(used except {lent, lost, total})",
            ("name.nothing_left", "used"),
        ),
        ("each column of loans: bought = sum(bought except total)", ("type.except_without_group", "total")),
        ("each column of loans: bought = sum(3 except total)", ("type.except_without_group", "total")),
        ("length(summary except total) > 1", ("type.except_without_group", "total")),
        ("sum(loans[used, schools] except {total, nothing}) > 1", ("name.not_in_group", "nothing")),
    ],
)
def test_exceptions_must_be_members(text: str, fault: tuple[str, str]) -> None:
    assert spot(text, resolved(text)) == [fault]


def test_an_exception_that_both_groups_hold_is_ambiguous() -> None:
    rows = (Item(("g",), "组", children=(Item(("g", "x"), "甲"), Item(("g", "y"), "乙"))),)
    columns = (Item(("h",), "组", children=(Item(("h", "x"), "甲"), Item(("h", "z"), "丙"))),)
    schema = Schema(tables={"t": Table("t", "s", rows, columns)})
    text = "sum(t[g, h] except x) > 0"
    assert spot(text, resolved(text, schema)) == [("name.ambiguous", "x")]


# numbers, amounts, units


def test_a_number_takes_the_unit_of_the_other_side() -> None:
    constant = right("each row of money: due >= 1")
    assert isinstance(constant, Constant)
    assert constant.type is ValueType.AMOUNT


def test_units_of_money_are_converted_to_the_left_side() -> None:
    converted = right("each row of money: due >= received")
    assert isinstance(converted, Operation)
    assert isinstance(converted.right, Constant)
    assert (converted.operator, converted.right.value, converted.type) == (
        "*",
        Fraction(1, 10000),
        ValueType.AMOUNT,
    )


@pytest.mark.parametrize(
    "text",
    [
        "each row of money: due = received + 1",
        "each row of money: due = 2 * received",
        "each row of money: received / due <= 2",
        "each row of money: due * 3 >= -(1 + 2)",
        "each row of money: due <= budget",
        "each row of money: budget - 1 >= due",
        "each row of money: due = max(received, 3)",
        "each row of money: due = abs(received) within 0.01",
        "each row of money: due = received within 1%",
        "each cell of money: value >= 0",
        "each cell of money: value + 1 >= previous.value",
        "each cell of money: value >= money[fines, due]",
        "each row of loans: adult / total <= 85%",
        "each column of loans: bought = 1 + 2 * 3",
    ],
)
def test_units_that_go_together(text: str) -> None:
    condition(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("money[fines, due] = money[halls, open]", "type.units"),
        ("money[fines, due] + money[halls, open] > 1", "type.units"),
        ("money[fines, due] = report.year", "type.units"),
        ("money[fines, due] > 1 within report.year", "type.units"),
        ("money[fines, due] * money[fines, received] > 1", "type.amounts_multiplied"),
        ("1 / money[fines, due] > 1", "type.amounts_multiplied"),
        ("sum(money[fines, due], money[halls, open]) > 1", "type.units"),
        ("report.published = report.published within 1", "type.tolerance"),
    ],
)
def test_units_that_do_not(text: str, code: str) -> None:
    assert [fault.code for fault in resolved(text).diagnostics] == [code]


def test_foreign_money_does_not_convert() -> None:
    columns = (Item(("a",), "甲", unit="欧元"), Item(("b",), "乙", unit="元"))
    schema = Schema(tables={"t": Table("t", "s", (Item(("r",), "行"),), columns)})
    for text in ("t[r, a] = t[r, b]", "t[r, a] / t[r, b] > 1"):
        assert [fault.code for fault in resolved(text, schema).diagnostics] == ["type.units"]


def test_collections_of_different_money_are_not_added() -> None:
    assert [
        fault.code
        for fault in resolved(
            "1 = sum(members.money[fines, due], members.money[fines, received])"
        ).diagnostics
    ] == ["type.units"]


def test_types_are_named_in_words() -> None:
    assert (
        told("money[fines, due] = money[halls, open]")
        == "an amount of money (万元) and a number cannot be added or compared"
    )
    assert told("money[halls, open] = “x”", "zh") == "数不能与文字比较"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("report.title < “x”", "type.no_order"),
        ("report.title + 1 > 2", "type.expected"),
        ("length(loans[bought, total]) > 2", "type.expected"),
        ("report.year", "type.expected"),
        ("report.year mentions “x”", "type.expected"),
        ("report.year matches /x/", "type.expected"),
        ("abs(report.title) > 1", "type.expected"),
        ("sum(report.title) > 1", "type.expected"),
        ("not report.title", "type.expected"),
        ("report.year = report.title or report.pack", "type.mismatch"),
        ("report.year in {2020, “x”}", "type.mismatch"),
        ("report.year in {claims.visitors}", "type.collection"),
        ("members.loans[bought, total] > 1", "type.collection"),
        ("-report.title > 1", "type.expected"),
        ("-summery > 1", "name.unknown"),
    ],
)
def test_type_errors(text: str, code: str) -> None:
    assert resolved(text).diagnostics[0].code == code


def test_the_text_of_a_cell_is_asked_for_by_its_field() -> None:
    assert advice("length(loans[bought, total]) > 2") == "the text of a cell is written “….raw”"
    condition("length(loans[bought, total].raw) > 2")
    condition("each row of loans: length(total.raw) > 2")
    condition("each cell of loans: raw not matches /x/")


# dates


def test_dates() -> None:
    condition("report.published <= 2021-03-31")
    condition("report.published <= date(report.year + 1, 3, 31)")
    condition("report.published <= date(report.year, deadline)")
    condition("report.published <= date(report.year, 2, report.year)")
    condition("year(report.signature.date) = report.year + 1")


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("report.published <= 2023-02-30", "2023-02-30"),
        ("report.published <= date(2023, 2, 29)", "date(2023, 2, 29)"),
        ("report.published <= date(report.year, 13, 1)", "date(report.year, 13, 1)"),
        ("report.published <= date(report.year, “2-30”)", "date(report.year, “2-30”)"),
        ("report.published <= date(report.year, “x”)", "date(report.year, “x”)"),
    ],
)
def test_impossible_dates(text: str, piece: str) -> None:
    assert spot(text, resolved(text)) == [("type.no_such_date", piece)]


# functions


def test_functions_of_texts() -> None:
    assert isinstance(condition("balanced(document)"), TypedTruth)
    assert isinstance(condition("same_organ(report.organ, report.signature.organ)"), TypedTruth)
    assert isinstance(condition("similarity(other, previous.other) < 90%"), TypedComparison)


@pytest.mark.parametrize(
    "text", ["similarity(summary) < 1", "length(summary, other) > 1", "report.published = date(2021)"]
)
def test_numbers_of_arguments(text: str) -> None:
    assert [fault.code for fault in resolved(text).diagnostics] == ["type.arity"]


def test_decimals_are_those_of_a_cell() -> None:
    condition("each cell of money: decimals(value) <= column.decimals")
    assert [fault.code for fault in resolved("decimals(report.year) = 0").diagnostics] == ["type.not_a_cell"]


@pytest.mark.parametrize(
    ("text", "argument", "kind"),
    [
        ("count(sections) = 5", ElementGroup, Kind.SECTION),
        ("count(tables) = 5", ElementGroup, Kind.TABLE),
        ("count(images) = 5", ElementGroup, Kind.IMAGE),
        ("count(summary.images) = 5", ElementGroup, Kind.IMAGE),
        ("count(members) = 5", ElementGroup, Kind.MEMBER),
        ("count(claims.visitors) = 5", ClaimGroup, None),
        ("count(表述.到馆人数) = 5", ClaimGroup, None),
    ],
)
def test_count(text: str, argument: type, kind: Kind | None) -> None:
    found = condition(text)
    assert isinstance(found, TypedComparison)
    assert isinstance(found.left, FunctionCall)
    assert isinstance(found.left.arguments[0], argument)
    assert getattr(found.left.arguments[0], "kind", None) == kind


def test_what_can_be_counted_stands_for_its_count() -> None:
    found = condition("each section: images > 0")
    assert isinstance(found, TypedComparison)
    assert isinstance(found.left, FunctionCall)
    assert found.left.function is Function.COUNT


def test_a_single_value_cannot_be_counted() -> None:
    text = "count(report.year) = 1"
    assert spot(text, resolved(text)) == [("type.nothing_to_count", "report.year")]


def test_values_of_members() -> None:
    call = right("each cell of loans: value = sum(members.value)")
    assert isinstance(call, FunctionCall)
    (over,) = call.arguments
    assert isinstance(over, OverMembers)
    assert isinstance(over.expression, CellValue)
    assert (over.expression.whose, over.expression.row, over.expression.column) == (Whose.MEMBER, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "each row of loans: total = sum(members.schools)",
        "loans[bought, total] = sum(members.loans[bought, schools])",
        "loans[bought, total] >= max(members.loans[bought, total])",
        "report.year = max(members.report.year)",
        "report.year = min(members.year)",
        "count(members.other) > 1",
    ],
)
def test_collections_over_members(text: str) -> None:
    result = resolved(text)
    assert result.rule is not None
    assert result.rule.names_members


def test_unknown_names_of_members() -> None:
    text = "1 = sum(members.nothing)"
    assert [fault.code for fault in resolved(text).diagnostics] == ["name.unknown"]
    text = "each row of loans: total = sum(members.nothing)"
    assert spot(text, resolved(text)) == [("name.unknown_column", "nothing")]


# conditions


def test_states() -> None:
    state = condition("loans[bought, total] is not blank")
    assert isinstance(state, TypedStateTest)
    assert state.negated
    assert isinstance(state.subject, CellValue)
    assert isinstance(condition("each cell of loans: unit is absent"), TypedStateTest)
    assert isinstance(condition("document is blank"), TypedStateTest)
    assert isinstance(condition("each section: announced is present"), TypedStateTest)


def test_claims_are_present_when_there_is_one() -> None:
    found = condition("claims.visitors is present")
    assert isinstance(found, TypedComparison)
    assert found.operator == ">"
    missing = condition("claims.visitors is absent")
    assert isinstance(missing, TypedComparison)
    assert missing.operator == "="


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("is present", "type.state_of_nothing"),
        ("report.year is blank", "type.state"),
        ("report.period is placeholder", "type.state"),
        ("each cell of loans: is declared", "type.state"),
        ("claims.visitors is blank", "type.state"),
        ("members.year is present", "type.state"),
        ("abs(3) is blank", "type.state"),
        ("nothing is present", "name.unknown"),
    ],
)
def test_states_that_cannot_be_asked(text: str, code: str) -> None:
    assert [fault.code for fault in resolved(text).diagnostics] == [code]


def test_choices() -> None:
    condition("report.stage = “公布版”")
    condition("“large” = size")
    assert isinstance(condition("report.stage in {“公布版”, “送审稿”}"), TypedMembership)
    assert advice("report.stage = “公布”", "zh") == "是不是“公布版”？"
    assert advice("size in {“medium”}") == "it is one of: large, small"


def test_aliases_are_choices() -> None:
    found = condition("each section: printed in {label, aliases}")
    assert isinstance(found, TypedMembership)
    assert isinstance(found.choices[1], ElementValue)
    assert found.choices[1].collection


def test_patterns() -> None:
    found = condition("preamble matches /\\d{4}年/")
    assert isinstance(found, TypedMatch)
    assert isinstance(found.subject, SectionText)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("summary matches /a(b/", "a(b"),
        ("summary matches /ab(?=c)/", "(?="),
        ("summary matches /x\\y/", "\\y"),
        ("summary matches /a\\/b[/", "summary matches /a\\/b[/"),
    ],
)
def test_faulty_patterns_are_pointed_at(text: str, piece: str) -> None:
    assert spot(text, resolved(text)) == [("type.pattern", piece)]


def test_a_pattern_and_its_subject_may_both_be_faulty() -> None:
    assert len(resolved("nothing matches /(/").diagnostics) == 2


def test_cells_that_the_form_lacks() -> None:
    text = "money[halls, due] = 1"
    assert spot(text, resolved(text)) == [("name.no_such_cell", "money[halls, due]")]
    assert advice(text) == "row “展厅” has only these columns: 新开放, 开放中"
