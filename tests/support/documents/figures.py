"""Figures that agree with each other: totals are sums, and what came in was either handled or carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from gouji.grammar.schema import Item, Path, Table

OFTEN_NOTHING = (0, 0, 0, 0, 0, 1, 2, 3, 12, 250, 26277)
FIRST_YEAR_OF_REVIEW_BEFORE_SUIT = 2024
Facts = Mapping[tuple[Path, Path], str]


def figures(table: Table, random: Random, year: int) -> Facts:
    """What every cell of a table of the shipped forms holds, as printed; the year decides what may be."""
    return {"grid": _requests, "heads": _disputes, "blocks": _disclosure}[table.layout](table, random, year)


def _amount(random: Random) -> int:
    return random.choice(OFTEN_NOTHING)


def _requests(table: Table, random: Random, _year: int) -> Facts:
    """Totals at the right and below; received + carried in = handled + carried out, in every column."""
    cells: dict[tuple[Path, Path], int] = {}
    inside = [row.path for row in table.leaf_rows if len(row.path) > 1]
    for column in _summands(table.leaf_columns):
        for row in inside:
            cells[row, column.path] = _amount(random)
        for row in _totals(table.leaf_rows):
            others = (one for one in inside if one[: len(row.path) - 1] == row.path[:-1])
            cells[row.path, column.path] = sum(cells[one, column.path] for one in others if one != row.path)
        all_handled = sum(cells[row.path, column.path] for row in _totals(table.leaf_rows))
        carried_out = _amount(random)
        carried_in = random.randint(0, all_handled + carried_out)
        cells[("carried_out",), column.path] = carried_out
        cells[("carried_in",), column.path] = carried_in
        cells[("received",), column.path] = all_handled + carried_out - carried_in
    return _summed(table, cells)


def _disputes(table: Table, random: Random, year: int) -> Facts:
    cells = {}
    for row, column in table.cells():
        review_comes_first = row == ("direct_suit",) and year >= FIRST_YEAR_OF_REVIEW_BEFORE_SUIT
        cells[row, column] = 0 if review_comes_first else _amount(random)
    return _summed(table, cells)


def _disclosure(table: Table, random: Random, _year: int) -> Facts:
    """Departments make no regulations; what is made is in force, what is decided has an item."""
    cells: dict[tuple[Path, Path], str] = {}
    for row in table.leaf_rows:
        columns = [column for column in table.leaf_columns if table.has_cell(row.path, column.path)]
        some = 0 if row.id == "regulations" else _amount(random)
        for place, column in enumerate(columns):
            amount = some and some + place * _amount(random)
            cells[row.path, column.path] = _priced(amount, column, random) if column.unit else str(amount)
        if row.id == "normative_documents":
            first, second, third = (column.path for column in columns)
            cells[row.path, third] = str(max(int(cells[row.path, path]) for path in (first, second)))
    return cells


def _priced(amount: int, column: Item, random: Random) -> str:
    """An amount of money with decimals; the unit stands in the cell when the head does not name it."""
    if not amount:
        return "0"
    said = f"{amount}.{random.randint(1, 9999):04}"
    return said if (column.unit or "") in column.label else said + (column.unit or "")


def _summed(table: Table, cells: Mapping[tuple[Path, Path], int]) -> Facts:
    """The cells with those of total columns, which hold what the others of their row add up to."""
    summed = dict(cells)
    for row in table.leaf_rows:
        for column in _totals(table.leaf_columns):
            summed[row.path, column.path] = sum(
                summed[row.path, one.path] for one in _summands(table.leaf_columns)
            )
    return {place: str(amount) for place, amount in summed.items()}


def _summands(leaves: tuple[Item, ...]) -> Iterator[Item]:
    return (leaf for leaf in leaves if not leaf.total)


def _totals(leaves: tuple[Item, ...]) -> Iterator[Item]:
    return (leaf for leaf in leaves if leaf.total)
