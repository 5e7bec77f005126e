"""Many files checked: each in its turn or by several processes, results always in the order of the files."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gouji.engine.binding.grouping import Sketch, grouped
from gouji.engine.checking.result import CheckedReport
from gouji.engine.office.examining import Examined, Examiner, Setup, Together, examiner
from gouji.engine.office.intake import Source
from gouji.engine.office.tasks import Fate, Finished, Limits
from gouji.engine.reading.document import Unreadable
from gouji.engine.reading.faults import fault, unreadable
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gouji.engine.office.journal import Entry, Journal
    from gouji.engine.office.workers import Work

Task = Source | Together
Outcome = CheckedReport | Unreadable | bytes

FEW = 8
"""Files that are checked sooner by this process than others could be started."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A report of a batch: its own file, and what checking it gave."""

    file: str
    outcome: CheckedReport | Unreadable


@dataclass(frozen=True, slots=True)
class Step:
    """How far a batch is, told whenever a file has been examined.

    Attributes:
        done, total: files.
        file: the one just examined.
        failed: it crashed, took too long or too much.
        resumed: its result was in the journal.
    """

    done: int
    total: int
    file: str
    failed: bool = False
    resumed: bool = False


class Batch:
    """A run over many files.

    Args:
        setup: what checking depends on.
        jobs: processes; as many as there are cores when ``None``, none at all for a few files.
        limits: for each file, in processes of their own.
        journal: where examined files are noted and found again.
        report: called after each file.
        prepare: what a worker answers tasks with.
    """

    def __init__(
        self,
        setup: Setup,
        *,
        jobs: int | None = None,
        limits: Limits | None = None,
        journal: Journal | None = None,
        report: Callable[[Step], None] = lambda _: None,
        prepare: Callable[[Setup], Work] = examiner,
    ) -> None:
        self._setup = setup
        self._examiner = Examiner(setup)
        self._jobs = jobs
        self._limits = limits or Limits()
        self._journal = journal
        self._report = report
        self._prepare = prepare

    def run(self, sources: Sequence[Source]) -> Iterator[Checked]:
        """Check the files.

        Args:
            sources: the files, in the order of the results.

        Yields:
            A result for each report, as soon as all before it are known; a file that is part of another's
            report has none of its own.

        Raises:
            RuntimeError: worker processes cannot be started.
        """
        if self._jobs is None and len(sources) <= FEW and self._journal is None:
            yield from _Run(self._examiner, sources, self._here, None, self._report).results()
            return
        from gouji.engine.office.workers import Workers  # noqa: PLC0415 - a few files need no processes

        count = min(self._jobs or os.cpu_count() or 1, max(1, len(sources)))
        with Workers(self._prepare, self._setup, count, self._limits) as workers:
            yield from _Run(self._examiner, sources, workers.run, self._journal, self._report).results()

    def _here(self, tasks: Sequence[Task]) -> Iterator[Finished]:
        for index, task in enumerate(tasks):
            yield Finished(index, Fate.DONE, self._examiner.done(task))


