"""What paragraphs and characters are, once styles and modifiers are applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.engine.reading import word_binary_sprms as sprms
from gouji.engine.reading.word_binary_bytes import (
    DamagedError,
    TooComplexError,
    int16,
    part,
    uint16,
    uint32,
)
from gouji.engine.reading.word_binary_plain import kind
from gouji.engine.reading.word_binary_sprms import modifiers

if TYPE_CHECKING:
    from collections.abc import Callable

    from gouji.engine.reading.word_binary_sprms import Modifier
    from gouji.engine.reading.word_binary_styles import Styles

BODY_TEXT = 9
"""The outline level that means body text; levels 0 to 8 are headings 1 to 9."""

MAX_DEPTH = 64
MAX_BYTES = 8_000_000
"""Bytes of modifiers looked at; equal ones are looked at once, so that a report needs some thousands."""

MORE_SIZE = 6
"""Bytes of a modifier that says where in the data stream there are more, its code included."""

NO_LISTS = frozenset({0, 0x7FF})
AS_STYLE, UNLIKE_STYLE = 0x80, 0x81


@dataclass(slots=True)
class ParagraphProperties:
    """The properties of a paragraph.

    Attributes:
        heading: the outline level, 0 for a title, ``None`` for body text.
        depth: how many tables it stands in; 0 outside.
        cell_end, row_end: whether its mark ends a cell of an inner table, a row of any table.
        list_id: the list that numbers it, from 1; ``None`` for none.
        list_level: the level there, from 0.
        hidden: whether its style hides its text.
        row: the modifiers of the table row it ends.
        stored: what these were told by: the number of the style, two bytes, and modifiers; empty for none.
        kind: one of the kinds that rows of plain cells are told by.
    """

    heading: int | None = None
    depth: int = 0
    cell_end: bool = False
    row_end: bool = False
    list_id: int | None = None
    list_level: int = 0
    hidden: bool = False
    row: list[Modifier] = field(default_factory=list)
    stored: bytes = b""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CharacterProperties:
    """What matters of the formatting of characters; ``hidden`` is ``None`` where only styles decide."""

    deleted: bool = False
    inserted: bool = False
    hidden: bool | None = None
    form_data: bool = False
    symbol: int | None = None
    picture: int | None = None


PLAIN = CharacterProperties()


class Properties:
    """Applies modifiers on styles; equal ones once."""

    def __init__(self, styles: Styles, data: Callable[[], bytes]) -> None:
        """Keep the style sheet.

        Args:
            styles: the style sheet.
            data: gives the data stream, where long properties go on; asked for when one does.
        """
        self._styles = styles
        self._data = data
        self._bytes = 0
        self._of_style: dict[int, ParagraphProperties] = {}
        self._paragraphs: dict[tuple[bytes, bytes], ParagraphProperties] = {}
        self._by_lists: dict[tuple[int, bytes, bytes, bool], ParagraphProperties] = {}
        self._characters: dict[bytes, CharacterProperties] = {}

    def paragraph(self, stored: bytes, piece: bytes = b"") -> ParagraphProperties:
        """The properties of a paragraph.

        Args:
            stored: as its page holds them: the number of the style and modifiers; empty for none.
            piece: the modifiers of the piece of text that its mark is in.
        """
        found = self._paragraphs.get((stored, piece))
        if found is None:
            style = stored[0] | stored[1] << 8 if stored else 0
            own, from_data = self._whole(stored[2:])
            found = self._by_lists.get((style, own, piece, from_data))
            if found is None:
                found = self._made(style)
                self._apply(found, own, nested=from_data)
                self._apply(found, piece)
                found.stored = stored
                found.kind = kind(found)
                self._by_lists[style, own, piece, from_data] = found
            self._paragraphs[stored, piece] = found
        return found

    def _made(self, style: int) -> ParagraphProperties:
        base = self._style(style)
        return ParagraphProperties(
            base.heading, base.depth, list_id=base.list_id, list_level=base.list_level, hidden=base.hidden
        )

    def _whole(self, stored: bytes) -> tuple[bytes, bool]:
        """Modifiers of a paragraph, and whether they come from the data stream, as those of long rows do.

        Found there before they are applied, because those of many rows are the same.
        """
        if len(stored) == MORE_SIZE and stored[0] | stored[1] << 8 in sprms.MORE_IN_DATA:
            found = self._from_data(uint32(stored, 2))
            self._count(found)
            return found, True
        return stored, False

    def _style(self, index: int) -> ParagraphProperties:
        if index not in self._of_style:
            properties = ParagraphProperties()
            for style in reversed(self._styles.ancestry(index)):
                self._apply(properties, style.paragraph)
            properties.heading = self._styles.heading(index, properties.heading)
            properties.hidden = self._styles.hides(index)
            self._of_style[index] = properties
        return self._of_style[index]

    def _apply(self, properties: ParagraphProperties, stored: bytes, *, nested: bool = False) -> None:
        if not stored:
            return
        self._count(stored)
        for modifier in modifiers(stored):
            code, operand = modifier
            if code in sprms.ROWS:
                properties.row.append(modifier)
            elif code not in sprms.MORE_IN_DATA:
                _apply_paragraph(properties, code, operand)
            elif not nested:
                self._apply(properties, self._from_data(uint32(operand, 0)), nested=True)

    def _from_data(self, position: int) -> bytes:
        data = self._data()
        return part(data, position + 2, uint16(data, position))

    def _count(self, stored: bytes) -> None:
        self._bytes += len(stored)
        if self._bytes > MAX_BYTES:
            raise TooComplexError

    def characters(self, stored: bytes) -> CharacterProperties:
        """The properties of a run of characters from its modifiers; ``PLAIN`` itself where none matters."""
        found = self._characters.get(stored)
        if found is None:
            self._count(stored)
            found = self._run(stored) if sprms.MAY_MATTER.search(stored) else PLAIN
            found = PLAIN if found == PLAIN else found
            self._characters[stored] = found
        return found

    def _run(self, stored: bytes) -> CharacterProperties:
        values = dict(modifiers(stored))
        own = values.get(sprms.HIDDEN)
        by_style = self._styles.hides(uint16(values[sprms.STYLE], 0)) if sprms.STYLE in values else False
        hidden = True if by_style else None
        if own is not None and own[0] != AS_STYLE:
            hidden = not by_style if own[0] == UNLIKE_STYLE else bool(own[0])
        return CharacterProperties(
            deleted=_on(values.get(sprms.DELETED)),
            inserted=_on(values.get(sprms.INSERTED)),
            hidden=hidden,
            form_data=_on(values.get(sprms.FORM_DATA)),
            symbol=uint16(values[sprms.SYMBOL], 2) if sprms.SYMBOL in values else None,
            picture=uint32(values[sprms.PICTURE], 0) if sprms.PICTURE in values else None,
        )


def _on(operand: bytes | None) -> bool:
    return operand is not None and operand[0] == 1


def _apply_paragraph(properties: ParagraphProperties, code: int, operand: bytes) -> None:
    if code == sprms.IN_TABLE:
        properties.depth = max(properties.depth, 1) if operand[0] else 0
    elif code == sprms.DEPTH:
        properties.depth = uint32(operand, 0) or properties.depth
        if properties.depth > MAX_DEPTH:
            raise DamagedError
    elif code in sprms.ROW_ENDS:
        properties.row_end = operand[0] != 0
    elif code == sprms.INNER_CELL_END:
        properties.cell_end = operand[0] != 0
    elif code == sprms.OUTLINE:
        properties.heading = operand[0] + 1 if operand[0] < BODY_TEXT else None
    elif code == sprms.LIST:
        number = int16(operand, 0)
        properties.list_id = None if number < 0 or number in NO_LISTS else number
    elif code == sprms.LIST_LEVEL:
        properties.list_level = operand[0]
