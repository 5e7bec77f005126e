"""What lies beside a report, for readers: which other reports it was compared with, and what they share."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gouji.engine.checking.others import PREVIOUS
from gouji.engine.checking.result import Part
from gouji.engine.writing.inert import masked
from gouji.engine.writing.naming import location_label
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.checking.outcomes import Finding, TextUse
    from gouji.engine.checking.result import Compared, ComparedReport

MOST_SHARED = 3
MOST_WORDS = 60


def write_compared(sheet: Sheet, compared: Compared, language: Language) -> None:
    """Write which reports took part, and what could not be matched."""
    label = Piece(render(message("writing.beside"), language), "cyan")
    last = compared.previous
    if last is not None:
        found = message(
            "writing.beside_previous", file=last.file or "", organ=last.organ or "", year=str(last.year)
        )
        sheet.labelled(label, render(found, language))
    counted = sum(one.part is Part.COUNTED for one in compared.members)
    if counted:
        sheet.labelled(label, render(message("writing.beside_members", count=counted), language))
    mind = Piece(render(message("writing.mind"), language), "bold")
    for note in compared.notes:
        sheet.labelled(mind, render(note, language))


def write_shared(sheet: Sheet, finding: Finding, language: Language) -> None:
    """Write the passages that two texts of a finding have in common."""
    label = Piece(render(message("writing.shared"), language), "cyan")
    for first, second in list(_shared(finding))[:MOST_SHARED]:
        words = " ".join(first.text.split())
        words = words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "…"
        places = render(
            message("writing.shared_places", first=_place(first, language), second=_place(second, language)),
            language,
        )
        sheet.labelled(label, f"“{words}”{places}", indent=2)


def compared_json(compared: Compared, language: Language) -> dict[str, Any]:
    """What lies beside a report, as data."""
    return {
        "previous": None if compared.previous is None else _report(compared.previous),
        "members": [_report(one) for one in compared.members],
        "notes": [masked(render(note, language)) for note in compared.notes],
    }


def _report(one: ComparedReport) -> dict[str, Any]:
    return {"file": one.file, "organ": one.organ, "year": one.year, "sha256": one.sha256, "part": one.part}


def _shared(finding: Finding) -> Iterator[tuple[TextUse, TextUse]]:
    """Passages come in pairs, one of each report."""
    for outcome in finding.outcomes:
        uses = iter(pairwise(outcome.texts))
        for first, second in uses:
            if first.report != second.report:
                yield first, second
                next(uses, None)


def _place(use: TextUse, language: Language) -> str:
    place = location_label(use.location, language)
    if use.report == "self":
        return render(message("writing.in_this_report", place=place), language)
    if use.report == PREVIOUS:
        return render(message("writing.in_previous", place=place), language)
    return render(message("writing.in_member", member=use.report, place=place), language)
