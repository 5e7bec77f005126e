"""Rows of plain cells are found at once, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from gouji.engine.reading.word_binary_plain import CELL, OTHER, OUTSIDE, ROW_END, holders, kind, plain_rows
from gouji.engine.reading.word_binary_properties import ParagraphProperties

MARKS = {"o": "\r", "c": "\x07", "r": "\x07", "x": "\x07", "p": "\r", "e": "\r"}
KINDS = {"p": CELL, "e": ROW_END}


def rows(kinds: str, special: set[int] = frozenset()) -> dict[int, list[str]]:
    """The rows in paragraphs of these kinds; ``p`` and ``e`` are paragraphs that end no cell."""
    properties = [ParagraphProperties(kind=KINDS.get(one, one)) for one in kinds]
    texts = [str(number) for number in range(len(kinds))]
    found = plain_rows(texts, [MARKS[one] for one in kinds], properties, special)
    return {first: row.cells for first, row in found.items()}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("", {}),
        ("occr", {1: ["1", "2"]}),
        ("ccrcro", {0: ["0", "1"], 3: ["3"]}),
        ("ocpcr", {}),  # a cell of two paragraphs
        ("ocxcrccr", {5: ["5", "6"]}),  # one with something in it
        ("occ", {}),  # a row without an end
        ("or", {}),  # one without cells
        ("oxr" + "ccr", {3: ["3", "4"]}),
        ("pcr", {}),
        ("oceccr", {3: ["3", "4"]}),  # an end of a row that ends no cell, where yet a row may begin
    ],
)
def test_rows_of_plain_cells_where_a_row_may_begin(kinds: str, expected: dict[int, list[str]]):
    assert rows(kinds) == expected


def test_special_texts_and_broken_pages_are_not_plain():
    assert rows("occrcr", {2}) == {4: ["4"]}
    assert plain_rows(["a", "b"], ["\x07", "\x07"], [None, ParagraphProperties(kind=ROW_END)], ()) == {}


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (ParagraphProperties(), OUTSIDE),
        (ParagraphProperties(depth=1), CELL),
        (ParagraphProperties(depth=1, row_end=True), ROW_END),
        (ParagraphProperties(depth=1, hidden=True), OTHER),
        (ParagraphProperties(depth=1, list_id=3), OTHER),
        (ParagraphProperties(depth=2), OTHER),
        (ParagraphProperties(depth=2, row_end=True), OTHER),
    ],
)
def test_kinds(properties: ParagraphProperties, expected: str):
    assert kind(properties) == expected


def test_characters_belong_to_the_paragraph_that_ends_after_them():
    assert holders([0, 3, 4, 9], [4, 10]) == {0, 1}
