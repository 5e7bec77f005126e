"""Last year's report of an organ, found in an archive, or why it was not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.engine.checking.text import same_organ
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.office.archive import Archive
    from gouji.engine.office.filed import Filed
    from gouji.engine.office.organs import Organs

MOST_NAMED = 3


@dataclass(frozen=True)
class FoundPrevious:
    """Last year's report, if there is one and only one; the notes say what could not be matched."""

    filed: Filed | None
    notes: tuple[Message, ...] = ()


def previous_of(report: Report, archive: Archive, organs: Organs) -> FoundPrevious:
    """Find the report of the same organ and the year before.

    A single file without the name of an organ is taken at the user's word; otherwise names must agree.
    """
    found = _chosen(report, archive, organs)
    if archive.unread and found.filed is None:
        files = tuple(one.file for one in archive.unread[:MOST_NAMED])
        unread = message("office.previous_unread", files=files, count=len(archive.unread))
        return FoundPrevious(None, (*found.notes, unread))
    return found


def _chosen(report: Report, archive: Archive, organs: Organs) -> FoundPrevious:
    year = report.identity.year
    if year is None:
        return FoundPrevious(None, (message("office.previous_no_year"),))
    reports = archive.reports
    if not reports:
        return FoundPrevious(None, (message("office.previous_none"),) if not archive.unread else ())
    name = organ_of(report)
    if len(reports) == 1 and (name is None or reports[0].organ is None):
        return _of_year(reports, year, name or reports[0].organ or "")
    if name is None:
        return FoundPrevious(None, (message("office.previous_no_organ"),))
    known = organs.identify(name)
    if known.several:
        return FoundPrevious(None, (message("office.organ_ambiguous", organ=name, names=known.several),))
    same = [one for one in reports if one.organ is not None and organs.identify(one.organ).key == known.key]
    if same:
        return _of_year(same, year, name)
    return FoundPrevious(None, (_not_found(name, reports, organs),))


def organ_of(report: Report) -> str | None:
    """The name of the organ that reports."""
    found = report.identity.organ
    return None if found is None else str(found.value or found.text)


def _of_year(reports: Sequence[Filed], year: int, organ: str) -> FoundPrevious:
    fitting = {one.other.report.sha256: one for one in reports if one.year == year - 1}
    if len(fitting) == 1:
        return FoundPrevious(next(iter(fitting.values())))
    if fitting:
        files = tuple(one.file for one in fitting.values())
        return FoundPrevious(
            None, (message("office.previous_several", organ=organ, year=str(year - 1), files=files),)
        )
    years = tuple(sorted({str(one.year) for one in reports if one.year is not None}))
    if not years:
        return FoundPrevious(None, (message("office.previous_undated", organ=organ, year=str(year - 1)),))
    return FoundPrevious(
        None, (message("office.previous_other_years", organ=organ, year=str(year - 1), years=years),)
    )


def _not_found(name: str, reports: Sequence[Filed], organs: Organs) -> Message:
    """No report of that organ: said with the names that may be meant, never taken for it."""
    names = dict.fromkeys(one.organ for one in reports if one.organ is not None)
    unsure = [one for one in names if organs.identify(one).several or same_organ(one, name)]
    near = tuple((unsure or list(names))[:MOST_NAMED])
    if not near:
        return message("office.previous_nameless", organ=name)
    return message(
        "office.previous_unsure" if unsure else "office.previous_not_found", organ=name, names=near
    )
