"""A paragraph made easy to search: one width, no white space, and the way back to what is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.engine.binding.patterns import spans
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.engine.reading.document import Location

FIRST_MARK, LAST_MARK = 0xE000, 0xE00F
"""Private characters that stand for numbers in a text; those of the text itself are blotted out."""
_WIDTH: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PUNCTUATION: dict[int, str] = {
    ord(half): full for half, full in zip(",;:?!()", "，；：？！（）", strict=True)
}
_TABLE: dict[int, int | str] = {
    **_WIDTH,
    **_PUNCTUATION,
    **{ord(full): full for full in "，；：？！（）"},
    **dict.fromkeys(range(FIRST_MARK, LAST_MARK + 1), "□"),
}
_THOUSANDS = re.compile(r"(?<![\d.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[０-９]{1,3}(?:[,，][０-９]{3})+)(?![\d,])")
_WHITE = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff\u00ad]+")


@dataclass(frozen=True)
class FlatText:
    """A text without white space and marks of conversion, in half-width digits and full-width punctuation.

    Attributes:
        raw: as printed.
        text: the flat text; a single space is left between letters or digits that white space parts.
        cuts: where something was left out: the place in ``text`` and the place in ``raw`` that follows it.
    """

    raw: str
    text: str
    cuts: tuple[tuple[int, int], ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [place for place, _ in self.cuts]

    def raw_at(self, place: int) -> int:
        """Where in ``raw`` the character at ``place`` stands."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return place
        start, there = self.cuts[index]
        return there + place - start

    def printed(self, start: int, end: int) -> str:
        """What is printed from ``start`` up to ``end``."""
        return self.raw[self.raw_at(start) : self.raw_at(end - 1) + 1] if end > start else ""


def flat_text(raw: str, residue: tuple[str, ...] = ()) -> FlatText:
    """The text made easy to search.

    Args:
        raw: as printed.
        residue: patterns of marks that a conversion leaves.
    """
    even = raw.translate(_TABLE)
    for found in _THOUSANDS.finditer(raw):
        number = found.group().translate(_WIDTH).replace("，", ",")
        even = even[: found.start()] + number + even[found.end() :]
    parts: list[str] = []
    cuts: list[tuple[int, int]] = []
    length = last = 0
    for start, end in _left_out(raw, residue):
        parts.append(even[last:start])
        length += start - last
        if _joins_words(even, start, end):
            parts.append(" ")
            length += 1
        cuts.append((length, end))
        last = end
    parts.append(even[last:])
    return FlatText(raw, "".join(parts), tuple(cuts))


def _left_out(raw: str, residue: tuple[str, ...]) -> Iterable[tuple[int, int]]:
    """The stretches left out, in order and apart."""
    white = [found.span() for found in _WHITE.finditer(raw)]
    marks = spans(residue, raw)
    if not marks:
        return white
    merged: list[tuple[int, int]] = []
    for start, end in sorted((*white, *marks)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _joins_words(text: str, start: int, end: int) -> bool:
    """Whether leaving out the stretch would run two words or numbers together."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def place_in(location: Location, raw: str, offset: int) -> Location:
    """The place of a character of a paragraph, as exactly as the format of the file can tell."""
    if location.line is None or location.column is None:
        return location
    breaks = raw.count("\n", 0, offset)
    if not breaks:
        return replace(location, column=location.column + offset)
    return replace(location, line=location.line + breaks, column=offset - raw.rfind("\n", 0, offset))
