"""The characters of a PDF page, upright, with boxes measured instead of believed."""

from __future__ import annotations

from collections import Counter
from ctypes import c_double
from dataclasses import dataclass
from math import degrees
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium
from gouji.engine.reading.page_model import Glyph, is_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ASLANT = 8.0
"""Degrees: characters further from a quarter turn are a watermark."""

LETTER_HEIGHT = 0.75
"""The size of a letter over the height of its loose box, about the same in all fonts."""

ASCENT, DESCENT = 0.88, 0.12
UNPRINTED = frozenset({0, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF, 10, 13})


LARGE = 36.0
"""Points: boxes of higher fonts are compared with what is drawn."""

ABSURD = 3.0
OUTLINED = 1.1
"""The size of a character over its drawn outline."""

Sides = tuple[float, float, float, float]


RawGlyph = tuple[str, float, float, float, float, float, float, int]
"""A character in the page's own space, y upwards: left, bottom, right, top, origin, quarter turns."""


@dataclass(frozen=True, slots=True)
class Upright:
    """How places of a page's own space become places on the page as it is read.

    Attributes:
        quarters: quarter turns of the text, counterclockwise.
        left, bottom, right, top: of the page, in its own space.
    """

    quarters: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Of the page as it is read."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Of the page as it is read."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place from the top left corner."""
        match self.quarters:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box: left, top, right, bottom."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def raw_glyphs(text_page: object, most: int) -> list[RawGlyph] | None:
    """The characters of a page, without those that the library made up and slanted ones.

    Args:
        text_page: a ``FPDF_TEXTPAGE``.
        most: how many are allowed.

    Returns:
        ``None`` when there are more.
    """
    count = pdfium.FPDFText_CountChars(text_page)
    if count > most:
        return None
    x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
    code_at, origin = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharOrigin
    loose_box, angle = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharAngle
    generated: Callable[[object, int], int] = pdfium.FPDFText_IsGenerated
    found: list[RawGlyph] = []
    last_x = last_y = float("nan")
    quarters: int | None = 0
    for index in range(count):
        code = code_at(text_page, index)
        if code in UNPRINTED or (code <= 0x20 and generated(text_page, index) == 1):
            continue
        origin(text_page, index, x, y)
        loose_box(text_page, index, box)
        if not (y.value == last_y and x.value > last_x):
            quarters = _quarters(angle(text_page, index))
        last_x, last_y = x.value, y.value
        if quarters is None:
            continue
        sides = box.left, box.bottom, box.right, box.top
        if box.top - box.bottom > LARGE and (measured := _measured(text_page, index, box.top - box.bottom)):
            sides = measured
        found.append((chr(code), *sides, last_x, last_y, quarters))
    return found


def _measured(text_page: object, index: int, height: float) -> Sides | None:
    """The box of a character by its drawn outline, where the box of its font is many times as high.

    Files set with text for vertical lines have such fonts: their boxes tell the nominal size, unscaled.
    """
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return None
    size = max(right.value - left.value, top.value - bottom.value) * OUTLINED
    if not 1.0 < size < height / ABSURD:
        return None
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    return x - size / 2, y - size / 2, x + size / 2, y + size / 2


def _quarters(angle: float) -> int | None:
    """Quarter turns counterclockwise of an angle clockwise in radians; ``None`` for a slanted one."""
    turned = -degrees(angle) / 90
    nearest = round(turned)
    return nearest % 4 if abs(turned - nearest) * 90 <= ASLANT else None


def direction(glyphs: Sequence[RawGlyph]) -> int:
    """In which direction most of a page's text runs, in quarter turns."""
    counted = Counter([glyph[-1] for glyph in glyphs])
    return counted.most_common(1)[0][0] if counted else 0


def placed(glyphs: Sequence[RawGlyph], upright: Upright) -> list[Glyph]:
    """The characters where they stand on the page as it is read."""
    if upright.quarters or any(glyph[-1] for glyph in glyphs):
        return [_any(glyph, upright) for glyph in glyphs]
    side, head = upright.left, upright.top
    found = []
    for text, x0, y0, x1, y1, x, y, _ in glyphs:
        width, height, base = x1 - x0, y1 - y0, head - y
        size = width if is_wide(text) and 0.5 * height < width else LETTER_HEIGHT * height
        if y0 - 0.1 * size <= y < y1 and size > 1.0:
            right = max(x, x1) - side
            found.append(
                Glyph(text, x0 - side, right, base - ASCENT * size, base + DESCENT * size, base, size)
            )
        else:
            found.append(_level(text, (x0 - side, head - y1, x1 - side, head - y0), x - side, base))
    return found


def _any(glyph: RawGlyph, upright: Upright) -> Glyph:
    """A character of any page; one upside down against the others stays level, like them."""
    text, x0, y0, x1, y1, x, y, quarters = glyph
    left, top, right, bottom = upright.box(x0, y0, x1, y1)
    start, base = upright.point(x, y)
    turned = (upright.quarters - quarters) % 4
    if turned in {0, 2}:
        return _level(text, (left, top, right, bottom), start, base)
    return Glyph(text, left, right, top, bottom, bottom, right - left, 1 if turned == 1 else -1)


def _level(text: str, box: Sides, start: float, base: float) -> Glyph:
    """An upright character; its height is taken from its box, unless the baseline is not in it.

    Fonts for vertical writing have their origin above the character.
    """
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    size = width if is_wide(text) and 0.5 * height < width else LETTER_HEIGHT * height
    size = max(1.0, size)
    if not top < base <= bottom + 0.1 * size:
        return Glyph(text, left, right, top, bottom, bottom - DESCENT * size, size)
    return Glyph(text, left, max(right, start), base - ASCENT * size, base + DESCENT * size, base, size)
