"""Tables as programs print them that recognise pictures of pages: taken apart under headings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gouji.engine.reading.document import Cell, Table

from documents.rows import Rows, full_rows, showing
from documents.variation import VALUE, head_rows

Part = tuple[str | None, Rows]
"""A heading, where one stands, and the rows of a table below it."""


def parts(table: Table) -> Iterator[Part]:
    """The small tables that one table becomes: each block, each group of columns, or each row its own."""
    head = head_rows(table)
    labels = [
        cell for cell in table.cells if cell.row >= head and cell.text and not VALUE.fullmatch(cell.text)
    ]
    if head == table.row_count:
        yield None, full_rows(table)
    elif any(cell.column_span == table.column_count for cell in table.cells):
        yield from _blocks(table)
    elif labels:
        yield from _single_rows(table, max(cell.column + cell.column_span for cell in labels))
    else:
        yield from _groups_of_columns(table)


def _blocks(table: Table) -> Iterator[Part]:
    heading, rows = None, Rows()
    for number in range(table.row_count):
        cells = showing(table, number)
        if len(cells) > 1:
            rows.append([cell.text for cell in cells])
            continue
        if rows:
            yield heading, rows
        heading, rows = cells[0].text, []
    yield heading, rows


def _groups_of_columns(table: Table) -> Iterator[Part]:
    head = head_rows(table)
    columns = [_above(table, column, head) for column in range(table.column_count)]
    values = showing(table, head)
    for heads, group in groupby(range(table.column_count), key=lambda column: columns[column][:-1]):
        places = list(group)
        outer, *inner = dict.fromkeys(heads)
        heading = f"{outer}（{inner[0]}）" if inner else outer
        yield heading, [[columns[place][-1] for place in places], [values[place].text for place in places]]


def _above(table: Table, column: int, head: int) -> list[str]:
    """The heads of a column, the outermost first."""
    over = (cell for cell in table.cells if cell.row < head and _covers(cell, column))
    return [cell.text for cell in sorted(over, key=lambda cell: cell.row)]


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span


def _single_rows(table: Table, first: int) -> Iterator[Part]:
    """A table a row; its heads are lost but the last, its groups stand as headings above."""
    head = head_rows(table)
    last = _above(table, table.column_count - 1, head)[-1]
    heads = ["类别", *(f"数据{number}" for number in range(1, table.column_count - first)), last]
    standing: list[str] = []
    for number in range(head, table.row_count):
        cells = showing(table, number)
        *groups, label = [cell.text for cell in cells if cell.column < first]
        new = [group for group in groups if group not in standing]
        standing = groups
        for group in new[:-1]:
            yield group, []
        row = [label, *(cell.text for cell in cells if cell.column >= first)]
        yield (new[-1] if new else None), [heads, row]
