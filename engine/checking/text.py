"""What rules ask of texts, free of any form: width and white space, length, brackets."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

PAIRS = {
    ")": "(",
    "]": "[",
    "}": "{",
    "》": "《",
    "〉": "〈",
    "」": "「",
    "』": "『",
    "】": "【",
    "〕": "〔",
    "”": "“",
    "’": "‘",
}
_OPENING = frozenset(PAIRS.values())
_ENUMERATOR = re.compile(
    r"(?:(?<=^)|(?<=[\s。；;：:，,、]))(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])[)）]", re.MULTILINE
)
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_WIDE_BRACKETS = str.maketrans("（）［］｛｝", "()[]{}")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text in half width and without white space: what ``mentions`` and comparisons of texts look at."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=1024)
def length(text: str) -> int:
    """How many characters other than white space."""
    return len("".join(text.split()))


def balanced(text: str) -> bool:
    """Whether brackets and quotation marks close in the order they open; ``1）`` is no bracket."""
    text = _APOSTROPHE.sub("", _ENUMERATOR.sub("", text)).translate(_WIDE_BRACKETS)
    open_marks: list[str] = []
    for mark in text:
        if mark in _OPENING:
            open_marks.append(mark)
        elif mark in PAIRS and (not open_marks or open_marks.pop() != PAIRS[mark]):
            return False
    return not open_marks and text.count('"') % 2 == 0


def same_organ(first: str, second: str) -> bool:
    """Whether two names can be one organ's: equal, or one is the other without the regions before it."""
    first, second = sorted((folded(first), folded(second)), key=len)
    return bool(first) and (first == second or (len(first) >= 4 and second.endswith(first)))


def decimals(value: Fraction) -> int | None:
    """How many decimals the number needs; ``None`` when no finite number of them is enough."""
    rest, twos, fives = value.denominator, 0, 0
    if rest == 1:
        return 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
