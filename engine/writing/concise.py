"""The ``concise`` format: one line a finding, ``file:place: severity rule message``, for editors and grep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Finding, Status
from gouji.engine.reading.document import Location, Unreadable
from gouji.engine.writing.acceptance import place_code
from gouji.engine.writing.amending import lines_about
from gouji.engine.writing.inert import inert
from gouji.engine.writing.naming import location_code
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.writing.results import Result


def lines(result: Result, language: Language) -> Iterator[str]:
    """The lines of one file.

    New findings in the order of the report, entries of accepted findings
    that do not hold, then what could not be decided.
    """
    outcome = result.outcome
    if isinstance(outcome, Unreadable):
        yield _line(result.file, None, "unreadable", outcome.code, render(outcome.message, language))
        return
    for finding in outcome.findings:
        if finding.status == "new":
            text = render(finding.message, language)
            yield _line(result.file, finding_location(finding), finding.severity, finding.rule.id, text)
    for notice in outcome.notices:
        place = f"{place_code(notice)}:{notice.place.start.column}"
        text = " ".join(render(notice.message, language).split())
        yield inert(f"{place}: warning {notice.code} {text}")
    for text in lines_about((outcome.due, outcome.filled), language):
        yield inert(f"{result.file}: note pack {text}")
    for item in outcome.outcomes:
        if item.status in {Status.UNDETERMINED, Status.BROKEN} and item.reason:
            state = message(f"writing.outcome_{item.status}")
            text = f"{render(state, language)}: {item.label} {render(item.reason, language)}"
            yield _line(result.file, item.location, item.status, item.rule.id, text)


def finding_location(finding: Finding) -> Location | None:
    """Where a finding stands: at its own place, else at its first text, else at its first cell."""
    first = finding.outcomes[0]
    if first.location is not None:
        return first.location
    places = [use.location for use in finding.texts] + [use.fact.location for use in finding.cells]
    return places[0] if places else None


def _line(file: str, location: Location | None, level: str, rule: str, text: str) -> str:
    code = location_code(location)
    place = f"{file}:{code}" if code else file
    return inert(f"{place}: {level} {rule} {' '.join(text.split())}")
