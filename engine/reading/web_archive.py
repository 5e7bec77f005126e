"""Web pages saved as one file (.mht, .mhtml) → blocks: the page in it with the most to read."""

from __future__ import annotations

import binascii
import quopri
import re
from base64 import b64decode
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING

from gouji.engine.reading.decoding import decoded
from gouji.engine.reading.document import Block, Paragraph, Remark, Table
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.html import read_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

MAX_PARTS = 2000
MAX_PAGES = 40
"""Pages in one archive: the page itself and its frames."""

MAX_DEPTH = 4
MAX_PAGE = 16 * 2**20
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
MAX_HEADER = 65536
META = re.compile(rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the archive: its headers and its body, still encoded."""

    headers: Message
    body: bytes


def read_web_archive(data: bytes) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
    """The blocks of the page that an archive holds and what to remark on it.

    A page made of frames is several; the one with the most text and tables is the report. Pictures are left
    out.

    Args:
        data: the file.

    Returns:
        Blocks in reading order with remarks, or why it cannot be read.
    """
    best: tuple[tuple[Block, ...], tuple[Remark, ...]] = ((), ())
    first_fault: Fault | None = None
    found = _pages(data)
    if isinstance(found, Fault):
        return found
    for page in found:
        content = read_html(page)
        if isinstance(content, Fault):
            first_fault = first_fault or content
        elif _worth(content[0]) > _worth(best[0]):
            best = content
    return first_fault if first_fault is not None and not best[0] else best


def _worth(blocks: tuple[Block, ...]) -> int:
    """How much there is to read in blocks, in characters; a cell counts as some, so that tables of 0 do."""
    return sum(
        len(block.text) if isinstance(block, Paragraph) else sum(4 + len(cell.text) for cell in block.cells)
        for block in blocks
        if isinstance(block, Paragraph | Table)
    )


def _pages(data: bytes) -> list[str] | Fault:
    """The texts of the pages in the archive."""
    pages: list[str] = []
    seen = False
    for number, part in enumerate(_leaves(data, 0)):
        if number >= MAX_PARTS or len(pages) >= MAX_PAGES:
            return fault("too_complex")
        if part.headers.get_content_type() not in PAGES:
            continue
        seen = True
        page = _text(part)
        if isinstance(page, Fault):
            return page
        if page is not None and "<" in page:
            pages.append(page)
    if pages:
        return pages
    return fault("not_text") if seen else fault("damaged")


def _text(part: _Part) -> str | Fault | None:
    """The text of a page, ``None`` when it is none."""
    if len(part.body) > MAX_PAGE:
        return fault("too_complex")
    body = _plain(part)
    declared = part.headers.get_content_charset()
    if declared is None:
        meta = META.search(body[:65536])
        declared = meta[1].decode("ascii") if meta else None
    return decoded(body, declared)


def _plain(part: _Part) -> bytes:
    """The body without its transfer encoding; what is damaged stays as it is."""
    encoding = str(part.headers.get("content-transfer-encoding", "")).strip().lower()
    try:
        if encoding == "base64":
            return b64decode(part.body + b"===")
        if encoding == "quoted-printable":
            return quopri.decodestring(part.body)
    except (binascii.Error, ValueError):
        pass
    return part.body


def _leaves(data: bytes, depth: int) -> Iterator[_Part]:
    """The parts that hold no further parts, in order."""
    part = _split(data)
    if part is None:
        return
    boundary = part.headers.get_boundary()
    if not boundary or part.headers.get_content_maintype() != "multipart":
        yield part
        return
    if depth >= MAX_DEPTH:
        return
    mark = b"--" + boundary.encode("utf-8", "ignore")
    line = re.compile(rb"(?:\A|\n)" + re.escape(mark) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    start: int | None = None
    for found in line.finditer(part.body):
        if start is not None:
            yield from _leaves(part.body[start : found.start()], depth + 1)
        start = found.end() if found[1] is None else None
        if start is None:
            return
    if start is not None:
        yield from _leaves(part.body[start:], depth + 1)


def _split(data: bytes) -> _Part | None:
    """Headers and body of a part."""
    data = data.lstrip(b"\r\n\xef\xbb\xbf") if data[:1] in b"\r\n\xef" else data
    end = BLANK_LINE.search(data, 0, MAX_HEADER)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data[:MAX_HEADER], b"")
    try:
        return _Part(BytesHeaderParser(policy=policy.compat32).parsebytes(head), body)
    except (MessageError, ValueError, LookupError):
        return None
