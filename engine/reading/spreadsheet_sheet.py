"""A sheet → blocks: rows with several cells make tables, rows with one text alone are paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Block, Location, Paragraph
from gouji.engine.reading.faults import Fault
from gouji.engine.reading.grid import DraftCell, finished
from gouji.engine.reading.spreadsheet_survey import Merge

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = 40
"""Characters; a longer text alone on its row is a paragraph, not a label beside blank cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a person sees of a sheet.

    Attributes:
        texts: what is written, by row and column among those shown, from 0; blanks left out.
        merges: merged cells, as above; they do not overlap.
        rows, columns: the numbers, from 1, that the rows and columns shown have on the sheet.
    """

    name: str
    texts: dict[tuple[int, int], str]
    merges: tuple[Merge, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]


class _Kind(Enum):
    BLANK = auto()
    SINGLE = auto()
    SEVERAL = auto()


@dataclass(slots=True)
class _Run:
    """Neighbouring rows of one kind, and from which to which column they reach."""

    kind: _Kind
    rows: range
    left: int
    right: int


@dataclass(slots=True)
class _Region:
    """Rows that make a table; ``titled`` when rows of one merged cell part it."""

    runs: list[_Run] = field(default_factory=list)
    titled: bool = False


def blocks_of(sheet: Sheet, first_table: int) -> list[Block] | Fault:
    """The blocks of a sheet in reading order.

    Args:
        sheet: what is seen of it.
        first_table: the number its first table gets.
    """
    reader = _Reader(sheet, first_table)
    runs = reader.runs()
    index = 0
    while index < len(runs):
        run = runs[index]
        if run.kind is not _Kind.SEVERAL:
            following = runs[index + 1] if index + 1 < len(runs) else None
            index += 1
            region, index = reader.region(runs, index) if _leads(run, following) else (None, index)
            lone = run.rows
            if region is not None and region.titled and reader.fills(run.rows[-1], region.runs[0]):
                region.runs.insert(0, _Run(run.kind, run.rows[-1:], run.left, run.right))
                lone = run.rows[:-1]
            reader.paragraphs(lone)
        else:
            region, index = reader.region(runs, index)
        if region is not None:
            reader.table(region)
    return reader.fault or reader.blocks


def _leads(run: _Run, following: _Run | None) -> bool:
    return run.kind is _Kind.SINGLE and following is not None and following.kind is _Kind.SEVERAL


class _Reader:
    """Finds the regions of one sheet and writes their blocks."""

    def __init__(self, sheet: Sheet, first_table: int) -> None:
        self._sheet = sheet
        self._next_table = first_table
        self.blocks: list[Block] = []
        self.fault: Fault | None = None
        self._merges = {(merge.top, merge.left): merge for merge in sheet.merges}
        self._covered = {
            (row, column): (merge.top, merge.left)
            for merge in sheet.merges
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }
        self._anchors: list[set[tuple[int, int]]] = [set() for _ in sheet.rows]
        for anchor in sheet.texts:
            merge = self._merge(anchor)
            for row in range(merge.top, merge.bottom + 1):
                self._anchors[row].add(anchor)

    def _merge(self, anchor: tuple[int, int]) -> Merge:
        return self._merges.get(anchor) or Merge(*anchor, *anchor)

    def runs(self) -> list[_Run]:
        """The rows of the sheet, neighbours of one kind together."""
        several = {row for row, anchors in enumerate(self._anchors) if len(anchors) > 1}
        reached = {
            row
            for start in several
            for anchor in self._anchors[start]
            for row in range(self._merge(anchor).top, self._merge(anchor).bottom + 1)
        }
        kinds = [
            _Kind.SEVERAL if row in reached else _Kind.SINGLE if anchors else _Kind.BLANK
            for row, anchors in enumerate(self._anchors)
        ]
        found = []
        for kind, group in groupby(range(len(kinds)), kinds.__getitem__):
            rows = tuple(group)
            spans = [self._merge(anchor) for row in rows for anchor in self._anchors[row]]
            left, right = min((s.left for s in spans), default=0), max((s.right for s in spans), default=0)
            found.append(_Run(kind, range(rows[0], rows[-1] + 1), left, right))
        return found

    def region(self, runs: Sequence[_Run], index: int) -> tuple[_Region, int]:
        """The table that begins with ``runs[index]``, and the run after it."""
        region = _Region([runs[index]])
        index += 1
        while index + 1 < len(runs) and self._within(runs[index - 1], runs[index], runs[index + 1]):
            region.titled |= any(self.fills(row, runs[index + 1]) for row in runs[index].rows)
            region.runs += runs[index : index + 2]
            index += 2
        return region, index

    def _within(self, above: _Run, run: _Run, below: _Run) -> bool:
        """Whether rows with one text belong to the table around them: titles across it, labels of blanks."""
        if run.kind is not _Kind.SINGLE or below.kind is not _Kind.SEVERAL:
            return False
        if (above.left, above.right) != (below.left, below.right):
            return False
        texts = [(anchor, self._sheet.texts[anchor]) for row in run.rows for anchor in self._anchors[row]]
        return all(
            len(text) <= LONG
            and "。" not in text
            and (anchor[1] == above.left or self.fills(anchor[0], above))
            for anchor, text in texts
        )

    def fills(self, row: int, other: _Run) -> bool:
        """Whether the one text of a row is merged over exactly the width of the table beside it."""
        (anchor,) = self._anchors[row]
        merge = self._merge(anchor)
        long = len(self._sheet.texts[anchor]) > LONG
        return not long and (merge.left, merge.right) == (other.left, other.right)

    def paragraphs(self, rows: range) -> None:
        """Write the texts of rows that belong to no table, a paragraph a line."""
        for row in rows:
            for anchor in self._anchors[row]:
                if anchor[0] != row:
                    continue
                place = Location(sheet=self._sheet.name, row=self._sheet.rows[row], cell=self._column(anchor))
                lines = (line.strip() for line in self._sheet.texts[anchor].splitlines())
                self.blocks += [Paragraph(line, place) for line in lines if line]

    def _column(self, anchor: tuple[int, int]) -> int:
        return self._sheet.columns[anchor[1]]

    def table(self, region: _Region) -> None:
        """Write a region as a table."""
        rows = range(region.runs[0].rows.start, region.runs[-1].rows.stop)
        left, right = min(run.left for run in region.runs), max(run.right for run in region.runs)
        index = self._next_table
        self._next_table += 1
        drafts = []
        for row in rows:
            for column in range(left, right + 1):
                anchor = (row, column)
                if self._covered.get(anchor, anchor) != anchor:
                    continue
                merge = self._merge(anchor)
                drafts.append(
                    DraftCell(
                        row=row - rows.start,
                        column=column - left,
                        row_span=min(merge.bottom + 1, rows.stop) - row,
                        column_span=min(merge.right, right) + 1 - column,
                        text=self._sheet.texts.get(anchor, "").strip(),
                        location=Location(
                            sheet=self._sheet.name,
                            table=index,
                            row=self._sheet.rows[row],
                            cell=self._column(anchor),
                        ),
                    )
                )
        place = Location(
            sheet=self._sheet.name,
            table=index,
            row=self._sheet.rows[rows.start],
            cell=self._sheet.columns[left],
        )
        found = finished(drafts, len(rows), place)
        if isinstance(found, Fault):
            self.fault = self.fault or found
        else:
            self.blocks.append(found)
