"""Calls: how many arguments a function takes, of which types, and what it yields."""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from gouji.grammar import syntax
from gouji.grammar.resolving.cells import Cells, cell_group
from gouji.grammar.resolving.expressions import any_value, different_units, expect, single, text
from gouji.grammar.resolving.meanings import Position
from gouji.grammar.resolving.measures import Valued, aligned, common_unit
from gouji.grammar.resolving.paths import collected, meaning_of
from gouji.grammar.resolving.references import cells_of_reference
from gouji.grammar.schema import ValueType
from gouji.grammar.syntax import Function
from gouji.grammar.typed import CellValue, Constant, FunctionCall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.grammar.resolving.context import Context

NUMBER, TEXT, DATE = ValueType.NUMBER, ValueType.TEXT, ValueType.DATE

SIGNATURES: Mapping[Function, tuple[tuple[ValueType, ...], ValueType]] = {
    Function.ABS: ((NUMBER,), NUMBER),
    Function.LENGTH: ((TEXT,), NUMBER),
    Function.DECIMALS: ((NUMBER,), NUMBER),
    Function.YEAR: ((DATE,), NUMBER),
    Function.SIMILARITY: ((TEXT, TEXT), NUMBER),
    Function.COPIED: ((TEXT, TEXT), NUMBER),
    Function.BALANCED: ((TEXT,), ValueType.BOOLEAN),
    Function.SAME_ORGAN: ((TEXT, TEXT), ValueType.BOOLEAN),
}
"""Functions of single values: the types of their arguments and of the result."""

LEAP_YEAR = 2000


def call(context: Context, node: syntax.Call) -> Valued | None:
    """A call, resolved and checked."""
    if node.function in {Function.SUM, Function.COUNT, Function.MIN, Function.MAX}:
        return _aggregate(context, node)
    for argument in node.arguments:
        for exception in argument.exceptions:
            context.fault("type.except_without_group", exception.span, name=".".join(exception.names))
    if node.function is Function.DATE:
        return _date(context, node)
    return _of_single_values(context, node)


def _of_single_values(context: Context, node: syntax.Call) -> Valued | None:
    wanted, result = SIGNATURES[node.function]
    if len(node.arguments) != len(wanted):
        context.fault("type.arity", node.span, function=node.function.value, count=len(wanted))
        return None
    values = [
        text(context, argument.value) if kind is TEXT else _typed(context, argument.value, kind)
        for argument, kind in zip(node.arguments, wanted, strict=True)
    ]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    if node.function is Function.DECIMALS and not isinstance(known[0].node, CellValue):
        context.fault("type.not_a_cell", node.arguments[0].span, function=node.function.value)
        return None
    keeps = node.function is Function.ABS
    kind = known[0].type if keeps else result
    call_node = FunctionCall(node.function, tuple(value.node for value in known), kind, node.span)
    return Valued(call_node, kind, known[0].unit if keeps else None, literal=keeps and known[0].literal)


def _typed(context: Context, node: syntax.Expression, kind: ValueType) -> Valued | None:
    value = single(context, node)
    return value if value is None or expect(context, value, kind, node.span) else None


def _date(context: Context, node: syntax.Call) -> Valued | None:
    """``date(y, m, d)``, or ``date(y, "MM-DD")`` for a day that a parameter sets."""
    wanted = {2: (NUMBER, TEXT), 3: (NUMBER, NUMBER, NUMBER)}.get(len(node.arguments))
    if wanted is None:
        context.fault("type.arity", node.span, function=node.function.value, count=3)
        return None
    values = [
        _typed(context, argument.value, kind) for argument, kind in zip(node.arguments, wanted, strict=True)
    ]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not _possible(context, node, known):
        return None
    return Valued(FunctionCall(node.function, tuple(value.node for value in known), DATE, node.span), DATE)


def _possible(context: Context, node: syntax.Call, values: list[Valued]) -> bool:
    """Whether the constants of a date can be a day; a year that is not constant may be a leap year."""
    constants = [value.node.value if isinstance(value.node, Constant) else None for value in values]
    year, *rest = constants
    if None in rest:
        return True
    parts = [LEAP_YEAR if year is None else year, *(str(rest[0]).split("-") if len(rest) == 1 else rest)]
    try:
        date(*(int(str(part)) for part in parts))
    except (ValueError, TypeError, OverflowError):
        written = "-".join(str(part) for part in parts[year is None :])
        context.fault("type.no_such_date", node.span, date=written)
        return False
    return True


def _aggregate(context: Context, node: syntax.Call) -> Valued | None:
    values = [_argument(context, node, argument) for argument in node.arguments]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    if node.function is Function.COUNT:
        return Valued(
            FunctionCall(Function.COUNT, tuple(value.node for value in known), NUMBER, node.span), NUMBER
        )
    numbers = [expect(context, value, NUMBER, value.node.span) for value in known]
    if not all(numbers):
        return None
    return _in_one_unit(context, node, known)


def _in_one_unit(context: Context, node: syntax.Call, values: list[Valued]) -> Valued | None:
    """All arguments in the unit of the first that has one; collections are not converted."""
    base = reduce(lambda left, right: left if left.unit else right, values)
    converted: list[Valued] = []
    for value in values:
        pair = aligned(base, value)
        if pair is None or (value.collection and pair[1].node is not value.node):
            different_units(context, value.node.span, base, value)
            return None
        converted.append(pair[1])
    unit = reduce(lambda unit, value: unit or common_unit(base, value), converted, base.unit)
    literal = all(value.literal for value in values)
    call_node = FunctionCall(node.function, tuple(value.node for value in converted), base.type, node.span)
    return Valued(call_node, base.type, unit, literal=literal)


def _argument(context: Context, node: syntax.Call, argument: syntax.CallArgument) -> Valued | None:
    """A value or collection; groups of cells lose what the argument excepts."""
    value = argument.value
    if isinstance(value, syntax.Path):
        meaning = meaning_of(context, value, Position.VALUE)
        if isinstance(meaning, Cells):
            return cell_group(context, meaning, argument.exceptions)
        found = meaning if isinstance(meaning, Valued) else None
    elif isinstance(value, syntax.CellReference):
        reference = cells_of_reference(context, value)
        if reference is None:
            return None
        group = cell_group(context, reference[0], argument.exceptions)
        return collected(group) if group is not None and reference[1] else group
    else:
        found = any_value(context, value)
    if found is None:
        return None
    for exception in argument.exceptions:
        context.fault("type.except_without_group", exception.span, name=".".join(exception.names))
    if node.function is Function.COUNT and not found.collection:
        context.fault("type.nothing_to_count", value.span)
        return None
    return found
