"""Rows of binary Word tables: where their cells begin and end, and which of them are merged."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.engine.reading.word_binary_bytes import int16
from gouji.engine.reading.word_binary_sprms import (
    DELETE_CELLS,
    HALF_GAP,
    INSERT_CELLS,
    LEFT_EDGE,
    MERGE_CELLS,
    MERGE_DOWN,
    SET_WIDTH,
    SPLIT_CELLS,
    TABLE_DEFINITION,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.reading.word_binary_sprms import Modifier

CELL_SIZE = 20
ACROSS = 3
"""Bits of a cell's flags: merged with neighbours."""

DOWN, DOWN_SHIFT = 3, 5
MARKS_ACROSS = bytes(flag & ACROSS for flag in range(256))
MARKS_DOWN = bytes(flag >> DOWN_SHIFT & DOWN for flag in range(256))
"""For each byte of flags the mark in it."""

GOES_ON, BEGINS = 1, 3
"""Values of the bits for vertical merges: goes on the cell above, begins such a merge."""

FIRST, MERGED = 1, 2
MOST_CELLS = 256
FARTHEST = 1 << 20
THIN = 30
"""Twips; edges nearer to each other (1.5 pt) are one, columns narrower are artefacts of conversions."""


Slot = tuple[int, int, int, int]
"""A cell that shows: its number in the row, its edges in twips, and its mark of vertical merging."""


@dataclass(slots=True)
class RowLayout:
    """The layout of a row.

    Attributes:
        edges: the left edge of each cell and the right edge of the last, in twips.
        across: for each cell its mark of horizontal merging, 0 for none; the first mark of a run of marked
            cells is that of cells which begin a merge, other marks go on (writers differ in the number).
        down: for each cell 0, ``GOES_ON`` or ``BEGINS``.
        gap: half the space between the texts of two cells, which left edges stated later leave out.
    """

    edges: list[int] = field(default_factory=list)
    across: list[int] = field(default_factory=list)
    down: list[int] = field(default_factory=list)
    gap: int = 0

    def slots(self) -> list[Slot]:
        """The cells that show, left to right: those that stand for themselves or begin a horizontal merge."""
        edges = self.edges
        if not any(self.across):
            return list(zip(range(len(self.down)), edges, edges[1:], self.down, strict=False))
        found: list[Slot] = []
        first = 0
        for index, mark in enumerate(self.across):
            if not mark or not first or (mark == FIRST) == (first == FIRST):
                found.append((index, edges[index], edges[index + 1], self.down[index]))
                first = mark
            else:
                begun, left, _, down = found[-1]
                found[-1] = (begun, left, edges[index + 1], down)
        return found


def row_layout(modifiers: Sequence[Modifier]) -> RowLayout | None:
    """The layout the modifiers of a row give; ``None`` when they define no cells."""
    layout = RowLayout()
    for code, operand in modifiers:
        if code == TABLE_DEFINITION:
            _define(layout, operand)
        elif code == MERGE_DOWN:
            _set(layout.down, operand[1], operand[1] + 1, operand[2] & DOWN)
        elif code == MERGE_CELLS:
            _set(layout.across, operand[0], operand[1], MERGED)
            _set(layout.across, operand[0], operand[0] + 1, FIRST)
        elif code == SPLIT_CELLS:
            _set(layout.across, operand[0], operand[1], 0)
        elif code == INSERT_CELLS:
            _insert(layout, operand[0], operand[1], int16(operand, 2))
        elif code == DELETE_CELLS:
            _delete(layout, operand[0], operand[1])
        elif code == SET_WIDTH:
            _widen(layout, operand[0], operand[1], int16(operand, 2))
        elif code == LEFT_EDGE:
            _move(layout, int16(operand, 0) - layout.gap)
        elif code == HALF_GAP:
            layout.gap = int16(operand, 0)
    return layout if layout.across else None


def _define(layout: RowLayout, operand: bytes) -> None:
    count = operand[2]
    layout.edges = list(struct.unpack_from(f"<{count + 1}h", operand, 3))
    first = 3 + 2 * (count + 1)
    flags = operand[first : first + CELL_SIZE * count : CELL_SIZE].ljust(count, b"\x00")
    layout.across = list(flags.translate(MARKS_ACROSS))
    layout.down = list(flags.translate(MARKS_DOWN))


def _set(marks: list[int], start: int, end: int, value: int) -> None:
    for index in range(start, min(end, len(marks))):
        marks[index] = value


def _insert(layout: RowLayout, place: int, count: int, width: int) -> None:
    if not layout.edges:
        layout.edges = [0]
    place = min(place, len(layout.across))
    if len(layout.across) + count > MOST_CELLS:
        return
    left = layout.edges[place]
    layout.edges[place + 1 :] = [
        *(left + width * number for number in range(1, count + 1)),
        *(edge + width * count for edge in layout.edges[place + 1 :]),
    ]
    layout.across[place:place] = [0] * count
    layout.down[place:place] = [0] * count


def _delete(layout: RowLayout, start: int, end: int) -> None:
    end = min(end, len(layout.across))
    if start >= end:
        return
    width = layout.edges[end] - layout.edges[start]
    layout.edges[start + 1 :] = [edge - width for edge in layout.edges[end + 1 :]]
    del layout.across[start:end]
    del layout.down[start:end]


def _widen(layout: RowLayout, start: int, end: int, width: int) -> None:
    for index in range(start, min(end, len(layout.across))):
        more = width - (layout.edges[index + 1] - layout.edges[index])
        layout.edges[index + 1 :] = [edge + more for edge in layout.edges[index + 1 :]]


def _move(layout: RowLayout, left: int) -> None:
    if layout.edges:
        shift = left - layout.edges[0]
        layout.edges = [edge + shift for edge in layout.edges]


def shown_slots(texts: list[str], slots: list[Slot]) -> list[Slot]:
    """The cells of a row that show; those that are only a conversion's artefact are left out."""
    shown: list[Slot] = []
    reached = slots[0][1]
    for cell, left, right, down in slots:
        left = max(left, reached)  # noqa: PLW2901  # edges may go back in damaged rows
        if right - left < THIN:
            if not texts[cell]:
                continue
            right = left + THIN  # noqa: PLW2901  # a cell with text is there, whatever its width says
        reached = right
        shown.append((cell, left, right, down))
    return shown


def is_regular(slots: list[Slot]) -> bool:
    """Whether the cells of a row stand side by side and are wide enough to be seen."""
    reached = slots[0][1]
    for _, left, right, _ in slots:
        if left < reached or right - left < THIN:
            return False
        reached = right
    return True


def columns_of(edges: set[int]) -> dict[int, int]:
    """The number of the column that begins at each edge; edges too near to each other are one."""
    columns: dict[int, int] = {}
    first, number = None, -1
    for edge in sorted(edges):
        if first is None or edge - first >= THIN:
            first = edge
            number += 1
        columns[edge] = number
    return columns
