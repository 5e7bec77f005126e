"""The members of an area: who is in, who is missing, what could not be read and is never counted as 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from gouji.engine.binding.report import EMPTY, Identity, Located, Report
from gouji.engine.checking.others import Other
from gouji.engine.office.drafts import stage_of
from gouji.engine.office.filed import Filed, Gathered, Unfiled
from gouji.engine.office.previous import organ_of
from gouji.engine.reading.document import Location
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouji.engine.office.archive import Archive
    from gouji.engine.office.organs import Organs

COMPLETE = "members_complete"
"""The parameter by which rules learn whether the reports of all members are there."""


@dataclass(frozen=True)
class FoundMembers:
    """The members of an area.

    Attributes:
        counted: those whose reports are added up; ``copies`` second versions of their reports.
        unread: files that could not be read; ``missing`` organs of the roster without any file.
        complete: whether all are known to be there; ``None`` without a roster to tell.
    """

    counted: tuple[Filed, ...] = ()
    copies: tuple[Filed, ...] = ()
    unread: tuple[Unfiled, ...] = ()
    missing: tuple[str, ...] = ()
    complete: bool | None = None
    notes: tuple[Message, ...] = ()

    @property
    def others(self) -> tuple[Other, ...]:
        """All of them as rules ask them; what is not known of a member leaves a sum open."""
        return (
            *(one.other for one in self.counted),
            *(_copied(one.other) for one in self.copies),
            *(
                _unknown(one.file, message("office.member_unread", file=one.file, reason=one.reason))
                for one in self.unread
            ),
            *(_unknown(name, message("office.member_missing", organ=name)) for name in self.missing),
        )


def members_of(report: Report, archive: Archive | Gathered, organs: Organs) -> FoundMembers:
    """The members of the area that reports, out of an archive.

    The area's own report is left out, and so are reports of other years and, with a roster, of organs
    that are not on it, or that another organ adds up first. Of several drafts of one report the latest
    counts.
    """
    notes: list[Message] = []
    reports = list(_of_year(report, _without_own(report, archive.reports, organs, notes), notes))
    groups = _by_organ(reports, organs)
    if organs.roster:
        own = organ_of(report)
        area = None if own is None else organs.identify(own).key
        strangers = [
            key for key in groups if (entry := organs.entry(key)) is None or not organs.belongs(entry, area)
        ]
        if strangers:
            names = tuple(groups[key][0].organ or groups[key][0].file for key in strangers)
            notes.append(message("office.members_extra", names=names, count=len(names)))
        groups = {key: group for key, group in groups.items() if key not in strangers}
    copies = tuple(one for group in groups.values() for one in group[1:])
    notes += (
        message("office.member_versions", organ=group[0].organ or "", files=tuple(one.file for one in group))
        for group in groups.values()
        if len(group) > 1
    )
    missing = tuple(_missing(report, groups, archive.unread, organs))
    if missing:
        notes.append(message("office.members_missing", names=missing, count=len(missing)))
    if archive.unread:
        files = tuple(one.file for one in archive.unread)
        notes.append(message("office.members_unread", files=files, count=len(files)))
    counted = tuple(group[0] for group in groups.values())
    if not (counted or missing or archive.unread):
        notes.append(message("office.members_none"))
    short = bool(missing or archive.unread or copies)
    return FoundMembers(
        counted,
        copies,
        archive.unread,
        missing,
        False if short else bool(organs.roster) or None,
        tuple(notes),
    )


def told_complete(parameters: Mapping[str, str], found: FoundMembers) -> Mapping[str, str]:
    """The parameters of the report with what is known of the members; the user's word where nothing is."""
    if found.complete is None:
        return parameters
    return MappingProxyType({**parameters, COMPLETE: "true" if found.complete else "false"})


def _without_own(
    report: Report, reports: Iterable[Filed], organs: Organs, notes: list[Message]
) -> Iterator[Filed]:
    name = organ_of(report)
    own = None if name is None else organs.identify(name).key
    for one in reports:
        if one.other.report.sha256 == report.sha256 or (own is not None and _key(one, organs) == own):
            notes.append(message("office.members_own", file=one.file))
        else:
            yield one


def _of_year(report: Report, reports: Iterable[Filed], notes: list[Message]) -> Iterator[Filed]:
    year, strange = report.identity.year, list[str]()
    for one in reports:
        if year is None or one.year == year:
            yield one
        else:
            strange.append(one.file)
    if strange:
        notes.append(
            message("office.members_other_year", year=str(year), files=tuple(strange), count=len(strange))
        )


def _by_organ(reports: Sequence[Filed], organs: Organs) -> dict[str, list[Filed]]:
    """The reports by organ; identical files count once."""
    groups: dict[str, list[Filed]] = {}
    ordered = sorted(reports, key=lambda one: (one.organ or one.file, -stage_of(one.file), one.file))
    for one in ordered:
        group = groups.setdefault(_key(one, organs), [])
        if one.other.report.sha256 not in {each.other.report.sha256 for each in group}:
            group.append(one)
    return groups


def _key(filed: Filed, organs: Organs) -> str:
    """What tells an organ; a name that several organs bear, or none, stands for this file alone."""
    if filed.organ is None:
        return filed.file
    found = organs.identify(filed.organ)
    return filed.file if found.several else found.key


def _missing(
    report: Report, groups: Mapping[str, object], unread: Sequence[Unfiled], organs: Organs
) -> Iterator[str]:
    """The organs of the roster without a report; a file that names one but cannot be read is not missing."""
    own = organ_of(report)
    there = {*groups, *(() if own is None else (organs.identify(own).key,))}
    named = {one.name for file in unread for one in organs.names_in(PurePath(file.file).stem)}
    area = None if own is None else organs.identify(own).key
    for one in organs.roster:
        expected = one.due and organs.belongs(one, area)
        if expected and organs.identify(one.name).key not in there and one.name not in named:
            yield one.name


def _copied(other: Other) -> Other:
    return Other(other.report, other.form, other.due, other.unread, other.textless, copy=True)


def _unknown(name: str, reason: Message) -> Other:
    """A member of which nothing is known but that it is one."""
    identity = Identity(organ=Located(name, name, Location()))
    empty = Report(name, "", identity, (), (), (), MappingProxyType({}), parameters=EMPTY)
    return Other(empty, unread=reason)
