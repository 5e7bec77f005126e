"""The end of a month: the members added up, and what next year's reports are compared with."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gouji.engine.office.filed import Filed, Gathered, Unfiled
from gouji.engine.office.month import COPIES, KEPT, TOTALS, series_of
from gouji.engine.office.totals import Total, differences, total_of
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.extras import missing
from gouji.engine.writing.json_output import to_json
from gouji.engine.writing.month_files import BlockedError, Put
from gouji.engine.writing.office_text import LONGEST_NAME, file_name
from gouji.engine.writing.results import Result
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.month import Copy
    from gouji.engine.writing.month_desk import Desk

FINAL, FACTS, PIECED = "最新稿", "数据", "表格另附的数据"
"""Of two files with one report the last by name counts: the reports themselves before what was kept of them
as data, for they have texts; but what was put together from several files is whole only as data."""
A_FILE = 100
"""Reports that are kept as data in one file, so that it stays small enough to be read."""
MOST_NAMED = 5


def total(desk: Desk) -> Iterator[Message]:
    """Add the members up into the form of the year, as a document and as a workbook."""
    readable = [(copy, checked) for copy, checked in desk.readable() if copy.year == desk.year]
    if not readable or desk.year is None:
        yield message("office_month.no_total")
        return
    year = desk.year
    forms = desk.given.library.forms()
    form = next((one for one in forms if one.schema.tables and one.covers(year)), None)
    if form is None:
        yield message("office_month.no_form", year=str(year))
        return
    lacking = missing("office")
    if lacking is not None:
        raise BlockedError(lacking)
    from gouji.engine.writing.total_form import as_form  # noqa: PLC0415 - an extra
    from gouji.engine.writing.total_workbook import as_workbook  # noqa: PLC0415

    area = _area(desk)
    added = total_of(_gathered(desk, readable), desk.given.organs, form, year, area)
    theirs = [
        path
        for path, data in (
            (f"{TOTALS}/汇总表_{year}.docx", as_form(added, desk.language)),
            (f"{TOTALS}/汇总表_{year}.xlsx", as_workbook(added, desk.language)),
        )
        if desk.files.put(path, data) is Put.THEIRS
    ]
    found = added.members
    yield message(
        "office_month.total",
        count=len(found.counted),
        missing=len(found.missing),
        unread=len(found.unread),
        folder=TOTALS,
    )
    if not added.complete:
        yield message("office_month.total_open")
    yield from _against_own(desk, added, readable)
    if theirs:
        yield message("office_month.theirs", files=tuple(theirs), count=len(theirs))


def _gathered(desk: Desk, readable: Sequence[tuple[Copy, CheckedReport]]) -> Gathered:
    unread = [
        Unfiled(one.file, one.outcome.message) for one in desk.results if isinstance(one.outcome, Unreadable)
    ]
    return Gathered(tuple(Filed.of(copy.file, checked) for copy, checked in readable), tuple(unread))


def _area(desk: Desk) -> str | None:
    """The organ whose members report: as given, else the one to which most of the roster add up."""
    if desk.given.area is not None:
        return desk.given.area
    above = Counter(one.sums_to for one in desk.given.organs.roster if one.sums_to)
    own = {one.name: one.sums_to for one in desk.given.organs.roster}
    tops = [name for name in above if not own.get(name)]
    return max(tops, key=lambda name: (above[name], name), default=None)


def _against_own(
    desk: Desk, added: Total, readable: Sequence[tuple[Copy, CheckedReport]]
) -> Iterator[Message]:
    """Compare with the area's own report, when it is among those that came."""
    if added.area is None:
        return
    key = desk.given.organs.identify(added.area).key
    for copy, checked in readable:
        if copy.organ and desk.given.organs.identify(copy.organ).key == key:
            differing = len(tuple(differences(added, Filed.of(copy.file, checked))))
            told = "total_differs" if differing else "total_agrees"
            counted = {"count": differing} if differing else {}
            yield message(f"office_month.{told}", file=f"{COPIES}/{copy.file}", **counted)


def keep(desk: Desk) -> Iterator[Message]:
    """Keep the last drafts and their figures, for next year."""
    kept = [(copy, checked) for copy, checked in desk.readable() if copy.year == desk.year and copy.organ]
    if not kept or desk.year is None:
        yield message("office_month.nothing_to_keep")
        return
    folder = f"{KEPT}/{desk.year}"
    pieced = {one.part_of for one in desk.memory.copies if one.part_of}
    known = {
        series_of(one.organ, one.year, desk.given.organs) for one in desk.memory.copies if one.part_of == "?"
    }
    taken: list[str] = []
    paths: set[str] = set()
    theirs: list[str] = []
    groups: dict[str, list[Result]] = {FACTS: [], PIECED: []}
    for copy, checked in kept:
        series = series_of(copy.organ, copy.year, desk.given.organs)
        whole = copy.sha256 not in pieced and series not in known
        groups[FACTS if whole else PIECED].append(Result(copy.file, checked))
        ending = PurePosixPath(copy.file).suffix
        end = f"_{copy.year}"
        name = file_name(f"{copy.organ[: LONGEST_NAME - len(end)]}{end}", ending, FINAL, taken)
        taken.append(name)
        paths.add(f"{folder}/{FINAL}/{name}")
        theirs += _put(desk, f"{folder}/{FINAL}/{name}", desk.files.read(f"{COPIES}/{copy.file}") or b"")
    for name, group in groups.items():
        for at in range(0, len(group), A_FILE):
            data = to_json(group[at : at + A_FILE], desk.given.version, desk.language, facts=True)
            path = f"{folder}/{name}{at // A_FILE + 1}.json"
            paths.add(path)
            theirs += _put(desk, path, data.encode("utf-8", "backslashreplace"))
    for path in [one for one in desk.files.written if one.startswith(f"{folder}/") and one not in paths]:
        if not desk.files.drop(path):
            theirs.append(path)
    yield message("office_month.kept", count=len(kept), folder=folder)
    nameless = tuple(copy.file for copy, _ in desk.readable() if not copy.organ or copy.year is None)
    if nameless:
        yield message("office_month.not_kept", files=nameless[:MOST_NAMED], count=len(nameless))
    if theirs:
        yield message("office_month.theirs", files=tuple(theirs[:MOST_NAMED]), count=len(theirs))


def _put(desk: Desk, path: str, data: bytes) -> list[str]:
    return [path] if desk.files.put(path, data) is Put.THEIRS else []
