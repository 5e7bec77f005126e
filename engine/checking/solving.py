"""The smallest sets of cells by an integer program, for systems that the exact search gives up on.

The program only proposes: each set is solved again, exactly, before it is taken for a repair.
"""

from __future__ import annotations

import time
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.checking.searching import Found, Repair, completed, conflicts, freed, start, violated
from gouji.rules.solver import Bounds, Constraint, Failure, Solution, Variable, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.checking.systems import System

MOST_SETS = 12
SECONDS = 1.0
_ONE, _ZERO = Fraction(1), Fraction(0)
_ROOM = 10
"""Values are looked for up to this many times all that the system holds together."""


def solved(system: System, least: int) -> Found:
    """All smallest sets of cells, as far as time and number allow.

    Args:
        system: as it was found.
        least: as many cells must change, as was proven before.
    """
    until = time.monotonic() + SECONDS
    relations, limits, costs = program(system)
    repairs: list[Repair] = []
    cuts = [Constraint(costs, Fraction(-least), ">=")]
    while (left := until - time.monotonic()) > 0 and len(repairs) < MOST_SETS:
        found = solve((*relations, *cuts), limits, costs, seconds=left)
        if found is Failure.INFEASIBLE:
            return Found(least, tuple(_ordered(repairs)), complete=True)
        if not isinstance(found, Solution):
            break
        marks = {one: cost for one, cost in costs.items() if found.values[one]}
        if not repairs:
            least = len(marks)
            cuts.append(Constraint(costs, Fraction(-least), "<="))
        cuts.append(Constraint(marks, Fraction(1 - len(marks)), "<="))
        repair = _exactly(system, frozenset(cell for _, cell in marks))
        if repair is not None:
            repairs.append(repair)
    return Found(least, tuple(_ordered(repairs)), complete=False)


def program(system: System) -> tuple[list[Constraint], dict[Variable, Bounds], dict[Variable, Fraction]]:
    """The system as a program: relations, bounds, and what each change costs."""
    costs: dict[Variable, Fraction] = {
        ("change", cell): _ONE for cell in range(len(system.cells)) if cell not in system.free
    }
    return _relations(system), _bounds(system), costs


def _ordered(repairs: Sequence[Repair]) -> list[Repair]:
    return sorted(repairs, key=lambda one: sorted(one.cells))


def _relations(system: System) -> list[Constraint]:
    """What holds of the values, and that a value only differs where its cell is marked as changed.

    That a cell of each failed relation must change follows from these; it is said all the same, because the
    solver is some ten times faster for it.
    """
    made = []
    for row in system.rows:
        moved = sum(factor * system.found[cell] for cell, factor in row.factors.items())
        factors: dict[Variable, Fraction] = {
            ("value", cell): Fraction(one) for cell, one in row.factors.items()
        }
        made.append(Constraint(factors, row.residual - moved, "=" if row.exact else "<="))
        if row.violated and system.free.isdisjoint(row.factors):
            made.append(Constraint({("change", cell): _ONE for cell in row.factors}, -_ONE, ">="))
    room = _room(system)
    for cell, found in enumerate(system.found):
        if cell not in system.free:
            value, change = ("value", cell), ("change", cell)
            down = room if cell in system.signed else max(found, _ZERO)
            made.append(Constraint({value: _ONE, change: -room}, -found, "<="))
            made.append(Constraint({value: -_ONE, change: -down} if down else {value: -_ONE}, found, "<="))
    return made


def _room(system: System) -> Fraction:
    held = sum((abs(one) for one in (*system.found, *(row.residual for row in system.rows))), _ONE)
    return Fraction(round(_ROOM * held))


def _bounds(system: System) -> dict[Variable, Bounds]:
    room = _room(system)
    bounds: dict[Variable, Bounds] = {}
    for cell in range(len(system.cells)):
        bounds["value", cell] = Bounds(-room if cell in system.signed else _ZERO, room, integral=True)
        if cell not in system.free:
            must = _ONE if cell in system.forced else _ZERO
            bounds["change", cell] = Bounds(must, _ONE, integral=True)
    return bounds


def _exactly(system: System, cells: frozenset[int]) -> Repair | None:
    """The set as the exact search would find it."""
    state = start(system)
    for cell in sorted(cells - system.forced):
        state = None if state is None else freed(state, cell)
    if state is None or any(True for _ in violated(state)) or conflicts(system, state):
        return None
    return completed(system, state)
