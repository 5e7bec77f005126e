"""What one page of an OFD file draws: characters, lines, pictures."""

from __future__ import annotations

import re
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING

from gouji.engine.reading.page_model import MAX_GLYPHS, MAX_RULINGS, Glyph, Page, is_wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

POINTS = 72 / 25.4
"""Points a millimetre, the unit of these files."""

ASCENT, DESCENT = 0.88, 0.12
ASLANT = 8.0
COVERING = 0.6
SMALLEST_PICTURE = 4.0
DEEPEST = 8
MAX_REPEATED = 10_000
MAX_PATH = 200_000
"""Characters of a path's data."""

PALE = 250
FURTHEST = 1e5
"""Millimetres: places further out are damaged."""

POINTS_OF = {"S": 1, "M": 1, "L": 1, "Q": 2, "B": 3, "A": 0, "C": 0}
TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class PageContent:
    """Adds what content parts draw to a page.

    Attributes:
        page: the page so far.
        exceeded: whether it draws more than any report does.
    """

    def __init__(self, page: Page, corner: Point, area: float) -> None:
        self.page = page
        self.exceeded = False
        self._corner = corner
        self._area = area
        self._covered = False

    def read(self, root: _Element) -> None:
        """Add the objects of a page's or template's part."""
        for layer in root.iterfind("{*}Content/{*}Layer"):
            self._block(layer, 0)
        self.page.is_scan = self._covered and not self.page.glyphs

    def _block(self, block: _Element, depth: int) -> None:
        for element in block:
            if element.get("Visible") in {"false", "0"} or self.exceeded:
                continue
            match _local(element):
                case "TextObject":
                    self._text(element)
                case "PathObject":
                    self._path(element)
                case "ImageObject":
                    self._picture(element)
                case "PageBlock" if depth < DEEPEST:
                    self._block(element, depth + 1)
        drawn = len(self.page.horizontal) + len(self.page.vertical)
        self.exceeded = self.exceeded or len(self.page.glyphs) > MAX_GLYPHS or drawn > MAX_RULINGS

    def _placing(self, element: _Element) -> Matrix:
        """From an object's own space, in millimetres, to the page, in points."""
        x, y, *_ = box_of(element.get("Boundary")) or (0.0, 0.0)
        a, b, c, d, e, f = _matrix(element.get("CTM"))
        x, y = x - self._corner[0] + e, y - self._corner[1] + f
        return a * POINTS, b * POINTS, c * POINTS, d * POINTS, x * POINTS, y * POINTS

    def _text(self, element: _Element) -> None:
        matrix = self._placing(element)
        size = _number(element.get("Size"), 0.0)
        stretch = _number(element.get("HScale"), 1.0)
        angle = degrees(atan2(matrix[1], matrix[0])) + _number(element.get("CharDirection"), 0.0)
        quarters = round(angle / 90)
        height = size * hypot(matrix[2], matrix[3])
        if not 0.5 < height < FURTHEST or abs(angle - 90 * quarters) > ASLANT or quarters % 4 == 2:
            return
        turned = {0: 0, 1: 1, 3: -1}[quarters % 4]
        start: Point = (0.0, 0.0)
        for code in element.iterfind("{*}TextCode"):
            start = _number(code.get("X"), start[0]), _number(code.get("Y"), start[1])
            for character, x, y, advance in _characters(code, start, size, stretch):
                place = _moved(matrix, x, y)
                width = advance * hypot(matrix[0], matrix[1])
                self.page.glyphs.append(_glyph(character, place, width, height, turned))
                if len(self.page.glyphs) > MAX_GLYPHS:
                    return

    def _path(self, element: _Element) -> None:
        stroked = element.get("Stroke", "true") not in {"false", "0"}
        filled = element.get("Fill", "false") in {"true", "1"}
        data = element.findtext("{*}AbbreviatedData") or ""
        colour = element.find("{*}StrokeColor" if stroked else "{*}FillColor")
        if not (stroked or filled) or len(data) > MAX_PATH or _is_pale(colour):
            return
        matrix = self._placing(element)
        for points in _outlines(data):
            placed = [_moved(matrix, x, y) for x, y in points]
            xs, ys = [x for x, _ in placed], [y for _, y in placed]
            if len(placed) in {4, 5} and _is_box(placed):
                self.page.add_box(min(xs), min(ys), max(xs), max(ys), stroked=stroked)
            elif stroked:
                for (x0, y0), (x1, y1) in pairwise(placed):
                    self.page.add_line(x0, y0, x1, y1)

    def _picture(self, element: _Element) -> None:
        box = box_of(element.get("Boundary"))
        if box is None or min(box[2], box[3]) < SMALLEST_PICTURE:
            return
        self.page.pictures.append(((box[1] - self._corner[1]) * POINTS, ""))
        self._covered = self._covered or box[2] * box[3] > COVERING * self._area


