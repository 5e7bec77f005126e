""".ofd (GB/T 33190) → blocks: the pages of a zip package of XML, put together as those of a PDF are."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from gouji.engine.reading.docx_package import MAX_PACKAGE, MAX_PART, parse_part
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.ofd_content import POINTS, PageContent, box_of
from gouji.engine.reading.page_document import page_blocks
from gouji.engine.reading.page_model import MAX_GLYPHS, MAX_PAGES, Page
from gouji.engine.reading.zip_parts import ZIP_TROUBLE, unpacked

if TYPE_CHECKING:
    import zipfile

    from gouji.engine.reading.document import Block, Remark
    from lxml.etree import _Element

ROOT = "OFD.xml"
ENCRYPTED = "encryptions.xml"
MAX_READ = 48 * 2**20
"""Bytes of XML of all pages together."""

A4 = (0.0, 0.0, 210.0, 297.0)


def read_ofd(archive: zipfile.ZipFile) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
    """The blocks of an OFD file and what to remark on it.

    Args:
        archive: the opened package.

    Returns:
        Blocks in reading order with remarks; or a fault: ``encrypted``, ``damaged``, ``unsafe``, ``scan``,
        ``too_complex``.
    """
    if any(posixpath.basename(name).lower() == ENCRYPTED for name in archive.namelist()):
        return fault("encrypted", advice="reading.encrypted_pdf_advice")
    if sum(info.file_size for info in archive.infolist()) > MAX_PACKAGE:
        return fault("unsafe")
    pages = _Package(archive).pages()
    return pages if isinstance(pages, Fault) else page_blocks(pages)


class _Package:
    """The parts of the package, read at most once; once one cannot be read, reading stops."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        self._read = 0
        self._glyphs = 0
        self._parts: dict[str, _Element | Fault] = {}

    def pages(self) -> list[Page] | Fault:
        """The pages of all documents of the package."""
        root = self._part(ROOT)
        if isinstance(root, Fault):
            return root
        pages: list[Page] = []
        for entry in root.iterfind("{*}DocBody/{*}DocRoot"):
            place = _located(ROOT, entry.text)
            document = self._part(place)
            if isinstance(document, Fault):
                return document
            problem = self._add_pages(document, place, pages)
            if problem is not None:
                return problem
        return pages or _damaged()

    def _add_pages(self, document: _Element, place: str, pages: list[Page]) -> Fault | None:
        templates = {
            template.get("ID", ""): _located(place, template.get("BaseLoc"))
            for template in document.iterfind("{*}CommonData/{*}TemplatePage")
        }
        box = box_of(document.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox")) or A4
        for entry in document.iterfind("{*}Pages/{*}Page"):
            if len(pages) >= MAX_PAGES:
                return fault("too_complex")
            page = self._page(_located(place, entry.get("BaseLoc")), templates, box, len(pages) + 1)
            if isinstance(page, Fault):
                return page
            self._glyphs += len(page.glyphs)
            if self._glyphs > MAX_GLYPHS:
                return fault("too_complex")
            pages.append(page)
        return None

    def _page(
        self, name: str, templates: dict[str, str], box: tuple[float, float, float, float], number: int
    ) -> Page | Fault:
        """One page, with the templates it is printed on."""
        root = self._part(name)
        if isinstance(root, Fault):
            return root
        left, top, width, height = box_of(root.findtext("{*}Area/{*}PhysicalBox")) or box
        content = PageContent(Page(number, width * POINTS, height * POINTS), (left, top), width * height)
        for template in root.iterfind("{*}Template"):
            below = self._part(templates.get(template.get("TemplateID", ""), ""))
            if isinstance(below, Fault):
                return below
            content.read(below)
        content.read(root)
        if content.exceeded:
            return fault("too_complex")
        return content.page

    def _part(self, name: str) -> _Element | Fault:
        if name not in self._parts:
            self._parts[name] = self._parsed(self._names.get(name.lower(), ""))
        return self._parts[name]

    def _parsed(self, name: str) -> _Element | Fault:
        try:
            info = self._archive.getinfo(name)
            if info.flag_bits & 1:
                return fault("encrypted", advice="reading.encrypted_pdf_advice")
            if info.file_size > MAX_PART:
                return fault("unsafe")
            self._read += info.file_size
            if self._read > MAX_READ:
                return fault("too_complex")
            data = unpacked(self._archive, info, MAX_PART)
        except (KeyError, *ZIP_TROUBLE):
            return _damaged()
        found = parse_part(data)
        return _damaged() if isinstance(found, Fault) and found.code == "damaged" else found


def _damaged() -> Fault:
    return fault("damaged", advice="reading.damaged_pages_advice")


def _located(base: str, place: str | None) -> str:
    """A part's name: absolute, or beside the part that names it."""
    place = (place or "").strip().replace("\\", "/")
    if place.startswith("/"):
        return posixpath.normpath(place).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), place))
