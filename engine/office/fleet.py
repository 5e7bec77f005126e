"""What all reports of a run tell together.

The commonest causes, rules that fail too often to be right, letters that rest on rules withdrawn since.
"""

from __future__ import annotations

from collections import defaultdict
from math import comb
from typing import TYPE_CHECKING, Protocol

from gouji.engine.checking.accepted import COUNTED
from gouji.engine.checking.findings import RANK
from gouji.engine.checking.outcomes import Status
from gouji.engine.office.previous import organ_of
from gouji.engine.reading.document import Unreadable
from gouji.grammar.records import dataclass
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouji.engine.checking.outcomes import Cause, Finding, Outcome
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.resting import Rest
    from gouji.grammar.messages import Message
    from gouji.rules.pack import Rule

FEWEST = 5
"""Reports in which a rule fails before its share says anything."""
SHARE = 0.3
"""The share of reports that a rule may fail in before it is looked into."""
CHANCE = 0.001
"""How unlikely so many failures must be for a rule that fails as often as the others do."""
LEAST_USUAL = 0.02
"""A usual share is never taken for less: in a run with few faults any fault would be unlikely."""


class Checked(Protocol):
    """A file and what became of it."""

    @property
    def file(self) -> str:
        """Its path as the user named it."""

    @property
    def outcome(self) -> CheckedReport | Unreadable:
        """The result."""


