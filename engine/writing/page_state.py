"""What a page says of each file: where it stands, whose it is, what must be done about it."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import ReportStatus
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.entries import entries
from gouji.engine.writing.ledger_items import organ_of, undecided_groups
from gouji.engine.writing.matters import matters
from gouji.grammar.records import dataclass
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.attendance import Attendance
    from gouji.engine.office.matter import Matter
    from gouji.engine.writing.entries import Entry
    from gouji.engine.writing.ledger_items import Undecided
    from gouji.engine.writing.results import Result
    from gouji.grammar.messages import Language


class Standing(StrEnum):
    """Where a file stands, in the order of the page: what needs somebody first."""

    RETURN = "return"
    VERIFY = "verify"
    INCOMPLETE = "incomplete"
    UNREADABLE = "unreadable"
    PASSED = "passed"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Told:
    """A matter with what it was made of and its number in the report, from 1."""

    number: int
    matter: Matter
    entry: Entry


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as the page shows it.

    Attributes:
        id: of its part of the page.
        outcome: the report, or why it could not be read.
        organ: whose it is; empty when that is not known.
        told: the matters, gravest first.
        undecided: what could not be decided, by its reason.
    """

    id: str
    file: str
    outcome: CheckedReport | Unreadable
    standing: Standing
    organ: str
    told: tuple[Told, ...] = ()
    undecided: tuple[Undecided, ...] = ()

    @property
    def name(self) -> str:
        """The organ, else the name of the file."""
        return self.organ or PurePath(self.file.replace("\\", "/")).name

    @property
    def year(self) -> int | None:
        """Of the report."""
        return None if isinstance(self.outcome, Unreadable) else self.outcome.report.identity.year

    @property
    def counts(self) -> Counter[Severity]:
        """How many matters there are of each severity."""
        return Counter(one.matter.severity for one in self.told)


def shown(results: Sequence[Result], attendance: Attendance | None, language: Language) -> tuple[Shown, ...]:
    """All files, those that need somebody first, else in the order of the results."""
    named = _named(attendance)
    older = frozenset() if attendance is None else attendance.older
    every = (
        _shown(f"r{at}", result, named.get(result.file, ""), result.file in older, language)
        for at, result in enumerate(results, 1)
    )
    return tuple(sorted(every, key=lambda one: list(Standing).index(one.standing)))


def _named(attendance: Attendance | None) -> dict[str, str]:
    """The organ of a file as the roster calls it."""
    if attendance is None:
        return {}
    unread = {file: names[0] for file, names in attendance.unread.items() if len(names) == 1}
    return unread | {file: organ for organ, file in attendance.present.items()}


def _shown(identity: str, result: Result, organ: str, older: bool, language: Language) -> Shown:  # noqa: FBT001 - one call
    checked = result.outcome
    if isinstance(checked, Unreadable):
        return Shown(identity, result.file, checked, Standing.UNREADABLE, organ)
    whose = organ or organ_of(checked)
    if older:
        return Shown(identity, result.file, checked, Standing.OLDER, whose)
    pairs = zip(matters(checked, language), entries(checked), strict=True)
    told = tuple(Told(number, matter, entry) for number, (matter, entry) in enumerate(pairs, 1))
    undecided = tuple(undecided_groups(checked, language, frozenset(Severity)))
    return Shown(identity, result.file, checked, _standing(checked, told), whose, told, undecided)


def _standing(checked: CheckedReport, told: Sequence[Told]) -> Standing:
    severities = {one.matter.severity for one in told}
    if Severity.ERROR in severities:
        return Standing.RETURN
    if Severity.WARNING in severities:
        return Standing.VERIFY
    return Standing.INCOMPLETE if checked.status is ReportStatus.INCOMPLETE else Standing.PASSED
