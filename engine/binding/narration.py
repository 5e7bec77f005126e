"""What the running text of a report states: claims of the pack, and relations it states by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.claims import finder_of
from gouji.engine.binding.labels import once_per_object
from gouji.engine.binding.normalising import compact, label_of
from gouji.engine.binding.text_facts import text_facts
from gouji.engine.binding.texts import passages, passages_of
from gouji.grammar.schema import PREAMBLE

if TYPE_CHECKING:
    from gouji.engine.binding.normalising import Label
    from gouji.engine.binding.report import BoundSection, Claim, TextFact
    from gouji.engine.binding.sections import Layout
    from gouji.engine.binding.texts import Passage
    from gouji.grammar.schema import Schema
    from gouji.rules.pack import Pack, Recognition


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
    return claims, text_facts((*opening, *found), recognition.text, titles)


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
    if not section.tables:
        return section
    labels = _labels(schema)
    kept = tuple(line for line in section.lines if label_of(line.text) not in labels)
    return section if len(kept) == len(section.lines) else replace(section, lines=kept)
