"""Years that a text names, each with what is said of it: an earlier report shows in them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.flat_text import place_in
from gouji.engine.binding.report import TextFact
from gouji.engine.binding.text_numbers import Role
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.binding.clauses import Sentence
    from gouji.engine.binding.texts import Passage

_BREAKS = "，。；：、（）！？"


def years_named(passage: Passage, sentence: Sentence) -> Iterator[TextFact]:
    """The years of a sentence; full dates, spans of years and years in titles are none.

    The words of each go from the beginning of its clause to the clause of the next year, or to the end of the
    sentence.
    """
    line = sentence.line
    places = [
        place
        for place, number in sorted(line.numbers.items())
        if sentence.start <= place < sentence.end and number.role is Role.YEAR and number.year is not None
    ]
    begins = [_begin(sentence, place) for place in places]
    for index, (begin, place) in enumerate(zip(begins, places, strict=True)):
        following = next(
            (one for one in (*begins[index + 1 :], *places[index + 1 :]) if one > place), sentence.end
        )
        yield TextFact(
            Kind.YEAR,
            {"value": Fraction(line.numbers[place].year or 0)},
            line.printed(begin, following),
            sentence.printed,
            passage.section,
            place_in(passage.location, line.flat.raw, line.raw_at(place)),
        )


def _begin(sentence: Sentence, place: int) -> int:
    """Where the clause that a year stands in begins."""
    text = sentence.line.text
    return max(sentence.start, *(text.rfind(mark, sentence.start, place) + 1 for mark in _BREAKS))
