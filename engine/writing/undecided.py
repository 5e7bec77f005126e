"""What could not be decided: by kind of reason, with its cells and what to do; and faults of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Status
from gouji.engine.writing.naming import cells_by_row
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.checking.outcomes import Outcome
    from gouji.engine.checking.result import CheckedReport
    from gouji.grammar.schema import Schema

MOST_PLACES = 4
NOT_IN_FILE = frozenset(
    {
        "checking.excerpt",
        "checking.tables_only",
        "binding.unread_borderless_tables",
        "office.member_missing",
        "office.member_unread",
    }
)
"""Reasons that hold for whatever was not found: to list the cells would say no more."""


def write_undecided(sheet: Sheet, checked: CheckedReport, language: Language) -> None:
    """Write what could not be decided; reasons that differ only in the cell are told together."""
    groups: dict[tuple[Status, str], list[Outcome]] = {}
    for outcome in checked.outcomes:
        if outcome.status in {Status.UNDETERMINED, Status.BROKEN} and outcome.reason:
            groups.setdefault((outcome.status, outcome.reason.key), []).append(outcome)
    for (status, _), outcomes in groups.items():
        sheet.blank()
        _group(sheet, status, outcomes, checked.filled.schema, language)


def _group(
    sheet: Sheet, status: Status, outcomes: Sequence[Outcome], schema: Schema, language: Language
) -> None:
    def label(name: str) -> Piece:
        return Piece(render(message(f"writing.{name}"), language), "cyan")

    reasons = tuple(dict.fromkeys(outcome.reason for outcome in outcomes if outcome.reason))
    reason = reasons[0]
    if len(reasons) > 1:
        reason = message("writing.undecided_many", count=len(reasons), reason=reason)
    head = Piece(render(message(f"writing.outcome_{status}"), language), "bold yellow")
    sheet.labelled(head, Piece(render(reason, language), "bold"))
    uses = [
        use
        for outcome in outcomes
        for use in outcome.cells
        if use.fact.value is None and use.fact.counts_as != "zero"
    ]
    told = status is Status.UNDETERMINED and reason.key not in NOT_IN_FILE
    places = cells_by_row(uses, schema, language) if told else ()
    if places:
        more = len(places) - MOST_PLACES
        where = render(message("writing.several", items=places[:MOST_PLACES]), language)
        sheet.labelled(
            label("where"),
            where + (render(message("writing.and_more", count=more), language) if more > 0 else ""),
            indent=2,
        )
    sheet.labelled(label("how"), render(message(f"writing.advice_{status}"), language), indent=2)
    rules = dict.fromkeys(outcome.rule.id for outcome in outcomes)
    sheet.labelled(label("rules"), Piece("  ".join(rules), "dim"), indent=2)
