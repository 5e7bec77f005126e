"""A table of the form in the terminal: labels on the left, heads above, one text for each cell."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gouji.engine.writing.cells import breaks, cells, clip, pad
from gouji.engine.writing.naming import grid_label
from gouji.engine.writing.sheet import Piece, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gouji.grammar.schema import Item, Table

    CellText = Callable[[Item, Item], str]

LABEL = 36
MOST_FACT = 16
HEADS = (24, 16, 12, 8, 6, 4)
"""Cells that a line of a column head may take, tried in this order."""


def write_grid(sheet: Sheet, table: Table, text: CellText) -> None:
    """Write a table; rows that have other columns than those above them get heads of their own.

    Args:
        sheet: where to write.
        table: of the form.
        text: what the cell of a row and a column shows.
    """
    for _, group in groupby(table.leaf_rows, key=lambda row: row.columns):
        rows = tuple(group)
        columns = [
            item for item in table.leaf_columns if rows[0].columns is None or item.key in rows[0].columns
        ]
        _block(sheet, table, rows, columns, text)


def _block(sheet: Sheet, table: Table, rows: Sequence[Item], columns: Sequence[Item], text: CellText) -> None:
    texts = {
        (row.path, column.path): clip(text(row, column), MOST_FACT) for row in rows for column in columns
    }
    labels = [grid_label(table.row_index, row.path) for row in rows]
    needed = [max(cells(texts[row.path, column.path]) for row in rows) for column in columns]
    widths = _widths(columns, needed, sheet.width - 2 - min(LABEL, max(map(cells, labels))))
    left = min(max(map(cells, labels)), max(12, sheet.width - 2 - sum(widths)))
    heads = [
        [column.label[start:stop] for start, stop in breaks(column.label, width - 2, width - 2)]
        for column, width in zip(columns, widths, strict=True)
    ]
    for line in range(max(map(len, heads))):
        parts = [
            pad(head[line] if line < len(head) else "", width, right=True)
            for head, width in zip(heads, widths, strict=True)
        ]
        sheet.exact(" " * (left + 2), Piece("".join(parts), "cyan"))
    for row in rows:
        label = pad(clip(grid_label(table.row_index, row.path), left), left)
        values = [
            pad(texts[row.path, column.path], width, right=True)
            for column, width in zip(columns, widths, strict=True)
        ]
        sheet.exact("  ", label, *values)


def _widths(columns: Sequence[Item], needed: Sequence[int], room: int) -> list[int]:
    """Widths of the columns: heads on as few lines as the room allows."""
    for head in HEADS:
        widths = [
            max(min(cells(column.label), head), width) + 2
            for column, width in zip(columns, needed, strict=True)
        ]
        if sum(widths) <= room:
            break
    return widths
