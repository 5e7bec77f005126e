"""Looks through the binary workbooks, .xls (also .et) and .xlsb, record by record."""

from __future__ import annotations

import struct
from collections import Counter
from typing import TYPE_CHECKING

from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.spreadsheet_parts import targets
from gouji.engine.reading.spreadsheet_survey import ERRORS, MAX_SHEETS, Merge, SheetSurvey, Survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Record = tuple[int, bytes]


class _TooManyError(Exception):
    """A workbook has more records than any real one; sheets may overlap, so that size alone is no limit."""


class _Budget:
    """Counts records."""

    def __init__(self) -> None:
        self._left = MAX_RECORDS

    def spend(self) -> None:
        """Count one."""
        self._left -= 1
        if self._left < 0:
            raise _TooManyError


FORMULA, STRING, BOOLERR, MULRK, ROW, COLINFO, MERGES = 0x06, 0x207, 0x205, 0xBD, 0x208, 0x7D, 0xE5
STRINGS, CONTINUED, SHARED = 0xFC, 0x3C, 0xFD
LONGEST = 65_535
"""Characters of the longest text an old workbook can hold."""

BOF, END, BOUNDSHEET, FILEPASS = 0x809, 0x0A, 0x85, 0x2F
VALUES = frozenset({0x203, 0x204, 0x27E, SHARED, 0xD6, FORMULA, BOOLERR})
"""Records of .xls that hold one value: row and column stand first."""

FORMULA_PARTS = frozenset({0x4BC, 0x221, 0x236})
"""Records that may stand between a formula and the text it gave."""

MAX_RECORDS = 1_000_000
"""Records of a whole workbook that are looked at; a form has some thousands."""

XLSB_WORKBOOK = "xl/workbook.bin"
SHEET_ENTRY, ROW_HEAD, COLUMN_INFO, MERGED = 156, 0, 60, 176
CELL_ERROR, FORMULA_ERROR, CELL_STRING, STRING_ITEM = 3, 11, 7, 19
XLSB_STRINGS = "xl/sharedStrings.bin"
XLSB_VALUES = frozenset(range(2, 12))


def survey_xls(stream: bytes) -> Survey | Fault:
    """The sheets of an .xls by the ``Workbook`` stream of its container.

    Returns:
        The survey; or a fault: ``encrypted``, ``damaged``, ``too_complex``.
    """
    sheets: dict[str, SheetSurvey] = {}
    wide = _is_wide(stream)
    budget = _Budget()
    shared = 0
    strings = False
    try:
        for kind, data in _records(stream, 0, budget):
            if kind == FILEPASS:
                return fault("encrypted")
            if kind == BOUNDSHEET and len(data) >= 8:
                start = int.from_bytes(data[:4], "little")
                sheets[_sheet_name(data, wide=wide)] = _xls_sheet(_records(stream, start, budget))
            strings = kind == STRINGS or (strings and kind == CONTINUED)
            shared += len(data) if strings else 0
    except _TooManyError:
        return fault("too_complex")
    for sheet in sheets.values():
        sheet.text *= min(shared, LONGEST)
    return Survey(sheets) if len(sheets) <= MAX_SHEETS else fault("too_complex")


def _is_wide(stream: bytes) -> bool:
    """Whether the workbook is of Excel 97 or later, whose texts say how wide their characters are."""
    return len(stream) >= 6 and int.from_bytes(stream[4:6], "little") >= 0x600


def _sheet_name(data: bytes, *, wide: bool) -> str:
    if not wide:
        return data[7 : 7 + data[6]].decode("gb18030", "replace")
    if data[7] & 1:
        return data[8 : 8 + 2 * data[6]].decode("utf-16-le", "replace")
    return data[8 : 8 + data[6]].decode("latin-1")


def _records(stream: bytes, position: int, budget: _Budget) -> Iterator[Record]:
    """The records of a part of the stream, to its end mark."""
    while position + 4 <= len(stream):
        budget.spend()
        kind, length = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + length]
        position += 4 + length
        if kind == END:
            return


