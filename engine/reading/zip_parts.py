"""Parts of a zip archive: whole, with the promised checksum, and unpacked in one go where that is safe."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import IO

ZIP_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
)
"""What zipfile raises on damaged archives; NotImplementedError stands for compressions it does not know."""

SMALL = 2**16
"""Compressed bytes that unpack to at most 64 MiB, whatever size the archive promises."""

LOCAL_HEAD = struct.Struct("<4s22xHH")
LOCAL_MAGIC = b"PK\x03\x04"
ENCRYPTED = 1


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a part.

    zipfile unpacks in small steps, which for most parts takes several times as long as unpacking them.

    Args:
        archive: the opened archive.
        info: the part.
        most: reading stops after so many bytes; the part promises no more.

    Raises:
        Exception: one of ``ZIP_TROUBLE`` when the part is damaged.
    """
    if archive.fp is not None and info.compress_size <= SMALL and info.file_size <= most:
        stored = _stored(archive.fp, info)
        if stored is not None:
            data = zlib.decompress(stored, -zlib.MAX_WBITS, max(info.file_size, 1))
            if len(data) == info.file_size and zlib.crc32(data) == info.CRC:
                return data
    with archive.open(info) as stream:
        return stream.read(most)


def _stored(file: IO[bytes], info: zipfile.ZipInfo) -> bytes | None:
    """The compressed bytes of an ordinary part; ``None`` for others, and where its two headers disagree."""
    if info.compress_type != zipfile.ZIP_DEFLATED or info.flag_bits & ENCRYPTED:
        return None
    file.seek(info.header_offset)
    head = file.read(LOCAL_HEAD.size)
    if len(head) < LOCAL_HEAD.size:
        return None
    magic, name, extra = LOCAL_HEAD.unpack(head)
    own_name = file.read(name)
    file.seek(extra, 1)
    data = file.read(info.compress_size)
    whole = magic == LOCAL_MAGIC and len(data) == info.compress_size
    return data if whole and own_name.isascii() and own_name.decode() == info.orig_filename else None
