"""Tables of the document made ready for binding: rows of entries, each with its comparable label."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gouji.engine.binding.normalising import Label, compact, label_of
from gouji.engine.binding.patterns import Patterns, cleared
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.engine.binding.report import TextLine
    from gouji.engine.reading.document import Cell, Location, Table


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell as it shows in one row of the grid.

    Attributes:
        start, end: the grid columns it covers; in tables without spans, its index in the row.
        continued: it began in a row above.
    """

    start: int
    end: int
    text: str
    label: Label
    cell: Cell
    continued: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not self.text


Row = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A table of the document, or a run of lines that is one.

    Attributes:
        before: the lines between the table before it, or the section's heading, and this table.
        section: id of the section it stands in.
    """

    rows: tuple[Row, ...]
    spans_known: bool
    width: int
    location: Location
    before: tuple[TextLine, ...] = ()
    section: str | None = None

    def bodies(self) -> frozenset[str]:
        """All comparable texts of its cells."""
        return frozenset(
            entry.label.body for row in self.rows for entry in row if entry.text and not entry.continued
        )


def rows_of(table: Table, residue: Patterns) -> tuple[Row, ...]:
    """The rows of a document table from left to right, a cell over several rows showing in each of them."""
    rows: dict[int, list[Entry]] = defaultdict(list)
    for cell in table.cells:
        text = cleared(residue, cell.text)
        start, end = cell.column, cell.column + cell.column_span
        entry = Entry(start, end, text if compact(text) else "", label_of(text), cell)
        rows[cell.row].append(entry)
        for row in range(cell.row + 1, cell.row + cell.row_span):
            rows[row].append(Entry(start, end, entry.text, entry.label, cell, continued=True))
    return tuple(tuple(sorted(rows[row], key=lambda entry: entry.start)) for row in sorted(rows))


def printed(row: Iterable[Entry]) -> list[Entry]:
    """The entries of a row that carry text of their own."""
    return [entry for entry in row if entry.text and not entry.continued]
