"""The month, step by step: files come in, are copied and checked; what follows is written beside them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.office.archive import Archive
from gouji.engine.office.comparing import Beside
from gouji.engine.office.intake import Source, files
from gouji.engine.office.month import (
    COPIES,
    INBOX,
    KEPT,
    SETTINGS,
    Copy,
    Memory,
    Step,
    adopted,
    current,
    numbered,
    usual_year,
)
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.month_copies import arrival, copy_name
from gouji.engine.writing.month_desk import Desk, Given, Told
from gouji.engine.writing.month_files import BlockedError, Files
from gouji.engine.writing.month_inbox import Incoming, incoming, is_own
from gouji.engine.writing.month_outputs import OUTPUTS
from gouji.engine.writing.results import Result
from gouji.engine.writing.settings_template import settings_template
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.pipeline import CheckOptions

    Checked = Mapping[str, CheckedReport | Unreadable]

_YEAR = re.compile(r"\d{4}")
MOST_NAMED = 5


class Month:
    """A month in a folder.

    Args:
        folder: of the month.
        given: what is given from outside.
    """

    def __init__(self, folder: Path, given: Given) -> None:
        self.files = Files(folder)
        memory = self.files.memory()
        self.desk = Desk(given, self.files, self._whole(memory))
        self._folder, self._given = folder, given
        self._incoming: tuple[Incoming, ...] = ()
        self.stopped = False
        """Set from outside when checking was interrupted: nothing more is written."""

    def run(self, steps: Collection[Step]) -> Iterator[Told]:
        """Do the steps, in their order.

        Yields:
            What each has done, or why it could not be done; a step that is blocked does not keep the others.
        """
        known = {one.sha256: one.source for one in self.desk.memory.copies}
        self._incoming = incoming(self._folder, self._given.exclude, known)
        new = self._new()
        if Step.RECEIVE in steps:
            yield from self._attempt(Step.RECEIVE, self._received(new))
        if steps == {Step.RECEIVE} or not (self._incoming or self.desk.memory.copies):
            return
        results = self._checked(new if Step.COPY in steps else [])
        if self.stopped:
            return
        try:
            if Step.COPY in steps:
                yield from self._attempt(Step.COPY, self._copied(new, results))
            self._settle(results)
            for step, output in OUTPUTS.items():
                if step in steps:
                    yield from self._attempt(step, output(self.desk))
        finally:
            fault = self._remembered()
        if fault is not None:
            yield Told(max(steps, key=list(Step).index), fault, failed=True)

    def _remembered(self) -> Message | None:
        """Keep what is known for the next run, also when this one is broken off; else why that is not so."""
        kept = replace(self.desk.memory, written=self.files.written, year=self.desk.year)
        try:
            self.files.remember(kept)
        except BlockedError as fault:
            return fault.told
        return None

    def _attempt(self, step: Step, done: Iterable[Message]) -> Iterator[Told]:
        try:
            for text in done:
                yield Told(step, text)
        except BlockedError as fault:
            yield Told(step, fault.told, failed=True)

    def _whole(self, memory: Memory) -> Memory:
        """The memory without copies that are gone, and with those that nothing is remembered of."""
        folder = self.files.folder / COPIES
        there = (
            {one.name for one in folder.iterdir() if one.is_file() and not is_own(one.name)}
            if folder.is_dir()
            else set()
        )
        kept = [one for one in memory.copies if one.file in there]
        for name in sorted(there - {one.file for one in kept}):
            data = self.files.read(f"{COPIES}/{name}") or b""
            kept.append(adopted(name, hashlib.sha256(data).hexdigest()))
        return replace(memory, copies=tuple(kept))

    def _new(self) -> list[Incoming]:
        """The files that were not received before, each once."""
        seen = {one.sha256 for one in self.desk.memory.copies}
        new = []
        for one in self._incoming:
            if not one.sha256 or one.sha256 not in seen:
                new.append(one)
                seen.add(one.sha256)
        return new

    def _received(self, new: Sequence[Incoming]) -> Iterator[Message]:
        """Tell what has come; the first time, make what people will look for."""
        self.files.make(INBOX)
        if self.files.read(SETTINGS) is None:
            self.files.put(SETTINGS, settings_template(self._given.language))
            yield message("office_month.settings", file=SETTINGS)
        if not self._incoming and not self.desk.memory.copies:
            yield message("office_month.empty", folder=INBOX)
            return
        fresh = sum(1 for one in new if one.sha256)
        yield message("office_month.received", files=len(self._incoming), count=fresh)
        whole = [one.sha256 for one in self._incoming if one.sha256]
        again = len(whole) - len(set(whole))
        if again:
            yield message("office_month.twice", count=again)

    def _checked(self, new: Sequence[Incoming]) -> Checked:
        """The results of all copies and of what is new, by the names they were received by."""
        copies = [Source(one.source, self._folder / COPIES / one.file) for one in self.desk.memory.copies]
        arrived = [Source(one.name, one.source.path, one.source.member) for one in new]
        previous = self._previous(self._year())
        while True:
            options = self._options(previous)
            found = {one.file: one.outcome for one in self._given.check((*copies, *arrived), options)}
            if self.stopped:
                return found
            self.desk.year = self._year_of(found)
            fitting = self._previous(self.desk.year)
            if fitting == previous:
                return found
            previous = fitting

    def _year(self) -> int | None:
        return self._given.year or self.desk.year or self.desk.memory.year

    def _year_of(self, found: Checked) -> int | None:
        """The year of most of what lies there to be received; never an earlier one than before."""
        if self._given.year is not None:
            return self._given.year
        before = self.desk.year or self.desk.memory.year
        years = {
            name: one.report.identity.year
            for name, one in found.items()
            if not isinstance(one, Unreadable) and one.report.identity.year is not None
        }
        there = [years[one.name] for one in self._incoming if one.name in years]
        counted = Counter(there or ([] if before else years.values()))
        most = max(counted, key=lambda year: (counted[year], year or 0), default=None)
        return most if before is None or (most or 0) > before else before

    def _previous(self, year: int | None) -> tuple[str, ...]:
        """The files of the reports of other years: those that are kept here, and those given."""
        kept = self._folder / KEPT
        there = sorted(kept.iterdir()) if kept.is_dir() else []
        folders = [str(one) for one in there if _YEAR.fullmatch(one.name) and one.name != str(year)]
        return tuple(name for name, _ in files((*folders, *self._given.previous)))

    def _options(self, previous: tuple[str, ...]) -> CheckOptions:
        given = self._given
        if not previous:
            return given.options
        beside = given.options.beside or Beside(organs=given.organs)
        return replace(given.options, beside=replace(beside, previous=Archive(previous, given.library)))

    def _copied(self, new: Sequence[Incoming], results: Checked) -> Iterator[Message]:
        names = [one.name for one in new]
        arrivals = [arrival(one, names, results, self._given.organs) for one in new if one.sha256]
        by_name = {one.name: one for one in new}
        copies = list(self.desk.memory.copies)
        done: list[Copy] = []
        for one, draft in numbered(arrivals, copies, self._given.organs):
            owner = next((other for other in arrivals if other.source == one.part_of), one)
            name = copy_name(one, owner, draft, [copy.file for copy in copies])
            data = by_name[one.source].source.data()
            if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != one.sha256:
                raise BlockedError(message("office_month.changing", file=one.source))
            self.files.put(f"{COPIES}/{name}", data, own=True)
            part_of = owner.sha256 if owner is not one else ""
            copy = Copy(one.sha256, one.source, name, owner.organ, owner.year, draft, part_of)
            copies.append(copy)
            done.append(copy)
            self.desk.memory = replace(self.desk.memory, copies=tuple(copies))
        told = message("office_month.copied", count=len(done), folder=COPIES)
        yield told if done else message("office_month.nothing_new")
        later = tuple(one.file for one in done if one.draft > 1 and not one.part_of)
        if later:
            named = later[:MOST_NAMED]
            yield message("office_month.later_drafts", files=named, count=len(later))
        lost = tuple(one.name for one in new if not one.sha256)
        if lost:
            yield message("office_month.not_copied", files=lost[:MOST_NAMED], count=len(lost))

    def _settle(self, results: Checked) -> None:
        """Choose the copies that are judged, and take the results by their names."""
        desk, given = self.desk, self._given
        copies = desk.memory.copies
        sources_there = {one.sha256 for one in self._incoming}
        desk.year = given.year or desk.year or desk.memory.year or usual_year(copies)
        desk.drafts = {
            one.file: _accepted(results[one.source], f"{COPIES}/{one.file}", given)
            for one in copies
            if one.source in results
        }
        judged = [
            one
            for one in current(copies, given.organs)
            if one.file in desk.drafts and not self._is_of_another_month(one)
        ]
        desk.shown = tuple(one for one in judged if one.draft or one.sha256 in sources_there)
        desk.gone = tuple(one.file for one in judged if one not in desk.shown)
        copied = {one.source for one in copies}
        desk.uncopied = tuple(
            Result(f"{INBOX}/{name}", outcome) for name, outcome in results.items() if name not in copied
        )

    def _is_of_another_month(self, copy: Copy) -> bool:
        """Whether a report was kept with those of an earlier year."""
        year = self.desk.year
        if copy.year is None or year is None or copy.year >= year:
            return False
        return (self._folder / KEPT / str(copy.year)).is_dir()


def _accepted(outcome: CheckedReport | Unreadable, file: str, given: Given) -> CheckedReport | Unreadable:
    return outcome if isinstance(outcome, Unreadable) else given.accept(outcome, file)
