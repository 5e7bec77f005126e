"""Conditions as functions, in logic with unknown and open."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from gouji.engine.binding.quantities import Interval
from gouji.engine.checking.copying import compiled_unlikeness
from gouji.engine.checking.expressions import compiled, gathered
from gouji.engine.checking.ordering import compiled_order
from gouji.engine.checking.running import Run
from gouji.engine.checking.scopes import compiled_scope
from gouji.engine.checking.states import compiled_state
from gouji.engine.checking.text import folded
from gouji.engine.checking.values import (
    Truth,
    Unknown,
    Value,
    absolute,
    compare,
    conjunction,
    disjunction,
    minus,
    negation,
    plus,
    times,
    worse,
)
from gouji.engine.checking.watching import watched
from gouji.engine.checking.wordings import compiled_match, compiled_mention
from gouji.grammar.typed import (
    TypedAnd,
    TypedComparison,
    TypedCondition,
    TypedInOrder,
    TypedMatch,
    TypedMembership,
    TypedMention,
    TypedNot,
    TypedOr,
    TypedQuantified,
    TypedStateTest,
    TypedTruth,
)

if TYPE_CHECKING:
    from gouji.engine.binding.quantities import Quantity
    from gouji.engine.checking.outcomes import TextUse
    from gouji.engine.checking.views import Seen
    from gouji.grammar.syntax import Comparator

Judge = Callable[[Run], Truth]
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def compiled_condition(condition: TypedCondition) -> Judge:
    """The condition as a function."""
    judge: Judge = watched(condition, _compiled(condition))
    return judge


def _compiled(condition: TypedCondition) -> Judge:
    match condition:
        case TypedComparison():
            return _comparison(condition)
        case TypedMembership():
            return _membership(condition)
        case TypedMention():
            return compiled_mention(condition)
        case TypedMatch():
            return compiled_match(condition)
        case TypedStateTest():
            return compiled_state(condition)
        case TypedInOrder():
            return compiled_order(condition)
        case TypedQuantified():
            return _quantified(condition)
        case TypedTruth(expression=expression):
            return cast("Judge", compiled(expression))
        case TypedNot(operand=operand):
            judge = compiled_condition(operand)
            return lambda run: negation(judge(run))
        case TypedAnd(operands=operands):
            return _all([compiled_condition(one) for one in operands])
        case TypedOr(operands=operands):
            judges = [compiled_condition(one) for one in operands]
            return lambda run: disjunction(judge(run) for judge in judges)


def _all(judges: list[Judge]) -> Judge:
    """``and``; nothing after the first false operand is looked at."""

    def judge(run: Run) -> Truth:
        doubts: list[Truth] = []
        for one in judges:
            truth = one(run)
            if truth is False:
                return False
            if truth is not True:
                doubts.append(truth)
        return conjunction(doubts) if doubts else True

    return judge


def _comparison(condition: TypedComparison) -> Judge:
    if (unlike := compiled_unlikeness(condition)) is not None:
        return unlike
    left, right, operator = compiled(condition.left), compiled(condition.right), condition.operator
    if condition.tolerance is None:
        holds = _ORDER[operator]

        def judge(run: Run) -> Truth:
            a, b = left(run), right(run)
            if type(a) is Fraction and type(b) is Fraction:
                if a.denominator == 1 == b.denominator:
                    return holds(a.numerator, b.numerator)
                return holds(a, b)
            return compared(operator, a, b)

        return judge
    tolerance, relative = compiled(condition.tolerance), condition.relative

    def judge_within(run: Run) -> Truth:
        a, b, t = left(run), right(run), tolerance(run)
        for value in (a, b, t):
            if isinstance(value, Unknown):
                return value
        a, b, t = cast("Quantity", a), cast("Quantity", b), cast("Quantity", t)
        return within(operator, a, b, times(t, absolute(b)) if relative else t)

    return judge_within


def compared(operator: Comparator, left: Value, right: Value) -> Truth:
    """The truth of a comparison of two values of one type; in texts, width and white space do not count."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        unknowns = [value for value in (left, right) if isinstance(value, Unknown)]
        return worse(unknowns[0], unknowns[-1])
    if isinstance(left, (Fraction, Interval)) and isinstance(right, (Fraction, Interval)):
        return compare(operator, left, right)
    if isinstance(left, str) and isinstance(right, str):
        left, right = folded(left), folded(right)
    if type(left) is not type(right):
        raise TypeError(f"{left!r} and {right!r} cannot be compared")
    return _ORDER[operator](left, right)


def within(operator: Comparator, left: Quantity, right: Quantity, tolerance: Quantity) -> Truth:
    """A comparison that forgives a difference of up to ``tolerance``."""
    match operator:
        case "=":
            return compare("<=", absolute(minus(left, right)), tolerance)
        case "!=":
            return negation(within("=", left, right, tolerance))
        case "<" | "<=":
            return compare(operator, left, plus(right, tolerance))
        case _:
            return compare(operator, left, minus(right, tolerance))


def _membership(condition: TypedMembership) -> Judge:
    subject = compiled(condition.subject)
    choices = [gathered(choice) for choice in condition.choices]

    def judge(run: Run) -> Truth:
        value, truths = subject(run), []
        for choice in choices:
            found = choice(run)
            truths += [
                compared("=", value, one) for one in ((found,) if isinstance(found, Unknown) else found)
            ]
        return value if isinstance(value, Unknown) else disjunction(truths)

    return judge


def _quantified(condition: TypedQuantified) -> Judge:
    elements, judge_one = compiled_scope(condition.scope), compiled_condition(condition.condition)
    combine = disjunction if condition.quantifier == "some" else conjunction

    def judge(run: Run) -> Truth:
        truths: list[Truth] = []
        seen, texts = len(run.seen), len(run.texts)
        blamed_cells: list[Seen] = []
        blamed_texts: list[TextUse] = []
        for element in elements(run):
            marks = len(run.seen), len(run.texts)
            run.elements.append(element)
            truths.append(judge_one(run))
            run.elements.pop()
            if truths[-1] is not True:
                blamed_cells += run.seen[marks[0] :]
                blamed_texts += run.texts[marks[1] :]
        applicable = [one for one in truths if not isinstance(one, Unknown) or one.applicable]
        truth = combine(applicable) if applicable or not truths else truths[0]
        if truth is False and condition.quantifier == "every":
            run.seen[seen:], run.texts[texts:] = blamed_cells, blamed_texts
        return truth

    return judge
