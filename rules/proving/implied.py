"""Relations that follow from others: told to the author, and kept, for the form prints some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gouji.grammar.records import dataclass
from gouji.rules.proving.formulas import Linear, negated
from gouji.rules.proving.systems import Answer, feasible, smallest_conflict

if TYPE_CHECKING:
    from gouji.rules.linear import LinearRelation
    from gouji.rules.proving.formulas import Variable
    from gouji.rules.solver import Bounds

Row = dict[Any, Fraction]


@dataclass(frozen=True)
class Implied:
    """A relation that holds wherever the others do; none of them, when the bounds of its cells are enough."""

    relation: LinearRelation
    by: tuple[LinearRelation, ...]


def implied_equations(relations: Sequence[LinearRelation]) -> Iterator[Implied]:
    """The equations that are sums of multiples of equations before them, by exact elimination."""
    pivots: dict[Any, tuple[Row, dict[int, Fraction]]] = {}
    for number, relation in enumerate(relations):
        row: Row = {**relation.coefficients, None: relation.constant}
        made = {number: Fraction(1)}
        for pivot, (basis, parts) in pivots.items():
            factor = row.get(pivot, Fraction(0))
            if factor:
                row, made = _less(row, basis, factor), _less(made, parts, factor)
        row = {variable: value for variable, value in row.items() if value}
        first = next((variable for variable in row if variable is not None), None)
        if first is not None:
            scale = row[first]
            pivots[first] = (
                {variable: value / scale for variable, value in row.items()},
                {one: value / scale for one, value in made.items()},
            )
        elif not row:
            by = tuple(relations[one] for one, factor in made.items() if factor and one != number)
            yield Implied(relation, by)


def _less(one: Mapping, other: Mapping, factor: Fraction) -> dict:  # type: ignore[type-arg]
    result = dict(one)
    for name, value in other.items():
        result[name] = result.get(name, Fraction(0)) - factor * value
    return result


def implied_inequalities(
    inequalities: Sequence[LinearRelation],
    others: Sequence[LinearRelation],
    bounds: Mapping[Variable, Bounds],
) -> Iterator[Implied]:
    """The inequalities that no values within the bounds can break while the other relations hold."""
    for relation in inequalities:
        rest = [one for one in (*others, *inequalities) if one is not relation]
        systems: dict[int, Linear] = {place: linear(one) for place, one in enumerate(rest)}
        broken = negated(linear(relation))
        if not isinstance(broken, Linear) or broken.operator == "!=":
            continue
        systems[-1] = broken
        if feasible([broken], bounds) is Answer.NO:
            yield Implied(relation, ())
        elif feasible(list(systems.values()), bounds) is Answer.NO:
            needed = smallest_conflict(tuple(systems), systems, bounds)
            yield Implied(relation, tuple(rest[place] for place in needed if place >= 0))


def linear(relation: LinearRelation) -> Linear:
    """The relation as a formula."""
    return Linear(relation.coefficients, relation.constant, relation.operator)
