"""The ``sarif`` format: results as SARIF 2.1.0, which code-scanning services and editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.engine.checking.outcomes import Status
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.acceptance import acceptance_json
from gouji.engine.writing.amending import lines_about
from gouji.engine.writing.concise import finding_location
from gouji.engine.writing.entries import basis_document
from gouji.engine.writing.json_output import dumps
from gouji.engine.writing.ledger_items import undecided_groups
from gouji.engine.writing.matters import matters
from gouji.engine.writing.naming import cell_label, fact_text
from gouji.engine.writing.sarif_places import artifact, logical, place_in, plain, words
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.checking.outcomes import Finding, Outcome
    from gouji.engine.checking.result import CheckedReport, Notice
    from gouji.engine.office.matter import Matter
    from gouji.engine.writing.results import Result
    from gouji.rules.pack import Rule

Json = dict[str, Any]
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "gouji/v1"
"""Name and version of what the fingerprints hash."""
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
TAGS = {"zh": "zh-CN", "en": "en"}
MOST_RELATED = 40


def sarif(results: Sequence[Result], version: str, language: Language) -> str:
    """The results as a SARIF log of one run.

    Args:
        results: one a file, in the order to be written.
        version: of gouji.
        language: of titles, messages and advice.
    """
    rules = _Rules(language)
    found = [one for at, result in enumerate(results) for one in _results(result, at, rules, language)]
    failures = list(_failures(results, rules, language))
    run: Json = {
        "tool": {
            "driver": {
                "name": "gouji",
                "version": version,
                "language": TAGS[language],
                "rules": rules.descriptors,
            }
        },
        "language": TAGS[language],
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not any(isinstance(one.outcome, Unreadable) for one in results),
                "toolExecutionNotifications": failures,
                "toolConfigurationNotifications": [
                    *_notices(results, language),
                    *_about_packs(results, language),
                ],
            }
        ],
        "artifacts": [_artifact(result) for result in results],
        "results": found,
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


class _Rules:
    """The rules of the run in the order they are met, and their numbers."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._numbers: dict[str, int] = {}
        self.descriptors: list[Json] = []

    def number(self, rule: Rule, checked: CheckedReport) -> int:
        """The place of a rule in the list; it is described when it is met first."""
        if rule.id not in self._numbers:
            self._numbers[rule.id] = len(self.descriptors)
            self.descriptors.append(self._descriptor(rule, checked))
        return self._numbers[rule.id]

    def _descriptor(self, rule: Rule, checked: CheckedReport) -> Json:
        title, advice = (words(each.in_language(self._language)) for each in (rule.title, rule.help))
        described: Json = {
            "id": rule.id,
            "shortDescription": title,
            "defaultConfiguration": {"level": LEVELS[rule.severity]},
            "properties": {
                "tags": [rule.topic, rule.ground],
                "document": basis_document(rule, checked),
                "clause": rule.basis.clause,
            },
        }
        return described | ({"help": advice} if advice["text"] else {})


def _artifact(result: Result) -> Json:
    outcome = result.outcome
    sha256 = outcome.sha256 if isinstance(outcome, Unreadable) else outcome.report.sha256
    described: Json = {"location": artifact(result.file), "roles": ["analysisTarget"]}
    return described | ({"hashes": {"sha-256": sha256}} if sha256 else {})


def _results(result: Result, at: int, rules: _Rules, language: Language) -> Iterator[Json]:
    checked = result.outcome
    if isinstance(checked, Unreadable):
        return
    for outcome in checked.outcomes:
        rules.number(outcome.rule, checked)
    told = {mark: one for one in matters(checked, language) for mark in one.fingerprints}
    for finding in checked.findings:
        number = rules.number(finding.rule, checked)
        yield _result(finding, number, (result.file, at), checked, told.get(finding.fingerprint), language)
    for group in undecided_groups(checked, language, frozenset(Severity)):
        if group.outcomes[0].status is Status.UNDETERMINED:
            text = "\n".join(part for part in (group.problem, group.where, group.advice) if part)
            for outcome in {one.rule.id: one for one in group.outcomes}.values():
                yield _open(outcome, rules.number(outcome.rule, checked), text, (result.file, at), language)


def _result(  # noqa: PLR0917 - one call
    finding: Finding,
    number: int,
    file: tuple[str, int],
    checked: CheckedReport,
    matter: Matter | None,
    language: Language,
) -> Json:
    text = render(finding.message, language)
    if matter is not None and matter.expected and matter.problem != text:
        text = f"{text}\n{matter.problem}"
    written: Json = {
        "ruleId": finding.rule.id,
        "ruleIndex": number,
        "kind": "fail",
        "level": LEVELS[finding.severity],
        "message": words(text),
        "locations": [_location(finding, file, checked, matter, language)],
        "relatedLocations": list(_related(finding, file, checked, language)),
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": _properties(finding, checked, matter),
    }
    return written | (
        {"suppressions": [_suppression(finding, language)]} if finding.status == "accepted" else {}
    )


