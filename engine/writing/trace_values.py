"""What a part of a rule came to, in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.quantities import Interval
from gouji.engine.checking.formulas import wording
from gouji.engine.checking.values import OPEN, Unknown
from gouji.engine.writing.cells import clip
from gouji.engine.writing.naming import brief_label, fact_text, location_label, quantity
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from gouji.grammar.typed import CellGroup, CellValue, Constant

if TYPE_CHECKING:
    from gouji.engine.checking.outcomes import CellUse
    from gouji.engine.checking.watching import Step
    from gouji.grammar.schema import Schema
    from gouji.rules.pack import Rule

LONGEST = 44
MOST_VALUES = 8


def value_text(value: object, language: Language) -> str:
    """A value, a truth, several values, or why it is not known."""
    if isinstance(value, Unknown):
        key = "trace.unknown" if value.applicable else "trace.does_not_apply"
        return render(message(key, reason=value.reason), language)
    if value is OPEN:
        return render(message("trace.open"), language)
    if isinstance(value, bool):
        return render(message("trace.true" if value else "trace.false"), language)
    if isinstance(value, (Fraction, Interval)):
        return quantity(value, language)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return _several(value, language)
    return f"“{clip(' '.join(str(value).split()), LONGEST)}”"


def _several(values: tuple[object, ...], language: Language) -> str:
    if not values:
        return render(message("trace.none"), language)
    shown = tuple(value_text(one, language) for one in values[:MOST_VALUES])
    text = render(message("writing.several", items=shown), language)
    more = len(values) - MOST_VALUES
    return text + (render(message("writing.and_more", count=more), language) if more > 0 else "")


def wording_of(step: Step, rule: Rule, schema: Schema, language: Language) -> str:
    """The part as the rule writes it."""
    span = step.node.span  # type: ignore[attr-defined]
    return wording(rule, span, schema, language)


def shown_steps(step: Step) -> tuple[Step, ...]:
    """The parts of a part that are worth a line: no constants, and no part that says the same once more."""
    found: list[Step] = []
    parts = [one for one in step.steps if not isinstance(one.node, Constant)]
    for one in parts:
        if one.node.span == step.node.span and len(parts) == 1:  # type: ignore[attr-defined]
            found += shown_steps(one)
        else:
            found.append(one)
    return tuple(found)


def cell_text(use: CellUse, schema: Schema, language: Language) -> str:
    """Which cell, whose report where it is another one, and what the file has there."""
    place = use.place
    table = schema.tables.get(place.table)
    name = "·".join(
        (brief_label(table.row_index, place.row), brief_label(table.column_index, place.column))
        if table
        else (".".join(place.row), ".".join(place.column))
    )
    if place.report == "previous":
        name = render(message("trace.of_previous", name=name), language)
    elif place.report != "self":
        name = render(message("trace.of_member", name=name, member=place.report), language)
    return name


def found_text(use: CellUse, language: Language) -> str:
    """What stands in a cell and where."""
    where = location_label(use.fact.location, language)
    raw = fact_text(use.fact, language)
    key = "trace.found_at" if where else "trace.found"
    return render(message(key, raw=raw, **({"where": where} if where else {})), language)


def is_zero(step: Step) -> bool:
    """Whether all that a part looked at are cells that come to 0."""
    return bool(step.cells) and not step.texts and all(one == 0 for one in step.counts)


def is_cells(step: Step) -> bool:
    """Whether the part is a cell or a group of cells."""
    return isinstance(step.node, (CellValue, CellGroup))
