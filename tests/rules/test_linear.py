"""Rules as linear relations over the cells of a form."""

from __future__ import annotations

from fractions import Fraction

import pytest
from gouji.rules.linear import linear_relations

FORM = """\
sections:
  summary: {number: 一, title: 概况}
  lending: {number: 二, title: 图书借阅情况}
tables:
  loans:
    section: lending
    columns: {adult: 成人, child: 少儿, total: {label: 总计, total: true}}
    rows:
      bought: 购入
      used: {label: 使用, rows: {lent: 借出, lost: 遗失, total: {label: 总计, total: true}}}
  money:
    section: lending
    columns:
      due: {label: 应收, unit: 万元}
      paid: {label: 实收, unit: 万元, signed: true}
      number: {label: 次数, decimals: 1}
    rows: {fines: {label: 罚款, columns: [due, paid]}, events: {label: 活动, columns: [number]}}
parameters:
  limit: {type: number, default: "3"}
"""


@pytest.fixture
def relations(shelf):
    """The relations of one rule: instance → (cells with their coefficients, constant, operator)."""

    def of(check: str):
        rules = shelf.RULE.replace("借阅 每行：total = adult + child", check)
        loaded = shelf.load("books", pack=shelf.HEAD, form=FORM, rules=rules)
        assert loaded.diagnostics == ()
        [rule] = loaded.pack.rules.values()
        found = linear_relations(rule, loaded.pack.schema)
        assert all(one.rule is rule and 0 not in one.coefficients.values() for one in found)
        return {
            one.instance: (
                {
                    f"{table}/{'.'.join(row)}/{'.'.join(column)}": int(value)
                    if value.denominator == 1
                    else value
                    for (table, row, column), value in one.coefficients.items()
                },
                one.constant,
                one.operator,
            )
            for one in found
        }

    return of


def test_row_total_is_one_relation_for_each_row(relations):
    found = relations("each row of loans: total = adult + child")

    assert list(found) == ["bought", "used.lent", "used.lost", "used.total"]
    assert found["bought"] == (
        {"loans/bought/total": 1, "loans/bought/adult": -1, "loans/bought/child": -1},
        0,
        "=",
    )


def test_sum_of_a_group_without_its_total(relations):
    found = relations("each column of loans: used.total = sum(used except total)")

    assert found["adult"] == (
        {"loans/used.total/adult": 1, "loans/used.lent/adult": -1, "loans/used.lost/adult": -1},
        0,
        "=",
    )


def test_cells_named_one_by_one(relations):
    assert {"": ({"loans/bought/total": 1, "loans/used.lent/total": -1}, Fraction(2), ">=")} == relations(
        "loans[bought, total] + 2 >= loans[used.lent, total]"
    )


@pytest.mark.parametrize(
    ("check", "cells", "constant"),
    [
        ("loans[bought, total] - (loans[bought, adult] - 1) = 0", {"total": 1, "adult": -1}, 1),
        ("-loans[bought, total] = -3", {"total": -1}, 3),
        ("2 * loans[bought, total] = loans[bought, adult] * 3", {"total": 2, "adult": -3}, 0),
        ("loans[bought, total] / 2 = 1", {"total": Fraction(1, 2)}, -1),
        ("loans[bought, total] = loans[bought, adult] + loans[bought, total]", {"adult": -1}, 0),
        ("sum(loans[bought, adult], loans[bought, child]) = 4", {"adult": 1, "child": 1}, -4),
    ],
)
def test_arithmetic_of_constants(relations, check, cells, constant):
    assert {f"loans/bought/{name}": value for name, value in cells.items()} == relations(check)[""][0]
    assert constant == relations(check)[""][1]


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_every_comparison_is_kept(relations, operator):
    assert operator == relations(f"loans[bought, total] {operator} 1")[""][2]


def test_cells_of_all_tables_follow_the_form(relations):
    found = relations("each table: each cell: value >= 0")

    assert len(found) == 12 + 3
    assert found["money/fines,due"] == ({"money/fines/due": 1}, 0, ">=")


def test_cells_of_tables_named(relations):
    assert {"loans", "money"} == {
        key.partition("/")[0] for key in relations("each cell of loans, money: value >= 0")
    }


def test_exceptions_are_left_out(relations):
    found = relations("each table: each cell except total: value >= 0")

    assert not [key for key in found if key.endswith(",total")]


def test_rows_of_tables_that_a_scope_supplies(relations):
    found = relations("each table except money: each row except used: total = adult + child")

    assert list(found) == ["loans/bought"]


def test_rows_without_the_cells_named_are_no_instances(relations):
    assert list(relations("each row of money: due >= paid")) == ["fines"]


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        ("not column.signed", ["fines,due", "events,number"]),
        ("column.signed", ["fines,paid"]),
        ("column.signed or column.decimals = 1", ["fines,paid", "events,number"]),
        ("column.decimals > 0 and not column.signed", ["events,number"]),
        ("column.decimals in {1, 2}", ["events,number"]),
        ("column.unit is absent", ["events,number"]),
        ("column.unit is present", ["fines,due", "fines,paid"]),
        ("column.unit is not present", ["events,number"]),
        ('row.label != "罚款"', ["events,number"]),
        ("column.decimals >= 0", ["fines,due", "fines,paid", "events,number"]),
        ("not column.signed and report.year = 1 and column.signed", []),
    ],
)
def test_guard_that_the_form_decides(relations, guard, expected):
    assert expected == list(relations(f"each cell of money: when {guard}: value >= 0"))


@pytest.mark.parametrize(
    "check",
    [
        "each row of loans: total = adult or total = child",
        "each row of loans: total = adult and total = child",
        "each row of loans: not total = adult",
        "each row of loans: total = adult within 1",
        "each row of loans: total = adult * child",
        "each row of loans: total = adult / child",
        "each row of loans: total = 1 / 0",
        "each row of loans: total = max(adult, child)",
        "each row of loans: total <= limit",
        "each row of loans: total = previous.total",
        "each row of loans: when report.year >= 2020: total = adult",
        "each row of loans: when not report.year >= 2020: total = adult",
        "each row of loans: when adult > 0: total = adult",
        "each row of loans: when report.organ is present: total = adult",
        'each row of loans: when printed = "x" : total = adult',
        "each section: loans[bought, total] = 1",
        "each cell of loans: value = sum(members.value)",
        'each cell of loans: raw = "1"',
        "each member: loans[bought, total] = 1",
        "each section: length(text) > 1",
        "summary is present",
        "each pair of members: similarity(first.summary, second.summary) < 1",
        "sum(previous.loans[bought, total]) = 1",
    ],
)
def test_rules_that_are_no_linear_relation(relations, check):
    assert relations(check) == {}


def test_what_the_form_declares_can_be_a_constant(relations):
    found = relations("each cell of money: value >= column.decimals")

    assert found["events,number"] == ({"money/events/number": 1}, -1, ">=")


def test_comparison_without_cells_is_no_relation(relations):
    assert relations("each cell of money: column.decimals >= 0") == {}
