""".docx → blocks: the document as it would print with all tracked changes accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.reading.document import Block, ImageMark, Location, Paragraph, Remark
from gouji.engine.reading.docx_names import PARAGRAPH, TABLE, WORD, children
from gouji.engine.reading.docx_numbering import Numbering
from gouji.engine.reading.docx_package import open_package, parse_part
from gouji.engine.reading.docx_plain import Plainness
from gouji.engine.reading.docx_sheet import Sheet, style_sheet
from gouji.engine.reading.docx_styles import Styles
from gouji.engine.reading.docx_tables import TableReader, is_wrapper, only_cell
from gouji.engine.reading.docx_text import ParagraphReader, mark_deleted
from gouji.engine.reading.faults import Fault, fault

if TYPE_CHECKING:
    import zipfile

    from gouji.engine.reading.docx_package import Package
    from lxml.etree import _Element

REVISIONS = tuple(
    f"{WORD}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)


def read_docx(archive: zipfile.ZipFile, main: str) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
    """The blocks of a Word document and what to remark on it.

    Args:
        archive: the opened package.
        main: the name of its main part.

    Returns:
        Blocks in reading order with remarks, or why it cannot be read.
    """
    package = open_package(archive, main)
    if isinstance(package, Fault):
        return package
    body = package.document.find(f"{WORD}body")
    if body is None:
        return fault("damaged")
    sheet = _sheet(package)
    if isinstance(sheet, Fault):
        return sheet
    reader = _BodyReader(package, Styles(sheet))
    reader.container(body, within=None)
    if reader.fault is not None:
        return reader.fault
    remarks = set(reader.paragraphs.remarks)
    if next(package.document.iter(*REVISIONS), None) is not None:
        remarks.add(Remark.UNACCEPTED_REVISIONS)
    if package.macros:
        remarks.add(Remark.MACROS)
    return tuple(reader.blocks), tuple(remark for remark in Remark if remark in remarks)


def _sheet(package: Package) -> Sheet | Fault:
    """The style sheet; one that is missing or damaged is without styles."""
    data = package.part("styles.xml")
    sheet = data if isinstance(data, Fault) else style_sheet(data)
    return Sheet() if isinstance(sheet, Fault) and sheet.code == "damaged" else sheet


class _Lists:
    """The part with the lists, read when a paragraph is numbered.

    Attributes:
        fault: why it must not be read.
    """

    def __init__(self, package: Package) -> None:
        self.fault: Fault | None = None
        self._package = package

    def __call__(self) -> Numbering:
        """The lists; those of a missing or damaged part number nothing."""
        data = self._package.part("numbering.xml")
        root = data if isinstance(data, Fault) else parse_part(data)
        if not isinstance(root, Fault):
            return Numbering(root)
        self.fault = None if root.code == "damaged" else root
        return Numbering(None)


class _BodyReader:
    """Collects the blocks of the body, counting paragraphs and tables as Word does."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self.blocks: list[Block] = []
        self._lists = _Lists(package)
        self._fault: Fault | None = None
        self.paragraphs = ParagraphReader(styles, Plainness(package.document, styles), self._lists)
        self._tables = TableReader(self.paragraphs)
        self._paragraph_count = 0
        self._table_count = 0

    @property
    def fault(self) -> Fault | None:
        """Why the document cannot be read, found on the way."""
        return self._fault or self._lists.fault

    def container(self, element: _Element, within: Location | None) -> None:
        """Read the paragraphs and tables of a body, a text box or a frame.

        Args:
            element: what holds them.
            within: the location all its paragraphs share, ``None`` in the body, where they are counted.
        """
        joined = ""
        for child in children(element, {PARAGRAPH, TABLE}):
            if child.tag == TABLE:
                self._table(child)
                continue
            if within is None:
                self._paragraph_count += 1
            location = within or Location(paragraph=self._paragraph_count)
            joined = self._paragraph(child, location, joined)
        if joined.strip():
            self.blocks.append(Paragraph(joined.strip(), within or Location(paragraph=self._paragraph_count)))

    def _paragraph(self, element: _Element, location: Location, joined: str) -> str:
        """Add a paragraph; returns its text when that goes on in the next one, the mark being deleted."""
        content = self.paragraphs.read(element)
        text = joined + content.text
        goes_on = element not in self.paragraphs.plain and mark_deleted(element)
        if text.strip() and not goes_on:
            self.blocks.append(Paragraph(text.strip(), location, self.paragraphs.styles.heading(element)))
        self.blocks += (ImageMark(name, location) for name in content.pictures)
        for box in content.boxes:
            self.container(box, within=location)
        return text if goes_on else ""

    def _table(self, element: _Element) -> None:
        self._table_count += 1
        if is_wrapper(element):
            self.container(only_cell(element), within=Location(table=self._table_count, row=1, cell=1))
            return
        table = self._tables.read(element, self._table_count)
        if isinstance(table, Fault):
            self._fault = self._fault or table
        elif table.cells:
            self.blocks.append(table)
