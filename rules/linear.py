"""Rules as linear relations between cells of one report: what localisation and proofs calculate with."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass
from gouji.grammar.schema import Path
from gouji.grammar.syntax import Comparator, Function, Kind
from gouji.grammar.typed import (
    CellGroup,
    CellValue,
    Constant,
    ElementValue,
    FunctionCall,
    Operation,
    TypedComparison,
    TypedGuard,
    TypedScope,
    Whose,
)
from gouji.rules.instances import element_key, instance_key
from gouji.rules.static import Element, truth, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gouji.grammar.schema import Schema, Table
    from gouji.rules.pack import Rule

Cell = tuple[str, Path, Path]


@dataclass(frozen=True, slots=True)
class LinearRelation:
    """One instance of a rule: ``Σ coefficient · cell + constant  operator  0``.

    Attributes:
        coefficients: by table id, row path and column path; none is zero.
    """

    rule: Rule
    instance: str
    coefficients: Mapping[Cell, Fraction]
    constant: Fraction
    operator: Comparator


@dataclass(frozen=True, slots=True)
class _Sum:
    """``Σ coefficient · cell + constant``; ``absent`` when a cell of it is none of the form's."""

    coefficients: Mapping[Cell, Fraction]
    constant: Fraction
    absent: bool = False

    def plus(self, other: _Sum, factor: Fraction) -> _Sum:
        """The sum of this and ``factor`` times the other."""
        coefficients = dict(self.coefficients)
        for cell, coefficient in other.coefficients.items():
            coefficients[cell] = coefficients.get(cell, Fraction(0)) + factor * coefficient
        kept = {cell: coefficient for cell, coefficient in coefficients.items() if coefficient}
        return _Sum(kept, self.constant + factor * other.constant, self.absent or other.absent)


def _constant(value: Fraction) -> _Sum:
    return _Sum(MappingProxyType({}), value)


_ZERO = _constant(Fraction(0))


def linear_relations(rule: Rule, schema: Schema) -> tuple[LinearRelation, ...]:
    """The rule's instances as linear relations.

    Args:
        rule: any rule.
        schema: the form whose cells it is about.

    Returns:
        One relation for each instance; none at all when the rule is no single comparison of linear sums of
        cells of this report, or when a guard asks what only a report can answer.
    """
    comparison = rule.typed.condition
    if not isinstance(comparison, TypedComparison) or comparison.tolerance is not None:
        return ()
    found = []
    for elements in _instances(rule.typed.clauses, (), schema):
        if elements is None:
            return ()
        left, right = _sum(comparison.left, elements, schema), _sum(comparison.right, elements, schema)
        if left is None or right is None:
            return ()
        whole = left.plus(right, Fraction(-1))
        if whole.coefficients and not whole.absent:
            key = instance_key(element.key for element in elements)
            coefficients = MappingProxyType(dict(whole.coefficients))
            found.append(LinearRelation(rule, key, coefficients, whole.constant, comparison.operator))
    return tuple(found)


def _instances(
    clauses: Sequence[TypedGuard | TypedScope], elements: tuple[Element, ...], schema: Schema
) -> Iterator[tuple[Element, ...] | None]:
    """The elements of the scopes, instance by instance; ``None`` where only a report can tell."""
    if not clauses:
        yield elements
        return
    clause, *rest = clauses
    if isinstance(clause, TypedGuard):
        met = truth(clause.condition, elements)
        if met is None:
            yield None
        elif met:
            yield from _instances(rest, elements, schema)
        return
    opened = elements_of(clause, elements, schema)
    if opened is None:
        yield None
        return
    for element in opened:
        yield from _instances(rest, (*elements, element), schema)


def elements_of(
    scope: TypedScope, elements: tuple[Element, ...], schema: Schema
) -> tuple[Element, ...] | None:
    """The elements a scope ranges over within those around it; ``None`` where only a report can tell."""
    if scope.pair:
        return None
    if scope.kind is Kind.TABLE and scope.instances is not None:
        return tuple(Element(key=path[0], table=path[0]) for (path,) in scope.instances)
    if scope.kind not in {Kind.ROW, Kind.COLUMN, Kind.CELL} or scope.table is None:
        return None
    table = schema.tables.get(_table(scope.table, elements))
    if table is None:
        return None
    instances = _of_table(scope, table) if scope.instances is None else scope.instances
    return tuple(_element(scope.kind, table, instance) for instance in instances)


