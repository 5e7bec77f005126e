"""Numbers that slipped by a column or a row: one slip that explains many cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.checking.ranges import Range
from gouji.engine.checking.searching import Repair
from gouji.engine.checking.values import ZERO
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.engine.checking.relations import CellKey, RelationKey
    from gouji.engine.checking.systems import Row, System


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of a row or column moved back, with the failed relations that hold then; none fails."""

    repair: Repair
    explains: frozenset[RelationKey]
    slip: Message


def shifted(system: System) -> list[Shift]:
    """All stretches of neighbouring cells that explain failures when they are moved by one."""
    found: dict[frozenset[int], Shift] = {}
    if system.free:
        return []
    around: dict[int, list[int]] = {}
    for number, row in enumerate(system.rows):
        for cell in row.factors:
            around.setdefault(cell, []).append(number)
    for slip, line in _lines(system):
        for changes in _moves(system, line, around):
            explained = _explained(system, changes, around)
            if explained:
                repair = Repair({cell: Range.of(change) for cell, change in sorted(changes.items())})
                wording = message(
                    f"localising.slip_{slip}_one" if len(changes) == 2 else f"localising.slip_{slip}"
                )
                found.setdefault(repair.cells, Shift(repair, explained, wording))
    return list(found.values())


def _lines(system: System) -> Iterator[tuple[str, list[int]]]:
    """The rows and columns with a cell in a failed relation, and how a slip in them is called."""
    failed = {cell for row in system.rows if row.violated for cell in row.factors}
    kinds: tuple[tuple[str, Callable[[CellKey], object]], ...] = (
        ("column", lambda cell: (cell[0], cell[1])),
        ("row", lambda cell: (cell[0], cell[2])),
    )
    for slip, line_of in kinds:
        lines: dict[object, list[int]] = {}
        for number, cell in enumerate(system.cells):
            lines.setdefault(line_of(cell), []).append(number)
        yield from ((slip, line) for line in lines.values() if not failed.isdisjoint(line))


def _moves(
    system: System, line: Sequence[int], around: Mapping[int, list[int]]
) -> Iterator[dict[int, Fraction]]:
    """The changes that moving a stretch by one means; what was lost at its end follows from a relation."""
    inside = set(line)
    open_cells = [_is_open([system.rows[row] for row in around[cell]], inside) for cell in line]
    if not any(open_cells):
        return
    values = [system.found[cell] for cell in line]
    size = len(line)
    for step in (1, -1):
        for first in (at for at in range(size) if open_cells[at]):
            changes: dict[int, Fraction] = {}
            moved = ZERO
            at = first
            while 0 <= at + step < size:
                change = values[at + step] - values[at]
                if change:
                    if not open_cells[at]:
                        break
                    changes[line[at]] = change
                    moved = moved or values[at + step]
                at += step
                if changes and moved and open_cells[at]:
                    end = _implied(system, changes, line[at], around)
                    if end is not None and len(changes) + bool(end) > 1:
                        yield changes | ({line[at]: end} if end else {})


def _is_open(rows: Sequence[Row], line: set[int]) -> bool:
    """Whether all that watches a cell across the line fails: as it must when only this cell of it moved."""
    across = [row for row in rows if len(line & row.factors.keys()) == 1]
    return bool(across) and all(row.violated for row in across)


def _implied(
    system: System, changes: Mapping[int, Fraction], end: int, around: Mapping[int, list[int]]
) -> Fraction | None:
    """What the last cell of a stretch must change by."""
    row = next((system.rows[number] for number in around[end] if system.rows[number].exact), None)
    if row is None:
        return None
    change = -_after(row, changes) / row.factors[end]
    return change if system.may_be(end, system.found[end] + change) else None


def _after(row: Row, changes: Mapping[int, Fraction]) -> Fraction:
    return row.residual + sum(
        (factor * changes[cell] for cell, factor in row.factors.items() if cell in changes), ZERO
    )


def _explained(
    system: System, changes: Mapping[int, Fraction], around: Mapping[int, list[int]]
) -> frozenset[RelationKey]:
    """The failed relations that hold after the changes; none at all if one does not."""
    explained = set()
    for number in {number for cell in changes for number in around[cell]}:
        row = system.rows[number]
        after = _after(row, changes)
        if after != 0 if row.exact else after > 0:
            return frozenset()
        if row.violated:
            explained.add(system.relations[number].key)
    return frozenset(explained)
