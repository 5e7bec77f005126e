"""Writes the ledger: a new workbook, or on top of the one that people worked in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from gouji.engine.office.ledger import PEOPLES, Column, Decision, Ledger, Row, State, flat, origin_text, word
from gouji.engine.office.ledger_reading import (
    DRAFT_RECORD,
    GAP,
    KEYS,
    ORIGIN,
    RECORDS,
    ROW_RECORD,
    Layout,
    layout_of,
    opened,
    read_ledger,
    title,
)
from gouji.engine.writing.sheet_styles import alike, dress, fit, head, keep_inside, page, put
from gouji.grammar.catalogue import render
from gouji.grammar.messages import LANGUAGES, Language, Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTHS: Mapping[Column, int] = {
    Column.NUMBER: 5,
    Column.ORGAN: 14,
    Column.DRAFT: 6,
    Column.DEGREE: 8,
    Column.WHERE: 22,
    Column.PROBLEM: 24,
    Column.FOUND: 7,
    Column.EXPECTED: 7,
    Column.ADVICE: 24,
    Column.BASIS: 17,
    Column.DECISION: 9,
    Column.REMARK: 18,
    Column.REVIEWER: 8,
    Column.DAY: 11,
    Column.STATE: 11,
}
CENTRED = frozenset(
    {Column.NUMBER, Column.DRAFT, Column.DEGREE, Column.FOUND, Column.EXPECTED, Column.DECISION, Column.DAY}
)
LAST_LINE = 20_000
"""The last row that offers the list of decisions."""
GUIDE_LINES, GUIDE_WIDTH = 6, 100
LOUD, QUIET = "FFC65911", "FF808080"


def ledger_file(
    ledger: Ledger, language: Language, base: bytes | None = None, read: Ledger | None = None
) -> bytes | Message:
    """The ledger as a workbook.

    Args:
        ledger: what it holds.
        language: of a new workbook; one that is there keeps its own.
        base: the workbook that ``ledger`` was read from. Only cells that say something else now are written;
            columns, sheets, widths and formats of people's own stay.
        read: what was read from ``base``, so that it need not be read again.

    Returns:
        The bytes of the file, or why ``base`` cannot be written on.
    """
    if base is None:
        book, layout = _new(language)
        before: Mapping[int | None, Row] = {}
    else:
        name = title("sheet", language)
        found, book = read or read_ledger(base, name, language), opened(base, name, values=False)
        if isinstance(found, Message):
            return found
        if isinstance(book, Message):
            return book
        layout = _with_hidden(book, layout_of(book), language)
        before = {row.line: row for row in found.rows}
    _Writer(book[layout.sheet], layout).write(ledger, before)
    _write_records(book, ledger, language)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Writer:
    """Writes rows on one sheet."""

    def __init__(self, sheet: Any, layout: Layout) -> None:  # noqa: ANN401 - openpyxl has no types
        self._sheet, self._layout = sheet, layout
        self._last = layout.head
        self._width = sheet.max_column

    def write(self, ledger: Ledger, before: Mapping[int | None, Row]) -> None:
        """Write what differs from ``before``, and rows that have no line yet at the end."""
        self._last = max((line for line in before if line is not None), default=self._layout.head)
        model = self._last if self._last > self._layout.head else None
        following = self._end() if before else self._last
        for row in ledger.rows:
            if row.line is not None:
                self._changes(row, before[row.line])
                continue
            following += 1
            self._added(row, following, model)
            model = model or following
        self._widen(following)

    def _end(self) -> int:
        """The last row that says anything: people may have written something below the ledger."""
        last = self._last
        for cells in self._sheet.iter_rows(min_row=last + 1, max_row=min(last + GAP, self._sheet.max_row)):
            if any(cell.value is not None for cell in cells):
                last = cells[0].row
        return last

    def _changes(self, row: Row, before: Row) -> None:
        line = row.line or 0
        for column, at in self._layout.columns.items():
            if flat(row.words.get(column, "")) != flat(before.words.get(column, "")):
                self._put(line, at, row.words.get(column, ""))
                self._fit(row, line)
        if (row.keys, row.origin) != (before.keys, before.origin):
            self._hidden(row, line)

    def _added(self, row: Row, line: int, model: int | None) -> None:
        for column, at in self._layout.columns.items():
            self._put(line, at, row.words.get(column, ""))
            if model is None:
                dress(self._sheet.cell(line, at), centred=column in CENTRED)
        self._fit(row, line)
        if model is not None:
            self._like(model, line)
        self._hidden(row, line)

    def _fit(self, row: Row, line: int) -> None:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an extra

        letters = (get_column_letter(at) for at in self._layout.columns.values())
        widths = [self._sheet.column_dimensions[letter].width for letter in letters]
        fit(self._sheet, line, [row.words.get(column, "") for column in self._layout.columns], widths)

    def _like(self, model: int, line: int) -> None:
        """Give a row the formats of another."""
        for at in range(1, self._width + 1):
            alike(self._sheet.cell(line, at), self._sheet.cell(model, at))

    def _hidden(self, row: Row, line: int) -> None:
        layout = self._layout
        if row.keys and layout.keys is not None and layout.origin is not None:
            self._put(line, layout.keys, " ".join(row.keys))
            self._put(line, layout.origin, "" if row.origin is None else origin_text(row.origin))
            for at in (layout.keys, layout.origin):
                keep_inside(self._sheet.cell(line, at))

    def _put(self, line: int, at: int, text: str) -> None:
        cell = self._sheet.cell(line, at)
        if type(cell).__name__ != "MergedCell":
            put(cell, text)

    def _widen(self, last: int) -> None:
        """Let the filter reach over rows that were added."""
        reach = self._sheet.auto_filter.ref
        if reach and ":" in reach:
            first, end = reach.split(":")
            letters = end.rstrip("0123456789")
            if end[len(letters) :].isdigit() and int(end[len(letters) :]) < last:
                self._sheet.auto_filter.ref = f"{first}:{letters}{last}"


def _new(language: Language) -> tuple[Any, Layout]:
    from openpyxl import Workbook  # noqa: PLC0415 - an extra
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    book.properties.creator = ""
    sheet = book.active
    sheet.title = title("sheet", language)
    columns = {column: at for at, column in enumerate(Column, 1)}
    filled_in = frozenset(at - 1 for column, at in columns.items() if column in PEOPLES)
    head(sheet, [word(column, language) for column in Column], list(WIDTHS.values()), filled_in)
    layout = _with_hidden(book, Layout(sheet.title, 1, columns, None, None), language)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(layout.origin or 1)}1"
    _choices(sheet, columns, language)
    _signals(sheet, columns, language)
    _guide(book, language)
    return book, layout


def _with_hidden(book: Any, layout: Layout | None, language: Language) -> Layout:  # noqa: ANN401
    """The layout with the hidden columns, at the far right where they were missing."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an extra

    if layout is None:
        raise ValueError("a ledger without a head was not read before")
    sheet = book[layout.sheet]
    keys, origin = layout.keys, layout.origin
    if keys is None or origin is None:
        keys = sheet.max_column + 1
        origin = keys + 1
        for at, name in ((keys, KEYS), (origin, ORIGIN)):
            put(sheet.cell(layout.head, at), title(name, language))
    for at in (keys, origin):
        sheet.column_dimensions[get_column_letter(at)].hidden = True
    return Layout(layout.sheet, layout.head, layout.columns, keys, origin)


