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

from gouji.engine.reading.page_cuts import NEAR, Around, Cut, continues, same_edges
from gouji.engine.reading.text_lines import is_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouji.engine.reading.ruling_grid import Grid, GridCell

SAME_EDGE = 4.0
PADDING = 12.0
"""Points that a cell keeps free beside its text, on both sides together, at most."""

MOST_HEAD_ROWS = 6


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
    _drop_leaks(table, grid, heads)
    cells = [cell for cell in grid.cells if cell.row >= heads]
    for cell in cells:
        cell.row -= heads
        cell.left += shift
        cell.right += shift
    _append(table, cells)
    table.row_count += grid.row_count - heads
    table.edges = united
    table.last_page = grid.page
    return True


def _append(table: Stitched, cells: Sequence[GridCell]) -> None:
    """Put the cells of a part below those of the table; those of a row cut in the middle into its cells."""
    pairs = _facing(table, cells)
    cut = _cut(table, cells, pairs)
    start = table.row_count - cut.is_one
    if not cut.is_certain:
        last = table.row_count - 1
        for cell in (*(c for c in table.cells if c.row == last), *(c for c in cells if c.row == 0)):
            cell.doubtful = True
    added = []
    for cell in cells:
        above = pairs.get(id(cell)) if cell.row == 0 else None
        cell.row += start
        if above is not None and (cut.is_one or _is_one(table, above, cell, cells, start)):
            above.row_span = max(above.end, cell.end) - above.row
            above.lines += cell.lines
        else:
            added.append(cell)
    table.cells += added
    table.row_count = start


def _cut(table: Stitched, cells: Sequence[GridCell], pairs: Mapping[int, GridCell]) -> Cut:
    """What the page end above the cells did to the rows around it."""
    first = [cell for cell in cells if cell.row == 0]
    if any(id(cell) not in pairs for cell in first):
        return Cut.TWO
    around = Around(
        pairs=[(pairs[id(cell)], cell) for cell in first],
        others=[cell for cell in table.cells if cell.end < table.row_count]
        + [cell for cell in cells if cell.row],
        after=[cell for cell in cells if cell.row == 1],
        room=table.room,
    )
    return around.cut()


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
        if not _are_alike(ours, theirs, shift, grid) or not any(cell.lines for cell in theirs):
            break
        if all(cell.end <= count for cell in theirs):
            heads = count
    return heads


def _are_alike(ours: Iterable[GridCell], theirs: Iterable[GridCell], shift: float, grid: Grid) -> bool:
    """Whether two sets of cells have the same places and the same texts."""
    one, other = _in_order(ours), _in_order(theirs)
    return len(one) == len(other) and all(
        (a.row, a.row_span) == (b.row, b.row_span)
        and (a.text == b.text or _leak(a, b, grid) is not None)
        and abs(a.left - b.left - shift) <= NEAR
        and abs(a.right - b.right - shift) <= NEAR
        for a, b in zip(one, other, strict=True)
    )


def _in_order(cells: Iterable[GridCell]) -> list[GridCell]:
    return sorted(cells, key=lambda cell: (cell.row, cell.left))


def _leak(whole: GridCell, clipped: GridCell, grid: Grid) -> tuple[GridCell, int] | None:
    """The cell below a repeated head that begins with what had no room in the head, and its lines so far.

    Programs repeat heads at their first height, though a text may need another line.
    """
    if not clipped.lines or not whole.text.startswith(clipped.text):
        return None
    rest = whole.text[len(clipped.text) :]
    for cell in grid.cells:
        if rest and cell.row == clipped.end and abs(cell.left - clipped.left) <= NEAR:
            for count in range(1, len(cell.lines) + 1):
                if rest == "".join("".join(line.text.split()) for line in cell.lines[:count]):
                    return cell, count
    return None


def _drop_leaks(table: Stitched, grid: Grid, heads: int) -> None:
    """Take what had no room in the repeated heads out of the cells below them."""
    ours, theirs = (_in_order(c for c in cells if c.row < heads) for cells in (table.cells, grid.cells))
    for whole, clipped in zip(ours, theirs, strict=True):
        if whole.text != clipped.text and (leak := _leak(whole, clipped, grid)) is not None:
            cell, count = leak
            del cell.lines[:count]


def _facing(table: Stitched, cells: Iterable[GridCell]) -> dict[int, GridCell]:
    """For the cells of the first row of a part: the cell above, across the page end, with the same edges."""
    bottom = [cell for cell in table.cells if cell.end == table.row_count]
    return {id(cell): above for cell in cells if cell.row == 0 for above in bottom if same_edges(above, cell)}


def _is_one(table: Stitched, above: GridCell, below: GridCell, cells: Sequence[GridCell], start: int) -> bool:
    """Whether two cells that a page end parts are one that spans rows, though no row was cut."""
    if above.lines and below.lines:
        return (above.row_span > 1 or below.row_span > 1) and continues(above, below, table.room(above))
    if is_value(above.text) or is_value(below.text):
        return False
    if below.row_span > 1 or (above.row_span > 1 and below.lines):
        return True
    beside = [cell for cell in cells if cell.row in {0, start} and abs(cell.left - below.right) <= NEAR]
    return bool(above.lines) and any(cell.lines and not is_value(cell.text) for cell in beside)
