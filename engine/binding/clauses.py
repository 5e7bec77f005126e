"""A paragraph taken apart for reading: sentences, clauses, parentheses, and numbers as single marks.

Years are put in relation to the report year (本年, 上年, 下年, 他年, 历年): patterns need not name them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.engine.binding.flat_text import FIRST_MARK, FlatText, flat_text
from gouji.engine.binding.text_numbers import Role, TextNumber, text_numbers
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.rules.pack import TextWords

COUNT, SHARE, DAY, NAME = (chr(FIRST_MARK + offset) for offset in range(4))
"""What stands for a quantity, a percentage, a date, and for a number that only names something."""
MARKS = {Role.QUANTITY: COUNT, Role.PERCENT: SHARE, Role.DATE: DAY, Role.NAME: NAME, Role.YEARS: "历年"}
THIS_YEAR, EARLIER_YEARS = "本年", ("上年", "他年")
_RELATIVE = {-1: EARLIER_YEARS[0], 0: THIS_YEAR, 1: "下年"}
_BREAKS = re.compile("[（），；。！？]")
_ENDS = "。！？"
_DEEPEST = 8
HOLE = "（）"
"""What a clause has in place of its parentheses."""


@dataclass(frozen=True)
class Line:
    """A paragraph with its numbers masked.

    Attributes:
        flat: the paragraph as it is searched.
        text: the flat text with a mark for each number.
        numbers: the numbers by the place of their mark in ``text``.
        cuts: where a mark stands: its end in ``text``, and the place in the flat text that follows.
    """

    flat: FlatText
    text: str
    numbers: dict[int, TextNumber]
    cuts: tuple[tuple[int, int], ...]

    @cached_property
    def _ends(self) -> list[int]:
        return [place for place, _ in self.cuts]

    def raw_at(self, place: int) -> int:
        """Where in the paragraph as printed the character at ``place`` of ``text`` stands."""
        number = self.numbers.get(place)
        if number is not None:
            return self.flat.raw_at(number.start)
        index = bisect_right(self._ends, place) - 1
        there, base = (self.cuts[index][1], self.cuts[index][0]) if index >= 0 else (0, 0)
        return self.flat.raw_at(there + place - base)

    def printed(self, start: int, end: int) -> str:
        """What is printed from ``start`` up to ``end`` of ``text``."""
        if end <= start:
            return ""
        last = self.numbers.get(end - 1)
        stop = self.flat.raw_at(last.end - 1) if last is not None else self.raw_at(end - 1)
        return self.flat.raw[self.raw_at(start) : stop + 1].strip()


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause without what stands in its parentheses, which are clauses of their own.

    Attributes:
        text: masked; ``HOLE`` in place of parentheses.
        start, end: its place in the line.
        pieces: where stretches of ``text`` stand in the line: the place in ``text`` and that in the line.
        outer: the index of the clause whose parentheses it stands in, and the place in that clause's text.
    """

    text: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    outer: tuple[int, int] | None = None

    def place(self, position: int) -> int:
        """Where in the line the character at ``position`` of ``text`` stands."""
        index = bisect_right(self.pieces, (position, len(self.text) + self.end)) - 1
        start, there = self.pieces[max(index, 0)]
        return there + position - start


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a line: its place and its clauses, those in parentheses after the one they belong to."""

    line: Line
    start: int
    end: int
    clauses: tuple[Clause, ...]

    @property
    def text(self) -> str:
        """The masked text, parentheses included."""
        return self.line.text[self.start : self.end]

    @property
    def printed(self) -> str:
        """The sentence as printed."""
        return self.line.printed(self.start, self.end)


def masked_line(raw: str, words: TextWords, year: int | None, residue: tuple[str, ...] = ()) -> Line:
    """The paragraph with its numbers found and masked.

    Args:
        raw: as printed.
        words: of the pack.
        year: the report year; years are told apart only when it is known.
        residue: patterns of marks that a conversion leaves.
    """
    flat = flat_text(raw, residue)
    parts: list[str] = []
    cuts: list[tuple[int, int]] = []
    numbers: dict[int, TextNumber] = {}
    length = last = 0
    for number in text_numbers(flat.text, words):
        mark = _mark(number, flat.text[number.start : number.start + 4], year)
        parts += (flat.text[last : number.start], mark)
        length += number.start - last
        numbers[length] = number
        length, last = length + len(mark), number.end
        cuts.append((length, last))
    parts.append(flat.text[last:])
    return Line(flat, "".join(parts), numbers, tuple(cuts))


def _mark(number: TextNumber, digits: str, year: int | None) -> str:
    """What stands for a number; a day of another year is told as one of that year."""
    if number.role is Role.YEAR:
        return _year(number.year, year)
    if number.role is Role.DATE and year is not None and digits.isdecimal() and int(digits) != year:
        return DAY + _year(int(digits), year)
    return MARKS[number.role]


def _year(number: int | None, year: int | None) -> str:
    if number is None or year is None:
        return NAME
    return _RELATIVE.get(number - year, EARLIER_YEARS[1])


def sentences(line: Line) -> Iterator[Sentence]:
    """The sentences of a line in reading order."""
    breaks = [found.start() for found in _BREAKS.finditer(line.text)]
    partners = _partners(line.text, breaks)
    start = skip = 0
    for place in breaks:
        if place < skip:
            continue
        if place in partners:
            skip = partners[place]
        elif line.text[place] in _ENDS:
            yield from _sentence(line, start, place + 1, breaks, partners)
            start = place + 1
    yield from _sentence(line, start, len(line.text), breaks, partners)


def _sentence(
    line: Line, start: int, end: int, breaks: Sequence[int], partners: dict[int, int]
) -> Iterator[Sentence]:
    if line.text[start:end].strip():
        clauses: list[Clause] = []
        _clauses(
            line.text, (start, end), [place for place in breaks if start <= place < end], partners, clauses
        )
        yield Sentence(line, start, end, tuple(clauses))


def _partners(text: str, breaks: Sequence[int]) -> dict[int, int]:
    """The closing parenthesis of each opening one; those without, or deep inside, are left out."""
    opened: list[int] = []
    partners: dict[int, int] = {}
    for place in breaks:
        if text[place] == "（":
            opened.append(place)
        elif text[place] == "）" and opened:
            opening = opened.pop()
            if len(opened) < _DEEPEST:
                partners[opening] = place
    return partners


def _clauses(
    text: str,
    span: tuple[int, int],
    breaks: Sequence[int],
    partners: dict[int, int],
    found: list[Clause],
    *,
    outer: tuple[int, int] | None = None,
) -> None:
    """Add the clauses of a stretch to ``found``, each followed by those in its parentheses."""
    begin, end = span
    holes: list[tuple[int, int]] = []
    skip = 0
    for place in (*breaks, end):
        if place < skip or (place < end and text[place] in "（）" and place not in partners):
            continue
        if place in partners and partners[place] < end and place < end:
            holes.append((place, partners[place]))
            skip = partners[place] + 1
            continue
        _clause(text, (begin, place), holes, breaks, partners, found=found, outer=outer)
        begin, holes = place + 1, []


def _clause(
    text: str,
    span: tuple[int, int],
    holes: Sequence[tuple[int, int]],
    breaks: Sequence[int],
    partners: dict[int, int],
    *,
    found: list[Clause],
    outer: tuple[int, int] | None,
) -> None:
    start, end = span
    if start >= end:
        return
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    inner: list[tuple[int, int, int]] = []
    length, last = 0, start
    for opening, closing in holes:
        pieces.append((length, last))
        parts += (text[last:opening], HOLE)
        length += opening - last
        pieces += ((length, opening), (length + 1, closing))
        inner.append((opening + 1, closing, length))
        length, last = length + len(HOLE), closing + 1
    pieces.append((length, last))
    parts.append(text[last:end])
    index = len(found)
    found.append(Clause("".join(parts), start, end, tuple(pieces), outer))
    for opening, closing, position in inner:
        within = [place for place in breaks if opening <= place < closing]
        _clauses(text, (opening, closing), within, partners, found, outer=(index, position))
