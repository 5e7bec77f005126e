"""Rows of binary Word tables onto the grid of all their edges."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Cell, Location, Table
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.grid import DraftCell, is_too_large
from gouji.engine.reading.word_binary_rows import GOES_ON, columns_of, is_regular, shown_slots
from gouji.grammar.records import frozen, maker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.reading.word_binary_rows import Slot

LaidRow = tuple[int, list[str], list["Slot"]]
"""The number of a row in the file, the texts of its cells, and the cells as it lays them out."""

Place = tuple[int, int, int, int, int]
"""A cell that shows: its number in the row, its column, how many it covers, its mark of vertical merging, and
where it ends, on a grid that keeps apart what ends where no cell begins."""

_location = maker(Location)
_cell = maker(Cell)


def gridded(rows: Sequence[LaidRow], table: int) -> Table | Fault:
    """The ``table``-th table of a document from its rows; columns in which nothing begins are folded away."""
    if is_too_large(len(rows), 0):
        return fault("too_complex")
    distinct = {id(slots): slots for _, _, slots in rows}
    regular = {number for number, slots in distinct.items() if is_regular(slots)}
    shown = [slots if id(slots) in regular else shown_slots(texts, slots) for _, texts, slots in rows]
    distinct = {id(slots): slots for slots in shown}
    lefts = {left for slots in distinct.values() for _, left, _, _ in slots}
    rights = {right for slots in distinct.values() for _, _, right, _ in slots}
    edges = columns_of(lefts | rights)
    starts = sorted({edges[left] for left in lefts})
    if is_too_large(len(rows), len(starts)):
        return fault("too_complex")
    columns = {edge: bisect_left(starts, place) for edge, place in edges.items()}
    places = {
        number: [
            (cell, columns[left], columns[right] - columns[left], down, edges[right])
            for cell, left, right, down in slots
        ]
        for number, slots in distinct.items()
    }
    cells = _cells(rows, [places[id(slots)] for slots in shown], table)
    return Table(tuple(cells), len(rows), len(starts), Location(table=table))


def _cells(rows: Sequence[LaidRow], laid: Sequence[list[Place]], table: int) -> list[Cell]:
    """The cells, row by row; those that go on one above are part of it."""
    cells: list[Cell] = []
    drafts: list[DraftCell] = []
    above: dict[int, tuple[int, DraftCell]] = {}
    for line, ((number, texts, _), places) in enumerate(zip(rows, laid, strict=True)):
        begun, above = above, {}
        for cell, column, span, down, end in places:
            if down == GOES_ON and column in begun and begun[column][0] == end:
                above[column] = begun[column]
                above[column][1].row_span += 1
                continue
            place = _location(None, None, None, None, table, number, cell + 1)
            if not down:
                cells.append(_cell(line, column, 1, span, texts[cell], place))
                continue
            draft = DraftCell(line, column, 1, span, texts[cell], place)
            drafts.append(draft)
            above[column] = end, draft
            cells.append(draft)  # type: ignore[arg-type]  # a cell as soon as its spans are known
    frozen(drafts, Cell)
    return cells
