"""What a page shows, whatever file it comes from: characters and ruling lines with their places.

All places are in points from the top left corner of the page as it is read, turned pages set upright.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

MAX_PAGES = 400
MAX_GLYPHS = 400_000
MAX_RULINGS = 60_000


class Glyph(NamedTuple):
    """A character.

    Attributes:
        size: height of the letters, measured; the nominal size of a font says nothing.
        turned: quarter turns clockwise against the text of the page: 0, 1 or -1.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    turned: int = 0


class Ruling(NamedTuple):
    """A straight line: a horizontal one at a height, rightwards; a vertical one at a width, downwards."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """One page; ``number`` counts from 1.

    Attributes:
        horizontal, vertical: ruling lines and edges of boxes.
        pictures: names of the pictures with the heights of their tops.
        is_scan: whether what a person sees is a picture of the page, be there letters behind it or not.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    pictures: list[tuple[float, str]] = field(default_factory=list)
    is_scan: bool = False

    def add_line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A drawn line; slanted ones are no ruling lines."""
        if abs(y0 - y1) <= STRAIGHT < abs(x0 - x1):
            self.horizontal.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= STRAIGHT < abs(y0 - y1):
            self.vertical.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def add_box(self, x0: float, y0: float, x1: float, y1: float, *, stroked: bool) -> None:
        """A drawn rectangle: a thin one is a line, a stroked one four; shading is no line."""
        width, height = x1 - x0, y1 - y0
        if height <= THIN < width or (height <= THIN and height < width):
            self.horizontal.append(Ruling((y0 + y1) / 2, x0, x1))
        elif width <= THIN:
            self.vertical.append(Ruling((x0 + x1) / 2, y0, y1))
        elif stroked:
            self.horizontal += (Ruling(y0, x0, x1), Ruling(y1, x0, x1))
            self.vertical += (Ruling(x0, y0, y1), Ruling(x1, y0, y1))


STRAIGHT = 1.0
THIN = 3.0
"""Points: thinner filled boxes are lines."""


@lru_cache(maxsize=8192)
def is_wide(character: str) -> bool:
    """Whether a character is as wide as high, as Chinese ones and their punctuation are."""
    return unicodedata.east_asian_width(character[0]) in {"W", "F"}
