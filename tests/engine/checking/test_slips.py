"""What a wrong number is called when the numbers show how it came about."""

from __future__ import annotations

from fractions import Fraction

import pytest
from gouji.engine.binding.quantities import Interval
from gouji.engine.checking.outcomes import CellPlace, SuggestedCell
from gouji.engine.checking.slips import likelihood, slip_of
from gouji.engine.checking.views import View
from gouji.grammar.catalogue import render


@pytest.fixture
def named(village):
    """The slip of a cell, in Chinese."""
    view = View(village.report(), village.schema())

    def named(place, found, right, between=None):
        table, row, column = place
        cell = CellPlace("self", table, tuple(row.split(".")), tuple(column.split(".")))
        slip = slip_of(view, SuggestedCell(cell, village.fact(found), Fraction(right), between))
        return None if slip is None else render(slip, "zh")

    return named


AMOUNT, CHANGE, CELL = ("money", "income", "amount"), ("money", "change", "count"), ("loans", "new", "adults")


@pytest.mark.parametrize(
    ("place", "found", "right", "slip"),
    [
        (AMOUNT, 35000, "3.5", "元、万元弄错"),
        (AMOUNT, "3.5", 35000, "元、万元弄错"),
        (AMOUNT, 0, 35000, None),
        (CELL, 10000, 1, None),
        (CHANGE, 5, -5, "正负号填反"),
        (CHANGE, 0, 0, None),
        (CELL, "", 5, "此格漏填"),
        (CELL, "若干", 5, None),
        (("loans", "new", "total"), 5, 7, "多为改了分项，没有改总计"),
        (("loans", "done.total", "adults"), 21, 12, "相邻两位数字颠倒"),
        (CELL, 121, 12, "多写了一位数字"),
        (CELL, 12, 112, "少写了一位数字"),
        (CELL, 80, 8, "多写了一位数字"),
        (CELL, 8, 80, "少写了一位数字"),
        (CELL, 80, 0, None),
        (CELL, 0, 80, None),
        (CELL, 80, 9, None),
    ],
)
def test_a_slip_is_named_by_its_numbers(named, place, found, right, slip):
    assert named(place, found, right) == slip


def test_no_slip_is_named_where_several_values_would_do(named):
    assert named(CELL, 12, 21, Interval(Fraction(21), None)) is None


def test_what_is_not_named_is_least_likely():
    assert likelihood(None) > 0
