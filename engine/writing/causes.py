"""Why it is this cell: its place, the table around it, and the relations that come right with it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from gouji.engine.writing.excerpt import Excerpt
from gouji.engine.writing.naming import cell_label, location_label
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.engine.writing.witnesses import evidence_line
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from gouji.engine.checking.outcomes import Alternative, Cause, SuggestedCell
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.writing.entries import Entry

MOST_ALTERNATIVES = 6
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def write_cause(sheet: Sheet, entry: Entry, checked: CheckedReport, language: Language) -> None:
    """Write the cells a cause names, an excerpt of their table, and the evidence, numbered."""
    cause = entry.cause
    if cause is None:
        return
    first = cause.alternatives[0]
    if cause.unique:
        for cell in first.cells:
            _cell(sheet, cell, checked, language, value=len(first.cells) > 1)
        _advice(sheet, first, language)
    else:
        _alternatives(sheet, cause, checked, language)
        help_text = entry.findings[0].rule.help.in_language(language)
        if help_text:
            sheet.labelled(_label("how", language), help_text, indent=2)
    _excerpt(sheet, entry, cause, checked, language)
    _evidence(sheet, entry, cause, checked, language)


def _cell(
    sheet: Sheet, cell: SuggestedCell, checked: CheckedReport, language: Language, *, value: bool
) -> None:
    where = cell_label(cell.place, checked.filled.schema, language)
    place = location_label(cell.fact.location, language)
    if place:
        where = render(message("writing.at", what=where, place=place), language)
    if value:
        found = cell.fact.raw.strip() or message(f"writing.state_{cell.fact.state}")
        change = message("writing.cell_change", what=where, found=found, value=number(cell.suggested))
        where = render(change, language)
    sheet.labelled(_label("where", language), where, indent=2)


def _advice(sheet: Sheet, alternative: Alternative, language: Language) -> None:
    if len(alternative.cells) == 1:
        advice = message("writing.repair_cell", value=number(alternative.cells[0].suggested))
    else:
        advice = message("writing.repair_cells", count=len(alternative.cells))
    text = render(advice, language)
    if alternative.slip:
        text = render(message("writing.with_slip", text=text, slip=alternative.slip), language)
    sheet.labelled(_label("how", language), text, indent=2)


def _alternatives(sheet: Sheet, cause: Cause, checked: CheckedReport, language: Language) -> None:
    sheet.paragraph(Piece(render(message("writing.alternatives"), language), "cyan"), indent=2)
    for at, alternative in enumerate(cause.alternatives[:MOST_ALTERNATIVES]):
        changes = tuple(
            message(
                "writing.cell_change_possible",
                what=cell_label(cell.place, checked.filled.schema, language),
                found=cell.fact.raw.strip() or message(f"writing.state_{cell.fact.state}"),
                value=number(cell.suggested),
            )
            for cell in alternative.cells
        )
        text = render(message("writing.several", items=changes), language)
        if alternative.slip:
            text = render(message("writing.with_slip", text=text, slip=alternative.slip), language)
        sheet.labelled(circled(at + 1), text, indent=4, gap=1)
    more = len(cause.alternatives) - MOST_ALTERNATIVES
    if more > 0:
        sheet.paragraph(render(message("writing.more_alternatives", count=more), language), indent=4)


def _excerpt(sheet: Sheet, entry: Entry, cause: Cause, checked: CheckedReport, language: Language) -> None:
    """One excerpt for each table in which the cause has cells."""
    suspects = list(chain.from_iterable(alternative.cells for alternative in cause.alternatives))
    uses = [use.place for finding in entry.findings for use in finding.cells if use.place.report == "self"]
    for table in dict.fromkeys(cell.place.table for cell in suspects):
        bound = checked.report.tables.get(table)
        if bound is None:
            continue
        suggested = {
            (cell.place.row, cell.place.column): cell.suggested if cause.unique else None
            for cell in suspects
            if cell.place.table == table
        }
        relevant = {(place.row, place.column) for place in uses if place.table == table}
        sheet.blank()
        Excerpt(checked.filled.schema.tables[table], bound, relevant, suggested, language).write(sheet)
        sheet.blank()


def _evidence(sheet: Sheet, entry: Entry, cause: Cause, checked: CheckedReport, language: Language) -> None:
    cells = cause.alternatives[0].cells
    outcomes = [outcome for finding in entry.findings for outcome in finding.outcomes]
    if not cause.unique:
        sheet.paragraph(Piece(render(message("writing.why_open"), language), "cyan"), indent=2)
    elif len(cells) == 1:
        why = message("writing.why_cell", value=number(cells[0].suggested), count=len(outcomes))
        sheet.labelled(_label("why_this", language), render(why, language), indent=2)
    else:
        why = message("writing.why_cells", count=len(outcomes))
        sheet.labelled(_label("why_these", language), render(why, language), indent=2)
    suspect = cells[0] if len(cells) == 1 and cause.unique else None
    for at, outcome in enumerate(outcomes):
        topic, text = evidence_line(outcome, suspect, checked, language)
        sheet.labelled(f"{circled(at + 1)} {topic}", text, indent=4)


def circled(at: int) -> str:
    """A number in a circle, or in brackets beyond twenty."""
    return CIRCLED[at - 1] if at <= len(CIRCLED) else f"({at})"


def _label(name: str, language: Language) -> Piece:
    return Piece(render(message(f"writing.{name}"), language), "cyan")
