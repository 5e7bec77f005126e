"""The grid of a blank table: which cells are to be filled in, which labels stand beside and above them."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from gouji.engine.authoring.printed import PrintedItem
from gouji.engine.binding.normalising import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.reading.document import Cell, Table

Kind = Literal["full", "heads", "data"]
"""A line that is one label across the table; a line of labels; a line with cells to fill in."""

_FIGURE = re.compile(r"[-+]?[\d.,\s]*%?")
_SPACES = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|\s*\n\s*")

Stack: TypeAlias = "tuple[Cell, ...]"
"""Labels from the outermost down to the innermost."""


def text_of(cell: Cell) -> str:
    """The text of a label on one line, without the spaces that only spread Chinese characters."""
    return _SPACES.sub("", cell.text).strip()


class Grid:
    """A table whose merged cells are known.

    Attributes:
        height, width: of the grid.
    """

    def __init__(self, table: Table) -> None:
        self.height, self.width = table.row_count, table.column_count
        self._at: dict[tuple[int, int], Cell] = {}
        self._open: dict[int, bool] = {}
        for cell in table.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.height)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.width)):
                    self._at[row, column] = cell

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid."""
        return self._at.get((row, column))

    def is_open(self, row: int, column: int) -> bool:
        """Whether a place is to be filled in: blank, a figure, or a mark such as a dash."""
        cell = self.at(row, column)
        if cell is None:
            return False
        if id(cell) not in self._open:
            text = folded(cell.text).strip()
            self._open[id(cell)] = _FIGURE.fullmatch(text) is not None or not any(map(str.isalnum, text))
        return self._open[id(cell)]

    def line(self, row: int) -> list[Cell]:
        """The cells that cover a row, each once, left to right."""
        found = (self.at(row, column) for column in range(self.width))
        return [cell for cell, _ in groupby(found) if cell is not None]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What each row is."""
        return tuple(self._kind(row) for row in range(self.height))

    def _kind(self, row: int) -> Kind:
        line = self.line(row)
        if len(line) < 2:
            return "full"
        texts = [folded(cell.text).strip() for cell in line]
        dashes = [text for text in texts[1:] if text and not any(map(str.isalnum, text))]
        if texts[0] and len(dashes) == len(line) - 1:
            return "full"
        after = line[0].column + line[0].column_span
        return "data" if any(self.is_open(row, column) for column in range(after, self.width)) else "heads"

    def labels_left(self, row: int, left: int, top: int) -> Stack:
        """The labels beside the cells of a row, outermost first; a blank one is the group above, unmerged."""
        found = [self.at(row, column) for column in range(left)]
        last = max((column for column in range(left) if _says(found[column])), default=-1)
        for column in range(last):
            above = row
            while not _says(found[column]) and above > top:
                above -= 1
                found[column] = self.at(above, column)
        return _each_once(found)

    def labels_above(self, column: int, rows: Iterable[int]) -> Stack:
        """The labels above a cell in these rows, outermost first."""
        return _each_once(self.at(row, column) for row in rows)


def _says(cell: Cell | None) -> bool:
    return cell is not None and bool(text_of(cell))


def _each_once(cells: Iterable[Cell | None]) -> Stack:
    return tuple({id(cell): cell for cell in cells if cell is not None and text_of(cell)}.values())


def tree(stacks: Sequence[Stack], leaves: Sequence[PrintedItem], level: int = 0) -> tuple[PrintedItem, ...]:
    """Neighbours under one label become a group.

    Args:
        stacks: the labels of each row (column), outermost first; the last one is that of the leaf.
        leaves: what each of them is.
        level: how many labels are taken off already.
    """
    found: list[PrintedItem] = []
    numbered = range(len(stacks))
    for _, group in groupby(numbered, key=lambda number: id(stacks[number][level])):
        members = list(group)
        head = stacks[members[0]][level]
        inner = [number for number in members if len(stacks[number]) > level + 1]
        found += [leaves[number] for number in members if number not in inner]
        if inner:
            below = tree(
                [stacks[number] for number in inner], [leaves[number] for number in inner], level + 1
            )
            found.append(PrintedItem(text_of(head), below))
    return tuple(found)
