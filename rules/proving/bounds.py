"""What the values of a report may be, as far as the form and the language say."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.grammar.schema import ValueType
from gouji.grammar.syntax import Function, Kind
from gouji.grammar.typed import (
    CellGroup,
    CellValue,
    ElementGroup,
    ElementValue,
    FunctionCall,
    ParameterValue,
    ReportValue,
    Whose,
)
from gouji.rules.solver import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouji.grammar.schema import Item, Schema, Table
    from gouji.grammar.typed import TypedScope
    from gouji.rules.linear import Cell
    from gouji.rules.proving.formulas import Variable

ZERO, ONE = Fraction(0), Fraction(1)
COUNT = Bounds(ZERO, None, integral=True)
FREE = Bounds()
_WHOLE = Bounds(None, None, integral=True)
_FUNCTIONS = {
    Function.COUNT: COUNT,
    Function.LENGTH: COUNT,
    Function.DECIMALS: COUNT,
    Function.ABS: Bounds(ZERO),
    Function.SIMILARITY: Bounds(ZERO, ONE),
    Function.YEAR: _WHOLE,
    Function.DATE: _WHOLE,
}
_COUNTED = frozenset({"tables", "images", "count", "decimals"})
"""Fields of elements that count things."""
_COUNTS_OF_TEXTS = frozenset({"total", "part", "whole", "current", "base", "announced"})
"""Fields of text facts that are numbers of things: the text has no sign for them."""


def cell_bounds(cell: Cell, schema: Schema) -> Bounds:
    """What the form lets the cell hold: no sign and no decimals but those declared."""
    table, row, column = cell
    form = schema.tables[table]
    return _of_items((form.row_index[row], form.column_index[column]))


def _of_items(items: Iterable[Item]) -> Bounds:
    items = tuple(items)
    signed, decimals = any(item.signed for item in items), any(item.decimals for item in items)
    return Bounds(None if signed else ZERO, None, integral=not decimals)


def bounds_of(
    nodes: Mapping[Variable, object],
    schema: Schema,
    *,
    declared: bool = True,
    scopes: Sequence[TypedScope] = (),
) -> dict[Variable, Bounds]:
    """The bounds of variables, by the nodes they stand for.

    Args:
        nodes: what each variable stands for.
        schema: the form.
        declared: whether cells keep what the form declares of them; a faulty report may not.
        scopes: those of the one rule that the nodes are of, from the outermost, where there is one.
    """
    return {
        variable: _of_texts(node, schema, scopes) or _bounds(variable, node, schema)
        for variable, node in nodes.items()
        if declared or not isinstance(node, CellValue | CellGroup)
    }


def _bounds(variable: Variable, node: object, schema: Schema) -> Bounds:
    match node:
        case CellValue() | CellGroup():
            return _of_cells(variable, schema)
        case FunctionCall():
            return _FUNCTIONS.get(node.function, FREE)
        case ElementGroup():
            return COUNT
        case ElementValue() if node.field[-1] in _COUNTED:
            return COUNT
        case ReportValue() | ParameterValue() | ElementValue() if node.type is ValueType.DATE:
            return _WHOLE
        case ReportValue(type=ValueType.NUMBER):
            return COUNT
        case _:
            return FREE


def _of_texts(node: object, schema: Schema, scopes: Sequence[TypedScope]) -> Bounds | None:
    """Of a number that the text states: none is below 0, and a claim that only ever says none states 0."""
    if not isinstance(node, ElementValue) or node.level >= len(scopes):
        return None
    scope, name = scopes[node.level], node.field[-1]
    if scope.pair or node.type not in {ValueType.NUMBER, ValueType.AMOUNT}:
        return None
    if scope.kind is not Kind.CLAIM:
        return Bounds(ZERO) if name in _COUNTS_OF_TEXTS else None
    claim = schema.claims.get(scope.of) if isinstance(scope.of, str) else None
    if claim is None or name != "value":
        return None
    return Bounds(ZERO) if claim.says else Bounds(ZERO, ZERO)


def _of_cells(variable: Variable, schema: Schema) -> Bounds:
    """Of a cell: by its row and column, or by all there are where a scope supplies them."""
    if not isinstance(variable, tuple) or len(variable) != 5:
        return FREE
    _, whose, table, row, column = variable
    tables = list(schema.tables.values()) if isinstance(table, int) else [schema.tables[table]]
    allowed = [_of_axes(one, row, column) for one in tables]
    integral = all(one.integral for one in allowed) and whose == Whose.SELF
    lower = ZERO if all(one.lower is not None for one in allowed) else None
    return Bounds(lower, None, integral=integral)


def _of_axes(table: Table, row: object, column: object) -> Bounds:
    rows = [table.row_index[row]] if isinstance(row, tuple) and row in table.row_index else table.leaf_rows
    columns = (
        [table.column_index[column]]
        if isinstance(column, tuple) and column in table.column_index
        else table.leaf_columns
    )
    every = [_of_items((one, other)) for one in rows for other in columns]
    return Bounds(
        ZERO if all(one.lower is not None for one in every) else None,
        None,
        integral=all(one.integral for one in every),
    )
