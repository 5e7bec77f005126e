"""Leading numbers of headings and labels: in which style they are, and which style stands above which."""

from __future__ import annotations

import re

from gouji.engine.binding.normalising import folded, whole_number
from gouji.grammar.records import dataclass

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<printed>第\s*(?P<number>{_NUMERAL}|\d{{1,2}})\s*(?:部分|章|篇|编))\s*[、:,.\s]*",
        rf"(?P<printed>(?P<number>{_NUMERAL}))\s*[、.:,]\s*",
        r"(?P<printed>(?P<number>[甲乙丙丁戊己庚辛壬癸]))\s*[、.:]\s*",
        rf"(?P<printed>\((?P<number>{_NUMERAL})\))\s*[、.]?\s*",
        r"(?P<printed>(?P<number>\d{1,2}))\s*(?:[、)]|[.,](?!\d))\s*",
        r"(?P<printed>\((?P<number>\d{1,2})\))\s*[、.]?\s*",
    )
)
"""From the outermost to the innermost; tried on text in half width."""

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLED = tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_BRACKETS = str.maketrans("()", "（）")
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text with a leading number.

    Attributes:
        style: how far inside numbers of its style stand; 0 is the outermost.
        printed: the number as it is printed, without the mark that parts it from the text.
        value: which number it is.
        rest: the text after it.
    """

    style: int
    printed: str
    value: int
    rest: str


def numbered(text: str) -> Numbered | None:
    """The leading number of a text, if it has one and something follows it."""
    bare = text.strip()
    if bare[:1] in _CIRCLED and bare[1:].strip():
        return Numbered(len(_STYLES), bare[0], _CIRCLED.index(bare[0]) + 1, bare[1:].strip())
    flat = folded(text).strip()
    for style, pattern in enumerate(_STYLES):
        found = pattern.match(flat)
        if found is None or not flat[found.end() :].strip():
            continue
        number = found["number"]
        value = _STEMS.index(number) + 1 if number in _STEMS else whole_number(number)
        if value is not None:
            rest = text.strip()[-len(flat[found.end() :]) :].strip()
            return Numbered(style, found["printed"].translate(_BRACKETS), value, rest)
    return None


def numeral(number: int) -> str:
    """A number up to 99 in Chinese numerals: what a section without a printed number is called."""
    tens, units = divmod(number, 10)
    front = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[units] if units else "")
