"""Expressions: values, arithmetic, and the units they carry."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.grammar import syntax
from gouji.grammar.messages import Message, message
from gouji.grammar.resolving.cells import cell_group, one_cell
from gouji.grammar.resolving.meanings import Position
from gouji.grammar.resolving.measures import ANY_MONEY, VARYING, Valued, aligned, common_unit
from gouji.grammar.resolving.paths import collected, value_of
from gouji.grammar.resolving.references import cells_of_reference
from gouji.grammar.schema import ValueType
from gouji.grammar.typed import CellValue, Constant, Operation

if TYPE_CHECKING:
    from gouji.grammar.resolving.context import Context
    from gouji.grammar.source import Span


def single(context: Context, node: syntax.Expression, position: Position = Position.VALUE) -> Valued | None:
    """The expression as one value; a collection is a fault."""
    value = any_value(context, node, position)
    if value is not None and value.collection:
        context.fault("type.collection", node.span, message("type.collection_help"))
        return None
    return value


def any_value(
    context: Context, node: syntax.Expression, position: Position = Position.VALUE
) -> Valued | None:
    """The expression as a value or collection, with every fault in it reported."""
    match node:
        case syntax.Path():
            return value_of(context, node, position)
        case syntax.CellReference():
            return _cell(context, node)
        case syntax.NumberLiteral():
            return Valued(Constant(node.value, ValueType.NUMBER, node.span), ValueType.NUMBER, literal=True)
        case syntax.TextLiteral():
            return Valued(Constant(node.value, ValueType.TEXT, node.span), ValueType.TEXT)
        case syntax.DateLiteral():
            return _date(context, node)
        case syntax.Call():
            from gouji.grammar.resolving.functions import call  # noqa: PLC0415 - functions take expressions as arguments

            return call(context, node)
        case syntax.Negation():
            zero = syntax.NumberLiteral(Fraction(0), span=node.span)
            return arithmetic(context, syntax.Arithmetic("-", zero, node.operand, node.span))
        case syntax.Arithmetic():
            return arithmetic(context, node)


def text(context: Context, node: syntax.Expression) -> Valued | None:
    """The expression as a text."""
    value = single(context, node, Position.TEXT)
    return value if value is None or expect(context, value, ValueType.TEXT, node.span) else None


def expect(context: Context, value: Valued, wanted: ValueType, span: Span) -> bool:
    """Whether the value has the type wanted (an amount is a number); reports a fault otherwise."""
    if value.type is wanted or (wanted is ValueType.NUMBER and value.numeric):
        return True
    from_cell = isinstance(value.node, CellValue) and wanted is ValueType.TEXT
    repair = message("type.raw_help") if from_cell else None
    context.fault(
        "type.expected", span, repair, expected=message(f"type.{wanted.value}"), found=in_words(value)
    )
    return False


def arithmetic(context: Context, node: syntax.Arithmetic) -> Valued | None:
    """``a + b`` and its kin: sums in one unit, products and quotients with the unit that results."""
    left, right = single(context, node.left), single(context, node.right)
    if left is None or right is None:
        return None
    numbers = [expect(context, side, ValueType.NUMBER, side.node.span) for side in (left, right)]
    if not all(numbers):
        return None
    if node.operator in {"*", "/"}:
        return _scaled(context, node, left, right)
    pair = aligned(left, right)
    if pair is None:
        different_units(context, node.span, left, right)
        return None
    return _operation(node, *pair, common_unit(*pair))


def in_words(value: Valued) -> Message:
    """The type of a value in words."""
    if value.type is ValueType.AMOUNT and value.unit not in {None, ANY_MONEY, VARYING}:
        return message("type.amount_in", unit=str(value.unit))
    return message(f"type.{value.type.value}")


def different_units(context: Context, span: Span, left: Valued, right: Valued) -> None:
    """Report two sides that have no unit in common."""
    context.fault("type.units", span, message("type.units_help"), left=in_words(left), right=in_words(right))


def _cell(context: Context, node: syntax.CellReference) -> Valued | None:
    found = cells_of_reference(context, node)
    if found is None:
        return None
    cells, over_members = found
    if not over_members:
        return one_cell(context, cells)
    value = cell_group(context, cells, ()) if cells.is_group else one_cell(context, cells)
    return None if value is None else collected(value)


def _date(context: Context, node: syntax.DateLiteral) -> Valued | None:
    try:
        value = date.fromisoformat(node.value)
    except ValueError:
        context.fault("type.no_such_date", node.span, date=node.value)
        return None
    return Valued(Constant(value, ValueType.DATE, node.span), ValueType.DATE)


def _scaled(context: Context, node: syntax.Arithmetic, left: Valued, right: Valued) -> Valued | None:
    amounts = [side.type is ValueType.AMOUNT for side in (left, right)]
    if node.operator == "/" and all(amounts):
        pair = aligned(left, right)
        if pair is None:
            different_units(context, node.span, left, right)
            return None
        return _operation(node, *pair, None)
    if all(amounts) or (node.operator == "/" and amounts[1]):
        context.fault("type.amounts_multiplied", node.span)
        return None
    unit = left.unit or right.unit
    return _operation(node, left, right, unit)


def _operation(node: syntax.Arithmetic, left: Valued, right: Valued, unit: str | None) -> Valued:
    kind = ValueType.NUMBER if unit in {None, VARYING} else ValueType.AMOUNT
    operation = Operation(node.operator, left.expression, right.expression, kind, node.span)
    return Valued(operation, kind, unit, literal=left.literal and right.literal)
