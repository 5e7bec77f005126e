"""Columns of values as printed, and what is done for those whose heads are damaged or missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.normalising import label_of
from gouji.engine.binding.report import BoundBy
from gouji.grammar.records import dataclass
from gouji.grammar.schema import Item, Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.binding.labels import LabelIndex
    from gouji.engine.reading.document import Location

Target = tuple[Item | None, Item]
"""A cell of the form below a head: the row, when the heads name it too, and the column."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of values as printed: the grid columns it covers and what of the form it stands for.

    Attributes:
        row: the row, when the heads name it.
        column: the column; ``None`` when the form has no such column.
        exact: the printed head is the official label, an alias, or either without its bracketed part.
    """

    start: int
    end: int
    printed: str
    location: Location
    row: Item | None = None
    column: Item | None = None
    by: BoundBy = BoundBy.LABEL
    exact: bool = True


def with_nearest(slots: Sequence[Slot], columns: LabelIndex) -> list[Slot]:
    """Damaged heads given to the one column they are clearly nearest to, if nothing else claims it."""
    slots = _once(slots)
    taken = {(_path(slot.row), slot.column.path) for slot in slots if slot.column is not None}
    mended = []
    for slot in slots:
        found = None if slot.column is not None else columns.nearest(label_of(slot.printed))
        if found and not found.items[0].children and (_path(slot.row), found.items[0].path) not in taken:
            slot = replace(slot, column=found.items[0], by=BoundBy.NEAREST, exact=False)  # noqa: PLW2901
            taken.add((_path(slot.row), found.items[0].path))
        mended.append(slot)
    return mended


def _once(slots: Sequence[Slot]) -> list[Slot]:
    """A head printed twice names nothing the second time."""
    seen: set[tuple[Path, Path]] = set()
    result = []
    for slot in slots:
        key = (_path(slot.row), slot.column.path) if slot.column is not None else None
        result.append(replace(slot, column=None) if key in seen else slot)
        if key is not None:
            seen.add(key)
    return result


def in_order(slots: Sequence[Slot], expected: Sequence[Target]) -> tuple[Slot, ...]:
    """Heads that name nothing, by the order of the form, if the number fits and no known head objects."""
    if len(slots) != len(expected):
        return tuple(slots)
    pairs = list(zip(slots, expected, strict=True))
    if any(_differs(slot.row, row) or _differs(slot.column, column) for slot, (row, column) in pairs):
        return tuple(slots)
    return tuple(
        slot
        if slot.column is not None and slot.row is row
        else replace(slot, row=row, column=column, by=BoundBy.ORDER, exact=False)
        for slot, (row, column) in pairs
    )


def _differs(found: Item | None, expected: Item | None) -> bool:
    return found is not None and found is not expected


def _path(item: Item | None) -> Path:
    return item.path if item else ()