class _Run:
    """The course of one run: files examined as they come, folders settled when they are whole."""

    def __init__(
        self,
        examiner: Examiner,
        sources: Sequence[Source],
        do: Callable[[Sequence[Task]], Iterator[Finished]],
        journal: Journal | None,
        report: Callable[[Step], None],
    ) -> None:
        self._examiner, self._sources, self._do = examiner, sources, do
        self._journal, self._report = journal, report
        self._place = {source.name: index for index, source in enumerate(sources)}
        self._folders: dict[str, list[int]] = {}
        for index, source in enumerate(sources):
            self._folders.setdefault(source.folder, []).append(index)
        self._examined: dict[int, Examined] = {}
        self._final: dict[int, Outcome | None] = {}
        self._joint: dict[int, Together] = {}
        self._next = self._done = 0

    def results(self) -> Iterator[Checked]:
        """The results, in order."""
        hashes = {} if self._journal is None else self._hashes()
        left = [index for index in range(len(self._sources)) if not self._resumed(index, hashes)]
        yield from self._ready()
        for finished in self._do([self._sources[index] for index in left]):
            index = left[finished.index]
            examined = self._understood(index, finished)
            if self._journal is not None and finished.fate is Fate.DONE and index in hashes:
                parcel = self._examiner.parcels.wrapped(examined)
                self._journal.add(self._sources[index].name, hashes[index], parcel)
            self._take(index, examined, failed=finished.fate is not Fate.DONE)
            yield from self._ready()
        places = sorted(self._joint)
        for finished in self._do([self._joint[index] for index in places]):
            index = places[finished.index]
            self._final[index] = self._outcome(index, finished)
            yield from self._ready()

    def _hashes(self) -> dict[int, str]:
        found = ((index, source.data()) for index, source in enumerate(self._sources))
        return {index: hashlib.sha256(data).hexdigest() for index, data in found if isinstance(data, bytes)}

    def _resumed(self, index: int, hashes: dict[int, str]) -> bool:
        """Take a file's result from the journal, if it is there and can be read."""
        if self._journal is None or index not in hashes:
            return False
        entry = self._kept.get((self._sources[index].name, hashes[index]))
        if entry is None:
            return False
        try:
            examined = self._examiner.parcels.opened(entry.parcel)
        except ValueError:
            return False
        self._take(index, examined, resumed=True)
        return True

    @cached_property
    def _kept(self) -> dict[tuple[str, str], Entry]:
        return {} if self._journal is None else self._journal.entries()

    def _take(self, index: int, examined: Examined, *, failed: bool = False, resumed: bool = False) -> None:
        """Note a file, and settle its folder when it was the last of it."""
        self._examined[index] = examined
        name = self._sources[index].name
        self._done += 1
        self._report(Step(self._done, len(self._sources), name, failed, resumed))
        places = self._folders[self._sources[index].folder]
        if all(place in self._examined for place in places):
            self._settle(places)

    def _settle(self, places: Sequence[int]) -> None:
        """Tell which files of a folder are one report; those that are alone are done."""
        seen = {place: self._examined.pop(place) for place in places}
        groups = {self._place[group.file]: group for group in grouped([one.sketch for one in seen.values()])}
        for place, examined in seen.items():
            group = groups.get(place)
            if group is None:
                self._final[place] = None
            elif group.alone:
                self._final[place] = examined.outcome
            else:
                names = (group.file, *group.supplements)
                self._joint[place] = Together(
                    group, tuple(self._sources[self._place[name]] for name in names)
                )

    def _ready(self) -> Iterator[Checked]:
        while self._next in self._final:
            outcome = self._final.pop(self._next)
            if outcome is not None:
                yield Checked(self._sources[self._next].name, self._opened(outcome))
            self._next += 1

    def _opened(self, outcome: Outcome) -> CheckedReport | Unreadable:
        return self._examiner.parcels.opened(outcome) if isinstance(outcome, bytes) else outcome

    def _understood(self, index: int, finished: Finished) -> Examined:
        if finished.fate is not Fate.DONE:
            name = self._sources[index].name
            return Examined(Sketch(name), _failed(name, finished.fate))
        answer = finished.answer
        found = self._examiner.parcels.opened(answer) if isinstance(answer, bytes) else answer
        if not isinstance(found, Examined):
            raise TypeError("a file was not examined but something else was done with it")
        return found

    def _outcome(self, index: int, finished: Finished) -> Outcome:
        if finished.fate is not Fate.DONE:
            return _failed(self._sources[index].name, finished.fate)
        return finished.answer  # type: ignore[return-value]


def _failed(name: str, fate: Fate) -> Unreadable:
    """The result of a file that ended its process."""
    return unreadable(PurePosixPath(name.replace("\\", "/")).name, fault(fate.value))
