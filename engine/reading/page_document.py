"""Pages → blocks: tables put together over page ends, text in paragraphs, furniture left out."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Block, ImageMark, Location, Paragraph, Remark, Table
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.grid import DraftCell, finished
from gouji.engine.reading.page_cuts import NEAR
from gouji.engine.reading.page_furniture import without_furniture
from gouji.engine.reading.page_paragraphs import PlacedLine, paragraphs
from gouji.engine.reading.page_stitching import Stitched, goes_on, room_in, stitch
from gouji.engine.reading.ruling_grid import Grid, grids
from gouji.engine.reading.text_lines import TextLine, cell_text, text_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.reading.page_model import Page

FEWEST_COLUMNS = 3
FEWEST_ROWS = 4
"""How many lines in columns look like a table that nobody ruled."""

Read = tuple[tuple[Block, ...], tuple[Remark, ...]]
_Part = tuple[float, Grid | TextLine | str]
"""Something on a page with its top: a table, a line of text, a picture's name."""


def page_blocks(pages: Sequence[Page]) -> Read | Fault:
    """The blocks of a document of pages and what to remark on it.

    Returns:
        Blocks in reading order; or a fault: ``scan`` when all that shows is pictures, ``too_complex``.
    """
    if all(page.is_scan or not page.glyphs for page in pages):
        drawn = any(page.pictures or page.horizontal or page.vertical for page in pages)
        return fault("scan") if drawn else ((), ())
    found = []
    for page in pages:
        drawn_tables = grids(page)
        if isinstance(drawn_tables, Fault):
            return drawn_tables
        found.append(drawn_tables)
    outside = [text_lines(glyphs) for _, glyphs in found]
    areas = [[(grid.top, grid.bottom) for grid in tables] for tables, _ in found]
    heights = [page.height for page in pages]
    kept = without_furniture(list(zip(heights, outside, strict=True)), areas)
    assembly = _Assembly(max(page.width for page in pages))
    for page, (tables, _), lines in zip(pages, found, kept, strict=True):
        assembly.add(page, tables, lines)
    blocks = assembly.blocks()
    if isinstance(blocks, Fault):
        return blocks
    in_columns = sum(line.columns >= FEWEST_COLUMNS for lines in kept for line in lines)
    return blocks, ((Remark.BORDERLESS_TABLES,) if in_columns >= FEWEST_ROWS else ())


class _Assembly:
    """Collects what the pages hold in reading order, page after page."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._parts: list[PlacedLine | Stitched | ImageMark] = []
        self._open: Stitched | None = None
        """The table that the last page ended with."""

    def add(self, page: Page, tables: Sequence[Grid], lines: Sequence[TextLine]) -> None:
        """Add a page."""
        parts: list[_Part] = [(grid.top, grid) for grid in tables]
        parts += [(line.top, line) for line in lines]
        parts += page.pictures
        parted = False
        for _, part in sorted(parts, key=lambda placed: placed[0]):
            if isinstance(part, Grid):
                self._add_table(part)
                parted = True
            elif isinstance(part, TextLine):
                self._parts.append(PlacedLine(part, page.number, parted))
                self._open, parted = None, False
            else:
                self._parts.append(ImageMark(part, Location(page=page.number)))

    def _add_table(self, grid: Grid) -> None:
        known = self._open
        if (
            known is not None
            and known.last_page == grid.page - 1
            and goes_on(known, grid)
            and stitch(known, grid)
        ):
            return
        self._open = Stitched.of(grid)
        self._parts.append(self._open)

    def blocks(self) -> tuple[Block, ...] | Fault:
        """Everything added as blocks."""
        blocks: list[Block] = []
        texts = {
            id(first): text
            for text, first in paragraphs([p for p in self._parts if isinstance(p, PlacedLine)], self._width)
        }
        count = tables = 0
        for part in self._parts:
            if isinstance(part, ImageMark):
                blocks.append(part)
            elif isinstance(part, Stitched):
                tables += 1
                table = _table(part, tables)
                if isinstance(table, Fault):
                    return table
                blocks.append(table)
            elif (text := texts.get(id(part))) is not None:
                count += 1
                blocks.append(Paragraph(text, Location(page=part.page, paragraph=count)))
        return tuple(blocks)


def _table(stitched: Stitched, index: int) -> Table | Fault:
    """A table with its cells where its columns' edges say."""
    placed = []
    widest: dict[tuple[int, int], float] = {}
    for cell in sorted(stitched.cells, key=lambda cell: (cell.row, cell.left)):
        span = _edge(stitched.edges, cell.left), _edge(stitched.edges, cell.right)
        placed.append((cell, span))
        if cell.lines:
            widest[span] = max(widest.get(span, 0.0), *(line.right - line.left for line in cell.lines))
    drafts = []
    counted: dict[int, int] = {}
    for cell, (start, end) in placed:
        counted[cell.row] = counted.get(cell.row, 0) + 1
        place = Location(page=cell.page, table=index, row=cell.row + 1, cell=counted[cell.row])
        text = cell_text(cell.lines, room_in(cell, widest.get((start, end), 0.0)))
        drafts.append(DraftCell(cell.row, start, cell.row_span, end - start, text, place, cell.doubtful))
    return finished(drafts, stitched.row_count, Location(page=stitched.page, table=index))


def _edge(edges: Sequence[float], place: float) -> int:
    """Which edge a place is on."""
    at = bisect_left(edges, place - NEAR)
    return min(
        range(at, min(at + 3, len(edges))), key=lambda n: abs(edges[n] - place), default=len(edges) - 1
    )
