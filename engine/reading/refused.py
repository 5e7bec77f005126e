"""Formats that are not read, told by their content, so that a clerk hears what a file is and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.reading.faults import Fault, fault
from gouji.grammar.messages import Argument, message

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x00\x00\x00\x0cjP  ", "image"),
    (b"\xff\x4f\xff\x51", "image"),
    (b"AT&TFORM", "image"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"MSCF\x00\x00\x00\x00", "packed"),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00", "shortcut"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"\x1a\x45\xdf\xa3", "media"),
)
"""First bytes of formats, and what to call them (``reading.kind_<name>``)."""

PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
"""What telephones name their pictures in the head of a file that might also be a film."""

MEMBERS: tuple[tuple[str, str], ...] = (
    ("ppt/presentation.xml", "slides"),
    ("Index/Document.iwa", "iwork"),
    ("Index.zip", "iwork"),
    ("index.apxl", "iwork"),
    ("index.xml", "iwork"),
    ("visio/document.xml", "drawing"),
)
MIME_TYPES = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.", "slides"),
    (b"mimetypeapplication/epub+zip", "epub"),
)
"""How zip archives begin whose first member tells the format."""

MARKED_TEXTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<\?mso-application\s+progid=\"Excel\.Sheet\"|<(?:ss:)?Workbook\b"), "spreadsheet_xml"),
    (re.compile(r"<\?mso-application\b|<w:wordDocument\b|<pkg:package\b|<office:document\b"), "word_xml"),
    (re.compile(r"\A\s*\[InternetShortcut\]"), "shortcut"),
)

HEAD = 16384
HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)(?:\r?\n|\Z)")
ADDRESSED = frozenset(
    {b"to", b"cc", b"received", b"return-path", b"delivered-to", b"reply-to", b"x-mailer", b"in-reply-to"}
)
"""Headers of letters; saved pages have none of them."""


def unsupported(kind: str, **arguments: Argument) -> Fault:
    """The fault of a format that is not read; the advice goes with the kind."""
    called = message(f"reading.kind_{kind}", **arguments)
    return fault("unsupported", advice=f"reading.advice_{kind}", kind=called)


def signed_kind(data: bytes) -> str | None:
    """The kind of a file by its first bytes."""
    if data.startswith(b"RIFF"):
        return "image" if data[8:12] == b"WEBP" else "media"
    if data.startswith(b"BM") and b"\x00" in data[:32]:
        return "image"
    if data[4:8] == b"ftyp":
        return "image" if data[8:12] in PICTURE_BRANDS else "media"
    if data.startswith(b"MZ") and b"PE\x00\x00" in data[:4096]:
        return "program"
    return next((kind for signature, kind in SIGNATURES if data.startswith(signature)), None)


def mime_kind(data: bytes) -> str | None:
    """``web_archive`` or ``mail`` for a file of message headers and parts, else ``None``."""
    position = len(data[:64]) - len(data[:64].lstrip())
    headers: dict[bytes, bytes] = {}
    while (found := HEADER.match(data, position, HEAD)) is not None:
        headers.setdefault(found[1].lower(), found[2].lower())
        position = found.end()
    media = headers.get(b"content-type", b"")
    if not media.startswith((b"multipart/", b"text/", b"message/", b"application/")):
        return None
    if not media.startswith(b"multipart/") and b"mime-version" not in headers:
        return None
    saved = media.startswith((b"multipart/related", b"text/html")) or b"snapshot-content-location" in headers
    return "web_archive" if saved and not ADDRESSED & headers.keys() else "mail"


def zipped(names: Sequence[str], head: bytes) -> Fault:
    """The fault of a zip archive that is no document gouji reads.

    Args:
        names: of its members.
        head: its first bytes.
    """
    known = set(names)
    kind = next((kind for member, kind in MEMBERS if member in known), None)
    kind = kind or next((kind for mark, kind in MIME_TYPES if mark in head), None)
    if kind is not None:
        return unsupported(kind)
    return unsupported("zip", count=sum(1 for name in names if not name.endswith("/")))


def marked_kind(head: str) -> str | None:
    """The kind of a text by marks at its beginning."""
    return next((kind for pattern, kind in MARKED_TEXTS if pattern.search(head)), None)
