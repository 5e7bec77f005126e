"""What a report and the elements of scopes can be asked: one table of fields with their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass
from gouji.grammar.schema import Path, ValueType
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER, TEXT, DATE, BOOLEAN = ValueType.NUMBER, ValueType.TEXT, ValueType.DATE, ValueType.BOOLEAN


@dataclass(frozen=True, slots=True)
class Field:
    """A field: ``collection`` has any number of values, ``choices`` are all that a text can be."""

    type: ValueType
    collection: bool = False
    choices: tuple[str, ...] = ()


REPORT: Mapping[Path, Field] = {
    ("year",): Field(NUMBER),
    ("title",): Field(TEXT),
    ("title_year",): Field(NUMBER),
    ("period_year",): Field(NUMBER),
    ("body_year",): Field(NUMBER),
    ("organ",): Field(TEXT),
    ("organ_kind",): Field(TEXT),
    ("organ_level",): Field(TEXT),
    ("may_make_regulations",): Field(BOOLEAN),
    ("published",): Field(DATE),
    ("stage",): Field(TEXT, choices=("送审稿", "公布版")),
    ("contact",): Field(TEXT),
    ("pack",): Field(TEXT),
    ("period", "start"): Field(DATE),
    ("period", "end"): Field(DATE),
    ("period", "text"): Field(TEXT),
    ("signature", "organ"): Field(TEXT),
    ("signature", "date"): Field(DATE),
}

_NAMED = {"label": Field(TEXT), "aliases": Field(TEXT, collection=True), "printed": Field(TEXT)}
_AXIS = {
    **_NAMED,
    "altered": Field(BOOLEAN),
    "signed": Field(BOOLEAN),
    "decimals": Field(NUMBER),
    "unit": Field(TEXT),
}
_FOUND = {"text": Field(TEXT), "sentence": Field(TEXT), "section": Field(TEXT)}
_NUMBERS = Field(NUMBER, collection=True)

ELEMENT: Mapping[Kind, Mapping[str, Field]] = {
    Kind.TABLE: {**_NAMED, "form": Field(TEXT)},
    Kind.ROW: _AXIS,
    Kind.COLUMN: _AXIS,
    Kind.CELL: {
        **{f"row.{name}": field for name, field in _AXIS.items()},
        **{f"column.{name}": field for name, field in _AXIS.items()},
        "row": Field(TEXT),
        "column": Field(TEXT),
    },
    Kind.SECTION: {
        **_NAMED,
        "number": Field(TEXT),
        "printed_number": Field(TEXT),
        "announced": Field(TEXT),
        "text": Field(TEXT),
        "tables": Field(NUMBER),
        "images": Field(NUMBER),
    },
    Kind.PART: _NAMED,
    Kind.HEADING: {
        "text": Field(TEXT),
        "printed": Field(TEXT),
        "printed_number": Field(TEXT),
        "section": Field(TEXT),
    },
    Kind.IMAGE: {"label": Field(TEXT), "section": Field(TEXT)},
    Kind.CLAIM: {**_FOUND, "measure": Field(TEXT)},
    Kind.BREAKDOWN: {**_FOUND, "total": Field(NUMBER), "parts": _NUMBERS, "complete": Field(BOOLEAN)},
    Kind.ENUMERATION: {
        **_FOUND,
        "announced": Field(NUMBER),
        "items": Field(TEXT, collection=True),
        "complete": Field(BOOLEAN),
    },
    Kind.SHARES: {**_FOUND, "total": Field(NUMBER), "parts": _NUMBERS, "complete": Field(BOOLEAN)},
    Kind.PERCENTAGE: {**_FOUND, "value": Field(NUMBER), "part": Field(NUMBER), "whole": Field(NUMBER)},
    Kind.GROWTH: {**_FOUND, "value": Field(NUMBER), "current": Field(NUMBER), "base": Field(NUMBER)},
    Kind.NUMBERING: {**_FOUND, "numbers": _NUMBERS, "continuous": Field(BOOLEAN)},
    Kind.REPETITION: {**_FOUND, "count": Field(NUMBER)},
    Kind.YEAR: {**_FOUND, "value": Field(NUMBER)},
    Kind.MEMBER: {"organ": Field(TEXT)},
}
"""Fields of a scope's element. The values of cells and claims depend on the form and are not listed here."""

CELL_FIELDS: Mapping[str, ValueType] = {"value": NUMBER, "raw": TEXT, "note": TEXT, "unit": TEXT}
"""What a cell can be asked; the type of ``value`` follows its unit."""

TEXTS = ("document", "preamble", "tail", "outside")
"""Texts of a report beside its sections; ``outside`` is what the page prints around the report."""
