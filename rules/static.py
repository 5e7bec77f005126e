"""What can be said of a guard before any report is seen: what the form declares of its rows and columns."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gouji.grammar.records import dataclass
from gouji.grammar.syntax import Kind, State
from gouji.grammar.typed import (
    Constant,
    ElementValue,
    TypedAnd,
    TypedComparison,
    TypedCondition,
    TypedMembership,
    TypedNot,
    TypedOr,
    TypedStateTest,
    TypedTruth,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gouji.grammar.schema import Item


@dataclass(frozen=True, slots=True)
class Element:
    """The element a scope stands at: a table, or a row, column or cell of one."""

    key: str
    table: str
    row: Item | None = None
    column: Item | None = None


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def truth(condition: TypedCondition, elements: tuple[Element, ...]) -> bool | None:
    """Whether the condition holds, whatever a report says; ``None`` when that depends on the report."""
    match condition:
        case TypedNot():
            inner = truth(condition.operand, elements)
            return None if inner is None else not inner
        case TypedAnd():
            return _all([truth(one, elements) for one in condition.operands])
        case TypedOr():
            none = _all([_opposite(truth(one, elements)) for one in condition.operands])
            return _opposite(none)
        case TypedTruth():
            value = value_of(condition.expression, elements)
            return value if isinstance(value, bool) else None
        case TypedComparison(tolerance=None):
            left, right = value_of(condition.left, elements), value_of(condition.right, elements)
            return None if left is None or right is None else _COMPARE[condition.operator](left, right)
        case TypedMembership():
            subject = value_of(condition.subject, elements)
            choices = [value_of(choice, elements) for choice in condition.choices]
            return None if subject is None or None in choices else subject in choices
        case TypedStateTest(subject=ElementValue() as subject, state=State.PRESENT | State.ABSENT):
            value = value_of(subject, elements)
            return None if value is None else (value != "") == _asks_presence(condition)
        case _:
            return None


def _asks_presence(test: TypedStateTest) -> bool:
    return (test.state is State.PRESENT) != test.negated


def _opposite(value: bool | None) -> bool | None:  # noqa: FBT001 - a truth value is what it negates
    return None if value is None else not value


def _all(truths: list[bool | None]) -> bool | None:
    if False in truths:
        return False
    return None if None in truths else True


def value_of(node: object, elements: tuple[Element, ...]) -> Fraction | str | bool | None:
    """The value of an expression that the form alone decides; an item without a unit has the empty one."""
    if isinstance(node, Constant):
        return node.value if isinstance(node.value, Fraction | str | bool) else None
    if not isinstance(node, ElementValue) or node.collection:
        return None
    element, (*axis, name) = elements[node.level], node.field
    rows = node.kind is Kind.ROW or axis == ["row"]
    if node.kind not in {Kind.ROW, Kind.COLUMN} and not axis:
        return None
    item = element.row if rows else element.column
    return None if item is None else _declared(item, name)


def _declared(item: Item, name: str) -> Fraction | str | bool | None:
    match name:
        case "signed":
            return item.signed
        case "decimals":
            return Fraction(item.decimals)
        case "unit":
            return item.unit or ""
        case "label":
            return item.label
        case _:
            return None
