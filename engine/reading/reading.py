"""The way in: a file, or its bytes, to a Document or to the reason why not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Document, FileFormat, Remark, Unreadable
from gouji.engine.reading.faults import Fault, fault, unreadable
from gouji.engine.reading.refused import unsupported
from gouji.engine.reading.sniffing import (
    Found,
    OldWordFile,
    PageFile,
    SpreadsheetFile,
    TextFile,
    WebArchiveFile,
    WordFile,
    sniffed,
    wrong_extension,
)

if TYPE_CHECKING:
    from pathlib import Path

    from gouji.engine.reading.document import Block

MAX_FILE = 64 * 2**20
"""Bytes; reports with their pictures stay below a few of these megabytes."""

Read = tuple[tuple["Block", ...], tuple[Remark, ...]]


def read(path: Path) -> Document | Unreadable:
    """Read a file.

    Args:
        path: the file; it is opened for reading only.

    Returns:
        The document, or an ``Unreadable`` that says what is wrong and what to do; no file makes it raise.
    """
    try:
        if path.is_dir():
            return unreadable(path.name, fault("folder"))
        if path.stat().st_size > MAX_FILE:
            return unreadable(path.name, fault("too_large", megabytes=MAX_FILE >> 20))
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        return unreadable(path.name, fault("missing"))
    except PermissionError:
        return unreadable(path.name, fault("forbidden"))
    except (OSError, ValueError):
        return unreadable(path.name, fault("unopenable"))
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Document | Unreadable:
    """Read the bytes of a file.

    Args:
        data: the whole file.
        name: its name without folders, ``-`` for standard input; only compared with what the content is.

    Returns:
        The document, or an ``Unreadable``; never raises, whatever the bytes are.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if len(data) > MAX_FILE:
        return unreadable(name, fault("too_large", megabytes=MAX_FILE >> 20), sha256)
    found = sniffed(data)
    if isinstance(found, Fault):
        return unreadable(name, found, sha256)
    file_format = _format(found)
    content = _content(found)
    if isinstance(content, Fault):
        return unreadable(name, content, sha256)
    blocks, remarks = content
    if not blocks:
        return unreadable(name, fault("blank"), sha256)
    if wrong_extension(name, file_format):
        remarks = (*remarks, Remark.WRONG_EXTENSION)
    return Document(name, file_format, sha256, blocks, remarks)


def _format(found: Found) -> FileFormat:
    if isinstance(found, TextFile | SpreadsheetFile | PageFile):
        return found.format
    if isinstance(found, WebArchiveFile):
        return FileFormat.WEB_ARCHIVE
    return FileFormat.DOCX if isinstance(found, WordFile) else FileFormat.DOC


def _content(found: Found) -> Read | Fault:
    """The blocks and remarks, by the reader of the format; readers are imported when a file needs them."""
    if isinstance(found, WordFile):
        from gouji.engine.reading.docx import read_docx  # noqa: PLC0415

        return read_docx(found.archive, found.main)
    if isinstance(found, OldWordFile):
        if found.kind == "works":
            from gouji.engine.reading.libreoffice import read_converted  # noqa: PLC0415

            return read_converted(found.data, ".wps", unsupported(found.kind))
        from gouji.engine.reading.word_binary import read_word_binary  # noqa: PLC0415

        return read_word_binary(found.data, found.container)
    if isinstance(found, SpreadsheetFile):
        from gouji.engine.reading.spreadsheet import read_spreadsheet  # noqa: PLC0415

        return read_spreadsheet(found.data, found.format, found.archive)
    if isinstance(found, WebArchiveFile):
        from gouji.engine.reading.web_archive import read_web_archive  # noqa: PLC0415

        return read_web_archive(found.data)
    if isinstance(found, PageFile):
        if found.archive is not None:
            from gouji.engine.reading.ofd import read_ofd  # noqa: PLC0415

            return read_ofd(found.archive)
        from gouji.engine.reading.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(found.data)
    return _read_text(found)


def _read_text(found: TextFile) -> Read | Fault:
    if found.format is FileFormat.HTML:
        from gouji.engine.reading.html import read_html  # noqa: PLC0415

        return read_html(found.text)
    if found.format is FileFormat.MARKDOWN:
        from gouji.engine.reading.markdown import read_markdown as read_lines  # noqa: PLC0415
    else:
        from gouji.engine.reading.plain_text import read_plain_text as read_lines  # noqa: PLC0415
    blocks = read_lines(found.text)
    return blocks if isinstance(blocks, Fault) else (blocks, ())
