"""How a person calls things: rows and columns by their labels, places by counting, quantities in figures."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from gouji.engine.binding.quantities import Interval, Quantity
from gouji.engine.checking.naming import Names
from gouji.engine.writing.cells import cells
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import Language, message
from gouji.grammar.schema import ClaimKind, Item, Path, Schema, Table, dotted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gouji.engine.binding.report import Claim, Fact
    from gouji.engine.checking.outcomes import CellPlace, CellUse
    from gouji.engine.reading.document import Location

NUMBERING = re.compile(r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d+[.．、])")
SHORT = 16


def numbering(label: str) -> str:
    """The number a label begins with (``（四）``, ``1.``); empty if none."""
    found = NUMBERING.match(label)
    return found.group() if found else ""


def grid_label(index: Mapping[Path, Item], path: Path) -> str:
    """A row's label in an excerpt: a row of a group within a group carries the inner group's number."""
    if path not in index:
        return dotted(path)
    parent = index.get(path[:-1])
    label = index[path].label
    return numbering(parent.label) + label if parent and len(path) > 2 else label


def brief_label(index: Mapping[Path, Item], path: Path) -> str:
    """The shortest call that is still clear: the label if it is short, else the name."""
    item = index.get(path)
    if item is None:
        return dotted(path)
    return item.label if cells(item.label) <= SHORT else (item.name or item.label)


def table_label(table: Table, schema: Schema) -> str:
    """How messages call a table: its own label, else the title of its section."""
    section = schema.sections.get(table.section)
    return table.label or (section.title if section else None) or table.name or table.id


def cell_label(place: CellPlace, schema: Schema, language: Language) -> str:
    """A cell in words: ``“…”行，“总计”列``."""
    table = schema.tables.get(place.table)
    names = Names(table) if table else None
    row = names.rows.get(place.row) if names else None
    column = names.columns.get(place.column) if names else None
    words = render(
        message("writing.cell", row=row or dotted(place.row), column=column or dotted(place.column)), language
    )
    if place.report == "self":
        return words
    if place.report == "previous":
        return render(message("writing.of_previous", what=words), language)
    return render(message("writing.of_member", member=place.report, what=words), language)


def cells_by_row(uses: Iterable[CellUse], schema: Schema, language: Language) -> tuple[str, ...]:
    """Cells in words with their places in the file; several of one row are counted, not listed."""
    rows: dict[tuple[str, str, Path], dict[CellPlace, Fact]] = {}
    for use in uses:
        place = use.place
        rows.setdefault((place.report, place.table, place.row), {})[place] = use.fact
    return tuple(_of_row(cells, schema, language) for cells in rows.values())


def _of_row(found: Mapping[CellPlace, Fact], schema: Schema, language: Language) -> str:
    (first, fact), *others = found.items()
    table = schema.tables.get(first.table)
    label = cell_label(first, schema, language)
    if others and table and first.report == "self":
        row = Names(table).rows.get(first.row, dotted(first.row))
        label = render(message("writing.cells_of_row", row=row, count=len(found)), language)
    place = location_label(fact.location, language) if not others or fact.location.line else ""
    return render(message("writing.at", what=label, place=place), language) if place else label


def location_label(location: Location | None, language: Language) -> str:
    """Where something stands in the file, in words; empty when the place is not known."""
    if location is None:
        return ""
    parts = [message("writing.in_file", name=location.file)] if location.file else []
    if location.page:
        parts.append(message("writing.page", number=location.page))
    if location.sheet is not None:
        parts.append(message("writing.sheet_cell", sheet=location.sheet, cell=cell_reference(location)))
    elif location.line:
        parts.append(message("writing.line", number=location.line))
    elif location.table and location.row and location.cell:
        parts.append(
            message("writing.table_cell", table=location.table, row=location.row, cell=location.cell)
        )
    elif location.table:
        parts.append(message("writing.table", number=location.table))
    elif location.paragraph:
        parts.append(message("writing.paragraph", number=location.paragraph))
    return (" " if language == "en" else "").join(render(part, language) for part in parts)


def cell_reference(location: Location) -> str:
    """The cell of a sheet as spreadsheets call it (``B7``); empty when the place is none."""
    if location.row is None or location.cell is None:
        return ""
    letters, rest = "", location.cell
    while rest > 0:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{location.row}"


def location_code(location: Location | None) -> str:
    """Where something stands, for programs: ``12:3``, ``table2:row17:cell9``, ``paragraph4``, ``表1!B7``."""
    if location is None:
        return ""
    code = _code(location)
    return f"{location.file}:{code}" if location.file and code else location.file or code


def _code(location: Location) -> str:
    if location.sheet is not None:
        return f"{location.sheet}!{cell_reference(location)}"
    if location.line:
        return f"{location.line}:{location.column}" if location.column else str(location.line)
    named = ("page", "paragraph", "table", "row", "cell")
    return ":".join(f"{name}{value}" for name in named if (value := getattr(location, name)))


def quantity(value: Quantity | None, language: Language) -> str:
    """A quantity in figures; an interval by its bounds; ``?`` when it is not known."""
    if not isinstance(value, Interval):
        return "?" if value is None else number(value)
    if value.low is None:
        return "?" if value.high is None else f"< {number(value.high)}"
    if value.high is None:
        return f"≥ {number(value.low)}"
    return render(message("writing.interval", low=value.low, high=value.high), language)


def claim_text(claim: Claim, kind: ClaimKind | None, language: Language) -> str:
    """What a claim states, with the unit of its kind or the measure word printed beside it."""
    value = claim.value
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    unit = (kind.unit if kind is not None else None) or claim.measure or ""
    return quantity(value, language) + unit


def fact_text(fact: Fact, language: Language) -> str:
    """What stands in a cell, as a person would say it."""
    if fact.raw.strip():
        return fact.raw.strip()
    return render(message(f"writing.state_{fact.state}"), language)
