"""What stands in paragraphs and tables of Word documents that hold nothing but runs of text.

Nearly all do. For them the words follow each other as they stand, and the few elements that matter are found
in one walk; whatever needs judgement is left to the readers that know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.engine.reading.document import Location
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
from gouji.engine.reading.grid import MAX_SPAN, DraftCell
from gouji.grammar.records import maker

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

_location = maker(Location)


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


Rows = list[list[DraftCell]]
Merges = dict[tuple[int, int], str]
"""``vMerge`` of the cells that state it, by row and number in the row, from 0."""


def plain_drafts(table: _Element, index: int) -> tuple[list[DraftCell], int] | None:
    """The cells of a plain table and how many rows it has.

    Args:
        table: its ``w:tbl``.
        index: its number in the document, from 1.

    Returns:
        ``None`` when text or properties stand outside of cells, or cells outside of rows.
    """
    try:
        rows, stated = _rows(table, index)
    except (IndexError, AttributeError):
        return None
    return _placed(rows, stated), len(rows)


def _rows(table: _Element, index: int) -> tuple[Rows, Merges]:
    """The cells row by row, with columns still to be counted."""
    rows: Rows = []
    stated: Merges = {}
    row: list[DraftCell] = []
    cell: Any = None
    for element in table.iter(TEXT, PARAGRAPH, CELL, ROW, SPAN, MERGE, BREAK, TAB):
        tag = element.tag
        if tag == TEXT:
            cell.text += element.text or ""
        elif tag in LINES:
            cell.text += "\n"
        elif tag == CELL:
            line = len(rows)
            place = _location(None, None, None, None, index, line, len(row) + 1)
            cell = DraftCell(line - 1, 0, 1, 1, "", place)
            rows[-1].append(cell)
        elif tag == ROW:
            row, cell = [], None
            rows.append(row)
        elif tag == TAB:
            cell.text += "\t"
        elif tag == SPAN:
            cell.column_span = max(1, min(MAX_SPAN, number(element.get(VAL))))
        else:
            stated[cell.row, len(row) - 1] = element.get(VAL, "continue")
    return rows, stated


def _placed(rows: Rows, stated: Merges) -> list[DraftCell]:
    """The cells in their columns; those that go on one above are part of it."""
    drafts: list[DraftCell] = []
    merges: dict[int, DraftCell] = {}
    for line, row in enumerate(rows):
        column, going_on = 0, {}
        for place, draft in enumerate(row):
            width = draft.column_span
            merge = stated.get((line, place)) if stated else None
            above = None if merge is None else merges.get(column)
            if merge == "continue" and above is not None and above.column_span == width:
                above.row_span += 1
                going_on[column] = above
            else:
                draft.column = column
                draft.text = draft.text.strip()
                drafts.append(draft)
                if merge is not None:
                    going_on[column] = draft
            column += width
        merges = going_on
    return drafts
