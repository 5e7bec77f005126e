"""Small sound files of every format that is read: what fuzzing starts from."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from documents import sheet, text, web, word
from documents.model import report_on
from documents.office import PROGRAM, converted
from gouji.engine.reading.document import Document, Table
from gouji.rules.library import Library

ONE_PAGE = """BT /F 9 Tf 60 710 Td (Item) Tj 100 0 Td (Count) Tj ET
BT /F 9 Tf 60 690 Td (first) Tj 100 0 Td (12) Tj ET
50 720 m 250 720 l 50 700 m 250 700 l 50 680 m 250 680 l
50 720 m 50 680 l 150 720 m 150 680 l 250 720 m 250 680 l S"""
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
OFD_PARTS = {
    "OFD.xml": (
        f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    ),
    "D/Document.xml": (
        f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        '</ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="P/Content.xml"/></ofd:Pages>'
        "</ofd:Document>"
    ),
    "D/P/Content.xml": (
        f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="2">'
        '<ofd:TextObject ID="3" Boundary="22 22 40 6" Font="1" Size="4"><ofd:TextCode X="0" Y="4" '
        'DeltaX="g 3 4">甲乙丙丁</ofd:TextCode></ofd:TextObject>'
        '<ofd:PathObject ID="4" Boundary="20 20 80 20" LineWidth="0.3"><ofd:AbbreviatedData>'
        "M 0 0 L 80 0 M 0 10 L 80 10 M 0 20 L 80 20 M 0 0 L 0 20 M 40 0 L 40 20 M 80 0 L 80 20"
        "</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>"
    ),
}
WEB_ARCHIVE = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_part"; type="text/html"\r\n\r\n'
    "------=_part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "{page}\r\n------=_part--\r\n"
)


@cache
def report() -> Document:
    """A short report: its title, its opening, and its two smaller tables."""
    document = report_on(Library().load("cn-2021").pack, Random(0)).document()
    blocks = [block for block in document.blocks if not isinstance(block, Table) or block.row_count < 20]
    return replace(document, blocks=tuple(blocks))


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """An archive of ``parts``, not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pdf(content: str = ONE_PAGE) -> bytes:
    """A PDF of one page, nothing in it compressed."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            f"/Resources << /Font << /F {font} >> >> >>"
        ),
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    )
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{body}{end}startxref\n{len(body)}\n%%EOF\n".encode()


def _by_office(suffix: str) -> Sequence[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.docx")
        source.write_bytes(word.word(report()))
        return [path.read_bytes() for path in converted([source], suffix, Path(folder))]


QUICK: Mapping[str, Callable[[], Sequence[bytes]]] = {
    "docx": lambda: [word.word(report())],
    "html": lambda: [web.clean(report()), web.sloppy(report()), web.declared_gbk(report())],
    "txt": lambda: [text.indented(report()), text.tabbed(report()), text.piped(report())],
    "md": lambda: [text.markdown(report()), text.recognised(report())],
    "xlsx": lambda: [sheet.sheet(report())],
    "pdf": lambda: [pdf()],
    "ofd": lambda: [packed(OFD_PARTS)],
    "mhtml": lambda: [WEB_ARCHIVE.format(page=web.clean(report()).decode()).encode()],
}
"""The seeds of each reader, by the ending of its files."""

BY_OFFICE = {suffix: lambda suffix=suffix: _by_office(suffix) for suffix in ("doc", "pdf") if PROGRAM}
"""More seeds, where LibreOffice is installed; each takes seconds to make."""


@cache
def seeds(name: str) -> Sequence[bytes]:
    """The quick seeds of a reader."""
    return QUICK[name]()


@cache
def office_seeds(name: str) -> Sequence[bytes]:
    """Seeds that LibreOffice makes."""
    return BY_OFFICE[name]()
