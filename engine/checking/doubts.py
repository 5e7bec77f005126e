"""Failures that may lie in the reading, not in the report: told one step lower, and saying so."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from gouji.engine.checking.naming import table_name
from gouji.engine.checking.outcomes import Outcome, Status
from gouji.grammar.messages import message
from gouji.grammar.syntax import Kind
from gouji.grammar.typed import ElementValue, TypedInOrder
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from gouji.engine.binding.report import Report
    from gouji.engine.checking.localising import Localised
    from gouji.grammar.messages import Message
    from gouji.grammar.schema import Schema

_LOWER = {Severity.ERROR: Severity.WARNING}
_AS_PRINTED = frozenset({"printed", "altered"})


def with_doubt(outcome: Outcome, report: Report, schema: Schema) -> Outcome:
    """The outcome; a failure that the reading may have made is a step lower, with the reason beside it.

    Args:
        outcome: of any rule.
        report: as bound to the form that was filled.
        schema: of that form.
    """
    if outcome.status is not Status.FAILED:
        return outcome
    reason = _doubt(outcome, report, schema)
    if reason is None:
        return outcome
    return replace(outcome, severity=_LOWER.get(outcome.severity, Severity.INFO), reason=reason)


def without_certainty(cause: Localised, report: Report) -> Localised:
    """The cause; in a table that may be misread no cell is the only one that can be wrong."""
    doubted = any(
        _is_uncertain(report, cell.place.table)
        for alternative in cause.alternatives
        for cell in alternative.cells
    )
    return replace(cause, unique=False) if doubted else cause


def _doubt(outcome: Outcome, report: Report, schema: Schema) -> Message | None:
    for table in _tables(outcome, report):
        if _is_uncertain(report, table):
            return message("checking.table_uncertain", table=table_name(schema.tables[table]))
    if report.converted and _is_about_print(outcome.rule.typed):
        return message("checking.may_be_converted")
    return None


def _tables(outcome: Outcome, report: Report) -> dict[str, None]:
    """The tables of the report that the outcome is about."""
    tables = dict.fromkeys(use.place.table for use in outcome.cells if use.place.report == "self")
    named = outcome.instance.partition("/")[0]
    return tables | ({named: None} if named in report.tables else {})


def _is_uncertain(report: Report, table: str) -> bool:
    found = report.tables.get(table)
    return found is not None and bool(found.uncertain)


def _is_about_print(node: object) -> bool:
    """Whether a rule is about how labels of tables are printed, or about the order of anything."""
    match node:
        case TypedInOrder():
            return True
        case ElementValue(kind=Kind.ROW | Kind.COLUMN, field=path) if path[-1] in _AS_PRINTED:
            return True
        case tuple():
            return any(_is_about_print(one) for one in node)
        case _:
            return is_dataclass(node) and any(
                _is_about_print(getattr(node, one.name)) for one in fields(node)
            )
