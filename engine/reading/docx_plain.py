"""What stands in paragraphs and tables of Word documents that hold nothing but runs of text.

Nearly all do. For them the words follow each other as they stand, and the few elements that matter are found
in one walk; whatever needs judgement is left to the readers that know it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gouji.engine.reading.docx_names import (
    ALTERNATE,
    CELL,
    MATH,
    PARAGRAPH,
    ROW,
    TABLE,
    TEXT,
    TRANSPARENT,
    VAL,
    WORD,
    number,
)

if TYPE_CHECKING:
    from gouji.engine.reading.docx_styles import Styles
    from lxml.etree import _Element

SPAN, MERGE = f"{WORD}gridSpan", f"{WORD}vMerge"
BREAK, TAB = f"{WORD}br", f"{WORD}tab"
LINES = frozenset({PARAGRAPH, BREAK})
PARAGRAPH_STYLE, RUN_STYLE = f"{WORD}pStyle", f"{WORD}rStyle"
SPECIAL_WORDS = (
    "del moveFrom cellDel delText instrText delInstrText fldChar sym ptab cr noBreakHyphen rt rubyPr sdtPr "
    "drawing pict object vanish numPr tabs hidden hMerge gridBefore "
    "pPrChange rPrChange tcPrChange trPrChange tblPrChange"
)
SPECIAL = (
    TABLE,
    ALTERNATE,
    f"{MATH}t",
    *sorted(TRANSPARENT),
    *(f"{WORD}{name}" for name in SPECIAL_WORDS.split(" ")),
)
"""What takes text out or adds to it, moves cells, or could be mistaken for text when found out of context."""

PlainCell = tuple[int, str | None, list[str]]
"""Columns covered (0 not stated), ``vMerge`` (``None`` without), and the pieces of the text."""


def is_plain(element: _Element, styles: Styles) -> bool:
    """Whether a paragraph or table holds nothing but text, in styles that neither number nor hide it."""
    itself = 1 if element.tag == TABLE else 0
    if next(islice(element.iter(*SPECIAL), itself, None), None) is not None:
        return False
    named = {(style.tag, style.get(VAL)) for style in element.iter(PARAGRAPH_STYLE, RUN_STYLE)}
    return all(
        styles.is_plain(name) if tag == PARAGRAPH_STYLE else not styles.hides(name)
        for tag, name in {*named, (PARAGRAPH_STYLE, None)}
    )


def plain_text(paragraph: _Element) -> str:
    """The text of a plain paragraph."""
    return "".join(
        element.text or "" if (tag := element.tag) == TEXT else "\n" if tag == BREAK else "\t"
        for element in paragraph.iter(TEXT, BREAK, TAB)
    )


def plain_rows(table: _Element) -> list[list[PlainCell]] | None:
    """The cells of a plain table, row by row; ``None`` when cells stand outside of rows."""
    try:
        return _rows(table)
    except IndexError:
        return None


def _rows(table: _Element) -> list[list[PlainCell]]:
    rows: list[list[PlainCell]] = []
    pieces: list[str] = []
    for element in table.iter(TEXT, PARAGRAPH, CELL, ROW, SPAN, MERGE, BREAK, TAB):
        tag = element.tag
        if tag == TEXT:
            pieces.append(element.text or "")
        elif tag in LINES:
            pieces.append("\n")
        elif tag == CELL:
            pieces = []
            rows[-1].append((0, None, pieces))
        elif tag == ROW:
            rows.append([])
        elif tag == TAB:
            pieces.append("\t")
        else:
            width, merge, _ = rows[-1][-1]
            if tag == SPAN:
                width = number(element.get(VAL))
            else:
                merge = element.get(VAL, "continue")
            rows[-1][-1] = (width, merge, pieces)
    return rows
