"""The piece table: which bytes of the file hold which characters of the document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.engine.reading.word_binary_bytes import (
    DamagedError,
    TooComplexError,
    part,
    uint16,
    uint32,
    uint32s,
)
from gouji.engine.reading.word_binary_sprms import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator

PROPERTIES, TABLE = 1, 2
COMPRESSED = 0x40000000
OFFSET = 0x3FFFFFFF
SHORT_LIMIT = 128
MAX_PIECES = 100_000
SURROGATES = "surrogatepass"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that lie together.

    Attributes:
        start, end: its characters, counted through the whole document.
        offset: the byte of the main stream where it begins.
        width: bytes of a character, 1 or 2.
        properties: modifiers of all its characters and paragraphs, left by fast saving.
    """

    start: int
    end: int
    offset: int
    width: int
    properties: bytes


class PieceTable:
    """The pieces in the order of the text, which is put together from them.

    Attributes:
        text: all stories, one code unit an index (so that characters count as Word counts them).
    """

    def __init__(self, pieces: tuple[Piece, ...], word: bytes) -> None:
        self.pieces = pieces
        self.text = "".join(_decoded(piece, word) for piece in pieces)
        self._by_offset = sorted(pieces, key=lambda piece: piece.offset)
        self._offsets = [piece.offset for piece in self._by_offset]
        self._ends = [piece.end for piece in pieces]

    def since(self, character: int) -> Iterator[Piece]:
        """The piece that holds a character, and those that follow it."""
        for index in range(bisect_right(self._ends, character), len(self.pieces)):
            yield self.pieces[index]

    def ranges(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The characters that lie in the bytes from ``start`` to ``end``, as ranges of the text."""
        for index in range(max(0, bisect_right(self._offsets, start) - 1), len(self._offsets)):
            piece = self._by_offset[index]
            if piece.offset >= end:
                return
            first = piece.start + max(0, start - piece.offset) // piece.width
            last = min(piece.end, piece.start + -(-(end - piece.offset) // piece.width))
            if first < last:
                yield first, last


def piece_table(stored: bytes, word: bytes, length: int) -> PieceTable:
    """Read the piece table.

    Args:
        stored: the part of the table stream that holds it (``Clx``).
        word: the main stream.
        length: the characters of all stories.
    """
    lists, position = [], 0
    while stored[position] == PROPERTIES:
        size = uint16(stored, position + 1)
        lists.append(part(stored, position + 3, size))
        position += 3 + size
    if stored[position] != TABLE:
        raise DamagedError
    count = (uint32(stored, position + 1) - 4) // 12
    if count > MAX_PIECES:
        raise TooComplexError
    ends = uint32s(stored, position + 5, count + 1)
    first = position + 5 + 4 * (count + 1)
    pieces: list[Piece] = []
    for index in range(count):
        if ends[index] >= min(ends[index + 1], length):
            break
        at = first + 8 * index
        end = min(ends[index + 1], length)
        pieces.append(
            _piece(ends[index], end, uint32(stored, at + 2), _modifiers(uint16(stored, at + 6), lists))
        )
    if not pieces or pieces[0].start or pieces[-1].end < length:
        raise DamagedError
    return PieceTable(tuple(pieces), word)


def _piece(start: int, end: int, place: int, properties: bytes) -> Piece:
    if place & COMPRESSED:
        return Piece(start, end, (place & OFFSET) // 2, 1, properties)
    return Piece(start, end, place & OFFSET, 2, properties)


def _modifiers(stored: int, lists: list[bytes]) -> bytes:
    """The modifiers of a piece: one of the lists before the table, or one abbreviated modifier."""
    if stored & 1:
        return lists[stored >> 1] if stored >> 1 < len(lists) else b""
    code = SHORT.get(stored >> 1 & (SHORT_LIMIT - 1))
    return b"" if code is None else code.to_bytes(2, "little") + bytes([stored >> 8])


def _decoded(piece: Piece, word: bytes) -> str:
    count = piece.end - piece.start
    stored = part(word, piece.offset, count * piece.width)
    if piece.width == 1:
        return stored.decode("cp1252", "replace")
    text = stored.decode("utf-16-le", SURROGATES)
    if len(text) == count:
        return text
    # Characters beyond the first plane are two code units here, as Word counts them.
    return "".join(chr(uint16(stored, at)) for at in range(0, 2 * count, 2))
