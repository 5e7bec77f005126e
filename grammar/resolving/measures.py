"""The type of an expression with its unit, and what may be compared, added and multiplied with what."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import cast

from gouji.grammar.records import dataclass
from gouji.grammar.schema import ValueType
from gouji.grammar.typed import Collection, Constant, Operation, TypedExpression

ANY_MONEY = "?"
"""Unit of an amount whose unit is that of the other side (a parameter)."""

VARYING = "*"
"""Unit of a cell that depends on the instance: counts here, amounts there, or amounts in several units."""

_MULTIPLES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_MONEY = "元"


@dataclass(frozen=True, slots=True)
class Valued:
    """A resolved expression and what is known of its value.

    Attributes:
        unit: of an amount; ``VARYING`` for a cell whose unit depends on the instance.
        literal: made of number literals only; it takes the unit of whatever it meets.
        collection: has any number of values.
        choices: all that a text can be, empty when open.
    """

    node: TypedExpression | Collection
    type: ValueType
    unit: str | None = None
    literal: bool = False
    collection: bool = False
    choices: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether it is a number or an amount."""
        return self.type in {ValueType.NUMBER, ValueType.AMOUNT}

    @property
    def expression(self) -> TypedExpression:
        """The node of a single value."""
        return cast("TypedExpression", self.node)


def is_money(unit: str | None) -> bool:
    """Whether the unit is one of money (``元``, ``万元``)."""
    return unit is not None and unit.endswith(_MONEY)


def measured(units: frozenset[str | None]) -> tuple[ValueType, str | None]:
    """Type and unit of a value that is one of several cells with these units."""
    if len(units) == 1:
        (unit,) = units
        return (ValueType.AMOUNT, unit) if is_money(unit) else (ValueType.NUMBER, None)
    if not any(is_money(unit) for unit in units):
        return ValueType.NUMBER, None
    return ValueType.NUMBER, VARYING


def aligned(left: Valued, right: Valued) -> tuple[Valued, Valued] | None:
    """Both sides in one unit, the right one converted if need be; ``None`` when they have none in common."""
    if left.type == right.type == ValueType.AMOUNT:
        return _one_currency(left, right)
    if left.type == right.type or VARYING in {left.unit, right.unit}:
        return left, right
    if left.literal:
        return _with_unit(left, right.unit), right
    if right.literal:
        return left, _with_unit(right, left.unit)
    return None


def common_unit(left: Valued, right: Valued) -> str | None:
    """The unit of a sum of two aligned values."""
    for unit in (left.unit, right.unit):
        if unit not in {None, ANY_MONEY}:
            return unit
    return left.unit or right.unit


def _with_unit(value: Valued, unit: str | None) -> Valued:
    return replace(value, node=_as_amount(value.expression), type=ValueType.AMOUNT, unit=unit)


def _as_amount(node: TypedExpression) -> TypedExpression:
    if isinstance(node, Operation):
        if node.operator in {"*", "/"}:
            return replace(node, type=ValueType.AMOUNT)
        return replace(node, left=_as_amount(node.left), right=_as_amount(node.right), type=ValueType.AMOUNT)
    return replace(node, type=ValueType.AMOUNT)


def _one_currency(left: Valued, right: Valued) -> tuple[Valued, Valued] | None:
    factor = _factor(right.unit, left.unit)
    if factor is None:
        return None
    if factor == 1:
        return left, right
    span = right.node.span
    scale = Constant(factor, ValueType.NUMBER, span)
    node = Operation("*", right.expression, scale, ValueType.AMOUNT, span)
    return left, replace(right, node=node, unit=left.unit)


def _factor(source: str | None, target: str | None) -> Fraction | None:
    if source == target or ANY_MONEY in {source, target}:
        return Fraction(1)
    multiples = [_MULTIPLES.get((unit or "").removesuffix(_MONEY)) for unit in (source, target)]
    if multiples[0] is None or multiples[1] is None:
        return None
    return Fraction(multiples[0], multiples[1])
