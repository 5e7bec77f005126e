"""The compound file around a binary Word document: its streams, within bounds."""

from __future__ import annotations

import io

from gouji.engine.reading.word_binary_bytes import DamagedError, uint16, uint32
from olefile import OleFileIO

HEADER = 512
SECTOR_SHIFTS = (9, 12)
MINI_SECTOR_SHIFT = 6
FAT_IN_HEADER = 109
MAX_ENTRIES = 10_000
"""Streams and storages; a report with hundreds of embedded objects stays far below."""

MACROS = "Macros"


class _BoundedOle(OleFileIO):  # type: ignore[misc]
    """An ``OleFileIO`` that stops at directories no document needs."""

    loaded = 0

    def _load_direntry(self, sid: int) -> object:
        self.loaded += 1
        if self.loaded > MAX_ENTRIES:
            raise DamagedError
        return super()._load_direntry(sid)


class Container:
    """An opened compound file."""

    def __init__(self, ole: OleFileIO, size: int) -> None:
        self._ole = ole
        self._left = size

    @property
    def macros(self) -> bool:
        """Whether the document carries macros; they are never looked at."""
        return bool(self._ole.exists(MACROS))

    def exists(self, name: str) -> bool:
        """Whether the root holds a stream or storage of that name."""
        return bool(self._ole.exists(name))

    def stream(self, name: str) -> bytes:
        """A stream of the root; raises ``DamagedError`` when it is missing or cannot be followed."""
        try:
            size: int = self._ole.get_size(name)
            # Streams share no sectors, so together they are never longer than the file.
            self._left -= size
            content: bytes = self._ole.openstream(name).read() if self._left >= 0 else b""
        except Exception as error:  # olefile lets out whatever its own reading stumbles over
            raise DamagedError from error
        if self._left < 0:
            raise DamagedError
        return content


def opened(data: bytes) -> Container:
    """Open a compound file; raises ``DamagedError`` when its header, tables or directory are broken."""
    if len(data) < HEADER or uint16(data, 30) not in SECTOR_SHIFTS or uint16(data, 32) != MINI_SECTOR_SHIFT:
        raise DamagedError
    shift = uint16(data, 30)
    sectors = len(data) >> shift
    if uint32(data, 44) > FAT_IN_HEADER + 2 * (sectors >> (shift - 2)):
        raise DamagedError
    try:
        ole = _BoundedOle(io.BytesIO(data))
    except Exception as error:  # olefile lets out whatever its own reading stumbles over
        raise DamagedError from error
    return Container(ole, len(data))
