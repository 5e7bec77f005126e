"""The patterns of a pack, compiled once and tried on a text in every width it may be printed in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import re2
from gouji.engine.binding.normalising import folded, joined, widened
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Patterns = tuple[str, ...]

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NAMED = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a pattern of the pack was found.

    Attributes:
        text: the words it covers.
        groups: its named groups that took part.
        pattern: which of the pack's patterns it is, from 0.
        start, end: its place in ``within``, the form of the text it was found in.
    """

    text: str
    groups: Mapping[str, str]
    pattern: int
    start: int
    end: int
    within: str


@lru_cache(maxsize=128)
def _compiled(patterns: Patterns) -> tuple[Any, ...]:
    return tuple(re2.compile(pattern) for pattern in patterns)


@lru_cache(maxsize=128)
def _any_of(patterns: Patterns) -> Any:  # noqa: ANN401 - re2 is untyped
    """One pattern for all of them: most texts match none, and are told so in one step."""
    return re2.compile("|".join(f"(?:{_NAMED.sub('(?:', pattern)})" for pattern in patterns))


@lru_cache(maxsize=1024)
def _forms(text: str) -> tuple[str, ...]:
    """The text as printed, without white space, and in either width.

    A line is searched for many things, so its forms are kept.
    """
    text = text.translate(_DIGITS)
    tight = joined(text)
    return tuple(dict.fromkeys((text, tight, widened(tight), folded(tight))))


def search(patterns: Patterns, text: str) -> Hit | None:
    """The first pattern found in ``text``: as printed, without white space, in either width."""
    if not patterns or not text:
        return None
    for form in _forms(text):
        if not _any_of(patterns).search(form):
            continue
        for number, pattern in enumerate(_compiled(patterns)):
            if found := pattern.search(form):
                groups = {name: value for name, value in found.groupdict().items() if value is not None}
                return Hit(found.group(0), groups, number, found.start(), found.end(), form)
    return None


def found_in(patterns: Patterns, text: str) -> bool:
    """Whether any pattern is found in ``text``."""
    return bool(patterns and text) and any(_any_of(patterns).search(form) for form in _forms(text))


def every(patterns: Patterns, text: str, group: str) -> Iterator[str]:
    """All values of ``group`` in ``text``, pattern by pattern."""
    text = text.translate(_DIGITS)
    for pattern in _compiled(patterns):
        for found in pattern.finditer(text):
            if value := found.groupdict().get(group):
                yield value


@lru_cache(maxsize=4096)
def cleared(patterns: Patterns, text: str) -> str:
    """``text`` without the marks that a conversion leaves."""
    if not patterns or not _any_of(patterns).search(text):
        return text
    for pattern in _compiled(patterns):
        text = pattern.sub("", text)
    return text


def spans(patterns: Patterns, text: str) -> list[tuple[int, int]]:
    """Where any of the patterns is found in ``text`` as printed; stretches of nothing are left out."""
    if not patterns or not text or not _any_of(patterns).search(text):
        return []
    found = (hit.span() for pattern in _compiled(patterns) for hit in pattern.finditer(text))
    return sorted(span for span in found if span[0] < span[1])
