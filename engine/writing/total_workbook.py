"""The members added into the form as a workbook: the tables as the form prints them, and who is in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from gouji.engine.trial.layouts import printed
from gouji.engine.writing.naming import table_label
from gouji.engine.writing.office_text import cell_text
from gouji.engine.writing.total_sheet import left_out, member_lists, text_of
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, PatternFill, Side

if TYPE_CHECKING:
    from gouji.engine.office.totals import CellTotal, Total
    from gouji.grammar.schema import Path, Table
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_THIN = Side(style="thin", color="000000")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_OPEN = PatternFill("solid", start_color="FFF2CC")
"""Behind a sum that is only the least it can be."""

LONGEST_TITLE = 31
"""Characters that the name of a sheet may have."""


def as_workbook(total: Total, language: Language) -> bytes:
    """The total as a workbook: a sheet for each table, figures as numbers, and one that lists the members.

    Sums that are not wholly known are text with ``≥``, shaded. Needs the extra ``office``.
    """
    book = Workbook()
    first = book.active
    _members(first, total, language)
    for table in total.form.schema.tables.values():
        title = cell_text(table_label(table, total.form.schema))
        bare = "".join(letter for letter in title if letter not in "[]:*?/\\")[:LONGEST_TITLE]
        _table(book.create_sheet(bare or table.id), table, total)
    book.move_sheet(first, len(book.sheetnames))
    book.active = 0
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _table(sheet: Worksheet, table: Table, total: Total) -> None:
    figures: dict[str, CellTotal] = {}

    def marked(row: Path, column: Path) -> str:
        """A mark in the place of a cell, so that figures are told from labels."""
        mark = f"\0{len(figures)}"
        figures[mark] = total.cells[table.id, row, column]
        return mark

    for one in printed(table, marked):
        row, column = one.row + 1, one.column + 1
        cell = sheet.cell(row, column)
        _fill(cell, figures.get(one.text), one.text)
        for line in sheet.iter_rows(row, row + one.row_span - 1, column, column + one.column_span - 1):
            for each in line:
                each.border = _FRAME
        if one.row_span > 1 or one.column_span > 1:
            last = (row + one.row_span - 1, column + one.column_span - 1)
            sheet.merge_cells(None, row, column, *last)
    _page(sheet)


def _fill(cell: Cell, figure: CellTotal | None, label: str) -> None:
    cell.alignment = _MIDDLE
    if figure is None:
        cell.value, cell.data_type = cell_text(label), "s"
    elif figure.unadded:
        cell.value, cell.data_type, cell.fill = text_of(figure), "s", _OPEN
    else:
        whole = figure.value.denominator == 1
        cell.value = int(figure.value) if whole else float(figure.value)


def _page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _members(sheet: Worksheet, total: Total, language: Language) -> None:
    sheet.title = render(message("total.sheet_members"), language)
    area, year = total.area or message("total.no_area"), total.year or message("total.no_year")
    sheet.append([cell_text(render(message("total.title", area=area, year=year), language))])
    if not total.complete:
        sheet.append([render(message("total.incomplete"), language)])
    for told in left_out(total, language):
        sheet.append([cell_text(told)])
    for label, _, names in member_lists(total, language):
        for name in names:
            sheet.append([label, cell_text(name)])
            for cell in sheet[sheet.max_row]:
                cell.data_type, cell.alignment = "s", _LEFT
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 70
    _page(sheet)
