"""What holds for whatever is read."""

from __future__ import annotations

from gouji.engine.reading.document import Document, Table, Unreadable
from gouji.engine.reading.reading import read_bytes
from gouji.grammar.catalogue import render


def sound(data: bytes, name: str = "a.docx") -> None:
    """Reading ends in a document of blocks whose cells tile its tables, or in a refusal in words."""
    found = read_bytes(data, name)
    if isinstance(found, Unreadable):
        assert render(found.message, "zh")
        assert render(found.advice, "en")
        return
    assert isinstance(found, Document)
    assert found.blocks
    for block in found.blocks:
        if isinstance(block, Table):
            _tiled(block)


def _tiled(table: Table) -> None:
    taken = [
        (r, c)
        for one in table.cells
        for r in range(one.row, one.row + one.row_span)
        for c in range(one.column, one.column + one.column_span)
    ]
    assert len(taken) == len(set(taken)), "cells overlap"
    assert all(r < table.row_count and c < table.column_count for r, c in taken), "a cell leaves the grid"
