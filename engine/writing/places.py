"""Where a finding is: its cells or elements in words, with their places in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.writing.naming import cells_by_row, location_label
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from gouji.engine.checking.outcomes import Finding, Outcome
    from gouji.engine.checking.result import CheckedReport

MOST_PLACES = 4
MOST_QUOTED = 60


def where(finding: Finding, checked: CheckedReport, language: Language) -> str:
    """The cells or the elements a finding is about, with their places in the file."""
    if all(len(outcome.cells) == 1 for outcome in finding.outcomes):
        places = cells_by_row(finding.cells, checked.filled.schema, language)
    else:
        places = tuple(dict.fromkeys(filter(None, (_place(each, language) for each in finding.outcomes))))
    if not places:
        return ""
    text = render(message("writing.several", items=places[:MOST_PLACES]), language)
    more = len(places) - MOST_PLACES
    return text + (render(message("writing.and_more", count=more), language) if more > 0 else "")


def _place(outcome: Outcome, language: Language) -> str:
    location = outcome.location or (outcome.texts[0].location if outcome.texts else None)
    place = location_label(location, language)
    quoted = next((use.text.strip() for use in outcome.texts if use.text.strip()), "")
    if quoted and len(quoted) <= MOST_QUOTED and not outcome.cells:
        place += render(message("writing.quoted", text=quoted), language)
    if outcome.label and place:
        return render(message("writing.at", what=outcome.label, place=place), language)
    return outcome.label or place
