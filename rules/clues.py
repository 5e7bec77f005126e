"""Letters that a text must hold for a pattern to be found in it: most texts are told from them at a glance.

A pattern is read without being compiled. Whatever is not understood for sure gives no clue, and so never
hides a match.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass
from gouji.rules.patterns import CAPTURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.grammar.schema import Clues

_MOST_TEXTS = 64
"""Texts that a stretch of a pattern may stand for and still be spelled out."""
_MOST_CLUES = 48
_MOST_SETS = 3
_LONGEST = 2
_TIMES = re.compile(r"([*+?])|\{(\d+)(,?)(\d*)\}")
_GROUP = re.compile(r"\((?:\?:|\?P?<\w+>|(?!\?))")
_CLASS = re.compile(r"\[(\^?)(\]?(?:[^\]\\]|\\.)*)\]", re.DOTALL)
_CODED = re.compile(r"\\x\{([0-9A-Fa-f]{1,5})\}")
_PROPERTY = re.compile(r"\\[pP](?:[A-Z]|\{\w+\})")
_LETTER_CLASSES = frozenset("dDsSwW")
_PLACES = frozenset("bBAz")


class _UnsureError(Exception):
    """The pattern holds what is not understood here."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of a stretch of a pattern.

    Attributes:
        texts: all that it can match, where they are few; ``None`` otherwise.
        sets: of each, whatever it matches holds one.
    """

    texts: frozenset[str] | None
    sets: tuple[frozenset[str], ...] = ()

    def all_sets(self) -> tuple[frozenset[str], ...]:
        """The sets, with the one that the texts make."""
        return self.sets if self.texts is None else (*self.sets, *_made_of(self.texts))


_ANYTHING = _Seen(None)
_NOTHING = _Seen(frozenset({""}))


@lru_cache(maxsize=4096)
def clues_of(pattern: str) -> Clues:
    """Sets of one or two letters, the rarest first: where the pattern is found stands one of each.

    Args:
        pattern: of RE2, with the captures of claims; they may stand for anything.
    """
    try:
        found = _Reader(pattern).whole().all_sets()
    except _UnsureError:
        return ()
    usable = sorted((one for one in dict.fromkeys(found) if len(one) <= _MOST_CLUES), key=_commonness)
    kept: list[frozenset[str]] = []
    for one in usable:
        if not any(other <= one for other in kept):
            kept.append(one)
    return tuple(kept[:_MOST_SETS])


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def whole(self) -> _Seen:
        found = self._branches()
        if self._at < len(self._pattern):
            raise _UnsureError
        return found

    def _branches(self) -> _Seen:
        branches = [_together(self._pieces())]
        while self._next() == "|":
            self._at += 1
            branches.append(_together(self._pieces()))
        return branches[0] if len(branches) == 1 else _one_of(branches)

    def _pieces(self) -> Iterator[_Seen]:
        while self._next() not in {"", "|", ")"}:
            yield self._repeated(self._piece())

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _taken(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._pattern, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def _piece(self) -> _Seen:
        match self._next():
            case "(":
                return self._group()
            case "[":
                return self._class()
            case "{":
                return self._capture()
            case "\\":
                return self._escaped()
            case "*" | "+" | "?":
                raise _UnsureError
        letter = self._next()
        self._at += 1
        if letter == ".":
            return _ANYTHING
        return _NOTHING if letter in "^$" else _Seen(frozenset({letter}))

    def _group(self) -> _Seen:
        if self._taken(_GROUP) is None:
            raise _UnsureError
        found = self._branches()
        if self._next() != ")":
            raise _UnsureError
        self._at += 1
        return found

    def _class(self) -> _Seen:
        found = self._taken(_CLASS)
        if found is None:
            raise _UnsureError
        if "[:" in found[2]:
            raise _UnsureError
        if found[1] or not _MOST_CLUES >= len(found[2]) > 0 or any(one in found[2] for one in "\\-"):
            return _ANYTHING
        return _Seen(frozenset(found[2]))

    def _capture(self) -> _Seen:
        found = self._taken(CAPTURE)
        if found is None:
            raise _UnsureError
        return _Reader(found["says"]).whole() if found["says"] else _ANYTHING

    def _escaped(self) -> _Seen:
        if (coded := self._taken(_CODED)) is not None:
            return _Seen(frozenset({chr(int(coded[1], 16))}))
        if self._taken(_PROPERTY) is not None:
            return _ANYTHING
        letter = self._pattern[self._at + 1 : self._at + 2]
        self._at += 2
        if letter in _LETTER_CLASSES:
            return _ANYTHING
        if letter in _PLACES:
            return _NOTHING
        if not letter or letter.isalnum():
            raise _UnsureError
        return _Seen(frozenset({letter}))

    def _repeated(self, seen: _Seen) -> _Seen:
        times = self._taken(_TIMES)
        if times is None:
            return seen
        if self._next() == "?":
            self._at += 1
        if _TIMES.match(self._pattern, self._at):
            raise _UnsureError
        if times[1] == "?" and seen.texts is not None:
            return _Seen(seen.texts | {""})
        least = int(times[2]) if times[2] else int(times[1] == "+")
        return _Seen(None, seen.all_sets()) if least else _ANYTHING


def _together(pieces: Iterable[_Seen]) -> _Seen:
    """What is known of pieces that follow each other."""
    sets: list[frozenset[str]] = []
    run, is_whole = frozenset({""}), True
    for piece in pieces:
        if piece.texts is not None and len(run) * len(piece.texts) <= _MOST_TEXTS:
            run = frozenset(one + other for one in run for other in piece.texts)
            continue
        sets += (*_made_of(run), *piece.sets)
        run, is_whole = piece.texts or frozenset({""}), False
    return _Seen(run) if is_whole else _Seen(None, (*sets, *_made_of(run)))


def _one_of(branches: Iterable[_Seen]) -> _Seen:
    """What is known of a stretch that is any of several."""
    texts: set[str] = set()
    sets: set[str] | None = set()
    spelled_out = True
    for branch in branches:
        spelled_out = spelled_out and branch.texts is not None
        texts |= branch.texts or set()
        best = min(branch.all_sets(), key=_commonness, default=None)
        sets = None if sets is None or best is None else sets | best
    if spelled_out and len(texts) <= _MOST_TEXTS:
        return _Seen(frozenset(texts))
    return _Seen(None, () if sets is None else (frozenset(sets),))


def _made_of(texts: frozenset[str]) -> tuple[frozenset[str], ...]:
    """The set of which each of the texts holds one; none when one of them is empty."""
    if not all(texts):
        return ()
    return (frozenset(one[:_LONGEST] for one in texts),)


def _commonness(clues: frozenset[str]) -> tuple[bool, int, list[str]]:
    """An order in which sets come first that few texts hold one of."""
    return any(len(one) < _LONGEST for one in clues), len(clues), sorted(clues)
