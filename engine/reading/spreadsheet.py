"""Spreadsheets (.xlsx, .xlsb, .xls and .et, .ods) → blocks, by what a person sees of the visible sheets."""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import python_calamine as calamine
from gouji.engine.reading.document import Block, FileFormat, Remark, Table
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.spreadsheet_parts import parts
from gouji.engine.reading.spreadsheet_sheet import Sheet, blocks_of
from gouji.engine.reading.spreadsheet_survey import MAX_RANGE, Merge, SheetSurvey, Survey

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterable, Sequence

Value = str | float | bool | date | time | None
CALAMINE_TROUBLE = (
    calamine.CalamineError,
    calamine.PasswordError,
    calamine.WorksheetNotFound,
    calamine.XmlError,
    calamine.ZipError,
    OSError,
    ValueError,
    OverflowError,
)
DIGITS = 15
"""Significant digits that spreadsheets keep and show; the rest is an artefact of binary fractions."""

STREAMS = ("Workbook", "Book")


def read_spreadsheet(
    data: bytes, file_format: FileFormat, archive: zipfile.ZipFile | None = None
) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
    """The blocks of the visible sheets and what to remark on the workbook.

    Args:
        data: the file.
        file_format: which kind of spreadsheet it is.
        archive: the file opened, for the zipped kinds.

    Returns:
        Blocks sheet by sheet with remarks; or a fault: ``encrypted``, ``damaged``, ``unsafe``,
        ``too_complex``, ``uncalculated`` (formulas whose values are not in the file).
    """
    survey = _surveyed(data, file_format, archive)
    if isinstance(survey, Fault):
        return survey
    if any(sheet.too_large for sheet in survey.sheets.values()):
        return fault("too_complex")
    opened = _guarded(lambda: calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)))
    if isinstance(opened, Fault):
        return opened
    visible = [sheet for sheet in opened.sheets_metadata if sheet.typ is calamine.SheetTypeEnum.WorkSheet]
    hidden = [sheet for sheet in visible if sheet.visible is not calamine.SheetVisibleEnum.Visible]
    names = [sheet.name for sheet in visible if sheet not in hidden]
    blocks = _blocks(opened, names, survey)
    if isinstance(blocks, Fault):
        return blocks
    hides = bool(hidden) or any(_hides(survey.sheets[name]) for name in names)
    remarks = ((Remark.HIDDEN_TEXT, hides), (Remark.MACROS, survey.macros))
    return blocks, tuple(remark for remark, applies in remarks if applies)


def _blocks(
    workbook: calamine.CalamineWorkbook, names: Sequence[str], survey: Survey
) -> tuple[Block, ...] | Fault:
    """The blocks of the sheets named."""
    blocks: list[Block] = []
    tables = 0
    for name in names:
        looked = survey.sheets.get(name)
        if looked is None:
            return fault("damaged")
        if looked.uncalculated:
            return fault("uncalculated")
        sheet = _sheet(workbook, name, looked)
        if isinstance(sheet, Fault):
            return sheet
        found = blocks_of(sheet, tables + 1)
        if isinstance(found, Fault):
            return found
        tables += sum(isinstance(block, Table) for block in found)
        blocks += found
    return tuple(blocks)


def _hides(survey: SheetSurvey) -> bool:
    """Whether rows or columns in use are hidden; columns to their right often are, and are always blank."""
    return bool(survey.hidden_rows) or any(
        first <= survey.right and last >= survey.left for first, last in survey.hidden_columns
    )


def _surveyed(data: bytes, file_format: FileFormat, archive: zipfile.ZipFile | None) -> Survey | Fault:
    if archive is None:
        from gouji.engine.reading.spreadsheet_binary import survey_xls  # noqa: PLC0415

        stream = _stream(data)
        return stream if isinstance(stream, Fault) else survey_xls(stream)
    found = parts(archive)
    if isinstance(found, Fault):
        return found
    if file_format is FileFormat.ODS:
        from gouji.engine.reading.spreadsheet_opendocument import survey_ods  # noqa: PLC0415

        return survey_ods(found)
    if file_format is FileFormat.XLSB:
        from gouji.engine.reading.spreadsheet_binary import survey_xlsb  # noqa: PLC0415

        return survey_xlsb(found)
    from gouji.engine.reading.spreadsheet_ooxml import survey_xlsx  # noqa: PLC0415

    return survey_xlsx(found)


