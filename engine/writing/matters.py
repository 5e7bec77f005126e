"""Findings as matters: the words that ledgers, letters, comments and pages share, without any layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Alternative, CellUse
from gouji.engine.office.matter import Matter
from gouji.engine.writing.concise import finding_location
from gouji.engine.writing.entries import basis_lines, entries, headline
from gouji.engine.writing.evidence import equation, names_cells, readings
from gouji.engine.writing.naming import cell_label, fact_text, location_label
from gouji.engine.writing.places import where
from gouji.engine.writing.suggestions import suggested
from gouji.engine.writing.witnesses import evidence_line
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message

if TYPE_CHECKING:
    from gouji.engine.checking.outcomes import Cause, Finding, SuggestedCell
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.writing.entries import Entry


def matters(checked: CheckedReport, language: Language) -> tuple[Matter, ...]:
    """The matters of a report that are new, gravest first, else in its order."""
    return tuple(_matter(entry, checked, language) for entry in entries(checked))


def _matter(entry: Entry, checked: CheckedReport, language: Language) -> Matter:
    cause, first = entry.cause, entry.findings[0]
    told = _of_cause(cause, entry, checked, language) if cause else _of_finding(first, checked, language)
    place, found, expected, why, advice, cells = told
    return Matter(
        fingerprints=tuple(finding.fingerprint for finding in entry.findings),
        severity=entry.severity,
        where=place,
        problem=render(headline(entry, checked), language),
        found=found,
        expected=expected,
        why=why,
        advice=advice,
        basis=basis_lines(entry.findings, checked, language),
        rules=tuple(dict.fromkeys(finding.rule.id for finding in entry.findings)),
        cells=cells,
        texts=tuple(dict.fromkeys(use for finding in entry.findings for use in finding.texts)),
        location=cells[0].fact.location if cells and cause else finding_location(first),
    )


_Told = tuple[str, str, str, tuple[str, ...], str, tuple[CellUse, ...]]


def _of_cause(cause: Cause, entry: Entry, checked: CheckedReport, language: Language) -> _Told:
    first = cause.alternatives[0] if cause.alternatives else Alternative(())
    outcomes = [outcome for finding in entry.findings for outcome in finding.outcomes]
    suspect = first.cells[0] if cause.unique and len(first.cells) == 1 else None
    lines = (evidence_line(outcome, suspect, checked, language) for outcome in outcomes)
    why = tuple(f"{topic}{_colon(language)}{text}" for topic, text in lines)
    cells = tuple(dict.fromkeys(_use(cell) for one in cause.alternatives for cell in one.cells))
    if not cells:
        place = where(entry.findings[0], checked, language)
        return place, "", "", why, entry.findings[0].rule.help.in_language(language), entry.findings[0].cells
    if not cause.unique:
        place = _joined(cause.alternatives, checked, language)
        return place, "", "", why, entry.findings[0].rule.help.in_language(language), cells
    alone = len(first.cells) == 1
    names = tuple(
        _named(cell, checked, language) if alone else _change(cell, checked, language) for cell in first.cells
    )
    place = render(message("writing.several", items=names), language)
    found = "；".join(fact_text(cell.fact, language) for cell in first.cells)
    expected = _expected(first.cells[0], language) if alone else ""
    return place, found, expected, why, _advice(first, language), cells


def _change(cell: SuggestedCell, checked: CheckedReport, language: Language) -> Message:
    """A cell of several that change together: of none of them alone is said what it has to be."""
    what, found = _named(cell, checked, language), fact_text(cell.fact, language)
    return message("localising.change", what=what, found=found, value=suggested(cell))


def _expected(cell: SuggestedCell, language: Language) -> str:
    value = suggested(cell)
    return value if isinstance(value, str) else render(value, language)


def _advice(alternative: Alternative, language: Language) -> str:
    if len(alternative.cells) == 1:
        return render(message("writing.repair_cell", value=suggested(alternative.cells[0])), language)
    return render(message("writing.repair_cells", count=len(alternative.cells)), language)


def _joined(alternatives: tuple[Alternative, ...], checked: CheckedReport, language: Language) -> str:
    cells = dict.fromkeys(cell.place for one in alternatives for cell in one.cells)
    names = tuple(cell_label(place, checked.filled.schema, language) for place in cells)
    return render(message("writing.one_of", items=names), language)


def _named(cell: SuggestedCell, checked: CheckedReport, language: Language) -> str:
    label = cell_label(cell.place, checked.filled.schema, language)
    place = location_label(cell.fact.location, language)
    return render(message("writing.at", what=label, place=place), language) if place else label


def _use(cell: SuggestedCell) -> CellUse:
    return CellUse(cell.place, cell.fact)


def _of_finding(finding: Finding, checked: CheckedReport, language: Language) -> _Told:
    schema = checked.filled.schema
    why = tuple(
        equation(reading, sign, schema, language)
        for outcome in finding.outcomes
        for reading, sign in readings(outcome)
        if names_cells(reading)
    )
    cells = finding.cells
    found = fact_text(cells[0].fact, language) if len(cells) == 1 else ""
    advice = finding.rule.help.in_language(language)
    return where(finding, checked, language), found, "", why, advice, cells


def _colon(language: Language) -> str:
    return ": " if language == "en" else "："
