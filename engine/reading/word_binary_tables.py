"""Tables of binary Word documents: paragraphs into cells and rows, and these onto a grid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Location
from gouji.engine.reading.grid import OBJECT_MARK, DraftCell, finished
from gouji.engine.reading.word_binary_fields import CELL_MARK
from gouji.engine.reading.word_binary_grid import gridded
from gouji.engine.reading.word_binary_plain import PlainRow
from gouji.engine.reading.word_binary_rows import row_layout
from gouji.engine.reading.word_binary_text import BinaryParagraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gouji.engine.reading.document import Table
    from gouji.engine.reading.faults import Fault
    from gouji.engine.reading.word_binary_properties import ParagraphProperties
    from gouji.engine.reading.word_binary_rows import Slot

Content = list["BinaryParagraph | StoredTable"]


@dataclass(slots=True)
class StoredRow:
    """A row: the contents of its cells, and the paragraph whose mark ends it (``None``: it has no end)."""

    cells: list[Content] = field(default_factory=list)
    end: BinaryParagraph | None = None

    @property
    def properties(self) -> ParagraphProperties | None:
        """The properties of its end, which lay it out."""
        return None if self.end is None else self.end.properties

    @property
    def gone(self) -> bool:
        """Whether the row is deleted or hidden: its marks are, and nothing is left in it.

        Some writers put the deletion on the end of the row before; a row that holds anything stays.
        """
        if self.end is None:
            return False
        marks = [cell[-1] for cell in self.cells]
        omitted = self.end.omitted or all(
            isinstance(mark, BinaryParagraph) and mark.omitted for mark in marks
        )
        return omitted and not any(
            isinstance(item, StoredTable) or item.anchors or item.text.strip()
            for cell in self.cells
            for item in cell
        )


@dataclass(slots=True)
class StoredTable:
    """A table as it is stored, a list of rows."""

    rows: list[StoredRow | PlainRow] = field(default_factory=list)

    @property
    def only_cell(self) -> Content | None:
        """The content of its one cell when the table is only a frame around other tables."""
        row = self.rows[0] if len(self.rows) == 1 else None
        if not isinstance(row, StoredRow) or len(row.cells) != 1:
            return None
        content = row.cells[0]
        return content if any(isinstance(item, StoredTable) for item in content) else None


class _OpenTable:
    """A table that is being read: its row and cell so far."""

    __slots__ = ("cell", "cells", "table")

    def __init__(self) -> None:
        self.table = StoredTable()
        self.cells: list[Content] = []
        self.cell: Content = []

    def add(self, paragraph: BinaryParagraph) -> None:
        if paragraph.properties.row_end:
            self.end_row(paragraph)
            return
        self.cell.append(paragraph)
        if paragraph.properties.cell_end or paragraph.mark == CELL_MARK:
            self.cells.append(self.cell)
            self.cell = []

    def end_row(self, end: BinaryParagraph | None) -> None:
        if self.cell:
            self.cells.append(self.cell)
        self.table.rows.append(StoredRow(self.cells, end))
        self.cells, self.cell = [], []


def nested(paragraphs: Iterable[BinaryParagraph | PlainRow]) -> Content:
    """Paragraphs and tables as they stand in each other, from paragraphs that tell their depth."""
    outside: Content = []
    opened: list[_OpenTable] = []
    level = 0
    for paragraph in paragraphs:
        properties = paragraph.properties
        depth = properties.depth
        if depth != level:
            _reach(depth, opened, outside)
            level = depth
        if isinstance(paragraph, PlainRow):
            opened[-1].table.rows.append(paragraph)
        elif not depth:
            outside.append(paragraph)
        else:
            opened[-1].add(paragraph)
    _reach(0, opened, outside)
    return outside


def _reach(depth: int, opened: list[_OpenTable], outside: Content) -> None:
    """Close or open tables until ``depth`` of them are open."""
    while len(opened) > depth:
        _close(opened)
    while len(opened) < depth:
        table = _OpenTable()
        (opened[-1].cell if opened else outside).append(table.table)
        opened.append(table)


def _close(opened: list[_OpenTable]) -> None:
    """Close the innermost table; a row it has begun is its last."""
    table = opened.pop()
    if table.cell or table.cells:
        table.end_row(None)


class TableReader:
    """Turns stored tables into tables."""

    def __init__(
        self,
        pictures: Callable[[BinaryParagraph], list[str]],
        boxes: Callable[[BinaryParagraph], list[Content]],
    ) -> None:
        """Keep what tells of drawings.

        Args:
            pictures: the names of the pictures in a paragraph.
            boxes: the contents of the text boxes anchored in a paragraph.
        """
        self._pictures = pictures
        self._boxes = boxes
        self._layouts: dict[int, tuple[int, list[Slot]]] = {}

    def read(self, stored: StoredTable, index: int) -> Table | Fault:
        """The ``index``-th table of the document."""
        rows = [(number, row) for number, row in enumerate(stored.rows, 1) if not _gone(row)]
        slots = [self._slots(row) for _, row in rows]
        if not all(slots):
            return finished(self._listed(rows, index), len(rows), Location(table=index), spans_known=False)
        laid = [(number, self._texts(row), found) for (number, row), found in zip(rows, slots, strict=True)]
        return gridded(laid, index)

    def _slots(self, row: StoredRow | PlainRow) -> list[Slot]:
        """The cells of a row by its layout; none when it has no layout, or one of another number of cells."""
        properties = row.properties
        if properties is None:
            return []
        known = self._layouts.get(id(properties))
        if known is None:
            layout = row_layout(properties.row)
            known = (0, []) if layout is None else (len(layout.across), layout.slots())
            self._layouts[id(properties)] = known
        return known[1] if known[0] == len(row.cells) else []

    def _listed(self, rows: list[tuple[int, StoredRow | PlainRow]], index: int) -> list[DraftCell]:
        """The cells of rows whose layout is lost: each row only a list."""
        return [
            DraftCell(
                line,
                column,
                1,
                1,
                text,
                Location(table=index, row=number, cell=column + 1),
            )
            for line, (number, row) in enumerate(rows)
            for column, text in enumerate(self._texts(row))
        ]

    def _texts(self, row: StoredRow | PlainRow) -> list[str]:
        if isinstance(row, PlainRow):
            return [text.strip() for text in row.cells]
        return [self.cell_text(cell) for cell in row.cells]

    def cell_text(self, content: Content) -> str:
        """The text of a cell: a line a paragraph, inner tables and text boxes in their place."""
        lines: list[str] = []
        pictures = self._collect(content, lines)
        text = "\n".join(lines).strip()
        return text or (OBJECT_MARK if pictures else "")

    def _collect(self, content: Content, lines: list[str]) -> int:
        """Append the lines of a cell or text box; returns how many pictures it holds."""
        pictures, joined = 0, ""
        for item in content:
            if isinstance(item, StoredTable):
                lines += self._inner(item)
                continue
            joined += item.text
            pictures += len(self._pictures(item))
            if not item.joins:
                lines.append(joined)
                joined = ""
            for box in self._boxes(item):
                pictures += self._collect(box, lines)
        if joined:
            lines.append(joined)
        return pictures

    def _inner(self, stored: StoredTable) -> list[str]:
        """The rows of a table inside a cell, cells parted by tabs."""
        return ["\t".join(self._texts(row)) for row in stored.rows if not _gone(row)]


def _gone(row: StoredRow | PlainRow) -> bool:
    return isinstance(row, StoredRow) and row.gone
