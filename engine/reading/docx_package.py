"""The .docx file as a package: parts opened once their sizes are known, parsed without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.zip_parts import ZIP_TROUBLE, unpacked
from gouji.grammar.records import dataclass
from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 8 * 2**20
"""Bytes of one XML part; the largest real ones are below a tenth of that."""

MAX_TAGS = 600_000
MAX_PACKAGE = 256 * 2**20
MAX_DIRECTORY = 2 * 2**20
PROLOG = 4096
"""Bytes in which a document type definition would stand; one the parser finds later is refused as well."""

STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    b"drawingml/picture": b"http://schemas.openxmlformats.org/drawingml/2006/picture",
    b"drawingml/chart": b"http://schemas.openxmlformats.org/drawingml/2006/chart",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


@dataclass(frozen=True, slots=True)
class Package:
    """A document's main part, and the archive with the others.

    Attributes:
        document: the root of the main part.
        folder: the folder of the main part, where its other parts lie.
        macros: whether it carries macros; they are never looked at.
    """

    document: _Element
    archive: zipfile.ZipFile
    folder: str
    macros: bool

    def part(self, name: str) -> bytes | Fault:
        """The bytes of another part, empty when it is missing or damaged."""
        found = _part(self.archive, posixpath.join(self.folder, name))
        return b"" if isinstance(found, Fault) and found.code == "damaged" else found


def open_archive(data: bytes) -> zipfile.ZipFile | Fault:
    """The zip archive, once its directory is known to be of a sane size."""
    end = data.rfind(b"PK\x05\x06", -(2**16 + 22))
    if end < 0 or len(data) < end + 22:
        return fault("damaged")
    if int.from_bytes(data[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        return fault("unsafe")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except ZIP_TROUBLE:
        return fault("damaged")


def main_part(archive: zipfile.ZipFile) -> str | None:
    """The name of the part that holds the document, ``None`` when the archive is not a Word document."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "word/document.xml"
    others = sorted(name for name in names if posixpath.dirname(name) == "word" and "document" in name)
    return next((name for name in others if name.endswith(".xml")), None)


def open_package(archive: zipfile.ZipFile, main: str) -> Package | Fault:
    """The parts of the document whose main part is ``main``.

    Returns:
        The package; or a fault: ``encrypted``, ``damaged``, ``unsafe`` (a bomb, a document type definition).
    """
    if sum(info.file_size for info in archive.infolist()) > MAX_PACKAGE:
        return fault("unsafe")
    found = _part(archive, main)
    document = found if isinstance(found, Fault) else parse_part(found)
    if isinstance(document, Fault):
        return document
    macros = any(posixpath.basename(name) == "vbaProject.bin" for name in archive.namelist())
    return Package(document, archive, posixpath.dirname(main), macros)


def _part(archive: zipfile.ZipFile, name: str) -> bytes | Fault:
    """The bytes of a part."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return fault("damaged")
    if info.flag_bits & 1:
        return fault("encrypted")
    if info.file_size > MAX_PART:
        return fault("unsafe")
    try:
        return unpacked(archive, info, MAX_PART)
    except ZIP_TROUBLE:
        return fault("damaged")


def parse_part(data: bytes) -> _Element | Fault:
    """An XML part as a tree: nothing fetched, no entity replaced, no document type definition accepted."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in data[:PROLOG]:
        return fault("unsafe")
    if data.count(b"<") > MAX_TAGS:
        return fault("too_complex")
    if STRICT in data:
        for short, long in TRANSITIONAL.items():
            data = data.replace(STRICT + short + b'"', long + b'"')
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return fault("damaged")
    if root.getroottree().docinfo.internalDTD is not None:
        return fault("unsafe")
    return root
