"""The text of a binary Word document as it would print with all revisions accepted."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Remark
from gouji.engine.reading.docx_styles import Numbered
from gouji.engine.reading.docx_text import SYMBOLS, UNKNOWN_SYMBOL
from gouji.engine.reading.word_binary_bytes import DamagedError, TooComplexError
from gouji.engine.reading.word_binary_fields import (
    CELL_MARK,
    FIELD_BEGINS,
    FIELD_MARKS,
    GONE,
    without_instructions,
)
from gouji.engine.reading.word_binary_pieces import SURROGATES
from gouji.engine.reading.word_binary_plain import holders, plain_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gouji.engine.reading.docx_numbering import Numbering
    from gouji.engine.reading.word_binary_pages import ParagraphRuns
    from gouji.engine.reading.word_binary_pieces import Piece, PieceTable
    from gouji.engine.reading.word_binary_plain import PlainRow
    from gouji.engine.reading.word_binary_properties import (
        CharacterProperties,
        ParagraphProperties,
        Properties,
    )

PARAGRAPH_MARK, PAGE_MARK = "\r", "\x0c"
ENDS = re.compile("[\r\x07\x0c]")
PICTURE, DRAWING = "\x01", "\x08"
CONCEALED = "\x1a"
"""Stands in the text for what is hidden, which is remarked on."""

UNITS = re.compile("[\ud800-\udfff]")
SPECIAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\uf000-\uf0ff]")
PRINTED = dict.fromkeys((*range(9), *range(0x0E, 0x20))) | {
    0x0B: "\n",
    0x0C: "\n",
    0x0E: "\n",
    0x1E: "-",
}
PRINTED |= {0xF000 + code: sign for code, sign in SYMBOLS.items()}
MAX_PARAGRAPHS = 200_000
MAX_PICTURES = 2000


@dataclass(slots=True)
class BinaryParagraph:
    """A paragraph.

    Attributes:
        text: as printed, with its automatic number; not yet stripped.
        mark: the character that ends it.
        start: its first character, counted through the document.
        anchors: the characters in it that stand for pictures or drawings.
        joins: whether its mark is deleted, which joins it to the next paragraph.
        omitted: whether its mark is deleted or hidden, which, at the end of a row, takes the row out.
    """

    text: str
    mark: str
    properties: ParagraphProperties
    start: int
    anchors: tuple[int, ...] = ()
    joins: bool = False
    omitted: bool = False


class Text:
    """The text with what does not print marked in it.

    Attributes:
        remarks: what a person should know of it; complete when all paragraphs are read.
        pictures: for characters that stand for pictures, where these lie in the data stream.
    """

    def __init__(
        self,
        table: PieceTable,
        runs: ParagraphRuns,
        properties: Properties,
        numbering: Callable[[], Numbering],
    ) -> None:
        """Keep the parts of the document.

        Args:
            table: the pieces of the text.
            runs: the stored properties of paragraphs.
            properties: what these mean.
            numbering: gives the lists; asked for when a paragraph is numbered.
        """
        self.remarks: set[Remark] = set()
        self.pictures: dict[int, int] = {}
        self._table = table
        self._runs = runs
        self._properties = properties
        self._lists = numbering
        self._text = table.text.replace(CONCEALED, GONE)
        self._deleted: set[int] = set()
        self._hidden: set[int] = set()
        self._shown: list[tuple[int, int]] = []

    @cached_property
    def _numbering(self) -> Numbering:
        return self._lists()

    def mark(self, formatted: Iterable[tuple[int, int, CharacterProperties]]) -> None:
        """Mark what formatting keeps from print, then the instructions of fields.

        Args:
            formatted: characters from, to, and their properties.
        """
        signs: list[str] = []
        left = 2 * len(self._text)
        for start, end, properties in formatted:
            left -= end - start
            if left < 0:
                raise DamagedError
            signs = signs or list(self._text)
            self._mark(signs, start, end, properties)
        self._shown.sort()
        if signs:
            self._text = "".join(signs)
        if FIELD_BEGINS in self._text:
            self._text = without_instructions(self._text)

    def _mark(self, signs: list[str], start: int, end: int, properties: CharacterProperties) -> None:
        if properties.deleted or properties.inserted:
            self.remarks.add(Remark.UNACCEPTED_REVISIONS)
        if properties.deleted:
            self._deleted.update(index for index in range(start, end) if ENDS.match(signs[index]))
            signs[start:end] = [sign if ENDS.match(sign) else GONE for sign in signs[start:end]]
        elif properties.hidden:
            self._conceal(signs, start, end)
        elif properties.hidden is False:
            self._shown.append((start, end))
        if properties.symbol is not None:
            signs[start:end] = [_symbol(properties.symbol)] * (end - start)
        if properties.form_data:
            signs[start:end] = [GONE if sign == PICTURE else sign for sign in signs[start:end]]
        elif properties.picture is not None and len(self.pictures) < MAX_PICTURES:
            self.pictures[start] = properties.picture

    def _conceal(self, signs: list[str], start: int, end: int) -> None:
        for index in range(start, end):
            sign = signs[index]
            if ENDS.match(sign):
                self._hidden.add(index)
            elif not FIELD_MARKS.match(sign):
                signs[index] = GONE if sign.isspace() or sign < " " else CONCEALED

    def paragraphs(self, start: int, end: int) -> Iterator[BinaryParagraph | PlainRow]:
        """The paragraphs of a story, which goes from ``start`` to ``end``; lists go on counting.

        Rows of plain cells come as they are, but only where a row may begin.
        """
        text, contents = _parted(self._text[start:end])
        if len(contents) > MAX_PARAGRAPHS:
            raise TooComplexError
        ends = [*accumulate([len(content) + 1 for content in contents], initial=start)]
        del ends[0]
        after = start + 1
        marks = [text[end - after] for end in ends]
        properties = self._properties_of(ends, marks, end)
        special = holders((found.start() + start for found in SPECIAL.finditer(text)), ends)
        unmarked = not (self._deleted or self._hidden)
        rows = plain_rows(contents, marks, properties, special) if unmarked else {}
        number, before = 0, ""
        while number < len(contents):
            row = rows.get(number)
            if row is not None:
                yield row
                number += len(row.cells) + 1
                continue
            content, its = contents[number], properties[number]
            if its is None:
                before += content + marks[number]
            else:
                first = ends[number] - len(content) - 1 - len(before)
                found = BinaryParagraph(before + content, marks[number], its, first)
                if not unmarked or before or number in special or its.hidden or its.list_id is not None:
                    self._finish(found)
                before = ""
                yield found
            number += 1

    def _properties_of(
        self, ends: list[int], marks: list[str], last: int
    ) -> list[ParagraphProperties | None]:
        """The properties of paragraphs; ``None`` for a page break in the midst of one.

        Args:
            ends: where they end, mark included.
            marks: their marks.
            last: where the story ends.
        """
        found: list[ParagraphProperties | None] = []
        by_end = self._runs.by_end
        for piece in self._table.since(ends[0] - 1) if ends else ():
            first = len(found)
            after = len(ends) if piece.end >= last else bisect_right(ends, piece.end, first)
            # Where the characters after the marks lie in the file; pages name paragraphs by these places.
            width = piece.width
            origin = piece.offset - piece.start * width
            found += [by_end.get(origin + end * width) for end in ends[first:after]]
            if piece.properties or not all(found[first:]):
                for number in range(first, after):
                    place = origin + ends[number] * width
                    found[number] = self._own(found[number], marks[number], place, piece)
            if after == len(ends):
                break
        if found and found[-1] is None:  # nothing follows that it could be part of
            found[-1] = self._runs.over(origin + ends[-1] * width)
        return found

    def _own(
        self, found: ParagraphProperties | None, mark: str, place: int, piece: Piece
    ) -> ParagraphProperties | None:
        """The properties of a paragraph in a piece of text, from what its page says of it."""
        if found is None and mark == PAGE_MARK:
            return None
        found = found or self._runs.over(place)
        return self._properties.paragraph(found.stored, piece.properties) if piece.properties else found

    def _finish(self, found: BinaryParagraph) -> None:
        """Make the text of a paragraph what is printed, number it, and see whether its mark counts."""
        properties = found.properties
        at = found.start + len(found.text)
        if properties.hidden:
            found.text = self._hidden_by_style(found.text, found.start)
        if SPECIAL.search(found.text) or PAGE_MARK in found.text:
            self._print(found)
        found.joins = at in self._deleted and found.mark == PARAGRAPH_MARK
        found.omitted = at in self._deleted or at in self._hidden
        if properties.list_id is not None and not properties.row_end and (found.text or not found.joins):
            numbered = Numbered(str(properties.list_id), properties.list_level)
            found.text = self._numbering.next(numbered, None) + found.text

    def _print(self, found: BinaryParagraph) -> None:
        """Make the text what is printed; note pictures and hidden text in it."""
        content = found.text
        if CONCEALED in content:
            self.remarks.add(Remark.HIDDEN_TEXT)
        if PICTURE in content or DRAWING in content:
            found.anchors = tuple(
                found.start + index for index, sign in enumerate(content) if sign in {PICTURE, DRAWING}
            )
        content = content.translate(PRINTED)
        if UNITS.search(content):
            content = content.encode("utf-16-le", SURROGATES).decode("utf-16-le", "replace")
        found.text = content

    def _hidden_by_style(self, content: str, start: int) -> str:
        signs = [CONCEALED if sign > " " and not sign.isspace() else sign for sign in content]
        end = start + len(content)
        for index in range(max(0, bisect_right(self._shown, (start, start)) - 1), len(self._shown)):
            first, last = self._shown[index]
            if first >= end:
                break
            inner = slice(max(first - start, 0), max(last - start, 0))
            signs[inner] = content[inner]
        return "".join(signs)


def _parted(text: str) -> tuple[str, list[str]]:
    """The text, with a mark at its end, and its paragraphs without their marks."""
    # Splitting at one character takes a fifth of splitting at any of three.
    contents = (
        text.replace(CELL_MARK, PARAGRAPH_MARK).replace(PAGE_MARK, PARAGRAPH_MARK).split(PARAGRAPH_MARK)
    )
    if contents[-1]:
        return text + PARAGRAPH_MARK, contents
    del contents[-1]
    return text, contents


def _symbol(point: int) -> str:
    """A character of a symbol font; those fonts live in a private area or below it."""
    if 0xF000 <= point <= 0xF0FF:
        return SYMBOLS.get(point - 0xF000, UNKNOWN_SYMBOL)
    return chr(point) if 0x20 <= point < 0xD800 or 0xF900 <= point <= 0xFFFD else UNKNOWN_SYMBOL
