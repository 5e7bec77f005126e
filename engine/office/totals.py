"""The members of an area added cell by cell into the form; what is not known is never counted as 0."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from gouji.engine.binding.report import Identity, Located, Report
from gouji.engine.checking.evaluating import other_view
from gouji.engine.checking.values import Unknown
from gouji.engine.office.members import FoundMembers, members_of
from gouji.engine.reading.document import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gouji.engine.checking.others import OtherView
    from gouji.engine.office.archive import Archive
    from gouji.engine.office.filed import Filed, Gathered
    from gouji.engine.office.organs import Listed, Organs
    from gouji.grammar.messages import Message
    from gouji.grammar.schema import Path
    from gouji.rules.pack import Pack

Cell = tuple[str, "Path", "Path"]


@dataclass(frozen=True, slots=True)
class Unadded:
    """A member whose cell could not be added, and why."""

    organ: str
    reason: Message


@dataclass(frozen=True, slots=True)
class CellTotal:
    """A cell of the form over all members.

    Attributes:
        value: the sum of what is known.
        unadded: the members of which it is not; with any, ``value`` is the least it can be.
    """

    value: Fraction
    unadded: tuple[Unadded, ...] = ()


@dataclass(frozen=True)
class Total:
    """An area's form, filled by adding.

    Attributes:
        form: whose cells they are; members that filled an earlier form are added by what corresponds.
        area: the organ whose members were added; ``None`` when it was not named.
        cells: by table, row and column, in the order of the form.
        members: who is in, who is missing, what could not be read.
        excused: organs that need not report.
        elsewhere: organs whose figures are in another organ's report.
    """

    form: Pack
    area: str | None
    year: int | None
    cells: Mapping[Cell, CellTotal]
    members: FoundMembers
    excused: tuple[Listed, ...] = ()
    elsewhere: tuple[Listed, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every member that must be there is, and every cell of every one is known."""
        all_there = not (self.members.missing or self.members.unread)
        return all_there and not any(cell.unadded for cell in self.cells.values())


def total_of(
    archive: Archive | Gathered, organs: Organs, form: Pack, year: int | None, area: str | None = None
) -> Total:
    """Add the members of an area.

    Args:
        archive: the reports.
        organs: the roster; without one every report is a member's.
        form: the form to fill, that of the year.
        year: reports of other years are left out.
        area: the organ whose members they are.
    """
    members = members_of(_area(area, year), archive, organs)
    views = [other_view(one.other, form, one.organ or one.file) for one in members.counted]
    cells = {
        (table.id, row, column): _added(views, (table.id, row, column))
        for table in form.schema.tables.values()
        for row, column in table.cells()
    }
    key = None if area is None else organs.identify(area).key
    return Total(
        form,
        area,
        year,
        MappingProxyType(cells),
        members,
        tuple(one for one in organs.roster if not one.due),
        tuple(one for one in organs.roster if one.due and one.sums_to and not organs.belongs(one, key)),
    )


def _area(area: str | None, year: int | None) -> Report:
    """A report of the area of which nothing is known but whose it is."""
    organ = None if area is None else Located(area, area, Location())
    return Report("", "", Identity(year=year, organ=organ), (), (), (), MappingProxyType({}))


def _added(views: list[OtherView], cell: Cell) -> CellTotal:
    value, unadded = Fraction(0), []
    for view in views:
        found = view.look(*cell)
        if isinstance(found, Unknown):
            unadded.append(Unadded(view.name, found.reason))
            continue
        for seen in found:
            if isinstance(seen.value, Unknown):
                unadded.append(Unadded(view.name, seen.value.reason))
            else:
                value += seen.value
    return CellTotal(value, tuple(dict.fromkeys(unadded)))


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of the area's own report that is not the sum of its members.

    Attributes:
        found: what the area reports, or why that is not known.
        total: what its members add up to.
    """

    cell: Cell
    found: Fraction | Message
    total: CellTotal


def differences(total: Total, filed: Filed) -> Iterator[Difference]:
    """The cells in which an area's report and the total differ, in the order of the form.

    While not all members are known, a cell differs only if it is less than what is known.

    Args:
        total: of the members.
        filed: the area's report, filled by any form.
    """
    own = other_view(filed.other, total.form, filed.organ or filed.file)
    for cell, summed in total.cells.items():
        found = _found(own, cell)
        if isinstance(found, Fraction):
            short = found < summed.value
            if short or (found != summed.value and total.complete):
                yield Difference(cell, found, summed)
        elif summed.value:
            yield Difference(cell, found, summed)


def _found(view: OtherView, cell: Cell) -> Fraction | Message:
    looked = view.look(*cell)
    if isinstance(looked, Unknown):
        return looked.reason
    value = Fraction(0)
    for seen in looked:
        if isinstance(seen.value, Unknown):
            return seen.value.reason
        value += seen.value
    return value
