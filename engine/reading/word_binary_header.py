"""The head of a binary Word document (FIB): what it is, and where everything else lies."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.engine.reading.word_binary_bytes import (
    DamagedError,
    TooComplexError,
    part,
    uint16,
    uint32,
    uint32s,
)

WORD_97 = 0xA5EC
OLDER = frozenset({0xA5DC, 0xA5DB, 0xA59C, 0xA59B})
"""First numbers of Word 2 to 95."""

FIRST_97_VERSION = 0x00C1
ENCRYPTED = 0x0100
SECOND_TABLE = 0x0200

STORIES = 0x4C
"""Where the lengths of the stories stand: text, footnotes, headers, macros, comments, endnotes, boxes."""

STORY_COUNT = 8
BOXES = 6
TABLE_OF_PARTS = 0x9A
STYLE_SHEET, CHARACTER_PAGES, PARAGRAPH_PAGES, PIECES = 1, 12, 13, 33
SHAPE_ANCHORS, DRAWINGS, BOX_STORIES, LISTS, LIST_OVERRIDES = 40, 50, 56, 73, 74
MAX_TEXT = 2_000_000
"""Characters of all stories; fifty times a long report."""


@dataclass(frozen=True, slots=True)
class Header:
    """The head.

    Attributes:
        word: the main stream.
        table: the table stream it names.
        stories: characters of each story in their order; the first is the text.
    """

    word: bytes
    table: bytes
    stories: tuple[int, ...]

    def part(self, index: int) -> bytes:
        """The part of the table stream with that number; empty without one."""
        offset, size = self.place(index)
        return part(self.table, offset, size) if size else b""

    def place(self, index: int) -> tuple[int, int]:
        """Offset and size of a part in the table stream."""
        at = TABLE_OF_PARTS + 8 * index
        return uint32(self.word, at), uint32(self.word, at + 4)

    def story(self, index: int) -> tuple[int, int]:
        """Where a story begins and ends, counted in characters."""
        start = sum(self.stories[:index])
        return start, start + self.stories[index]


def is_older(word: bytes) -> bool:
    """Whether the stream was written by a Word before 97, in another format."""
    magic = uint16(word, 0)
    return magic in OLDER or (magic == WORD_97 and uint16(word, 2) < FIRST_97_VERSION)


def is_encrypted(word: bytes) -> bool:
    """Whether a password is needed to read the document."""
    return bool(uint16(word, 0x0A) & ENCRYPTED)


def table_name(word: bytes) -> str:
    """The name of the table stream; raises ``DamagedError`` when the stream is no Word document at all."""
    if uint16(word, 0) != WORD_97:
        raise DamagedError
    return "1Table" if uint16(word, 0x0A) & SECOND_TABLE else "0Table"


def header(word: bytes, table: bytes) -> Header:
    """The head of a document; raises ``DamagedError`` when it promises more than the file holds."""
    stories = uint32s(word, STORIES, STORY_COUNT)
    if sum(stories) > len(word):
        raise DamagedError
    if sum(stories) > MAX_TEXT:
        raise TooComplexError
    return Header(word, table, stories)
