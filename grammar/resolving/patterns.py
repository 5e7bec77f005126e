"""Patterns are RE2; they are compiled once here, so that a faulty one is found when the pack is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.messages import message
from gouji.grammar.source import Span

if TYPE_CHECKING:
    from gouji.grammar import syntax
    from gouji.grammar.resolving.context import Context


def valid_pattern(context: Context, node: syntax.Match) -> bool:
    """Whether the pattern compiles; a fault points at the piece that RE2 rejects."""
    import re2  # noqa: PLC0415 - loaded only where patterns are

    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(node.pattern, options=options)
    except re2.error as error:
        detail = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error.args[0])
        reason, _, piece = detail.partition(": ")
        context.fault(
            "type.pattern",
            _where(context, node, piece),
            message("type.pattern_help"),
            reason=reason,
            piece=piece,
        )
        return False
    return True


def _where(context: Context, node: syntax.Match, piece: str) -> Span:
    start = context.source.text.find(node.pattern, node.subject.span.end, node.span.end)
    if start < 0:
        return node.span
    inside = node.pattern.find(piece) if piece and piece != node.pattern else -1
    if inside < 0:
        return Span(start, start + len(node.pattern))
    return Span(start + inside, start + inside + len(piece))
