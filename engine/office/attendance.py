"""Who of the roster has sent a report, who has not, and what came that nobody waits for."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from gouji.engine.office.drafts import Draft, Series, series_of
from gouji.engine.office.previous import organ_of
from gouji.engine.reading.document import Unreadable
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.organs import Listed, Organs


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that arrived, and what became of it; ``written`` is when, in seconds."""

    file: str
    outcome: CheckedReport | Unreadable
    written: float | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is there.

    Attributes:
        present: the latest draft of each organ of the roster, by its full name.
        missing: organs that must report and have no file, not even one that cannot be read.
        unread: files that cannot be read, with the organs of the roster that their names name.
        excused: organs that need not report and have not; ``sent`` those that have all the same.
        unexpected: files of organs that are not on the roster, by the name they give.
        nameless: files that name no organ, or one of several.
        series: the reports of which there is more than one file.
    """

    present: Mapping[str, str]
    missing: tuple[Listed, ...]
    unread: Mapping[str, tuple[str, ...]]
    excused: tuple[Listed, ...]
    sent: tuple[Listed, ...]
    unexpected: Mapping[str, str]
    nameless: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def older(self) -> frozenset[str]:
        """Files that are not the latest draft of their report."""
        return frozenset(
            each.file
            for one in self.series
            for each in (*one.drafts, *one.copies)
            if each.file != one.latest.file
        )


def attendance(arrived: Sequence[Arrived], organs: Organs) -> Attendance:
    """Hold what arrived against the roster.

    Args:
        arrived: the files of one year, in their order.
        organs: the roster.
    """
    series = series_of(_drafts(arrived, organs))
    present: dict[str, str] = {}
    unexpected: dict[str, str] = {}
    for one in series:
        key = one.key.partition("\x1f")[0]
        name = organs.listed(key)
        target = unexpected if name is None else present
        target[name if name is not None else key] = one.latest.file
    unread = {
        one.file: tuple(each.name for each in organs.names_in(PurePath(one.file).stem))
        for one in arrived
        if isinstance(one.outcome, Unreadable)
    }
    there = {*present, *(name for names in unread.values() for name in names)}
    named = {each.file for one in series for each in (*one.drafts, *one.copies)}
    absent = [one for one in organs.roster if one.name not in there]
    return Attendance(
        present,
        tuple(one for one in absent if one.due),
        unread,
        tuple(one for one in absent if not one.due),
        tuple(one for one in organs.roster if not one.due and one.name in there),
        unexpected,
        tuple(one.file for one in arrived if one.file not in named and one.file not in unread),
        tuple(one for one in series if len(one.drafts) + len(one.copies) > 1),
    )


def _drafts(arrived: Iterable[Arrived], organs: Organs) -> Iterable[Draft]:
    """The reports that say whose they are; the same organ and year are drafts of one report."""
    for one in arrived:
        if isinstance(one.outcome, Unreadable):
            continue
        report = one.outcome.report
        name = organ_of(report)
        known = None if name is None else organs.identify(name)
        if known is not None and not known.several:
            yield Draft(one.file, f"{known.key}\x1f{report.identity.year}", report.sha256, one.written)


def proposed(arrived: Iterable[Arrived]) -> tuple[Listed, ...]:
    """A roster of the organs that have reported, for somebody to complete.

    Args:
        arrived: reports, of one or several years.
    """
    from gouji.engine.office.organs import Listed, bare  # noqa: PLC0415 - only made when asked for

    found: dict[str, Listed] = {}
    for one in arrived:
        if isinstance(one.outcome, Unreadable):
            continue
        name = organ_of(one.outcome.report)
        if name is not None:
            found.setdefault(bare(name), Listed(bare(name)))
    return tuple(sorted(found.values(), key=lambda one: one.name))
