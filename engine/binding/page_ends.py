"""Rows around the ends of pages, where a document does not tell one row from two but the form may."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.chinese_numerals import chinese_number
from gouji.engine.binding.normalising import label_of
from gouji.engine.binding.pieces import printed
from gouji.engine.binding.report import BoundBy
from gouji.engine.binding.rows import RowKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.engine.binding.labels import TableIndex
    from gouji.engine.binding.pieces import Entry, Row
    from gouji.engine.binding.rows import Found

LONGEST_NUMBER = 2


def is_doubtful(row: Row) -> bool:
    """Whether the row may be half a row, or two."""
    return any(entry.cell.doubtful and not entry.continued for entry in row)


def mended(rows: Iterable[Row], index: TableIndex) -> Iterator[Row]:
    """The rows, halves put together whose labels only together are one that the form has."""
    upper: Row | None = None
    for row in rows:
        if upper is not None:
            whole = _whole(upper, row, index) if is_doubtful(upper) and is_doubtful(row) else None
            if whole is not None:
                upper = whole
                continue
            yield upper
        upper = row
    if upper is not None:
        yield upper


def _whole(upper: Row, lower: Row, index: TableIndex) -> Row | None:
    if [(one.start, one.end) for one in upper] != [(one.start, one.end) for one in lower]:
        return None
    broken = [(a, b) for a, b in zip(upper, lower, strict=True) if a.text and b.text and not b.continued]
    labels = [(a, b) for a, b in broken if not (a.label.body.isdecimal() and b.label.body.isdecimal())]
    if not labels or all(_is_known(b, index) for _, b in labels):
        return None
    if not all(_is_known(_joined(a, b), index) for a, b in labels):
        return None
    return tuple(a if b.continued else _joined(a, b) for a, b in zip(upper, lower, strict=True))


def _joined(one: Entry, other: Entry) -> Entry:
    text = one.text + other.text
    cell = replace(one.cell, text=one.cell.text + other.cell.text)
    return replace(one, text=text, label=label_of(text), cell=cell)


def _is_known(entry: Entry, index: TableIndex) -> bool:
    """Whether the form has exactly this label."""
    matches = (index.rows.find(entry.label), index.columns.find(entry.label))
    exact = any(match is not None and match.by is not BoundBy.NEAREST for match in matches)
    return exact or entry.label.body in index.decoration


def is_whole(row: Row, kind: RowKind, found: Found | None, index: TableIndex) -> bool:
    """Whether the labels of a row show that it is neither half a row nor two.

    Args:
        row: the row.
        kind: what it is.
        found: the row of the form that it is.
        index: the labels of the form.
    """
    if kind is RowKind.HEAD:
        return all(_is_known(entry, index) for entry in printed(row))
    if kind is not RowKind.DATA or index.table.layout == "heads":
        return True
    return found is not None and _is_known(found.entry, index)


def is_number_alone(entry: Entry) -> bool:
    """Whether a label is only a number, so that its words must stand elsewhere."""
    body = entry.label.body
    return len(body) <= LONGEST_NUMBER and (body.isdecimal() or chinese_number(body) is not None)
