"""The ruling lines and pictures of a PDF page."""

from __future__ import annotations

from ctypes import c_float, c_int, c_uint
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium
from gouji.engine.reading.page_model import MAX_RULINGS, THIN

if TYPE_CHECKING:
    from gouji.engine.reading.page_model import Page
    from gouji.engine.reading.pdf_glyphs import Upright

MAX_OBJECTS = 200_000
MAX_SEGMENTS = 400
DEEPEST = 4
COVERING = 0.6
"""Of a page: a picture that covers more, behind letters nobody sees, is a scan."""

SMALLEST_PICTURE = 12.0
PALE = 250
INVISIBLE = 3
HEAVIEST = 8.0

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawings:
    """Goes through the objects of one page.

    Attributes:
        exceeded: whether there were more than any report has.
        covered: whether one picture covers the page.
        seen: whether any text is drawn so that it shows.
    """

    def __init__(self, page: Page, upright: Upright) -> None:
        self.exceeded = False
        self.covered = False
        self.seen = False
        self._page = page
        self._upright = upright
        self._area = abs((upright.right - upright.left) * (upright.top - upright.bottom)) or 1.0
        self._count = 0

    def read(self, raw_page: object) -> None:
        """Add what a ``FPDF_PAGE`` draws to the page."""
        for index in range(pdfium.FPDFPage_CountObjects(raw_page)):
            self._object(pdfium.FPDFPage_GetObject(raw_page, index), IDENTITY, 0)
            if self.exceeded:
                return

    def _object(self, found: object, matrix: Matrix, depth: int) -> None:
        self._count += 1
        drawn = len(self._page.horizontal) + len(self._page.vertical)
        if self._count > MAX_OBJECTS or drawn > MAX_RULINGS:
            self.exceeded = True
            return
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self.seen = self.seen or pdfium.FPDFTextObj_GetTextRenderMode(found) != INVISIBLE
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(found, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(found, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = _times(_matrix(found), matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(found)):
                self._object(pdfium.FPDFFormObj_GetObject(found, index), inner, depth + 1)
                if self.exceeded:
                    return

    def _bounds(self, found: object, matrix: Matrix) -> tuple[float, float, float, float] | None:
        left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
        if not pdfium.FPDFPageObj_GetBounds(found, left, bottom, right, top):
            return None
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        if matrix is not IDENTITY:
            (x0, y0), (x1, y1) = _moved(matrix, x0, y0), _moved(matrix, x1, y1)
        return self._upright.box(x0, y0, x1, y1)

    def _picture(self, found: object, matrix: Matrix) -> None:
        box = self._bounds(found, matrix)
        if box is None:
            return
        left, top, right, bottom = box
        if min(right - left, bottom - top) >= SMALLEST_PICTURE:
            self._page.pictures.append((top, ""))
            self.covered = self.covered or (right - left) * (bottom - top) > COVERING * self._area

    def _path(self, found: object, matrix: Matrix) -> None:
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(found, fill, stroke)
        filled, stroked = bool(fill.value), bool(stroke.value)
        if not (filled or stroked):
            return
        count = pdfium.FPDFPath_CountSegments(found)
        box = self._bounds(found, matrix)
        if box is None or count > MAX_SEGMENTS or (count > 1 and _is_pale(found, stroked=stroked)):
            return
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        if count <= 5 and min(width, height) <= (HEAVIEST if count == 2 else THIN):
            self._page.add_box(left, top, right, bottom, stroked=False)
            if count == 2 and min(width, height) > THIN:
                self._page.add_line(*_middle(left, top, right, bottom))
        elif stroked or count > 5:
            self._outline(found, matrix, count, stroked=stroked)

    def _outline(self, found: object, matrix: Matrix, count: int, *, stroked: bool) -> None:
        """The lines of a path of many segments: each of its parts is a line, a box or a line of lines."""
        own = _times(_matrix(found), matrix)
        parts: list[list[tuple[float, float]]] = []
        x, y = c_float(), c_float()
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(found, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._upright.point(*_moved(own, x.value, y.value))
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not parts:
                parts.append([])
            parts[-1].append(point)
        for part in parts:
            self._part(part, stroked=stroked)

    def _part(self, points: list[tuple[float, float]], *, stroked: bool) -> None:
        if len(points) in {4, 5}:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            self._page.add_box(min(xs), min(ys), max(xs), max(ys), stroked=stroked)
        elif stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                self._page.add_line(x0, y0, x1, y1)


def _middle(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """A heavy line as one without width."""
    if right - left > bottom - top:
        return left, (top + bottom) / 2, right, (top + bottom) / 2
    return (left + right) / 2, top, (left + right) / 2, bottom


def _is_pale(found: object, *, stroked: bool) -> bool:
    """Whether a path is drawn in white, so that nobody sees it."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    colour = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    known = colour(found, red, green, blue, alpha)
    return bool(known) and (min(red.value, green.value, blue.value) >= PALE or alpha.value == 0)


def _matrix(found: object) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(found, matrix):
        return IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
