"""Plain text → blocks: ordinary lines, and the layouts in which tables survive as text.

Three layouts are known. *Indented*: one cell a line after a tab, a blank line ends a row, lines without a tab
go on the cell above. *Tabbed*: one row a line, cells parted by tabs, as spreadsheets copy. *Piped*: one row a
line, cells parted by pipes. None of them records merged cells; an empty cell may stand for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.reading.faults import Fault
from gouji.engine.reading.lines import WHITE, Piece, lines, listed_table, paragraphs, piece
from gouji.engine.reading.pipes import has_pipe, prose, rows, unpiped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gouji.engine.reading.document import Block
    from gouji.engine.reading.lines import Line

SENTENCE_ENDS = ("。", "；", "！", "？")
Rows = list[list[Piece]]


def read_plain_text(text: str) -> tuple[Block, ...] | Fault:
    """The blocks of a text file; the fault ``too_complex`` when a table is larger than any form."""
    source = lines(text)
    if isinstance(source, Fault):
        return source
    reader = _Reader(source)
    return reader.fault or tuple(reader.blocks)


class _Reader:
    """Goes through the lines once; ``_next`` is the index of the first line not read."""

    def __init__(self, source: Sequence[Line]) -> None:
        self.blocks: list[Block] = []
        self.fault: Fault | None = None
        self._lines = source
        self._next = 0
        self._tables = 0
        while self._next < len(source):
            line = source[self._next]
            if has_pipe(line):
                self._piped()
            elif _tabbed(line):
                self._tabbed()
            elif line.text.startswith("\t"):
                self._indented()
            else:
                self.blocks += paragraphs(line)
                self._next += 1

    def _table(self, rows: Sequence[Sequence[Piece]]) -> None:
        self._tables += 1
        table = listed_table(rows, self._tables)
        if isinstance(table, Fault):
            self.fault = self.fault or table
        else:
            self.blocks.append(table)

    def _ordinary(self, source: Sequence[Line]) -> None:
        for line in source:
            self.blocks += paragraphs(line)

    def _piped(self) -> None:
        run = _while(self._lines, self._next, has_pipe)
        self._next += len(run)
        found = rows(run)
        if not found:
            return
        if prose(found, run):
            self._ordinary(unpiped(run[0], found[0]))
        else:
            self._table(found)

    def _tabbed(self) -> None:
        run = _while(self._lines, self._next, _tabbed)
        self._next += len(run)
        if len(run) == 1 and run[0].text.rstrip(WHITE).endswith(SENTENCE_ENDS):
            self._ordinary(run)
        else:
            self._table([_split(line) for line in run])

    def _indented(self) -> None:
        start = self._next
        found: list[list[list[Piece]]] = []  # rows of cells of lines
        current: list[list[Piece]] | None = None
        while self._next < len(self._lines):
            line = self._lines[self._next]
            if line.text.startswith("\t"):
                if current is None:
                    current = []
                    found.append(current)
                current.append([piece(line.text[1:], line.number, 2)])
            elif line.blank and current is not None:
                current = None
            elif current:
                current[-1].append(piece(line.text, line.number, 1))
            else:
                break
            self._next += 1
        joined = [[_joined(cell) for cell in cells] for cells in found]
        if _is_table(joined):
            self._table(joined)
        else:
            self._ordinary(self._lines[start : self._next])


def _joined(cell: Sequence[Piece]) -> Piece:
    """The lines of a cell as one piece, at the place of the first."""
    return Piece("\n".join(part.text for part in cell if part.text), cell[0].line, cell[0].column)


def _while(source: Sequence[Line], start: int, belongs: Callable[[Line], bool]) -> Sequence[Line]:
    """The lines from ``start`` on as long as they belong."""
    end = start
    while end < len(source) and belongs(source[end]):
        end += 1
    return source[start:end]


def _tabbed(line: Line) -> bool:
    """Whether tabs part texts inside the line."""
    return "\t" in line.text.strip(WHITE)


def _split(line: Line) -> list[Piece]:
    cells, column = [], 1
    for part in line.text.split("\t"):
        cells.append(piece(part, line.number, column))
        column += len(part) + 1
    return cells


def _is_table(found: Rows) -> bool:
    """Whether indented lines are rows of cells rather than paragraphs that begin with a tab."""
    if all(len(cells) < 2 for cells in found):
        return False
    return len(found) > 1 or not any(cell.text.endswith(SENTENCE_ENDS) for cell in found[0])
