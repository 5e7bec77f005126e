"""How alike two texts are when it does not count who wrote them, for which year and with which figures."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.engine.checking.values import Unknown
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NUMBER, NAME = "0", "某"
"""What stands for any number or date, and for any name of an organ."""

_NUMERAL = "〇零○一二三四五六七八九十百千万亿两"
_MEASURES = "件条起宗份项个篇次场期人名家处年月日"
_NUMBERS = re.compile(
    rf"\d+(?:[.,]\d+)*[万亿]?(?:余|多)?%?|[{_NUMERAL}]+(?:余|多)?(?=[{_MEASURES}])|百分之[{_NUMERAL}]+"
)
_DATES = re.compile(rf"{NUMBER}年(?:度)?(?:{NUMBER}月)?(?:{NUMBER}日)?|{NUMBER}月(?:{NUMBER}日)?")
_OURSELVES = re.compile("[我本][局委办厅部院校镇乡区县市]|[我本](?:街道|单位|机关|部门|中心)")
_REGION = re.compile("[^省市县区镇乡旗州]{1,8}?(?:自治区|自治州|自治县|街道|[省市县区镇乡旗州])")
_LEAST_NAME = 3
_LEAST_PASSAGE, _MOST_PASSAGES = 12, 3
INSTALL = "pip install 'gouji[compare]'"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with what differs from organ to organ and from year to year made equal.

    Attributes:
        text: in half width, without white space, masked.
        offsets: for each of its characters, where it begins in ``original``.
    """

    original: str
    text: str
    offsets: tuple[int, ...]


def masked(text: str, organs: Sequence[str] = ()) -> Masked:
    """The text with numbers, dates and the names of ``organs`` masked."""
    return _masked(text, tuple(dict.fromkeys(filter(None, map(_bare, organs)))))


@lru_cache(maxsize=2048)
def _masked(text: str, organs: tuple[str, ...]) -> Masked:
    folded = [
        (character, at)
        for at, original in enumerate(text)
        for character in unicodedata.normalize("NFKC", original)
        if not character.isspace()
    ]
    found = "".join(character for character, _ in folded), tuple(at for _, at in folded)
    names = _names(organs)
    if names is not None:
        found = _replaced(*found, names, NAME)
    for pattern, mask in ((_OURSELVES, NAME), (_NUMBERS, NUMBER), (_DATES, NUMBER)):
        found = _replaced(*found, pattern, mask)
    return Masked(text, *found)


def _bare(organ: str) -> str:
    return "".join(unicodedata.normalize("NFKC", organ).split())


def _names(organs: Sequence[str]) -> re.Pattern[str] | None:
    """The names as a text calls them: in full, without the regions before them, the regions alone."""
    names: set[str] = set()
    for organ in organs:
        names.add(organ)
        rest = organ
        while (region := _REGION.match(rest)) is not None and region.end() < len(rest):
            names.add(region.group())
            rest = rest[region.end() :]
            names.add(rest)
    ordered = sorted((name for name in names if len(name) >= _LEAST_NAME), key=lambda one: (-len(one), one))
    return re.compile(f"(?:{'|'.join(map(re.escape, ordered))})+") if ordered else None


def _replaced(
    text: str, offsets: tuple[int, ...], pattern: re.Pattern[str], mask: str
) -> tuple[str, tuple[int, ...]]:
    parts: list[str] = []
    places: list[int] = []
    last = 0
    for found in pattern.finditer(text):
        parts += (text[last : found.start()], mask)
        places += (*offsets[last : found.start()], offsets[found.start()])
        last = found.end()
    if not parts:
        return text, offsets
    return "".join((*parts, text[last:])), (*places, *offsets[last:])


def similarity(first: Masked, second: Masked) -> Fraction | Unknown:
    """How alike, from 0 to 1: the longest common subsequence, twice its length over both lengths.

    Cut to a tenth of a percent, so that it can be told; only texts that are equal come to 1. Unknown, with
    the line to install it, where the extra that measures it is missing.
    """
    try:
        from rapidfuzz.distance import Indel  # noqa: PLC0415 - only rules on copied text need it
    except ImportError:
        return Unknown(message("checking.no_measure", install=INSTALL))
    whole = len(first.text) + len(second.text)
    if not whole:
        return Fraction(1)
    return Fraction(1000 * (whole - Indel.distance(first.text, second.text)) // whole, 1000)


def passages(first: Masked, second: Masked) -> Iterator[tuple[str, int, str, int]]:
    """The longest passages that both have in the same order, longest first.

    Yields:
        The words of each text as printed, with the offset at which they begin there.
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    blocks = [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in Indel.opcodes(first.text, second.text)
        if step.tag == "equal"
    ]
    for one, other, size in sorted(blocks, key=lambda block: (-block[2], block[0]))[:_MOST_PASSAGES]:
        if size >= _LEAST_PASSAGE:
            yield (*_printed(first, one, size), *_printed(second, other, size))


def _printed(text: Masked, start: int, size: int) -> tuple[str, int]:
    begin = text.offsets[start]
    end = text.offsets[start + size] if start + size < len(text.offsets) else len(text.original)
    return text.original[begin:end].strip(), begin
