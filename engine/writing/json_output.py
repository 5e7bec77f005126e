"""The ``json`` format, as docs/json.md describes it and ``report.schema.json`` fixes it."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from gouji.engine.checking.outcomes import ReportStatus, Status
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.acceptance import acceptance_json, notice_json
from gouji.engine.writing.amending import amendment_json
from gouji.engine.writing.attendance_sheet import attendance_json
from gouji.engine.writing.beside import compared_json
from gouji.engine.writing.concise import finding_location
from gouji.engine.writing.entries import basis_document
from gouji.engine.writing.facts_json import facts_of, location_json, quantity_json
from gouji.engine.writing.fleet_sheet import fleet_json
from gouji.engine.writing.inert import masked
from gouji.engine.writing.results import Result, tally
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import LANGUAGES, Language
from gouji.grammar.schema import dotted
from gouji.rules.amendments import amendments_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.checking.outcomes import (
        Alternative,
        Cause,
        CellUse,
        Finding,
        Outcome,
        Reading,
        SuggestedCell,
        TextUse,
    )
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.attendance import Attendance
    from gouji.engine.office.fleet import Fleet

SCHEMA = 1
SUMMARY = ("reports", "failed", "incomplete", "unreadable", "causes", "error", "warning", "info", "accepted")
UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
Json = dict[str, Any]


def to_json(
    results: Sequence[Result],
    version: str,
    language: Language,
    *,
    facts: bool = False,
    attendance: Attendance | None = None,
    fleet: Fleet | None = None,
) -> str:
    """The results as JSON text.

    Args:
        results: in the order to be written.
        version: of gouji.
        language: of titles, messages and reasons.
        facts: add every cell, section and table of each report.
        attendance: who has sent a report; left out without a roster.
        fleet: what the reports tell together; left out of a run over few.
    """
    counts = asdict(tally(results))
    return dumps(
        {
            "schema": SCHEMA,
            "gouji": version,
            "summary": {name: counts[name] for name in SUMMARY},
            "reports": [_report(result, language, facts=facts) for result in results],
            **({} if attendance is None else {"attendance": attendance_json(attendance)}),
            **({} if fleet is None else {"fleet": fleet_json(fleet, language)}),
        }
    )


def dumps(value: Json) -> str:
    """JSON for people and programs: Chinese as it is, nothing in it that could steer a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def _report(result: Result, language: Language, *, facts: bool) -> Json:
    if isinstance(result.outcome, Unreadable):
        return _unreadable(result.file, result.outcome, language)
    checked = result.outcome
    identity = checked.report.identity
    statuses = Counter(outcome.status for outcome in checked.outcomes)
    entry: Json = {
        "file": result.file,
        "sha256": checked.report.sha256,
        "status": checked.status,
        "year": identity.year,
        "organ": identity.organ.text if identity.organ else None,
        "title": identity.title.text if identity.title else None,
        "pack": _pack(checked, language),
        "compared": compared_json(checked.compared, language),
        "outcomes": {status: statuses[status] for status in Status},
        "open": [
            _open(outcome, language)
            for outcome in checked.outcomes
            if outcome.status in {Status.UNDETERMINED, Status.BROKEN}
        ],
        "findings": [_finding(finding, checked, language) for finding in checked.findings],
        "causes": [_cause(cause, language) for cause in checked.causes],
        "notices": [notice_json(notice, language) for notice in checked.notices],
        "fixed": checked.fixed,
        "error": None,
    }
    return entry | (facts_of(checked.report, checked.filled, language) if facts else {})


def _unreadable(file: str, fault: Unreadable, language: Language) -> Json:
    return {
        "file": file,
        "sha256": fault.sha256,
        "status": ReportStatus.UNREADABLE,
        "year": None,
        "organ": None,
        "title": None,
        "pack": None,
        "compared": None,
        "outcomes": dict.fromkeys(Status, 0),
        "open": [],
        "findings": [],
        "causes": [],
        "notices": [],
        "fixed": None,
        "error": {
            "code": fault.code,
            "message": masked(render(fault.message, language)),
            "advice": masked(render(fault.advice, language)),
        },
    }


