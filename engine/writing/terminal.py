"""The ``full`` format: what a person reads in the terminal, by report and by cause."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Finding, Status
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.acceptance import write_accepted
from gouji.engine.writing.amending import about_packs
from gouji.engine.writing.beside import write_compared, write_shared
from gouji.engine.writing.causes import write_cause
from gouji.engine.writing.entries import COLOURS, Entry, entries, write_basis, write_headline
from gouji.engine.writing.evidence import equation, names_cells, readings
from gouji.engine.writing.naming import location_label
from gouji.engine.writing.places import where
from gouji.engine.writing.results import Result, tally
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.engine.writing.undecided import write_undecided
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.checking.result import CheckedReport

MOST_SUMS = 3


def write_report(sheet: Sheet, result: Result, language: Language, *, accepted: bool = False) -> None:
    """Write one file's result; accepted findings are only counted unless ``accepted``."""
    sheet.blank()
    if isinstance(result.outcome, Unreadable):
        _unreadable(sheet, result.file, result.outcome, language)
        return
    checked = result.outcome
    _header(sheet, result.file, checked, language)
    found = entries(checked)
    for entry in found:
        if entry.severity is Severity.INFO and not entry.cause:
            continue
        sheet.blank()
        write_headline(sheet, entry, checked, language)
        if entry.cause:
            write_cause(sheet, entry, checked, language)
        else:
            _finding(sheet, entry.findings[0], checked, language)
        write_basis(sheet, entry.findings, checked, language)
    _infos(sheet, [entry for entry in found if entry.severity is Severity.INFO and not entry.cause], language)
    write_undecided(sheet, checked, language)
    write_accepted(sheet, checked, language, shown=accepted)
    if not any(entry.severity is not Severity.INFO for entry in found):
        sheet.blank()
        _verdict(sheet, checked, language)


def write_summary(sheet: Sheet, results: Iterable[Result], language: Language) -> None:
    """Write the line that counts all reports and what was told of them; a cause counts once."""
    whole = tuple(results)
    counts = tally(whole)
    told = Counter(
        entry.severity
        for result in whole
        if not isinstance(result.outcome, Unreadable)
        for entry in entries(result.outcome)
    )
    files = [
        message(f"writing.reports_{name}", count=count)
        for name in ("passed", "failed", "incomplete", "unreadable")
        if (count := getattr(counts, name))
    ]
    found = [
        message(f"writing.found_{severity}", count=told[severity]) for severity in Severity if told[severity]
    ]
    sheet.blank()
    sheet.paragraph(
        Piece(
            render(
                message(
                    "writing.summary" if found else "writing.summary_clean",
                    reports=message("writing.reports", count=counts.reports),
                    files=tuple(files),
                    **({"found": tuple(found)} if found else {}),
                ),
                language,
            ),
            "bold",
        )
    )


def _unreadable(sheet: Sheet, file: str, fault: Unreadable, language: Language) -> None:
    sheet.paragraph(
        Piece(file, "bold"), "  ", Piece(render(message("writing.unreadable"), language), "bold red")
    )
    sheet.paragraph(render(fault.message, language), indent=2)
    sheet.labelled(_label("how", language), render(fault.advice, language), indent=2)


def _header(sheet: Sheet, file: str, checked: CheckedReport, language: Language) -> None:
    identity = checked.report.identity
    organ = identity.organ.text if identity.organ else render(message("writing.no_organ"), language)
    year = (
        message("writing.year", year=identity.year)
        if identity.year is not None
        else message("writing.no_year")
    )
    sheet.paragraph(Piece(file, "bold"), "  ", organ, "  ", render(year, language))
    pack = checked.due
    name = pack.document or pack.title.in_language(language)
    reason = checked.report.evidence.reason if checked.report.evidence else None
    if reason is None:
        sheet.paragraph(render(message("writing.checked_against", form=name), language))
    else:
        sheet.paragraph(render(reason, language), Piece(f"  {name}", "dim"))
    for label, said in about_packs((checked.due, checked.filled)):
        sheet.labelled(Piece(render(label, language), "bold"), render(said, language))
    for remark in checked.report.remarks:
        sheet.labelled(Piece(render(message("writing.mind"), language), "bold"), render(remark, language))
    write_compared(sheet, checked.compared, language)


def _finding(sheet: Sheet, finding: Finding, checked: CheckedReport, language: Language) -> None:
    schema = checked.filled.schema
    place = where(finding, checked, language)
    if place:
        sheet.labelled(_label("where", language), place, indent=2)
    help_text = finding.rule.help.in_language(language)
    if help_text:
        sheet.labelled(_label("how", language), help_text, indent=2)
    for outcome in finding.outcomes[:MOST_SUMS]:
        sums = [
            equation(reading, sign, schema, language)
            for reading, sign in readings(outcome)
            if names_cells(reading)
        ]
        if sums:
            text = render(message("writing.or", items=tuple(sums)), language)
            sheet.labelled(_label("why", language), text, indent=2)
    write_shared(sheet, finding, language)


def _infos(sheet: Sheet, infos: Sequence[Entry], language: Language) -> None:
    if not infos:
        return
    sheet.blank()
    for entry in infos:
        finding = entry.findings[0]
        severity = Piece(render(message("severity.info"), language), COLOURS[Severity.INFO])
        place = location_label(finding.outcomes[0].location, language)
        sheet.labelled(
            severity,
            render(finding.message, language),
            f" ({place})" if place else "",
            Piece(f"  {finding.rule.id}", "dim"),
        )


def _verdict(sheet: Sheet, checked: CheckedReport, language: Language) -> None:
    passed = sum(outcome.status is Status.PASSED for outcome in checked.outcomes)
    undecided = any(outcome.status is Status.UNDETERMINED for outcome in checked.outcomes)
    key = "writing.verdict_incomplete" if undecided else "writing.verdict_passed"
    sheet.paragraph(
        Piece(render(message(key, count=passed), language), "bold yellow" if undecided else "bold green")
    )


def _label(name: str, language: Language, **arguments: int) -> Piece:
    return Piece(render(message(f"writing.{name}", **arguments), language), "cyan")
