"""What checking one report comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import ReportStatus, Status
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.outcomes import Cause, Finding, Outcome
    from gouji.rules.pack import Pack


@dataclass(frozen=True)
class CheckedReport:
    """A report after checking.

    Attributes:
        filled, due: the form its tables carry and the form of its year.
        outcomes: of all rules, by rule and instance.
        findings: by cause, then by severity and place.
    """

    report: Report
    filled: Pack
    due: Pack
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    causes: tuple[Cause, ...]
    status: ReportStatus


def status_of(outcomes: Iterable[Outcome]) -> ReportStatus:
    """Failed if more than a note did; incomplete if a rule that demands a change could not be decided."""
    incomplete = False
    for outcome in outcomes:
        if outcome.status is Status.FAILED and outcome.severity is not Severity.INFO:
            return ReportStatus.FAILED
        if outcome.status is Status.UNDETERMINED and outcome.severity is Severity.ERROR:
            incomplete = True
    return ReportStatus.INCOMPLETE if incomplete else ReportStatus.PASSED
