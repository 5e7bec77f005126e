"""Finds in a Word file what a location names: the same paragraphs, tables and cells that reading counts."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from gouji.engine.reading.docx_names import BOX, CELL, PARAGRAPH, ROW, TABLE, TEXT, WORD, children
from gouji.engine.reading.docx_numbering import Numbering
from gouji.engine.reading.docx_plain import Plainness
from gouji.engine.reading.docx_sheet import Sheet
from gouji.engine.reading.docx_styles import Styles
from gouji.engine.reading.docx_tables import is_wrapper, only_cell
from gouji.engine.reading.docx_text import OMITTED, ParagraphReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.reading.document import Location
    from lxml.etree import _Element


class Places:
    """The paragraphs and tables of a document by the numbers that locations give them.

    Args:
        document: the root of the main part.
    """

    def __init__(self, document: _Element) -> None:
        styles = Styles(Sheet())
        self._reader = ParagraphReader(styles, Plainness(document, styles), lambda: Numbering(None))
        self._paragraphs: list[_Element] = []
        self._tables: list[_Element] = []
        self._boxed: dict[int, list[_Element]] = {}
        body = document.find(f"{WORD}body")
        if body is not None:
            self._container(body, inside=None)

    def paragraphs(self, location: Location | None) -> Sequence[_Element]:
        """The paragraphs that a location is about; without any, the first one that says something."""
        if location is not None and location.table:
            found = self._in_table(location)
        elif location is not None and location.paragraph:
            number = location.paragraph
            found = self._paragraphs[number - 1 : number] + self._boxed.get(number, [])
        else:
            found = []
        return found or self._first()

    def _first(self) -> Sequence[_Element]:
        whole = [*self._paragraphs, *(each for table in self._tables for each in table.iter(PARAGRAPH))]
        saying = (one for one in whole if any((text.text or "").strip() for text in one.iter(TEXT)))
        found = next(saying, None) if whole else None
        return [found] if found is not None else whole[:1]

    def _in_table(self, location: Location) -> list[_Element]:
        if not 0 < (location.table or 0) <= len(self._tables):
            return []
        table = self._tables[(location.table or 1) - 1]
        row = _nth(children(table, {ROW}), location.row or 1)
        cell = None if row is None else _nth(children(row, {CELL}), location.cell or 1)
        return [] if cell is None else list(_within(cell))

    def _container(self, element: _Element, inside: int | None) -> None:
        """Count what a body, a frame or a text box holds; ``inside`` is the paragraph of a text box."""
        for child in children(element, {PARAGRAPH, TABLE}):
            if child.tag == TABLE:
                self._tables.append(child)
                if is_wrapper(child):
                    self._container(only_cell(child), inside=0)
                continue
            if inside is None:
                self._paragraphs.append(child)
            elif inside:
                self._boxed.setdefault(inside, []).append(child)
            if next(child.iter(BOX), None) is not None:
                within = len(self._paragraphs) if inside is None else inside
                for box in self._reader.read(child).boxes:
                    self._container(box, inside=within)


def _nth(found: Iterator[_Element], number: int) -> _Element | None:
    return next((one for at, one in enumerate(found, 1) if at == number), None)


def _within(cell: _Element) -> Iterator[_Element]:
    """The paragraphs of a cell, those of tables within it as well."""
    for child in children(cell, {PARAGRAPH, TABLE}):
        if child.tag == PARAGRAPH:
            yield child
        else:
            yield from child.iter(PARAGRAPH)


def stretch(paragraphs: Sequence[_Element], quote: str) -> tuple[_Element, int, int]:
    """Where the words are: a paragraph, and the first and last of its children that hold them.

    Args:
        paragraphs: at least one.
        quote: the words; without any, or where they are not found, all of the first that says something.
    """
    wanted = _folded(quote)
    told: list[tuple[_Element, list[tuple[int, str]]]] = [(one, _pieces(one)) for one in paragraphs]
    for paragraph, pieces in told:
        whole = "".join(text for _, text in pieces)
        at = whole.find(wanted) if wanted else -1
        if at >= 0:
            owners = [index for index, text in pieces for _ in text]
            return paragraph, owners[at], owners[at + len(wanted) - 1]
    paragraph = next((one for one, pieces in told if pieces), paragraphs[0])
    first = 1 if len(paragraph) and paragraph[0].tag == f"{WORD}pPr" else 0
    return paragraph, first, len(paragraph) - 1


def _pieces(paragraph: _Element) -> list[tuple[int, str]]:
    """The texts of a paragraph's children, folded as quotes are, with the index of each child."""
    found = ((at, _folded("".join(_texts(child)))) for at, child in enumerate(paragraph))
    return [(at, text) for at, text in found if text]


def _texts(element: _Element) -> Iterator[str]:
    if element.tag == TEXT:
        yield element.text or ""
    elif element.tag not in OMITTED and element.tag != BOX:
        for child in element:
            yield from _texts(child)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
