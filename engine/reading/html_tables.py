"""Tables of data in web pages: their spans onto a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.reading.document import Location, Table
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.grid import MAX_ROWS, MAX_SPAN, OBJECT_MARK, DraftCell, finished
from gouji.engine.reading.html_text import cell_text
from gouji.engine.reading.html_tree import cells_of, line_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

MAX_CELLS = 2000
"""Cells of one row."""

Occupied = list[tuple[int, int, int]]
"""Stretches of columns taken from above: first column, column after the last, row up to which (exclusive)."""


def table_of(element: _Element, index: int, first_line: int) -> Table | Fault:
    """The table of a ``<table>``.

    Args:
        element: the table, one that holds data.
        index: its number in the document, from 1.
        first_line: the line of the file at which the page begins.
    """
    drafts: list[DraftCell] = []
    occupied: Occupied = []
    count = 0
    for count, row in enumerate(rows_of(element), 1):
        cells = cells_of(row)
        if count > MAX_ROWS or len(cells) > MAX_CELLS:
            return fault("too_complex")
        occupied = sorted(stretch for stretch in occupied if stretch[2] >= count)
        for physical, (cell, column, end) in enumerate(_placed(cells, occupied), 1):
            text, pictures = cell_text(cell)
            place = Location(line=line_of(cell, first_line), table=index, row=count, cell=physical)
            text = text or (OBJECT_MARK if pictures else "")
            height = _span(cell, "rowspan")
            drafts.append(DraftCell(count - 1, column, height, end - column, text, place))
            if height > 1:
                occupied.append((column, end, count - 1 + height))
    place = Location(line=line_of(element, first_line), table=index)
    return finished(drafts, count, place)


def _placed(cells: Sequence[_Element], occupied: Occupied) -> list[tuple[_Element, int, int]]:
    """The cells of a row with their first column and the one after the last; none covers taken columns."""
    placed: list[tuple[_Element, int, int]] = []
    column, taken = 0, iter(tuple(occupied))
    ahead = next(taken, None)
    for cell in cells:
        while ahead is not None and ahead[0] <= column:
            column = max(column, ahead[1])
            ahead = next(taken, None)
        end = column + _span(cell, "colspan")
        if ahead is not None:
            end = min(end, ahead[0])
        placed.append((cell, column, end))
        column = end
    return placed


def _span(cell: _Element, attribute: str) -> int:
    """A span as browsers take it: at least 1; ``rowspan="0"`` reaches to the end of the table."""
    text = (cell.get(attribute) or "").strip()
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    if not digits.isascii() or not digits or len(digits) > 9:
        return MAX_SPAN if len(digits) > 9 else 1
    most = MAX_SPAN if attribute == "colspan" else MAX_ROWS
    if int(digits) == 0:
        return MAX_ROWS if attribute == "rowspan" else 1
    return min(int(digits), most)