def _location(
    finding: Finding, file: tuple[str, int], checked: CheckedReport, matter: Matter | None, language: Language
) -> Json:
    """Where a finding stands, with the cells that carry its mark."""
    location = place_in(*file, finding_location(finding), language)
    marks = [use for use in (matter.cells if matter else finding.cells) if use.place.report == "self"]
    if marks:
        schema = checked.filled.schema
        location["logicalLocations"] = [logical(use, schema, language) for use in marks[:MOST_RELATED]]
    return location


def _related(
    finding: Finding, file: tuple[str, int], checked: CheckedReport, language: Language
) -> Iterator[Json]:
    """The cells that were compared, with what stands in them."""
    schema = checked.filled.schema
    own = [use for use in finding.cells if use.place.report == "self"]
    for at, use in enumerate(own[:MOST_RELATED], 1):
        text = f"{cell_label(use.place, schema, language)} {fact_text(use.fact, language)}"
        place = place_in(*file, use.fact.location, language)
        yield place | {"id": at, "message": words(text), "logicalLocations": [logical(use, schema, language)]}


def _properties(finding: Finding, checked: CheckedReport, matter: Matter | None) -> Json:
    """What SARIF has no place for: where the ground lies, and the change that would mend it."""
    return {
        "instance": finding.instance,
        "ground": finding.rule.ground,
        "document": basis_document(finding.rule, checked),
        "clause": finding.rule.basis.clause,
        "cause": finding.cause,
        "found": plain(matter.found) if matter and matter.expected else None,
        "expected": plain(matter.expected) if matter and matter.expected else None,
        "advice": plain(matter.advice) if matter else None,
    }


def _suppression(finding: Finding, language: Language) -> Json:
    given = acceptance_json(finding.acceptance) or {}
    reason = given.get("reason") or render(message("sarif.known"), language)
    suppression: Json = {"kind": "external", "status": "accepted", "justification": plain(reason)}
    if given.get("file"):
        region = {"startLine": given["line"]}
        suppression["location"] = {
            "physicalLocation": {"artifactLocation": artifact(given["file"]), "region": region}
        }
    return suppression | {"properties": {name: given.get(name) for name in ("who", "date", "until")}}


def _open(outcome: Outcome, number: int, text: str, file: tuple[str, int], language: Language) -> Json:
    """A rule that could not be decided: no fault, but not silence either."""
    return {
        "ruleId": outcome.rule.id,
        "ruleIndex": number,
        "kind": "open",
        "level": "none",
        "message": words(text),
        "locations": [place_in(*file, outcome.location, language)],
    }


def _failures(results: Sequence[Result], rules: _Rules, language: Language) -> Iterator[Json]:
    """Files that could not be read, and rules that are wrong themselves."""
    for at, result in enumerate(results):
        outcome = result.outcome
        locations = [place_in(result.file, at, None, language)]
        if isinstance(outcome, Unreadable):
            text = f"{render(outcome.message, language)}\n{render(outcome.advice, language)}"
            descriptor = {"id": outcome.code}
            yield {"level": "error", "descriptor": descriptor, "message": words(text), "locations": locations}
            continue
        broken = {one.rule.id: one for one in outcome.outcomes if one.status is Status.BROKEN}
        for one in broken.values():
            status = message("writing.outcome_broken")
            told = message("writing.at", what=status, place=one.reason) if one.reason else status
            rule = {"id": one.rule.id, "index": rules.number(one.rule, outcome)}
            yield {
                "level": "error",
                "associatedRule": rule,
                "message": words(render(told, language)),
                "locations": locations,
            }


def _about_packs(results: Sequence[Result], language: Language) -> Iterator[Json]:
    """What is to be said of the packs that judged, each line once."""
    checked = [one.outcome for one in results if not isinstance(one.outcome, Unreadable)]
    for text in dict.fromkeys(
        line for one in checked for line in lines_about((one.due, one.filled), language)
    ):
        yield {"level": "note", "descriptor": {"id": "pack"}, "message": words(text)}


def _notices(results: Sequence[Result], language: Language) -> Iterator[Json]:
    """Entries of accepted findings that do not hold, each once."""
    seen: set[Notice] = set()
    for result in results:
        if isinstance(result.outcome, Unreadable):
            continue
        for notice in result.outcome.notices:
            if notice not in seen:
                seen.add(notice)
                start = notice.place.start
                region = {"startLine": start.line, "startColumn": start.column}
                place = {"artifactLocation": artifact(notice.place.file), "region": region}
                yield {
                    "level": "warning",
                    "descriptor": {"id": notice.code},
                    "message": words(render(notice.message, language)),
                    "locations": [{"physicalLocation": place}],
                }
