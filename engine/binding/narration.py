"""What the running text of a report states: claims of the pack, and relations it states by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.claims import finder_of
from gouji.engine.binding.text_facts import text_facts
from gouji.engine.binding.texts import passages, passages_of

if TYPE_CHECKING:
    from gouji.engine.binding.report import Claim, TextFact
    from gouji.engine.binding.sections import Layout
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
    found = tuple(passages(layout.sections, recognition.text, year, recognition.residue))
    claims = finder_of(filled.schema, recognition.text).claims(found, year)
    if due is not filled and not due.schema.claims.keys() <= filled.schema.claims.keys():
        others = finder_of(due.schema, recognition.text).claims(found, year)
        claims += tuple(one for one in others if one.id not in filled.schema.claims)
    opening = passages_of(layout.preamble, None, recognition.text, year, recognition.residue)
    titles = (title for one in due.schema.sections.values() for title in (one.title, *one.aliases))
    return claims, text_facts((*opening, *found), recognition.text, titles)
