"""Blank tables drawn as lines of text, and documents made of them."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.engine.reading.document import Cell, Document, FileFormat, Location, Paragraph, Table


def table_of(*lines: str, spans_known: bool = True) -> Table:
    """A table of lines of cells parted by ``|``; ``<`` goes on with the one at the left, ``^`` that above."""
    grid = [[text.strip() for text in line.split("|")] for line in lines]
    cells = []
    for row, line in enumerate(grid):
        for column, text in enumerate(line):
            if text in {"<", "^"}:
                continue
            width = _length(line[column + 1 :], "<")
            height = _length([below[column] for below in grid[row + 1 :]], "^")
            cells.append(Cell(row, column, height, width, text, Location(table=1, row=row + 1)))
    return Table(tuple(cells), len(grid), len(grid[0]), Location(table=1), spans_known)


def _length(texts: Sequence[str], mark: str) -> int:
    return 1 + next((number for number, text in enumerate(texts) if text != mark), len(texts))


def document_of(*blocks: str | Table) -> Document:
    """A document of paragraphs, given as texts, and tables."""
    made = (Paragraph(block, Location()) if isinstance(block, str) else block for block in blocks)
    return Document("form.docx", FileFormat.DOCX, "0", tuple(made))


def labels(items: Sequence[object]) -> list[object]:
    """Trees as lists: a leaf is its label, a group a pair of its label and its members."""
    return [(item.label, labels(item.children)) if item.children else item.label for item in items]  # type: ignore[attr-defined]
