"""All smallest sets of cells whose change satisfies a system, found exactly.

While a relation does not hold, one of its cells must change. The search takes the cells of such a relation in
turn, eliminates each from all others, as Fellegi and Holt imply edits, and goes on with what then does not
hold. What a cell may be (no sign, no more decimals than declared) rules sets out in the same way.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gouji.engine.checking.ranges import Range, ranges
from gouji.engine.checking.systems import Row, System
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_SETS = 120
MOST_STEPS = 3_000
"""How many sets of cells are looked at, beyond sets of two."""

ENOUGH = 200_000
"""How many sets of one and two: more than any form for people has."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Cells whose change satisfies the system.

    Attributes:
        changes: by the number of the cell, in its units; a range where several values would do.
    """

    changes: Mapping[int, Range]

    @property
    def cells(self) -> frozenset[int]:
        """The cells that change."""
        return frozenset(self.changes)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to.

    Attributes:
        least: that many cells must change at the least; proven.
        repairs: all sets of so many cells, in a fixed order; none if the search was given up, or (when it is
            complete) if no numbers satisfy the system.
        complete: whether there are no others.
        barred: sets of so many cells that only fail by what a cell may be.
    """

    least: int
    repairs: tuple[Repair, ...]
    complete: bool
    barred: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The system while some cells are free to change.

    Attributes:
        chosen: these cells, the unknown ones included.
        rows: what must hold of the others, the chosen cells eliminated.
        solved: by chosen cell, the row that tells its change; cells without one may change freely.
        limits: the inequalities, the solved cells eliminated.
    """

    chosen: frozenset[int]
    rows: tuple[Row, ...]
    solved: Mapping[int, Row]
    limits: tuple[Row, ...]


def start(system: System) -> State | None:
    """The system with its unknown and its impossible cells free; ``None`` when it contradicts itself."""
    state: State | None = State(
        frozenset(),
        tuple(row for row in system.rows if row.exact),
        {},
        tuple(row for row in system.rows if not row.exact),
    )
    for cell in sorted(system.free | system.forced):
        if state is not None:
            state = freed(state, cell)
    return state


def freed(state: State, cell: int) -> State | None:
    """The state with one more cell free to change; ``None`` when something fails that no cell can mend."""
    holding = [row for row in state.rows if cell in row.factors]
    chosen = state.chosen | {cell}
    if not holding:
        return State(chosen, state.rows, state.solved, state.limits)
    pivot = min(holding, key=lambda row: (abs(row.factors[cell]), len(row.factors)))
    rows = []
    for row in state.rows:
        if row is pivot:
            continue
        reduced = _eliminated(row, pivot, cell)
        if reduced.factors:
            rows.append(reduced)
        elif reduced.residual:
            return None
    solved = {other: _eliminated(row, pivot, cell) for other, row in state.solved.items()}
    solved[cell] = pivot
    limits = tuple(_eliminated(row, pivot, cell) for row in state.limits)
    return State(chosen, tuple(rows), solved, limits)


def _eliminated(row: Row, pivot: Row, cell: int) -> Row:
    """The row without the cell, by as much of the pivot as it takes; its own sign is kept."""
    own = row.factors.get(cell)
    if own is None:
        return row
    other = pivot.factors[cell]
    divisor = math.gcd(own, other)
    times, less = abs(other) // divisor, own // divisor * (1 if other > 0 else -1)
    factors = dict(row.factors) if times == 1 else {key: times * one for key, one in row.factors.items()}
    for key, factor in pivot.factors.items():
        value = factors.get(key, 0) - less * factor
        if value:
            factors[key] = value
        else:
            factors.pop(key, None)
    return Row(factors, times * row.residual - less * pivot.residual, row.exact)


def search(system: System, most: int, steps: int = MOST_STEPS) -> Found:
    """The smallest sets of at most ``most`` cells.

    Sets of one and two cells are searched to the end in any form for people; larger ones until ``steps`` are
    spent.
    """
    first = start(system)
    if first is None:
        return Found(0, (), complete=True)
    cost = len(system.forced)
    for size in range(cost, most + 1):
        searcher = _Search(system, size, ENOUGH if size <= 2 else steps)
        searcher.run(first, size - cost, frozenset())
        if searcher.spent:
            return Found(size, (), complete=False)
        if not searcher.repairs and not searcher.deeper:
            return Found(0, (), complete=True)
        if searcher.repairs:
            ordered = sorted(searcher.repairs, key=lambda one: sorted(one.cells))
            return Found(size, tuple(ordered), not searcher.full, tuple(searcher.barred))
    return Found(most + 1, (), complete=False)


class _Search:
    """One pass: all sets of a given size; ``deeper`` when larger ones might do what these do not."""

    def __init__(self, system: System, size: int, steps: int) -> None:
        self.system, self.size, self.steps = system, size, steps
        self.repairs: list[Repair] = []
        self.barred: list[frozenset[int]] = []
        self.taken = 0
        self.deeper = False

    @property
    def spent(self) -> bool:
        return self.taken > self.steps

    @property
    def full(self) -> bool:
        return len(self.repairs) >= MOST_SETS

    def run(self, state: State, left: int, tried: frozenset[int]) -> None:
        """Complete the chosen cells by ``left`` more, none of ``tried``."""
        self.taken += 1
        broken = [row.factors.keys() for row in violated(state)]
        beyond = [] if broken and not left else conflicts(self.system, state)
        needed = [frozenset(each) - tried for each in (*broken, *beyond)]
        if not needed:
            repair = None if left else completed(self.system, state)
            if repair is not None:
                self.repairs.append(repair)
            self.deeper |= repair is None
            return
        if not left and not broken:
            self.barred.append(state.chosen - self.system.free)
        if not all(needed):
            return
        cells = _candidates(needed, left)
        self.deeper |= len(cells) < min(map(len, needed))
        for cell in cells:
            further = freed(state, cell)
            if further is not None:
                self.run(further, left - 1, tried)
            if self.spent or self.full:
                return
            tried |= {cell}


def _candidates(needed: Sequence[frozenset[int]], left: int) -> Sequence[int]:
    """The cells to try next: of the shortest list, or those that are on every list when one is left."""
    if not left or _apart(needed) > left:
        return ()
    if left == 1:
        return sorted(frozenset.intersection(*needed))
    shortest = min(needed, key=lambda one: (len(one), sorted(one)))
    return sorted(shortest)


def _apart(needed: Sequence[frozenset[int]]) -> int:
    """How many of the lists share no cell, at least: as many cells must change."""
    ordered = sorted(needed, key=len)
    most = 0
    for lists in (ordered, ordered[::-1]):
        seen: set[int] = set()
        count = 0
        for one in lists:
            if seen.isdisjoint(one):
                seen |= one
                count += 1
        most = max(most, count)
    return most


def violated(state: State) -> Iterator[Row]:
    """What does not hold, whatever the chosen cells become."""
    yield from (row for row in state.rows if row.residual)
    yield from (row for row in state.limits if row.residual > 0 and state.chosen.isdisjoint(row.factors))


def conflicts(system: System, state: State) -> list[frozenset[int]]:
    """Lists of cells of which one must change, because a chosen one would become what it may not be."""
    found = []
    loose = state.chosen - state.solved.keys()
    tied = False
    for cell, row in state.solved.items():
        if not loose.isdisjoint(row.factors):
            tied = True
            continue
        change = -row.residual / row.factors[cell]
        if not system.may_be(cell, system.found[cell] + change):
            found.append(frozenset(row.factors) - state.chosen)
    if (loose or tied) and not found and _values(system, state) is None:
        touched = [
            *state.solved.values(),
            *(row for row in state.limits if not loose.isdisjoint(row.factors)),
        ]
        found.append(frozenset(cell for row in touched for cell in row.factors) - state.chosen)
    return found


def completed(system: System, state: State) -> Repair | None:
    """The change of the chosen cells, when all else is as it is and each of them does change."""
    values = _values(system, state)
    if values is None:
        return None
    if any(values[cell].only == 0 for cell in state.chosen - system.free):
        return None
    return Repair(values)


def _values(system: System, state: State) -> Mapping[int, Range] | None:
    """What the chosen cells change by; ``None`` when there are no such integers."""
    loose = sorted(state.chosen - state.solved.keys())
    lower = {cell: None if cell in system.signed else -system.found[cell] for cell in sorted(state.chosen)}
    if not loose:
        return {
            cell: Range.of(-row.residual / row.factors[cell]) for cell, row in sorted(state.solved.items())
        }
    tied = {
        cell: (
            {one: row.factors[one] for one in loose if one in row.factors},
            row.factors[cell],
            row.residual,
        )
        for cell, row in state.solved.items()
    }
    limits = [
        ({one: row.factors[one] for one in loose if one in row.factors}, row.residual)
        for row in state.limits
        if not state.chosen.isdisjoint(row.factors)
    ]
    return ranges(loose, tied, lower, limits, system.found)
