"""What a document lacks that a report has, and whether the report or only the file lacks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.patterns import found_in, search
from gouji.engine.reading.document import ImageMark, Paragraph, Table
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gouji.engine.binding.report import BoundTable
    from gouji.engine.binding.sections import Layout
    from gouji.engine.reading.document import Document
    from gouji.grammar.schema import Schema
    from gouji.grammar.schema import Table as FormTable
    from gouji.rules.pack import Pack

_CONVERTED = frozenset({"pdf", "ofd", "md", "txt"})
"""Formats in which tables are put together again from what a conversion left of them."""

_HOLD_TABLES_ONLY = frozenset({"xlsx", "xlsb", "xls", "ods"})
"""Formats in which the text of a report does not stand: what is missing there may be in a file beside it."""

_WEB_PAGES = frozenset({"html", "mhtml"})
_BODY = 300
"""Characters in sentences that a page of navigation does not come to."""
_FEWEST_ROWS_CUT = 2


def is_converted(document: Document) -> bool:
    """Whether rows, columns or characters may be missing from what was read though the original has them."""
    return document.format.value in _CONVERTED


def holds_tables_only(document: Document, layout: Layout) -> bool:
    """Whether the file is of a format that holds tables, and holds no section of a report beside them."""
    known = any(section.id is not None for section in layout.sections)
    return document.format.value in _HOLD_TABLES_ONLY and not known


def name_of(form: FormTable) -> str:
    """What messages call a table."""
    return form.label or form.name or form.id


def ends_in_table(layout: Layout, tables: Mapping[str, BoundTable], schema: Schema) -> bool:
    """Whether the document breaks off in a table: its last rows and all later sections are missing."""
    last = layout.sections[-1] if layout.sections else None
    order = list(schema.sections)
    if last is None or last.id is None or last.id == order[-1] or layout.tail:
        return False
    if last.lines and not layout.ends_in_table:
        return False
    if any(section.id in order[order.index(last.id) + 1 :] for section in layout.sections):
        return False
    standing = [form for form in schema.tables.values() if form.section == last.id and form.id in tables]
    return any(_is_cut(form, tables[form.id]) for form in standing)


def _is_cut(form: FormTable, found: BoundTable) -> bool:
    """Whether only rows at the end of the table are missing."""
    there = [
        row.path in found.rows or any(row.path[: len(group)] == group for group in found.collapsed)
        for row in form.leaf_rows
    ]
    missing = there.count(False)
    return missing >= _FEWEST_ROWS_CUT and any(there) and not any(there[len(there) - missing :])


def unread_tables(
    document: Document, tables: Mapping[str, BoundTable], forms: Iterable[FormTable]
) -> dict[str, Message]:
    """The tables of the form that the document may hold, though none of them could be read there."""
    if all(remark.value != "borderless_tables" for remark in document.remarks):
        return {}
    return {
        form.id: message("binding.unread_borderless_tables", table=name_of(form))
        for form in forms
        if form.id not in tables
    }


def nothing_found(document: Document) -> tuple[Message, Message]:
    """Why a document is no report, and what to do."""
    if document.format.value in _WEB_PAGES and not _has_body(document):
        name = "no_body"
    elif _is_pictures(document):
        name = "only_pictures"
    else:
        name = "not_a_report"
    return message(f"binding.{name}"), message(f"binding.{name}_advice")


def is_shell(document: Document, layout: Layout) -> bool:
    """Whether a web page holds the title of a report, and nothing of what stands below it."""
    known = any(section.id is not None for section in layout.sections)
    return document.format.value in _WEB_PAGES and not known and not layout.pieces and not _has_body(document)


def _has_body(document: Document) -> bool:
    texts = (block.text for block in document.blocks if isinstance(block, Paragraph))
    return sum(len(text) for text in texts if "。" in text) >= _BODY


def _is_pictures(document: Document) -> bool:
    if any(isinstance(block, Table) for block in document.blocks):
        return False
    written = any(isinstance(block, Paragraph) and block.text.strip() for block in document.blocks)
    return not written and any(isinstance(block, ImageMark) for block in document.blocks)


def speaks_of_parts(layout: Layout, pack: Pack) -> bool:
    """Whether the lines of an excerpt have sub-headings or words that the parts of a section have."""
    if not layout.excerpt:
        return False
    parts = [part for section in pack.schema.sections.values() for part in section.parts]
    return any(
        search(part.headings, line.text) or found_in(part.words, line.text)
        for line in layout.preamble
        for part in parts
    )
