"""Ruling lines → grids: edges snapped, elementary cells, cells merged where no line parts them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.page_model import Page, Ruling
from gouji.engine.reading.text_lines import TextLine, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.reading.page_model import Glyph

SNAP = 4.5
"""Points: edges closer than that are one, as those of a double border; no row or column is so narrow."""

GAP = 3.0
SHORTEST = 4.0
REACH = 3.5
COVERED = 0.7
MAX_CROSSINGS = 1_500_000
MAX_CELLS = 40_000

Interval = tuple[float, float]


@dataclass(slots=True)
class GridCell:
    """A cell of one page's grid; rows count from 0, ``left`` and ``right`` are its edges on the page.

    Attributes:
        doubtful: its row may be the half of one that the page end cut, or two taken for one.
    """

    row: int
    row_span: int
    left: float
    right: float
    page: int
    lines: list[TextLine] = field(default_factory=list)
    doubtful: bool = False

    @property
    def end(self) -> int:
        """The first row below the cell."""
        return self.row + self.row_span

    @property
    def text(self) -> str:
        """Its text without white space: to see what it is, not what it says."""
        return "".join("".join(line.text.split()) for line in self.lines)


@dataclass(slots=True)
class Grid:
    """A table, or the part of a table that stands on one page."""

    page: int
    edges: list[float]
    top: float
    bottom: float
    row_count: int
    cells: list[GridCell]


def grids(page: Page) -> tuple[list[Grid], list[Glyph]] | Fault:
    """The tables that the lines of a page draw, from top to bottom, and the characters outside them.

    Returns:
        Tables of more than one cell that hold text; or ``too_complex``.
    """
    rows, columns = _merged(page.horizontal), _merged(page.vertical)
    if len(rows) * len(columns) > MAX_CROSSINGS:
        return fault("too_complex")
    frames: list[_Frame] = []
    for horizontal, vertical in _connected(rows, columns):
        frame = _Frame.of(horizontal, vertical)
        if frame is not None:
            if frame.positions > MAX_CELLS:
                return fault("too_complex")
            frames.append(frame)
    frames.sort(key=lambda frame: frame.area)
    outside = page.glyphs
    for frame in frames:
        outside = frame.take(outside)
    found = [frame.grid(page.number) for frame in frames if frame.has_text]
    return sorted(found, key=lambda grid: grid.top), outside


def _merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings on one line put together, at one place."""
    lines: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        if lines and ruling.at - lines[-1][-1].at <= SNAP / 2 and ruling.at - lines[-1][0].at <= SNAP:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    merged = []
    for line in lines:
        at = sum(ruling.at for ruling in line) / len(line)
        merged += [Ruling(at, a, b) for a, b in _united([r[1:] for r in line]) if b - a > SHORTEST]
    return merged


def _united(intervals: Iterable[Interval]) -> list[Interval]:
    united: list[Interval] = []
    for start, end in sorted(intervals):
        if united and start <= united[-1][1] + GAP:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return united


