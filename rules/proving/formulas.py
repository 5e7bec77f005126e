"""Conditions as formulas: linear comparisons and opaque statements under and, or, not.

A formula says what a condition says of a report whose values can all be read. What is not linear is
opaque: true or false, nothing known of it but that equal words have equal truth.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from gouji.grammar.records import dataclass
from gouji.grammar.syntax import Comparator

Variable = Hashable

OPPOSITE: Mapping[Comparator, Comparator] = {
    "=": "!=",
    "!=": "=",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
}
MOST_CASES = 600
"""How many cases a formula may come to; beyond it nothing is said."""


@dataclass(frozen=True, slots=True)
class Linear:
    """``Σ coefficient · variable + constant  operator  0``."""

    coefficients: Mapping[Any, Fraction]
    constant: Fraction
    operator: Comparator


@dataclass(frozen=True, slots=True)
class Statement:
    """An opaque statement; ``choice`` is a value that a subject is said to have, of which it has one."""

    subject: Hashable
    holds: bool = True
    choice: Hashable = None


@dataclass(frozen=True, slots=True)
class Both:
    """All of them; true when there are none."""

    parts: tuple[Formula, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of them; false when there are none."""

    parts: tuple[Formula, ...] = ()


Formula = Linear | Statement | Both | Either
TRUE, FALSE = Both(), Either()


@dataclass(frozen=True, slots=True)
class Case:
    """One way in which a formula can be true: every relation and every statement of it."""

    relations: tuple[Linear, ...] = ()
    statements: tuple[Statement, ...] = ()

    def with_case(self, other: Case) -> Case:
        """Both together."""
        return Case((*self.relations, *other.relations), (*self.statements, *other.statements))

    @property
    def consistent(self) -> bool:
        """Whether no statement is said and denied, and no subject has two values."""
        said: dict[tuple[Hashable, Hashable], bool] = {}
        chosen: dict[Hashable, Hashable] = {}
        for one in self.statements:
            if said.setdefault((one.subject, one.choice), one.holds) != one.holds:
                return False
            if (
                one.holds
                and one.choice is not None
                and chosen.setdefault(one.subject, one.choice) != one.choice
            ):
                return False
        return all(_may_hold(one) for one in self.relations)


def _may_hold(relation: Linear) -> bool:
    return bool(relation.coefficients) or holds(relation.operator, relation.constant)


def holds(operator: Comparator, value: Fraction) -> bool:
    """Whether ``value  operator  0``."""
    match operator:
        case "=":
            return value == 0
        case "!=":
            return value != 0
        case "<":
            return value < 0
        case "<=":
            return value <= 0
        case ">":
            return value > 0
        case ">=":
            return value >= 0


def negated(formula: Formula) -> Formula:
    """The formula that is true where this one is false."""
    match formula:
        case Linear():
            return Linear(formula.coefficients, formula.constant, OPPOSITE[formula.operator])
        case Statement():
            return Statement(formula.subject, not formula.holds, formula.choice)
        case Both():
            return Either(tuple(negated(part) for part in formula.parts))
        case Either():
            return Both(tuple(negated(part) for part in formula.parts))


def cases(formula: Formula, most: int = MOST_CASES) -> tuple[Case, ...] | None:
    """All consistent ways in which the formula can be true; ``None`` when there are too many."""
    match formula:
        case Linear(operator="!="):
            return (Case((_with(formula, "<"),)), Case((_with(formula, ">"),)))
        case Linear():
            return (Case((formula,)),)
        case Statement():
            return (Case((), (formula,)),)
        case Either():
            return _alternatives(formula.parts, most)
        case Both():
            return _products(formula.parts, most)


def _with(formula: Linear, operator: Comparator) -> Linear:
    return Linear(formula.coefficients, formula.constant, operator)


def _alternatives(parts: tuple[Formula, ...], most: int) -> tuple[Case, ...] | None:
    found: list[Case] = []
    for part in parts:
        inner = cases(part, most)
        if inner is None or len(found) + len(inner) > most:
            return None
        found += inner
    return tuple(found)


def _products(parts: tuple[Formula, ...], most: int) -> tuple[Case, ...] | None:
    found: tuple[Case, ...] = (Case(),)
    for part in parts:
        inner = cases(part, most)
        if inner is None:
            return None
        found = tuple(case for case in _pairs(found, inner) if case.consistent)
        if len(found) > most:
            return None
    return tuple(case for case in found if case.consistent)


def _pairs(left: tuple[Case, ...], right: tuple[Case, ...]) -> Iterator[Case]:
    return (one.with_case(other) for one in left for other in right)
