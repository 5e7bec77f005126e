"""State tests: ``x is blank``, and what may be asked of what."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.grammar import syntax, typed
from gouji.grammar.messages import message
from gouji.grammar.resolving.cells import Cells, one_cell
from gouji.grammar.resolving.expressions import any_value
from gouji.grammar.resolving.meanings import Meaning, Position
from gouji.grammar.resolving.measures import Valued
from gouji.grammar.resolving.paths import meaning_of
from gouji.grammar.schema import ValueType
from gouji.grammar.syntax import Function, Kind, State

if TYPE_CHECKING:
    from gouji.grammar.resolving.context import Context

CELL_STATES = frozenset({State.PRESENT, State.ABSENT, State.BLANK, State.PLACEHOLDER, State.UNREADABLE})
VALUE_STATES = frozenset({State.PRESENT, State.ABSENT, State.UNREADABLE})
ELEMENT_STATES = frozenset(State)


def state_test(context: Context, node: syntax.StateTest) -> typed.TypedCondition | None:
    """``x is blank``, resolved; a state that the thing cannot have is a fault."""
    subject = _subject(context, node)
    if subject is None:
        return None
    if isinstance(subject, Valued) and subject.collection:
        return _any_there(context, node, subject)
    if node.state not in _states_of(subject):
        _no_such_state(context, node)
        return None
    asked = subject.expression if isinstance(subject, Valued) else subject
    return typed.TypedStateTest(asked, node.state, node.negated, node.span)


def _no_such_state(context: Context, node: syntax.StateTest) -> None:
    context.fault("type.state", node.span, state=message(f"type.state_{node.state.value}"))


def _states_of(subject: Valued | typed.Element) -> frozenset[State]:
    match subject:
        case Valued(node=typed.CellValue() | typed.SectionText()) | typed.Element(kind=Kind.CELL):
            return CELL_STATES
        case Valued() | typed.Element(kind=None):
            return VALUE_STATES
        case _:
            return ELEMENT_STATES


def _subject(context: Context, node: syntax.StateTest) -> Valued | typed.Element | None:
    if node.subject is None:
        innermost = context.innermost()
        if innermost is None:
            context.fault("type.state_of_nothing", node.span, message("type.state_of_nothing_help"))
            return None
        level, scope = innermost
        return typed.Element(scope.kind, level, scope.typed.table, (), node.span)
    if not isinstance(node.subject, syntax.Path):
        return any_value(context, node.subject)
    meaning: Meaning | None = meaning_of(context, node.subject, Position.STATE)
    if isinstance(meaning, Cells):
        return one_cell(context, meaning)
    return meaning


def _any_there(context: Context, node: syntax.StateTest, subject: Valued) -> typed.TypedCondition | None:
    """``claims.x is present``: there is at least one."""
    countable = isinstance(subject.node, typed.ClaimGroup | typed.ElementGroup)
    if not countable or node.state not in {State.PRESENT, State.ABSENT}:
        _no_such_state(context, node)
        return None
    there = (node.state is State.PRESENT) != node.negated
    count = typed.FunctionCall(Function.COUNT, (subject.node,), ValueType.NUMBER, node.span)
    zero = typed.Constant(Fraction(0), ValueType.NUMBER, node.span)
    return typed.TypedComparison(">" if there else "=", count, zero, None, relative=False, span=node.span)
