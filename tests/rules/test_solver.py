"""Systems of linear relations, solved exactly."""

from __future__ import annotations

import sys
from fractions import Fraction

import pytest
from gouji.grammar.catalogue import render
from gouji.rules import solver
from gouji.rules.solver import Bounds, Constraint, Failure, Solution, solve
from hypothesis import given, settings
from hypothesis import strategies as st

COUNT = Bounds(Fraction(0), None, integral=True)


def relation(operator: str, constant: int | str | Fraction, **coefficients: int | str) -> Constraint:
    """``relation("=", -3, a=1, b=1)`` is ``a + b − 3 = 0``."""
    factors = {name: Fraction(value) for name, value in coefficients.items()}
    return Constraint(factors, Fraction(constant), operator)


def test_the_least_objective_that_satisfies_all_relations():
    found = solve(
        [relation("=", -7, a=1, b=1), relation(">=", -2, a=1)],
        {"a": COUNT, "b": COUNT},
        {"a": Fraction(3), "b": Fraction(1)},
    )

    assert found == Solution({"a": Fraction(2), "b": Fraction(5)}, Fraction(11))


def test_the_greatest_objective():
    found = solve(
        [relation("<=", -7, a=2, b=1)],
        {"a": COUNT, "b": COUNT},
        {"a": Fraction(3), "b": Fraction(1)},
        maximise=True,
    )

    assert isinstance(found, Solution)
    assert found.objective == 10


def test_integers_are_integers_although_halves_would_be_cheaper():
    found = solve([relation(">=", -3, a=2)], {"a": COUNT}, {"a": Fraction(1)})

    assert found == Solution({"a": Fraction(2)}, Fraction(2))


def test_values_that_need_not_be_integers_come_back_as_exact_fractions():
    found = solve([relation("=", -1, a=3), relation("=", "-0.01", b=1)], {})

    assert found == Solution({"a": Fraction(1, 3), "b": Fraction(1, 100)}, Fraction(0))


@pytest.mark.parametrize(("operator", "least"), [(">", 4), (">=", 3)])
def test_strictly_greater_is_one_more_for_integers(operator: str, least: int):
    found = solve([relation(operator, -3, a=1)], {"a": COUNT}, {"a": Fraction(1)})

    assert found == Solution({"a": Fraction(least)}, Fraction(least))


@pytest.mark.parametrize(("operator", "most"), [("<", 2), ("<=", 3)])
def test_strictly_less_is_one_less_for_integers(operator: str, most: int):
    found = solve([relation(operator, -3, a=1)], {"a": COUNT}, {"a": Fraction(1)}, maximise=True)

    assert found == Solution({"a": Fraction(most)}, Fraction(most))


def test_strictly_less_for_any_number_holds_strictly():
    found = solve([relation("<", -3, a=1)], {}, {"a": Fraction(1)}, maximise=True)

    assert isinstance(found, Solution)
    assert Fraction(299, 100) < found.values["a"] < 3


@pytest.mark.parametrize(
    "relations",
    [
        [relation("=", -1, a=2)],
        [relation("<=", 1, a=1)],
        [relation("=", -1, a=1, b=1), relation("=", -2, a=1, b=1)],
        [relation("=", 1)],
    ],
)
def test_no_values_at_all(relations: list[Constraint]):
    assert solve(relations, {"a": COUNT, "b": COUNT}) == Failure.INFEASIBLE


def test_an_objective_without_end():
    assert solve([], {"a": COUNT}, {"a": Fraction(1)}, maximise=True) == Failure.UNBOUNDED


def test_no_time_is_told_as_such():
    count = 40
    bounds = {one: Bounds(Fraction(0), Fraction(1), integral=True) for one in range(count)}
    hard = [
        Constraint({one: Fraction((37 * one * row) % 101 + 1) for one in range(count)}, Fraction(-977), "=")
        for row in range(1, 12)
    ]

    assert solve(hard, bounds, seconds=0.0) == Failure.LIMIT


def test_nothing_to_solve():
    assert solve([], {}) == Solution({}, Fraction(0))
    assert solve([relation("=", 0)], {}) == Solution({}, Fraction(0))


def test_unequal_is_refused():
    with pytest.raises(ValueError, match="no linear relation"):
        solve([relation("!=", 0, a=1)], {})


def test_a_value_that_rounding_spoils_is_not_returned(monkeypatch):
    monkeypatch.setattr(solver, "_run", lambda *_, **__: [0.5])

    assert solve([relation("=", -1, a=2)], {"a": COUNT}) == Failure.LIMIT
    assert solve([relation("=", -3, a=2)], {}) == Failure.LIMIT
    assert solve([relation("=", -1, a=2)], {}) == Solution({"a": Fraction(1, 2)}, Fraction(0))


def test_the_extra_is_known_to_be_installed_or_not(monkeypatch):
    assert solver.available()

    monkeypatch.setattr(solver.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "highspy", None)

    assert not solver.available()
    with pytest.raises(ImportError):
        solve([relation("=", -1, a=2)], {})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_people_without_the_extra_are_told_the_line_that_installs_it(language):
    assert "pip install 'gouji[solver]'" in render(solver.missing(), language)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.integers(-3, 3), min_size=3, max_size=3), st.sampled_from(["=", "<=", ">="])),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
    st.booleans(),
)
def test_what_is_known_to_have_a_solution_gets_one_that_holds(rows, planted, whole):
    names = "abc"
    relations = [
        Constraint(
            {name: Fraction(factor) for name, factor in zip(names, factors, strict=True) if factor},
            -Fraction(sum(factor * value for factor, value in zip(factors, planted, strict=True))),
            operator,
        )
        for factors, operator in rows
    ]
    bounds = {name: Bounds(Fraction(0), Fraction(9), integral=whole) for name in names}

    found = solve(relations, bounds, {"a": Fraction(1), "b": Fraction(2)})

    assert isinstance(found, Solution)
    assert all(one.holds(found.values) for one in relations)
    assert all(bounds[name].allow(found.values[name]) for name in names)
    assert found.objective <= planted[0] + 2 * planted[1]
