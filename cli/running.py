"""The run over the files of ``gouji check``: which they are, by what means, and what is told meanwhile."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli.options import Running, count_of
from gouji.cli.output import note
from gouji.cli.progress import Watch
from gouji.cli.usage import UsageFault
from gouji.grammar.messages import message
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.cli.session import Session
    from gouji.engine.office.batch import Checked, Step
    from gouji.engine.office.intake import Source
    from gouji.engine.office.journal import Journal
    from gouji.engine.office.tasks import Limits

MOST_JOBS, MOST_SECONDS, MOST_MEGABYTES = 256, 86_400, 1_000_000


def sources_of(
    paths: Sequence[str], running: Running, written: Sequence[str | Path | None], read: Sequence[str] = ()
) -> tuple[Source, ...]:
    """The files that the command line names.

    Args:
        paths: files, folders, patterns and archives.
        running: what to leave out, and the journal.
        written: files that the command writes; they must be none of those.
        read: other files that it reads, which are no documents though they may lie beside them.

    Raises:
        UsageFault: there is no file, or one would be written over.
    """
    from gouji.engine.office.intake import sources  # noqa: PLC0415 - the engine is imported when there is work

    own = [Path(one) for one in (*written, running.journal) if one is not None]
    found = tuple(sources(paths, running.exclude or (), [*own, *map(Path, read)]))
    if not found:
        raise UsageFault(message("cli.no_files", paths=tuple(paths)))
    originals = {source.path.resolve() for source in found if source.path is not None}
    for one in own:
        if one.resolve() in originals:
            raise UsageFault(message("cli.output_is_input", file=str(one)))
    return found


class Run:
    """One run over files.

    Args:
        given: the options of the run.
        sources: the files.
        session: language, library and what is said about the reports.

    Raises:
        UsageFault: an option has a value that it cannot have, or the journal cannot be kept.
    """

    def __init__(self, given: Running, sources: Sequence[Source], session: Session) -> None:
        self._sources = sources
        self._session = session
        self._jobs = count_of("--jobs", given.jobs, MOST_JOBS)
        self._limits = _limits(given)
        self._limited = given.timeout is not None or given.memory is not None
        self._journal_file = given.journal
        self._done = self._resumed = 0
        self.interrupted = False
        self.rules = session.options.rules
        beside = session.options.beside
        self.organs = None if beside is None else beside.organs

    def results(self) -> Iterator[Checked]:
        """The results in the order of the files; stopped from the keyboard, those that are there by then."""
        from gouji.engine.office.batch import Batch  # noqa: PLC0415 - the engine is imported when there is work
        from gouji.engine.office.examining import Setup  # noqa: PLC0415

        language = self._session.language
        jobs = self._jobs or (os.cpu_count() if self._limited else None)
        setup = Setup(self._session.library, self._session.options)
        with self._journal() as journal, Watch(len(self._sources), language) as watch:

            def report(step: Step) -> None:
                self._done = step.done
                self._resumed += step.resumed
                watch(step)

            batch = Batch(setup, jobs=jobs, limits=self._limits, journal=journal, report=report)
            try:
                yield from batch.run(self._sources)
            except KeyboardInterrupt:
                self.interrupted = True
        self._tell()

    def written(self, file: str) -> float | None:
        """When a file was last written, in seconds."""
        return next((source.written for source in self._sources if source.name == file), None)

    def _tell(self) -> None:
        language = self._session.language
        if self._resumed:
            note(message("progress.resumed", count=self._resumed), language)
        if self.interrupted:
            left = len(self._sources) - self._done
            note(message("progress.interrupted", done=self._done, left=left), language)
            if self._journal_file is not None:
                note(message("progress.resume"), language)

    @contextmanager
    def _journal(self) -> Iterator[Journal | None]:
        if self._journal_file is None:
            yield None
            return
        from gouji.engine.office.conditions import conditions  # noqa: PLC0415
        from gouji.engine.office.journal import Journal, secret_in  # noqa: PLC0415
        from gouji.rules.cache import default_folder  # noqa: PLC0415

        packs = default_folder()
        secret = None if packs is None else secret_in(packs.parent)
        if secret is None:
            raise UsageFault(message("cli.no_journal_secret"))
        path = Path(self._journal_file)
        journal = Journal(path, conditions(self._session.library, self._session.options), secret)
        try:
            yield journal
        except OSError as fault:
            reason = reason_of(fault)
            raise UsageFault(message("cli.cannot_write", file=str(path), reason=reason)) from fault
        finally:
            journal.close()


def _limits(given: Running) -> Limits:
    from gouji.engine.office.tasks import Limits  # noqa: PLC0415

    usual = Limits()
    return Limits(
        count_of("--timeout", given.timeout, MOST_SECONDS) or usual.seconds,
        count_of("--memory", given.memory, MOST_MEGABYTES) or usual.megabytes,
    )
