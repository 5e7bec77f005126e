"""Cells that the rules leave no choice: wherever all relations hold they have one value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gouji.rules.proving.formulas import Linear
from gouji.rules.proving.implied import linear
from gouji.rules.proving.systems import constraint, smallest_conflict
from gouji.rules.solver import Bounds, Constraint, Failure, Solution, solve

if TYPE_CHECKING:
    from gouji.rules.linear import Cell, LinearRelation
    from gouji.rules.proving.formulas import Variable

ONE = Fraction(1)


def forced_cells(
    relations: Sequence[LinearRelation], cells: Mapping[Cell, Bounds]
) -> Iterator[tuple[Cell, Fraction, tuple[LinearRelation, ...]]]:
    """The cells with one value only, that value, and relations that are enough to force it.

    ``cells`` are those of the relations, with what the form lets them hold; a solver has to be there.
    """
    held = [one for one in relations if one.operator != "!="]
    system = [constraint(linear(one)) for one in held]
    free = {cell: Bounds(allowed.lower, allowed.upper) for cell, allowed in cells.items()}
    for cell in _unmoved(system, free):
        least, most = (solve(system, free, {cell: ONE}, maximise=up) for up in (False, True))
        if isinstance(least, Solution) and isinstance(most, Solution) and least.objective == most.objective:
            yield cell, least.objective, _forcing(cell, least.objective, held, free)


def _unmoved(system: Sequence[Constraint], cells: Mapping[Cell, Bounds]) -> list[Cell]:
    """The cells that did not move when as many as possible were asked to: only they may be forced."""
    first = solve(system, cells)
    if isinstance(first, Failure):
        return []
    moved: dict[Variable, Fraction] = {}
    up = {("up", cell): Bounds(Fraction(0), ONE) for cell in cells}
    rises = [
        Constraint({cell: ONE, ("up", cell): -ONE}, -first.values.get(cell, Fraction(0)), ">=")
        for cell in cells
    ]
    found = solve([*system, *rises], {**cells, **up}, dict.fromkeys(up, ONE), maximise=True)
    if isinstance(found, Solution):
        moved = dict(found.values)
    return [cell for cell in cells if moved.get(cell) in (None, first.values.get(cell))]


def _forcing(
    cell: Cell, value: Fraction, held: Sequence[LinearRelation], cells: Mapping[Any, Bounds]
) -> tuple[LinearRelation, ...]:
    """Relations that allow the cell no other value, none of which can be left out on either side."""
    needed: dict[int, None] = {}
    for sign in ("<=", ">="):
        away = Linear({cell: ONE}, -value + (1 if sign == "<=" else -1), sign)
        systems: dict[int, Linear] = {number: linear(one) for number, one in enumerate(held)}
        systems[-1] = away
        needed.update(dict.fromkeys(smallest_conflict(tuple(systems), systems, cells)))
    return tuple(held[number] for number in sorted(needed) if number >= 0)
