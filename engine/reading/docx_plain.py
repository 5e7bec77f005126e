"""What stands in paragraphs and tables of Word documents that hold nothing but runs of text.

Nearly all do. For them the words follow each other as they stand, and the few elements that matter are found
in one walk; whatever needs judgement is left to the readers that know it.
"""

from __future__ import annotations

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
    ALTERNATE,
    f"{MATH}t",
    *sorted(TRANSPARENT),
    *(f"{WORD}{name}" for name in SPECIAL_WORDS.split(" ")),
)
"""What takes text out or adds to it, moves cells, or could be mistaken for text when found out of context."""

PlainCell = tuple[int, str | None, list[str]]
"""Columns covered (0 not stated), ``vMerge`` (``None`` without), and the pieces of the text."""


class Plainness:
    """The paragraphs and tables that hold nothing but text, in styles that neither number nor hide it."""

    def __init__(self, document: _Element, styles: Styles) -> None:
        """Look for what is not plain.

        Args:
            document: the root of the main part.
            styles: what its styles decide.
        """
        self._all = styles.is_plain(None)
        self._others: set[_Element] = set()
        if not self._all:
            return
        for element in document.iter(*SPECIAL, PARAGRAPH_STYLE, RUN_STYLE, TABLE):
            tag = element.tag
            if tag == PARAGRAPH_STYLE:
                plain = styles.is_plain(element.get(VAL))
            elif tag == RUN_STYLE:
                plain = not styles.hides(element.get(VAL))
            elif tag == TABLE:
                self._exclude(next(element.iterancestors(TABLE), None))
                continue
            else:
                plain = False
            if not plain:
                self._exclude(element)

    def _exclude(self, element: _Element | None) -> None:
        """Neither the element nor what it stands in is plain."""
        while element is not None and element not in self._others:
            self._others.add(element)
            element = element.getparent()

    def __contains__(self, element: _Element) -> bool:
        return self._all and element not in self._others


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
