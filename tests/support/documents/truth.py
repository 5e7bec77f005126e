"""What a report really says, as files beside it: every block, and every cell of its tables with its spans.

A truth file is JSON: ``{"id", "blocks"}``; a block is ``{"type": "p", "text", "level"}`` or ``{"type": "t",
"cells": [{"r", "c", "rs", "cs", "text"}]}``, rows and columns from 0; other types are pictures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from gouji.engine.reading.document import Document, Paragraph, Table
from gouji.grammar import schema

Numbers = tuple[Fraction, ...]
Expected = Mapping[tuple[str, schema.Path, schema.Path], Fraction]

_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?:万元)?")
_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")


def numbers(path: Path) -> tuple[Numbers, ...]:
    """The numbers of each table of a truth file that has any, in reading order."""
    blocks = json.loads(path.read_text("utf-8"))["blocks"]
    found = (tuple(_numbers(block["cells"])) for block in blocks if block["type"] == "t")
    return tuple(table for table in found if table)


def expected(truth: Iterable[Numbers], form: schema.Schema) -> Expected:
    """What each cell of a form holds.

    Args:
        truth: the numbers of each table of the report, in the order of its sections.
        form: the form that the report is on.

    Raises:
        ValueError: a table of the report has no table of the form with as many cells.
    """
    order = list(form.sections)
    left = sorted(form.tables.values(), key=lambda table: order.index(table.section))
    cells = {}
    for values in truth:
        table = next((one for one in left if len(list(one.cells())) == len(values)), None)
        if table is None:
            raise ValueError(f"a table of {len(values)} numbers is not of this form")
        left.remove(table)
        cells |= {(table.id, *place): value for place, value in zip(table.cells(), values, strict=True)}
    return cells


def dumped(document: Document, name: str) -> str:
    """The truth file of a document that is whole: merged cells known, nothing left blank."""
    return json.dumps({"id": name, "blocks": [*_blocks(document)]}, ensure_ascii=False)


def _blocks(document: Document) -> Iterator[dict[str, Any]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield {"type": "p", "text": block.text, "level": block.heading or 0}
        elif isinstance(block, Table):
            cells = [
                {
                    "r": cell.row,
                    "c": cell.column,
                    "rs": cell.row_span,
                    "cs": cell.column_span,
                    "text": cell.text,
                }
                for cell in block.cells
            ]
            yield {"type": "t", "nrows": block.row_count, "ncols": block.column_count, "cells": cells}


def _numbers(cells: Iterable[Mapping[str, Any]]) -> Iterator[Fraction]:
    for cell in sorted(cells, key=lambda cell: (cell["r"], cell["c"])):
        if found := _NUMBER.fullmatch("".join(_BOOKMARK.sub("", cell["text"]).split())):
            yield Fraction(found[1])
