"""``gouji compare --format json``, as ``comparison.schema.json`` fixes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.engine.office.versions import Comparison, Progress
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.facts_json import location_json
from gouji.engine.writing.inert import masked
from gouji.engine.writing.json_output import dumps
from gouji.grammar.catalogue import number, render
from gouji.grammar.schema import dotted

if TYPE_CHECKING:
    from gouji.engine.binding.report import Fact
    from gouji.engine.checking.outcomes import Finding
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.aligning import Sentence
    from gouji.engine.office.version_texts import TextChange
    from gouji.engine.office.versions import CellChange, Matter
    from gouji.grammar.messages import Language

SCHEMA = 1
Json = dict[str, Any]


def comparison_json(
    files: tuple[str, str],
    found: tuple[CheckedReport | Unreadable, CheckedReport | Unreadable],
    comparison: Comparison | None,
    version: str,
    language: Language,
) -> str:
    """The comparison as JSON text; without one, of files of which one cannot be read, only that is told.

    Args:
        files: as the user named them, the earlier version first.
        found: what reading and checking each came to.
        comparison: of both.
        version: of gouji.
        language: of messages.
    """
    data: Json = {
        "schema": SCHEMA,
        "gouji": version,
        "before": _version(files[0], found[0], language),
        "after": _version(files[1], found[1], language),
        "summary": None,
        "notes": [],
        "matters": [],
        "cells": [],
        "texts": [],
    }
    if comparison is not None:
        data |= {
            "summary": _summary(comparison),
            "notes": [render(note, language) for note in comparison.notes],
            "matters": [_matter(one, language) for one in comparison.matters],
            "cells": [_cell(one) for one in comparison.cells],
            "texts": [_text(one) for one in comparison.texts],
        }
    return dumps(data)


def _summary(comparison: Comparison) -> Json:
    counts = {
        str(progress): sum(one.progress is progress for one in comparison.matters) for progress in Progress
    }
    return counts | {
        "unasked": len(comparison.unasked),
        "compared_cells": comparison.compared_cells,
        "compared_sentences": comparison.compared_sentences,
    }


def _version(file: str, found: CheckedReport | Unreadable, language: Language) -> Json:
    if isinstance(found, Unreadable):
        error = {
            "code": found.code,
            "message": masked(render(found.message, language)),
            "advice": masked(render(found.advice, language)),
        }
        return {"file": file, "sha256": found.sha256, "organ": None, "year": None, "error": error}
    identity = found.report.identity
    return {
        "file": file,
        "sha256": found.report.sha256,
        "organ": identity.organ.text if identity.organ else None,
        "year": identity.year,
        "error": None,
    }


def _matter(matter: Matter, language: Language) -> Json:
    finding = matter.finding
    return {
        "state": matter.progress,
        "rule": finding.rule.id,
        "instance": finding.instance,
        "severity": finding.severity,
        "fingerprint": finding.fingerprint,
        "before": _message(matter.before, language),
        "after": _message(matter.after, language),
        "cells": [_cell(one) for one in matter.cells],
    }


def _message(finding: Finding | None, language: Language) -> str | None:
    return None if finding is None else masked(render(finding.message, language))


def _cell(change: CellChange) -> Json:
    return {
        "table": change.table,
        "row": dotted(change.row),
        "column": dotted(change.column),
        "asked": change.asked,
        "before": _fact(change.before),
        "after": _fact(change.after),
    }


def _fact(fact: Fact) -> Json:
    return {
        "state": fact.state,
        "raw": masked(fact.raw),
        "value": None if fact.value is None else number(fact.value),
        "location": location_json(fact.location),
    }


def _text(change: TextChange) -> Json:
    return {
        "part": change.part,
        "heading": masked(change.heading),
        "asked": change.asked,
        "moved": change.moved,
        "before": _sentence(change.before),
        "after": _sentence(change.after),
    }


def _sentence(sentence: Sentence | None) -> Json | None:
    if sentence is None:
        return None
    return {"text": masked(sentence.text), "location": location_json(sentence.location)}
