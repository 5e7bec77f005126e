"""``gouji trace --format json``, as ``trace.schema.json`` fixes it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gouji.engine.binding.quantities import Interval
from gouji.engine.checking.values import OPEN, Unknown
from gouji.engine.writing.facts_json import location_json, quantity_json
from gouji.engine.writing.inert import masked
from gouji.engine.writing.json_output import dumps
from gouji.engine.writing.trace_values import wording_of
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import Language
from gouji.grammar.printing import print_rule
from gouji.grammar.schema import dotted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.tracing import Trace, Traced
    from gouji.engine.checking.watching import Step

SCHEMA = 1
Json = dict[str, Any]


def trace_json(
    file: str,
    report: Report,
    trace: Trace,
    instances: Sequence[Traced],
    *,
    version: str,
    language: Language,
) -> str:
    """A trace as JSON text: the instances in the order given, every part with all it looked at."""
    identity, rule = report.identity, trace.rule
    return dumps(
        {
            "schema": SCHEMA,
            "gouji": version,
            "file": file,
            "sha256": report.sha256,
            "organ": identity.organ.text if identity.organ else None,
            "year": identity.year,
            "rule": rule.id,
            "title": rule.title.in_language(language),
            "check": print_rule(rule.syntax, language, trace.schema),
            "instances": [_instance(one, trace, language) for one in instances],
        }
    )


def _instance(one: Traced, trace: Trace, language: Language) -> Json:
    outcome = one.outcome
    doubt = None if one.told is None or one.told.reason is None else one.told.reason
    return {
        "instance": outcome.instance,
        "label": outcome.label,
        "outcome": outcome.status,
        "severity": outcome.severity,
        "reason": None if outcome.reason is None else masked(render(outcome.reason, language)),
        "doubt": None if doubt is None else masked(render(doubt, language)),
        "guards": [_step(step, trace, language) for step in one.guards],
        "condition": None if one.condition is None else _step(one.condition, trace, language),
    }


def _step(step: Step, trace: Trace, language: Language) -> Json:
    value, reason = value_json(step.value, language)
    return {
        "part": wording_of(step, trace.rule, trace.schema, language),
        "value": value,
        "reason": reason,
        "element": step.element,
        "member": step.member,
        "cells": [
            {
                "report": use.place.report,
                "table": use.place.table,
                "row": dotted(use.place.row),
                "column": dotted(use.place.column),
                "raw": masked(use.fact.raw),
                "state": use.fact.state,
                "counts_as": value_json(counts, language)[0],
                "location": location_json(use.fact.location),
            }
            for use, counts in zip(step.cells, step.counts, strict=True)
        ],
        "texts": [
            {"report": use.report, "text": masked(use.text), "location": location_json(use.location)}
            for use in step.texts
        ],
        "parts": [_step(one, trace, language) for one in step.steps],
    }


def value_json(value: object, language: Language) -> tuple[object, str | None]:
    """A value as JSON, and why it is not known if it is not.

    Truths are ``true`` and ``false``, ``"open"`` and ``null``; numbers are decimal strings.
    """
    if isinstance(value, Unknown):
        return None, masked(render(value.reason, language))
    if value is OPEN:
        return "open", None
    if isinstance(value, bool):
        return value, None
    if isinstance(value, Fraction):
        return number(value), None
    if isinstance(value, Interval):
        return quantity_json(value), None
    if isinstance(value, date):
        return value.isoformat(), None
    if isinstance(value, tuple):
        return [value_json(one, language)[0] for one in value], None
    return masked(str(value)), None
