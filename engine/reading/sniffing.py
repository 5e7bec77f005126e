"""What a file is, by its content alone; its name is only compared with that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.engine.reading.decoding import decoded
from gouji.engine.reading.document import FileFormat
from gouji.engine.reading.docx_package import main_part, open_archive
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.lines import MAX_LENGTH
from gouji.engine.reading.ole import ole_kind
from gouji.grammar.messages import message

if TYPE_CHECKING:
    import zipfile

HEAD = 65536

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
)
"""First bytes of formats that are not read, and what to call them (``reading.kind_<name>``)."""

ZIP_MEMBERS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", "spreadsheet"),
    ("xl/workbook.bin", "spreadsheet"),
    ("ppt/presentation.xml", "slides"),
    ("OFD.xml", "ofd"),
)
OPEN_DOCUMENT = (
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "spreadsheet"),
    (b"opendocument.", "slides"),
)

EXTENSIONS: dict[FileFormat, frozenset[str]] = {
    FileFormat.DOCX: frozenset({"docx", "docm", "dotx", "dotm", "wps", "wpt"}),
    FileFormat.HTML: frozenset(
        {"html", "htm", "xhtml", "shtml", "shtm", "jhtml", "jsp", "asp", "aspx", "php", "do"}
    ),
    FileFormat.TEXT: frozenset({"txt", "text", "md", "markdown", "csv", "tsv", "log"}),
    FileFormat.MARKDOWN: frozenset({"md", "markdown", "mkd", "txt", "text"}),
}

OPENING_TAG = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|table|tbody|tr|td|div|section|article|main|header"
    r"|p|span|h[1-6]|center|font|ul|ol|img|br|b|strong)\b[^<>]{0,2000}/?>",
    re.IGNORECASE | re.DOTALL,
)
CLOSING_TAG = re.compile(r"</(?:html|body|table|tr|td|div|p|span|section|article)\s*>", re.IGNORECASE)
MARKDOWN_LINE = re.compile(
    r"^(?: {0,3}#{1,6}[ \t]+\S|(?:```|~~~)"
    r"|[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+(?:\|[ \t]*)?$"
    r"|[ \t]*\|[ \t]*:?-{2,}:?[ \t]*\|[ \t]*$)",
    re.MULTILINE,
)
CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)
WORD_XML = re.compile(r"<\?mso-application\b|<w:wordDocument\b|<pkg:package\b|<office:document\b")
MIME_PAGE = re.compile(
    rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WordFile:
    """A .docx: its opened archive and the name of its main part."""

    archive: zipfile.ZipFile
    main: str


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file of text: HTML, Markdown or plain, decoded."""

    format: FileFormat
    text: str


def sniffed(data: bytes) -> WordFile | TextFile | Fault:
    """What ``data`` is, opened as far as that takes.

    Returns:
        The file; or a fault: ``unsupported`` naming what it is, ``encrypted``, ``damaged``, ``unsafe``,
        ``empty``, ``zeros``, ``blank`` or ``not_text``.
    """
    if not data:
        return fault("empty")
    if not data.strip(b"\x00"):
        return fault("zeros")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data)
    kind = _binary_kind(data)
    if isinstance(kind, Fault):
        return kind
    return unsupported(kind) if kind is not None else _text(data)


def unsupported(kind: str) -> Fault:
    """The fault of a format that is not read; the advice goes with the kind."""
    return fault("unsupported", advice=f"reading.advice_{kind}", kind=message(f"reading.kind_{kind}"))


def wrong_extension(name: str, file_format: FileFormat) -> bool:
    """Whether the ending of a file's name belongs to another format; no ending promises nothing."""
    _, dot, ending = name.rpartition(".")
    return bool(dot) and ending.strip().lower() not in EXTENSIONS[file_format]


def _binary_kind(data: bytes) -> str | Fault | None:
    """The name of a known format that is not read, ``None`` when the bytes may be text."""
    if (ole := ole_kind(data)) is not None:
        return ole
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image"
    if data.startswith(b"BM") and b"\x00" in data[:32]:
        return "image"
    if MIME_PAGE.match(data[:8192]):
        return "web_archive"
    return next((kind for signature, kind in SIGNATURES if data.startswith(signature)), None)


def _zip(data: bytes) -> WordFile | Fault:
    archive = open_archive(data)
    if isinstance(archive, Fault):
        return archive
    main = main_part(archive)
    if main is not None:
        return WordFile(archive, main)
    names = set(archive.namelist())
    for member, kind in ZIP_MEMBERS:
        if member in names:
            return unsupported(kind)
    head = data[:256]
    if b"mimetypeapplication/vnd.oasis" in head:
        return next(
            unsupported(kind) for mark, kind in OPEN_DOCUMENT if mark in head or mark == OPEN_DOCUMENT[-1][0]
        )
    return unsupported("archive")


def _text(data: bytes) -> TextFile | Fault:
    declared = CHARSET.search(data[:HEAD])
    text = decoded(data, declared[1].decode("ascii") if declared else None)
    if text is None:
        return fault("not_text")
    if not text.strip("\x00\ufeff \t\r\n\f\v\u3000"):
        return fault("blank")
    head = text[:HEAD]
    if WORD_XML.search(head[:4096]):
        return unsupported("word_xml")
    if OPENING_TAG.match(head):
        return TextFile(FileFormat.HTML, text)
    if MARKDOWN_LINE.search(text, 0, MAX_LENGTH):
        return TextFile(FileFormat.MARKDOWN, text)
    if len(CLOSING_TAG.findall(text, 0, HEAD * 8)) >= 3:
        return TextFile(FileFormat.HTML, text)
    return TextFile(FileFormat.TEXT, text)
