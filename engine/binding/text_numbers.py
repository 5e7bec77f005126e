"""Numbers in a text with their exact places: exact, rough, percentages, dates, years, and mere names.

Rough numbers are intervals (N余, 近N, 约N, N以上, N.n万), percentages the interval of what may be printed so.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.engine.binding import number_shapes as shapes
from gouji.engine.binding.chinese_numerals import chinese_number
from gouji.engine.binding.patterns import search
from gouji.engine.binding.roughness import narrowed, nominal, percentage, rough
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.engine.binding.quantities import Quantity
    from gouji.rules.pack import TextWords


class Role(Enum):
    """What a number in a text is for."""

    QUANTITY = "quantity"
    PERCENT = "percent"
    DATE = "date"
    YEAR = "year"
    YEARS = "years"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class TextNumber:
    """A number of a flat text.

    Attributes:
        start, end: its place, words of roughness before and right after it included, the measure left out.
        value: of a quantity or percentage (a fraction of 1); ``None`` otherwise.
        measure: the measure word that follows at once; of money with its multiple (万元).
        after: where the text goes on behind number and measure.
        year: of a year.
    """

    role: Role
    start: int
    end: int
    value: Quantity | None = None
    measure: str | None = None
    after: int = 0
    year: int | None = None


_BEFORE = re.compile(rf"(?:{shapes.BEFORE})$")
_LAST_SCALE = re.compile("^.*?(?=[万亿]?$)")
_LONGEST_WORD = 3
_SHORTEST_NAME = 3
_CONTEXT = 14
_TITLE = re.compile("《[^《》]*》")


def text_numbers(text: str, words: TextWords) -> tuple[TextNumber, ...]:
    """The numbers of a flat text from left to right; they do not overlap.

    Args:
        text: as ``flat_text`` makes it.
        words: measure words, and what numbers are not counts of.
    """
    scanner = _scanner(words)
    found = [one for match in scanner.pattern.finditer(text) if (one := scanner.number(text, match))]
    titles = [one.span() for one in _TITLE.finditer(text)] if "《" in text else []
    return tuple(
        TextNumber(Role.NAME, one.start, one.end, after=one.end)
        if any(start < one.start < end for start, end in titles)
        else one
        for one in found
    )


class _Scanner:
    """Finds numbers with the words of one pack."""

    def __init__(self, words: TextWords) -> None:
        self._money = frozenset(words.money)
        self._identifiers = words.identifiers
        measures = shapes.alternatives((*words.measures, *words.money))
        self._measure = re.compile(measures)
        self._after = re.compile(shapes.AFTER)
        names = "|".join(shapes.NAMED)
        idioms = shapes.alternatives(words.idioms)
        spoken = rf"{shapes.SPOKEN}(?={measures})"
        self.pattern = re.compile(
            rf"(?=[{re.escape(shapes.FIRST + ''.join(one[0] for one in words.idioms))}A-Za-z])(?:"
            rf"(?P<idiom>{idioms})|(?P<years>{shapes.YEARS})|(?P<date>{shapes.DATE})|(?P<percent>{shapes.PERCENT})|"
            rf"(?P<name>{names})|(?P<year>{shapes.YEAR})|{shapes.ARABIC}|{spoken})"
        )

    def number(self, text: str, match: re.Match[str]) -> TextNumber | None:
        """The number that was found; ``None`` when it is none after all."""
        start, end = match.span()
        if match["idiom"]:
            return None
        if match["percent"]:
            value = percentage(match["percent"])
            before = self._word_before(text, start)
            if before:
                value = narrowed(value, before)
            return TextNumber(Role.PERCENT, start - len(before), end, value, after=end)
        if match["name"]:
            return TextNumber(Role.NAME, start, end, after=end) if _counts(match["name"]) else None
        if match["years"]:
            return TextNumber(Role.YEARS, start, end, after=end)
        if match["date"]:
            return TextNumber(Role.DATE, start, end, after=end)
        if match["year"]:
            digits = match["year"][:-1]
            year = int(digits) if digits.isdigit() and digits.isascii() else chinese_number(digits)
            return TextNumber(Role.YEAR, start, end, after=end, year=year)
        return self._quantity(text, match)

    def _quantity(self, text: str, match: re.Match[str]) -> TextNumber | None:
        start, end = match.span()
        is_no_count = start > 0 and text[start - 1] in shapes.NOT_BEFORE_SPOKEN
        if match["numeral"] and is_no_count and not text[:start].endswith(shapes.COUNTED):
            return None
        unit = self._measure.match(text, end)
        if unit is None and self._is_name(text, start, match.group()):
            return TextNumber(Role.NAME, start, end, after=end)
        measure = unit.group() if unit else None
        if measure in self._money:
            measure = (match["scale"] or _LAST_SCALE.sub("", match["numeral"] or "")) + measure
        after = unit.end() if unit else end
        follows = self._after.match(text, after)
        before = self._word_before(text, start)
        words = (before, follows.group() if follows else "", match["upper"] or "")
        value = nominal(match) if any(word in shapes.NEAR | shapes.ABOUT for word in words) else rough(match)
        for word in words:
            value = narrowed(value, word) if word else value
        return TextNumber(Role.QUANTITY, start - len(before), end, value, measure, after)

    def _is_name(self, text: str, start: int, printed: str) -> bool:
        """Whether a number without a measure only names something, by what stands before it."""
        if len(printed) < _SHORTEST_NAME:
            return False
        context = text[max(0, start - _CONTEXT) : start]
        return bool(context) and search(self._identifiers, context) is not None

    @staticmethod
    def _word_before(text: str, start: int) -> str:
        found = _BEFORE.search(text, max(0, start - _LONGEST_WORD - 1), start)
        return found.group() if found else ""


def _counts(name: str) -> bool:
    return any(character.isdigit() for character in name) or name[0] in "第（" or name.endswith("点")


@lru_cache(maxsize=16)
def _scanner(words: TextWords) -> _Scanner:
    return _Scanner(words)