def _connected(
    horizontal: Sequence[Ruling], vertical: Sequence[Ruling]
) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Horizontal and vertical lines that touch each other, group by group."""
    parents = list(range(len(horizontal) + len(vertical)))
    for n, (y, left, right) in enumerate(horizontal):
        for m, (x, top, bottom) in enumerate(vertical, len(horizontal)):
            if left - REACH <= x <= right + REACH and top - REACH <= y <= bottom + REACH:
                parents[_root(parents, n)] = _root(parents, m)
    groups: defaultdict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for n, ruling in enumerate((*horizontal, *vertical)):
        groups[_root(parents, n)][n >= len(horizontal)].append(ruling)
    return list(groups.values())


def _root(parents: list[int], one: int) -> int:
    while parents[one] != one:
        parents[one] = parents[parents[one]]
        one = parents[one]
    return one


def _edges(places: Iterable[float]) -> list[float]:
    """Places with those closer than any row or column put together."""
    edges: list[list[float]] = []
    for place in sorted(places):
        if edges and place - edges[-1][0] <= SNAP:
            edges[-1].append(place)
        else:
            edges.append([place])
    return [sum(group) / len(group) for group in edges]


def _on_edges(rulings: Sequence[Ruling], edges: Sequence[float]) -> list[list[Interval]]:
    """For each edge, the stretches drawn on it."""
    drawn: list[list[Interval]] = [[] for _ in edges]
    for at, start, end in rulings:
        drawn[min(range(len(edges)), key=lambda n: abs(edges[n] - at))].append((start, end))
    return [_united(intervals) for intervals in drawn]


def _is_drawn(intervals: Sequence[Interval], start: float, end: float) -> bool:
    least = COVERED * (end - start)
    length = 0.0
    for a, b in intervals:
        if a < end and b > start:
            length += min(end, b) - max(start, a)
            if length >= least:
                return True
    return False


@dataclass(slots=True)
class _Frame:
    """A grid while characters are put into it; ``owners`` tells which cell each elementary one belongs to."""

    xs: list[float]
    ys: list[float]
    owners: list[int]
    glyphs: defaultdict[int, list[Glyph]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> _Frame | None:
        """The grid of lines that touch each other; open sides, as a page end leaves them, are closed."""
        if len(vertical) < 2 and len(horizontal) < 2:
            return None
        xs = _edges([r.at for r in vertical])
        ys = _edges([r.at for r in horizontal])
        if not xs or not ys:
            return None
        horizontal, vertical = list(horizontal), list(vertical)
        ys = _closed(ys, vertical, horizontal, (xs[0], xs[-1]))
        xs = _closed(xs, horizontal, vertical, (ys[0], ys[-1]))
        if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
            return None
        frame = cls(xs, ys, [])
        if frame.positions <= MAX_CELLS:
            frame.owners = _owners(xs, ys, _on_edges(horizontal, ys), _on_edges(vertical, xs))
        return frame

    @property
    def positions(self) -> int:
        return (len(self.xs) - 1) * (len(self.ys) - 1)

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    @property
    def has_text(self) -> bool:
        return any(not g.text.isspace() for glyphs in self.glyphs.values() for g in glyphs) and (
            len(set(self.owners)) > 1
        )

    def take(self, glyphs: Sequence[Glyph]) -> list[Glyph]:
        """Put characters into the cells where their middles are; those outside the grid are left."""
        xs, ys, width = self.xs, self.ys, len(self.xs) - 1
        left, right, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
        outside = []
        for glyph in glyphs:
            across, down = (glyph[1] + glyph[2]) / 2, (glyph[3] + glyph[4]) / 2
            if left <= across < right and top <= down < bottom:
                position = (bisect_right(ys, down) - 1) * width + bisect_right(xs, across) - 1
                self.glyphs[self.owners[position]].append(glyph)
            else:
                outside.append(glyph)
        return outside

    def grid(self, page: int) -> Grid:
        width = len(self.xs) - 1
        members: defaultdict[int, list[int]] = defaultdict(list)
        for position, owner in enumerate(self.owners):
            members[owner].append(position)
        cells = []
        for owner, positions in members.items():
            (top, left), (bottom, right) = divmod(positions[0], width), divmod(positions[-1], width)
            cell = GridCell(top, bottom - top + 1, self.xs[left], self.xs[right + 1], page)
            if owner in self.glyphs:
                cell.lines = text_lines(
                    _in_proportion(self.glyphs[owner], self.ys[bottom + 1] - self.ys[top])
                )
            cells.append(cell)
        return Grid(page, self.xs, self.ys[0], self.ys[-1], len(self.ys) - 1, cells)


def _in_proportion(glyphs: list[Glyph], height: float) -> list[Glyph]:
    """Characters that are not higher than their cell: what is, is a mark printed over the table."""
    return [glyph for glyph in glyphs if glyph.size <= height + SNAP]


def _closed(
    edges: list[float], crossing: Sequence[Ruling], along: list[Ruling], ends: Interval
) -> list[float]:
    """The edges, with one more where the lines that cross them reach further, drawn between ``ends``."""
    first, last = min(r.start for r in crossing), max(r.end for r in crossing)
    if first < edges[0] - SHORTEST:
        edges = [first, *edges]
        along.append(Ruling(first, *ends))
    if last > edges[-1] + SHORTEST:
        edges = [*edges, last]
        along.append(Ruling(last, *ends))
    return edges


def _owners(
    xs: Sequence[float],
    ys: Sequence[float],
    horizontal: Sequence[Sequence[Interval]],
    vertical: Sequence[Sequence[Interval]],
) -> list[int]:
    """For each elementary cell, row by row, the first one of the rectangle it is part of."""
    height, width = len(ys) - 1, len(xs) - 1
    parents = list(range(height * width))
    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and not _is_drawn(vertical[column + 1], ys[row], ys[row + 1]):
                parents[_root(parents, here)] = _root(parents, here + 1)
            if row + 1 < height and not _is_drawn(horizontal[row + 1], xs[column], xs[column + 1]):
                parents[_root(parents, here)] = _root(parents, here + width)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for position in range(height * width):
        groups[_root(parents, position)].append(position)
    owners = list(range(height * width))
    for group in groups.values():
        rows, columns = [p // width for p in group], [p % width for p in group]
        area = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
        if area == len(group):
            for position in group:
                owners[position] = group[0]
    return owners
