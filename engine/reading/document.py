"""What reading yields: blocks in reading order, every block and cell with its location. Knows no form."""

from __future__ import annotations

from enum import StrEnum

from gouji.grammar.messages import Message
from gouji.grammar.records import dataclass


class FileFormat(StrEnum):
    """What a file is, decided by its content."""

    DOCX = "docx"
    DOC = "doc"
    HTML = "html"
    TEXT = "txt"
    MARKDOWN = "md"
    PDF = "pdf"
    OFD = "ofd"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    WEB_ARCHIVE = "mhtml"


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands in a file; all counts start at 1, rows and cells are those of the file.

    Attributes:
        line, column: in text formats, in code points; HTML has lines only.
        paragraph: in Word documents, the n-th body paragraph outside tables.
        table: the n-th table of the document; ``row`` and ``cell`` inside it.
        page: where the format has pages.
        sheet: the sheet's name in spreadsheets; ``row`` and ``cell`` are then those of the sheet (``B7`` is
            row 7, cell 2), of paragraphs as well.
        file: the file's name, when a report is put together from several.
    """

    page: int | None = None
    line: int | None = None
    column: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    sheet: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    r"""A paragraph of text.

    Attributes:
        text: as printed; soft line breaks inside it are ``\n``.
        heading: outline level declared by the file (0 the title, 1 the highest), ``None`` without one.
    """

    text: str
    location: Location
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class ImageMark:
    """A picture, chart or other object not read; ``name`` is its caption or file name, possibly empty."""

    name: str
    location: Location


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its top left corner of the grid; row and column count from 0.

    Attributes:
        doubtful: whether its row may be half a row, or two rows, which a page end does not let tell.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    location: Location
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        cells: anchor cells, row by row, left to right; they do not overlap.
        spans_known: whether merged cells are recorded. Plain text loses them: then each row is only the list
            of its cells
            (``column`` is the index in the row), and heads must be told by their labels.
    """

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    location: Location
    spans_known: bool = True


Block = Paragraph | Table | ImageMark


class Remark(StrEnum):
    """Something about the file that a person should know, though it could be read."""

    UNACCEPTED_REVISIONS = "unaccepted_revisions"
    HIDDEN_TEXT = "hidden_text"
    MACROS = "macros"
    WRONG_EXTENSION = "wrong_extension"
    BORDERLESS_TABLES = "borderless_tables"


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read.

    Attributes:
        name: the file's name without folders; ``-`` for standard input.
        sha256: of the bytes read.
        notes: what else a person should know, of what was done with the document after it was read.
        original: the blocks as in the file, when ``blocks`` were converted to other characters.
    """

    name: str
    format: FileFormat
    sha256: str
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()
    notes: tuple[Message, ...] = ()
    original: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, as a result.

    Attributes:
        code: stable id: ``missing``, ``empty``, ``too_large``, ``encrypted``, ``damaged``, ``unsupported``,
            ``not_text`` …
        message: what is wrong, for a clerk.
        advice: what to do.
    """

    name: str
    code: str
    message: Message
    advice: Message
    sha256: str | None = None
