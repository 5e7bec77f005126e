"""Whether a table was read soundly: labels found, rows and columns counted, values that parse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.report import BoundBy, BoundTable, FactState
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gouji.engine.binding.report import BoundItem
    from gouji.grammar.schema import Item, Path, Table

_DAMAGED_IN = 5
"""One damaged label in so many is more than a slip of the pen."""
_FEWEST_DAMAGED = 3
_UNREADABLE_IN = 4
_HEADS_TOLD = frozenset({"binding.columns_by_order", "binding.heads_unclear"})
_UNFITTING = "binding.values_do_not_fit"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of the document that a table stands in.

    Attributes:
        converted: its format may have lost rows, columns or characters.
        excerpt: it is a part of a report, so that missing rows say nothing.
    """

    converted: bool = False
    excerpt: bool = False


def self_checked(table: Table, bound: BoundTable, circumstances: Circumstances) -> BoundTable:
    """The table as found, with every reason why its reading may be wrong.

    A row or column that is missing from a sound grid is missing from the report. It is the reading that is
    doubted when something else stands in its place, or when the format could have lost it.

    Args:
        table: the table as the form declares it.
        bound: the table as found.
        circumstances: of the document.
    """
    if circumstances.excerpt:
        bound = _without_cut_row(bound)
    reasons = dict.fromkeys((*bound.uncertain, *_reasons(table, bound, circumstances)))
    return replace(bound, uncertain=tuple(reasons))


def _reasons(table: Table, bound: BoundTable, circumstances: Circumstances) -> Iterator[Message]:
    keys = {reason.key for reason in bound.uncertain}
    if not circumstances.excerpt:
        sides = [("rows", _missing(table.leaf_rows, bound.rows, bound), len(bound.unknown_rows))]
        if keys.isdisjoint(_HEADS_TOLD):
            missing = _missing(table.leaf_columns, bound.columns, bound)
            sides.append(("columns", missing, len(bound.unknown_columns)))
        for side, missing, unknown in sides:
            if missing and unknown:
                yield message(f"binding.{side}_unknown", missing=missing, unknown=unknown)
            elif missing and circumstances.converted:
                yield message(f"binding.{side}_incomplete", missing=missing)
    damaged = sum(item.bound_by is BoundBy.NEAREST for item in bound.rows.values())
    noted = sum(note.key == "binding.nearest_row" for note in bound.notes)
    if noted >= _FEWEST_DAMAGED and damaged * _DAMAGED_IN > len(bound.rows):
        yield message("binding.labels_damaged", number=noted)
    if _UNFITTING in keys:
        return
    unreadable = sum(fact.state is FactState.UNREADABLE for fact in bound.facts.values())
    if unreadable and (circumstances.converted or unreadable * _UNREADABLE_IN > len(bound.facts)):
        yield message("binding.values_unreadable", number=unreadable)


def _missing(declared: Sequence[Item], found: Mapping[Path, BoundItem], bound: BoundTable) -> int:
    """How many rows or columns were not found, those that a report may leave out not counted."""
    known = {*found, *(path for key in bound.facts for path in key)}
    return sum(
        item.path not in known and not item.optional and not _is_collapsed(item.path, bound)
        for item in declared
    )


def _is_collapsed(path: Path, bound: BoundTable) -> bool:
    return any(path[: len(group)] == group for group in bound.collapsed)


def _without_cut_row(bound: BoundTable) -> BoundTable:
    """The table without what is left of the row in which an excerpt breaks off."""
    last = next(reversed(list(bound.rows)), None)
    if last is None:
        return bound
    printed = bound.rows[last].printed
    doubts = tuple(
        one for one in bound.uncertain if one.key != _UNFITTING or dict(one.arguments)["row"] != printed
    )
    if doubts == bound.uncertain:
        return bound
    facts = {key: fact for key, fact in bound.facts.items() if key[0] != last}
    return replace(bound, facts=facts, uncertain=doubts)
