"""The sums that the labels of a table promise: a total over its siblings, on either axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from gouji.engine.authoring.naming import is_partial
from gouji.engine.authoring.proposal import ProposedSum
from gouji.grammar.records import dataclass
from gouji.grammar.schema import dotted

if TYPE_CHECKING:
    from gouji.grammar.schema import Item, Path, Table


def implied_sums(table: Table) -> tuple[ProposedSum, ...]:
    """A rule for every total of ``table`` that has siblings to add up."""
    return (*_by_axis(table, "column"), *_by_axis(table, "row"))


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total, the terms that make it up, and the cells behind them."""

    total: Item
    terms: tuple[str, ...]
    addends: tuple[Path, ...]


def _by_axis(table: Table, axis: Literal["row", "column"]) -> Iterator[ProposedSum]:
    found: list[tuple[_Sum, Item]] = []
    for tops in _together(table, axis):
        for one in _sums(tops, None):
            across = _across(table, axis, one)
            if across is not None and all(one.terms != other.terms for other, _ in found):
                found.append((one, across))
    scope = "each row of" if axis == "column" else "each column of"
    stem = f"{table.id.replace('_', '-')}-{'row' if axis == 'column' else 'column'}-total"
    for number, (one, across) in enumerate(found, 1):
        values = {path: place for place, path in enumerate(one.addends, 1)}
        whole = values | {one.total.path: sum(values.values())}
        yield ProposedSum(
            rule=stem if number == 1 else f"{stem}-{number}",
            table=table.id,
            total=axis,
            label=one.total.label,
            check=f"{scope} {table.id}: {one.total.key} = {' + '.join(one.terms)}",
            instance=across.key,
            passing={_cell(path, across, axis): value for path, value in whole.items()},
            failing=tuple(
                {_cell(path, across, axis): value}
                for path, value in ((one.total.path, 3), (one.addends[0], 2))
            ),
        )


def _cell(path: Path, across: Item, axis: Literal["row", "column"]) -> str:
    pair = (dotted(path), across.key) if axis == "row" else (across.key, dotted(path))
    return ", ".join(pair)


def _together(table: Table, axis: Literal["row", "column"]) -> Iterator[Sequence[Item]]:
    """Siblings that may add up: of a ragged table those of one block only."""
    if all(row.columns is None for row in table.leaf_rows):
        yield table.rows if axis == "row" else table.columns
    elif axis == "row":
        for _, rows in groupby(table.rows, key=lambda row: (row.heading, row.columns)):
            yield list(rows)
    else:
        for chosen in dict.fromkeys(row.columns for row in table.leaf_rows):
            kept = (_kept(column, chosen) for column in table.columns)
            yield [column for column in kept if column is not None]


def _kept(column: Item, chosen: Sequence[str] | None) -> Item | None:
    if chosen is None or all(leaf.key in chosen for leaf in column.leaves()):
        return column
    return None


def _across(table: Table, axis: Literal["row", "column"], one: _Sum) -> Item | None:
    """A row (column) that has all the cells: where the rule can be tried."""
    paths = (*one.addends, one.total.path)
    for item in table.leaf_columns if axis == "row" else table.leaf_rows:
        pairs = ((path, item.path) if axis == "row" else (item.path, path) for path in paths)
        if not item.total and all(table.has_cell(*pair) for pair in pairs):
            return item
    return None


def _sums(siblings: Sequence[Item], group: Item | None) -> Iterator[_Sum]:
    """The sums among siblings, then those inside each of them."""
    for place, total in enumerate(siblings):
        if not total.total:
            continue
        if is_partial(total.label):
            start = max((n + 1 for n in range(place) if siblings[n].total), default=0)
            addends = [one for one in siblings[start:place] if not one.total]
        else:
            addends = [one for one in siblings if not one.total]
        if addends:
            yield _sum(total, addends, group if len(addends) == len(siblings) - 1 else None)
    for one in siblings:
        yield from _sums(one.children, one)


def _sum(total: Item, addends: Sequence[Item], group: Item | None) -> _Sum:
    cells = tuple(path for one in addends for path in _cells_of(one))
    plain = all(not leaf.total for one in addends for leaf in one.leaves())
    if group is not None and plain:
        return _Sum(total, (f"sum({group.key} except {total.id})",), cells)
    return _Sum(total, tuple(term for one in addends for term in terms_of(one)), cells)


def _own_total(group: Item) -> Item | None:
    """The one total of a group, if it covers all of it."""
    totals = [child for child in group.children if child.total and not is_partial(child.label)]
    return totals[0] if len(totals) == 1 else None


def terms_of(item: Item) -> Iterator[str]:
    """What stands for a row (column) or group in a sum; several terms when a group has totals deep inside."""
    if not item.children:
        yield item.key
    elif (total := _own_total(item)) is not None:
        yield total.key
    elif any(leaf.total for leaf in item.leaves()):
        for child in item.children:
            if not child.total:
                yield from terms_of(child)
    else:
        yield f"sum({item.key})"


def _cells_of(item: Item) -> Iterator[Path]:
    """The cells that a term for ``item`` looks at."""
    if not item.children:
        yield item.path
    elif (total := _own_total(item)) is not None:
        yield total.path
    elif any(leaf.total for leaf in item.leaves()):
        for child in item.children:
            if not child.total:
                yield from _cells_of(child)
    else:
        yield from (leaf.path for leaf in item.leaves())
