"""Reports as data: what ``--format json --facts`` wrote is read back, so that it serves as an archive."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gouji.engine.binding.report import (
    BoundBy,
    BoundItem,
    BoundSection,
    BoundTable,
    Fact,
    FactState,
    Identity,
    Located,
    Report,
)
from gouji.engine.checking.others import Other
from gouji.engine.office.filed import Filed, Unfiled
from gouji.engine.reading.document import Location
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from gouji.grammar.schema import Item, Path, Table
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack

Json = Mapping[str, Any]
SCHEMA = 1


def facts_in(data: bytes, file: str, library: Library) -> tuple[Filed | Unfiled, ...] | None:
    """The reports of a facts file; ``None`` when the file is none.

    Their texts are not in it: rules on texts do not apply to them.
    """
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("reports"), list) or "gouji" not in found:
        return None
    if found.get("schema") != SCHEMA:
        return (Unfiled(file, message("office.facts_schema", schema=str(found.get("schema")))),)
    return tuple(_read(entry, file, library) for entry in found["reports"])


def _read(entry: Any, file: str, library: Library) -> Filed | Unfiled:  # noqa: ANN401 - whatever JSON holds
    name = str(entry.get("file", "")) if isinstance(entry, dict) else ""
    if isinstance(entry, dict) and entry.get("status") == "unreadable":
        error = entry.get("error")
        said = str(error.get("message", "")) if isinstance(error, dict) else ""
        return Unfiled(f"{file}: {name}", message("office.facts_unreadable", reason=said))
    try:
        return _filed(entry, file, library)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError):
        return Unfiled(f"{file}: {name}", message("office.facts_missing"))


def _filed(entry: Json, file: str, library: Library) -> Filed | Unfiled:
    forms = {form.id: form for form in library.forms()}
    due = forms.get(entry["pack"]["id"])
    printed = [forms[table["form"]] for table in entry["tables"] if table["form"] in forms]
    form = printed[0] if printed else due
    if form is None:
        return Unfiled(
            f"{file}: {entry['file']}", message("office.facts_form", form=str(entry["pack"]["id"]))
        )
    report = Report(
        str(entry["file"]),
        str(entry["sha256"]),
        _identity(entry),
        (),
        tuple(_sections(entry["sections"])),
        (),
        MappingProxyType({table.id: table for table in _tables(entry, form)}),
        parameters=MappingProxyType({str(k): str(v) for k, v in entry["pack"]["parameters"].items()}),
    )
    other = Other(report, form, due.form if due else None, textless=message("office.facts_have_no_text"))
    return Filed(f"{file}: {report.name}", other)


def _identity(entry: Json) -> Identity:
    year = entry["year"]
    if year is not None and not isinstance(year, int):
        raise TypeError(year)
    return Identity(year=year, organ=_stated(entry["organ"]), title=_stated(entry["title"]))


def _stated(text: object) -> Located | None:
    return None if text is None else Located(str(text), str(text), Location())


def _location(entry: Json) -> Location:
    known = {field.name for field in fields(Location)}
    return Location(**{key: value for key, value in entry.items() if key in known})


def _sections(entries: list[Json]) -> Iterator[BoundSection]:
    for entry in entries:
        if entry["state"] != "absent":
            yield BoundSection(
                entry["id"],
                str(entry["printed"]),
                str(entry["number"]),
                entry["state"],
                (),
                0,
                0,
                int(entry["order"]),
                _location(entry["location"]),
            )


def _tables(entry: Json, form: Pack) -> Iterator[BoundTable]:
    there = {str(table["id"]): table for table in entry["tables"]}
    for name, rows in entry["facts"].items():
        table = form.schema.tables.get(name)
        if table is not None and name in there:
            yield _table(table, rows, there[name])


def _table(table: Table, rows: Json, found: Json) -> BoundTable:
    facts = {
        (_path(row), _path(column)): _fact(cell)
        for row, cells in rows.items()
        for column, cell in cells.items()
        if cell["state"] != FactState.ABSENT
    }
    printed_rows = {row for row, _ in facts}
    printed_columns = {column for _, column in facts}
    groups = [path for path in (*printed_rows, *printed_columns) if _is_group(path, table)]
    return BoundTable(
        table.id,
        MappingProxyType(facts),
        _items(printed_rows, table.row_index),
        _items(printed_columns, table.column_index),
        _location(found["location"]),
        collapsed=frozenset(groups),
        form=found["form"],
        uncertain=tuple(message("office.said", text=str(reason)) for reason in found["uncertain"]),
    )


def _fact(cell: Json) -> Fact:
    value = cell["value"]
    return Fact(
        FactState(cell["state"]),
        str(cell["raw"]),
        None if value is None else Fraction(value),
        cell["counts_as"],
        cell["unit"],
        cell["note"],
        _location(cell["location"]),
    )


def _items(paths: set[Path], index: Mapping[Path, Item]) -> Mapping[Path, BoundItem]:
    """The rows or columns that hold cells, as the form prints them, and the groups around them."""
    around = {path[:length] for path in paths for length in range(1, len(path) + 1)}
    found = [item for path, item in index.items() if path in around]
    return MappingProxyType(
        {item.path: BoundItem(item.path, item.label, BoundBy.LABEL, collapsed=False) for item in found}
    )


def _is_group(path: Path, table: Table) -> bool:
    item = table.row_index.get(path) or table.column_index.get(path)
    return item is not None and bool(item.children)


def _path(dotted: str) -> Path:
    return tuple(dotted.split("."))
