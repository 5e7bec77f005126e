"""What a finding rests on that was only guessed, so that a person can set it right."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.grammar.messages import Message, message
from gouji.grammar.typed import ReportValue

if TYPE_CHECKING:
    from gouji.engine.binding.report import Report
    from gouji.grammar.schema import Path
    from gouji.rules.pack import Rule

KIND = "organ_kind"


def with_guess(told: Message, rule: Rule, report: Report) -> Message:
    """The sentence of a finding, with the kind of organ if the rule asks for it and only the name told it."""
    if report.identity.organ_kind is None or KIND in report.parameters or not _asks(rule.typed, (KIND,)):
        return told
    return message("checking.kind_guessed", sentence=told)


@lru_cache(maxsize=1024)
def _asks(node: object, field: Path) -> bool:
    """Whether a condition, or anything in it, asks a report for ``field``."""
    if isinstance(node, ReportValue):
        return node.field == field
    if isinstance(node, tuple):
        return any(_asks(one, field) for one in node)
    names = getattr(node, "__dataclass_fields__", ())
    return any(_asks(getattr(node, name), field) for name in names)