def _stream(data: bytes) -> bytes | Fault:
    """The stream of an old workbook that holds its sheets."""
    from gouji.engine.reading.word_binary_bytes import DamagedError  # noqa: PLC0415
    from gouji.engine.reading.word_binary_container import opened  # noqa: PLC0415

    try:
        container = opened(data)
        name = next((name for name in STREAMS if container.exists(name)), STREAMS[0])
        return container.stream(name)
    except DamagedError:
        return fault("damaged")


def _guarded(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the library gives
    """What ``work`` gives, or a fault; a panic inside the library derives from no ordinary exception."""
    try:
        return work()
    except calamine.PasswordError:
        return fault("encrypted")
    except CALAMINE_TROUBLE:
        return fault("damaged")
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        return fault("damaged")


def _sheet(workbook: calamine.CalamineWorkbook, name: str, survey: SheetSurvey) -> Sheet | Fault:
    """What is seen of one sheet."""
    opened = _guarded(lambda: workbook.get_sheet_by_name(name))
    if isinstance(opened, Fault):
        return opened
    values: list[list[Value]] | Fault = _guarded(lambda: opened.to_python(skip_empty_area=True))
    if isinstance(values, Fault):
        return values
    top, left = opened.start or (0, 0)
    texts = {
        (row, column): text
        for row, line in enumerate(values, top)
        for column, value in enumerate(line, left)
        if (text := written(value)).strip()
    }
    texts.update(survey.errors)
    merges = survey.merges
    if merges is None:
        merges = [Merge(*first, *last) for first, last in opened.merged_cell_ranges or ()]
    return _shown(name, texts, merges, survey)


def _shown(
    name: str, texts: dict[tuple[int, int], str], merges: Iterable[Merge], survey: SheetSurvey
) -> Sheet:
    """The sheet without hidden rows and columns, merges cut to the range in use."""
    rows = _visible({row for row, _ in texts}, lambda row: row in survey.hidden_rows)
    columns = _visible(
        {column for _, column in texts},
        lambda column: any(first <= column <= last for first, last in survey.hidden_columns),
    )
    row_place = {row: place for place, row in enumerate(rows)}
    column_place = {column: place for place, column in enumerate(columns)}
    kept: dict[tuple[int, int], Merge] = {}
    seen: dict[tuple[int, int], str] = {}
    taken: set[tuple[int, int]] = set()
    room = MAX_RANGE  # merges of sound workbooks do not overlap, so together they fit into the range
    for merge in merges:
        inside = [row_place[row] for row in rows[_cut(rows, merge.top, merge.bottom)]]
        across = [column_place[column] for column in columns[_cut(columns, merge.left, merge.right)]]
        if not inside or not across:
            continue
        room -= len(inside) * len(across)
        if room < 0:
            break
        area = {(row, column) for row in inside for column in across}
        if area & taken:
            continue
        taken |= area
        anchor = (inside[0], across[0])
        kept[anchor] = Merge(*anchor, inside[-1], across[-1])
        seen[anchor] = texts.get((merge.top, merge.left), "")
    for (row, column), text in texts.items():
        place = (row_place.get(row, -1), column_place.get(column, -1))
        if min(place) >= 0 and place not in taken:
            seen[place] = text
    return Sheet(
        name,
        {place: text for place, text in seen.items() if text},
        tuple(kept.values()),
        tuple(row + 1 for row in rows),
        tuple(column + 1 for column in columns),
    )


def _visible(used: set[int], hidden: Callable[[int], bool]) -> list[int]:
    """The rows or columns from the first used to the last that are not hidden."""
    return [number for number in range(min(used, default=0), max(used, default=-1) + 1) if not hidden(number)]


def _cut(numbers: list[int], first: int, last: int) -> slice:
    return slice(bisect_left(numbers, first), bisect_right(numbers, last))


def written(value: Value) -> str:
    """A value as people write it: no ``.0``, no artefacts of binary fractions, dates year first."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(Decimal(f"{value:.{DIGITS}g}"), "f")
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time() else f"{day} {_clock(value.time())}"
    if isinstance(value, time):
        return _clock(value)
    return "" if value is None else str(value)


def _clock(moment: time) -> str:
    return moment.isoformat("seconds" if moment.second else "minutes")
