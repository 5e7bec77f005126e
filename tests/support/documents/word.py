"""Reports as Word files: headings with their levels, tables with their merged cells."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Pt
from gouji.engine.reading.document import Document, Paragraph, Table

from documents.variation import PLAIN, Variation, head_rows

CREATED = datetime(2024, 1, 1, tzinfo=UTC)
LANDSCAPE_FROM = 12
"""Points of type from which on a sheet is too narrow for the widest table."""


def word(document: Document, variation: Variation = PLAIN) -> bytes:
    """The document as a .docx."""
    target = docx.Document()
    target.core_properties.created = target.core_properties.modified = CREATED
    target.core_properties.author = "examples"
    if variation.font_size >= LANDSCAPE_FROM:
        _turn(target.sections[0])
    for block in document.blocks:
        if isinstance(block, Table):
            if variation.page_breaks:
                target.add_page_break()
            _table(target, block, variation)
        elif isinstance(block, Paragraph):
            _paragraph(target, block)
            if variation.gaps:
                target.add_paragraph()
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def _turn(section: Any) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _paragraph(target: Any, block: Paragraph) -> None:
    if block.heading is None:
        target.add_paragraph(block.text)
        return
    paragraph = target.add_heading(block.text, block.heading)
    if block.heading == 0:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _widths(grid: Any, section: Any, variation: Variation) -> None:
    """Columns of different widths, which together fill the page between its margins."""
    random = variation.random()
    shares = [random.randint(3, 5) for _ in grid.columns]
    room = section.page_width - section.left_margin - section.right_margin
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = room * share // sum(shares)


def _table(target: Any, table: Table, variation: Variation) -> None:
    grid = target.add_table(table.row_count, table.column_count, style="Table Grid")
    rows = [row.cells for row in grid.rows]
    for cell in table.cells:
        anchor = rows[cell.row][cell.column]
        if cell.row_span > 1 or cell.column_span > 1:
            anchor = anchor.merge(rows[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1])
        anchor.text = cell.text
        for run in anchor.paragraphs[0].runs:
            run.font.size = Pt(variation.font_size)
    if variation.seed:
        _widths(grid, target.sections[0], variation)
    if variation.repeated_heads:
        for row in grid.rows[: head_rows(table)]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    target.add_paragraph()
