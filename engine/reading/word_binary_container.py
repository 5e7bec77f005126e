"""The compound file around a binary Word document: its streams, within bounds."""

from __future__ import annotations

import io
from functools import cached_property

from gouji.engine.reading.word_binary_bytes import DamagedError, uint16, uint32
from gouji.engine.reading.word_binary_directory import Directory, Entry, regular_directory
from olefile import ENDOFCHAIN, STGTY_STREAM, OleFileIO

HEADER = 512
SECTOR_SHIFTS = (9, 12)
MINI_SECTOR_SHIFT = 6
FAT_IN_HEADER = 109
MAX_ENTRIES = 10_000
"""Streams and storages; a report with hundreds of embedded objects stays far below."""

DATA, MACROS = "Data", "Macros"
NO_ENTRY: Entry = (0, 0, 0)


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

    def __init__(self, data: bytes) -> None:
        """Read the directory of the file ``data``; raises ``DamagedError`` when it is broken."""
        self._data = data
        self._left = len(data)
        self._long: bytes | None = None
        self._directory = regular_directory(data) or self._judged_directory()

    @cached_property
    def _ole(self) -> OleFileIO:
        try:
            return _BoundedOle(io.BytesIO(self._data))
        except Exception as error:  # olefile lets out whatever its own reading stumbles over
            raise DamagedError from error

    def _judged_directory(self) -> Directory:
        ole = self._ole
        entries = {
            name: (entry.entry_type, entry.isectStart, entry.size)
            for name, entry in ole.root.kids_dict.items()
        }
        return Directory(ole.fat, ole.sectorsize, ole.minisectorcutoff, entries)

    @property
    def macros(self) -> bool:
        """Whether the document carries macros; they are never looked at."""
        return self.exists(MACROS)

    def exists(self, name: str) -> bool:
        """Whether the root holds a stream or storage of that name."""
        return name.lower() in self._directory.entries

    def stream(self, name: str) -> bytes:
        """A stream of the root; raises ``DamagedError`` when it is missing or cannot be followed."""
        kind, first, size = self._directory.entries.get(name.lower(), NO_ENTRY)
        if kind != STGTY_STREAM:
            raise DamagedError
        # Streams share no sectors, so together they are never longer than the file.
        self._left -= size
        if self._left < 0:
            raise DamagedError
        found = self._followed(first, size)
        if found is not None:
            return found
        ole = self._ole
        try:
            content: bytes = ole.openstream(name).read()
        except Exception as error:  # olefile lets out whatever its own reading stumbles over
            raise DamagedError from error
        return content

    def data(self) -> bytes:
        """The stream with what is too long for the others; empty without one."""
        if self._long is None:
            self._long = self.stream(DATA) if self.exists(DATA) else b""
        return self._long

    def _followed(self, sector: int, size: int) -> bytes | None:
        """The bytes of an ordinary stream, from its first sector on; ``None`` where olefile has to judge."""
        if size < self._directory.small:
            return None
        table, width, data = self._directory.following, self._directory.width, self._data
        parts: list[bytes] = []
        begun = sector  # where sectors that lie side by side begin
        for _ in range(-(-size // width)):
            if sector >= len(table):
                return None
            following = table[sector]
            if following != sector + 1:
                if (sector + 2) * width > len(data):
                    return None
                parts.append(data[(begun + 1) * width : (sector + 2) * width])
                begun = following
            sector = following
        return b"".join(parts)[:size] if sector == ENDOFCHAIN else None


def opened(data: bytes) -> Container:
    """Open a compound file; raises ``DamagedError`` when its header, tables or directory are broken."""
    if len(data) < HEADER or uint16(data, 30) not in SECTOR_SHIFTS or uint16(data, 32) != MINI_SECTOR_SHIFT:
        raise DamagedError
    shift = uint16(data, 30)
    sectors = len(data) >> shift
    if uint32(data, 44) > FAT_IN_HEADER + 2 * (sectors >> (shift - 2)):
        raise DamagedError
    return Container(data)
