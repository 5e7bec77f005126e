"""Whatever the bytes of a binary Word file are, reading ends in a Document or an Unreadable."""

from __future__ import annotations

import struct
from contextlib import suppress
from unittest.mock import patch

import pytest
from gouji.engine.reading.document import Document, Table, Unreadable
from gouji.engine.reading.reading import read_bytes
from gouji.engine.reading.word_binary_pages import paragraph_runs
from gouji.engine.reading.word_binary_rows import row_layout
from gouji.engine.reading.word_binary_sprms import modifiers
from gouji.engine.reading.word_binary_styles import Styles
from gouji.grammar.catalogue import render
from hypothesis import given, settings
from hypothesis import strategies as st

from .doc_writer import (
    DELETED,
    DEPTH,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    LIST,
    Lists,
    Pieces,
    Run,
    StyleEntry,
    cell,
    compound,
    definition,
    level,
    line,
    override,
    row,
    sprm,
    word_file,
)
from .test_word_binary import anchors, box_stories, record, shape

INNER = sprm(IN_TABLE, 1) + sprm(DEPTH, 2)
LONG = sprm(IN_TABLE, 1) + sprm(0x2417, 1) + definition([0, 500, 900])
DATA = struct.pack("<H", len(LONG)) + LONG
WHOLE = word_file(
    [
        line("一、概况", style=1, properties=sprm(LIST, 1)),
        line("共", Run("3", sprm(DELETED, 1)), Run("9", sprm(HIDDEN, 1)), "件\x13 X \x14y\x15\x08\x01"),
        *row("a", "b", "", edges=[0, 100, 200, 300], down={0: 3}, across={1: 1, 2: 2}),
        *row("", "c", "d", edges=[0, 100, 150, 300], down={0: 1}),
        line("x", properties=INNER + sprm(INNER_CELL, 1)),
        line(properties=INNER + sprm(INNER_ROW, 1) + definition([0, 50])),
        cell("1"),
        cell("2"),
        line(properties=sprm(0x6646, 0), mark="\x07"),
        line("完"),
    ],
    boxes=[line("框")],
    styles=[StyleEntry("Normal", 0), StyleEntry("heading 1", 1, base=0, characters=sprm(HIDDEN, 0))],
    lists=Lists({1: [level("\0、", 37)]}, [(1, [override(0, start=2)])]),
    pieces=Pieces(cuts=[(20, 2), (4, 2), (40, 2)], modifiers=[1], lists=[sprm(DELETED, 0)]),
    data=DATA,
    parts={
        40: anchors({21: 5}, 40),
        50: record(0xF, 0xF000, b"") + b"\0" + record(0xF, 0xF002, shape(5, 75, (0x381, "章"))),
        56: box_stories([0, 2], [5]),
    },
)
CONTAINERS = {name: WHOLE.index(name.encode("utf-16-le")) for name in ("WordDocument", "1Table", "Data")}


def sound(data: bytes) -> None:
    with patch("gouji.engine.reading.libreoffice._program", return_value=None):
        found = read_bytes(data, "a.doc")
    if isinstance(found, Unreadable):
        assert render(found.message, "zh")
        assert render(found.advice, "en")
        return
    assert isinstance(found, Document)
    for block in found.blocks:
        if isinstance(block, Table):
            taken = [
                (r, c)
                for one in block.cells
                for r in range(one.row, one.row + one.row_span)
                for c in range(one.column, one.column + one.column_span)
            ]
            assert len(taken) == len(set(taken)), "cells overlap"
            assert all(r < block.row_count and c < block.column_count for r, c in taken)


def test_the_file_to_be_damaged_is_read():
    assert isinstance(read_bytes(WHOLE, "a.doc"), Document)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8))
def test_bytes_exchanged(changes: list[tuple[int, int]]):
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    sound(bytes(data))


HEAD = WHOLE.index(b"\xec\xa5\xc1\x00")
TABLE = WHOLE.index(b"\0" * 8, HEAD + 4096)
NUMBERS = st.one_of(
    st.integers(0, 0xFFFFFFFF), st.integers(0, 600), st.sampled_from([0x7FFFFFFF, 0x80000000])
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 0x480 // 2), NUMBERS), min_size=1, max_size=3))
def test_numbers_of_the_head_exchanged(changes: list[tuple[int, int]]):
    data = bytearray(WHOLE)
    for at, value in changes:
        struct.pack_into("<I", data, HEAD + 2 * at, value)
    sound(bytes(data))


USED = [at for at in range(512, len(WHOLE)) if WHOLE[at]]
"""Bytes that say something; the rest of the sectors is empty."""


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(USED), st.integers(0, 255)), min_size=1, max_size=4))
def test_bytes_that_matter_exchanged(changes: list[tuple[int, int]]):
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    sound(bytes(data))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE)))
def test_cut_off_anywhere(size: int):
    sound(WHOLE[:size])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_any_streams(word: bytes, table: bytes):
    sound(compound({"WordDocument": b"\xec\xa5\xc1\0" + word, "0Table": table, "1Table": table}))


@given(st.binary(max_size=200))
def test_any_modifiers(stored: bytes):
    with suppress(IndexError, ValueError, struct.error):
        row_layout(modifiers(stored))


def test_styles_cut_off():
    with pytest.raises(struct.error):
        Styles(b"\x04")


def test_no_pages_at_all():
    from gouji.engine.reading.word_binary_properties import Properties

    runs = paragraph_runs(b"", b"", Properties(Styles(b""), bytes))
    assert runs.over(7).depth == 0
