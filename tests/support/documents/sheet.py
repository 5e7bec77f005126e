"""Reports as workbooks: the text down the first column, tables with their merged ranges."""

from __future__ import annotations

import io

from gouji.engine.reading.document import Document, Paragraph, Table
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents.variation import PLAIN, VALUE, Variation

WIDEST = 10
"""Columns that a paragraph is merged over, as people do."""


def sheet(document: Document, variation: Variation = PLAIN) -> bytes:
    """The document on one sheet of an .xlsx; counts are numbers, all else is text."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    row = 1
    for block in document.blocks:
        if isinstance(block, Table):
            _table(page, block, row, variation)
            row += block.row_count
        elif isinstance(block, Paragraph):
            page.cell(row, 1, block.text).alignment = Alignment(wrap_text=True)
            page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=WIDEST)
            row += 1
        row += variation.gaps
    if variation.seed:
        random = variation.random()
        for column in range(1, WIDEST + 1):
            page.column_dimensions[get_column_letter(column)].width = random.randint(4, 30)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _table(page: Worksheet, table: Table, top: int, variation: Variation) -> None:
    line = Side(style="thin")
    for cell in table.cells:
        row, column = top + cell.row, cell.column + 1
        value = int(cell.text) if VALUE.fullmatch(cell.text) and cell.text.isdecimal() else cell.text or None
        written = page.cell(row, column, value)
        written.border = Border(left=line, right=line, top=line, bottom=line)
        written.font = Font(size=variation.font_size)
        if cell.row_span > 1 or cell.column_span > 1:
            page.merge_cells(
                start_row=row,
                end_row=row + cell.row_span - 1,
                start_column=column,
                end_column=column + cell.column_span - 1,
            )
