"""Tables of Word documents: physical rows and cells onto a grid, merges undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.reading.document import Location, Remark, Table
from gouji.engine.reading.docx_names import (
    CELL,
    PARAGRAPH,
    ROW,
    TABLE,
    VAL,
    WORD,
    children,
    descendant,
    number,
)
from gouji.engine.reading.docx_plain import plain_drafts
from gouji.engine.reading.docx_text import deleted_cell, deleted_row, hidden_row, mark_deleted, span
from gouji.engine.reading.grid import MAX_SPAN, OBJECT_MARK, DraftCell, finished

if TYPE_CHECKING:
    from gouji.engine.reading.docx_text import ParagraphContent, ParagraphReader
    from gouji.engine.reading.faults import Fault
    from lxml.etree import _Element

THIN = 30
"""Twips; narrower columns (1.5 pt) are artefacts of conversions."""


class TableReader:
    """Reads tables with the paragraphs' reader, so that lists go on counting through cells."""

    def __init__(self, paragraphs: ParagraphReader) -> None:
        self._paragraphs = paragraphs

    def read(self, element: _Element, index: int) -> Table | Fault:
        """The ``index``-th table of the document from its ``w:tbl``."""
        place = Location(table=index)
        plain = plain_drafts(element, index) if element in self._paragraphs.plain else None
        if plain is not None:
            return finished(*plain, place, _thin_columns(element))
        drafts: list[DraftCell] = []
        merges: dict[int, DraftCell] = {}
        grid_row = 0
        for physical, row in enumerate(children(element, {ROW}), 1):
            if deleted_row(row) or self._is_hidden(row):
                continue
            merges = self._row(row, grid_row, Location(table=index, row=physical), drafts, merges)
            grid_row += 1
        return finished(drafts, grid_row, place, _thin_columns(element))

    def _is_hidden(self, row: _Element) -> bool:
        if not hidden_row(row):
            return False
        self._paragraphs.remarks.add(Remark.HIDDEN_TEXT)
        return True

    def _row(
        self,
        row: _Element,
        grid_row: int,
        place: Location,
        drafts: list[DraftCell],
        merges: dict[int, DraftCell],
    ) -> dict[int, DraftCell]:
        """Add one row; ``merges`` are cells above that may go on in it, by column; returns its own such."""
        column = span(row, "trPr/gridBefore", MAX_SPAN)
        going_on: dict[int, DraftCell] = {}
        left: DraftCell | None = None
        for physical, cell in enumerate(children(row, {CELL}), 1):
            if deleted_cell(cell):
                continue
            properties = descendant(cell, "tcPr")
            width = span(properties, "gridSpan", MAX_SPAN) or 1
            text = self.cell_text(cell)
            above = merges.get(column)
            if left is not None and _continues(properties, "hMerge"):
                if left.row == grid_row:
                    left.column_span += width
            elif above is not None and above.column_span == width and _continues(properties, "vMerge"):
                above.row_span += 1
                going_on[column] = left = above
            else:
                location = Location(table=place.table, row=place.row, cell=physical)
                left = DraftCell(grid_row, column, 1, width, text, location)
                drafts.append(left)
                if descendant(properties, "vMerge") is not None:
                    going_on[column] = left
            column += width
        return going_on

    def cell_text(self, cell: _Element) -> str:
        """The text of a cell: a line a paragraph, nested tables and text boxes in their place."""
        lines: list[str] = []
        pictures = self._collect(cell, lines)
        text = "\n".join(lines).strip()
        return text or (OBJECT_MARK if pictures else "")

    def _collect(self, container: _Element, lines: list[str]) -> int:
        """Append the lines of a cell or text box; returns how many pictures it holds."""
        pictures, joined = 0, ""
        for child in children(container, {PARAGRAPH, TABLE}):
            if child.tag == TABLE:
                lines += self._nested(child)
                continue
            content: ParagraphContent = self._paragraphs.read(child)
            pictures += len(content.pictures)
            if mark_deleted(child):
                joined += content.text
            else:
                lines.append(joined + content.text)
                joined = ""
            for box in content.boxes:
                pictures += self._collect(box, lines)
        if joined:
            lines.append(joined)
        return pictures

    def _nested(self, table: _Element) -> list[str]:
        """The rows of a table inside a cell, cells parted by tabs."""
        return [
            "\t".join(self.cell_text(cell) for cell in children(row, {CELL}) if not deleted_cell(cell))
            for row in children(table, {ROW})
            if not deleted_row(row)
        ]


def _continues(properties: _Element | None, merge: str) -> bool:
    """Whether a cell goes on a merge (``vMerge``, ``hMerge``) begun above or to its left."""
    found = descendant(properties, merge)
    return found is not None and found.get(VAL, "continue") == "continue"


def _thin_columns(table: _Element) -> list[int]:
    widths = [number(column.get(f"{WORD}w")) for column in table.iterfind(f"{WORD}tblGrid/{WORD}gridCol")]
    return [index for index, width in enumerate(widths) if 0 < width < THIN]


def is_wrapper(table: _Element) -> bool:
    """Whether a table is only a frame: one cell, with tables of its own in it."""
    rows = list(children(table, {ROW}))
    if len(rows) != 1:
        return False
    cells = list(children(rows[0], {CELL}))
    return len(cells) == 1 and next(children(cells[0], {TABLE}), None) is not None


def only_cell(table: _Element) -> _Element:
    """The cell of a wrapper."""
    return next(children(next(children(table, {ROW})), {CELL}))
