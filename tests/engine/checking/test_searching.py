"""The smallest sets of cells of small systems, against trying all sets one by one."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import pytest
from gouji.engine.checking.ranges import Range
from gouji.engine.checking.searching import Found, search
from gouji.engine.checking.solving import solved
from gouji.engine.checking.systems import Row, System
from hypothesis import given, settings
from hypothesis import strategies as st

MOST, LARGEST = 2, 30
"""Values in the trials below lie between 0 and the first; what follows from them, below the second."""


class _Named:
    def __init__(self, name):
        self.key = (name, "")


def system(found, *rows, signed=(), free=()):
    """``(factors, constant, exact)`` for each relation, over cells called by their place."""
    values = tuple(Fraction(value) for value in found)
    made = tuple(
        Row(
            {cell: factor for cell, factor in enumerate(factors) if factor},
            Fraction(constant) + sum(factor * values[cell] for cell, factor in enumerate(factors)),
            exact,
        )
        for factors, constant, exact in rows
    )
    cells = tuple(("t", (str(cell),), ("c",)) for cell in range(len(values)))
    names = tuple(_Named(f"r{number}") for number in range(len(made)))
    return System(
        cells, values, (Fraction(1),) * len(values), frozenset(signed), frozenset(free), names, made
    )


def sets(found: Found):
    return [sorted(repair.cells) for repair in found.repairs]


def test_one_cell_that_satisfies_two_relations():
    found = search(system([3, 0, 3], ([1, -1, 0], 0, True), ([0, 1, -1], 0, True)), 3)

    assert (found.least, sets(found), found.complete) == (1, [[1]], True)
    assert found.repairs[0].changes[1] == Range.of(Fraction(3))


def test_all_cells_of_a_lone_relation_that_may_hold_the_value():
    found = search(system([2, 1, 0], ([1, -1, -1], 0, True)), 3)

    assert sets(found) == [[0], [1], [2]]
    assert not found.barred


def test_a_cell_that_would_become_negative_is_barred():
    found = search(system([1, 2, 0], ([1, -1, -1], 0, True)), 3)

    assert sets(found) == [[0], [1]]
    assert found.barred == (frozenset({2}),)


def test_a_signed_cell_may_become_negative():
    found = search(system([1, 2, 0], ([1, -1, -1], 0, True), signed=[2]), 3)

    assert sets(found) == [[0], [1], [2]]


def test_a_cell_outside_of_the_failed_relation_is_changed_to_keep_another():
    relations = (([1, -1, 0], 0, True), ([1, 0, -1], 0, True))
    found = search(system([5, 4, 5], *relations), 3)

    assert sets(found) == [[1]]

    found = search(system([5, 4, 5], *relations, ([0, 1, 0], -4, True)), 3)

    assert sets(found) == [[0, 2]]
    assert found.repairs[0].changes[2].only == -1


def test_a_value_with_too_many_decimals_has_to_change():
    found = search(system([Fraction(3, 2), 2], ([1, -1], 0, True)), 2)

    assert sets(found) == [[0]]


def test_an_unknown_cell_costs_nothing_and_gets_its_value():
    found = search(system([0, 1, 3, 2], ([1, 1, -1, 0], 0, True), ([0, 0, 1, -1], 0, True), free=[0]), 3)

    assert found.least == 1
    assert sets(found) == [[0, 2], [0, 3]]
    assert [repair.changes[0].only for repair in found.repairs] == [1, 2]


def test_a_limit_gives_a_range():
    found = search(system([5, 3], ([1, -1], 0, False)), 2)

    assert sets(found) == [[0], [1]]
    assert found.repairs[0].changes[0] == Range(Fraction(-5), Fraction(-2), Fraction(-2))
    assert found.repairs[1].changes[1] == Range(Fraction(2), None, Fraction(2))


def test_what_cannot_be_satisfied_at_all():
    found = search(system([1], ([1], 0, True), ([1], -2, True)), 1)

    assert found == Found(0, (), complete=True)


def test_what_only_larger_sets_satisfy():
    found = search(
        system([0, 0, 0], ([1, -1, 0], -3, True), ([0, 1, -1], -3, True), ([1, 0, 1], -9, True)), 1
    )

    assert found == Found(2, (), complete=False)


def test_relations_that_contradict_each_other_on_unknown_cells():
    found = search(system([0, 1], ([1, 0], -1, True), ([1, 0], -2, True), ([0, 1], 0, True), free=[0]), 2)

    assert found == Found(0, (), complete=True)


def test_the_search_gives_up_and_says_how_far_it_came():
    rows = [([int(cell == at or cell == at + 1) for cell in range(9)], -7, True) for at in range(8)]
    found = search(system([0] * 9, *rows), 8, steps=1)

    assert not found.complete
    assert found.repairs == ()
    assert found.least >= 3


def brute(one: System, largest: int):
    """The smallest sets by trying every value up to a bound for every set of cells."""
    cells = [cell for cell in range(len(one.cells)) if cell not in one.free]
    for size in range(largest + 1):
        good = [
            list(chosen)
            for chosen in combinations(cells, size)
            if any(
                _holds(one, dict(zip(chosen, values, strict=True)))
                for values in product(range(LARGEST + 1), repeat=size)
            )
        ]
        if good:
            return size, good
    return None


def _holds(one: System, values):
    changes = {cell: int(value - one.found[cell]) for cell, value in values.items()}
    if not all(changes.values()):
        return False
    for row in one.rows:
        total = int(row.residual) + sum(row.factors.get(cell, 0) * by for cell, by in changes.items())
        if total > 0 or (total and row.exact):
            return False
    return True


ROWS = st.tuples(
    st.lists(st.sampled_from([-1, 0, 0, 1, 1]), min_size=5, max_size=5), st.integers(-2, 2), st.booleans()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, MOST), min_size=5, max_size=5), st.lists(ROWS, min_size=1, max_size=4))
def test_exactly_the_sets_that_trying_everything_finds(values, rows):
    one = system(values, *rows)
    expected = brute(one, 2)
    found = search(one, 2)

    if expected is None:
        assert not found.repairs
    else:
        assert (found.least, sets(found)) == expected
        assert found.complete
        for repair in found.repairs:
            assert _holds(one, {cell: one.found[cell] + by.some for cell, by in repair.changes.items()})


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, MOST), min_size=5, max_size=5), st.lists(ROWS, min_size=1, max_size=4))
def test_the_solver_finds_the_same_sets(values, rows):
    one = system(values, *rows)
    expected = search(one, 5)
    if not expected.repairs:
        return
    found = solved(one, 0)

    assert found.least == expected.least
    assert set(map(tuple, sets(found))) <= set(map(tuple, sets(expected)))
    if found.complete:
        assert sets(found) == sets(expected)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_order_of_relations_changes_nothing(size):
    rows = [([1, -1, -1, 0, 0], 0, True), ([0, 0, 1, -1, 1], 1, True), ([1, 0, 0, 1, 0], -6, False)]
    whole = [sets(search(system([9, 2, 1, 4, 0], *rows[at:], *rows[:at]), size)) for at in range(3)]

    assert whole[0] == whole[1] == whole[2]