def _of_table(scope: TypedScope, table: Table) -> tuple[tuple[Path, ...], ...]:
    if scope.kind is Kind.CELL:
        instances: tuple[tuple[Path, ...], ...] = tuple(table.cells())
    else:
        leaves = table.leaf_rows if scope.kind is Kind.ROW else table.leaf_columns
        instances = tuple((leaf.path,) for leaf in leaves)
    return tuple(
        instance
        for instance in instances
        if not any(path[: len(out)] == out for path in instance for out in scope.exceptions)
    )


def _element(kind: Kind, table: Table, instance: tuple[Path, ...]) -> Element:
    key = element_key(kind, instance)
    row = None if kind is Kind.COLUMN else table.row_index[instance[0]]
    column = None if kind is Kind.ROW else table.column_index[instance[-1]]
    return Element(key=key, table=table.id, row=row, column=column)


def _table(reference: str | int, elements: tuple[Element, ...]) -> str:
    return reference if isinstance(reference, str) else elements[reference].table


def _sum(node: object, elements: tuple[Element, ...], schema: Schema) -> _Sum | None:
    """The expression as a linear sum; ``None`` when it is none."""
    match node:
        case Constant(value=Fraction() as value):
            return _constant(value)
        case ElementValue():
            known = value_of(node, elements)
            return _constant(known) if isinstance(known, Fraction) else None
        case CellValue(whose=Whose.SELF, field="value"):
            return _cells(node.table, (node.row,), (node.column,), elements, schema, group=False)
        case CellGroup(whose=Whose.SELF):
            return _cells(node.table, node.rows, node.columns, elements, schema, group=True)
        case FunctionCall(function=Function.SUM):
            return _added(node.arguments, elements, schema)
        case Operation():
            return _operation(node, elements, schema)
        case _:
            return None


def _added(nodes: Sequence[object], elements: tuple[Element, ...], schema: Schema) -> _Sum | None:
    total = _ZERO
    for node in nodes:
        addend = _sum(node, elements, schema)
        if addend is None:
            return None
        total = total.plus(addend, Fraction(1))
    return total


def _operation(node: Operation, elements: tuple[Element, ...], schema: Schema) -> _Sum | None:
    left, right = _sum(node.left, elements, schema), _sum(node.right, elements, schema)
    if left is None or right is None:
        return None
    match node.operator:
        case "+":
            return left.plus(right, Fraction(1))
        case "-":
            return left.plus(right, Fraction(-1))
        case "*" if not left.coefficients or not right.coefficients:
            constant, other = (left, right) if not left.coefficients else (right, left)
            return replace(_ZERO.plus(other, constant.constant), absent=left.absent or right.absent)
        case "/" if not right.coefficients and right.constant:
            return replace(_ZERO.plus(left, 1 / right.constant), absent=left.absent or right.absent)
        case _:
            return None


def _cells(
    table_reference: str | int,
    rows: Sequence[Path | int],
    columns: Sequence[Path | int],
    elements: tuple[Element, ...],
    schema: Schema,
    *,
    group: bool,
) -> _Sum | None:
    """The cells named: all of the product that the form has for a group, else the one there must be."""
    table = schema.tables.get(_table(table_reference, elements))
    if table is None:
        return None
    row_paths = [_path(row, elements, rows=True) for row in rows]
    column_paths = [_path(column, elements, rows=False) for column in columns]
    found = [pair for pair in product(row_paths, column_paths) if table.has_cell(*pair)]
    coefficients = {(table.id, row, column): Fraction(1) for row, column in found}
    return _Sum(coefficients, Fraction(0), absent=not found and not group)


def _path(reference: Path | int, elements: tuple[Element, ...], *, rows: bool) -> Path:
    if not isinstance(reference, int):
        return reference
    item = elements[reference].row if rows else elements[reference].column
    return item.path if item is not None else ()
