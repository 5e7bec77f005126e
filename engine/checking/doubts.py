"""Failures that may lie in the reading, not in the report: told one step lower, and saying so."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from gouji.engine.checking.naming import table_name
from gouji.engine.checking.others import PREVIOUS, Other
from gouji.engine.checking.outcomes import Outcome, Status
from gouji.grammar.messages import message
from gouji.grammar.syntax import Kind
from gouji.grammar.typed import ElementValue, TypedInOrder
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.localising import Localised
    from gouji.grammar.messages import Message
    from gouji.grammar.schema import Schema

_LOWER = {Severity.ERROR: Severity.WARNING}
_AS_PRINTED = frozenset({"printed", "altered"})


def by_name(
    report: Report, previous: Report | Other | None, members: Sequence[Report | Other]
) -> dict[str, Report]:
    """The reports in play, by the names under which outcomes point at their cells."""
    found = {"self": report}
    if previous is not None:
        found[PREVIOUS] = _bare(previous)
    for member in map(_bare, members):
        organ = member.identity.organ
        found.setdefault(member.name if organ is None else str(organ.value or organ.text), member)
    return found


def _bare(report: Report | Other) -> Report:
    return report.report if isinstance(report, Other) else report


def with_doubt(outcome: Outcome, reports: Mapping[str, Report], schema: Schema) -> Outcome:
    """The outcome; a failure that the reading may have made is a step lower, with the reason beside it.

    Args:
        outcome: of any rule.
        reports: the report that is checked and those it is compared with, by name.
        schema: of the form that was filled.
    """
    if outcome.status is not Status.FAILED:
        return outcome
    reason = _doubt(outcome, reports, schema)
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


def _doubt(outcome: Outcome, reports: Mapping[str, Report], schema: Schema) -> Message | None:
    for name, table in _tables(outcome, reports["self"]):
        if name in reports and _is_uncertain(reports[name], table):
            label = table_name(schema.tables[table]) if table in schema.tables else table
            if name == "self":
                return message("checking.table_uncertain", table=label)
            return message("checking.other_table_uncertain", table=label, report=reports[name].name)
    if reports["self"].converted and _is_about_print(outcome.rule.typed):
        return message("checking.may_be_converted")
    return None


def _tables(outcome: Outcome, report: Report) -> dict[tuple[str, str], None]:
    """The tables that the outcome is about, with the names of their reports."""
    tables = dict.fromkeys((use.place.report, use.place.table) for use in outcome.cells)
    named = outcome.instance.partition("/")[0]
    return tables | ({("self", named): None} if named in report.tables else {})


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
