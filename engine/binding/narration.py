"""What the running text of a report states: claims of the pack, and relations it states by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.claims import finder_of
from gouji.engine.binding.normalising import compact, label_of
from gouji.engine.binding.text_facts import text_facts
from gouji.engine.binding.texts import passages, passages_of
from gouji.grammar.remembering import once_per_object
from gouji.grammar.schema import PREAMBLE
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from gouji.engine.binding.normalising import Label
    from gouji.engine.binding.report import BoundSection, Claim, TextFact
    from gouji.engine.binding.sections import Layout
    from gouji.engine.binding.texts import Passage
    from gouji.grammar.schema import Schema
    from gouji.rules.pack import Pack, Recognition


_VALUES = re.compile(r"(?:\s+[-－—/／]?[\d,.]*)+$")
"""The numbers that follow a label where a conversion made text of a table."""
_LONG, _FEW, _LEAST = 8, 3, 2
"""Letters by which a line is the beginning of a label: fewer where some lines are labels without doubt."""


def narrated(
    layout: Layout, filled: Pack, due: Pack, year: int | None
) -> tuple[tuple[Claim, ...], tuple[TextFact, ...]]:
    """The claims and the text facts of a report in reading order.

    Args:
        layout: the document taken apart.
        filled: the form whose tables are there; its claims are looked for.
        due: the form of the report year; of its claims, those that the filled form does not know.
        year: the report year.
    """
    recognition = due.recognition
    sections = [_without_labels(section, filled.schema) for section in layout.sections]
    opening = tuple(passages_of(layout.preamble, None, recognition.text, year, recognition.residue))
    found = tuple(passages(sections, recognition.text, year, recognition.residue))
    claims = _claims(filled.schema, recognition, opening, found, layout, year=year)
    if due is not filled and not due.schema.claims.keys() <= filled.schema.claims.keys():
        others = _claims(due.schema, recognition, opening, found, layout, year=year)
        claims += tuple(one for one in others if one.id not in filled.schema.claims)
    titles = (title for one in due.schema.sections.values() for title in (one.title, *one.aliases))
    facts = text_facts((*opening, *found), recognition.text, titles)
    if layout.excerpt:  # what was left out may be the points that are missing
        facts = tuple(one for one in facts if one.kind is not Kind.NUMBERING or one.values["continuous"])
    return claims, facts


def _claims(
    schema: Schema,
    recognition: Recognition,
    opening: tuple[Passage, ...],
    found: tuple[Passage, ...],
    layout: Layout,
    *,
    year: int | None,
) -> tuple[Claim, ...]:
    """The claims of the sections; of the preamble those that belong there."""
    finder = finder_of(schema, recognition.text)
    claims = finder.claims((*_text_before_headings(layout, opening, schema), *found), year)
    if any(kind.section == PREAMBLE for kind in schema.claims.values()):
        stated = finder.claims([replace(one, section=PREAMBLE) for one in opening], year)
        claims = (*(one for one in stated if schema.claims[one.id].section == PREAMBLE), *claims)
    return claims


def _text_before_headings(
    layout: Layout, opening: tuple[Passage, ...], schema: Schema
) -> tuple[Passage, ...]:
    """What stands before the first heading of an excerpt that has lost its first section.

    That may be the text of the section; a paragraph that names several sections is the preamble all the same.
    """
    first = next(iter(schema.sections), None)
    if not layout.excerpt or any(section.id == first for section in layout.sections):
        return ()
    titles = [[compact(title) for title in (one.title, *one.aliases)] for one in schema.sections.values()]

    def is_preamble(text: str) -> bool:
        return sum(any(title in text for title in names) for names in titles) > 1

    return tuple(one for one in opening if not is_preamble(compact(one.line.flat.raw)))


@once_per_object
def _labels(schema: Schema) -> frozenset[Label]:
    items = (
        item
        for table in schema.tables.values()
        for item in (*table.row_index.values(), *table.column_index.values())
    )
    return frozenset(label_of(label) for item in items for label in (item.label, *item.aliases))


def _without_labels(section: BoundSection, schema: Schema) -> BoundSection:
    """The section without lines that only print a label of a table taken apart by a conversion: no text."""
    if not section.tables and not any(table.section == section.id for table in schema.tables.values()):
        return section
    labels = _labels(schema)
    found = [label_of(_VALUES.sub("", line.text)) for line in section.lines]
    whole = [label in labels for label in found]
    least = _LEAST if sum(whole) >= _FEW else _LONG
    kept = tuple(
        line
        for line, label, is_label in zip(section.lines, found, whole, strict=True)
        if not is_label and not _begins(label, labels, least)
    )
    return section if len(kept) == len(section.lines) else replace(section, lines=kept)


def _begins(label: Label, labels: frozenset[Label], least: int) -> bool:
    """Whether a line is the beginning of a label that goes on in the next."""
    return len(label.body) >= least and any(
        one.number == label.number and one.body.startswith(label.body) for one in labels
    )
