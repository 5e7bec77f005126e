"""Syntax tree → canonical text, in Chinese or English: the fewest brackets, one way of spacing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from gouji.grammar import lexicon, syntax
from gouji.grammar.catalogue import number
from gouji.grammar.records import dataclass
from gouji.grammar.translating import translated, translated_condition, translated_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.messages import Language
    from gouji.grammar.schema import Schema

Clause: TypeAlias = syntax.Guard | syntax.Scope | syntax.PairScope
Predicate: TypeAlias = (
    syntax.Comparison
    | syntax.Membership
    | syntax.Mention
    | syntax.Match
    | syntax.StateTest
    | syntax.InOrder
    | syntax.Quantified
)

LINE = 100
"""Columns; a longer rule is broken after its clauses and before its outermost and/or."""

_OR, _AND, _NOT = 0, 1, 2
_SUM, _PRODUCT, _UNARY = 0, 1, 2
_SIGNS = {
    "zh": {"!=": "≠", "<=": "≤", ">=": "≥", "*": "×", "/": "÷"},
    "en": dict[str, str](),
}


def print_rule(
    rule: syntax.Rule, language: Language, schema: Schema | None = None, *, line: int = LINE
) -> str:
    """The rule as canonical text.

    Args:
        rule: the rule.
        language: of keywords and functions, and with a schema of names, too.
        schema: where names come from: Chinese prints short names, English ids. Without it they stay.
        line: columns; a longer rule is broken.
    """
    whole = translated(rule, language, schema) if schema else rule
    printer = _Printer(language)
    clauses = [printer.clause(clause) for clause in whole.clauses]
    condition = printer.condition(whole.condition, _OR)
    gap = "" if language == "zh" else " "
    single = gap.join([*clauses, condition])
    if _width(single) <= line:
        return single
    return "\n".join([*clauses, *printer.operands(whole.condition)])


def print_condition(condition: syntax.Condition, language: Language, schema: Schema | None = None) -> str:
    """The condition as canonical text on one line; see ``print_rule``."""
    whole = translated_condition(condition, language, schema) if schema else condition
    return _Printer(language).condition(whole, _OR)


def print_expression(expression: syntax.Expression, language: Language, schema: Schema | None = None) -> str:
    """The expression as canonical text on one line; see ``print_rule``."""
    whole = translated_expression(expression, language, schema) if schema else expression
    return _Printer(language).expression(whole, _SUM)


def _width(text: str) -> int:
    return sum(1 if character < "\u1100" else 2 for character in text)


@dataclass(frozen=True, slots=True)
class _Printer:
    language: Language

    def clause(self, clause: Clause) -> str:
        colon = "：" if self.language == "zh" else ":"
        match clause:
            case syntax.Guard(condition):
                return f"{self._keyword('WHEN')} {self.condition(condition, _OR)}{colon}"
            case syntax.Scope(kind, of, exceptions):
                return f"{self._range('each', kind, of)}{self._exceptions(exceptions)}{colon}"
            case syntax.PairScope(of):
                if self.language == "en":
                    return f"each pair of {_path(of)}:"
                members = lexicon.english(of.names[-1]) == "members"
                return f"{_path(of)} {lexicon.PAIRS_ZH[0 if members else 1]}{colon}"

    def operands(self, condition: syntax.Condition) -> list[str]:
        """The lines of a long condition: one for each operand of its outermost and/or."""
        match condition:
            case syntax.Or(operands):
                word, level = self._keyword("OR"), _AND
            case syntax.And(operands):
                word, level = self._keyword("AND"), _NOT
            case _:
                return [self.condition(condition, _OR)]
        lines = [self.condition(operand, level) for operand in operands]
        return [lines[0], *(f"{word} {line}" for line in lines[1:])]

    def condition(self, condition: syntax.Condition, level: int) -> str:
        """The condition; in brackets where it binds more loosely than ``level`` asks."""
        match condition:
            case syntax.Or(operands):
                text = f" {self._keyword('OR')} ".join(self.condition(operand, _AND) for operand in operands)
                return _bracketed(text, needed=level > _OR)
            case syntax.And(operands):
                text = f" {self._keyword('AND')} ".join(self.condition(operand, _NOT) for operand in operands)
                return _bracketed(text, needed=level > _AND)
            case syntax.Not(syntax.Membership(subject, choices)):
                return self._membership(subject, choices, "NOT_IN")
            case syntax.Not(operand):
                return f"{self._keyword('NOT')} {self.condition(operand, _NOT)}"
            case syntax.Truth(expression):
                return self.expression(expression, _SUM)
            case _:
                return self._predicate(condition)

    def _predicate(self, condition: Predicate) -> str:
        match condition:
            case syntax.Comparison(operator, left, right, tolerance):
                text = f"{self.expression(left)} {self._sign(operator)} {self.expression(right)}"
                within = (
                    "" if tolerance is None else f" {self._keyword('WITHIN')} {self.expression(tolerance)}"
                )
                return text + within
            case syntax.Membership(subject, choices):
                return self._membership(subject, choices, "IN")
            case syntax.Mention():
                return self._mention(condition)
            case syntax.Match(subject, pattern, negated):
                escaped = re.sub(r"\\.|/", lambda found: r"\/" if found[0] == "/" else found[0], pattern)
                word = self._keyword("NOT_MATCHES" if negated else "MATCHES")
                return f"{self.expression(subject)} {word} /{escaped}/"
            case syntax.StateTest(subject, state, negated):
                before = "" if subject is None else f"{self.expression(subject)} "
                return before + self._state(state, negated=negated)
            case syntax.InOrder(subject):
                word = lexicon.IN_ORDER.written(self.language)
                return word if subject is None else f"{_path(subject)} {word}"
            case syntax.Quantified(quantifier, kind, of, exceptions, inner):
                scope = self._range(quantifier, kind, () if of is None else (of,))
                gap = "" if self.language == "zh" and not exceptions else " "
                return f"{scope}{self._exceptions(exceptions)}{gap}({self.condition(inner, _OR)})"

    def _membership(self, subject: syntax.Expression, choices: Sequence[syntax.Expression], word: str) -> str:
        listed = ", ".join(map(self.expression, choices))
        return f"{self.expression(subject)} {self._keyword(word)} {{{listed}}}"

    def _mention(self, mention: syntax.Mention) -> str:
        word = self._keyword("NOT_MENTIONS" if mention.negated else "MENTIONS")
        before = f"{self.expression(mention.subject)} {word}"
        texts = [self._quoted(text) for text in mention.texts]
        if len(texts) == 1 and mention.quantifier == "all":
            return f"{before} {texts[0]}"
        quantifier = lexicon.ALL if mention.quantifier == "all" else lexicon.ANY
        return f"{before} {quantifier.written(self.language)} {{{', '.join(texts)}}}"

    def _state(self, state: syntax.State, *, negated: bool) -> str:
        word = lexicon.STATES[state]
        if self.language == "zh":
            return (word.zh_not if negated else word.zh)[0]
        return f"is not {word.en}" if negated else f"is {word.en}"

    def _range(self, quantifier: str, kind: syntax.Kind, of: Sequence[syntax.Path]) -> str:
        paths = ", ".join(map(_path, of))
        word = lexicon.KINDS[kind]
        if self.language == "en":
            return f"{quantifier} {word.en} of {paths}" if of else f"{quantifier} {word.en}"
        prefix = lexicon.SOME_ZH if quantifier == "some" else lexicon.EACH_ZH
        return f"{paths} {prefix}{word.zh[0]}" if of else f"{prefix}{word.zh[0]}"

    def _exceptions(self, exceptions: Sequence[syntax.Path]) -> str:
        if not exceptions:
            return ""
        paths = ", ".join(map(_path, exceptions))
        return f" {self._keyword('EXCEPT')} {paths if len(exceptions) == 1 else f'{{{paths}}}'}"

    def expression(self, expression: syntax.Expression, level: int = _SUM) -> str:
        """The expression; in brackets where it binds more loosely than ``level`` asks."""
        match expression:
            case syntax.Path():
                return _path(expression)
            case syntax.NumberLiteral(value, percent):
                return f"{number(value * 100)}%" if percent else number(value)
            case syntax.TextLiteral(value):
                return self._quoted(value)
            case syntax.DateLiteral(value):
                return value
            case syntax.CellReference(table, row, column, field):
                return f"{_path(table)}[{_path(row)}, {_path(column)}]" + (f".{field}" if field else "")
            case syntax.Call(function, arguments):
                listed = ", ".join(
                    self.expression(each.value) + self._exceptions(each.exceptions) for each in arguments
                )
                return f"{lexicon.FUNCTIONS[function].written(self.language)}({listed})"
            case syntax.Negation(operand):
                return f"-{self.expression(operand, _UNARY)}"
            case syntax.Arithmetic(operator, left, right):
                own = _SUM if operator in "+-" else _PRODUCT
                text = (
                    f"{self.expression(left, own)} {self._sign(operator)} {self.expression(right, own + 1)}"
                )
                return _bracketed(text, needed=level > own)

    def _keyword(self, terminal: str) -> str:
        word = lexicon.KEYWORDS[terminal]
        if self.language == "en" and not word.en:
            return f"not {lexicon.KEYWORDS[terminal.removeprefix('NOT_')].en}"
        return word.written(self.language)

    def _sign(self, operator: str) -> str:
        return _SIGNS[self.language].get(operator, operator)

    def _quoted(self, text: str) -> str:
        if self.language == "zh" and "”" not in text:
            return f"“{text}”"
        return '"' + text.replace('"', '""') + '"'


def _path(path: syntax.Path) -> str:
    return ".".join(path.names)


def _bracketed(text: str, *, needed: bool) -> str:
    return f"({text})" if needed else text
