"""Sheets of workbooks that people print and work in: heads, widths, and text that never becomes a formula."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any

from gouji.engine.writing.cells import cells
from gouji.engine.writing.office_text import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD, OURS, SEAM = "FFDCE6F1", "FFFFF2CC", "FFBFBFBF"
"""Colours: heads, heads of columns that people fill in, lines."""
LINE, HIGHEST = 14.5, 400.0
"""Points: of a line of text, and of a row at most."""
_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")


def put(cell: Any, text: str) -> None:  # noqa: ANN401 - openpyxl has no types
    """Write a text into a cell: whole numbers as numbers, everything else as text whatever it looks like."""
    clean = cell_text(text)
    if _WHOLE.fullmatch(clean):
        cell.value = int(clean)
        return
    cell.value = clean or None
    if clean:
        cell.data_type = "s"
        if clean.startswith(_STARTS):
            cell.quotePrefix = True


def head(
    sheet: Any,  # noqa: ANN401 - openpyxl has no types
    titles: Sequence[str],
    widths: Sequence[int],
    filled_in: frozenset[int] = frozenset(),
) -> None:
    """Write the head of a sheet and lay the sheet out for reading and for paper.

    Args:
        sheet: an empty sheet.
        titles: of the columns.
        widths: in characters.
        filled_in: indices of the columns that people fill in.
    """
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - an extra
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    page(sheet)
    for at, (title, width) in enumerate(zip(titles, widths, strict=True)):
        cell = sheet.cell(1, at + 1)
        put(cell, title)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", OURS if at in filled_in else HEAD)
        cell.alignment = Alignment("center", "center", wrap_text=True)
        cell.border = border()
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    sheet.row_dimensions[1].height = 30
    sheet.print_title_rows = "1:1"


def page(sheet: Any) -> None:  # noqa: ANN401
    """Lay a sheet out for A4, as wide as the paper, the pages numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddFooter.center.text = "&P / &N"


def dress(cell: Any, *, centred: bool = False) -> None:  # noqa: ANN401
    """Lay out a cell of the body."""
    from openpyxl.styles import Alignment  # noqa: PLC0415 - an extra

    cell.alignment = Alignment("center" if centred else "left", "top", wrap_text=True)
    cell.border = border()


def keep_inside(cell: Any) -> None:  # noqa: ANN401
    """Let the text of a cell not run into the next ones, should somebody unhide its column."""
    from openpyxl.styles import Alignment  # noqa: PLC0415 - an extra

    cell.alignment = Alignment("fill", "top")


def alike(cell: Any, model: Any) -> None:  # noqa: ANN401
    """Give a cell the format of another: much faster than making it up again."""
    quoted = cell.quotePrefix
    cell._style = copy(model._style)  # noqa: SLF001 - openpyxl has no other way
    if bool(cell.quotePrefix) is not bool(quoted):
        cell.quotePrefix = bool(quoted)


def fit(sheet: Any, line: int, texts: Sequence[str], widths: Sequence[float]) -> None:  # noqa: ANN401
    """Make a row as high as its texts need in the widths of their columns: not all programs do."""
    lines = 1
    for text, width in zip(texts, widths, strict=True):
        room = max(int(width) - 2, 1)
        lines = max(lines, sum(max(1, -(-cells(part) // room)) for part in text.split("\n")))
    height = min(HIGHEST, LINE * lines + 3)
    row = sheet.row_dimensions[line]
    row.height = max(height, row.height or 0)


def border() -> Any:  # noqa: ANN401
    """The thin line around cells."""
    from openpyxl.styles import Border, Side  # noqa: PLC0415 - an extra

    side = Side("thin", SEAM)
    return Border(side, side, side, side)
