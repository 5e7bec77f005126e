"""Parse tree → syntax nodes. One method a grammar rule; what the grammar cannot tell apart is told here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from gouji.grammar import lexicon, syntax
from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.messages import Message, message
from gouji.grammar.source import Source, Span
from gouji.grammar.suggesting import nearest
from lark import Token, Tree
from lark.exceptions import VisitError
from lark.visitors import Transformer_NonRecursive

if TYPE_CHECKING:
    from collections.abc import Sequence

Children: TypeAlias = list[Any]

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_COMPARATORS: dict[str, Any] = dict.fromkeys("≤≦⩽", "<=") | dict.fromkeys("≥≧⩾", ">=") | {"≠": "!="}
_OPERATORS: dict[str, Any] = {"−": "-", "×": "*", "÷": "/"}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Fault(Exception):  # noqa: N818 - a fault of the rule's text, not an error of the program; the parser catches it
    """A fault found while nodes are built."""

    def __init__(self, span: Span, problem: Message, repair: Message | None = None) -> None:
        super().__init__(problem.key)
        self.span = span
        self.problem = problem
        self.repair = repair

    def diagnostic(self, source: Source) -> Diagnostic:
        """The fault as a value."""
        return Diagnostic(self.problem.key, self.problem, source.place(self.span), help=self.repair)


def build(tree: Tree[Token]) -> syntax.Rule:
    """The syntax nodes of a parse tree; raises ``Fault``."""
    try:
        rule: syntax.Rule = _Builder().transform(tree)
    except VisitError as error:
        raise error.orig_exc from None
    return rule


@dataclass(frozen=True, slots=True)
class _Paths:
    """A list of paths: behind ``of``, or behind ``except``."""

    items: tuple[syntax.Path, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class _Exceptions(_Paths):
    pass


@dataclass(frozen=True, slots=True)
class _Texts:
    items: tuple[str, ...]
    quantifier: Literal["any", "all"]
    span: Span


class _Builder(Transformer_NonRecursive[Token, Any]):
    """Bottom-up and without recursion, so that a long chain of operators is no danger."""

    def start(self, children: Children) -> syntax.Rule:
        return syntax.Rule(tuple(children[:-1]), _condition(children[-1]), _reach(children))

    def guard(self, children: Children) -> syntax.Guard:
        return syntax.Guard(_condition(children[1]), _reach(children))

    def scope(self, children: Children) -> syntax.Scope:
        return syntax.Scope(_kind(children), _of(children), _exceptions(children), _reach(children))

    def pair_scope(self, children: Children) -> syntax.PairScope:
        return syntax.PairScope(_of(children)[0], _reach(children))

    def exceptions(self, children: Children) -> _Exceptions:
        return _Exceptions(_of(children), _reach(children))

    def paths(self, children: Children) -> _Paths:
        return _Paths(_of(children), _reach(children))

    def path(self, children: Children) -> syntax.Path:
        return syntax.Path(tuple(_half_width(token) for token in children[::2]), _reach(children))

    def disjunction(self, children: Children) -> syntax.Or:
        operands: list[syntax.Condition] = []
        for operand in map(_condition, children[::2]):
            operands.extend(operand.operands if isinstance(operand, syntax.Or) else (operand,))
        return syntax.Or(tuple(operands), _reach(children))

    def conjunction(self, children: Children) -> syntax.And:
        operands: list[syntax.Condition] = []
        for operand in map(_condition, children[::2]):
            operands.extend(operand.operands if isinstance(operand, syntax.And) else (operand,))
        return syntax.And(tuple(operands), _reach(children))

    def negated(self, children: Children) -> syntax.Not:
        return syntax.Not(_condition(children[1]), _reach(children))

    def comparison(self, children: Children) -> syntax.Comparison:
        left, sign, right, *rest = children
        tolerance = _expression(rest[1]) if rest else None
        operator = _COMPARATORS.get(_half_width(sign), _half_width(sign))
        return syntax.Comparison(operator, _expression(left), _expression(right), tolerance, _reach(children))

    def membership(self, children: Children) -> syntax.Condition:
        subject, *choices = [_expression(child) for child in children if not isinstance(child, Token)]
        node = syntax.Membership(subject, tuple(choices), _reach(children))
        return syntax.Not(node, node.span) if _has(children, "NOT", "NOT_IN") else node

    def mention(self, children: Children) -> syntax.Mention:
        texts: _Texts = children[-1]
        negated = _has(children, "NOT", "NOT_MENTIONS")
        subject = _expression(children[0])
        return syntax.Mention(subject, texts.items, texts.quantifier, negated, _reach(children))

    def texts(self, children: Children) -> _Texts:
        items = tuple(_unquoted(token) for token in children if token.type == "TEXT")
        return _Texts(items, "any" if _has(children, "ANY") else "all", _reach(children))

    def match(self, children: Children) -> syntax.Match:
        pattern = re.sub(r"\\(.)", lambda found: "/" if found[1] == "/" else found[0], children[-1][1:-1])
        negated = _has(children, "NOT", "NOT_MATCHES")
        return syntax.Match(_expression(children[0]), pattern, negated, _reach(children))

    def state_test(self, children: Children) -> syntax.StateTest:
        subject = None if isinstance(children[0], Token) else _expression(children[0])
        negated = _has(children, "NOT", "IS_NOT", "NOT_STATE_ZH")
        return syntax.StateTest(subject, _state(_half_width(children[-1])), negated, _reach(children))

    def in_order(self, children: Children) -> syntax.InOrder:
        return syntax.InOrder(_of(children)[0] if len(children) > 1 else None, _reach(children))

    def in_order_of(self, children: Children) -> syntax.InOrder:
        axis, _, table, _ = children
        subject = syntax.Path((*table.names, _half_width(axis)), Span(axis.start_pos, table.span.end))
        return syntax.InOrder(subject, _reach(children))

    def quantified(self, children: Children) -> syntax.Quantified:
        of = _of(children[:-2])
        quantifier: syntax.Quantifier = "some" if _has(children, "SOME", "SOME_KIND") else "every"
        condition = _condition(children[-2])
        exceptions = _exceptions(children)
        return syntax.Quantified(
            quantifier, _kind(children), of[0] if of else None, exceptions, condition, _reach(children)
        )

    def arithmetic(self, children: Children) -> syntax.Arithmetic:
        left, sign, right = children
        operator = _OPERATORS.get(_half_width(sign), _half_width(sign))
        return syntax.Arithmetic(operator, _expression(left), _expression(right), _reach(children))

    def minus(self, children: Children) -> syntax.Negation:
        return syntax.Negation(_expression(children[1]), _reach(children))

    def number(self, children: Children) -> syntax.NumberLiteral:
        digits = _half_width(children[0])
        percent = digits.endswith("%")
        value = Fraction(digits.rstrip("%"))
        return syntax.NumberLiteral(value / 100 if percent else value, percent, _reach(children))

    def text(self, children: Children) -> syntax.TextLiteral:
        return syntax.TextLiteral(_unquoted(children[0]), _reach(children))

    def date(self, children: Children) -> syntax.DateLiteral:
        written = str(children[0])
        if not _DATE.fullmatch(written):
            year, month, day = written.split("-")
            form = f"{year}-{int(month):02}-{int(day):02}"
            raise Fault(
                _reach(children),
                message("syntax.date", found=written),
                message("syntax.date_help", form=form),
            )
        return syntax.DateLiteral(written, _reach(children))

    def call(self, children: Children) -> syntax.Call:
        name = _half_width(children[0])
        function = lexicon.function(name)
        if function is None:
            raise _unknown_function(name, _reach(children[:1]))
        arguments = tuple(child for child in children if isinstance(child, syntax.CallArgument))
        return syntax.Call(function, arguments, _reach(children))

    def argument(self, children: Children) -> syntax.CallArgument:
        return syntax.CallArgument(_expression(children[0]), _exceptions(children), _reach(children))

    def cell(self, children: Children) -> syntax.CellReference:
        table, row, column = (child for child in children if isinstance(child, syntax.Path))
        field = _half_width(children[-1]) if children[-1].type == "NAME" else None
        return syntax.CellReference(table, row, column, field, _reach(children))

    def group(self, children: Children) -> syntax.Condition | syntax.Expression:
        inner: syntax.Condition | syntax.Expression = replace(children[1], span=_reach(children))
        return inner


def _reach(children: Sequence[Any]) -> Span:
    """From the first child to the last; an empty rule cannot get here."""
    first, last = children[0], children[-1]
    start: Any = first.start_pos if isinstance(first, Token) else first.span.start
    end: Any = last.end_pos if isinstance(last, Token) else last.span.end
    return Span(start, end)


def _has(children: Sequence[Any], *types: str) -> bool:
    return any(isinstance(child, Token) and child.type in types for child in children)


def _of(children: Sequence[Any]) -> tuple[syntax.Path, ...]:
    found: list[syntax.Path] = []
    for child in children:
        if isinstance(child, syntax.Path):
            found.append(child)
        elif type(child) is _Paths:
            found.extend(child.items)
    return tuple(found)


def _exceptions(children: Sequence[Any]) -> tuple[syntax.Path, ...]:
    return next((child.items for child in children if isinstance(child, _Exceptions)), ())


def _kind(children: Sequence[Any]) -> syntax.Kind:
    token = next(child for child in children if isinstance(child, Token) and child.type.endswith("KIND"))
    word = _half_width(token)
    if token.type == "KIND":
        return syntax.Kind(word)
    return next(kind for kind, forms in lexicon.KINDS.items() if word[1:] in forms.zh)


def _state(word: str) -> syntax.State:
    return next(
        state for state, forms in lexicon.STATES.items() if word in (forms.en, *forms.zh, *forms.zh_not)
    )


def _half_width(token: str) -> str:
    return str(token).translate(_HALF_WIDTH)


def _unquoted(token: str) -> str:
    text = str(token)
    return text[1:-1].replace('""', '"') if text[0] == '"' else text[1:-1]


def _condition(node: Any) -> syntax.Condition:  # noqa: ANN401 - what the transformer made of a child
    return node if isinstance(node, syntax.CONDITIONS) else syntax.Truth(node, node.span)


def _expression(node: Any) -> syntax.Expression:  # noqa: ANN401 - what the transformer made of a child
    if isinstance(node, syntax.CONDITIONS):
        raise Fault(
            node.span, message("syntax.condition_as_value"), message("syntax.condition_as_value_help")
        )
    expression: syntax.Expression = node
    return expression


def _unknown_function(name: str, span: Span) -> Fault:
    known = [form for word in lexicon.FUNCTIONS.values() for form in word.forms()]
    near = nearest(name, known)
    glued = lexicon.spaced(name)
    problem = message("syntax.unknown_function", name=name)
    if near:
        return Fault(span, problem, message("syntax.did_you_mean", name=near))
    if glued:
        return Fault(span, problem, message("syntax.space", name=name, spaced=glued))
    written = tuple(
        dict.fromkeys(word.zh[0] if not name.isascii() else word.en for word in lexicon.FUNCTIONS.values())
    )
    return Fault(span, problem, message("syntax.known_functions", names=written))