def _pack(checked: CheckedReport, language: Language) -> Json:
    evidence = checked.report.evidence
    return {
        "id": checked.due.id,
        "version": checked.due.version,
        "sha256": checked.due.sha256,
        "reason": render(evidence.reason, language) if evidence else "",
        "overlays": list(checked.due.overlays),
        "replaces": None if checked.due.replaces is None else checked.due.replaces.version,
        "amendments": [amendment_json(one, language) for one in amendments_of((checked.due, checked.filled))],
        "parameters": dict(checked.report.parameters),
    }


def _open(outcome: Outcome, language: Language) -> Json:
    return {
        "rule": outcome.rule.id,
        "instance": outcome.instance,
        "outcome": outcome.status,
        "reason": masked(render(outcome.reason, language)) if outcome.reason else "",
        "cells": [_cell(use) for use in outcome.cells],
    }


def _finding(finding: Finding, checked: CheckedReport, language: Language) -> Json:
    first = finding.outcomes[0]
    rule = finding.rule
    sides = first.comparison
    return {
        "rule": rule.id,
        "instance": finding.instance,
        "severity": finding.severity,
        "ground": rule.ground,
        "topic": rule.topic,
        "title": rule.title.in_language(language),
        "message": masked(render(finding.message, language)),
        "help": rule.help.in_language(language),
        "basis": {"document": basis_document(rule, checked), "clause": rule.basis.clause},
        "cause": finding.cause,
        "status": finding.status,
        "accepted": acceptance_json(finding.acceptance),
        "fingerprint": finding.fingerprint,
        "left": quantity_json(sides.left) if sides else None,
        "right": quantity_json(sides.right) if sides else None,
        "difference": quantity_json(sides.difference) if sides else None,
        "readings": None
        if first.readings is None
        else [_reading(reading, language) for reading in first.readings],
        "cells": [_cell(use) for use in finding.cells],
        "texts": [_text(use) for use in finding.texts],
        "location": location_json(finding_location(finding)),
    }


def _text(use: TextUse) -> Json:
    return {"report": use.report, "text": masked(use.text), "location": location_json(use.location)}


def _reading(reading: Reading, language: Language) -> Json:
    return {
        "formula": reading.formula[LANGUAGES.index(language)],
        "left": quantity_json(reading.left),
        "right": quantity_json(reading.right),
        "difference": quantity_json(reading.difference),
    }


def _cell(use: CellUse) -> Json:
    fact = use.fact
    return {
        "report": use.place.report,
        "table": use.place.table,
        "row": dotted(use.place.row),
        "column": dotted(use.place.column),
        "raw": masked(fact.raw),
        "value": None if fact.value is None else number(fact.value),
        "location": location_json(fact.location),
    }


def _cause(cause: Cause, language: Language) -> Json:
    return {
        "id": cause.id,
        "unique": cause.unique,
        "explains": list(cause.explains),
        "cells": _suggestions(cause.alternatives[0].cells) if cause.alternatives else [],
        "alternatives": [_alternative(alternative, language) for alternative in cause.alternatives],
        "least": cause.least,
        "further": cause.further,
        "decided": cause.decided,
        "note": render(cause.note, language) if cause.note else None,
    }


def _alternative(alternative: Alternative, language: Language) -> Json:
    return {
        "cells": _suggestions(alternative.cells),
        "claims": [_text(use) for use in alternative.claims],
        "slip": render(alternative.slip, language) if alternative.slip else None,
    }


def _suggestions(cells: Iterable[SuggestedCell]) -> list[Json]:
    return [
        {
            "table": cell.place.table,
            "row": dotted(cell.place.row),
            "column": dotted(cell.place.column),
            "found": masked(cell.fact.raw),
            "suggested": quantity_json(cell.between or cell.suggested),
            "location": location_json(cell.fact.location),
        }
        for cell in cells
    ]
