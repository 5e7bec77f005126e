"""How alike two texts are when it does not count who wrote them, for which year and with which figures."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from fractions import Fraction
from functools import lru_cache
from math import ceil
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
_PIECE = re.compile("[^。;；!！?？]+")
_MARK = re.compile(
    r"^(?:[^,，、]{1,12}:)?(?:[一二三四五六七八九十]{1,2}是|\([^)]{1,3}\)|[\d一二三四五六七八九十]{1,2}[、.]|第[一二三四五六七八九十]{1,2}[,，])*"
)
_BUCKETS, _WIDTH = 1021, 64
"""Places for characters, and how many of one have room; of pairs there are more places with less room."""
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
        import rapidfuzz.distance  # noqa: F401, PLC0415 - only rules on copied text need it
    except ImportError:
        return Unknown(message("checking.no_measure", install=INSTALL))
    whole = len(first.text) + len(second.text)
    if not whole:
        return Fraction(1)
    return Fraction(1000 * (whole - _distance(first.text, second.text)) // whole, 1000)


@lru_cache(maxsize=256)
def _distance(first: str, second: str) -> int:
    """Asked for again as soon as a comparison failed: by what is told of it."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    return int(Indel.distance(first, second))


def at_least(first: Masked, second: Masked, bound: Fraction) -> bool | Unknown:
    """Whether ``similarity`` is ``bound`` or more; texts that cannot come so far are not aligned.

    A common subsequence holds no character more often than either text does. Of its neighbours, those that
    are parted in one of the texts are no more than the characters left out of both; the others are
    neighbours in both. Both bounds take a hundredth of the time of the exact measure.
    """
    one, other = first.text, second.text
    whole = len(one) + len(other)
    if whole and one != other:
        least = -(-ceil(1000 * bound) * whole // 2000)
        if _shared(one, other, 1) < least or _shared(one, other, 2) < 3 * least - whole - 1:
            return False
    found = similarity(first, second)
    return found if isinstance(found, Unknown) else found >= bound


def _shared(first: str, second: str, size: int) -> int:
    """No fewer than the stretches of ``size`` characters that both texts hold, each as often as both do."""
    (one, more), (other, others) = _shingles(first, size), _shingles(second, size)
    return (one & other).bit_count() + min(more, others)


@lru_cache(maxsize=4096)
def _shingles(text: str, size: int) -> tuple[int, int]:
    """How often each stretch stands in the text, as so many ones in a place of its own; and what had no room.

    Stretches may share a place: then more seem to be in common, never fewer.
    """
    width = _WIDTH // size**2
    codes = list(map(ord, text))
    following = codes[1:] if size > 1 else [0] * len(codes)
    counts = Counter(
        (31 * code + after) % (_BUCKETS * size) for code, after in zip(codes, following, strict=False)
    )
    ones = bytearray(_BUCKETS * size * width // 8)
    for place, count in counts.items():
        full, rest = divmod(min(count, width), 8)
        start = place * width // 8
        ones[start : start + full] = b"\xff" * full
        if rest:
            ones[start + full] = (1 << rest) - 1
    return int.from_bytes(ones, "little"), sum(max(0, count - width) for count in counts.values())


def copied(first: Masked, second: Masked) -> Fraction:
    """How much of ``first``, from 0 to 1, are sentences that stand word for word in ``second`` as well.

    Only sentences of some length count, without the numbers before them; 0 where there is none. Cut to a
    tenth of a percent.
    """
    sizes = [(end - start, words) for start, end, words in _pieces(first.text)]
    there = {words for _, _, words in _pieces(second.text)}
    whole = sum(size for size, _ in sizes)
    if not whole:
        return Fraction(0)
    return Fraction(1000 * sum(size for size, words in sizes if words in there) // whole, 1000)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """The sentences and parts of sentences between semicolons that are long enough to be copied."""
    for found in _PIECE.finditer(text):
        mark = _MARK.match(found.group())
        start = found.start() + (mark.end() if mark else 0)
        if found.end() - start >= _LEAST_PASSAGE:
            yield start, found.end(), text[start : found.end()]


def copied_passages(first: Masked, second: Masked) -> Iterator[tuple[str, int, str, int]]:
    """The longest sentences of ``first`` that stand in ``second``, longest first, as by ``passages``."""
    there = {words: start for start, _, words in _pieces(second.text)}
    shared = [(start, end, words) for start, end, words in _pieces(first.text) if words in there]
    for start, end, words in sorted(shared, key=lambda one: (one[0] - one[1], one[0]))[:_MOST_PASSAGES]:
        yield (*_printed(first, start, end - start), *_printed(second, there[words], end - start))


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
