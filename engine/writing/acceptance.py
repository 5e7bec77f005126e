"""What was accepted before: one line in the terminal, each finding on request, all of it in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.engine.writing.inert import masked
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.checking.outcomes import Acceptance, Finding
    from gouji.engine.checking.result import CheckedReport, Notice

Json = dict[str, Any]


def write_accepted(sheet: Sheet, checked: CheckedReport, language: Language, *, shown: bool) -> None:
    """Write how many findings were accepted, the findings themselves if wanted, and entries that fail.

    Args:
        sheet: where to write.
        checked: the report.
        language: of the words.
        shown: whether each finding is told.
    """
    for notice in checked.notices:
        sheet.blank()
        label = Piece(render(message("severity.warning"), language), "bold yellow")
        sheet.labelled(label, render(notice.message, language), Piece(f"  {place_code(notice)}", "dim"))
    found = [finding for finding in checked.findings if finding.acceptance is not None]
    counts = tuple(_counts(found, checked.fixed))
    if not counts:
        return
    sheet.blank()
    line = message("accepted.folded", counts=counts)
    if found and not shown:
        line = message("accepted.folded_hint", line=line)
    sheet.paragraph(Piece(render(line, language), "dim"))
    for finding in found if shown else ():
        _finding(sheet, finding, language)


def _counts(found: list[Finding], fixed: int | None) -> Iterator[Message]:
    written = sum(one.acceptance is not None and one.acceptance.place is not None for one in found)
    if written:
        yield message("accepted.count_waived", count=written)
    if len(found) > written:
        yield message("accepted.count_known", count=len(found) - written)
    if fixed:
        yield message("accepted.count_fixed", count=fixed)


def _finding(sheet: Sheet, finding: Finding, language: Language) -> None:
    given = finding.acceptance
    severity = render(message(f"severity.{finding.severity}"), language)
    told = render(finding.message, language)
    sheet.paragraph(
        Piece(severity, "dim"), "  ", told, Piece(f"  {finding.rule.id}", "dim"), indent=2, hang=4
    )
    if given is not None and given.place is not None:
        sheet.paragraph(render(_why(given), language), Piece(f"  {place_code(given)}", "dim"), indent=4)


def write_fingerprints(sheet: Sheet, file: str, checked: CheckedReport, language: Language) -> None:
    """Write the findings that are new, each with the fingerprint that ``gouji waive`` takes."""
    new = [finding for finding in checked.findings if finding.status == "new"]
    sheet.paragraph(Piece(file, "bold"))
    if not new:
        sheet.paragraph(render(message("accepted.nothing_new"), language))
    for finding in new:
        severity = render(message(f"severity.{finding.severity}"), language)
        told = render(finding.message, language)
        sheet.labelled(
            Piece(finding.fingerprint, "cyan"), severity, "  ", told, Piece(f"  {finding.rule.id}", "dim")
        )


def _why(given: Acceptance) -> Message:
    parts = [message("accepted.reason", reason=given.reason)]
    if given.who:
        parts.append(message("accepted.who", who=given.who))
    if given.day is not None:
        parts.append(message("accepted.day", day=given.day.isoformat()))
    if given.until is not None:
        parts.append(message("accepted.until", day=given.until.isoformat()))
    return message("accepted.why", parts=tuple(parts))


def place_code(entry: Acceptance | Notice) -> str:
    """Where an entry stands, as ``file:line``."""
    return "" if entry.place is None else f"{entry.place.file}:{entry.place.start.line}"


def acceptance_json(given: Acceptance | None) -> Json | None:
    """Why a finding is not new."""
    if given is None:
        return None
    if given.place is None:
        return {"by": "baseline", "reason": None, "who": None, "date": None, "until": None} | {
            "file": None,
            "line": None,
        }
    return {
        "by": "waiver",
        "reason": masked(given.reason),
        "who": given.who,
        "date": None if given.day is None else given.day.isoformat(),
        "until": None if given.until is None else given.until.isoformat(),
        "file": given.place.file,
        "line": given.place.start.line,
    }


def notice_json(notice: Notice, language: Language) -> Json:
    """An entry that does not hold."""
    return {
        "code": notice.code,
        "severity": "warning",
        "message": masked(render(notice.message, language)),
        "file": notice.place.file,
        "line": notice.place.start.line,
        "column": notice.place.start.column,
    }