def _choices(sheet: Any, columns: Mapping[Column, int], language: Language) -> None:  # noqa: ANN401
    """Offer the decisions as a list; other words are warned of, not refused."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an extra
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    words = tuple(word(one, language) for one in Decision)
    choice = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, errorStyle="warning")
    choice.error = render(message("ledger.list_of_choices", items=words), language)
    choice.errorTitle = word(Column.DECISION, language)
    choice.showErrorMessage = True
    letter = get_column_letter(columns[Column.DECISION])
    choice.add(f"{letter}2:{letter}{LAST_LINE}")
    sheet.add_data_validation(choice)


def _signals(sheet: Any, columns: Mapping[Column, int], language: Language) -> None:  # noqa: ANN401
    """Rows that are settled grey, those to be looked at again coloured; the state says the same in words."""
    from openpyxl.formatting.rule import FormulaRule  # noqa: PLC0415 - an extra
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    state, last = get_column_letter(columns[Column.STATE]), get_column_letter(len(columns))
    for states, font in (
        ((State.FIXED, State.JOINED), Font(color=QUIET)),
        ((State.CHANGED, State.AGAIN), Font(color=LOUD, bold=True)),
    ):
        tests = ",".join(f'${state}2="{word(one, language)}"' for one in states)
        sheet.conditional_formatting.add(
            f"A2:{last}{LAST_LINE}", FormulaRule(formula=[f"OR({tests})"], font=font)
        )


def _guide(book: Any, language: Language) -> None:  # noqa: ANN401
    sheet = book.create_sheet(title("guide", language))
    sheet.column_dimensions["A"].width = GUIDE_WIDTH
    page(sheet)
    for number in range(1, GUIDE_LINES + 1):
        cell = sheet.cell(number, 1)
        text = f"{number}. {render(message(f'ledger.guide_{number}'), language)}"
        put(cell, text)
        dress(cell)
        fit(sheet, number, [text], [GUIDE_WIDTH])


def _write_records(book: Any, ledger: Ledger, language: Language) -> None:  # noqa: ANN401
    """Write anew which rows were ever written and which drafts were seen, on a sheet that nobody sees."""
    names = [title(RECORDS, one) for one in LANGUAGES]
    for name in set(names) & set(book.sheetnames):
        del book[name]
    sheet = book.create_sheet(title(RECORDS, language))
    sheet.sheet_state = "veryHidden"
    lines = [(ROW_RECORD, " ".join(one.keys), one.values, one.text) for one in ledger.records]
    lines += [(DRAFT_RECORD, series, " ".join(marks), "") for series, marks in ledger.drafts.items()]
    for line, texts in enumerate(lines, 1):
        for at, text in enumerate(texts, 1):
            put(sheet.cell(line, at), text)
