"""Legal changes of layout: whatever they are, the report says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from gouji.engine.reading.document import Block, Cell, Document, Location, Paragraph, Table

from documents.spelling import SPELLINGS, spelt

VALUE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:万元)?")
"""How the cells of the shipped forms are filled; all others are heads and labels."""

SPLIT = 4
"""How many signs a head has that is broken over two rows."""

METADATA = (
    ("索引号", "00100-2024-00012", "主题分类", "政务公开"),
    ("发布机构", "信息中心", "发布日期", "2024-01-20"),
)
FURNITURE = ("打印本页", "关闭窗口")


@dataclass(frozen=True, slots=True)
class Variation:
    """How a report is laid out; a writer takes what its format can show.

    Attributes:
        seed: decides the widths of columns and where labels break.
        spelling: how heads and labels are written.
        cut: the row at which each table that has it is cut in two, the head repeated; 0 leaves it whole.
        split_heads: whether the lowest heads above columns are broken over two rows of cells.
        page_number: whether the number of a page stands where a table is cut.
        blanks: whether cells that hold 0 are left empty, totals excepted.
        framed: whether a table of metadata stands before the report and links of the page after it.
        gaps: whether empty paragraphs stand between blocks.
        page_breaks: whether tables begin new pages.
        repeated_heads: whether their heads are printed on each page.
        font_size: in points.
    """

    seed: int = 0
    spelling: str = "plain"
    cut: int = 0
    split_heads: bool = False
    page_number: bool = False
    blanks: bool = False
    framed: bool = False
    gaps: bool = False
    page_breaks: bool = False
    repeated_heads: bool = False
    font_size: float = 9

    def random(self) -> Random:
        """Random numbers of this variation, the same each time."""
        return Random(self.seed)


PLAIN = Variation()


def drawn(random: Random) -> Variation:
    """A variation; the simplest when ``random`` yields its least."""

    def perhaps() -> bool:
        return random.randint(0, 2) == 2

    return Variation(
        seed=random.randint(0, 999),
        spelling=random.choice(SPELLINGS),
        cut=random.randint(5, 25) if perhaps() else 0,
        split_heads=perhaps(),
        page_number=perhaps(),
        blanks=perhaps(),
        framed=perhaps(),
        gaps=perhaps(),
        page_breaks=perhaps(),
        repeated_heads=perhaps(),
        font_size=random.choice([9, 7.5, 10.5, 12, 14]),
    )


def varied(document: Document, variation: Variation) -> Document:
    """The document with what any format shows: labels, blanks, pieces of tables, surroundings."""
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += _varied(block, variation) if isinstance(block, Table) else [block]
    if variation.framed:
        blocks = [_metadata(), *blocks, *(Paragraph(text, Location()) for text in FURNITURE)]
    return replace(document, blocks=tuple(blocks))


def head_rows(table: Table) -> int:
    """How many rows stand above the first value."""
    return min((cell.row for cell in table.cells if VALUE.fullmatch(cell.text)), default=table.row_count)


def _varied(table: Table, variation: Variation) -> Iterator[Block]:
    pieces = list(_cut(_heads_split(table) if variation.split_heads else table, variation.cut))
    for number, piece in enumerate(pieces):
        if number and variation.page_number:
            yield Paragraph(f"— {number + 3} —", Location())
        head = head_rows(piece)
        yield replace(piece, cells=tuple(_reworded(cell, piece, head, variation) for cell in piece.cells))


def _reworded(cell: Cell, table: Table, head: int, variation: Variation) -> Cell:
    if not VALUE.fullmatch(cell.text):
        text = spelt(cell.text, variation.spelling, variation.seed % 9 + 1) if cell.text else ""
        return replace(cell, text=text)
    last = cell.column + cell.column_span == table.column_count
    sums = (
        any("总计" in one.text for one in table.cells if one.row == cell.row) or head == table.row_count - 1
    )
    blank = variation.blanks and cell.text == "0" and not last and not sums
    return replace(cell, text="" if blank else cell.text)


def _heads_split(table: Table) -> Table:
    """The table with one row more in its head: longer heads of single columns continue there."""
    head = head_rows(table)
    low = [cell for cell in table.cells if cell.row + cell.row_span == head < table.row_count]
    short = [
        cell
        for cell in low
        if cell.row and cell.row_span == cell.column_span == 1 and len(cell.text) == SPLIT
    ]
    if any(cell.column_span == table.column_count for cell in table.cells) or not short:
        return table
    cells = []
    for cell in table.cells:
        if cell in short:
            below = replace(cell, row=head, text=cell.text[SPLIT // 2 :])
            cells += [replace(cell, text=cell.text[: SPLIT // 2]), below]
        elif cell in low:
            cells.append(replace(cell, row_span=cell.row_span + 1))
        else:
            cells.append(replace(cell, row=cell.row + 1) if cell.row >= head else cell)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(table, cells=tuple(cells), row_count=table.row_count + 1)


def _cut(table: Table, at: int) -> Iterator[Table]:
    """The table in two, the second piece under the same head; a cell that the cut goes through is in both."""
    if not head_rows(table) < at < table.row_count:
        yield table
        return
    yield _piece(table, range(at))
    yield _piece(table, [*_heads_of(table, at), *range(at, table.row_count)])


def _heads_of(table: Table, row: int) -> range:
    """The head that a row stands under: its block's, where the table has blocks; none where it begins one."""
    blocks = [cell.row for cell in table.cells if cell.column_span == table.column_count and cell.row <= row]
    start = max(blocks, default=0)
    values = (cell.row for cell in table.cells if cell.row > start and VALUE.fullmatch(cell.text))
    return range(start, min(row, min(values, default=row)))


def _piece(table: Table, rows: Sequence[int]) -> Table:
    cells = []
    for cell in table.cells:
        kept = [place for place, row in enumerate(rows) if cell.row <= row < cell.row + cell.row_span]
        if kept:
            cells.append(replace(cell, row=kept[0], row_span=len(kept)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(table, cells=tuple(cells), row_count=len(rows))


def _metadata() -> Table:
    cells = [
        Cell(row, column, 1, 1, text, Location())
        for row, texts in enumerate(METADATA)
        for column, text in enumerate(texts)
    ]
    return Table(tuple(cells), len(METADATA), len(METADATA[0]), Location())
