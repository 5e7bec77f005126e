"""Printed lines → paragraphs: lines go on where the next word had no room and nothing speaks against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gouji.engine.reading.text_lines import CLOSING, TextLine, is_full, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

INDENT = (1.2, 3.2)
"""Of a line's size: how far the first lines of paragraphs stand in."""

STANDS_IN = 0.8
SAME_SIZE = 0.15
SIMILAR_SIZE = 0.5
WIDEST_PITCH = 2.8
WIDER = 1.3
FEWEST_INDENTED = 3
LEAST_WIDTH = 0.6
"""Of a page: its text reaches at least so far to the right, be all its lines short."""

NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}(?:部分|章|节)|[一二三四五六七八九十]{1,3}[、.．，,]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d))"
)
"""How numbered paragraphs begin."""


@dataclass(slots=True)
class PlacedLine:
    """A line with its page, and whether something else than text stands between it and the line before."""

    line: TextLine
    page: int
    parted: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: the edges of its text, and whether first lines of paragraphs stand in."""

    left: float
    right: float
    indented: bool
    pitch: float


def paragraphs(lines: Sequence[PlacedLine], width: float) -> list[tuple[str, PlacedLine]]:
    """The text of each paragraph with its first line; ``width`` is that of the pages."""
    if not lines:
        return []
    setting = _setting(lines, width)
    found: list[tuple[str, PlacedLine]] = []
    last: PlacedLine | None = None
    for placed in lines:
        if last is not None and not placed.parted and _goes_on(last, placed, setting):
            found[-1] = (joined(found[-1][0], placed.line.text), found[-1][1])
        else:
            found.append((placed.line.text, placed))
        last = placed
    return found


def _setting(lines: Sequence[PlacedLine], width: float) -> Setting:
    right = max(LEAST_WIDTH * width, *(_inner_right(placed.line) for placed in lines))
    long = [p.line for p in lines if p.line.right > right - 3 * p.line.size] or [p.line for p in lines]
    left = min(line.left for line in long)
    starts = [(p.line.left - left) / p.line.size for p in lines]
    indented = sum(INDENT[0] <= start <= INDENT[1] for start in starts) >= FEWEST_INDENTED
    pitches = sorted(
        b.line.baseline - a.line.baseline
        for a, b in pairwise(lines)
        if a.page == b.page and not b.parted and b.line.baseline > a.line.baseline
    )
    usual = pitches[len(pitches) // 3] if pitches else width
    return Setting(left, right, indented, usual)


def _inner_right(line: TextLine) -> float:
    """Where a line ends without punctuation, which may stand out into the margin."""
    return line.right - line.size * (line.text[-1] in CLOSING)


def _goes_on(last: PlacedLine, placed: PlacedLine, setting: Setting) -> bool:
    """Whether a line goes on the paragraph of the line before."""
    before, line = last.line, placed.line
    alike = SAME_SIZE if before.wide and line.wide else SIMILAR_SIZE
    if abs(before.size - line.size) > alike * max(before.size, line.size):
        return False
    if max(before.columns, line.columns) > 2 or line.left > setting.left + STANDS_IN * line.size:
        return False
    if last.page == placed.page:
        pitch = line.baseline - before.baseline
        if pitch > WIDEST_PITCH * max(before.size, line.size) or (
            not setting.indented and pitch > WIDER * setting.pitch
        ):
            return False
    if not setting.indented and NUMBER.match(line.text):
        return False
    return is_full(before, line, setting.right - before.left)