@dataclass(frozen=True, slots=True)
class Frequent:
    """A kind of cause, and where it was found.

    Attributes:
        rules: whose failures it explains, gravest first.
        slip: how it comes about, where that is known.
        count: causes of the kind.
        organs: of the reports, each once; a report that does not say is called by its file.
    """

    rules: tuple[Rule, ...]
    slip: Message | None
    count: int
    organs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A rule that fails so often that it, or the form that was handed out, may be wrong.

    Attributes:
        instance: where it fails; empty when it is not the same in all reports. ``label`` as people call it.
        failed, applicable: reports in which it fails, and in which it could be decided.
        usual: the share of reports in which other rules fail.
        chance: that a rule which fails so often fails in as many reports.
    """

    rule: Rule
    instance: str
    label: str
    failed: int
    applicable: int
    usual: float
    chance: float
    organs: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of the reports that fail."""
        return self.failed / self.applicable


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a rule that was withdrawn.

    Attributes:
        reason: why it was withdrawn; empty when nobody said.
        letters: the organs that were told, each with the numbers of its rows in the ledger.
    """

    rule: str
    reason: str
    letters: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Fleet:
    """All reports of a run, seen together.

    Attributes:
        reports: how many could be read.
        frequent: the commonest kinds of causes, commonest first.
    """

    reports: int
    frequent: tuple[Frequent, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()
    resting: tuple[Resting, ...] = ()


def fleet(
    results: Iterable[Checked], told: Iterable[Rest] = (), withdrawn: Mapping[str, str] | None = None
) -> Fleet:
    """Look at all results of a run together.

    Args:
        results: one a report.
        told: what organs were told.
        withdrawn: rules that do not hold any more, with the reasons.
    """
    reports = [
        (organ_of(one.outcome.report) or one.file, one.outcome)
        for one in results
        if not isinstance(one.outcome, Unreadable)
    ]
    return Fleet(
        len(reports),
        _frequent(reports),
        _suspicions(reports),
        _resting(told, withdrawn or {}),
    )


def _frequent(reports: Sequence[tuple[str, CheckedReport]]) -> tuple[Frequent, ...]:
    """The kinds of causes that were found in more than one report."""
    kinds: dict[tuple[tuple[str, ...], str], list[tuple[str, tuple[Rule, ...], Message | None]]] = {}
    for organ, checked in reports:
        for findings, slip in _told(checked):
            rules = _rules(findings)
            key = (tuple(sorted(rule.id for rule in rules)), "" if slip is None else slip.key)
            kinds.setdefault(key, []).append((organ, rules, slip))
    found = [
        Frequent(group[0][1], group[0][2], len(group), tuple(dict.fromkeys(organ for organ, *_ in group)))
        for group in kinds.values()
    ]
    several = [one for one in found if len(one.organs) > 1]
    return tuple(sorted(several, key=lambda one: (-len(one.organs), -one.count, one.rules[0].id)))


def _told(checked: CheckedReport) -> Iterable[tuple[Sequence[Finding], Message | None]]:
    """What is told of a report: causes with their findings, and findings that have none; notes are not."""
    causes: Mapping[str, Cause] = {cause.id: cause for cause in checked.causes}
    groups: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        if finding.status == "new" and finding.severity is not Severity.INFO:
            groups.setdefault(finding.cause or f"\x00{finding.fingerprint}", []).append(finding)
    for key, findings in groups.items():
        cause = causes.get(key)
        certain = cause is not None and bool(cause.alternatives)
        yield findings, cause.alternatives[0].slip if cause is not None and certain else None


def _rules(findings: Iterable[Finding]) -> tuple[Rule, ...]:
    ordered = sorted(findings, key=lambda one: (RANK[one.severity], one.rule.id))
    return tuple({one.rule.id: one.rule for one in ordered}.values())


def _suspicions(reports: Sequence[tuple[str, CheckedReport]]) -> tuple[Suspicion, ...]:
    """The rules that fail in an unlikely share of the reports in which they could be decided.

    A rule is held against all others: were it like them, it would fail in the share of reports in which they
    fail together. What fails in the same place in all reports is told with the place.
    """
    whole: dict[str, _Counted] = {}
    places: dict[str, dict[str, _Counted]] = defaultdict(dict)
    for organ, checked in reports:
        for rule, outcomes in _decided(checked).items():
            whole.setdefault(rule, _Counted()).add(organ, outcomes)
            instances: dict[str, list[Outcome]] = defaultdict(list)
            for one in outcomes:
                instances[one.instance].append(one)
            for instance, group in instances.items():
                places[rule].setdefault(instance, _Counted()).add(organ, group)
    found = []
    for rule, counted in whole.items():
        others = [one for other, one in whole.items() if other != rule]
        usual = _usual(others)
        fitting = [
            (instance, one)
            for instance, one in places[rule].items()
            if instance and COUNTED not in instance and one.is_unlikely(usual)
        ]
        if fitting:
            instance, most = max(fitting, key=lambda pair: (pair[1].failed, pair[0]))
            found.append(most.suspicion(instance, usual))
        elif counted.is_unlikely(usual):
            found.append(counted.suspicion("", usual))
    return tuple(sorted(found, key=lambda one: (-one.share, -one.failed, one.rule.id)))


def _decided(checked: CheckedReport) -> Mapping[str, Sequence[Outcome]]:
    """The outcomes of each rule that came to a decision; what only notes something is left out."""
    decided: dict[str, list[Outcome]] = defaultdict(list)
    for one in checked.outcomes:
        if one.status in {Status.PASSED, Status.FAILED} and one.severity is not Severity.INFO:
            decided[one.rule.id].append(one)
    return decided


class _Counted:
    """A rule, or one place of it, over the reports."""

    def __init__(self) -> None:
        self.applicable = 0
        self.organs: list[str] = []
        self._first: Outcome | None = None

    @property
    def failed(self) -> int:
        return len(self.organs)

    def add(self, organ: str, outcomes: Iterable[Outcome]) -> None:
        """Count a report in which it could be decided."""
        self.applicable += 1
        wrong = next((one for one in outcomes if one.status is Status.FAILED), None)
        if wrong is not None:
            self.organs.append(organ)
            self._first = self._first or wrong

    def is_unlikely(self, usual: float) -> bool:
        """Whether a rule that fails as often as others do would not fail in so many reports."""
        if self.failed < FEWEST or self.failed <= SHARE * self.applicable:
            return False
        return at_least(self.failed, self.applicable, usual) < CHANCE

    def suspicion(self, instance: str, usual: float) -> Suspicion:
        """What there is to tell of it."""
        if self._first is None:
            raise ValueError("a rule that does not fail is not suspected")
        return Suspicion(
            self._first.rule,
            instance,
            self._first.label if instance else "",
            self.failed,
            self.applicable,
            usual,
            at_least(self.failed, self.applicable, usual),
            tuple(dict.fromkeys(self.organs)),
        )


def _usual(counted: Sequence[_Counted]) -> float:
    """The share of reports in which rules fail."""
    applicable = sum(one.applicable for one in counted)
    share = sum(one.failed for one in counted) / applicable if applicable else 0.0
    return max(LEAST_USUAL, share)


def at_least(failed: int, reports: int, share: float) -> float:
    """The chance of so many failures or more, in so many reports that each fail with that share."""
    if share >= 1:
        return 1.0
    rest = 1 - share
    return sum(
        comb(reports, one) * share**one * rest ** (reports - one) for one in range(failed, reports + 1)
    )


def _resting(told: Iterable[Rest], withdrawn: Mapping[str, str]) -> tuple[Resting, ...]:
    """For each withdrawn rule the organs that were told of a matter that rests on it."""
    found: dict[str, dict[str, list[str]]] = {rule: {} for rule in withdrawn}
    for one in told:
        if one.rule in found:
            found[one.rule].setdefault(one.organ, []).append(one.number)
    return tuple(
        Resting(
            rule, withdrawn[rule], tuple((organ, tuple(numbers)) for organ, numbers in sorted(organs.items()))
        )
        for rule, organs in found.items()
        if organs
    )
