"""Table rows of binary Word documents whose cells are one plain paragraph each, found many at a time.

Nearly all rows are such. The kind of each paragraph is written as a sign, and rows are looked for in these.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.engine.reading.word_binary_fields import CELL_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.reading.word_binary_properties import ParagraphProperties

OUTSIDE, CELL, ROW_END, OTHER = "ocrx"
"""Kinds of paragraphs: outside of tables; in a table, but in no other; the end of such a row; all others."""

UNENDED = {OUTSIDE: OUTSIDE, CELL: OTHER, ROW_END: OUTSIDE, OTHER: OTHER}
"""The kinds by which paragraphs count whose marks end no cell: such a cell goes on, such a row is none."""


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
    contents: list[str],
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
    kinds = [
        OTHER if its is None else its.kind if mark == CELL_MARK else UNENDED[its.kind]
        for its, mark in zip(properties, marks, strict=True)
    ]
    for index in special:
        kinds[index] = OTHER
    found: dict[int, PlainRow] = {}
    first = 0
    *rows, _ = "".join(kinds).split(ROW_END)
    for row in rows:
        end = first + len(row)
        outside = row.rfind(OUTSIDE) + 1
        layout = properties[end]
        if outside < len(row) and OTHER not in row[outside:] and layout is not None:
            found[first + outside] = PlainRow(contents[first + outside : end], layout)
        first = end + 1
    return found


def holders(places: Iterable[int], ends: Sequence[int]) -> set[int]:
    """The numbers of the paragraphs that hold the characters at ``places``, by where paragraphs end."""
    return {bisect_right(ends, place) for place in places}
