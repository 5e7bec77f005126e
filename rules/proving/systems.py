"""Questions to systems of relations: can they hold together, which of them cannot, does one follow."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from gouji.rules.proving.formulas import Case, Formula, Linear, Statement, Variable, cases
from gouji.rules.solver import Bounds, Constraint, Failure, available, solve

T = TypeVar("T")


class Answer(StrEnum):
    """What is known of a question."""

    YES = "yes"
    NO = "no"
    OPEN = "open"
    """Nothing is known: too many cases, the solver gave up, or there is none."""


def constraint(relation: Linear) -> Constraint:
    """The relation as the solver takes it; ``!=`` is split into cases before."""
    return Constraint(relation.coefficients, relation.constant, relation.operator)


def feasible(relations: Sequence[Linear], bounds: Mapping[Variable, Bounds]) -> Answer:
    """Whether values within the bounds satisfy all relations; none of them is ``!=``."""
    with_variables = [one for one in relations if one.coefficients]
    if not with_variables:
        return Answer.YES
    if not available():
        return Answer.OPEN
    used = {variable for one in with_variables for variable in one.coefficients}
    allowed = {variable: bounds.get(variable, Bounds()) for variable in sorted(used, key=repr)}
    found = solve([constraint(one) for one in with_variables], allowed)
    if found is Failure.INFEASIBLE:
        return Answer.NO
    return Answer.OPEN if isinstance(found, Failure) else Answer.YES


class Judge:
    """Asks whether formulas can be true, and remembers the answers: instances of a rule are mostly alike."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Answer] = {}

    def satisfiable(self, formula: Formula, bounds: Mapping[Variable, Bounds]) -> Answer:
        """Whether some report makes the formula true."""
        shape = _shape(formula, bounds, {})
        if shape not in self._known:
            self._known[shape] = satisfiable(formula, bounds)
        return self._known[shape]


def _shape(formula: Formula, bounds: Mapping[Variable, Bounds], names: dict[Hashable, int]) -> Hashable:
    """The formula with its variables and subjects counted instead of named."""
    match formula:
        case Linear():
            terms = tuple(
                (names.setdefault(variable, len(names)), factor, bounds.get(variable))
                for variable, factor in formula.coefficients.items()
            )
            return terms, formula.constant, formula.operator
        case Statement():
            return names.setdefault(formula.subject, len(names)), formula.holds, formula.choice
        case _:
            kind = type(formula).__name__
            return kind, tuple(_shape(part, bounds, names) for part in formula.parts)


def satisfiable(formula: Formula, bounds: Mapping[Variable, Bounds], most: int = 600) -> Answer:
    """Whether some report makes the formula true."""
    ways = cases(formula, most)
    if ways is None:
        return Answer.OPEN
    answer = Answer.NO
    for way in sorted(ways, key=_size):
        found = Answer.NO if not way.consistent else feasible(way.relations, bounds)
        if found is Answer.YES:
            return Answer.YES
        if found is Answer.OPEN:
            answer = Answer.OPEN
    return answer


def _size(case: Case) -> int:
    return len(case.relations)


def smallest_conflict(
    items: Sequence[T], relations: Mapping[T, Linear], bounds: Mapping[Variable, Bounds]
) -> tuple[T, ...]:
    """Of items that cannot hold together, those of which none can be left out (the deletion filter)."""
    kept = list(items)
    for one in items:
        rest = [other for other in kept if other != one]
        if feasible([relations[other] for other in rest], bounds) is Answer.NO:
            kept = rest
    return tuple(kept)
