"""Small spreadsheets written by hand: what offices send, and what nobody should."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

import xlwt

from .files import archive

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = f'xmlns="{MAIN}" xmlns:r="{RELATIONS}"'
Value = str | int | float | date | None
Rows = Sequence[Sequence[Value]]


def reference(row: int, column: int) -> str:
    """``B7`` of row 6, column 1; columns up to Z."""
    return f"{chr(65 + column)}{row + 1}"


def cells(rows: Rows) -> str:
    """Rows as SpreadsheetML; ``None`` is no cell; a text that begins with ``<`` is written as it is."""
    lines = []
    for r, row in enumerate(rows):
        line = ""
        for c, value in enumerate(row):
            if value is None:
                continue
            place = reference(r, c)
            if isinstance(value, str) and value.startswith("<"):
                line += f'<c r="{place}" {value[1:]}</c>'
            elif isinstance(value, str):
                line += f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
            else:
                line += f'<c r="{place}"><v>{value!r}</v></c>'
        lines.append(f'<row r="{r + 1}">{line}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"


def merged(*ranges: str) -> str:
    entries = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return f"<mergeCells>{entries}</mergeCells>"


def workbook(
    sheets: Mapping[str, str],
    states: Mapping[str, str] | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """An .xlsx of worksheets by name, each the XML inside its root; ``states`` hides some."""
    states = states or {}
    entries = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"'
        + (f' state="{states[name]}"' if name in states else "")
        + "/>"
        for n, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {NAMES}><sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
    }
    parts["_rels/.rels"] = package("xl/workbook.xml")
    for n, body in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{MAIN}">{body}</worksheet>'
    return archive({**parts, **(extra or {})})


def package(main: str) -> str:
    """The relation from a package to its main part."""
    return (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="{main}"/></Relationships>'
    )


def sheet(rows: Rows, *ranges: str) -> bytes:
    """An .xlsx with one sheet called 表."""
    return workbook({"表": cells(rows) + (merged(*ranges) if ranges else "")})


def old_workbook(rows: Rows, *merges: tuple[int, int, int, int], hidden: bool = False) -> bytes:
    """An .xls; merges are top, left, bottom, right; ``hidden`` adds a hidden sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("表")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    anchors = {(top, left): (bottom, right) for top, left, bottom, right in merges}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if (r, c) in anchors:
                bottom, right = anchors[r, c]
                page.write_merge(r, bottom, c, right, value)
            elif isinstance(value, str) and value.startswith("="):
                page.write(r, c, xlwt.Formula(value[1:]))
            elif value is not None:
                page.write(r, c, value, day if isinstance(value, date) else xlwt.Style.default_style)
    if hidden:
        other = book.add_sheet("底稿")
        other.visibility = 1
        other.write(0, 0, "草稿")
    return saved(book)


def saved(book: xlwt.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


OPEN_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def open_cell(text: str, attributes: str = "") -> str:
    kind = (
        f'office:value-type="float" office:value="{text}"' if text.isdigit() else 'office:value-type="string"'
    )
    return f"<table:table-cell {kind} {attributes}><text:p>{text}</text:p></table:table-cell>"


def open_workbook(tables: str, manifest: str = "") -> bytes:
    """An .ods of ``table:table`` elements."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        target.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{namespace}">{manifest}</m:manifest>')
        body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        target.writestr(
            "content.xml", f"<office:document-content {OPEN_NAMES}>{body}</office:document-content>"
        )
    return stream.getvalue()


def wide_record(kind: int, data: bytes = b"") -> bytes:
    """A record of an .xlsb."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, rest = b"", len(data)
    while rest >= 128:
        length += bytes([rest & 0x7F | 0x80])
        rest >>= 7
    return head + length + bytes([rest]) + data


def wide_text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def wide_rows(rows: Rows, hidden: frozenset[int] = frozenset()) -> bytes:
    """Rows of an .xlsb sheet; an ``int`` is an error code, a ``float`` a number."""
    data = wide_record(148, struct.pack("<4I", 0, len(rows), 0, 25)) + wide_record(145)
    for r, row in enumerate(rows):
        flags = b"\0" + bytes([0x10 if r in hidden else 0]) + b"\0"
        data += wide_record(0, struct.pack("<IIH", r, 0, 300) + flags + struct.pack("<I", 0))
        for c, value in enumerate(row):
            place = struct.pack("<II", c, 0)
            if isinstance(value, str):
                data += wide_record(6, place + wide_text(value))
            elif isinstance(value, float):
                data += wide_record(5, place + struct.pack("<d", value))
            elif isinstance(value, int):
                data += wide_record(3, place + bytes([value]))
    return data + wide_record(146)


def wide_workbook(body: bytes, before: bytes = b"", after: bytes = b"", strings: bytes = b"") -> bytes:
    """An .xlsb with one sheet called 表."""
    entry = struct.pack("<II", 0, 1) + wide_text("r1") + wide_text("表")
    book = wide_record(131) + wide_record(143) + wide_record(156, entry) + wide_record(144) + wide_record(132)
    relation = f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/>'
    return archive(
        {
            "_rels/.rels": package("xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>',
            **({"xl/sharedStrings.bin": strings} if strings else {}),
            "xl/worksheets/sheet1.bin": wide_record(129) + before + body + after + wide_record(130),
        }
    )
