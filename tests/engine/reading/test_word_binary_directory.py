"""Directories of regular compound files are read as olefile reads them, and no others are."""

from __future__ import annotations

import io
import struct

import olefile
import pytest
from gouji.engine.reading.word_binary_container import opened
from gouji.engine.reading.word_binary_directory import Directory, regular_directory
from hypothesis import given, settings
from hypothesis import strategies as st

from .doc_writer import FREE, compound

LONG = bytes(range(256)) * 20
FILE = compound({"WordDocument": LONG, "Macros": {"VBA": {"dir": b"1"}}, "1Table": LONG[::-1], "数据": b"2"})
ROOT = FILE.index("Root Entry".encode("utf-16-le"))
TABLE = (struct.unpack_from("<I", FILE, 76)[0] + 1) * 512
LEFT, CHILD = 68, 76


def changed(at: int, value: bytes) -> bytes:
    return FILE[:at] + value + FILE[at + len(value) :]


def entry(name: str) -> int:
    """Where the entry of that name begins."""
    return FILE.index(name.encode("utf-16-le") + b"\0\0", ROOT)


def told(directory: Directory) -> tuple[list[int], dict[str, tuple[int, int, int]]]:
    return list(directory.following), directory.entries


def by_olefile(data: bytes) -> tuple[list[int], dict[str, tuple[int, int, int]]]:
    ole = olefile.OleFileIO(io.BytesIO(data))
    entries = {name: (one.entry_type, one.isectStart, one.size) for name, one in ole.root.kids_dict.items()}
    return list(ole.fat), entries


def test_what_stands_in_the_root():
    directory = regular_directory(FILE)
    assert directory is not None
    assert directory.entries.keys() == {"worddocument", "macros", "1table", "数据"}
    assert told(directory) == by_olefile(FILE)


@pytest.mark.parametrize(
    "data",
    [
        changed(0, b"\0"),
        changed(26, b"\x04"),  # another version
        changed(30, b"\x0c"),  # sectors of another size
        changed(56, b"\0\x20"),  # another limit of small streams
        changed(72, b"\1"),  # a table that goes on elsewhere
        changed(48, b"\xff\xff"),  # a directory outside of the file
        changed(76, b"\xff\xff\0\0"),  # a table outside of it
        changed(76, struct.pack("<I", FREE)),  # no table
        changed(ROOT + 66, b"\1"),  # no root
        changed(entry("Macros") + 66, b"\3"),  # neither storage nor stream
        changed(entry("Macros") + 64, b"\0"),  # no name
        changed(entry("Macros") + LEFT, b"\0\0\0\0"),  # the root, again
        changed(entry("VBA") + CHILD, b"\x99\0\0\0"),  # an entry that is not there
        changed(entry("1Table"), "Macros\0".encode("utf-16-le") + b"\0" * 50 + b"\x0e"),  # a name twice
        FILE[: ROOT + 256],
    ],
)
def test_what_is_unusual_is_left_to_olefile(data: bytes):
    assert regular_directory(data) is None


def test_a_directory_that_goes_round():
    first = struct.unpack_from("<I", FILE, 48)[0]
    assert regular_directory(changed(TABLE + 4 * first, struct.pack("<I", first))) is None


@pytest.mark.parametrize("data", [FILE, changed(26, b"\x04"), changed(entry("VBA") + CHILD, b"\x99\0\0\0")])
def test_streams_are_the_same_whoever_reads_the_directory(data: bytes):
    container = opened(data)
    assert container.stream("WordDocument") == LONG
    assert container.stream("1table") == LONG[::-1]
    assert container.macros


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(8, 511), st.integers(ROOT, ROOT + 1023), st.integers(TABLE, TABLE + 511)),
            st.one_of(st.integers(0, 255), st.sampled_from([0, 1, 2, 5, 255])),
        ),
        min_size=1,
        max_size=3,
    ),
    st.integers(len(FILE) - 1500, len(FILE)),
)
def test_what_is_read_is_what_olefile_reads(changes: list[tuple[int, int]], size: int):
    data = bytearray(FILE)
    for at, value in changes:
        data[at % len(data)] = value
    found = regular_directory(bytes(data[:size]))
    if found is not None:
        assert told(found) == by_olefile(bytes(data[:size]))
