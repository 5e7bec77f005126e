"""The results of a run as a workbook: an overview, the matters, and what could not be decided or read."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any

from gouji.engine.checking.outcomes import ReportStatus
from gouji.engine.office.ledger import Degree, word
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.amending import lines_about
from gouji.engine.writing.entries import entries
from gouji.engine.writing.extras import missing
from gouji.engine.writing.ledger_items import organ_of, undecided_groups
from gouji.engine.writing.matters import matters
from gouji.engine.writing.sheet_styles import alike, dress, fit, head, put
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.writing.results import Result

OVERVIEW: Mapping[str, int] = {
    "file": 34,
    "organ": 26,
    "year": 7,
    "status": 12,
    "form": 26,
    "error": 8,
    "warning": 8,
    "info": 8,
    "accepted": 9,
    "open": 9,
}
MATTERS: Mapping[str, int] = {
    "file": 22,
    "organ": 18,
    "year": 7,
    "degree": 8,
    "where": 26,
    "problem": 28,
    "found": 8,
    "expected": 8,
    "why": 34,
    "advice": 26,
    "basis": 24,
    "rules": 24,
}
OPEN: Mapping[str, int] = {
    "file": 26,
    "organ": 20,
    "year": 7,
    "degree": 12,
    "where": 32,
    "problem": 36,
    "advice": 36,
    "rules": 28,
}
"""The columns of the three sheets with their widths in characters."""
FIRST = 2
"""The line below the head."""
CENTRED = frozenset({"year", "status", "error", "warning", "info", "accepted", "open", "degree", "found"})


def workbook(results: Sequence[Result], language: Language) -> bytes | Message:
    """The workbook, or what to install before it can be written.

    Args:
        results: one a report, in the order of its rows.
        language: of its words.
    """
    lacking = missing("office")
    if lacking is not None:
        return lacking
    from openpyxl import Workbook  # noqa: PLC0415 - an extra

    book = Workbook()
    book.properties.creator = ""
    sheets = (
        ("overview", OVERVIEW, _overview(results, language)),
        ("matters", MATTERS, _matters(results, language)),
        ("open", OPEN, _open(results, language)),
    )
    for at, (name, columns, rows) in enumerate(sheets):
        sheet = book.active if at == 0 else book.create_sheet()
        sheet.title = _word(f"sheet_{name}", language)
        _fill(sheet, columns, rows, language)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, columns: Mapping[str, int], rows: Iterator[Sequence[str]], language: Language) -> None:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an extra

    head(sheet, [_word(f"column_{name}", language) for name in columns], list(columns.values()))
    line = 1
    for line, texts in enumerate(rows, FIRST):
        for at, (name, text) in enumerate(zip(columns, texts, strict=True), 1):
            cell = sheet.cell(line, at)
            put(cell, text)
            if line == FIRST:
                dress(cell, centred=name in CENTRED)
            else:
                alike(cell, sheet.cell(FIRST, at))
        fit(sheet, line, texts, list(columns.values()))
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{line}"


def _word(name: str, language: Language) -> str:
    return render(message(f"workbook.{name}"), language)


def _report(result: Result) -> tuple[str, str, str]:
    """The first columns of every sheet: file, organ, year."""
    checked = result.outcome
    if isinstance(checked, Unreadable):
        return result.file, "", ""
    year = checked.report.identity.year
    return result.file, organ_of(checked), "" if year is None else str(year)


def _overview(results: Sequence[Result], language: Language) -> Iterator[Sequence[str]]:
    for result in results:
        checked = result.outcome
        if isinstance(checked, Unreadable):
            status = _word(f"status_{ReportStatus.UNREADABLE}", language)
            yield (*_report(result), status, *[""] * 6)
            continue
        counts = Counter(one.severity for one in entries(checked))
        accepted = sum(one.status == "accepted" for one in checked.findings)
        numbers = [counts[one] for one in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
        numbers += [accepted, sum(1 for _ in undecided_groups(checked, language, frozenset(Severity)))]
        status = _word(f"status_{checked.status}", language)
        yield (*_report(result), status, _form(checked, language), *map(str, numbers))


def _form(checked: CheckedReport, language: Language) -> str:
    """The form that was filled, by its document, and what was amended in the rules."""
    form = checked.filled.document or checked.filled.title.zh
    return "\n".join((form, *lines_about((checked.due, checked.filled), language)))


def _matters(results: Sequence[Result], language: Language) -> Iterator[Sequence[str]]:
    for result in results:
        if isinstance(result.outcome, Unreadable):
            continue
        for one in matters(result.outcome, language):
            yield (
                *_report(result),
                word(Degree(one.severity.value), language),
                one.where,
                one.problem,
                one.found,
                one.expected,
                "\n".join(one.why),
                one.advice,
                "\n".join(one.basis),
                " ".join(one.rules),
            )


def _open(results: Sequence[Result], language: Language) -> Iterator[Sequence[str]]:
    for result in results:
        checked = result.outcome
        if isinstance(checked, Unreadable):
            told = (render(checked.message, language), render(checked.advice, language), "")
            yield (*_report(result), word(Degree.UNREADABLE, language), "", *told)
            continue
        for group in undecided_groups(checked, language, frozenset(Severity)):
            rules = dict.fromkeys(one.rule.id for one in group.outcomes)
            yield (
                *_report(result),
                render(message(f"writing.outcome_{group.outcomes[0].status}"), language),
                group.where,
                group.problem,
                group.advice,
                " ".join(rules),
            )
