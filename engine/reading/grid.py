"""Cells on their way into a table: spans made to fit, columns in which nothing begins folded away."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Cell, Table
from gouji.engine.reading.faults import Fault, fault
from gouji.grammar.records import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.reading.document import Location

MAX_SPAN = 1000
"""The most columns a cell may cover; HTML's own limit, far above any form."""

OBJECT_MARK = "\ufffc"
"""Stands in a cell that holds nothing but a picture."""

MAX_ROWS = 20_000
MAX_POSITIONS = 2_000_000

_PLACE = attrgetter("row", "column")


@dataclass(slots=True)
class DraftCell:
    """A cell whose spans may still grow; fields as in ``Cell``."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    location: Location
    doubtful: bool = False

    @property
    def end(self) -> int:
        """The first column to the right of the cell."""
        return self.column + self.column_span


def finished(
    drafts: Sequence[DraftCell],
    row_count: int,
    location: Location,
    thin: Iterable[int] = (),
    *,
    spans_known: bool = True,
) -> Table | Fault:
    """The table of the drafts.

    Args:
        drafts: cells that do not overlap; they become the cells of the table.
        row_count: rows of the grid, empty ones included.
        location: where the table stands.
        thin: columns too narrow to be seen, left by conversions; dropped unless a cell lives in one alone.
        spans_known: as in ``Table``.

    Returns:
        The table, or the fault ``too_complex`` when its grid is larger than any real form.
    """
    if is_too_large(row_count, 0):
        return fault("too_complex")
    _drop_thin(drafts, frozenset(thin))
    starts = sorted({draft.column for draft in drafts})
    place = {column: index for index, column in enumerate(starts)}
    # Of a cell that ends where none begins: the columns before its end are its own.
    place |= {end: bisect_left(starts, end) for draft in drafts if (end := draft.end) not in place}
    if is_too_large(row_count, len(starts)):
        return fault("too_complex")
    for draft in drafts:
        column = place[draft.column]
        draft.column_span = place[draft.column + draft.column_span] - column
        draft.column = column
        if draft.row_span > 1:
            draft.row_span = min(draft.row_span, row_count - draft.row)
    cells = frozen(drafts, Cell)
    cells.sort(key=_PLACE)
    return Table(tuple(cells), row_count, len(starts), location, spans_known)


def is_too_large(row_count: int, column_count: int) -> bool:
    """Whether a grid of so many rows and columns is larger than any real form."""
    return row_count > MAX_ROWS or row_count * column_count > MAX_POSITIONS


def _drop_thin(drafts: Sequence[DraftCell], thin: frozenset[int]) -> None:
    """Take the thin columns out of the drafts, unless a cell stands in one alone."""
    if not thin or any(draft.column_span == 1 and draft.column in thin for draft in drafts):
        return
    for draft in drafts:
        end = draft.end - sum(1 for column in thin if column < draft.end)
        draft.column -= sum(1 for column in thin if column < draft.column)
        draft.column_span = max(1, end - draft.column)