def box_of(text: str | None) -> tuple[float, float, float, float] | None:
    """Left, top, width and height from ``"0 0 210 297"``; ``None`` when that is not what it says."""
    values = _numbers(text)
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else None


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(text: str | None, default: float) -> float:
    values = _numbers(text)
    return values[0] if len(values) == 1 else default


def _numbers(text: str | None) -> list[float]:
    try:
        values = [float(part) for part in (text or "").split()]
    except ValueError:
        return []
    return values if all(abs(value) < FURTHEST for value in values) else []


def _matrix(text: str | None) -> Matrix:
    values = _numbers(text)
    if len(values) != 6:
        return IDENTITY
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _characters(
    code: _Element, start: Point, size: float, stretch: float
) -> Iterator[tuple[str, float, float, float]]:
    """The characters of a piece of text with their places and widths, in the object's space."""
    text = code.text or ""
    across, down = _offsets(code.get("DeltaX"), len(text)), _offsets(code.get("DeltaY"), len(text))
    x, y = start
    for index, character in enumerate(text):
        width = size * stretch * (1.0 if is_wide(character) else 0.5)
        step = across[index] if index < len(across) else None
        drop = down[index] if index < len(down) else None
        if not character.isspace():
            yield character, x, y, min(width, step) if step and step > 0 else width
        if step is None and drop is None:
            step = 0.0 if down else width
        x, y = x + (step or 0.0), y + (drop or 0.0)


def _offsets(text: str | None, most: int) -> list[float]:
    """Distances between characters; ``g 3 5.5`` stands for three of 5.5."""
    found: list[float] = []
    parts = (text or "").split()
    index = 0
    try:
        while index < len(parts) and len(found) < most:
            if parts[index] == "g":
                found += [float(parts[index + 2])] * max(0, min(int(parts[index + 1]), MAX_REPEATED))
                index += 3
            else:
                found.append(float(parts[index]))
                index += 1
    except (ValueError, IndexError, OverflowError):
        return found
    return [value if abs(value) < FURTHEST else 0.0 for value in found[:most]]


def _glyph(character: str, place: Point, width: float, size: float, turned: int) -> Glyph:
    x, y = place
    if turned > 0:
        return Glyph(character, x - DESCENT * size, x + ASCENT * size, y, y + width, y + width, size, 1)
    if turned < 0:
        return Glyph(character, x - ASCENT * size, x + DESCENT * size, y - width, y, y, size, -1)
    return Glyph(character, x, x + width, y - ASCENT * size, y + DESCENT * size, y, size)


def _outlines(data: str) -> Iterator[list[Point]]:
    """The parts of a path as their corner points; curves as what joins their ends."""
    tokens = TOKEN.findall(data)
    points: list[Point] = []
    index = 0
    while index < len(tokens):
        sign = tokens[index]
        index += 1
        if sign not in POINTS_OF:
            continue
        count = 7 if sign == "A" else 2 * POINTS_OF[sign]
        values = tokens[index : index + count]
        if len(values) < count or any(value.isalpha() for value in values):
            continue
        index += count
        if sign in {"S", "M"} and points:
            yield points
            points = []
        if sign == "C":
            points += points[:1]
        else:
            x, y = float(values[-2]), float(values[-1])
            points.append((max(-FURTHEST, min(x, FURTHEST)), max(-FURTHEST, min(y, FURTHEST))))
    if points:
        yield points


def _is_box(points: list[Point]) -> bool:
    """Whether four or five points are the corners of an upright rectangle."""
    return all(min(abs(x0 - x1), abs(y0 - y1)) <= 1.0 for (x0, y0), (x1, y1) in pairwise(points))


def _is_pale(colour: _Element | None) -> bool:
    """Whether a line is drawn in white or not at all."""
    if colour is None:
        return False
    values = _numbers(colour.get("Value"))
    return (len(values) == 3 and min(values) >= PALE) or colour.get("Alpha") == "0"
