"""The rows of a table in formats that know no merged cells."""

from __future__ import annotations

from gouji.engine.reading.document import Cell, Table

Rows = list[list[str]]


def indented_rows(table: Table) -> Rows:
    """As converters print it: cells of rows above leave blank cells, wide cells only one."""
    return [
        [cell.text if cell.row == number else "" for cell in showing(table, number)]
        for number in range(table.row_count)
    ]


def piped_rows(table: Table) -> Rows:
    """As web pages copy: cells of rows above leave nothing, every row is padded at its end."""
    rows = [[cell.text for cell in table.cells if cell.row == number] for number in range(table.row_count)]
    return [[*row, *[""] * (table.column_count - len(row))] for row in rows]


def full_rows(table: Table) -> Rows:
    """Every place of the grid; places that a merged cell covers hold nothing but its first."""
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def showing(table: Table, row: int) -> list[Cell]:
    """The cells that show in a row, those of rows above that reach down to it included."""
    reaching = (cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span)
    return sorted(reaching, key=lambda cell: cell.column)
