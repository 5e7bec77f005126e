"""What a run came to: the files with their results, and the counts that every output tells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import ReportStatus, Status
from gouji.engine.reading.document import Unreadable
from gouji.grammar.records import dataclass
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.engine.checking.result import CheckedReport

RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Result:
    """One file and what became of it.

    Attributes:
        file: its path as the user named it, ``-`` for standard input.
    """

    file: str
    outcome: CheckedReport | Unreadable


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over all files; findings are counted while they are new."""

    reports: int
    passed: int
    failed: int
    incomplete: int
    unreadable: int
    causes: int
    error: int
    warning: int
    info: int
    accepted: int
    broken: int


def _causes(report: CheckedReport) -> int:
    """How many causes explain a finding that is new."""
    return len({one.cause for one in report.findings if one.status == "new" and one.cause})


def tally(results: Iterable[Result]) -> Tally:
    """The counts over ``results``."""
    whole = tuple(results)
    checked = [result.outcome for result in whole if not isinstance(result.outcome, Unreadable)]
    statuses = Counter(report.status for report in checked)
    findings = [finding for report in checked for finding in report.findings]
    severities = Counter(finding.severity for finding in findings if finding.status == "new")
    return Tally(
        reports=len(whole),
        passed=statuses[ReportStatus.PASSED],
        failed=statuses[ReportStatus.FAILED],
        incomplete=statuses[ReportStatus.INCOMPLETE],
        unreadable=len(whole) - len(checked),
        causes=sum(map(_causes, checked)),
        error=severities[Severity.ERROR],
        warning=severities[Severity.WARNING],
        info=severities[Severity.INFO],
        accepted=sum(finding.status == "accepted" for finding in findings),
        broken=sum(outcome.status is Status.BROKEN for report in checked for outcome in report.outcomes),
    )
