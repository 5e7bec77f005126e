"""What a person is told: failures merged as their rules ask, tied to their causes, in a fixed order."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from gouji.engine.checking.clusters import clusters
from gouji.engine.checking.guessing import with_guess
from gouji.engine.checking.ordering import place_key
from gouji.engine.checking.outcomes import Cause, Finding, Outcome, Status
from gouji.engine.checking.relations import HARD
from gouji.engine.checking.sentences import sentence
from gouji.grammar.messages import Message
from gouji.grammar.syntax import Kind
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.localising import Localised
    from gouji.rules.pack import Merge, Pack, Rule

RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_WITHOUT_IDS = frozenset(Kind) - {
    Kind.TABLE,
    Kind.ROW,
    Kind.COLUMN,
    Kind.CELL,
    Kind.SECTION,
    Kind.PART,
    Kind.MEMBER,
}
"""Elements that are only counted: their numbers change with the text, so their words identify them."""
_DIGITS = re.compile(r"\d+")


def findings_of(
    report: Report, filled: Pack, outcomes: Iterable[Outcome], localised: Sequence[Localised]
) -> tuple[tuple[Finding, ...], tuple[Cause, ...]]:
    """The findings of a report, one cause's together and first, and the causes with what they explain."""
    caused = {key: number for number, cause in enumerate(localised) for key in cause.explains}
    found: list[tuple[int | None, Finding]] = []
    for rule, instance, group in _groups(outcomes):
        numbers = {caused.get((one.rule.id, one.instance)) for one in group}
        number = numbers.pop() if len(numbers) == 1 else None
        found.append((number, _finding(report, filled, rule, instance, group)))
    order = _by_weight(found)
    ids = {number: f"c{place}" for place, number in enumerate(order, 1)}
    named = [(ids.get(number) if number is not None else None, finding) for number, finding in found]
    findings = sorted((_with_cause(finding, cause) for cause, finding in named), key=_key)
    causes = tuple(_cause(ids[number], localised[number], findings) for number in order)
    return tuple(findings), causes


def _groups(outcomes: Iterable[Outcome]) -> list[tuple[Rule, str, list[Outcome]]]:
    groups: dict[tuple[str, str], tuple[Rule, str, list[Outcome]]] = {}
    paired: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.status is not Status.FAILED:
            continue
        rule = outcome.rule
        if rule.merge == "cluster":
            paired.setdefault(rule.id, []).append(outcome)
            continue
        instance = outcome.instance if rule.merge is None else _merged(outcome, rule.merge)
        groups.setdefault((rule.id, instance), (rule, instance, []))[2].append(outcome)
    for identifier, pairs in paired.items():
        pairs.sort(key=lambda one: RANK[one.severity])
        for instance, cluster in clusters(pairs):
            groups[identifier, instance] = (cluster[0].rule, instance, list(cluster))
    for _, _, group in groups.values():
        group.sort(key=lambda one: (place_key(one.location), one.instance))
    return list(groups.values())


def _merged(outcome: Outcome, merge: Merge) -> str:
    """The instance that stands for all that are merged with this one."""
    *outer, innermost = outcome.instance.split("/")
    row, _, column = innermost.partition(",")
    match merge:
        case "report":
            return ""
        case "table":
            return outcome.cells[0].place.table if outcome.cells else "/".join(outer or [innermost])
        case "row":
            return "/".join([*outer, row])
        case "column":
            return "/".join([*outer, column or innermost])
        case _:
            return outcome.instance


def _finding(report: Report, filled: Pack, rule: Rule, instance: str, group: list[Outcome]) -> Finding:
    severity = min((one.severity for one in group), key=RANK.__getitem__)
    message = with_guess(sentence(rule, group, filled.schema), rule, report)
    if all(one.reason is not None for one in group) and (doubt := group[0].reason) is not None:
        message = Message("checking.doubtful", (("sentence", message), ("doubt", doubt)))
    return Finding(
        rule, instance, severity, message, tuple(group), _fingerprint(report, rule, instance, group[0])
    )


def _fingerprint(report: Report, rule: Rule, instance: str, outcome: Outcome) -> str:
    """Stable from draft to draft: of organ, year, rule and instance, or of words with digits masked."""
    organ = report.identity.organ
    if outcome.element in _WITHOUT_IDS and rule.merge is None:
        text = outcome.texts[0].text if outcome.texts else outcome.label
        *outer, _ = instance.split("/")
        instance = "/".join([*outer, _DIGITS.sub("0", "".join(text.split()))])
    parts = (
        "" if organ is None else str(organ.value or organ.text),
        str(report.identity.year),
        rule.id,
        instance,
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _by_weight(found: list[tuple[int | None, Finding]]) -> list[int]:
    """The causes: those that explain most first, else in the order of the report."""
    first: dict[int, tuple[object, ...]] = {}
    explained: Counter[int] = Counter()
    for number, finding in found:
        if number is not None:
            explained[number] += len(finding.outcomes)
            key = (place_key(finding.outcomes[0].location), finding.rule.id, finding.instance)
            first[number] = min(first.get(number, key), key)
    return sorted(first, key=lambda number: (-explained[number], first[number]))


def _with_cause(finding: Finding, cause: str | None) -> Finding:
    return Finding(
        finding.rule,
        finding.instance,
        finding.severity,
        finding.message,
        finding.outcomes,
        finding.fingerprint,
        cause,
    )


def _key(finding: Finding) -> tuple[object, ...]:
    cause = int(finding.cause[1:]) if finding.cause else 0
    place = place_key(finding.outcomes[0].location)
    witness = cause > 0 and finding.rule.ground not in HARD
    return not finding.cause, cause, witness, RANK[finding.severity], place, finding.rule.id, finding.instance


def _cause(cause: str, localised: Localised, findings: Iterable[Finding]) -> Cause:
    explains = tuple(one.fingerprint for one in findings if one.cause == cause)
    return Cause(
        cause,
        localised.unique,
        explains,
        localised.alternatives,
        localised.least,
        localised.further,
        localised.decided,
        localised.note,
    )
