"""Parts of a table on successive pages put together into one.

Nothing here knows a form. A part goes on the table of the page before when only page furniture stands between
them and their outer edges agree. What then belongs together is told by structure alone: head rows that come
again, a last line that broke for want of room, values that stand in one half of a row only. In doubt nothing
is joined: a row too many shows, a row lost does not.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.engine.reading.page_paragraphs import NUMBER
from gouji.engine.reading.text_lines import is_full, is_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.reading.ruling_grid import Grid, GridCell

SAME_EDGE = 4.0
NEAR = 4.0
PADDING = 12.0
"""Points that a cell keeps free beside its text, on both sides together, at most."""

MOST_HEAD_ROWS = 6
FEWEST_VALUES = 2
FILLED = 0.9
"""Of a digit: a number with less room behind it fills its column."""


@dataclass(slots=True)
class Stitched:
    """A table as it grows from page to page; rows count from 0 over all its parts."""

    page: int
    row_count: int
    left: float
    right: float
    cells: list[GridCell]
    edges: list[float]
    last_page: int

    @classmethod
    def of(cls, grid: Grid) -> Stitched:
        """A table that begins with ``grid``."""
        return cls(
            grid.page,
            grid.row_count,
            grid.edges[0],
            grid.edges[-1],
            list(grid.cells),
            list(grid.edges),
            grid.page,
        )

    def room(self, cell: GridCell) -> float:
        """The width of the text in a cell, by the widest line between its edges."""
        widest = 0.0
        for other in self.cells:
            if other.lines and abs(other.left - cell.left) <= NEAR and abs(other.right - cell.right) <= NEAR:
                widest = max(widest, *(line.right - line.left for line in other.lines))
        return room_in(cell, widest)


def room_in(cell: GridCell, widest: float) -> float:
    """The width of the text in a cell, given the widest line between its edges."""
    inner = cell.right - cell.left
    return min(max(widest, inner - PADDING), inner)


def goes_on(table: Stitched, grid: Grid) -> bool:
    """Whether the outer edges of a part agree with those of the table before it."""
    return abs((table.right - table.left) - (grid.edges[-1] - grid.edges[0])) <= SAME_EDGE


def stitch(table: Stitched, grid: Grid) -> bool:
    """Put a part behind the table.

    Returns:
        Whether it was done; a part of nothing but the head rows of the table stays a table of its own, and so
        does one whose columns cannot be brought into line with the table's.
    """
    shift = table.left - grid.edges[0]
    edges = [edge + shift for edge in grid.edges]
    united = _united(table.edges, edges)
    heads = _repeated_heads(table, grid, shift)
    if united is None or heads >= grid.row_count:
        return False
    cells = [cell for cell in grid.cells if cell.row >= heads]
    for cell in cells:
        cell.row -= heads
        cell.left += shift
        cell.right += shift
    pairs = _facing(table, cells)
    cut = _is_cut(table, cells, pairs)
    start = table.row_count - cut
    added = []
    for cell in cells:
        above = pairs.get(id(cell)) if cell.row == 0 else None
        cell.row += start
        if above is not None and (cut or _is_one(table, above, cell, cells, start)):
            above.row_span = max(above.end, cell.end) - above.row
            above.lines += cell.lines
        else:
            added.append(cell)
    table.cells += added
    table.row_count = start + grid.row_count - heads
    table.edges = united
    table.last_page = grid.page
    return True


def _same_edges(one: GridCell, other: GridCell) -> bool:
    return abs(one.left - other.left) <= NEAR and abs(one.right - other.right) <= NEAR


def _united(edges: Sequence[float], more: Iterable[float]) -> list[float] | None:
    """The column edges of two parts; ``None`` when edges of one part would fall together."""
    united = sorted(edges)
    for edge in more:
        at = bisect_left(united, edge)
        if not any(abs(edge - near) <= NEAR for near in united[max(0, at - 1) : at + 1]):
            united.insert(at, edge)
    return united


def _repeated_heads(table: Stitched, grid: Grid, shift: float) -> int:
    """How many rows at the top of a part repeat the first rows of the table; rows with numbers never do."""
    most = min(MOST_HEAD_ROWS, table.row_count, grid.row_count)
    heads = 0
    for count in range(1, most + 1):
        ours = [cell for cell in table.cells if cell.row < count]
        theirs = [cell for cell in grid.cells if cell.row < count]
        if any(is_value(cell.text) for cell in theirs if cell.row == count - 1):
            break
        if not _are_alike(ours, theirs, shift) or not any(cell.lines for cell in theirs):
            break
        if all(cell.end <= count for cell in theirs):
            heads = count
    return heads


def _are_alike(ours: Iterable[GridCell], theirs: Iterable[GridCell], shift: float) -> bool:
    """Whether two sets of cells have the same places and the same texts."""
    one, other = (sorted(cells, key=lambda cell: (cell.row, cell.left)) for cells in (ours, theirs))
    return len(one) == len(other) and all(
        (a.row, a.row_span, a.text) == (b.row, b.row_span, b.text)
        and abs(a.left - b.left - shift) <= NEAR
        and abs(a.right - b.right - shift) <= NEAR
        for a, b in zip(one, other, strict=True)
    )


def _facing(table: Stitched, cells: Iterable[GridCell]) -> dict[int, GridCell]:
    """For the cells of the first row of a part: the cell above, across the page end, with the same edges."""
    bottom = [cell for cell in table.cells if cell.end == table.row_count]
    return {
        id(cell): above for cell in cells if cell.row == 0 for above in bottom if _same_edges(above, cell)
    }


def _continues(table: Stitched, above: GridCell, below: GridCell) -> bool:
    """Whether the text of a cell can go on in the one below: its last line had no room for more.

    Above and below both hold text. A number goes on only in a number, and only where it fills its column.
    """
    last, first, room = above.lines[-1], below.lines[0], table.room(above)
    if _is_number_alone(above) and not NUMBER.match(first.text):
        return not is_value(below.text)
    if is_value(above.text) and is_value(below.text):
        width = last.right - last.left
        return width + FILLED * width / len(last.text) > room
    if NUMBER.match(first.text) or is_value(below.text) or is_value(above.text):
        return False
    return is_full(last, first, room)


def _is_cut(table: Stitched, cells: Sequence[GridCell], pairs: dict[int, GridCell]) -> bool:
    """Whether the page end cut a row in the middle, so that the first row of the part is its lower half.

    Every text of the lower half must go on one above it, or stand where above it is nothing. Then one of the
    halves must be all blank, or values stand in one of them only, or a numbered label goes on without number.
    """
    first = [cell for cell in cells if cell.row == 0]
    if any(id(cell) not in pairs for cell in first):
        return False
    facing = [(pairs[id(cell)], cell) for cell in first]
    if not all(_continues(table, a, b) for a, b in facing if a.lines and b.lines):
        return False
    single = [(a, b) for a, b in facing if b.row_span == 1]
    if not any(a.lines for a, _ in single) or not any(b.lines for _, b in single):
        return True
    upper = [a for a, b in single if a.lines and not b.lines and a.row_span == 1]
    lower = [b for a, b in single if b.lines and not a.lines]
    broken = [(a, b) for a, b in single if a.lines and b.lines]
    return _complete_each_other(upper, lower) if not broken else _is_broken(broken, upper, lower)


def _is_broken(
    broken: Sequence[tuple[GridCell, GridCell]], upper: Sequence[GridCell], lower: Sequence[GridCell]
) -> bool:
    """Whether cells with text in both halves, which could go on, do so; cells with text in one half tell."""
    values = sum(is_value(cell.text) for cell in (*upper, *lower))
    numbered = any(_is_numbered(a) for a, _ in broken)
    labels = [(a, b) for a, b in broken if not is_value(a.text)]
    if len(labels) < len(broken):
        return values > 0 or numbered
    if len(labels) >= FEWEST_VALUES or (not lower and _is_headless(labels, upper)):
        return True
    if any(not is_value(cell.text) for cell in lower):
        return False
    shorter = all(len(b.text) < len(a.text) for a, b in labels)
    return values >= FEWEST_VALUES or (values > 0 and shorter) or numbered


def _complete_each_other(upper: Sequence[GridCell], lower: Sequence[GridCell]) -> bool:
    """Whether one half holds the labels of a row and the other its values."""
    kinds = [{is_value(cell.text) for cell in half} for half in (upper, lower)]
    return kinds in ([{True}, {False}], [{False}, {True}]) and len(upper) + len(lower) > FEWEST_VALUES


def _is_headless(labels: Sequence[tuple[GridCell, GridCell]], upper: Sequence[GridCell]) -> bool:
    """Whether the lower half, were it a row of its own, would begin with a blank below a text."""
    return min((cell.left for cell in upper), default=float("inf")) < min(b.left for _, b in labels)


def _is_numbered(cell: GridCell) -> bool:
    return bool(cell.lines) and NUMBER.match(cell.lines[0].text) is not None


def _is_number_alone(cell: GridCell) -> bool:
    """Whether a cell holds the number of a label whose words must follow."""
    text = cell.text.strip()
    found = NUMBER.match(text)
    return found is not None and found.end() == len(text)


def _is_one(table: Stitched, above: GridCell, below: GridCell, cells: Sequence[GridCell], start: int) -> bool:
    """Whether two cells that a page end parts are one that spans rows, though no row was cut."""
    if above.lines and below.lines:
        return (above.row_span > 1 or below.row_span > 1) and _continues(table, above, below)
    if is_value(above.text) or is_value(below.text):
        return False
    if below.row_span > 1 or (above.row_span > 1 and below.lines):
        return True
    beside = [cell for cell in cells if cell.row in {0, start} and abs(cell.left - below.right) <= NEAR]
    return bool(above.lines) and any(cell.lines and not is_value(cell.text) for cell in beside)
