"""``gouji show``: what was read from a file, so that a person can see whether gouji sees what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.report import BoundSection, BoundTable, Fact, FactState, Located, Report
from gouji.engine.writing.grid import write_grid
from gouji.engine.writing.naming import (
    brief_label,
    claim_text,
    fact_text,
    location_label,
    table_label,
)
from gouji.engine.writing.sheet import Part, Piece, Sheet
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.grammar.schema import Item, Table
    from gouji.rules.pack import Pack

TABLE_UNCERTAIN = "binding.table_uncertain"
"""A remark that repeats what stands beside the table."""


def write_shown(sheet: Sheet, file: str, report: Report, form: Pack, language: Language) -> None:
    """Write who reports about which year, the sections, the tables with their facts, and what is uncertain.

    Args:
        sheet: where to write.
        file: as the user named it.
        report: the file as bound to ``form``.
        form: the form that was filled.
        language: of all words but the report's own.
    """
    sheet.paragraph(Piece(file, "bold"))
    if report.evidence:
        sheet.paragraph(render(report.evidence.reason, language))
    _identity(sheet, report, language)
    _sections(sheet, report, form, language)
    places = tuple(form.schema.sections)
    for table in sorted(form.schema.tables.values(), key=lambda table: places.index(table.section)):
        _title(sheet, table_label(table, form.schema))
        bound = report.tables.get(table.id)
        if bound is None:
            reason = report.unread.get(table.id)
            text = _say("no_table", language) if reason is None else render(reason, language)
            sheet.paragraph(Piece(text, "yellow") if reason else text, indent=2)
        else:
            _table(sheet, table, bound, language)
    _claims(sheet, report, form, language)
    remarks = [render(remark, language) for remark in report.remarks if remark.key != TABLE_UNCERTAIN]
    if report.excerpt:
        remarks.append(render(message("binding.excerpt"), language))
    if remarks:
        _title(sheet, _say("uncertain", language))
        for remark in remarks:
            sheet.paragraph(remark, indent=2)


def _identity(sheet: Sheet, report: Report, language: Language) -> None:
    identity = report.identity
    found: tuple[tuple[str, Located | None], ...] = (
        ("organ", identity.organ),
        ("title", identity.title),
        ("period", identity.period),
        ("contact", identity.contact),
        ("signature_organ", identity.signature_organ),
        ("signature_date", identity.signature_date),
    )
    _title(sheet, _say("identity", language))
    if identity.year is not None:
        sheet.labelled(_name("report_year", language), str(identity.year), indent=2)
    for name, located in found:
        if located is None:
            sheet.labelled(_name(name, language), Piece(_say("not_found", language), "dim"), indent=2)
            continue
        place = location_label(located.location, language)
        sheet.labelled(_name(name, language), located.text, Piece(f"  {place}", "dim"), indent=2)


def _sections(sheet: Sheet, report: Report, form: Pack, language: Language) -> None:
    _title(sheet, _say("sections", language))
    for section in report.sections:
        sheet.paragraph(
            *_section(section, language),
            Piece(f"  {location_label(section.location, language)}", "dim"),
            indent=2,
            hang=4,
        )
    for expected in form.schema.sections.values():
        if report.section(expected.id) is None:
            sheet.paragraph(
                Piece(_say("section_missing", language, title=expected.title), "yellow"), indent=2
            )


def _section(section: BoundSection, language: Language) -> Iterator[Part]:
    heading = f"{section.printed_number} {section.printed}" if section.printed_number else section.printed
    yield Piece(heading, "bold")
    length = sum(len("".join(line.text.split())) for line in section.lines if not line.heading)
    yield "  " + _say("section_size", language, count=length)
    if section.tables:
        yield " " + _say("section_tables", language, count=section.tables)
    if section.match != "title":
        yield Piece(" " + _say(f"section_{section.match}", language), "yellow")


def _table(sheet: Sheet, table: Table, bound: BoundTable, language: Language) -> None:
    place = location_label(bound.location, language)
    if place:
        sheet.paragraph(Piece(place, "dim"), indent=2)
    if bound.uncertain:
        sheet.paragraph(Piece(_say("table_uncertain", language), "bold yellow"), indent=2)
    for reason in bound.uncertain:
        sheet.paragraph(Piece(render(reason, language), "yellow"), indent=4)
    for note in bound.notes:
        sheet.paragraph(Piece(render(note, language), "dim"), indent=2)
    for item in (*bound.unknown_rows, *bound.unknown_columns):
        text = _say("unknown_label", language, label=item.printed)
        sheet.paragraph(Piece(text, "yellow"), indent=2)
    write_grid(sheet, table, lambda row, column: _cell(bound, row, column, language))
    _facts(sheet, table, bound, language)


def _cell(bound: BoundTable, row: Item, column: Item, language: Language) -> str:
    fact = bound.facts.get((row.path, column.path))
    if fact is None:
        return "·"
    return number(fact.value) if fact.value is not None else fact_text(fact, language)


def _facts(sheet: Sheet, table: Table, bound: BoundTable, language: Language) -> None:
    """The cells that hold anything but a plain 0, with their places."""
    speaking = {key: fact for key, fact in bound.facts.items() if fact.value != 0 or fact.note or fact.unit}
    if not speaking:
        return
    sheet.paragraph(Piece(_say("facts", language), "cyan"), indent=2)
    for (row, column), fact in speaking.items():
        labels = f"{brief_label(table.row_index, row)} · {brief_label(table.column_index, column)}"
        place = location_label(fact.location, language)
        sheet.paragraph(f"{labels} = ", *_value(fact, language), Piece(f"  {place}", "dim"), indent=4, hang=6)


def _claims(sheet: Sheet, report: Report, form: Pack, language: Language) -> None:
    """What the text states about the figures, so that a person can see what was taken for what."""
    if not report.claims:
        return
    _title(sheet, _say("claims", language))
    for claim in report.claims:
        kind = form.schema.claims.get(claim.id)
        name = (kind.name if kind is not None else None) or claim.id
        about = "".join(f" · {'.'.join(path)}" for path in (claim.row, claim.column) if path)
        sheet.paragraph(
            f"{name}{about} = ",
            claim_text(claim, kind, language),
            f" {_say('quoted', language, text=claim.text)}",
            Piece(f"  {location_label(claim.location, language)}", "dim"),
            indent=2,
            hang=4,
        )


def _value(fact: Fact, language: Language) -> Iterator[Part]:
    if fact.state is FactState.VALUE and fact.value is not None:
        yield number(fact.value) + (fact.unit or "")
        if fact.note:
            yield f" {_say('noted', language, note=fact.note)}"
        return
    key = "state_counts" if fact.counts_as == "zero" else "state_only"
    yield Piece(_say(key, language, state=render(message(f"writing.state_{fact.state}"), language)), "yellow")
    if fact.raw.strip():
        yield f" {_say('quoted', language, text=fact.raw.strip())}"


def _title(sheet: Sheet, text: str) -> None:
    sheet.blank()
    sheet.paragraph(Piece(text, "bold"))


def _name(name: str, language: Language) -> Piece:
    return Piece(_say(f"name_{name}", language), "cyan")


def _say(name: str, language: Language, **arguments: str | int) -> str:
    return render(message(f"writing.{name}", **arguments), language)
