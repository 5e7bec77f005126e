"""Conditions: comparisons in one type and unit, tests of texts and states, and how they combine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar import syntax, typed
from gouji.grammar.messages import message
from gouji.grammar.names import canonical
from gouji.grammar.resolving.expressions import any_value, different_units, expect, in_words, single, text
from gouji.grammar.resolving.instances import narrowed
from gouji.grammar.resolving.measures import Valued, aligned
from gouji.grammar.resolving.patterns import valid_pattern
from gouji.grammar.resolving.references import tables_named
from gouji.grammar.resolving.scopes import open_scope
from gouji.grammar.resolving.states import state_test
from gouji.grammar.schema import ValueType
from gouji.grammar.suggesting import nearest
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.grammar.resolving.context import Context
    from gouji.grammar.source import Span

ORDERED = {ValueType.NUMBER, ValueType.AMOUNT, ValueType.DATE}


def condition(context: Context, node: syntax.Condition) -> typed.TypedCondition | None:
    """The condition with every name bound; all faults in it are reported."""
    match node:
        case syntax.Quantified():
            return _quantified(context, node)
        case syntax.Not():
            operand = condition(context, node.operand)
            return None if operand is None else typed.TypedNot(operand, node.span)
        case syntax.And():
            operands = _all(context, node.operands)
            return None if operands is None else typed.TypedAnd(operands, node.span)
        case syntax.Or():
            operands = _all(context, node.operands)
            return None if operands is None else typed.TypedOr(operands, node.span)
        case _:
            return _test(context, node)


Test = (
    syntax.Comparison
    | syntax.Membership
    | syntax.Mention
    | syntax.Match
    | syntax.StateTest
    | syntax.InOrder
    | syntax.Truth
)


def _test(context: Context, node: Test) -> typed.TypedCondition | None:
    match node:
        case syntax.Comparison():
            return _comparison(context, node)
        case syntax.Membership():
            return _membership(context, node)
        case syntax.Mention():
            return _mention(context, node)
        case syntax.Match():
            return _match(context, node)
        case syntax.StateTest():
            return state_test(context, node)
        case syntax.InOrder():
            return _in_order(context, node)
        case syntax.Truth():
            value = single(context, node.expression)
            if value is None or not expect(context, value, ValueType.BOOLEAN, node.span):
                return None
            return typed.TypedTruth(value.expression, node.span)


def _quantified(context: Context, node: syntax.Quantified) -> typed.TypedCondition | None:
    """``some row of T (…)``; an inner scope over several tables becomes a quantifier over them."""
    written = syntax.Scope(node.kind, (node.of,) if node.of else (), node.exceptions, node.span)
    opened = open_scope(context, written)
    if opened is None:
        return None
    level = len(context.scopes)
    with context.opened(opened):
        inner = condition(context, node.condition)
    if inner is None:
        return None
    for offset in reversed(range(len(opened))):
        scope = narrowed(context, opened[offset].typed, level + offset, [inner])
        if scope is None:
            return None
        inner = typed.TypedQuantified(node.quantifier, scope, inner, node.span)
    return inner


def _all(context: Context, nodes: Iterable[syntax.Condition]) -> tuple[typed.TypedCondition, ...] | None:
    resolved = [condition(context, node) for node in nodes]
    known = tuple(one for one in resolved if one is not None)
    return known if len(known) == len(resolved) else None


def _comparison(context: Context, node: syntax.Comparison) -> typed.TypedComparison | None:
    left, right = single(context, node.left), single(context, node.right)
    tolerance = single(context, node.tolerance) if node.tolerance else None
    if left is None or right is None or (node.tolerance and tolerance is None):
        return None
    pair = _comparable(context, node.span, left, right, ordered=node.operator not in {"=", "!="})
    if pair is None:
        return None
    left, right = pair
    relative = isinstance(node.tolerance, syntax.NumberLiteral) and node.tolerance.percent
    if tolerance is not None:
        tolerance = _tolerance(context, left, tolerance, relative=relative)
        if tolerance is None:
            return None
    within = tolerance.expression if tolerance else None
    return typed.TypedComparison(
        node.operator, left.expression, right.expression, within, relative, node.span
    )


def _tolerance(context: Context, side: Valued, tolerance: Valued, *, relative: bool) -> Valued | None:
    """The tolerance in the unit of the sides; a share of the right side has none."""
    if not side.numeric:
        context.fault("type.tolerance", tolerance.node.span, found=in_words(side))
        return None
    if relative:
        return tolerance
    pair = _comparable(context, tolerance.node.span, side, tolerance, ordered=True)
    return pair[1] if pair else None


def _comparable(
    context: Context, span: Span, left: Valued, right: Valued, *, ordered: bool
) -> tuple[Valued, Valued] | None:
    """Both sides in one type and unit; reports a fault that names both types."""
    if left.numeric and right.numeric:
        pair = aligned(left, right)
        if pair is None:
            different_units(context, span, left, right)
        return pair
    if left.type is not right.type:
        context.fault("type.mismatch", span, left=in_words(left), right=in_words(right))
        return None
    if ordered and left.type not in ORDERED:
        context.fault("type.no_order", span, found=in_words(left))
        return None
    known = [_possible_choice(context, one, other) for one, other in ((left, right), (right, left))]
    return (left, right) if all(known) else None


def _possible_choice(context: Context, subject: Valued, other: Valued) -> bool:
    """Whether a text compared with a fact of few choices is one of them; a misspelt one would never hold."""
    if (
        not subject.choices
        or not isinstance(other.node, typed.Constant)
        or other.node.value in subject.choices
    ):
        return True
    near = nearest(str(other.node.value), subject.choices)
    repair = (
        message("name.did_you_mean", name=near) if near else message("type.choices", choices=subject.choices)
    )
    context.fault("type.no_such_choice", other.node.span, repair, found=str(other.node.value))
    return False


def _membership(context: Context, node: syntax.Membership) -> typed.TypedMembership | None:
    subject = single(context, node.subject)
    choices = [any_value(context, choice) for choice in node.choices]
    if subject is None or any(choice is None for choice in choices):
        return None
    known = [choice for choice in choices if choice is not None]
    lists = [
        choice for choice in known if choice.collection and not isinstance(choice.node, typed.ElementValue)
    ]
    for choice in lists:
        context.fault("type.collection", choice.node.span, message("type.collection_help"))
    pairs = [_comparable(context, choice.node.span, subject, choice, ordered=False) for choice in known]
    if lists or any(pair is None for pair in pairs):
        return None
    converted = tuple(pair[1].expression for pair in pairs if pair is not None)
    return typed.TypedMembership(subject.expression, converted, node.span)


def _mention(context: Context, node: syntax.Mention) -> typed.TypedMention | None:
    subject = text(context, node.subject)
    if subject is None:
        return None
    return typed.TypedMention(subject.expression, node.texts, node.quantifier, node.negated, node.span)


def _match(context: Context, node: syntax.Match) -> typed.TypedMatch | None:
    valid = valid_pattern(context, node)
    subject = text(context, node.subject)
    if subject is None or not valid:
        return None
    return typed.TypedMatch(subject.expression, node.pattern, node.negated, node.span)


def _in_order(context: Context, node: syntax.InOrder) -> typed.TypedInOrder | None:
    if node.subject is None:
        innermost = context.innermost()
        if innermost is None:
            context.fault("type.order_of_nothing", node.span, message("type.order_help"))
            return None
        _level, scope = innermost
        return typed.TypedInOrder(scope.kind, scope.typed.table if scope.tables else None, node.span)
    *table, last = node.subject.names
    axis = {"sections": Kind.SECTION, "rows": Kind.ROW, "columns": Kind.COLUMN}.get(canonical(last))
    if axis is Kind.SECTION and not table:
        return typed.TypedInOrder(Kind.SECTION, None, node.span)
    if axis in {Kind.ROW, Kind.COLUMN} and table:
        found = tables_named(context, node.subject, table)
        return typed.TypedInOrder(axis, found[0].id, node.span) if found else None
    if axis in {Kind.ROW, Kind.COLUMN}:
        enclosing = context.innermost(Kind.TABLE)
        if enclosing:
            return typed.TypedInOrder(axis, enclosing[0], node.span)
    context.fault("type.order_of_nothing", node.span, message("type.order_help"))
    return None
