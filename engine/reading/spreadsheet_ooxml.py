"""Looks through an .xlsx: sheets, used ranges, errors, formulas without a value, hidden rows and columns."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.spreadsheet_parts import RELATION, STRICT_RELATION, main_part, parsed, targets
from gouji.engine.reading.spreadsheet_survey import MAX_SHEETS, Merge, SheetSurvey, Survey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

WORKBOOK = "xl/workbook.xml"
SHARED = "xl/sharedStrings.xml"
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
TRUE = frozenset({"1", "true", "on"})


def survey_xlsx(found: dict[str, bytes]) -> Survey | Fault:
    """The sheets of the workbook whose parts are ``found``."""
    main = main_part(found, WORKBOOK)
    workbook = parsed(found, main)
    if isinstance(workbook, Fault):
        return workbook
    places = targets(found, main)
    if isinstance(places, Fault):
        return places
    lengths = _lengths(found, places)
    if isinstance(lengths, Fault):
        return lengths
    sheets: dict[str, SheetSurvey] = {}
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        place = places.get(sheet.get(RELATION) or sheet.get(STRICT_RELATION) or "", "")
        root = parsed(found, place)
        if isinstance(root, Fault):
            return root
        if len(sheets) >= MAX_SHEETS:
            return fault("too_complex")
        name = sheet.get("name", "")
        if name in sheets:
            return fault("damaged")
        sheets[name] = _sheet(root, lengths)
    return Survey(sheets, macros="xl/vbaProject.bin" in found)


def cell_reference(text: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference such as ``B7``."""
    found = REFERENCE.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _lengths(found: dict[str, bytes], places: Mapping[str, str]) -> list[int] | Fault:
    """How long the texts are that cells share, in the order of their numbers."""
    named = {name for name in places.values() if "sharedstrings" in name.lower()} | {SHARED}
    lengths: list[int] = []
    for name in sorted(named & found.keys()):
        root = parsed(found, name)
        if isinstance(root, Fault):
            return root
        of_part = [sum(len(str(text)) for text in item.itertext()) for item in root.iterchildren()]
        lengths = [max(pair) for pair in zip_longest(lengths, of_part, fillvalue=0)]
    return lengths


def _sheet(root: _Element, lengths: Sequence[int]) -> SheetSurvey:
    survey = SheetSurvey(merges=[])
    for column in root.iterfind("{*}cols/{*}col"):
        if column.get("hidden") in TRUE:
            survey.hide_columns(_number(column.get("min")) - 1, _number(column.get("max")) - 1)
    row_number = -1
    for row in root.iterfind("{*}sheetData/{*}row"):
        row_number = _number(row.get("r"), row_number + 2) - 1
        if row.get("hidden") in TRUE:
            survey.hidden_rows.add(row_number)
        column_number = -1
        for cell in row.iterchildren("{*}c"):
            place = cell_reference(cell.get("r", "")) or (row_number, column_number + 1)
            column_number = place[1]
            _cell(cell, place, survey)
            survey.text += _shared(cell, lengths)
    for merged in root.iterfind("{*}mergeCells/{*}mergeCell"):
        first, _, last = merged.get("ref", "").partition(":")
        start, end = cell_reference(first), cell_reference(last)
        if start and end:
            survey.merge(Merge(*start, *end))
    return survey


def _cell(cell: _Element, place: tuple[int, int], survey: SheetSurvey) -> None:
    value, formula = cell.find("{*}v"), cell.find("{*}f")
    if value is None and formula is None and cell.find("{*}is") is None:
        return
    survey.reach(*place)
    if formula is not None and value is None:
        survey.uncalculated = True
    if cell.get("t") == "e":
        survey.errors[place] = (value.text if value is not None else None) or "#VALUE!"


def _shared(cell: _Element, lengths: Sequence[int]) -> int:
    """How long the shared text is that a cell refers to."""
    if cell.get("t") != "s":
        return 0
    number = _number(cell.findtext("{*}v"), 0)
    return lengths[number] if number < len(lengths) else 0


def _number(text: str | None, otherwise: int = 1) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
