"""Looks through an .ods: used ranges, merges, errors, hidden rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.spreadsheet_parts import parsed
from gouji.engine.reading.spreadsheet_survey import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_SHEETS,
    Merge,
    SheetSurvey,
    Survey,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CALC_EXTENSION = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
MANIFEST = "META-INF/manifest.xml"


def survey_ods(found: dict[str, bytes]) -> Survey | Fault:
    """The sheets of the OpenDocument spreadsheet whose parts are ``found``."""
    if b"encryption-data" in found.get(MANIFEST, b""):
        return fault("encrypted")
    root = parsed(found, "content.xml")
    if isinstance(root, Fault):
        return root
    tables = root.findall(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
    if len(tables) > MAX_SHEETS:
        return fault("too_complex")
    sheets = {table.get(f"{TABLE}name", ""): _sheet(table) for table in tables}
    return Survey(sheets, macros=any(name.startswith("Basic/") for name in found))


def _sheet(table: _Element) -> SheetSurvey:
    survey = SheetSurvey(merges=[])
    column = 0
    for element in table.iterdescendants(f"{TABLE}table-column"):
        count = _count(element, "number-columns-repeated", LAST_COLUMN)
        if _hidden(element):
            survey.hide_columns(column, column + count - 1)
        column += count
    row = 0
    for element in table.iterdescendants(f"{TABLE}table-row"):
        count = _count(element, "number-rows-repeated", LAST_ROW)
        _row(element, row, count, survey)
        if _hidden(element):
            survey.hidden_rows.update(range(row, min(row + count, survey.bottom + 1)))
        row += count
    return survey


def _row(element: _Element, row: int, count: int, survey: SheetSurvey) -> None:
    column = 0
    for cell in element.iterchildren(*CELLS):
        width = _count(cell, "number-columns-repeated", LAST_COLUMN)
        if cell.get(f"{OFFICE}value-type") or len(cell):
            survey.reach(row, column)
            survey.reach(row + count - 1, column + width - 1)
            survey.text += count * width * sum(len(str(text)) for text in cell.itertext())
            error = _error(cell)
            if error:
                survey.errors[row, column] = error
        down = _count(cell, "number-rows-spanned", LAST_ROW)
        across = _count(cell, "number-columns-spanned", LAST_COLUMN)
        if down > 1 or across > 1:
            survey.merge(Merge(row, column, row + down - 1, column + across - 1))
        column += width


def _error(cell: _Element) -> str | None:
    """The error a cell shows, if it holds one."""
    if not cell.get(f"{TABLE}formula") and cell.get(f"{CALC_EXTENSION}value-type") != "error":
        return None
    shown = "".join(str(text) for text in cell.itertext()).strip()
    return shown if shown.startswith(("#", "Err:")) else None


def _hidden(element: _Element) -> bool:
    return element.get(f"{TABLE}visibility") in {"collapse", "filter"}


def _count(element: _Element, name: str, most: int) -> int:
    text = element.get(f"{TABLE}{name}", "1")
    return min(int(text), most + 2) if text.isascii() and text.isdigit() and len(text) < 9 else 1
