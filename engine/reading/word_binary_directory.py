"""The directory of a compound file, where it is regular.

Nearly all are. What any other means is left to olefile, which takes three times as long for that.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from olefile import ENDOFCHAIN, FREESECT, MAGIC, NOSTREAM, STGTY_ROOT, STGTY_STORAGE, STGTY_STREAM

SECTOR = 512
SMALL = 4096
"""Bytes below which a stream lies among others in sectors of their own."""

REGULAR = struct.pack("<4H", 3, 0xFFFE, 9, 6)
"""The version, the order of bytes, and the sizes of sectors, as nearly all writers have them."""

TABLE_SECTORS = struct.Struct("<109I")
ENTRY = struct.Struct("<64sHBxIII36xII4x")
MOST_SECTORS = 64
"""Sectors of a directory; a report with a picture on every page needs a few."""

Entry = tuple[int, int, int]
"""Whether it is a storage or a stream, the first sector of a stream and its size."""


@dataclass(slots=True)
class Directory:
    """The directory.

    Attributes:
        following: for each sector that which follows it.
        width: bytes of a sector.
        small: bytes below which streams lie elsewhere.
        entries: what stands in the root, by names in small letters.
    """

    following: tuple[int, ...]
    width: int
    small: int
    entries: dict[str, Entry]


def regular_directory(data: bytes) -> Directory | None:
    """The directory of a compound file; ``None`` where anything in it is unusual."""
    head = struct.unpack_from("<8s18x8s14xI4xI12xI", data)
    if (head[0], head[1], head[3], head[4]) != (MAGIC, REGULAR, SMALL, 0):
        return None
    following = _following(data)
    stored = None if following is None else _stored(data, following, head[2])
    entries = None if stored is None else _entries(stored)
    return None if following is None or entries is None else Directory(following, SECTOR, SMALL, entries)


def _following(data: bytes) -> tuple[int, ...] | None:
    """For each sector that which follows it, from the sectors that the head of the file names."""
    parts: list[bytes] = []
    for sector in TABLE_SECTORS.unpack_from(data, SECTOR - TABLE_SECTORS.size):
        if sector in {ENDOFCHAIN, FREESECT}:
            break
        if (sector + 2) * SECTOR > len(data):
            return None
        parts.append(data[(sector + 1) * SECTOR : (sector + 2) * SECTOR])
    count = min(len(parts) * SECTOR // 4, -(-len(data) // SECTOR) - 1)
    return struct.unpack_from(f"<{count}I", b"".join(parts))


def _stored(data: bytes, following: tuple[int, ...], sector: int) -> bytes | None:
    """The bytes of the directory, from its first sector on."""
    parts: list[bytes] = []
    while sector != ENDOFCHAIN:
        if len(parts) == MOST_SECTORS or sector >= len(following) or (sector + 2) * SECTOR > len(data):
            return None
        parts.append(data[(sector + 1) * SECTOR : (sector + 2) * SECTOR])
        sector = following[sector]
    return b"".join(parts)


def _entries(stored: bytes) -> dict[str, Entry] | None:
    """What stands in the root, found by way of the trees of all storages."""
    found: dict[str, Entry] = {}
    count = len(stored) // ENTRY.size
    if not count:
        return None
    _, _, kind, _, _, child, _, _ = ENTRY.unpack_from(stored)
    if kind != STGTY_ROOT:
        return None
    seen = {0, NOSTREAM}
    pending = [] if child == NOSTREAM else [(child, True)]
    while pending:
        number, in_root = pending.pop()
        if number >= count or number in seen:
            return None
        seen.add(number)
        name, size, kind, left, right, child, start, length = ENTRY.unpack_from(stored, number * ENTRY.size)
        if kind not in {STGTY_STORAGE, STGTY_STREAM} or not 2 <= size <= len(name):
            return None
        if in_root:
            called = name[: size - 2].decode("utf-16-le", "replace").lower()
            if called in found:
                return None
            found[called] = (kind, start, length)
        pending += [(near, in_root) for near in (left, right) if near != NOSTREAM]
        if child != NOSTREAM:
            pending.append((child, False))
    return found