def _xls_sheet(records: Iterator[Record]) -> SheetSurvey:
    survey = SheetSurvey()
    owes_text = False
    uses: Counter[bytes] = Counter()
    for kind, data in records:
        if owes_text and kind not in FORMULA_PARTS:
            survey.uncalculated |= kind != STRING
            owes_text = False
        if kind in VALUES and len(data) >= 8:
            place = struct.unpack_from("<HH", data)
            survey.reach(*place)
            if kind == BOOLERR and data[7]:
                survey.errors[place] = ERRORS.get(data[6], "#VALUE!")
            elif kind == FORMULA and data[12:14] == b"\xff\xff":
                owes_text = data[6] == 0
                if data[6] == 2:
                    survey.errors[place] = ERRORS.get(data[8], "#VALUE!")
            elif kind == SHARED:
                uses[data[6:10]] += 1
        elif kind == MULRK and len(data) >= 6:
            row, first = struct.unpack_from("<HH", data)
            survey.reach(row, first)
            survey.reach(row, int.from_bytes(data[-2:], "little"))
        else:
            _xls_shape(kind, data, survey)
    survey.text = max(uses.values(), default=0)
    return survey


def _xls_shape(kind: int, data: bytes, survey: SheetSurvey) -> None:
    if kind == ROW and len(data) >= 14 and data[12] & 0x20:
        survey.hidden_rows.add(int.from_bytes(data[:2], "little"))
    elif kind == COLINFO and len(data) >= 10 and data[8] & 1:
        survey.hide_columns(*struct.unpack_from("<HH", data))
    elif kind == MERGES:
        for top, bottom, left, right in struct.iter_unpack("<4H", data[2 : 2 + (len(data) - 2) // 8 * 8]):
            survey.merge(Merge(top, left, bottom, right))


def survey_xlsb(found: dict[str, bytes]) -> Survey | Fault:
    """The sheets of an .xlsb whose parts are ``found``."""
    workbook = found.get(XLSB_WORKBOOK)
    if workbook is None:
        return fault("damaged")
    places = targets(found, XLSB_WORKBOOK)
    if isinstance(places, Fault):
        return places
    sheets: dict[str, SheetSurvey] = {}
    budget = _Budget()
    try:
        lengths = [
            int.from_bytes(data[1:5], "little")
            for kind, data in _wide_records(found.get(XLSB_STRINGS, b""), budget)
            if kind == STRING_ITEM
        ]
        for kind, data in _wide_records(workbook, budget):
            if kind != SHEET_ENTRY or len(data) < 12:
                continue
            relation, rest = _wide_text(data[8:])
            part = found.get(places.get(relation, ""))
            if part is None:
                return fault("damaged")
            sheets[_wide_text(rest)[0]] = _xlsb_sheet(_wide_records(part, budget), lengths)
    except _TooManyError:
        return fault("too_complex")
    survey = Survey(sheets, macros="xl/vbaProject.bin" in found)
    return survey if len(sheets) <= MAX_SHEETS else fault("too_complex")


def _wide_text(data: bytes) -> tuple[str, bytes]:
    """A text with its length before it, and what follows."""
    end = 4 + 2 * int.from_bytes(data[:4], "little")
    return data[4:end].decode("utf-16-le", "replace"), data[end:]


def _wide_records(data: bytes, budget: _Budget) -> Iterator[Record]:
    """The records of a part of an .xlsb: kind and length in as many bytes as they need."""
    position = 0
    while position < len(data):
        budget.spend()
        kind, position = _variable(data, position, 2)
        length, position = _variable(data, position, 4)
        yield kind, data[position : position + length]
        position += length


def _variable(data: bytes, position: int, most: int) -> tuple[int, int]:
    """An integer of seven bits a byte, and where it ends."""
    value = 0
    for index, byte in enumerate(data[position : position + most]):
        value |= (byte & 0x7F) << 7 * index
        position += 1
        if byte < 0x80:
            break
    return value, position


def _xlsb_sheet(records: Iterator[Record], lengths: Sequence[int]) -> SheetSurvey:
    survey = SheetSurvey(merges=[])
    row = 0
    for kind, record in records:
        if kind == ROW_HEAD and len(record) >= 12:
            row = int.from_bytes(record[:4], "little")
            if record[11] & 0x10:
                survey.hidden_rows.add(row)
        elif kind in XLSB_VALUES and len(record) >= 9:
            place = (row, int.from_bytes(record[:4], "little"))
            survey.reach(*place)
            number = int.from_bytes(record[8:12], "little")
            if kind == CELL_STRING and number < len(lengths):
                survey.text += lengths[number]
            if kind in {CELL_ERROR, FORMULA_ERROR}:
                survey.errors[place] = ERRORS.get(record[8], "#VALUE!")
        elif kind == COLUMN_INFO and len(record) >= 18 and record[16] & 1:
            survey.hide_columns(*struct.unpack_from("<II", record))
        elif kind == MERGED and len(record) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            survey.merge(Merge(top, left, bottom, right))
    return survey
