"""Parts of a rule in its canonical wording, in both languages, for messages."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, cast, get_args

from gouji.grammar import syntax

if TYPE_CHECKING:
    from gouji.grammar.schema import Schema
    from gouji.grammar.source import Span
    from gouji.rules.pack import Rule

_CONDITIONS = get_args(syntax.Condition)


def formula(rule: Rule, span: Span, schema: Schema) -> tuple[str, str]:
    """The condition at ``span`` in Chinese and English; as written when the syntax has none just there."""
    from gouji.grammar.printing import print_condition  # noqa: PLC0415 - only failures and guards are printed

    node = _find(rule.syntax, span)
    if node is None:
        text = " ".join(rule.source.text[span.start : span.end].split())
        return text, text
    return print_condition(node, "zh", schema), print_condition(node, "en", schema)


def _find(node: object, span: Span) -> syntax.Condition | None:
    if isinstance(node, _CONDITIONS) and node.span == span:
        return cast("syntax.Condition", node)
    if isinstance(node, tuple):
        children = list(node)
    elif is_dataclass(node):
        children = [getattr(node, one.name) for one in fields(node)]
    else:
        return None
    return next((found for child in children if (found := _find(child, span)) is not None), None)
