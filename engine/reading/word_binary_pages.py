"""Formatted disk pages: which bytes of the text carry which properties."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from struct import Struct
from typing import TYPE_CHECKING

from gouji.engine.reading.word_binary_bytes import DamagedError, TooComplexError, part, uint32s

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gouji.engine.reading.word_binary_properties import ParagraphProperties, Properties

PAGE = 512
PAGE_NUMBER = 0x3FFFFF
MAX_PAGES = 4000
"""Pages of one kind; they hold at least a hundred thousand paragraphs."""

PARAGRAPH_ENTRY = 13
LIMITS = tuple(Struct(f"<{count}I") for count in range(PAGE // (4 + PARAGRAPH_ENTRY)))
"""Where paragraphs end, by how many a page lists."""

CHARACTER_ENTRY = 1
NO_PROPERTIES = b""


class ParagraphRuns:
    """The properties of paragraphs, found by where their end marks lie.

    Attributes:
        by_end: the properties by the byte after the end mark.
    """

    def __init__(self, by_end: dict[int, ParagraphProperties], without: ParagraphProperties) -> None:
        """Keep what pages say.

        Args:
            by_end: the properties by the byte after the end mark.
            without: those of a paragraph after all these.
        """
        self.by_end = by_end
        self._without = without

    @cached_property
    def _ends(self) -> list[int]:
        return sorted(self.by_end)

    def over(self, byte: int) -> ParagraphProperties:
        """The properties of a paragraph that goes on at ``byte``, according to its page."""
        after = bisect_right(self._ends, byte)
        return self.by_end[self._ends[after]] if after < len(self._ends) else self._without


class _Meanings(dict[bytes, "ParagraphProperties"]):
    """What stored properties mean, each found out once."""

    def __init__(self, properties: Properties) -> None:
        super().__init__()
        self._properties = properties

    def __missing__(self, stored: bytes) -> ParagraphProperties:
        self[stored] = self._properties.paragraph(stored)
        return self[stored]


def paragraph_runs(bins: bytes, word: bytes, properties: Properties) -> ParagraphRuns:
    """The paragraph properties of a document.

    Args:
        bins: the part of the table stream that lists the pages (``PlcBtePapx``).
        word: the main stream, which holds them.
        properties: what stored properties mean.
    """
    meanings = _Meanings(properties)
    without = meanings[NO_PROPERTIES]
    ends: list[int] = []
    found: list[ParagraphProperties] = []
    for page in _pages(bins, word):
        count = page[-1]
        first = 4 * (count + 1)
        if first + PARAGRAPH_ENTRY * count > PAGE:
            raise DamagedError
        ends += LIMITS[count].unpack_from(page, 4)
        for place in page[first : first + PARAGRAPH_ENTRY * count : PARAGRAPH_ENTRY]:
            if not place:
                found.append(without)
                continue
            start = place + place
            size = page[start]
            if size:
                end = start + size + size
                start += 1
            else:  # an even number of bytes, in the next byte
                start += 2
                end = start + 2 * page[start - 1]
            if end >= PAGE:
                raise DamagedError
            found.append(meanings[page[start:end]])
    return ParagraphRuns(dict(zip(ends, found, strict=True)), without)


def character_runs(
    bins: bytes, word: bytes, wanted: Callable[[bytes], bool]
) -> Iterator[tuple[int, int, bytes]]:
    """The bytes from, to, and stored properties of all runs of characters whose properties are ``wanted``.

    Args:
        bins: the part of the table stream that lists the pages (``PlcBteChpx``).
        word: the main stream, which holds them.
        wanted: asked once for each properties stored in a page.
    """
    for page in _pages(bins, word):
        count = page[-1]
        first = 4 * (count + 1)
        places = part(page, first, CHARACTER_ENTRY * count)
        stored = {place: _characters(page, 2 * place) for place in set(places)}
        chosen = {place for place, properties in stored.items() if properties and wanted(properties)}
        if not chosen:
            continue
        limits = uint32s(page, 0, count + 1)
        for index, place in enumerate(places):
            if place in chosen and limits[index] < limits[index + 1]:
                yield limits[index], limits[index + 1], stored[place]


def _pages(bins: bytes, word: bytes) -> Iterator[bytes]:
    """The pages, each once, in the order of the text."""
    if not bins:
        return
    count = (len(bins) - 4) // 8
    if count > MAX_PAGES:
        raise TooComplexError
    numbers = uint32s(bins, 4 * (count + 1), count) if count > 0 else ()
    for number in dict.fromkeys([number & PAGE_NUMBER for number in numbers]):
        page = word[number * PAGE : (number + 1) * PAGE]
        if len(page) < PAGE:
            raise DamagedError
        yield page


def _characters(page: bytes, place: int) -> bytes:
    """Stored modifiers of characters; empty for none."""
    if not place:
        return NO_PROPERTIES
    end = place + 1 + page[place]
    if end >= PAGE:
        raise DamagedError
    return page[place + 1 : end]
