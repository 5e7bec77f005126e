"""Small files in every format, written by hand: what the readers meet, on invented organs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from gouji.engine.reading.document import Document, Paragraph, Table
from gouji.engine.reading.reading import read_bytes

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def word_file(body: str, styles: str = "", numbering: str = "") -> bytes:
    """A .docx of the WordprocessingML in ``body``, with optional style and list definitions."""
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {NAMESPACES}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
    return archive(parts)


def run(text: str, properties: str = "") -> str:
    formatting = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{formatting}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else run(content) if content else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<w:") else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def kinds(found: Document) -> list[str]:
    return [type(block).__name__ for block in found.blocks]


def document(data: bytes | str, name: str = "") -> Document:
    """The document read from ``data``; the test fails when it is unreadable."""
    found = read_bytes(data.encode() if isinstance(data, str) else data, name)
    assert isinstance(found, Document), found
    return found


def texts(found: Document) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def only_table(found: Document) -> Table:
    (one,) = [block for block in found.blocks if isinstance(block, Table)]
    return one


def grid(found: Table) -> list[list[str]]:
    """The texts of a table over its whole grid; fails when cells overlap; ``∅`` where no cell is."""
    lines = [["∅"] * found.column_count for _ in range(found.row_count)]
    for one in found.cells:
        for r in range(one.row, one.row + one.row_span):
            for c in range(one.column, one.column + one.column_span):
                assert lines[r][c] == "∅", f"cells overlap at {r},{c}"
                lines[r][c] = one.text
    return lines


def listed(found: Table) -> list[list[str]]:
    """The texts of each row, as far as it goes."""
    return [[one.text for one in found.cells if one.row == r] for r in range(found.row_count)]
