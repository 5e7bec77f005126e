"""The text of a binary Word document as it would print with all revisions accepted."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Remark
from gouji.engine.reading.docx_styles import Numbered
from gouji.engine.reading.docx_text import SYMBOLS, UNKNOWN_SYMBOL
from gouji.engine.reading.word_binary_bytes import DamagedError, TooComplexError
from gouji.engine.reading.word_binary_pieces import SURROGATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gouji.engine.reading.docx_numbering import Numbering
    from gouji.engine.reading.word_binary_pages import ParagraphRuns
    from gouji.engine.reading.word_binary_pieces import PieceTable
    from gouji.engine.reading.word_binary_properties import (
        CharacterProperties,
        ParagraphProperties,
        Properties,
    )

PARAGRAPH_MARK, CELL_MARK, PAGE_MARK = "\r", "\x07", "\x0c"
ENDS = re.compile("([\r\x07\x0c])")
NO_END = re.compile("[^\r\x07\x0c]")
FIELD_MARKS = re.compile("[\x13\x14\x15]")
FIELD_BEGINS, FIELD_PARTS = "\x13", "\x14"
PICTURE, DRAWING = "\x01", "\x08"
GONE, CONCEALED = "\x00", "\x1a"
"""Stand in the text for what does not print: taken out, and hidden (which is remarked on)."""

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
            self._text = _without_instructions(self._text)

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

    def paragraphs(self, start: int, end: int) -> Iterator[BinaryParagraph]:
        """The paragraphs of a story, which goes from ``start`` to ``end``; lists go on counting."""
        text = self._text[start:end]
        parts = ENDS.split(text)
        if len(parts) > 2 * MAX_PARAGRAPHS:
            raise TooComplexError
        if parts[-1]:
            parts += (PARAGRAPH_MARK, "")
        plain = not (self._deleted or self._hidden)
        special = SPECIAL.search
        by_end = self._runs.by_end
        pieces = self._table.since(start)
        piece = next(pieces)
        position, before = start, ""
        for content, mark in zip(parts[0::2], parts[1::2], strict=False):
            first = position
            position += len(content) + 1
            while position > piece.end and position <= end:
                piece = next(pieces)
            after = piece.offset + (position - piece.start) * piece.width
            properties = by_end.get(after)
            if mark == PAGE_MARK and properties is None and position < end:
                before += content + mark  # a page break in the midst of a paragraph
                continue
            properties = properties or self._runs.over(after)
            if piece.properties:
                properties = self._properties.paragraph(properties.stored, piece.properties)
            found = BinaryParagraph(before + content, mark, properties, first - len(before))
            if before or not plain or special(content) or properties.hidden or properties.list_id is not None:
                self._finish(found)
            before = ""
            yield found

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
        if re.search("[\ud800-\udfff]", content):
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


def _without_instructions(text: str) -> str:
    """The text with the instructions of its fields marked as gone; results stay.

    Instructions end with the cell they stand in; a field without an end hides only what is before its result.
    """
    opened: list[list[int]] = []
    ranges: list[tuple[int, int]] = []
    for found in FIELD_MARKS.finditer(text):
        at = found.start()
        if found[0] == FIELD_BEGINS:
            opened.append([at])
        elif opened and found[0] == FIELD_PARTS:
            opened[-1].append(at)
        elif opened:
            ranges.append((opened[-1][0], (*opened.pop()[1:], at)[0]))
    ranges += ((marks[0], marks[1]) for marks in opened if len(marks) > 1)
    kept, position = [], 0
    for start, end in sorted(ranges):
        if start < position:
            continue  # inside one before, or cut off with it
        cell = text.find(CELL_MARK, start, end)
        last = end if cell < 0 else cell
        kept += [text[position:start], NO_END.sub(GONE, text[start:last])]
        position = last
    return "".join((*kept, text[position:]))


def _symbol(point: int) -> str:
    """A character of a symbol font; those fonts live in a private area or below it."""
    if 0xF000 <= point <= 0xF0FF:
        return SYMBOLS.get(point - 0xF000, UNKNOWN_SYMBOL)
    return chr(point) if 0x20 <= point < 0xD800 or 0xF900 <= point <= 0xFFFD else UNKNOWN_SYMBOL
