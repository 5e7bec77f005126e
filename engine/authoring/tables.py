"""A blank table taken apart: its layout, and its rows and columns as trees of labels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.authoring.grid import Grid, text_of, tree
from gouji.engine.authoring.heads import heads_table
from gouji.engine.authoring.numbering import numbered
from gouji.engine.authoring.printed import PrintedItem, PrintedTable
from gouji.engine.authoring.ragged import blocks_table
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.reading.document import Table

_LONGEST_MEASURE = 4


def printed_table(table: Table, name: str) -> PrintedTable | None:
    """The table as the form prints it; ``None`` when it has nothing to fill in.

    Args:
        table: as read, with its merged cells.
        name: what its one row is called when it prints no labels but the heads of its columns.
    """
    grid = Grid(table)
    filled = [row for row, kind in enumerate(grid.kinds) if kind == "data"]
    if not filled:
        return None
    first, end = filled[0], filled[-1] + 1
    area = _area(grid, filled)
    if all(grid.is_open(row, 0) for row in filled):
        found = heads_table(grid, first, table.location, name)
    elif "heads" in grid.kinds[first:end] or _is_single_block(grid, first, end):
        found = blocks_table(grid, end, table.location)
    elif "full" in grid.kinds[first:end] or _measured(grid, area):
        found = _list(grid, area, table)
    else:
        found = _grid(grid, area, table)
    return found if found.rows and found.columns else None


@dataclass(frozen=True, slots=True)
class _Area:
    """The rows with cells, and the first column that is to be filled in."""

    rows: tuple[int, ...]
    left: int
    start: int

    @property
    def heads(self) -> range:
        """The rows of heads above them."""
        return range(self.start, self.rows[0])


def _area(grid: Grid, filled: Sequence[int]) -> _Area:
    """The largest stretch at the lower right that is open throughout."""
    best, size = _Area(tuple(filled), 1, 0), 0
    opened = {row: _open_from(grid, row) for row in filled}
    for left in range(1, grid.width):
        shut = [row for row in filled if opened[row] > left]
        rows = tuple(row for row in filled if not shut or row > shut[-1])
        if len(rows) * (grid.width - left) > size:
            best, size = _Area(rows, left, 0), len(rows) * (grid.width - left)
    start = next((row for row in range(best.rows[0]) if grid.kinds[row] != "full"), best.rows[0])
    return replace(best, start=start)


def _open_from(grid: Grid, row: int) -> int:
    """The column from which on all of a row is open."""
    shut = (column for column in reversed(range(grid.width)) if not grid.is_open(row, column))
    return next(shut, -1) + 1


def _is_single_block(grid: Grid, first: int, end: int) -> bool:
    """Whether a heading across the table, one line of heads and plain rows are all there is."""
    plain = all(len(grid.labels_left(row, 1, row)) and grid.is_open(row, 1) for row in range(first, end))
    return grid.kinds[:first] == ("full", "heads") and plain and grid.width > 1


def _measured(grid: Grid, area: _Area) -> bool:
    """Whether beside every label stands what its numbers count: short words that repeat."""
    if area.left != 2 or not area.heads:
        return False
    labels = [[cell for cell in grid.line(row) if cell.column < area.left] for row in area.rows]
    if any(len(cells) != 2 or cells[0].row_span > 1 for cells in labels):
        return False
    head = {id(grid.at(area.start, column)) for column in range(2)}
    words = [text_of(cells[1]) for cells in labels]
    short = all(len(word) <= _LONGEST_MEASURE for word in words)
    return len(head) == 2 and short and len(set(words)) * 2 <= len(words)


def _columns(grid: Grid, area: _Area, *, banner: bool) -> tuple[PrintedItem, ...]:
    heads = range(area.start + 1, area.rows[0]) if banner else area.heads
    found = (grid.labels_above(column, heads) for column in range(area.left, grid.width))
    stacks = list(dict.fromkeys(stack for stack in found if stack))
    return tree(stacks, [PrintedItem(text_of(stack[-1])) for stack in stacks])


def _corner(grid: Grid, area: _Area) -> str | None:
    cell = grid.at(area.start, 0) if area.heads else None
    return (text_of(cell) or None) if cell is not None else None


def _grid(grid: Grid, area: _Area, table: Table) -> PrintedTable:
    over = grid.at(area.start, area.left)
    spans = over is not None and (over.column, over.column_span) == (area.left, grid.width - area.left)
    banner = text_of(over) if over is not None and spans and len(area.heads) > over.row_span else ""
    stacks = [grid.labels_left(row, area.left, area.rows[0]) for row in area.rows]
    labelled = [stack for stack in stacks if stack]
    return PrintedTable(
        section=0,
        layout="grid",
        rows=tree(labelled, [PrintedItem(text_of(stack[-1])) for stack in labelled]),
        columns=_columns(grid, area, banner=bool(banner)),
        location=table.location,
        corner=_corner(grid, area),
        banner=banner or None,
    )


def _list(grid: Grid, area: _Area, table: Table) -> PrintedTable:
    measured = _measured(grid, area)
    start = next((row for row, kind in enumerate(grid.kinds) if kind == "heads"), area.start)
    area = replace(area, start=start, rows=tuple(row for row in area.rows if row > start))
    top = next(row for row in range(start + 1, area.rows[-1] + 1) if grid.kinds[row] != "heads")
    lines: list[_Line] = []
    for row in range(top, area.rows[-1] + 1):
        labels = grid.labels_left(row, area.left, row)
        if grid.kinds[row] == "full":
            lines.append(_Line(text_of(grid.line(row)[0]), None, group=True))
        elif labels:
            measure = text_of(labels[1]) if measured and len(labels) > 1 else None
            lines.append(_Line(text_of(labels[0] if measured else labels[-1]), measure, group=False))
    heads = replace(area, rows=(top, *area.rows))
    second = grid.at(start, 1)
    return PrintedTable(
        section=0,
        layout="list",
        rows=_outline(lines),
        columns=_columns(grid, heads, banner=False),
        location=table.location,
        corner=_corner(grid, heads),
        measures=text_of(second) or None if measured and second is not None else None,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a list; that of a group has no cells."""

    label: str
    measure: str | None
    group: bool


@dataclass(frozen=True, slots=True)
class _Open:
    """A line and what stands under it so far; the outermost has no line."""

    line: _Line | None
    style: int | None
    members: list[_Open]

    def built(self) -> tuple[PrintedItem, ...]:
        return tuple(
            PrintedItem(one.line.label, one.built(), measure=one.line.measure)
            for one in self.members
            if one.line is not None
        )


def _outline(lines: Sequence[_Line]) -> tuple[PrintedItem, ...]:
    """The lines as a tree: a group holds what follows it, up to a line numbered in the same manner.

    A group line right after another one stands in it; after a member, it ends the groups before it, unless
    they hold one that is numbered in the same manner.
    """
    opened = [_Open(None, None, [])]
    after_member = False
    for line in lines:
        number = numbered(line.label)
        one = _Open(line, None if number is None else number.style, [])
        same = [level for level, group in enumerate(opened) if level and group.style == one.style is not None]
        if same:
            del opened[same[0] :]
        elif line.group and after_member:
            del opened[1:]
        opened[-1].members.append(one)
        if line.group:
            opened.append(one)
        after_member = not line.group
    return opened[0].built()
