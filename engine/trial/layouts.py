"""A table of the form as it is printed: merged heads and labels around its cells, in each of the layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gouji.grammar.schema import Item, Path, Table

CellText = Callable[[Path, Path], str]
Chain = tuple[tuple[object, str], ...]
"""Heads from the outermost down to a leaf: what makes two neighbours the same head, and its wording."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell at its top left corner; row and column count from 0."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


def printed(table: Table, text: CellText) -> tuple[PrintedCell, ...]:
    """The cells of ``table`` row by row, heads and labels included; ``text`` gives what a cell holds."""
    layout = {"grid": _grid, "heads": _heads, "blocks": _blocks, "list": _list}[table.layout]
    return tuple(sorted(layout(table, text), key=lambda cell: (cell.row, cell.column)))


def _grid(table: Table, text: CellText) -> Iterator[PrintedCell]:
    columns = [_chain(table.columns, leaf) for leaf in table.leaf_columns]
    rows = [_chain(table.rows, leaf) for leaf in table.leaf_rows]
    banner = 0 if table.banner is None else 1
    top, left = banner + max(map(len, columns)), max(map(len, rows))
    yield PrintedCell(table.corner or "", 0, 0, top, left)
    if table.banner is not None:
        yield PrintedCell(table.banner, 0, left, 1, len(columns))
    for cell in _merged(columns, top - banner):
        yield PrintedCell(cell.text, cell.row + banner, cell.column + left, cell.row_span, cell.column_span)
    for cell in _merged(rows, left):
        yield PrintedCell(cell.text, cell.column + top, cell.row, cell.column_span, cell.row_span)
    for i, row in enumerate(table.leaf_rows):
        for j, column in enumerate(table.leaf_columns):
            there = table.has_cell(row.path, column.path)
            yield PrintedCell(text(row.path, column.path) if there else "", top + i, left + j)


def _list(table: Table, text: CellText) -> Iterator[PrintedCell]:
    measures = () if table.measures is None else (table.measures,)
    yield from _line(0, [table.corner or "", *measures, *(one.label for one in table.leaf_columns)])
    for line, row in enumerate((item for top in table.rows for item in top.walk()), 1):
        measure = (row.measure or row.unit or "",) if measures else ()
        cells = (
            "" if row.children or not table.has_cell(row.path, column.path) else text(row.path, column.path)
            for column in table.leaf_columns
        )
        yield from _line(line, [row.label, *measure, *cells])


def _heads(table: Table, text: CellText) -> Iterator[PrintedCell]:
    cells = list(table.cells())
    chains = [
        _headed(_chain(table.rows, table.row_index[row]), table.row_index[row])
        + tuple(((row, key), label) for key, label in _chain(table.columns, table.column_index[column]))
        for row, column in cells
    ]
    depth = max(map(len, chains))
    yield from _merged(chains, depth)
    for position, (row, column) in enumerate(cells):
        yield PrintedCell(text(row, column), depth, position)


def _blocks(table: Table, text: CellText) -> Iterator[PrintedCell]:
    width = max(
        sum(table.has_cell(row.path, column.path) for column in table.leaf_columns) for row in table.leaf_rows
    )
    line = 0
    for heading, group in groupby(table.leaf_rows, key=lambda row: (row.heading, row.columns)):
        rows = list(group)
        columns = [column for column in table.leaf_columns if table.has_cell(rows[0].path, column.path)]
        if heading[0] is not None:
            yield PrintedCell(heading[0], line, 0, 1, width + 1)
            line += 1
        yield from _line(line, [table.corner or "", *(column.label for column in columns)], width)
        for row in rows:
            line += 1
            yield from _line(line, [row.label, *(text(row.path, column.path) for column in columns)], width)
        line += 1


def _line(line: int, texts: Sequence[str], width: int = 0) -> Iterator[PrintedCell]:
    """Texts side by side, the last one as wide as the rest of the table."""
    last = len(texts) - 1
    width = max(width, last)
    for position, text in enumerate(texts):
        yield PrintedCell(text, line, position, 1, width + 1 - last if position == last else 1)


def _chain(tops: Sequence[Item], leaf: Item) -> Chain:
    index = {item.path: item for top in tops for item in top.walk()}
    ancestors = [index[leaf.path[:length]] for length in range(1, len(leaf.path) + 1)]
    return tuple((item.path, item.label) for item in ancestors)


def _headed(chain: Chain, row: Item) -> Chain:
    return chain if row.heading is None else ((("heading", row.heading), row.heading), *chain)


def _merged(chains: Sequence[Chain], depth: int) -> Iterator[PrintedCell]:
    """Heads above their leaves: neighbours share a head, and the last of a leaf reaches down to the cells."""
    for level in range(depth):
        column = 0
        for prefix, group in groupby(chains, key=lambda chain: chain[: level + 1]):
            span = len(list(group))
            if len(prefix) == level + 1:
                down = (
                    depth - level if any(chain == prefix for chain in chains[column : column + span]) else 1
                )
                yield PrintedCell(prefix[-1][1], level, column, down, span)
            column += span
