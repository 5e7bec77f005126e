"""The style sheet of a binary Word document: heading levels, and properties that paragraphs inherit."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.engine.reading.docx_styles import HEADING_NAME, TITLE_NAMES
from gouji.engine.reading.word_binary_bytes import uint16
from gouji.engine.reading.word_binary_sprms import HIDDEN, modifiers

PARAGRAPH, CHARACTER = 1, 2
KIND, NUMBER = 0xF, 0xFFF
NO_BASE = 0xFFF
MAY_HIDE = HIDDEN.to_bytes(2, "little")
MAX_STYLES = 4095
MAX_ANCESTORS = 32
HEADINGS = range(1, 10)
TITLE = 62
"""Built-in numbers of the heading styles and of the title."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style.

    Attributes:
        heading: the level it stands for, by its built-in number or else by its name: 0 for a title, 1 the
            highest; ``None`` where that does not tell.
        kind: ``PARAGRAPH`` or ``CHARACTER``; others are not looked at.
        base: the index of the style it is based on.
        paragraph, characters: its modifiers.
    """

    heading: int | None
    kind: int
    base: int
    paragraph: bytes
    characters: bytes


class Styles:
    """The styles by their index; an index that is not there decides nothing."""

    def __init__(self, stored: bytes) -> None:
        self._entries: list[bytes] = []
        self._ancestries: dict[int, list[Style]] = {}
        self._styles: dict[int, Style] = {}
        self._fixed = uint16(stored, 4) if stored else 0
        position = 2 + uint16(stored, 0) if stored else 0
        for _ in range(min(uint16(stored, 2), MAX_STYLES) if stored else 0):
            size = stored[position] | stored[position + 1] << 8
            position += 2
            self._entries.append(stored[position : position + size])
            position += size + size % 2

    def ancestry(self, index: int) -> list[Style]:
        """The style and those it is based on, nearest first."""
        if index in self._ancestries:
            return self._ancestries[index]
        found = self._ancestries[index] = []
        while index < len(self._entries) and len(found) < MAX_ANCESTORS:
            if len(self._entries[index]) <= self._fixed:
                break
            if index not in self._styles:
                self._styles[index] = _style(self._entries[index], self._fixed)
            style = self._styles[index]
            found.append(style)
            index = style.base
        return found

    def heading(self, index: int, outline: int | None) -> int | None:
        """The heading level a style gives.

        Args:
            index: the style.
            outline: the level its own or inherited modifiers state, if any.

        Returns:
            0 for a title, 1 the highest heading; ``None`` for body text.
        """
        for style in self.ancestry(index):
            if style.heading is not None:
                return style.heading
        return outline

    def hides(self, index: int) -> bool:
        """Whether a paragraph or character style hides its text."""
        for style in self.ancestry(index):
            if MAY_HIDE in style.characters:
                found = [operand[0] for code, operand in modifiers(style.characters) if code == HIDDEN]
                if found:
                    return found[-1] == 1
        return False


def _style(entry: bytes, fixed: int) -> Style:
    first, second, third = uint16(entry, 0), uint16(entry, 2), uint16(entry, 4)
    length = uint16(entry, fixed)
    position = fixed + 2 + 2 * length
    name = entry[fixed + 2 : position].decode("utf-16-le", "replace")
    position += 2
    lists: list[bytes] = []
    for _ in range(min(third & KIND, 2)):
        position += position % 2
        if position + 2 > len(entry):
            break
        size = uint16(entry, position)
        lists.append(entry[position + 2 : position + 2 + size])
        position += 2 + size
    lists += [b""] * (2 - len(lists))
    kind = second & KIND
    paragraph, characters = (lists[0][2:], lists[1]) if kind == PARAGRAPH else (b"", lists[0])
    return Style(_heading(first & NUMBER, name), kind, second >> 4, paragraph, characters)


def _heading(built_in: int, name: str) -> int | None:
    """The heading level of a style by its built-in number and its name, which other names may follow."""
    if built_in in HEADINGS:
        return built_in
    name = name.partition(",")[0].strip()
    if match := HEADING_NAME.fullmatch(name):
        return int(match[1])
    return 0 if built_in == TITLE or name.lower() in TITLE_NAMES else None
