"""What a file is, by its content alone; its name is only compared with that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.reading.decoding import decoded
from gouji.engine.reading.document import FileFormat
from gouji.engine.reading.docx_package import main_part, open_archive
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.lines import MAX_LENGTH
from gouji.engine.reading.ole import ole_kind, word_container
from gouji.engine.reading.refused import marked_kind, mime_kind, signed_kind, unsupported, zipped
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    import zipfile

    from gouji.engine.reading.word_binary_container import Container

HEAD = 65536

SPREADSHEETS: tuple[tuple[str, FileFormat], ...] = (
    ("xl/workbook.xml", FileFormat.XLSX),
    ("xl/workbook.bin", FileFormat.XLSB),
)
OPEN_SPREADSHEET = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
OLD_WORD = frozenset({"doc", "works"})

EXTENSIONS: dict[FileFormat, frozenset[str]] = {
    FileFormat.DOCX: frozenset({"docx", "docm", "dotx", "dotm", "wps", "wpt"}),
    FileFormat.DOC: frozenset({"doc", "dot", "wps", "wpt"}),
    FileFormat.HTML: frozenset(
        {"html", "htm", "xhtml", "shtml", "shtm", "jhtml", "jsp", "asp", "aspx", "php", "do"}
    ),
    FileFormat.TEXT: frozenset({"txt", "text", "md", "markdown", "csv", "tsv", "log"}),
    FileFormat.MARKDOWN: frozenset({"md", "markdown", "mkd", "txt", "text"}),
    FileFormat.XLSX: frozenset({"xlsx", "xlsm", "xltx", "xltm", "et", "ett"}),
    FileFormat.XLSB: frozenset({"xlsb"}),
    FileFormat.XLS: frozenset({"xls", "xlt", "et", "ett"}),
    FileFormat.ODS: frozenset({"ods", "ots"}),
    FileFormat.WEB_ARCHIVE: frozenset({"mht", "mhtml"}),
    FileFormat.PDF: frozenset({"pdf"}),
    FileFormat.OFD: frozenset({"ofd"}),
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


@dataclass(frozen=True, slots=True)
class SpreadsheetFile:
    """A spreadsheet: its bytes, and its archive opened where it is one."""

    format: FileFormat
    data: bytes
    archive: zipfile.ZipFile | None = None


@dataclass(frozen=True, slots=True)
class WebArchiveFile:
    """A web page saved as a single file."""

    data: bytes


@dataclass(frozen=True, slots=True)
class OldWordFile:
    """A file in a binary format of Word or Works.

    Attributes:
        kind: one of ``OLD_WORD``.
        data: its bytes.
        container: the compound file, when it was opened to see what it is.
    """

    kind: str
    data: bytes
    container: Container | None = None


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of printed pages: a PDF by its bytes, an OFD by its archive."""

    data: bytes
    archive: zipfile.ZipFile | None = None

    @property
    def format(self) -> FileFormat:
        """Which of the two it is."""
        return FileFormat.PDF if self.archive is None else FileFormat.OFD


Found = WordFile | TextFile | OldWordFile | SpreadsheetFile | WebArchiveFile | PageFile
"""A file of a format that is read."""


def sniffed(data: bytes) -> Found | Fault:
    """What ``data`` is, opened as far as that takes.

    Returns:
        The file; or a fault: ``unsupported`` naming what it is, ``encrypted``, ``damaged``, ``unsafe``,
        ``empty``, ``zeros``, ``blank`` or ``not_text``.
    """
    if not data:
        return fault("empty")
    if not any(data):
        return fault("zeros")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data)
    if (container := word_container(data)) is not None:
        return OldWordFile("doc", data, container)
    kind = _binary_kind(data)
    if isinstance(kind, Fault):
        return kind
    if kind in OLD_WORD:
        return OldWordFile(kind, data)
    if kind == "spreadsheet":
        return SpreadsheetFile(FileFormat.XLS, data)
    if kind == "web_archive":
        return WebArchiveFile(data)
    if kind == "pdf":
        return PageFile(data)
    return unsupported(kind) if kind is not None else _text(data)


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
    return signed_kind(data) or mime_kind(data)


def _zip(data: bytes) -> WordFile | SpreadsheetFile | PageFile | Fault:
    archive = open_archive(data)
    if isinstance(archive, Fault):
        return archive
    main = main_part(archive)
    if main is not None:
        return WordFile(archive, main)
    names = archive.namelist()
    for member, file_format in SPREADSHEETS:
        if member in names:
            return SpreadsheetFile(file_format, data, archive)
    if OPEN_SPREADSHEET in data[:256]:
        return SpreadsheetFile(FileFormat.ODS, data, archive)
    return PageFile(data, archive) if "OFD.xml" in names else zipped(names, data[:256])


def _text(data: bytes) -> TextFile | Fault:
    declared = CHARSET.search(data[:HEAD])
    text = decoded(data, declared[1].decode("ascii") if declared else None)
    if text is None:
        return fault("not_text")
    if not text.strip("\x00\ufeff \t\r\n\f\v\u3000"):
        return fault("blank")
    head = text[:HEAD]
    marked = marked_kind(head[:4096])
    if marked is not None:
        return unsupported(marked)
    if OPENING_TAG.match(head):
        return TextFile(FileFormat.HTML, text)
    if MARKDOWN_LINE.search(text, 0, MAX_LENGTH):
        return TextFile(FileFormat.MARKDOWN, text)
    if len(CLOSING_TAG.findall(text, 0, HEAD * 8)) >= 3:
        return TextFile(FileFormat.HTML, text)
    return TextFile(FileFormat.TEXT, text)
