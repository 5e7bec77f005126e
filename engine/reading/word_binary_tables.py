"""Tables of binary Word documents: paragraphs into cells and rows, and these onto a grid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Location
from gouji.engine.reading.grid import OBJECT_MARK, DraftCell, finished
from gouji.engine.reading.word_binary_rows import GOES_ON, row_layout
from gouji.engine.reading.word_binary_text import CELL_MARK, BinaryParagraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gouji.engine.reading.document import Table
    from gouji.engine.reading.faults import Fault
    from gouji.engine.reading.word_binary_rows import Slot

THIN = 30
"""Twips; edges nearer to each other (1.5 pt) are one, columns narrower are artefacts of conversions."""

Content = list["BinaryParagraph | StoredTable"]


@dataclass(slots=True)
class StoredRow:
    """A row: the contents of its cells, and the paragraph whose mark ends it (``None``: it has no end)."""

    cells: list[Content] = field(default_factory=list)
    end: BinaryParagraph | None = None

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

    rows: list[StoredRow] = field(default_factory=list)

    @property
    def only_cell(self) -> Content | None:
        """The content of its one cell when the table is only a frame around other tables."""
        if len(self.rows) != 1 or len(self.rows[0].cells) != 1:
            return None
        content = self.rows[0].cells[0]
        return content if any(isinstance(item, StoredTable) for item in content) else None


class _OpenTable:
    """A table that is being read: its row and cell so far."""

    __slots__ = ("cell", "row", "table")

    def __init__(self) -> None:
        self.table = StoredTable()
        self.row = StoredRow()
        self.cell: Content = []

    def end_cell(self) -> None:
        self.row.cells.append(self.cell)
        self.cell = []

    def end_row(self, end: BinaryParagraph | None) -> None:
        if self.cell:
            self.end_cell()
        self.row.end = end
        self.table.rows.append(self.row)
        self.row = StoredRow()


def nested(paragraphs: Iterable[BinaryParagraph]) -> Content:
    """Paragraphs and tables as they stand in each other, from paragraphs that tell their depth."""
    outside: Content = []
    opened: list[_OpenTable] = []
    for paragraph in paragraphs:
        properties = paragraph.properties
        depth = properties.depth
        if depth != len(opened):
            _reach(depth, opened, outside)
        if not depth:
            outside.append(paragraph)
            continue
        inner = opened[-1]
        if properties.row_end:
            inner.end_row(paragraph)
        else:
            inner.cell.append(paragraph)
            if properties.cell_end or paragraph.mark == CELL_MARK:
                inner.end_cell()
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
    if table.cell or table.row.cells:
        table.end_row(None)


_Shown = tuple[int, int, int, str, int]
"""A cell that shows: its edges in twips, its mark of vertical merging, its text, its number in the row."""


class TableReader:
    """Turns stored tables into tables."""

    def __init__(
        self, pictures: Callable[[BinaryParagraph], int], boxes: Callable[[BinaryParagraph], list[Content]]
    ) -> None:
        """Keep what tells of drawings.

        Args:
            pictures: how many pictures stand in a paragraph.
            boxes: the contents of the text boxes anchored in a paragraph.
        """
        self._pictures = pictures
        self._boxes = boxes
        self._layouts: dict[int, tuple[int, list[Slot]]] = {}

    def read(self, stored: StoredTable, index: int) -> Table | Fault:
        """The ``index``-th table of the document."""
        shown = [(number, row) for number, row in enumerate(stored.rows, 1) if not row.gone]
        slots = [self._slots(row) for _, row in shown]
        place = Location(table=index)
        if not all(slots):
            return finished(self._listed(shown, index), len(shown), place, spans_known=False)
        rows = [(number, self._shown(row, found)) for (number, row), found in zip(shown, slots, strict=True)]
        return finished(_drafts(rows, index), len(rows), place)

    def _slots(self, row: StoredRow) -> list[Slot]:
        """The cells of a row by its layout; none when it has no layout, or one of another number of cells."""
        if row.end is None:
            return []
        properties = row.end.properties
        known = self._layouts.get(id(properties))
        if known is None:
            layout = row_layout(properties.row)
            known = (0, []) if layout is None else (len(layout.across), layout.slots())
            self._layouts[id(properties)] = known
        return known[1] if known[0] == len(row.cells) else []

    def _listed(self, rows: list[tuple[int, StoredRow]], index: int) -> list[DraftCell]:
        """The cells of rows whose layout is lost: each row only a list."""
        return [
            DraftCell(
                line,
                column,
                1,
                1,
                self.cell_text(content),
                Location(table=index, row=number, cell=column + 1),
            )
            for line, (number, row) in enumerate(rows)
            for column, content in enumerate(row.cells)
        ]

    def _shown(self, row: StoredRow, slots: list[Slot]) -> list[_Shown]:
        """The cells of a row that show; those that are only a conversion's artefact are left out."""
        shown: list[_Shown] = []
        reached = slots[0][1]
        for cell, left, right, down in slots:
            text = self.cell_text(row.cells[cell])
            left = max(left, reached)  # noqa: PLW2901  # edges may go back in damaged rows
            if right - left < THIN:
                if not text:
                    continue
                right = left + THIN  # noqa: PLW2901  # a cell with text is there, whatever its width says
            reached = right
            shown.append((left, right, down, text, cell + 1))
        return shown

    def cell_text(self, content: Content) -> str:
        """The text of a cell: a line a paragraph, inner tables and text boxes in their place."""
        if len(content) == 1:
            only = content[0]
            if isinstance(only, BinaryParagraph) and not only.anchors:
                return only.text.strip()
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
            pictures += self._pictures(item)
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
        return ["\t".join(self.cell_text(cell) for cell in row.cells) for row in stored.rows if not row.gone]


def _drafts(rows: Sequence[tuple[int, Sequence[_Shown]]], table: int) -> list[DraftCell]:
    """The cells on the grid of all edges; cells that go on one above are part of it.

    Args:
        rows: the cells of each row after its number in the file.
        table: the number of the table.
    """
    columns = _columns({edge for _, row in rows for cell in row for edge in cell[:2]})
    drafts: list[DraftCell] = []
    merges: dict[int, DraftCell] = {}
    for line, (number, row) in enumerate(rows):
        going_on: dict[int, DraftCell] = {}
        for left, right, down, text, cell in row:
            column, after = columns[left], columns[right]
            if down:
                above = merges.get(column)
                if down == GOES_ON and above is not None and above.end == after:
                    above.row_span += 1
                    going_on[column] = above
                    continue
            place = Location(None, None, None, None, table, number, cell)
            draft = DraftCell(line, column, 1, after - column, text, place)
            drafts.append(draft)
            if down:
                going_on[column] = draft
        merges = going_on
    return drafts


def _columns(edges: set[int]) -> dict[int, int]:
    """The number of the column that begins at each edge; edges too near to each other are one."""
    columns: dict[int, int] = {}
    first, number = None, -1
    for edge in sorted(edges):
        if first is None or edge - first >= THIN:
            first = edge
            number += 1
        columns[edge] = number
    return columns
