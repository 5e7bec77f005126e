"""Why it is this cell: its place, the table around it, and the relations that come right with it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from gouji.engine.writing.excerpt import Excerpt
from gouji.engine.writing.naming import cell_label, location_label
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.engine.writing.suggestions import suggested
from gouji.engine.writing.witnesses import evidence_line
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import Language, Message, message

if TYPE_CHECKING:
    from gouji.engine.checking.outcomes import Alternative, Cause, SuggestedCell
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.writing.entries import Entry

MOST_ALTERNATIVES = 6
MOST_EVIDENCE = 12
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def write_cause(sheet: Sheet, entry: Entry, checked: CheckedReport, language: Language) -> None:
    """Write the cells a cause names, an excerpt of their table, and the evidence, numbered."""
    cause = entry.cause
    if cause is None:
        return
    first = next(iter(cause.alternatives), None)
    if first is None:
        _unexplained(sheet, cause, language)
    elif first.claims:
        _statement(sheet, entry, cause, language)
    elif cause.unique:
        for cell in first.cells:
            _cell(sheet, cell, checked, language, value=len(first.cells) > 1)
        _advice(sheet, entry, first, language)
    else:
        _alternatives(sheet, cause, checked, language)
        _help(sheet, entry, language)
    _excerpt(sheet, entry, cause, checked, language)
    _evidence(sheet, entry, cause, checked, language)


def _unexplained(sheet: Sheet, cause: Cause, language: Language) -> None:
    sheet.labelled(_label("how", language), render(message("localising.repair_row"), language), indent=2)
    if cause.note:
        sheet.paragraph(Piece(render(cause.note, language), "dim"), indent=2)


def _statement(sheet: Sheet, entry: Entry, cause: Cause, language: Language) -> None:
    """A statement of the text that is at fault: where it stands, and what speaks against it."""
    for use in cause.alternatives[0].claims:
        quoted = render(message("checking.quoted", text=use.text), language)
        place = location_label(use.location, language)
        where = render(message("writing.at", what=quoted, place=place), language) if place else quoted
        sheet.labelled(_label("where", language), where, indent=2)
    if cause.note:
        sheet.labelled(_label("why", language), render(cause.note, language), indent=2)
    _help(sheet, entry, language)


def _help(sheet: Sheet, entry: Entry, language: Language) -> None:
    help_text = entry.findings[0].rule.help.in_language(language)
    if help_text:
        sheet.labelled(_label("how", language), help_text, indent=2)


def _cell(
    sheet: Sheet, cell: SuggestedCell, checked: CheckedReport, language: Language, *, value: bool
) -> None:
    where = cell_label(cell.place, checked.filled.schema, language)
    place = location_label(cell.fact.location, language)
    if place:
        where = render(message("writing.at", what=where, place=place), language)
    if value:
        found = cell.fact.raw.strip() or message(f"writing.state_{cell.fact.state}")
        change = message("localising.cell_change", what=where, found=found, value=suggested(cell))
        where = render(change, language)
    sheet.labelled(_label("where", language), where, indent=2)


def _advice(sheet: Sheet, entry: Entry, alternative: Alternative, language: Language) -> None:
    if any(cell.between is not None for cell in alternative.cells):
        _help(sheet, entry, language)
        return
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
        text = render(_change(alternative, checked, language), language)
        if alternative.slip:
            text = render(message("writing.with_slip", text=text, slip=alternative.slip), language)
        sheet.labelled(circled(at + 1), text, indent=4, gap=1)
    more = len(cause.alternatives) - MOST_ALTERNATIVES
    if more > 0 and not cause.further:
        sheet.paragraph(render(message("writing.more_alternatives", count=more), language), indent=4)
    if cause.further:
        sheet.paragraph(render(message("localising.further"), language), indent=4)
    if cause.decided:
        decided = render(message(f"localising.decided_{cause.decided}"), language)
        sheet.labelled(_label("why", language), decided, indent=2)


def _change(alternative: Alternative, checked: CheckedReport, language: Language) -> Message:
    """What a change does: to one cell, or to several together."""
    alone = len(alternative.cells) == 1
    changes = tuple(
        message(
            "writing.cell_change_possible" if alone else "localising.change",
            what=cell_label(cell.place, checked.filled.schema, language),
            found=cell.fact.raw.strip() or message(f"writing.state_{cell.fact.state}"),
            value=suggested(cell),
        )
        for cell in alternative.cells
    )
    return changes[0] if alone else message("localising.changes", items=changes)


def _excerpt(sheet: Sheet, entry: Entry, cause: Cause, checked: CheckedReport, language: Language) -> None:
    """One excerpt for each table in which the cause has cells."""
    suspects = list(chain.from_iterable(alternative.cells for alternative in cause.alternatives))
    uses = [use.place for finding in entry.findings for use in finding.cells if use.place.report == "self"]
    certain = cause.unique and len(suspects) == 1
    for table in dict.fromkeys(cell.place.table for cell in suspects):
        bound = checked.report.tables.get(table)
        if bound is None:
            continue
        wanted = {
            (cell.place.row, cell.place.column): suggested(cell) if certain else None
            for cell in suspects
            if cell.place.table == table
        }
        relevant = {(place.row, place.column) for place in uses if place.table == table}
        sheet.blank()
        Excerpt(checked.filled.schema.tables[table], bound, relevant, wanted, language).write(sheet)
        sheet.blank()


def _evidence(sheet: Sheet, entry: Entry, cause: Cause, checked: CheckedReport, language: Language) -> None:
    outcomes = [outcome for finding in entry.findings for outcome in finding.outcomes]
    cells = cause.alternatives[0].cells if cause.unique else ()
    if not cells:
        sheet.paragraph(Piece(render(message("writing.why_open"), language), "cyan"), indent=2)
    elif len(cells) == 1:
        why = message("writing.why_cell", value=suggested(cells[0]), count=len(outcomes))
        sheet.labelled(_label("why_this", language), render(why, language), indent=2)
    else:
        why = message("writing.why_cells", count=len(outcomes))
        sheet.labelled(_label("why_these", language), render(why, language), indent=2)
    suspect = cells[0] if len(cells) == 1 else None
    for at, outcome in enumerate(outcomes[:MOST_EVIDENCE]):
        topic, text = evidence_line(outcome, suspect, checked, language)
        sheet.labelled(f"{circled(at + 1)} {topic}", text, indent=4)
    more = len(outcomes) - MOST_EVIDENCE
    if more > 0:
        sheet.paragraph(render(message("localising.more_evidence", count=more), language), indent=4)
    if cause.unique and cause.decided:
        decided = render(message(f"localising.decided_{cause.decided}"), language)
        sheet.paragraph(decided, indent=4)


def circled(at: int) -> str:
    """A number in a circle, or in brackets beyond twenty."""
    return CIRCLED[at - 1] if at <= len(CIRCLED) else f"({at})"


def _label(name: str, language: Language) -> Piece:
    return Piece(render(message(f"writing.{name}"), language), "cyan")
