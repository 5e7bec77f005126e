"""Exact numbers, intervals and the logic of unknown and open."""

from fractions import Fraction
from itertools import product

import pytest
from gouji.engine.binding.quantities import Interval
from gouji.engine.checking.values import (
    OPEN,
    Unknown,
    absolute,
    as_interval,
    compare,
    conjunction,
    disjunction,
    divided,
    extreme,
    minus,
    negation,
    plus,
    single,
    times,
)
from gouji.grammar.messages import message
from hypothesis import given
from hypothesis import strategies as st

MISSING = Unknown(message("checking.division"))
NOT_THERE = Unknown(message("checking.no_previous"), applicable=False)
TRUTHS = (True, False, OPEN, MISSING)
HALF = Fraction(1, 2)

numbers = st.fractions(min_value=-20, max_value=20, max_denominator=4)


@st.composite
def intervals(draw):
    low, high = sorted((draw(numbers), draw(numbers)))
    if low == high:
        return Interval(low, high, low_open=False, high_closed=True)
    low, high = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    return Interval(low, high, low_open=draw(st.booleans()), high_closed=draw(st.booleans()))


quantities = st.one_of(numbers, intervals())


def samples(value):
    """Values of an interval: near its ends, inside, and the ends that belong to it."""
    if not isinstance(value, Interval):
        return [value]
    low = value.low if value.low is not None else (value.high or Fraction(0)) - 50
    high = value.high if value.high is not None else low + 100
    step = (high - low) / 8
    inside = [low + step * n for n in range(1, 8)] if step else []
    ends = [low] * (value.low is not None and not value.low_open) + [high] * (
        value.high is not None and value.high_closed
    )
    return inside + ends


def contains(value, number):
    if not isinstance(value, Interval):
        return value == number
    above = value.low is None or number > value.low or (number == value.low and not value.low_open)
    below = value.high is None or number < value.high or (number == value.high and value.high_closed)
    return above and below


@pytest.mark.parametrize(("first", "second"), list(product(TRUTHS, TRUTHS)))
def test_de_morgan_holds_for_all_truths(first, second):
    assert negation(conjunction((first, second))) == disjunction((negation(first), negation(second)))


@pytest.mark.parametrize(("first", "second"), list(product(TRUTHS, TRUTHS)))
def test_and_and_or_do_not_depend_on_order(first, second):
    assert conjunction((first, second)) == conjunction((second, first))
    assert disjunction((first, second)) == disjunction((second, first))


@pytest.mark.parametrize("truth", TRUTHS)
def test_true_and_false_are_neutral_and_dominant(truth):
    assert conjunction((True, truth)) == truth
    assert conjunction((False, truth)) is False
    assert disjunction((False, truth)) == truth
    assert disjunction((True, truth)) is True


@pytest.mark.parametrize("truth", TRUTHS)
def test_not_twice_is_nothing(truth):
    assert negation(negation(truth)) == truth


def test_unknown_is_told_before_open():
    assert conjunction((OPEN, MISSING)) == MISSING
    assert conjunction((MISSING, OPEN)) == MISSING


def test_what_does_not_exist_is_told_before_what_is_missing():
    assert conjunction((MISSING, NOT_THERE)) == NOT_THERE
    assert disjunction((NOT_THERE, MISSING)) == NOT_THERE


@given(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), quantities, quantities)
def test_a_comparison_is_true_for_all_values_false_for_none_else_open(operator, left, right):
    truth = compare(operator, left, right)
    held = {compare(operator, a, b) for a in samples(left) for b in samples(right)}

    if truth is not OPEN:
        assert held <= {truth}


@given(st.sampled_from(["<", "<=", "=", "!="]), quantities, quantities)
def test_a_comparison_is_open_only_when_values_disagree(operator, left, right):
    if compare(operator, left, right) is OPEN:
        assert isinstance(left, Interval) or isinstance(right, Interval)


@pytest.mark.parametrize(
    ("left", "operator", "right", "expected"),
    [
        (Interval(Fraction(3000), Fraction(4000)), "<", Fraction(4000), True),
        (Interval(Fraction(3000), Fraction(4000)), "=", Fraction(4000), False),
        (Interval(Fraction(3000), Fraction(4000)), "=", Fraction(3500), OPEN),
        (Interval(Fraction(3000), Fraction(4000)), ">=", Fraction(3000), True),
        (Interval(Fraction(3000), Fraction(4000), low_open=True), ">", Fraction(3000), True),
        (Interval(Fraction(9), Fraction(10), low_open=True, high_closed=True), "<=", Fraction(10), True),
        (Interval(Fraction(9), Fraction(10), low_open=True, high_closed=True), "<", Fraction(10), OPEN),
        (Interval(Fraction(100), None), ">", Fraction(99), True),
        (Interval(None, Fraction(5)), ">", Fraction(5), False),
        (Interval(Fraction(2), Fraction(2), high_closed=True), "=", Fraction(2), True),
    ],
)
def test_comparisons_of_rough_numbers(left, operator, right, expected):
    assert compare(operator, left, right) is expected


@given(quantities, quantities)
def test_sums_differences_and_products_hold_every_value(left, right):
    for a, b in product(samples(left), samples(right)):
        assert contains(plus(left, right), a + b)
        assert contains(minus(left, right), a - b)
        assert contains(times(left, right), a * b)


@given(quantities, quantities)
def test_extremes_hold_every_value(left, right):
    for a, b in product(samples(left), samples(right)):
        assert contains(extreme([left, right], largest=True), max(a, b))
        assert contains(extreme([left, right], largest=False), min(a, b))


@given(quantities)
def test_the_absolute_value_holds_every_value(value):
    for a in samples(value):
        assert contains(absolute(value), abs(a))


@given(quantities, quantities)
def test_quotients_hold_every_value(left, right):
    result = divided(left, right)
    if not isinstance(result, Unknown):
        for a, b in product(samples(left), samples(right)):
            assert contains(result, a / b)


def test_division_by_zero_is_unknown():
    assert isinstance(divided(Fraction(3), Fraction(0)), Unknown)
    assert isinstance(divided(Fraction(3), Interval(Fraction(-1), Fraction(1))), Unknown)


def test_numbers_are_exact():
    assert plus(Fraction("0.1"), Fraction("0.2")) == Fraction("0.3")
    assert divided(Fraction(1), Fraction(3)) == Fraction(1, 3)


def test_an_interval_of_one_number_is_that_number():
    assert single(as_interval(HALF)) == HALF
    assert single(Interval(HALF, Fraction(1))) == Interval(HALF, Fraction(1))


def test_a_product_with_zero_is_zero():
    assert times(Interval(None, None), Fraction(0)) == 0
