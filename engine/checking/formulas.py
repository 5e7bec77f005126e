"""Parts of a rule in its canonical wording, in both languages, for messages."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, cast, get_args

from gouji.grammar import syntax

if TYPE_CHECKING:
    from gouji.grammar.messages import Language
    from gouji.grammar.schema import Schema
    from gouji.grammar.source import Span
    from gouji.rules.pack import Rule

_CONDITIONS = get_args(syntax.Condition)
_EXPRESSIONS = get_args(syntax.Expression)


def formula(rule: Rule, span: Span, schema: Schema) -> tuple[str, str]:
    """The condition at ``span`` in Chinese and English; as written when the syntax has none just there."""
    from gouji.grammar.printing import print_condition  # noqa: PLC0415 - only failures and guards are printed

    node = _find(rule.syntax, span, _CONDITIONS)
    if node is None:
        return _written(rule, span)
    condition = cast("syntax.Condition", node)
    return print_condition(condition, "zh", schema), print_condition(condition, "en", schema)


def wording(rule: Rule, span: Span, schema: Schema, language: Language) -> str:
    """Whatever part of the rule stands at ``span``, its names as the language calls them."""
    from gouji.grammar.printing import print_condition, print_expression  # noqa: PLC0415 - as above

    whole = _Translation.of(rule, schema, language)
    node = _find(whole, span, _EXPRESSIONS)
    if node is not None:
        return print_expression(cast("syntax.Expression", node), language)
    node = _find(whole, span, _CONDITIONS)
    if node is not None:
        return print_condition(cast("syntax.Condition", node), language)
    return _written(rule, span)[0]


class _Translation:
    """The rule that was translated last: a trace asks for one part after the other of the same rule."""

    _last: tuple[Rule, Schema, Language, syntax.Rule] | None = None

    @classmethod
    def of(cls, rule: Rule, schema: Schema, language: Language) -> syntax.Rule:
        last = cls._last
        if last is not None and last[0] is rule and last[1] is schema and last[2] == language:
            return last[3]
        from gouji.grammar.translating import translated  # noqa: PLC0415 - as above

        found = translated(rule.syntax, language, schema)
        cls._last = (rule, schema, language, found)
        return found


def _written(rule: Rule, span: Span) -> tuple[str, str]:
    text = " ".join(rule.source.text[span.start : span.end].split())
    return text, text


def _find(node: object, span: Span, kinds: tuple[type, ...]) -> object | None:
    if isinstance(node, kinds) and getattr(node, "span", None) == span:
        return node
    if isinstance(node, tuple):
        children = list(node)
    elif is_dataclass(node):
        children = [getattr(node, one.name) for one in fields(node)]
    else:
        return None
    return next((found for child in children if (found := _find(child, span, kinds)) is not None), None)
