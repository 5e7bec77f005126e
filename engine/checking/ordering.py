"""``in order``: what is present stands in the order of the form, once each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gouji.engine.binding.report import TextLine
from gouji.engine.checking.looking import table_of
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gouji.engine.binding.report import BoundItem
    from gouji.engine.checking.running import Run
    from gouji.engine.checking.values import Truth
    from gouji.engine.reading.document import Location
    from gouji.grammar.schema import Path
    from gouji.grammar.typed import TypedInOrder


def compiled_order(condition: TypedInOrder) -> Callable[[Run], Truth]:
    """The test as a function."""
    return _sections if condition.kind is Kind.SECTION else lambda run: _items(run, condition)


def _sections(run: Run) -> Truth:
    rank = {section: place for place, section in enumerate(run.view.schema.sections)}
    found = sorted((one for one in run.view.report.sections if one.id in rank), key=lambda one: one.order)
    for before, after in pairwise(found):
        if rank[after.id or ""] <= rank[before.id or ""]:
            run.note(run.view, TextLine(after.heading, after.location, heading=True))
            return False
    return True


def _items(run: Run, condition: TypedInOrder) -> Truth:
    table = table_of(run, condition.table if condition.table is not None else 0)
    bound, form, rows = run.view.bound(table), run.view.form(table), condition.kind is Kind.ROW
    if bound is None:
        return run.view.table_absent(table)
    items: Mapping[Path, BoundItem] = bound.rows if rows else bound.columns
    leaves = form.leaf_rows if rows else form.leaf_columns
    found = [items[leaf.path] for leaf in leaves if leaf.path in items]
    late = next((b for a, b in pairwise(found) if place_key(a.location) > place_key(b.location)), None)
    if late is None:
        return True
    run.note(run.view, TextLine(late.printed, late.location))
    return False


def place_key(place: Location | None) -> tuple[int, ...]:
    """A key that sorts places in the order of the document, as far as they tell."""
    if place is None:
        return (0,) * 7
    parts = (place.page, place.line, place.table, place.paragraph, place.row, place.cell, place.column)
    return tuple(part or 0 for part in parts)
