"""Tables that print rows as heads, too, above one row of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gouji.engine.authoring.grid import text_of, tree
from gouji.engine.authoring.printed import PrintedItem, PrintedTable
from gouji.engine.authoring.ragged import columns_of, leaf_labels, with_all_columns

if TYPE_CHECKING:
    from gouji.engine.authoring.grid import Grid
    from gouji.engine.reading.document import Location

Shape = tuple[object, ...]


def heads_table(grid: Grid, first: int, location: Location, name: str) -> PrintedTable:
    """A table of heads above its first row of cells.

    Args:
        grid: the table.
        first: its first row with cells.
        location: where the table stands.
        name: what its one row is called when only the columns have heads.
    """
    opened = [cell for cell in grid.line(first) if grid.is_open(first, cell.column)]
    found = (grid.labels_above(cell.column, range(first)) for cell in opened)
    stacks = [stack for stack in found if stack]
    heads = tree(stacks, [PrintedItem(text_of(stack[-1])) for stack in stacks])
    groups = list(_groups(heads))
    shape = _row_shape(groups, len(stacks))
    if shape is not None:
        rows = [(group, heading) for group, heading in groups if _shape(group.children) == shape]
    else:
        rows = [one for one in groups if not any(child.children for child in one[0].children)]
    if sum(len(list(leaf_labels(group.children))) for group, _ in rows) < len(stacks):
        rows = [(PrintedItem(name, heads), None)]
    items = [
        PrintedItem(group.label, heading=heading, columns=tuple(leaf_labels(group.children)))
        for group, heading in rows
    ]
    columns = columns_of(item.columns or () for item in items)
    return PrintedTable(0, "heads", with_all_columns(items, columns), columns, location)


def _groups(
    items: Sequence[PrintedItem], heading: str | None = None
) -> Iterator[tuple[PrintedItem, str | None]]:
    """All groups, each with the head right above it."""
    for item in items:
        if item.children:
            yield item, heading
            yield from _groups(item.children, item.label)


def _shape(items: Sequence[PrintedItem]) -> Shape:
    return tuple((item.label, _shape(item.children)) for item in items)


def _row_shape(groups: Sequence[tuple[PrintedItem, str | None]], cells: int) -> Shape | None:
    """What stands under every row alike: the smallest set of heads that, repeated, covers all cells."""
    by_shape: dict[Shape, list[PrintedItem]] = {}
    for group, _ in groups:
        by_shape.setdefault(_shape(group.children), []).append(group)
    whole = {
        shape: len(rows)
        for shape, rows in by_shape.items()
        if sum(len(list(leaf_labels(row.children))) for row in rows) == cells
        and len({row.label for row in rows}) == len(rows)
    }
    return max(whole, key=lambda shape: whole[shape]) if whole else None
