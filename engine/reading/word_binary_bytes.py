"""Bytes of binary Word files: numbers at offsets, and the two ways in which reading them ends early."""

from __future__ import annotations

import struct

UINT16 = struct.Struct("<H")
INT16 = struct.Struct("<h")
UINT32 = struct.Struct("<I")


class DamagedError(ValueError):
    """The file contradicts itself; never leaves the reader, which turns it into the fault ``damaged``."""


class TooComplexError(ValueError):
    """The file is larger inside than any report; becomes the fault ``too_complex``."""


def uint16(data: bytes, offset: int) -> int:
    """The unsigned 16-bit number at ``offset``; raises ``struct.error`` outside the data."""
    found: int = UINT16.unpack_from(data, offset)[0]
    return found


def int16(data: bytes, offset: int) -> int:
    """The signed 16-bit number at ``offset``; raises ``struct.error`` outside the data."""
    found: int = INT16.unpack_from(data, offset)[0]
    return found


def uint32(data: bytes, offset: int) -> int:
    """The unsigned 32-bit number at ``offset``; raises ``struct.error`` outside the data."""
    found: int = UINT32.unpack_from(data, offset)[0]
    return found


def uint32s(data: bytes, offset: int, count: int) -> tuple[int, ...]:
    """``count`` unsigned 32-bit numbers from ``offset`` on; raises ``struct.error`` outside the data."""
    if offset + 4 * count > len(data):
        raise DamagedError
    return struct.unpack_from(f"<{count}I", data, offset)


def part(data: bytes, offset: int, size: int) -> bytes:
    """The ``size`` bytes at ``offset``, all of them; raises ``DamagedError`` when they are not there."""
    if offset + size > len(data):
        raise DamagedError
    return data[offset : offset + size]
