"""Reads a ledger back from the workbook that people worked in, with Excel or with WPS."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from gouji.engine.office.ledger import (
    Column,
    Decision,
    Degree,
    Ledger,
    Record,
    Row,
    flat,
    origin_in,
    text_mark,
    word,
)
from gouji.engine.reading.spreadsheet_ooxml import cell_reference
from gouji.grammar.catalogue import render
from gouji.grammar.messages import LANGUAGES, Language, Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_FILE, MAX_UNPACKED = 64 * 2**20, 512 * 2**20
MAX_ROWS, MAX_COLUMNS, HEAD_WITHIN = 100_000, 400, 60
MAX_MERGED = 1_000_000
"""Cells of merged areas, which the library makes one by one."""
GAP = 500
"""Empty rows after which nothing more is looked for: a format may reach to the last row of a sheet."""
NEEDED = (Column.ORGAN, Column.PROBLEM, Column.DECISION)
KEYS, ORIGIN, RECORDS = "keys", "origin", "records"
ROW_RECORD, DRAFT_RECORD = "row", "draft"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell[^>]*?ref=[\"']([A-Z0-9$]+):([A-Z0-9$]+)")
_SERIALS = range(20_000, 80_000)
"""Days since 1900 that may be meant when a date has lost its format."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the ledger is in a workbook; rows and columns count from 1.

    Attributes:
        sheet: its name.
        head: the row of the titles.
        columns: the columns that are there.
        keys, origin: the hidden columns, ``None`` where they are lost.
    """

    sheet: str
    head: int
    columns: Mapping[Column, int]
    keys: int | None
    origin: int | None


def title(name: str, language: Language) -> str:
    """How the workbook calls a sheet or a hidden column."""
    return render(message(f"ledger.{name}"), language)


def read_ledger(data: bytes, name: str, language: Language) -> Ledger | Message:
    """The ledger in a workbook; a message when there is none.

    Args:
        data: of the workbook.
        name: what messages call it.
        language: of what the messages name.
    """
    book = opened(data, name, values=True)
    if isinstance(book, Message):
        return book
    layout = layout_of(book)
    if layout is None:
        names = tuple(word(column, language) for column in NEEDED)
        return message("ledger.no_header", file=name, names=names)
    records, drafts = _records(book)
    known = {one.text: one for one in records}
    rows = tuple(_rows(book[layout.sheet], layout, known, book.epoch))
    return Ledger(rows, records, drafts, tuple(_notes(rows, language)))


def opened(data: bytes, name: str, *, values: bool) -> Any:  # noqa: ANN401 - openpyxl has no types
    """The workbook, with values instead of formulas if asked; a message when it cannot be opened."""
    from openpyxl import load_workbook  # noqa: PLC0415 - an extra

    if len(data) > MAX_FILE:
        return message("ledger.too_large", file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED or _merged_cells(archive) > MAX_MERGED:
                return message("ledger.too_large", file=name)
        return load_workbook(io.BytesIO(data), data_only=values)
    except Exception:  # openpyxl raises whatever a damaged part makes it stumble over
        return message("ledger.damaged", file=name)


def _merged_cells(archive: zipfile.ZipFile) -> int:
    """How many cells the merged areas of all sheets have."""
    sheets = [
        part for part in archive.namelist() if part.startswith("xl/worksheets/") and part.endswith(".xml")
    ]
    cells = 0
    for found in (one for sheet in sheets for one in _MERGED.finditer(archive.read(sheet))):
        first, last = (cell_reference(found[at].decode()) for at in (1, 2))
        if first and last:
            cells += (abs(last[0] - first[0]) + 1) * (abs(last[1] - first[1]) + 1)
    return cells


def layout_of(book: Any) -> Layout | None:  # noqa: ANN401
    """Where the ledger is: the row, of all sheets, in which most of its titles stand."""
    best: Layout | None = None
    for sheet in book.worksheets:
        width = min(sheet.max_column, MAX_COLUMNS)
        for head in range(1, min(sheet.max_row, HEAD_WITHIN) + 1):
            found = _titles(sheet, head, width)
            columns = {column: at for column, at in found.items() if isinstance(column, Column)}
            if all(one in columns for one in NEEDED) and (best is None or len(columns) > len(best.columns)):
                best = Layout(sheet.title, head, columns, found.get(KEYS), found.get(ORIGIN))
    return best


def _titles(sheet: Any, head: int, width: int) -> dict[Column | str, int]:  # noqa: ANN401
    found: dict[Column | str, int] = {}
    for at in range(1, width + 1):
        told = flat(text_of(sheet.cell(head, at).value)).casefold()
        column = _TITLES.get(told) or _TITLES.get(told.split("（")[0].split("(")[0])
        if column is not None:
            found.setdefault(column, at)
    return found


def _known_titles() -> dict[str, Column | str]:
    named: dict[str, Column | str] = {}
    for language in LANGUAGES:
        named.update({flat(word(one, language)).casefold(): one for one in Column})
        named.update({flat(title(one, language)).casefold(): one for one in (KEYS, ORIGIN)})
    return named


_TITLES = _known_titles()


def text_of(value: object) -> str:
    """What a cell says, as a text."""
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case _:
            return str(value).replace("_x000D_", "").replace("\r\n", "\n")


def _rows(sheet: Any, layout: Layout, known: Mapping[str, Record], epoch: datetime) -> Iterator[Row]:  # noqa: ANN401
    merged = _merged(sheet, layout)
    empty = 0
    for line in range(layout.head + 1, min(sheet.max_row, layout.head + MAX_ROWS) + 1):
        words = {}
        for column, at in layout.columns.items():
            value = sheet.cell(line, at).value
            value = merged.get((line, at)) if value is None else value
            words[column] = _day(value, epoch) if column is Column.DAY else text_of(value)
        keys, origin = (
            "" if at is None else text_of(sheet.cell(line, at).value) for at in (layout.keys, layout.origin)
        )
        if not (keys or any(words.values())):
            empty += 1
            if empty > GAP:
                return
            continue
        empty = 0
        record = None if keys else known.get(text_mark(words))
        own = record.keys if record is not None else tuple(keys.split())
        yield Row(words, own, origin_in(origin) if own else None, line)


def _merged(sheet: Any, layout: Layout) -> dict[tuple[int, int], object]:  # noqa: ANN401
    """What cells say that are merged with one above; of a merged area only the first cell holds its text."""
    found = {}
    columns = set(layout.columns.values())
    for area in sheet.merged_cells.ranges:
        value = sheet.cell(area.min_row, area.min_col).value
        last = min(area.max_row, layout.head + MAX_ROWS)
        if area.min_row > layout.head and area.min_col in columns:
            found.update({(line, area.min_col): value for line in range(area.min_row, last + 1)})
    return found


def _day(value: object, epoch: datetime) -> str:
    """A day as a text; a number is a day that has lost its format."""
    if isinstance(value, (int, float)) and int(value) in _SERIALS:
        day: date = (epoch + timedelta(days=int(value))).date()
        return day.isoformat()
    return value.isoformat() if type(value) is date else text_of(value)


def _records(book: Any) -> tuple[tuple[Record, ...], dict[str, tuple[str, ...]]]:  # noqa: ANN401
    records: list[Record] = []
    drafts: dict[str, tuple[str, ...]] = {}
    for name in {title(RECORDS, language) for language in LANGUAGES} & set(book.sheetnames):
        for cells in book[name].iter_rows(max_col=4, values_only=True):
            kind, keys, values, text = (text_of(value) for value in (*cells, *(None,) * 4)[:4])
            if kind == ROW_RECORD and keys:
                records.append(Record(tuple(keys.split()), values, text))
            elif kind == DRAFT_RECORD:
                drafts[keys] = tuple(values.split())
    return tuple(records), drafts


def _notes(rows: tuple[Row, ...], language: Language) -> Iterator[Message]:
    for row in rows:
        text = row.says(Column.DECISION)
        if text and row.decision is None:
            names = tuple(word(one, language) for one in Decision)
            column = word(Column.DECISION, language)
            yield message(
                "ledger.unknown_decision", line=row.line or 0, column=column, text=text, names=names
            )
        if row.decision is Decision.RETURN and row.degree is Degree.INFO:
            yield message("ledger.stays", line=row.line or 0, degree=row.says(Column.DEGREE), decision=text)
        lacking = tuple(word(one, language) for one in _needed(row) if not row.says(one))
        if lacking:
            yield message("ledger.lacking", line=row.line or 0, decision=text, names=lacking)


def _needed(row: Row) -> tuple[Column, ...]:
    """What a decision does not count without."""
    if row.decision is Decision.ACCEPT:
        return Column.REMARK, Column.REVIEWER
    return (Column.ORGAN, Column.PROBLEM) if row.decision is Decision.RETURN else ()
