"""A rule as one plain sentence, for people who do not read formulas."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from gouji.grammar import syntax
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import Language, Message, Text, message
from gouji.grammar.names import canonical
from gouji.grammar.spoken_names import Names, Spoken
from gouji.grammar.syntax import Function, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.schema import Schema

_COMPARED = {"=": "equal", "!=": "differ", "<": "less", "<=": "at_most", ">": "more", ">=": "at_least"}
_COMPUTED = {"+": "plus", "-": "minus", "*": "times", "/": "over"}
_THINGS = frozenset({"sections", "rows", "columns", "tables", "images", "members"})
_TWO_PLACES = {Function.SIMILARITY, Function.COPIED, Function.SAME_ORGAN}


def in_words(rule: syntax.Rule, schema: Schema, language: Language) -> str:
    """The rule as a sentence without full stop.

    Args:
        rule: the rule as parsed; it need not resolve.
        schema: the form whose names it uses; unknown names are said as written.
        language: Chinese says short names, English the ids made readable.
    """
    sentence = render(_Sentence(schema).rule(rule), language)
    return sentence if language == "zh" else sentence[:1].upper() + sentence[1:]


class _Sentence:
    """Builds the sentence as a message; ``must`` is the mood of what the rule demands."""

    def __init__(self, schema: Schema) -> None:
        self.names = Names(schema)

    def rule(self, rule: syntax.Rule) -> Message:
        openings = [self._clause(clause) for clause in rule.clauses]
        condition = self.condition(rule.condition, must=True)
        if not openings:
            return condition
        joined = reduce(lambda left, right: message("wording.clauses", left=left, right=right), openings)
        return message("wording.rule", opening=joined, condition=condition)

    def condition(self, node: syntax.Condition, *, must: bool = False) -> Message:
        match node:
            case syntax.And():
                parts = [self._grouped_or(operand, must=must) for operand in node.operands]
                return reduce(lambda left, right: message("wording.and", left=left, right=right), parts)
            case syntax.Or():
                parts = [self.condition(operand) for operand in node.operands]
                either = reduce(lambda left, right: message("wording.or", left=left, right=right), parts)
                return message("wording.one_holds", either=either) if must else either
            case syntax.Not():
                return message("wording.not", condition=self.condition(node.operand))
            case syntax.Quantified():
                return self._quantified(node)
            case syntax.Truth():
                return message(
                    _mood("true", must=must and not _is_call(node)), value=self.expression(node.expression)
                )
            case _:
                return self._test(node, must=must)

    def expression(self, node: syntax.Expression) -> Spoken:
        match node:
            case syntax.Path():
                return self.names.path(node)
            case syntax.CellReference():
                return self.names.cell(node)
            case syntax.NumberLiteral():
                said = f"{number(node.value * 100)}%" if node.percent else number(node.value)
                return Text(said, said)
            case syntax.TextLiteral():
                return message("wording.quoted", text=node.value)
            case syntax.DateLiteral():
                return Text(node.value, node.value)
            case syntax.Negation():
                return message("wording.negative", value=self._operand(node.operand))
            case syntax.Arithmetic():
                return self._arithmetic(node)
            case syntax.Call():
                return self._call(node)

    def _clause(self, clause: syntax.Guard | syntax.Scope | syntax.PairScope) -> Message:
        if isinstance(clause, syntax.Guard):
            return message("wording.when", condition=self.condition(clause.condition))
        if isinstance(clause, syntax.PairScope):
            return self._pair(clause)
        tables = tuple(table for path in clause.of or (None,) for table in self.names.tables_of(path))
        if clause.kind is Kind.TABLE:
            tables = tuple(self.names.schema.tables.values())
        said = self._range("each", clause.kind, clause.of, clause.exceptions)
        self.names.scopes.append((clause.kind, tables))
        return said

    def _pair(self, clause: syntax.PairScope) -> Message:
        name = canonical(clause.of.names[0])
        kinds = {"members": "member", "sections": "section", "claims": "same_claim"}
        if len(clause.of.names) == 1 and name in kinds:
            return message("wording.pair", kind=message(f"wording.two_{kinds[name]}"))
        said = self.names.source(Kind.CLAIM, clause.of)
        return message("wording.pair_of", of=said, kind=message("wording.two_claim"))

    def _range(
        self, quantifier: str, kind: Kind, of: Sequence[syntax.Path], exceptions: Sequence[syntax.Path]
    ) -> Message:
        one = message(f"wording.one_{kind.value}" if quantifier != "each" else f"wording.each_{kind.value}")
        said = one
        if of:
            sources = tuple(self.names.source(kind, path) for path in of)
            said = message("wording.range_of", of=sources, kind=one)
        if exceptions:
            tables = tuple(table for path in of or (None,) for table in self.names.tables_of(path))
            left_out = tuple(self.names.exception(kind, tables, path) for path in exceptions)
            said = message("wording.except", group=said, members=left_out)
        return said

    def _quantified(self, node: syntax.Quantified) -> Message:
        of = (node.of,) if node.of else ()
        said = self._range("each" if node.quantifier == "every" else "one", node.kind, of, node.exceptions)
        self.names.scopes.append((node.kind, self.names.tables_of(node.of)))
        condition = self.condition(node.condition)
        self.names.scopes.pop()
        return message(f"wording.{node.quantifier}", range=said, condition=condition)

    def _test(
        self,
        node: syntax.Comparison
        | syntax.Membership
        | syntax.Mention
        | syntax.Match
        | syntax.StateTest
        | syntax.InOrder,
        *,
        must: bool,
    ) -> Message:
        match node:
            case syntax.Comparison():
                return self._comparison(node, must=must)
            case syntax.Membership():
                choices = tuple(self.expression(choice) for choice in node.choices)
                return message(
                    _mood("member", must=must), value=self.expression(node.subject), choices=choices
                )
            case syntax.Mention():
                return self._mention(node, must=must)
            case syntax.Match():
                key = _mood("not_match" if node.negated else "match", must=must)
                return message(key, text=self.expression(node.subject), pattern=node.pattern)
            case syntax.StateTest():
                state = f"not_{node.state.value}" if node.negated else node.state.value
                thing = self._here() if node.subject is None else self.expression(node.subject)
                return message(_mood(state, must=must), thing=thing)
            case syntax.InOrder():
                thing = self._here() if node.subject is None else self._ordered(node.subject)
                return message(_mood("in_order", must=must), thing=thing)

    def _comparison(self, node: syntax.Comparison, *, must: bool) -> Message:
        left, right = self.expression(node.left), self.expression(node.right)
        said = message(_mood(_COMPARED[node.operator], must=must), left=left, right=right)
        if node.tolerance is None:
            return said
        relative = isinstance(node.tolerance, syntax.NumberLiteral) and node.tolerance.percent
        key = "wording.within_share" if relative else "wording.within"
        return message(key, comparison=said, tolerance=self.expression(node.tolerance))

    def _mention(self, node: syntax.Mention, *, must: bool) -> Message:
        single = len(node.texts) == 1
        key = "mention" if single else f"mention_{node.quantifier}"
        texts = tuple(message("wording.quoted", text=text) for text in node.texts)
        key = _mood(f"not_{key}" if node.negated else key, must=must)
        return message(key, text=self.expression(node.subject), words=texts)

    def _grouped_or(self, node: syntax.Condition, *, must: bool) -> Message:
        if isinstance(node, syntax.Or):
            return message("wording.group", inner=self.condition(node))
        return self.condition(node, must=must)

    def _ordered(self, subject: syntax.Path) -> Spoken:
        *table, last = subject.names
        things = _things(syntax.Path((last,))) or Text(last, last)
        if not table:
            return things
        return message(
            "wording.of", whole=self.names.source(Kind.ROW, syntax.Path(tuple(table))), part=things
        )

    def _here(self) -> Message:
        kind = self.names.scopes[-1][0] if self.names.scopes else None
        return (
            message("wording.this", kind=message(f"wording.kind_{kind.value}"))
            if kind
            else message("wording.report")
        )

    def _arithmetic(self, node: syntax.Arithmetic) -> Message:
        left, right = self.expression(node.left), self.expression(node.right)
        if node.operator in {"*", "/"}:
            left = self._operand(node.left)
        if node.operator != "+":
            right = self._operand(node.right)
        return message(f"wording.{_COMPUTED[node.operator]}", left=left, right=right)

    def _operand(self, node: syntax.Expression) -> Spoken:
        said = self.expression(node)
        return (
            message("wording.group", inner=said)
            if isinstance(node, syntax.Arithmetic | syntax.Negation)
            else said
        )

    def _call(self, node: syntax.Call) -> Message:
        name = node.function.value
        arguments = [self._argument(argument) for argument in node.arguments]
        if node.function is Function.COUNT:
            arguments = [_things(argument.value) or self._argument(argument) for argument in node.arguments]
        if node.function is Function.DATE and len(arguments) == 3:
            year, month, day = (self._operand(argument.value) for argument in node.arguments)
            literal = isinstance(node.arguments[0].value, syntax.NumberLiteral)
            key = "wording.date" if literal else "wording.date_in_year"
            return message(key, year=year, month=month, day=day)
        if node.function is Function.DATE:
            return message("wording.date_of", values=tuple(arguments))
        if node.function in _TWO_PLACES:
            return message(f"wording.{name}", left=arguments[0], right=arguments[-1])
        single = node.function is Function.SUM and len(arguments) == 1
        return message(f"wording.{name}_one" if single else f"wording.{name}", values=tuple(arguments))

    def _argument(self, argument: syntax.CallArgument) -> Spoken:
        said = self.expression(argument.value)
        if not argument.exceptions:
            return said
        value = argument.value
        group = value if isinstance(value, syntax.Path | syntax.CellReference) else syntax.Path(())
        left_out = tuple(self.names.member_of(group, path) for path in argument.exceptions)
        return message("wording.except", group=said, members=left_out)


def _mood(key: str, *, must: bool) -> str:
    return f"wording.must_{key}" if must else f"wording.{key}"


def _is_call(node: syntax.Truth) -> bool:
    return isinstance(node.expression, syntax.Call)


def _things(node: syntax.Expression) -> Message | None:
    """``sections``, ``rows`` and their like as the things themselves, not their number."""
    if not isinstance(node, syntax.Path) or len(node.names) != 1:
        return None
    name = canonical(node.names[0])
    return message(f"wording.all_{name}") if name in _THINGS else None
