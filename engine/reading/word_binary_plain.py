"""Table rows of binary Word documents whose cells are one plain paragraph each, found many at a time.

Nearly all rows are such. Each paragraph is written as two signs, its kind and the mark that ends it, and rows
are looked for in that text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.reading.word_binary_properties import ParagraphProperties

OUTSIDE, CELL, ROW_END, OTHER = "ocrx"
"""Kinds of paragraphs: outside of tables; in a table, but in no other; the end of such a row; all others."""

ROWS = re.compile("(?:^|(?<=[or].))((?:c\x07)+)r\x07", re.DOTALL)


@dataclass(slots=True)
class PlainRow:
    """A row of plain cells.

    Attributes:
        cells: their texts, not yet stripped.
        properties: those of the end of the row, which lay it out.
    """

    cells: list[str]
    properties: ParagraphProperties


def kind(properties: ParagraphProperties) -> str:
    """The kind of paragraphs with these properties."""
    if not properties.depth:
        return OUTSIDE
    if properties.depth > 1:
        return OTHER
    if properties.row_end:
        return ROW_END
    return OTHER if properties.hidden or properties.list_id is not None else CELL


def plain_rows(
    contents: Sequence[str],
    marks: Iterable[str],
    properties: Sequence[ParagraphProperties | None],
    special: Iterable[int],
) -> dict[int, PlainRow]:
    """The plain rows of a story, by the number of the paragraph that their first cell is.

    Args:
        contents: the texts of its paragraphs.
        marks: the marks that end them.
        properties: their properties, ``None`` where a page break goes through a paragraph.
        special: the paragraphs whose texts hold more than what is printed.
    """
    kinds = [OTHER if found is None else found.kind for found in properties]
    for index in special:
        kinds[index] = OTHER
    written = "".join([kind + mark for kind, mark in zip(kinds, marks, strict=True)])
    found: dict[int, PlainRow] = {}
    for row in ROWS.finditer(written):
        first, end = row.start(1) // 2, row.end(1) // 2
        layout = properties[end]
        if layout is not None:
            found[first] = PlainRow(list(contents[first:end]), layout)
    return found


def holders(places: Iterable[int], ends: Sequence[int]) -> set[int]:
    """The numbers of the paragraphs that hold the characters at ``places``, by where paragraphs end."""
    return {bisect_right(ends, place) for place in places}
