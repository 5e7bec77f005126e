"""OLE compound files, as far as telling them apart takes: old Word and WPS, spreadsheets, encrypted files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.word_binary_bytes import DamagedError

if TYPE_CHECKING:
    from gouji.engine.reading.word_binary_container import Container

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
"""Bytes of a directory entry; entries stand at multiples of it."""

START_SECTOR = 116
WORD_MAGIC = (0xA5EC, 0xA5DC)
ENCRYPTED_FLAG = 0x0100

WORD, ENCRYPTED_PACKAGE = "WordDocument", "EncryptedPackage"
STREAMS: tuple[tuple[str, str], ...] = (
    (WORD, "doc"),
    ("Workbook", "spreadsheet"),
    ("Book", "spreadsheet"),
    ("PowerPoint Document", "slides"),
    ("MatOST", "works"),
    ("CONTENTS", "works"),
    ("__properties_version1.0", "mail"),
)


def word_container(data: bytes) -> Container | None:
    """The opened compound file of a binary Word document, when its root says clearly that it is one."""
    if not data.startswith(MAGIC):
        return None
    from gouji.engine.reading.word_binary_container import opened  # noqa: PLC0415  # few files are such

    try:
        container = opened(data)
    except DamagedError:
        return None
    streams = {stream for stream, _ in STREAMS if container.exists(stream)}
    return container if streams == {WORD} and not container.exists(ENCRYPTED_PACKAGE) else None


def ole_kind(data: bytes) -> str | Fault | None:
    """What an OLE file holds, told by the names of its streams.

    Returns:
        A name for ``reading.kind_<name>``; the fault ``encrypted``; ``None`` when the bytes are no OLE file.
    """
    if not data.startswith(MAGIC):
        return None
    if _entry(data, ENCRYPTED_PACKAGE) is not None:
        return fault("encrypted")
    found = [(stream, kind, entry) for stream, kind in STREAMS if (entry := _entry(data, stream)) is not None]
    if len(found) > 1:
        found = _of_the_root(data, found)
    if not found:
        return "ole"
    _, kind, entry = found[0]
    return fault("encrypted") if kind == "doc" and _encrypted_word(data, entry) else kind


def _of_the_root(data: bytes, found: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Of several known streams those that are the file's own, not of a document embedded in it."""
    from gouji.engine.reading.word_binary_container import opened  # noqa: PLC0415  # seldom needed

    try:
        container = opened(data)
    except DamagedError:
        return found
    return [one for one in found if container.exists(one[0])] or found


def _entry(data: bytes, stream: str) -> int | None:
    """Where the directory entry of a stream begins."""
    name = stream.encode("utf-16-le") + b"\x00\x00"
    position = data.find(name)
    while position >= 0:
        size = int.from_bytes(data[position + 64 : position + 66], "little")
        if position % ENTRY == 0 and size == len(name):
            return position
        position = data.find(name, position + 1)
    return None


def _encrypted_word(data: bytes, entry: int) -> bool:
    """Whether the flags at the head of a Word stream say that a password protects it."""
    sector = int.from_bytes(data[entry + START_SECTOR : entry + START_SECTOR + 4], "little")
    start = (sector + 1) << min(int.from_bytes(data[30:32], "little"), 16)
    head = data[start : start + 12]
    if len(head) < 12 or int.from_bytes(head[:2], "little") not in WORD_MAGIC:
        return False
    return bool(int.from_bytes(head[10:12], "little") & ENCRYPTED_FLAG)
