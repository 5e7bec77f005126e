"""What stands on pages only because they are pages: their numbers, and lines repeated on each."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.reading.text_lines import TextLine

NUMBERED = re.compile(
    r"(?:[—–―\-－_·•~～\s]*第?\s*\d{1,4}\s*页?|第?\s*[一二三四五六七八九十]{1,4}\s*页)"
    r"(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[—–―\-－_·•~～\s]*"
    r"|page\s*\d+(?:\s*(?:of|/)\s*\d+)?",
    re.IGNORECASE,
)
PLAIN = re.compile(r"\d{1,4}")
DIGITS = re.compile(r"\d+")
MARGIN = 0.13
"""Of the height of a page: how far from its ends headers and footers stand at most."""

OUTERMOST = 2
SAME_PLACE = 8.0


def without_furniture(
    pages: Sequence[tuple[float, Sequence[TextLine]]], tables: Sequence[Sequence[tuple[float, float]]]
) -> list[list[TextLine]]:
    """The lines of each page without page numbers, headers and footers.

    Args:
        pages: the height of each page, and its lines from top to bottom, those in tables left out.
        tables: for each page, where its tables begin and end, from its top.
    """
    outer = [_outermost(height, lines, areas) for (height, lines), areas in zip(pages, tables, strict=True)]
    places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, outermost in enumerate(outer):
        for line in outermost:
            places[_masked(line)].append((number, line.baseline))
    kept = []
    for number, (_, lines) in enumerate(pages):
        dropped = [
            line
            for line in outer[number]
            if _is_number(line) or _is_repeated(line, number, places[_masked(line)], len(pages))
        ]
        kept.append([line for line in lines if not any(line is gone for gone in dropped)])
    return kept


def _outermost(
    height: float, lines: Sequence[TextLine], tables: Sequence[tuple[float, float]]
) -> list[TextLine]:
    """The lines in the margins, outside of everything else."""
    top = min((start for start, _ in tables), default=height)
    bottom = max((end for _, end in tables), default=0.0)
    above: Sequence[TextLine] = [
        line for line in lines[:OUTERMOST] if line.bottom < min(top + line.size, height * MARGIN)
    ]
    below = [
        line
        for line in lines[-OUTERMOST:]
        if line.top > max(bottom - line.size, height * (1 - MARGIN)) and line not in above
    ]
    return [*above, *below]


def _masked(line: TextLine) -> str:
    return DIGITS.sub("#", "".join(line.text.split()))


def _is_number(line: TextLine) -> bool:
    return NUMBERED.fullmatch(line.text) is not None


def _is_repeated(line: TextLine, page: int, places: Sequence[tuple[int, float]], pages: int) -> bool:
    """Whether a line stands at the same height on most pages, or on every other one."""
    same = {number for number, at in places if abs(at - line.baseline) <= SAME_PLACE}
    return len(same | {page}) >= max(2, (pages + 1) // 2)
