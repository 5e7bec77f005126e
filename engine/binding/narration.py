"""What the running text of a report states: claims of the pack, and relations it states by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.claims import finder_of
from gouji.engine.binding.labels import once_per_object
from gouji.engine.binding.normalising import label_of
from gouji.engine.binding.text_facts import text_facts
from gouji.engine.binding.texts import passages, passages_of

if TYPE_CHECKING:
    from gouji.engine.binding.normalising import Label
    from gouji.engine.binding.report import BoundSection, Claim, TextFact
    from gouji.engine.binding.sections import Layout
    from gouji.grammar.schema import Schema
    from gouji.rules.pack import Pack


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
    found = tuple(passages(sections, recognition.text, year, recognition.residue))
    claims = finder_of(filled.schema, recognition.text).claims(found, year)
    if due is not filled and not due.schema.claims.keys() <= filled.schema.claims.keys():
        others = finder_of(due.schema, recognition.text).claims(found, year)
        claims += tuple(one for one in others if one.id not in filled.schema.claims)
    opening = passages_of(layout.preamble, None, recognition.text, year, recognition.residue)
    titles = (title for one in due.schema.sections.values() for title in (one.title, *one.aliases))
    return claims, text_facts((*opening, *found), recognition.text, titles)


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
