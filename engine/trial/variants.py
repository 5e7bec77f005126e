"""The conditions that differ from one in a single place: an operator, an operand or a constant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from gouji.engine.trial.constants import near, shown
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass
from gouji.grammar.syntax import Comparator, Function, Quantifier
from gouji.grammar.typed import (
    CellGroup,
    CellValue,
    Constant,
    FunctionCall,
    Operation,
    TypedAnd,
    TypedComparison,
    TypedInOrder,
    TypedMatch,
    TypedMembership,
    TypedMention,
    TypedNot,
    TypedOr,
    TypedQuantified,
    TypedStateTest,
    TypedTruth,
    Whose,
)

if TYPE_CHECKING:
    from gouji.grammar.schema import Item, Path, Schema
    from gouji.grammar.source import Span

N = TypeVar("N")
_Arithmetic = Literal["+", "-", "*", "/"]


class MutantKind(StrEnum):
    """What a mutant changes."""

    OPERATOR = "operator"
    OPERAND = "operand"
    CONSTANT = "constant"
    GUARD = "guard"


@dataclass(frozen=True, slots=True)
class Change:
    """What a mutant changes, where in the text of the rule, and in words."""

    kind: MutantKind
    span: Span
    message: Message


_COMPARATORS: Mapping[Comparator, tuple[Comparator, ...]] = {
    "=": ("!=", "<=", ">="),
    "!=": ("=", "<", ">"),
    "<": ("<=", "!=", ">="),
    "<=": ("<", "=", ">"),
    ">": (">=", "!=", "<="),
    ">=": (">", "=", "<"),
}
_SIGNS = {
    "=": "=",
    "!=": "≠",
    "<": "<",
    "<=": "≤",
    ">": ">",
    ">=": "≥",
    "+": "+",
    "-": "−",
    "*": "×",
    "/": "÷",
}
_ARITHMETIC: Mapping[_Arithmetic, _Arithmetic] = {"+": "-", "-": "+", "*": "/", "/": "*"}
_FUNCTIONS = {Function.MIN: Function.MAX, Function.MAX: Function.MIN}
_ORDERED = ("number", "amount", "date")


class Variants:
    """Changes nodes of one rule."""

    def __init__(self, text: str, schema: Schema) -> None:
        self.text, self.schema = text, schema
        self._own: Mapping[type, Callable[[Any], Iterator[tuple[Any, Change]]]] = {
            TypedComparison: self._comparison,
            TypedAnd: self._joined,
            TypedOr: self._joined,
            TypedNot: self._not,
            TypedMembership: self._membership,
            TypedMention: self._mention,
            TypedMatch: self._negatable,
            TypedStateTest: self._negatable,
            TypedTruth: self._denied,
            TypedInOrder: self._denied,
            TypedQuantified: self._quantified,
            Operation: self._operation,
            FunctionCall: self._call,
            Constant: self._constant,
            CellValue: self._cell,
            CellGroup: self._group,
        }

    def of(self, node: N) -> Iterator[tuple[N, Change]]:
        """The node with one change in it or below it."""
        own = self._own.get(type(node))
        if own is not None:
            yield from own(node)
        for name in _CHILDREN.get(type(node), ()):
            yield from self._below(node, name)

    def _below(self, node: Any, name: str) -> Iterator[tuple[Any, Change]]:  # noqa: ANN401 - any node
        child = getattr(node, name)
        if _unwritten(node, child):
            return
        if isinstance(child, tuple):
            for place, one in enumerate(child):
                for changed, change in self.of(one):
                    yield replace(node, **{name: (*child[:place], changed, *child[place + 1 :])}), change
        elif child is not None:
            for changed, change in self.of(child):
                yield replace(node, **{name: changed}), change

    def said(self, key: str, span: Span, **arguments: str) -> Message:
        """The change in words, with the text it changes."""
        return message(f"mutation.{key}", text=self._words(span), **arguments)

    def _words(self, span: Span) -> str:
        return " ".join(self.text[span.start : span.end].split())

    def _operator(self, node: Any, before: str, after: str) -> Change:  # noqa: ANN401
        return Change(
            MutantKind.OPERATOR,
            node.span,
            self.said(
                "operator", node.span, before=_SIGNS.get(before, before), after=_SIGNS.get(after, after)
            ),
        )

    def _negation(self, node: Any) -> Change:  # noqa: ANN401
        return Change(MutantKind.OPERATOR, node.span, self.said("negated", node.span))

    def _left_out(self, span: Span) -> Change:
        return Change(MutantKind.OPERAND, span, self.said("dropped", span))

    def _comparison(self, node: TypedComparison) -> Iterator[tuple[Any, Change]]:
        if _unwritten(node, node.right):  # what ``is present`` comes to for a collection
            yield TypedNot(node, node.span), self._negation(node)
            return
        others = _COMPARATORS[node.operator]
        if node.left.type.value not in _ORDERED:
            others = tuple(one for one in others if one in {"=", "!="})
        for operator in others:
            yield replace(node, operator=operator), self._operator(node, node.operator, operator)

    def _joined(self, node: TypedAnd | TypedOr) -> Iterator[tuple[Any, Change]]:
        other, key = (TypedOr, "and_or") if isinstance(node, TypedAnd) else (TypedAnd, "or_and")
        yield (
            other(node.operands, node.span),
            Change(MutantKind.OPERATOR, node.span, self.said(key, node.span)),
        )
        for place, operand in enumerate(node.operands):
            rest = (*node.operands[:place], *node.operands[place + 1 :])
            yield rest[0] if len(rest) == 1 else replace(node, operands=rest), self._left_out(operand.span)

    def _not(self, node: TypedNot) -> Iterator[tuple[Any, Change]]:
        yield node.operand, self._negation(node)

    def _denied(self, node: TypedTruth | TypedInOrder) -> Iterator[tuple[Any, Change]]:
        yield TypedNot(node, node.span), self._negation(node)

    def _negatable(self, node: TypedMatch | TypedStateTest) -> Iterator[tuple[Any, Change]]:
        yield replace(node, negated=not node.negated), self._negation(node)

    def _membership(self, node: TypedMembership) -> Iterator[tuple[Any, Change]]:
        yield TypedNot(node, node.span), self._negation(node)
        if len(node.choices) > 1:
            for place, choice in enumerate(node.choices):
                rest = (*node.choices[:place], *node.choices[place + 1 :])
                yield replace(node, choices=rest), self._left_out(choice.span)

    def _mention(self, node: TypedMention) -> Iterator[tuple[Any, Change]]:
        yield replace(node, negated=not node.negated), self._negation(node)
        if len(node.texts) < 2:
            return
        other: Literal["any", "all"] = "any" if node.quantifier == "all" else "all"
        yield replace(node, quantifier=other), self._operator(node, node.quantifier, other)
        for place, text in enumerate(node.texts):
            rest = (*node.texts[:place], *node.texts[place + 1 :])
            words = message("mutation.member", text=self._words(node.span), member=text)
            yield replace(node, texts=rest), Change(MutantKind.OPERAND, node.span, words)

    def _quantified(self, node: TypedQuantified) -> Iterator[tuple[Any, Change]]:
        other: Quantifier = "some" if node.quantifier == "every" else "every"
        yield replace(node, quantifier=other), self._operator(node, node.quantifier, other)

    def _operation(self, node: Operation) -> Iterator[tuple[Any, Change]]:
        if _unwritten(node, node.left):  # the 0 of a negation
            yield node.right, self._negation(node)
            return
        if _unwritten(node, node.right):  # the factor between two units
            return
        other = _ARITHMETIC[node.operator]
        yield replace(node, operator=other), self._operator(node, node.operator, other)
        yield node.left, self._left_out(node.right.span)
        yield node.right, self._left_out(node.left.span)

    def _call(self, node: FunctionCall) -> Iterator[tuple[Any, Change]]:
        other = _FUNCTIONS.get(node.function)
        if other is not None:
            yield replace(node, function=other), self._operator(node, node.function, other)
        if node.function in {Function.SUM, Function.MIN, Function.MAX} and len(node.arguments) > 1:
            for place, argument in enumerate(node.arguments):
                rest = (*node.arguments[:place], *node.arguments[place + 1 :])
                yield replace(node, arguments=rest), self._left_out(argument.span)

    def _constant(self, node: Constant) -> Iterator[tuple[Any, Change]]:
        for value in near(node.value):
            words = self.said("constant", node.span, value=shown(value))
            yield replace(node, value=value), Change(MutantKind.CONSTANT, node.span, words)

    def _cell(self, node: CellValue) -> Iterator[tuple[Any, Change]]:
        for rows in (True, False):
            for item in self._neighbours(node, rows=rows):
                words = self.said("neighbour", node.span, other=item.name or item.label)
                changed = replace(node, row=item.path) if rows else replace(node, column=item.path)
                yield changed, Change(MutantKind.OPERAND, node.span, words)
        if node.whose is Whose.PREVIOUS:
            words = self.said("this_report", node.span)
            yield replace(node, whose=Whose.SELF), Change(MutantKind.OPERAND, node.span, words)

    def _neighbours(self, node: CellValue, *, rows: bool) -> Iterator[Item]:
        """The rows (columns) of the form before and after the cell's own that have such a cell, too."""
        table = self.schema.tables.get(node.table) if isinstance(node.table, str) else None
        own, other = (node.row, node.column) if rows else (node.column, node.row)
        if table is None or isinstance(own, int):
            return
        leaves = table.leaf_rows if rows else table.leaf_columns
        paths = [leaf.path for leaf in leaves]
        if own not in paths:
            return
        place = paths.index(own)
        for next_to in (place - 1, place + 1):
            if 0 <= next_to < len(leaves) and self._alike(leaves[place], leaves[next_to]):
                cell = (paths[next_to], other) if rows else (other, paths[next_to])
                if isinstance(other, int) or table.has_cell(*cell):
                    yield leaves[next_to]

    def _alike(self, one: Item, other: Item) -> bool:
        return one.columns == other.columns and one.unit == other.unit

    def _group(self, node: CellGroup) -> Iterator[tuple[Any, Change]]:
        table = self.schema.tables.get(node.table) if isinstance(node.table, str) else None
        for name, index in (
            ("rows", table.row_index if table else {}),
            ("columns", table.column_index if table else {}),
        ):
            members: Sequence[Path | int] = getattr(node, name)
            if len(members) < 2:
                continue
            for place, member in enumerate(members):
                item = None if isinstance(member, int) else index.get(member)
                words = self.said(
                    "member", node.span, member=(item.name or item.label) if item else str(place + 1)
                )
                fields: dict[str, Any] = {name: (*members[:place], *members[place + 1 :])}
                yield replace(node, **fields), Change(MutantKind.OPERAND, node.span, words)


_CHILDREN: Mapping[type, tuple[str, ...]] = {
    TypedComparison: ("left", "right", "tolerance"),
    TypedAnd: ("operands",),
    TypedOr: ("operands",),
    TypedNot: ("operand",),
    TypedMembership: ("subject", "choices"),
    TypedStateTest: ("subject",),
    TypedQuantified: ("condition",),
    TypedMention: ("subject",),
    TypedMatch: ("subject",),
    TypedTruth: ("expression",),
    Operation: ("left", "right"),
    FunctionCall: ("arguments",),
}
"""Where the nodes below a node are; what a scope ranges over is not among them."""


def _unwritten(node: object, child: object) -> bool:
    """Whether a constant stands in no rule but is what an operation on units, or a negation, comes to."""
    return (
        isinstance(node, Operation | TypedComparison)
        and isinstance(child, Constant)
        and child.span == node.span
    )
