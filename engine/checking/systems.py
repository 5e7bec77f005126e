"""The relations of a report as systems of integers: one for each part of it that shares no cell with others.

A change is counted from what stands in a cell, in units of its last decimal: so every variable is an integer,
and with all of them 0 a row comes to its residual, which of a relation that holds is 0 (or within bounds).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.report import FactState
from gouji.engine.checking.relations import CellKey, Relation, RelationKey
from gouji.engine.checking.values import ZERO, Unknown
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.engine.checking.views import View

MOST_UNKNOWN = 6
"""Cells without a value that one system may have; relations with more of them are left out."""


@dataclass(frozen=True, slots=True)
class Row:
    """``Σ coefficient · change + residual``, which is to be 0, or at most 0.

    Attributes:
        factors: by the number of the cell; none is zero.
        exact: whether it is to be 0.
    """

    factors: Mapping[int, int]
    residual: Fraction
    exact: bool

    @property
    def violated(self) -> bool:
        """Whether it does not hold while nothing is changed."""
        return self.residual != 0 if self.exact else self.residual > 0


@dataclass(frozen=True, slots=True)
class System:
    """Relations that share cells, directly or through others.

    Attributes:
        cells: in the order of the form; everything else calls them by their place here.
        found: what stands in each, in units of its last decimal; 0 where nothing can be read.
        units: what one of these units is.
        signed: the cells that may be negative.
        free: the cells without a value: to change them costs nothing.
        relations: in the order of their names, each with its row in ``rows``.
    """

    cells: tuple[CellKey, ...]
    found: tuple[Fraction, ...]
    units: tuple[Fraction, ...]
    signed: frozenset[int]
    free: frozenset[int]
    relations: tuple[Relation, ...]
    rows: tuple[Row, ...]

    @property
    def failed(self) -> tuple[RelationKey, ...]:
        """The relations that do not hold; one with a cell that has no value may still."""
        return tuple(
            relation.key
            for relation, row in zip(self.relations, self.rows, strict=True)
            if row.violated and self.free.isdisjoint(row.factors)
        )

    @property
    def forced(self) -> frozenset[int]:
        """The cells of failed relations that hold what no cell may: a sign, or too many decimals."""
        failed = (row for row in self.rows if row.violated and self.free.isdisjoint(row.factors))
        return frozenset(
            cell for row in failed for cell in row.factors if not self.may_be(cell, self.found[cell])
        )

    def may_be(self, cell: int, value: Fraction) -> bool:
        """Whether the form lets the cell hold the value, given in its units."""
        return value.denominator == 1 and (value >= 0 or cell in self.signed)

    def value(self, cell: int, change: Fraction) -> Fraction:
        """What stands in the cell after a change."""
        return (self.found[cell] + change) * self.units[cell]


def systems_of(view: View, relations: Iterable[Relation], *, failed: bool = True) -> Iterator[System]:
    """The systems of a report.

    Args:
        view: the report.
        relations: all of its hard relations, in any order.
        failed: leave out those in which all relations hold.
    """
    known = [one for one in relations if one.operator != "!=" and _can_be_said(view, one)]
    for group in _groups(sorted(known, key=lambda one: one.key)):
        if not failed or any(_fails(view, one) for one in group):
            yield _system(view, _without_too_many_unknown(view, group))


def _fails(view: View, relation: Relation) -> bool:
    balance = relation.balance(view)
    return balance is not None and not relation.holds(balance)


def _can_be_said(view: View, relation: Relation) -> bool:
    """Whether all its cells are on the report: what is not there cannot be corrected."""
    return all(view.cell(*cell).use.fact.state is not FactState.ABSENT for cell in relation.coefficients)


def _without_too_many_unknown(view: View, relations: list[Relation]) -> list[Relation]:
    unknown = {
        cell for one in relations for cell in one.coefficients if isinstance(view.cell(*cell).value, Unknown)
    }
    if len(unknown) <= MOST_UNKNOWN:
        return relations
    return [one for one in relations if unknown.isdisjoint(one.coefficients)]


def _groups(relations: Sequence[Relation]) -> list[list[Relation]]:
    """Relations that share cells, directly or through others."""
    groups: list[tuple[set[CellKey], list[Relation]]] = []
    for relation in relations:
        cells, members = set(relation.coefficients), [relation]
        apart = []
        for group in groups:
            if cells.isdisjoint(group[0]):
                apart.append(group)
            else:
                cells |= group[0]
                members = [*group[1], *members]
        groups = [*apart, (cells, members)]
    return [sorted(members, key=lambda one: one.key) for _, members in groups]


def _system(view: View, relations: Sequence[Relation]) -> System:
    cells = _ordered(view, {cell for one in relations for cell in one.coefficients})
    numbers = {cell: number for number, cell in enumerate(cells)}
    units, found, signed, free = [], [], set(), set()
    for number, (table, row, column) in enumerate(cells):
        form = view.form(table)
        items = (form.row_index[row], form.column_index[column])
        units.append(Fraction(1, 10 ** max(item.decimals for item in items)))
        if any(item.signed for item in items):
            signed.add(number)
        value = view.cell(table, row, column).value
        if isinstance(value, Unknown):
            free.add(number)
        found.append(ZERO if isinstance(value, Unknown) else value / units[-1])
    rows = tuple(_row(one, numbers, units, found) for one in relations)
    return System(
        tuple(cells),
        tuple(found),
        tuple(units),
        frozenset(signed),
        frozenset(free),
        tuple(relations),
        rows,
    )


def _row(
    relation: Relation, numbers: Mapping[CellKey, int], units: Sequence[Fraction], found: Sequence[Fraction]
) -> Row:
    """The relation in units and changes; ``<`` and ``≥`` are turned into ``≤``."""
    sign = -1 if relation.operator in {">", ">="} else 1
    factors = {
        numbers[cell]: sign * factor * units[numbers[cell]]
        for cell, factor in relation.coefficients.items()
        if factor
    }
    shared = math.lcm(relation.constant.denominator, *(factor.denominator for factor in factors.values()))
    whole = {number: int(factor * shared) for number, factor in factors.items()}
    residual = sign * relation.constant * shared + sum(
        factor * found[number] for number, factor in whole.items()
    )
    strict = 1 if relation.operator in {"<", ">"} else 0
    return Row(whole, Fraction(residual + strict), relation.operator == "=")


def _ordered(view: View, cells: Iterable[CellKey]) -> list[CellKey]:
    """The cells in the order of the form."""
    tables = {name: number for number, name in enumerate(view.schema.tables)}
    rows = {name: {path: at for at, path in enumerate(view.form(name).row_index)} for name in tables}
    columns = {name: {path: at for at, path in enumerate(view.form(name).column_index)} for name in tables}
    return sorted(cells, key=lambda one: (tables[one[0]], rows[one[0]][one[1]], columns[one[0]][one[2]]))
