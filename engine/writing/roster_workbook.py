"""A roster as a workbook, for the office to go on with."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from gouji.engine.writing.office_text import cell_text
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = {0: 36, 4: 28, 6: 20, 7: 20}
"""Characters that a column takes, where it is more than usual."""


def as_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as a workbook, the first as the heads of its columns; needs the extra ``office``."""
    book = Workbook()
    sheet = book.active
    for line, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(line, column, cell_text(text))
            cell.data_type = "s"
            cell.font, cell.alignment = Font(bold=line == 1), Alignment(wrap_text=True, vertical="center")
    for column in range(len(rows[0])):
        sheet.column_dimensions[chr(ord("A") + column)].width = WIDTH.get(column, 14)
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
