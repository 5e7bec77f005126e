"""From a document to a report: the order of steps, and what the caller gets."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from gouji.engine.binding.cells import cell_reader
from gouji.engine.binding.identity import identify
from gouji.engine.binding.matching import assigned
from gouji.engine.binding.narration import narrated
from gouji.engine.binding.report import EMPTY, BoundTable, FormEvidence, Identity, Report
from gouji.engine.binding.sections import Layout, laid_out
from gouji.engine.binding.selection import Fingerprint, Selection, fingerprint, forced, latest, select
from gouji.engine.binding.self_check import Circumstances, self_checked
from gouji.engine.binding.tables import bind_table
from gouji.engine.binding.titles import Title, find_title
from gouji.engine.binding.traditional import simplified
from gouji.engine.binding.vertical import with_lines_as_tables
from gouji.engine.binding.wholeness import (
    ends_in_table,
    holds_tables_only,
    is_converted,
    is_shell,
    name_of,
    nothing_found,
    speaks_of_parts,
    unread_tables,
)
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gouji.engine.reading.document import Document
    from gouji.grammar.schema import Table
    from gouji.rules.pack import Pack

STAGE = "stage"
DRAFT = "送审稿"
_FEWEST_LABELS = 3


@dataclass(frozen=True, slots=True)
class BindingOptions:
    """What the user says about a report.

    Attributes:
        year: the report year; decided from the document when ``None``.
        pack: id of the form that judges; chosen from labels and year when ``None``.
        stage: how far the report is on its way to publication.
        parameters: values for the parameters of the pack.
    """

    year: int | None = None
    pack: str | None = None
    stage: str = DRAFT
    parameters: Mapping[str, str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class Bound:
    """A report with the form that was filled and the form that was due."""

    report: Report
    filled: Pack
    due: Pack


@dataclass(frozen=True, slots=True)
class NotAReport:
    """A document in which nothing of any form was recognised, as a result."""

    name: str
    sha256: str
    message: Message
    advice: Message


@dataclass(frozen=True, slots=True)
class _View:
    """The document seen with the words of one form."""

    pack: Pack
    layout: Layout
    title: Title | None
    identity: Identity


def bind(
    document: Document, forms: Sequence[Pack], options: BindingOptions | None = None
) -> Bound | NotAReport:
    """Binds a document to the form it fills.

    Args:
        document: the document as read.
        forms: the forms to choose from; abstract packs are left out.
        options: what the user says about the report.

    Raises:
        ValueError: ``forms`` is empty, or ``options.pack`` names none of them.
    """
    options = options or BindingOptions()
    packs = [pack for pack in forms if not pack.abstract]
    if options.pack is not None:
        packs = [pack for pack in packs if pack.id == options.pack]
    if not packs:
        raise ValueError(f"no form to bind to: {options.pack or 'none given'}")
    document = simplified(document)
    view = _seen(document, latest(packs), packs, options)
    labels = fingerprint(view.layout.pieces, packs)
    selection = _selected(labels, packs, view, options)
    for _ in packs:
        if _alike(view.pack, selection.due):
            break
        view = _seen(document, selection.due, packs, options)
        selection = _selected(labels, packs, view, options)
    if is_shell(document, view.layout) or not _recognised(view, labels):
        return NotAReport(document.name, document.sha256, *nothing_found(document))
    if selection.reason.key == "binding.no_form_for_year" and labels.known < _FEWEST_LABELS:
        advice = message("binding.no_form_for_report_advice")
        told = message("binding.no_form_for_report", year=view.identity.year or 0)
        return NotAReport(document.name, document.sha256, told, advice)
    return Bound(_report(document, view, selection, options), selection.filled, selection.due)


def _alike(one: Pack, other: Pack) -> bool:
    """Whether two forms take a document apart in the same way."""
    return one is other or (
        one.recognition == other.recognition and one.schema.sections == other.schema.sections
    )


def _seen(document: Document, pack: Pack, packs: Sequence[Pack], options: BindingOptions) -> _View:
    layout = _with_lines_as_tables(laid_out(document, pack.schema, pack.recognition), pack, packs)
    title = find_title(layout.preamble, pack.recognition)
    identity = identify(layout, title, pack, name=document.name, year=options.year)
    return _View(pack, layout, title, identity)


def _with_lines_as_tables(layout: Layout, pack: Pack, packs: Sequence[Pack]) -> Layout:
    """The layout with the tables that stand as lines, a cell a line, in sections without another table."""
    reader = cell_reader(pack.recognition.placeholders, pack.recognition.residue)
    lines = {section.id: section.lines for section in layout.sections if section.id and not section.tables}
    found = with_lines_as_tables(lines, [form.schema for form in packs], reader)
    if not found:
        return layout
    sections = []
    for section in layout.sections:
        piece, cells = found.get(section.id or "", (None, ()))
        kept = tuple(line for line in section.lines if not any(line is cell for cell in cells))
        sections.append(replace(section, lines=kept, tables=section.tables + (piece is not None)))
    pieces = (*layout.pieces, *(piece for piece, _ in found.values()))
    return replace(layout, sections=tuple(sections), pieces=pieces)


def _selected(labels: Fingerprint, packs: Sequence[Pack], view: _View, options: BindingOptions) -> Selection:
    if options.pack is not None:
        return forced(packs[0])
    return select(packs, labels, view.identity.year, view.identity.year_source)


def _recognised(view: _View, labels: Fingerprint) -> bool:
    """Whether anything shows that the document is a report: a title, a section, labels of a table."""
    known = any(section.id is not None for section in view.layout.sections)
    if view.title is not None or known or labels.known >= _FEWEST_LABELS:
        return True
    return speaks_of_parts(view.layout, view.pack)


def _report(document: Document, view: _View, selection: Selection, options: BindingOptions) -> Report:
    covered = view.title.covered if view.title else frozenset()
    opening = min(covered, default=0)
    lines = view.layout.preamble
    parameters = _parameters(selection.due, options)
    tables = _tables(view.layout, selection.filled)
    excerpt = view.layout.excerpt or ends_in_table(view.layout, tables, selection.filled.schema)
    around = Circumstances(is_converted(document), excerpt)
    forms = selection.filled.schema.tables
    tables = {name: self_checked(forms[name], table, around) for name, table in tables.items()}
    unread = unread_tables(document, tables, forms.values())
    claims, facts = narrated(view.layout, selection.filled, selection.due, view.identity.year)
    return Report(
        name=document.name,
        sha256=document.sha256,
        identity=view.identity,
        preamble=tuple(
            line for n, line in enumerate(lines) if (n > opening and n not in covered) or not covered
        ),
        sections=view.layout.sections,
        tail=view.layout.tail,
        tables=tables,
        pictures=view.layout.pictures,
        outside=(*(lines[:opening]), *view.layout.outside),
        parameters=parameters,
        evidence=FormEvidence(selection.filled.id, selection.due.id, selection.reason),
        remarks=(
            *_note(selection.due),
            *(message(f"binding.remark_{one.value}") for one in document.remarks),
            *document.notes,
            *_uncertain(tables, forms),
        ),
        excerpt=excerpt,
        unread=unread,
        tables_only=holds_tables_only(document, view.layout),
        converted=around.converted,
        claims=claims,
        text_facts=facts,
    )


def _note(pack: Pack) -> Iterator[Message]:
    if pack.note is not None:
        yield message("binding.note", note=pack.note)


def _parameters(pack: Pack, options: BindingOptions) -> dict[str, str]:
    declared = {
        name: item.default for name, item in pack.schema.parameters.items() if item.default is not None
    }
    return {**declared, STAGE: options.stage, **options.parameters}


def _tables(layout: Layout, form: Pack) -> dict[str, BoundTable]:
    reader = cell_reader(form.recognition.placeholders, form.recognition.residue)
    pieces = assigned(layout.pieces, form.schema, reader)
    return {
        table.id: bind_table(table, form.form, reader, pieces[table.id])
        for table in form.schema.tables.values()
        if table.id in pieces
    }


def _uncertain(tables: Mapping[str, BoundTable], forms: Mapping[str, Table]) -> Iterator[Message]:
    """One remark for each table that may have been misread."""
    for name, table in tables.items():
        if table.uncertain:
            label = name_of(forms[name])
            yield message("binding.table_uncertain", table=label, reason=table.uncertain[0])
