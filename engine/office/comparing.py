"""A report checked beside others: last year's and those of its members."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from gouji.engine.checking.checking import check
from gouji.engine.checking.result import CheckedReport, Compared, ComparedReport, Part
from gouji.engine.office.members import FoundMembers, members_of, told_complete
from gouji.engine.office.organs import Organs
from gouji.engine.office.previous import FoundPrevious, organ_of, previous_of

if TYPE_CHECKING:
    from gouji.engine.binding.binding import Bound
    from gouji.engine.binding.report import Report
    from gouji.engine.office.archive import Archive
    from gouji.engine.office.filed import Filed


@dataclass(frozen=True)
class Beside:
    """What lies beside the reports that are checked.

    Attributes:
        previous: where last year's reports are found.
        members: where the reports of the members are found.
        organs: who is who, and who is a member.
    """

    previous: Archive | None = None
    members: Archive | None = None
    organs: Organs = field(default_factory=Organs)


def check_beside(bound: Bound, beside: Beside, rules: frozenset[str] | None = None) -> CheckedReport:
    """Check a bound report with the reports beside it, as far as they can be matched without a guess."""
    report, last, members = matched(bound, beside)
    checked = check(
        report,
        bound.filled,
        bound.due,
        None if last.filed is None else last.filed.other,
        members.others,
        rules=rules,
    )
    return replace(checked, compared=_compared(last, members))


def matched(bound: Bound, beside: Beside) -> tuple[Report, FoundPrevious, FoundMembers]:
    """The report, told what the roster says of it, with last year's and those of its members."""
    report = _told_published(bound.report, beside.organs)
    last = (
        FoundPrevious(None)
        if beside.previous is None
        else previous_of(report, beside.previous, beside.organs)
    )
    members = FoundMembers() if beside.members is None else members_of(report, beside.members, beside.organs)
    return replace(report, parameters=told_complete(report.parameters, members)), last, members


def _told_published(report: Report, organs: Organs) -> Report:
    """The report with its day of publication, if the roster has it and the user has not given one."""
    name = organ_of(report)
    entry = None if name is None else organs.entry(organs.identify(name).key)
    if entry is None or entry.published is None or "published" in report.parameters:
        return report
    known = {**report.parameters, "published": entry.published.isoformat()}
    return replace(report, parameters=MappingProxyType(known))


def _compared(last: FoundPrevious, members: FoundMembers) -> Compared:
    return Compared(
        None if last.filed is None else _shown(last.filed),
        (
            *(_shown(one) for one in members.counted),
            *(_shown(one, Part.COPY) for one in members.copies),
            *(ComparedReport(one.file, None, None, None, Part.UNREADABLE) for one in members.unread),
            *(ComparedReport(None, name, None, None, Part.MISSING) for name in members.missing),
        ),
        (*last.notes, *members.notes),
    )


def _shown(filed: Filed, part: Part = Part.COUNTED) -> ComparedReport:
    return ComparedReport(filed.file, filed.organ, filed.year, filed.other.report.sha256, part)
