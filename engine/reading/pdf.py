""".pdf → blocks, from the characters and lines that its pages draw."""

from __future__ import annotations

from ctypes import c_float
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.page_document import page_blocks
from gouji.engine.reading.page_model import MAX_GLYPHS, MAX_PAGES, Page
from gouji.engine.reading.pdf_drawings import Drawings
from gouji.engine.reading.pdf_glyphs import Upright, direction, placed, raw_glyphs
from gouji.engine.reading.pdf_streams import is_overblown

if TYPE_CHECKING:
    from gouji.engine.reading.document import Block, Remark

_A4 = (0.0, 0.0, 595.0, 842.0)


def read_pdf(data: bytes) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
    """The blocks of a PDF file and what to remark on it.

    Args:
        data: the file.

    Returns:
        Blocks in reading order with remarks; or a fault: ``encrypted``, ``damaged``, ``unsafe``, ``scan``,
        ``too_complex``.
    """
    if is_overblown(data):
        return fault("unsafe")
    pages = _pages(data)
    return pages if isinstance(pages, Fault) else page_blocks(pages)


def _pages(data: bytes) -> list[Page] | Fault:
    """The pages of a file as far as they can be loaded; one that cannot makes the file damaged."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        return fault("encrypted", advice="reading.encrypted_pdf_advice") if locked else _damaged()
    try:
        return _loaded(document)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _damaged() -> Fault:
    return fault("damaged", advice="reading.damaged_pages_advice")


def _loaded(document: object) -> list[Page] | Fault:
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        return _damaged()
    if count > MAX_PAGES:
        return fault("too_complex")
    pages: list[Page] = []
    left = MAX_GLYPHS
    for index in range(count):
        raw_page = pdfium.FPDF_LoadPage(document, index)
        if not raw_page:
            return _damaged()
        try:
            page = _page(raw_page, index + 1, left)
        finally:
            pdfium.FPDF_ClosePage(raw_page)
        if isinstance(page, Fault):
            return page
        left -= len(page.glyphs)
        pages.append(page)
    return pages


def _page(raw_page: object, number: int, most: int) -> Page | Fault:
    text_page = pdfium.FPDFText_LoadPage(raw_page)
    if not text_page:
        return _damaged()
    try:
        found = raw_glyphs(text_page, most)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    if found is None:
        return fault("too_complex")
    upright = Upright(direction(found), *_sides(raw_page))
    page = Page(number, upright.width, upright.height, placed(found, upright))
    drawings = Drawings(page, upright)
    drawings.read(raw_page)
    page.is_scan = drawings.covered and not drawings.seen
    return fault("too_complex") if drawings.exceeded else page


def _sides(raw_page: object) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the visible page in its own space."""
    sides = c_float(), c_float(), c_float(), c_float()
    for boxed in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if boxed(raw_page, *sides):
            left, bottom, right, top = (side.value for side in sides)
            if right > left and top > bottom:
                return left, bottom, right, top
    return _A4
