"""Tables whose rows have columns of their own: blocks of rows, each under its own heads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from gouji.engine.authoring.grid import text_of, tree
from gouji.engine.authoring.printed import Labels, PrintedItem, PrintedTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.authoring.grid import Grid, Stack
    from gouji.engine.reading.document import Location


_Nested: TypeAlias = "dict[str, _Nested]"


def blocks_table(grid: Grid, end: int, location: Location) -> PrintedTable:
    """A table of blocks: a heading, heads, and rows, again and again.

    Args:
        grid: the table.
        end: the row after the last one with cells.
        location: where the table stands.
    """
    heading: str | None = None
    corner: str | None = None
    heads: list[int] = []
    stacks: list[Stack] = []
    leaves: list[PrintedItem] = []
    for row in range(end):
        match grid.kinds[row]:
            case "full":
                heading, heads = text_of(grid.line(row)[0]) or heading, []
            case "heads":
                heads = [row] if not heads or grid.kinds[row - 1] == "data" else [*heads, row]
                corner = corner or text_of(grid.line(heads[0])[0])
            case "data":
                left = next(column for column in range(grid.width) if grid.is_open(row, column))
                stack = grid.labels_left(row, left, heads[-1] + 1 if heads else row)
                chosen = _columns(grid, row, left, heads)
                if stack and chosen:
                    stacks.append(stack)
                    leaves.append(PrintedItem(text_of(stack[-1]), heading=heading, columns=chosen))
    columns = columns_of(leaf.columns or () for leaf in leaves)
    rows = with_all_columns(tree(stacks, leaves), columns)
    return PrintedTable(0, "blocks", rows, columns, location, corner=corner or None)


def _columns(grid: Grid, row: int, left: int, heads: Sequence[int]) -> tuple[Labels, ...]:
    opened = [cell for cell in grid.line(row) if cell.column >= left and grid.is_open(row, cell.column)]
    stacks = (grid.labels_above(cell.column, heads) for cell in opened)
    return tuple(dict.fromkeys(tuple(map(text_of, stack)) for stack in stacks if stack))


def columns_of(chosen: Iterable[Sequence[Labels]]) -> tuple[PrintedItem, ...]:
    """The columns of all rows as one tree, in the order in which they are met."""
    whole: _Nested = {}
    for labels in (labels for columns in chosen for labels in columns):
        level = whole
        for label in labels:
            level = level.setdefault(label, {})
    return _items(whole)


def _items(level: _Nested) -> tuple[PrintedItem, ...]:
    return tuple(PrintedItem(label, _items(below)) for label, below in level.items())


def with_all_columns(rows: Sequence[PrintedItem], columns: Sequence[PrintedItem]) -> tuple[PrintedItem, ...]:
    """The rows, without a list of columns where none has fewer than there are."""
    every = set(leaf_labels(columns))
    leaves = [leaf for row in rows for leaf in leaves_of(row)]
    if any(set(leaf.columns or ()) != every for leaf in leaves):
        return tuple(rows)
    return tuple(_without_columns(row) for row in rows)


def _without_columns(row: PrintedItem) -> PrintedItem:
    return replace(row, columns=None, children=tuple(map(_without_columns, row.children)))


def leaves_of(item: PrintedItem) -> Iterable[PrintedItem]:
    """The rows (columns) that hold cells: the item itself if it is no group."""
    if not item.children:
        yield item
    for child in item.children:
        yield from leaves_of(child)


def leaf_labels(items: Sequence[PrintedItem], above: Labels = ()) -> Iterable[Labels]:
    """The labels from the outermost group down to each item that holds cells."""
    for item in items:
        if item.children:
            yield from leaf_labels(item.children, (*above, item.label))
        else:
            yield (*above, item.label)
