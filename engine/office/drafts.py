"""Several drafts of one report: which is the latest, by their names, else by when they were written."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBER = re.compile(
    r"第\s*([一二三四五六七八九十\d]{1,3})\s*(?:稿|版|次)|(?:^|[^a-z])v(?:er)?\.?\s*(\d{1,3})(?!\d)|[（(](\d{1,2})[)）]$"
    r"|([一二三四五六七八九])稿"
)
_FIRST = re.compile(r"初稿|草稿")
_CHANGED = re.compile(r"修改|修订|改后|更正")
_LAST = re.compile(r"定稿|终稿|最终|公布稿|正式")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that holds a report.

    Attributes:
        series: what tells the report it is a draft of: the same organ and year.
        sha256: of the file; equal files are one draft.
        written: when it was last written, in seconds; ``None`` when that is not known.
    """

    file: str
    series: str
    sha256: str
    written: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The drafts of one report, the earliest first.

    Attributes:
        copies: files that hold the same bytes as one of the drafts.
        sure: the names say which is the latest; else only the times at which they were written do.
    """

    key: str
    drafts: tuple[Draft, ...]
    copies: tuple[Draft, ...] = ()
    sure: bool = True

    @property
    def latest(self) -> Draft:
        """The draft that counts."""
        return self.drafts[-1]


def series_of(drafts: Iterable[Draft]) -> tuple[Series, ...]:
    """The drafts by report, in the order in which the reports come first."""
    groups: dict[str, list[Draft]] = {}
    for one in drafts:
        groups.setdefault(one.series, []).append(one)
    return tuple(_series(key, group) for key, group in groups.items())


def _series(key: str, group: Sequence[Draft]) -> Series:
    first: dict[str, Draft] = {}
    copies = [one for one in group if first.setdefault(one.sha256, one) is not one]
    found = sorted(first.values(), key=lambda one: (stage_of(one.file), one.written or 0.0, one.file))
    stages = [stage_of(one.file) for one in found]
    sure = len(found) == 1 or stages[-1] > stages[-2]
    return Series(key, tuple(found), tuple(copies), sure)


def stage_of(file: str) -> int:
    """How far a file is by its name: 0 without a word, drafts by their number, a final one last of all."""
    path = PurePath(file.replace("\\", "/"))
    return _stage(path.stem) or _stage(path.parent.name)


def _stage(name: str) -> int:
    text = unicodedata.normalize("NFKC", name).lower()
    if _LAST.search(text):
        return 1000
    numbers = [_value(next(filter(None, found.groups()))) for found in _NUMBER.finditer(text)]
    if numbers:
        return 1 + max(numbers)
    if _CHANGED.search(text):
        return 2
    return 1 if _FIRST.search(text) else 0


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.partition("十")
    if not ten:
        return _DIGITS.index(number[-1])
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)
