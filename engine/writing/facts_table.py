"""Every cell of every report as one table, for analysts: a row for each cell, in columns that stay."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from gouji.engine.binding.report import Fact, FactState
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.inert import inert
from gouji.engine.writing.naming import location_code
from gouji.engine.writing.office_text import cell_text
from gouji.grammar.catalogue import number
from gouji.grammar.schema import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.writing.results import Result

COLUMNS = (
    "file",
    "organ",
    "year",
    "form",
    "table",
    "row",
    "row_label",
    "column",
    "column_label",
    "state",
    "value",
    "counts_as",
    "raw",
    "unit",
    "note",
    "location",
)
FORMATS = ("csv", "xlsx", "parquet")
_ABSENT = Fact(FactState.ABSENT)
_NUMBER = re.compile(r"[+-][0-9]+(?:\.[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(results: Iterable[Result]) -> Iterator[tuple[str, ...]]:
    """The cells of the reports that could be read, in the order of their forms; every value is text.

    A value is a decimal number, empty unless ``state`` is ``value``; ``location`` is as in concise output.
    """
    for result in results:
        if not isinstance(result.outcome, Unreadable):
            yield from _report(result.file, result.outcome)


def _report(file: str, checked: CheckedReport) -> Iterator[tuple[str, ...]]:
    identity = checked.report.identity
    organ = "" if identity.organ is None else str(identity.organ.value or identity.organ.text)
    year = "" if identity.year is None else str(identity.year)
    for table in checked.filled.schema.tables.values():
        bound = checked.report.tables.get(table.id)
        facts = dict(bound.facts) if bound is not None else {}
        for row, column in dict.fromkeys((*table.cells(), *facts)):
            fact = facts.get((row, column), _ABSENT)
            labels = (_label(table.row_index, row), _label(table.column_index, column))
            yield tuple(
                inert(one)
                for one in (
                    file, organ, year, checked.filled.id, table.id,
                    dotted(row), labels[0], dotted(column), labels[1],
                    fact.state, "" if fact.value is None else number(fact.value), fact.counts_as or "",
                    fact.raw, fact.unit or "", fact.note or "", location_code(fact.location),
                )
            )  # fmt: skip


def _label(index: object, path: tuple[str, ...]) -> str:
    item = index.get(path)  # type: ignore[attr-defined]
    return item.label if item is not None else ""


def as_csv(found: Iterable[tuple[str, ...]]) -> bytes:
    """The table as CSV in UTF-8 with its mark, as spreadsheets open it; words are no formulas."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(map(_plain, row)) for row in found)
    return stream.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula; a number with its sign is one of the few it may."""
    if not text.startswith(_FORMULA):
        return text
    return text if _NUMBER.fullmatch(text) else f"'{text}"


def as_workbook(found: Iterable[tuple[str, ...]]) -> bytes:
    """The table as a workbook, figures as numbers; needs the extra ``office``."""
    from openpyxl import Workbook  # noqa: PLC0415 - an extra
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("facts")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    at = COLUMNS.index("value")
    for row in found:
        cells = []
        for place, text in enumerate(row):
            cell = WriteOnlyCell(sheet, float(text) if place == at and text else cell_text(text))
            if not (place == at and text):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_parquet(found: Iterable[tuple[str, ...]]) -> bytes:
    """The table as Parquet, ``year`` as integers, ``value`` as decimals in text; needs ``parquet``."""
    import pyarrow as arrow  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415

    columns = list(zip(*found, strict=True)) or [()] * len(COLUMNS)
    arrays = {
        name: [int(one) if one else None for one in values] if name == "year" else list(values)
        for name, values in zip(COLUMNS, columns, strict=True)
    }
    types = [(name, arrow.int32() if name == "year" else arrow.string()) for name in COLUMNS]
    stream = io.BytesIO()
    parquet.write_table(arrow.table(arrays, schema=arrow.schema(types)), stream)
    return stream.getvalue()
