"""What checking one report comes to."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import ReportStatus, Status
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from dataclasses import dataclass

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.outcomes import Cause, Finding, Outcome
    from gouji.grammar.diagnostics import Place
    from gouji.grammar.messages import Message
    from gouji.rules.pack import Pack
else:
    from gouji.grammar.records import dataclass


class Part(StrEnum):
    """What became of another report that was to be compared."""

    COUNTED = "counted"
    COPY = "copy"
    UNREADABLE = "unreadable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """Another report, by its file and by what it says it is; ``None`` where there is no file or no word."""

    file: str | None
    organ: str | None
    year: int | None
    sha256: str | None
    part: Part = Part.COUNTED


@dataclass(frozen=True, slots=True)
class Compared:
    """Which other reports a report was compared with, and what could not be matched."""

    previous: ComparedReport | None = None
    members: tuple[ComparedReport, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What is wrong with an entry that accepts a finding of the report.

    Attributes:
        code: stable id: ``waiver-changed``, ``waiver-expired``, ``waiver-no-reason``, ``waiver-no-value``,
            ``waiver-unmatched``.
        place: of the entry.
    """

    code: str
    message: Message
    place: Place


@dataclass(frozen=True)
class CheckedReport:
    """A report after checking.

    Attributes:
        filled, due: the form its tables carry and the form of its year.
        outcomes: of all rules, by rule and instance.
        findings: by cause, then by severity and place.
        compared: the reports of other years and organs that took part.
        notices: entries of accepted findings that do not hold.
        fixed: how many findings of the baseline are gone; ``None`` without a baseline.
    """

    report: Report
    filled: Pack
    due: Pack
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    causes: tuple[Cause, ...]
    status: ReportStatus
    compared: Compared = field(default_factory=Compared)
    notices: tuple[Notice, ...] = ()
    fixed: int | None = None


def status_of(outcomes: Iterable[Outcome]) -> ReportStatus:
    """Failed if more than a note did; incomplete if a rule that demands a change could not be decided."""
    incomplete = False
    for outcome in outcomes:
        if outcome.status is Status.FAILED and outcome.severity is not Severity.INFO:
            return ReportStatus.FAILED
        if outcome.status is Status.UNDETERMINED and outcome.severity is Severity.ERROR:
            incomplete = True
    return ReportStatus.INCOMPLETE if incomplete else ReportStatus.PASSED
