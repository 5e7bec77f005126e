"""What was read, as data: every cell of the form, the sections and the tables, each with its place."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from gouji.engine.binding.quantities import Interval, Quantity
from gouji.engine.binding.report import BoundSection, BoundTable, Claim, Fact, FactState, Report
from gouji.engine.reading.document import Location
from gouji.engine.writing.inert import masked
from gouji.grammar.catalogue import number, render
from gouji.grammar.schema import Section, Table, dotted

if TYPE_CHECKING:
    from gouji.grammar.messages import Language
    from gouji.rules.pack import Pack

Json = dict[str, Any]
NOT_THERE = Fact(FactState.ABSENT)


def facts_of(report: Report, form: Pack, language: Language) -> Json:
    """The entries ``facts``, ``claims``, ``sections`` and ``tables`` of a report.

    ``facts`` leads from table to dotted row path to dotted column path; cells it lacks are absent.
    """
    tables = form.schema.tables
    return {
        "facts": {table.id: _table(table, report.tables.get(table.id)) for table in tables.values()},
        "claims": [_claim(claim) for claim in report.claims],
        "sections": [_section(section) for section in report.sections]
        + [_missing(section) for section in form.schema.sections.values() if not report.section(section.id)],
        "tables": [
            {
                "id": bound.id,
                "form": bound.form,
                "uncertain": [render(reason, language) for reason in bound.uncertain],
                "notes": [render(note, language) for note in bound.notes],
                "location": location_json(bound.location),
            }
            for bound in report.tables.values()
        ],
    }


def location_json(location: Location | None) -> Json:
    """A location with all its fields; unknown ones are null."""
    return asdict(location or Location())


def _table(table: Table, bound: BoundTable | None) -> Json:
    found = dict(bound.facts) if bound else {}
    rows: Json = {}
    for row, column in dict.fromkeys((*table.cells(), *found)):
        rows.setdefault(dotted(row), {})[dotted(column)] = _fact(found.get((row, column), NOT_THERE))
    return rows


def _fact(fact: Fact) -> Json:
    return {
        "raw": masked(fact.raw),
        "value": None if fact.value is None else number(fact.value),
        "counts_as": fact.counts_as,
        "state": fact.state,
        "unit": fact.unit,
        "note": None if fact.note is None else masked(fact.note),
        "location": location_json(fact.location),
    }


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "instance": claim.instance,
        "value": _stated(claim.value),
        "measure": claim.measure,
        "row": None if claim.row is None else dotted(claim.row),
        "column": None if claim.column is None else dotted(claim.column),
        "text": masked(claim.text),
        "sentence": masked(claim.sentence),
        "section": claim.section,
        "location": location_json(claim.location),
    }


def _stated(value: Quantity | date | str) -> str | Json | None:
    if isinstance(value, str):
        return masked(value)
    return value.isoformat() if isinstance(value, date) else quantity_json(value)


def quantity_json(value: Quantity | None) -> str | Json | None:
    """A number as a decimal string, an interval by its bounds; ``None`` when it is not known."""
    if isinstance(value, Interval):
        low, high = (None if end is None else number(end) for end in (value.low, value.high))
        return {"from": low, "below": high}
    return None if value is None else number(value)


def _section(section: BoundSection) -> Json:
    return {
        "id": section.id,
        "number": section.printed_number,
        "printed": section.printed,
        "state": section.match,
        "order": section.order,
        "length": sum(len("".join(line.text.split())) for line in section.lines if not line.heading),
        "location": location_json(section.location),
    }


def _missing(section: Section) -> Json:
    return {
        "id": section.id,
        "number": None,
        "printed": None,
        "state": "absent",
        "order": None,
        "length": 0,
        "location": location_json(None),
    }
