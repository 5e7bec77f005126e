"""Which numbers a printed percentage follows from."""

from __future__ import annotations

from fractions import Fraction

import pytest
from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.roughness import percentage
from gouji.engine.binding.text_facts_breakdowns import Seen
from gouji.engine.binding.text_facts_fitting import fits, growth, share
from hypothesis import given
from hypothesis import strategies as st


def seen(*values, measure="件"):
    return [Seen(place, Fraction(value), measure, away=False) for place, value in enumerate(values)]


@pytest.mark.parametrize(
    ("low_open", "high_closed", "quotient", "expected"),
    [
        (False, False, "0.2", True),
        (True, False, "0.2", False),
        (False, False, "0.3", False),
        (False, True, "0.3", True),
        (False, False, "0.25", True),
        (False, False, "0.31", False),
    ],
)
def test_a_quotient_fits_between_the_ends(low_open, high_closed, quotient, expected):
    value = Interval(Fraction("0.2"), Fraction("0.3"), low_open=low_open, high_closed=high_closed)
    assert fits(value, Fraction(quotient)) is expected


def test_an_end_that_is_open_to_infinity_holds_everything():
    assert fits(Interval(None, None), Fraction(7))


@pytest.mark.parametrize(
    ("printed", "said", "earlier", "added", "pair"),
    [
        ("25", [40, 10], [], False, (10, 40)),
        ("25", [10], [40], False, (10, 40)),
        ("75", [40, 10, 20], [], False, None),
        ("75", [40, 10, 20], [], True, (30, 40)),
        ("80", [40, 10], [], True, None),
        ("25", [0, 0], [], False, None),
        ("150", [40, 60], [], False, None),
    ],
)
def test_a_share_is_that_of_a_pair_at_hand(printed, said, earlier, added, pair):
    found = share(percentage(printed), seen(*said)[-1], seen(*said), seen(*earlier), added=added)
    assert found == pair


def test_numbers_of_other_things_are_not_added():
    said = [*seen(10), *seen(20, measure="人")]
    assert share(percentage("75"), said[-1], said, seen(40), added=True) is None


@pytest.mark.parametrize(
    ("printed", "sign", "said", "pair"),
    [
        ("15", 1, [230, 200], (230, 200)),
        ("15", 1, [200, 30], (230, 200)),
        ("25", -1, [40, 10], (30, 40)),
        ("12", 1, [224, 24], (224, 200)),
        ("77", 1, [200, 30], None),
        ("10", 1, [5], None),
    ],
)
def test_a_change_is_that_of_two_numbers_or_of_one_and_the_difference(printed, sign, said, pair):
    assert growth(percentage(printed).scaled(Fraction(sign)), seen(*said), []) == pair


@given(st.integers(1, 500), st.integers(1, 500), st.booleans())
def test_a_change_worked_out_is_found_again(current, base, as_difference):
    exact = Fraction(current - base, base)
    value = Interval(exact, exact, high_closed=True)
    said = seen(base, abs(current - base)) if as_difference else seen(current, base)
    found = growth(value, said, [])
    assert found is not None
    assert (found[0] - found[1]) / found[1] == exact
