"""The map of a form: which cells can be wrong unnoticed, in the terminal, as JSON and as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gouji.engine.trial.identifiability import CellWatch, Detection, FormMap
from gouji.engine.writing.cells import cells, pad
from gouji.engine.writing.naming import brief_label, table_label
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message
from gouji.grammar.records import dataclass
from gouji.grammar.schema import dotted

if TYPE_CHECKING:
    from gouji.grammar.schema import Item, Path, Schema, Table

SIGNS = {"located": "●", "block": "◐", "sometimes": "○", "never": "·"}
"""How a cell is drawn; the sign alone tells, colour only helps."""

STYLES = {"located": "bold green", "block": "cyan", "sometimes": "yellow", "never": "bold red"}
WIDEST_LABEL = 34


def standing(watch: CellWatch) -> str:
    """Which of the four a cell is."""
    if watch.detection is Detection.ALWAYS:
        return "located" if watch.located else "block"
    return watch.detection.value


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a drawn table: its label and the cells by column, ``None`` where the form has none."""

    label: str
    watches: tuple[CellWatch | None, ...]


def columns_of(table: Table) -> tuple[str, ...]:
    """The heads of the columns that hold cells."""
    return tuple(brief_label(table.column_index, leaf.path) for leaf in table.leaf_columns)


def lines_of(table: Table, found: FormMap) -> Iterator[Line]:
    """The rows that hold cells."""
    for row in table.leaf_rows:
        watches = tuple(found.cells.get((table.id, row.path, column.path)) for column in table.leaf_columns)
        yield Line(row_label(table, row), watches)


def row_label(table: Table, row: Item) -> str:
    """A row by its label, with that of its group where it stands in one within another."""
    label = brief_label(table.row_index, row.path)
    group = table.row_index.get(row.path[:-1])
    return f"{group.name or group.label} › {label}" if group is not None and len(row.path) > 1 else label


def write_map(sheet: Sheet, schema: Schema, found: FormMap, language: Language) -> None:
    """Write the map of every table, then how many cells are watched and which are not, and why."""
    if not found.cells:
        sheet.paragraph(render(message("trial.map_empty"), language))
        return
    for name, sign in SIGNS.items():
        said = render(message(f"trial.map_{name}"), language)
        sheet.paragraph(Piece(sign, STYLES[name]), f"  {said}", indent=2, hang=5)
    sheet.paragraph(render(message("trial.map_numbers"), language), indent=2)
    for table in schema.tables.values():
        sheet.blank()
        _write_table(sheet, table, schema, found, language)
    sheet.blank()
    sheet.paragraph(render(map_summary(found), language))


def map_summary(found: FormMap) -> Message:
    """How many cells are watched, and named when they are wrong."""
    standings = [standing(watch) for watch in found.cells.values()]
    return message(
        "trial.map_summary",
        cells=len(standings),
        detected=percent(found.detected),
        located=percent(found.located),
    )


def percent(share: float) -> str:
    """A share of hundred with one decimal, never rounded up to hundred."""
    return f"{int(share * 10) / 10:g}%"


def _write_table(sheet: Sheet, table: Table, schema: Schema, found: FormMap, language: Language) -> None:
    sheet.paragraph(Piece(table_label(table, schema), "bold"), f"  {table.id}")
    lines = list(lines_of(table, found))
    width = min(WIDEST_LABEL, max(cells(line.label) for line in lines))
    heads = columns_of(table)
    numbers = "".join(f"{place:>5}" for place in range(1, len(heads) + 1))
    sheet.exact(" " * (width + 2), Piece(numbers, "dim"))
    for line in lines:
        pieces = [Piece(_cell(watch), STYLES[standing(watch)] if watch else "") for watch in line.watches]
        sheet.exact("  ", pad(_cut(line.label, width), width), *pieces)
    named = "  ".join(f"{place} {head}" for place, head in enumerate(heads, 1))
    sheet.paragraph(Piece(named, "dim"), indent=2)
    for said in unwatched(table, found):
        sheet.paragraph(render(said, language), indent=2, hang=4)


def _cell(watch: CellWatch | None) -> str:
    """The sign and how many relations watch the cell, five cells wide."""
    if watch is None:
        return " " * 5
    text = SIGNS[standing(watch)] + (str(len(watch.relations)) if watch.relations else "")
    return " " * (5 - cells(text)) + text


def _cut(label: str, width: int) -> str:
    while cells(label) > width:
        label = label[:-2] + "…"
    return label


def unwatched(table: Table, found: FormMap) -> Iterator[Message]:
    """The cells whose errors may go unnoticed, row by row, with the reason and who else looks at them."""
    for row in table.leaf_rows:
        alike: dict[tuple[str, tuple[str, ...]], list[Path]] = {}
        for column in table.leaf_columns:
            watch = found.cells.get((table.id, row.path, column.path))
            if watch is not None and watch.detection is not Detection.ALWAYS:
                rules = tuple(dict.fromkeys(one.rule.id for one in watch.relations))
                key = (
                    "trial.map_only_bounds" if rules else "trial.map_no_relation",
                    (*rules, "|", *watch.readers),
                )
                alike.setdefault(key, []).append(column.path)
        for (reason, names), columns in alike.items():
            at = names.index("|")
            yield message(
                "trial.map_unwatched",
                row=row_label(table, row),
                columns=tuple(brief_label(table.column_index, path) for path in columns),
                reason=message(reason, rules=names[:at]),
                readers=message("trial.map_readers", rules=names[at + 1 :])
                if names[at + 1 :]
                else message("trial.map_no_readers"),
            )


def map_object(schema: Schema, found: FormMap) -> dict[str, Any]:
    """The map as JSON has it: shares, and every cell."""
    return {
        "detected": round(found.detected, 2),
        "located": round(found.located, 2),
        "cells": [_cell_object(watch) for table in schema.tables for watch in found.of(table)],
    }


def _cell_object(watch: CellWatch) -> dict[str, Any]:
    table, row, column = watch.cell
    return {
        "table": table,
        "row": dotted(row),
        "column": dotted(column),
        "relations": [{"rule": one.rule.id, "instance": one.instance} for one in watch.relations],
        "detected": watch.detection.value,
        "located": watch.located,
        "block": _names(watch.block),
        "readers": list(watch.readers),
    }


def _names(block: Sequence[tuple[str, Path, Path]]) -> list[str]:
    return [f"{table}[{dotted(row)}, {dotted(column)}]" for table, row, column in block]
