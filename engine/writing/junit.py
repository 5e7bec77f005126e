"""The ``junit`` format: a suite for each file, a case for each rule that judged it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gouji.engine.checking.outcomes import Status
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.amending import lines_about
from gouji.engine.writing.concise import finding_location
from gouji.engine.writing.entries import basis_lines
from gouji.engine.writing.naming import location_label
from gouji.engine.writing.office_text import printable
from gouji.engine.writing.places import where
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.checking.outcomes import Finding, Outcome
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.writing.results import Result

COUNTED = ("failure", "error", "skipped")
NAMES = {"failure": "failures", "error": "errors", "skipped": "skipped"}
"""How a suite calls the number of its cases that ended so."""


def junit(results: Sequence[Result], language: Language) -> str:
    """The results as JUnit XML.

    A rule fails its case by a new finding; what is only worth a note, or was accepted, is told in a case that
    passes. A rule that could not be decided or does not apply is skipped, with the reason; a file that cannot
    be read, and a rule that is wrong itself, is an error.

    Args:
        results: one a file, in the order of the suites.
        language: of messages and reasons.
    """
    root = Element("testsuites", {"name": "gouji"})
    for result in results:
        suite = SubElement(root, "testsuite", {"name": printable(result.file)})
        _packs(suite, result, language)
        for case in _cases(result, language):
            suite.append(case)
        _count(suite, suite)
    _count(root, root)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _packs(suite: Element, result: Result, language: Language) -> None:
    """What is to be said of the packs: what amends their rules, and which stands in for a shipped one."""
    checked = result.outcome
    if isinstance(checked, Unreadable):
        return
    lines = lines_about((checked.due, checked.filled), language)
    if lines:
        properties = SubElement(suite, "properties")
        for line in lines:
            SubElement(properties, "property", {"name": "pack", "value": printable(line)})


def _count(node: Element, over: Element) -> None:
    """Write how many cases there are, and how they ended."""
    node.set("tests", str(sum(1 for _ in over.iter("testcase"))))
    for tag in COUNTED:
        node.set(NAMES[tag], str(sum(1 for _ in over.iter(tag))))


def _cases(result: Result, language: Language) -> Iterator[Element]:
    checked = result.outcome
    if isinstance(checked, Unreadable):
        case = Element("testcase", {"name": "read", "classname": printable(result.file)})
        text = render(checked.message, language)
        _ended(case, "error", text, checked.code, f"{text}\n{render(checked.advice, language)}")
        yield case
        return
    outcomes: dict[str, list[Outcome]] = {}
    for outcome in checked.outcomes:
        outcomes.setdefault(outcome.rule.id, []).append(outcome)
    findings: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        findings.setdefault(finding.rule.id, []).append(finding)
    for rule, ended in outcomes.items():
        case = Element("testcase", {"name": rule, "classname": printable(result.file)})
        _judged(case, findings.get(rule, []), ended, checked, language)
        yield case


def _judged(
    case: Element,
    findings: Sequence[Finding],
    outcomes: Sequence[Outcome],
    checked: CheckedReport,
    language: Language,
) -> None:
    failing = [one for one in findings if one.status == "new" and one.severity is not Severity.INFO]
    open_ = {status: [one for one in outcomes if one.status is status] for status in Status}
    if failing:
        text = "\n\n".join(_told(one, checked, language) for one in failing)
        _ended(case, "failure", render(failing[0].message, language), failing[0].severity, text)
    elif open_[Status.BROKEN]:
        _ended(case, "error", _reason(open_[Status.BROKEN][0], language), Status.BROKEN)
    elif open_[Status.UNDETERMINED]:
        _ended(case, "skipped", _reason(open_[Status.UNDETERMINED][0], language))
    elif len(open_[Status.NOT_APPLICABLE]) == len(outcomes):
        _ended(case, "skipped", _reason(outcomes[0], language))
    notes = [one for one in findings if one not in failing]
    if notes:
        said = SubElement(case, "system-out")
        said.text = "\n\n".join(_told(one, checked, language) for one in notes)


def _ended(case: Element, tag: str, text: str, kind: str | None = None, body: str = "") -> None:
    ended = SubElement(case, tag, {"message": printable(text)})
    if kind is not None:
        ended.set("type", kind)
    ended.text = printable(body) or None


def _reason(outcome: Outcome, language: Language) -> str:
    status = message(f"writing.outcome_{outcome.status}")
    told = message("writing.at", what=status, place=outcome.reason) if outcome.reason else status
    return render(told, language)


def _told(finding: Finding, checked: CheckedReport, language: Language) -> str:
    """A finding with its place, what to do and what it rests on, a line each."""
    severity = render(message(f"severity.{finding.severity}"), language)
    place = where(finding, checked, language) or location_label(finding_location(finding), language)
    given = finding.acceptance
    accepted = message("accepted.reason", reason=given.reason) if given and given.reason else None
    lines = (
        f"{severity} {render(finding.message, language)}",
        place,
        finding.rule.help.in_language(language),
        *basis_lines((finding,), checked, language),
        render(accepted, language) if accepted else "",
    )
    return printable("\n".join(line for line in lines if line))
