"""Facts about the order of a text: series of numbers that mark its parts, and sentences that stand twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.engine.binding.flat_text import place_in
from gouji.engine.binding.normalising import compact, whole_number
from gouji.engine.binding.report import TextFact
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.binding.texts import Passage
    from gouji.rules.pack import TextWords

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_STYLES = (
    rf"^（(?P<number>{_NUMERAL})）",
    rf"^(?P<number>{_NUMERAL})、",
    r"^(?P<number>\d{1,2})(?:、|．|\.(?!\d)|\.(?=(?:19|20)\d\d年))",
    r"^（(?P<number>\d{1,2})）",
)
"""How paragraphs are numbered, from the outermost."""
_PART = re.compile("[^，。；！？]+")
_SHORTEST = 25


@dataclass
class _Series:
    numbers: list[Fraction]
    marks: list[str]
    passage: Passage
    place: int
    faulty: tuple[Passage, int] | None = field(default=None)


@lru_cache(maxsize=16)
def _styles(ordinals: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in (*_STYLES, *ordinals))


def numberings(passages: Sequence[Passage], words: TextWords) -> Iterator[TextFact]:
    """The series of two or more marks in a section; a mark of one begins a new series."""
    running: dict[int, _Series] = {}
    section: str | None = None
    for passage in passages:
        if passage.section != section:
            yield from _closed(running, 0)
            section = passage.section
        for place, style, number, mark in _marks(passage, words):
            if style < len(_STYLES):
                yield from _closed(running, style + 1)
            series = running.get(style)
            if series is None or number == 1:
                yield from _told(running.pop(style, None))
                running[style] = _Series([Fraction(number)], [mark], passage, place)
                continue
            if series.faulty is None and number != series.numbers[-1] + 1:
                series.faulty = (passage, place)
            series.numbers.append(Fraction(number))
            series.marks.append(mark)
    yield from _closed(running, 0)


def _marks(passage: Passage, words: TextWords) -> list[tuple[int, int, int, str]]:
    """The marks of a paragraph: place in the flat text, style, number, and the mark itself."""
    text = passage.line.flat.text
    found = []
    for style, pattern in enumerate(_styles(words.ordinals)):
        for match in pattern.finditer(text):
            number = whole_number(match["number"])
            if number is not None:
                found.append((match.start("number"), style, number, match.group().strip("，；。：")))
    return sorted(found)


def _closed(running: dict[int, _Series], first: int) -> Iterator[TextFact]:
    for style in sorted(style for style in running if style >= first):
        yield from _told(running.pop(style))


def _told(series: _Series | None) -> Iterator[TextFact]:
    if series is None or len(series.numbers) < 2:
        return
    passage, place = series.faulty or (series.passage, series.place)
    continuous = series.numbers == [Fraction(number) for number in range(1, len(series.numbers) + 1)]
    flat = passage.line.flat
    yield TextFact(
        Kind.NUMBERING,
        {"numbers": tuple(series.numbers), "continuous": continuous},
        "".join(series.marks),
        flat.raw.strip(),
        passage.section,
        place_in(passage.location, flat.raw, flat.raw_at(place)),
    )


def repetitions(passages: Sequence[Passage]) -> Iterator[TextFact]:
    """Sentences of some length that stand more than once, told where they stand again; no titles."""
    found: dict[str, list[tuple[Passage, int, int]]] = {}
    for passage in passages:
        flat = passage.line.flat
        for match in _PART.finditer(flat.text):
            key = compact(match.group())
            is_title = passage.section is None and len(match.group()) == len(flat.text)
            if len(key) >= _SHORTEST and not is_title:
                found.setdefault(key, []).append((passage, match.start(), match.end()))
    for places in found.values():
        if len(places) > 1:
            passage, start, end = places[1]
            flat = passage.line.flat
            text = flat.printed(start, end).strip()
            yield TextFact(
                Kind.REPETITION,
                {"count": Fraction(len(places))},
                text,
                text,
                passage.section,
                place_in(passage.location, flat.raw, flat.raw_at(start)),
            )
