"""The title of a report, on one line or split over several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.normalising import compact
from gouji.engine.binding.organs import kind_of
from gouji.engine.binding.patterns import Hit, cleared, search
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.binding.report import TextLine
    from gouji.engine.reading.document import Location
    from gouji.rules.pack import Recognition

_TITLE_LINES = 20
_LONGEST_TITLE = 90
_JOINED = 3


@dataclass(frozen=True, slots=True)
class Title:
    """The title among the lines before the first section.

    Attributes:
        text: its words, the lines it is split over put together.
        organ: the organ it names; ``year`` the year as printed.
        covered: positions of the lines that it, and repetitions of it, stand on.
    """

    text: str
    organ: str
    year: str
    location: Location
    covered: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Window:
    """One to three lines that read together as a title."""

    first: int
    size: int
    text: str
    hit: Hit

    @property
    def worth(self) -> int:
        return 2 * ("organ" in self.hit.groups) + ("year" in self.hit.groups)

    def within(self, other: _Window) -> bool:
        return (
            self is not other
            and other.first <= self.first
            and self.first + self.size <= other.first + other.size
        )


def find_title(lines: Sequence[TextLine], recognition: Recognition) -> Title | None:
    """The title among the lines before the first section: on one line, or split over two or three."""
    every = list(_windows(lines, recognition))
    windows = [outer for outer in every if not any(_explains(inner, outer, recognition) for inner in every)]
    if not windows:
        return None
    best = max(windows, key=lambda window: (window.worth, -window.hit.pattern, -window.first))
    covered = {n for window in windows for n in range(window.first, window.first + window.size)}
    groups = best.hit.groups
    organ = "".join(groups.get("organ", "").split())
    return Title(best.text, organ, groups.get("year", ""), lines[best.first].location, frozenset(covered))


def _windows(lines: Sequence[TextLine], recognition: Recognition) -> Iterator[_Window]:
    texts = [cleared(recognition.residue, line.text).strip(" |\t\u3000#") for line in lines[:_TITLE_LINES]]
    for first in range(len(texts)):
        for size in range(1, min(_JOINED, len(texts) - first) + 1):
            text = "".join(texts[first : first + size]).replace("\n", "")
            if len(text) > _LONGEST_TITLE or "。" in text:
                break
            if (hit := search(recognition.title, text)) is not None:
                yield _Window(first, size, text, hit)


def _explains(inner: _Window, outer: _Window, recognition: Recognition) -> bool:
    """Whether ``outer`` is ``inner`` with lines that are no part of it: they add nothing, or no organ."""
    if not inner.within(outer):
        return False
    gained = outer.worth > inner.worth
    return not (gained and kind_of(compact(outer.hit.groups.get("organ", "")), recognition.organ_kinds))
