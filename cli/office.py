"""``gouji office``: the month of an oversight office, in one folder."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.accepting import found_before, today
from gouji.cli.exit_status import ExitStatus, gravest
from gouji.cli.grouping import grouped
from gouji.cli.office_files import office_settings, settings_file
from gouji.cli.options import About, Accepting, LanguageOption, Running, year_of
from gouji.cli.output import note, print_sheet, width
from gouji.cli.running import Run
from gouji.cli.session import Session, begin, session
from gouji.cli.usage import UsageFault, unknown
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.office.batch import Checked
    from gouji.engine.office.intake import Source
    from gouji.engine.office.month import Step
    from gouji.engine.pipeline import CheckOptions
    from gouji.engine.writing.month import Month
    from gouji.engine.writing.month_desk import Given

JOURNAL = "进度.jsonl"
LARGEST_JOURNAL = 2**28
"""Bytes; what has grown larger is mostly about rules and files of long ago."""


@grouped
def office(
    context: typer.Context,
    *,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="office_month.argument")],
    step: Annotated[
        list[str] | None, typer.Option("--step", metavar="STEP", help="office_month.option_step")
    ] = None,
    area: Annotated[str | None, typer.Option("--area", metavar="NAME", help="cli.option_area")] = None,
    about: About,
    running: Running,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Take in, check, ask back, review, add up and keep the reports of a folder, as often as wanted."""
    language, found = begin(context, lang, [folder])
    about, running = found.fill(about), found.fill(running)
    place = Path(folder)
    if not place.is_dir():
        raise UsageFault(message("office_month.no_folder", path=folder), message("office_month.create_it"))
    steps = _steps(step or ())
    about = replace(about, roster=about.roster or _roster(place))
    missing = next((one for one in about.previous or () if not Path(one).exists()), None)
    if missing is not None:
        raise UsageFault(message("cli.no_such_path", path=missing))
    run = session(language, found, replace(about, previous=None, year=None))
    from gouji.engine.writing.month import Month  # noqa: PLC0415 - the engine is imported when there is work
    from gouji.engine.writing.month_files import BlockedError  # noqa: PLC0415

    checking = _Checking(run, _with_journal(running, place, language))
    accept = found_before(Accepting(), found, [folder], language).without
    given = replace(
        _given(run, about, running, checking, place),
        area=area,
        accept=lambda checked, file: accept(checked, file, None),
    )
    try:
        month = Month(place, given)
    except BlockedError as fault:
        raise UsageFault(fault.told) from fault
    checking.month = month
    failed = _show(month, steps, language)
    return _status(month, failed=failed)


class _Checking:
    """Checks files as ``gouji check`` does; tells the month when it was stopped."""

    def __init__(self, run: Session, running: Running) -> None:
        self._session, self._running = run, running
        self.month: Month | None = None

    def __call__(self, sources: Sequence[Source], options: CheckOptions) -> Iterator[Checked]:
        if not sources:
            return
        run = Run(self._running, sources, replace(self._session, options=options))
        yield from run.results()
        if run.interrupted and self.month is not None:
            self.month.stopped = True


def _given(run: Session, about: About, running: Running, checking: _Checking, place: Path) -> Given:
    from gouji.cli.version import version  # noqa: PLC0415
    from gouji.engine.office.organs import Organs  # noqa: PLC0415
    from gouji.engine.writing.month_desk import Given  # noqa: PLC0415

    beside = run.options.beside
    return Given(
        run.language,
        run.library,
        run.options,
        Organs() if beside is None else beside.organs,
        office_settings(settings_file(None, [str(place)])),
        version(),
        today(),
        checking,
        year=year_of(about.year),
        exclude=tuple(running.exclude or ()),
        previous=tuple(about.previous or ()),
    )


def _steps(names: Sequence[str]) -> frozenset[Step]:
    """The steps that are named; all without a name."""
    from gouji.engine.office.month import NAMES, Step  # noqa: PLC0415

    wanted = [one.strip() for name in names for one in name.replace("，", ",").split(",") if one.strip()]
    strange = next((one for one in wanted if one not in NAMES), None)
    if strange is not None:
        raise unknown("office_month.no_such_step", strange, [one for one in NAMES if not one.isascii()])
    return frozenset(NAMES[one] for one in wanted) or frozenset(Step)


def _roster(place: Path) -> str | None:
    from gouji.engine.office.month import ROSTERS  # noqa: PLC0415

    return next((str(place / name) for name in ROSTERS if (place / name).is_file()), None)


def _with_journal(running: Running, place: Path, language: Language) -> Running:
    """The options with a journal in the folder, so that a run that was broken off goes on where it ended."""
    from gouji.engine.office.journal import secret_in  # noqa: PLC0415
    from gouji.engine.office.month import OWN_MEMORY  # noqa: PLC0415
    from gouji.rules.cache import default_folder  # noqa: PLC0415

    if running.journal is not None:
        return running
    packs = default_folder()
    if packs is None or secret_in(packs.parent) is None:
        note(message("office_month.no_journal"), language)
        return running
    path = place / OWN_MEMORY / JOURNAL
    with suppress(OSError):
        if path.stat().st_size > LARGEST_JOURNAL:
            path.unlink()
    return replace(running, journal=str(path))


def _show(month: Month, steps: frozenset[Step], language: Language) -> bool:
    """Tell each step as it is done, then what came of all of it; whether a step could not be done."""
    from gouji.engine.office.month import Step  # noqa: PLC0415
    from gouji.engine.writing.month_sheet import write_month, write_told  # noqa: PLC0415
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

    failed = False
    for told in month.run(steps):
        failed = failed or told.failed
        sheet = Sheet(width(sys.stdout))
        write_told(sheet, told, language)
        print_sheet(sheet, sys.stdout)
    if Step.CHECK in steps and not month.stopped:
        sheet = Sheet(width(sys.stdout))
        write_month(sheet, month.desk)
        print_sheet(sheet, sys.stdout)
    return failed


def _status(month: Month, *, failed: bool) -> ExitStatus:
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    if month.stopped:
        return ExitStatus.INTERRUPTED
    unread = any(isinstance(one.outcome, Unreadable) for one in month.desk.results)
    return gravest(
        ExitStatus.COULD_NOT_RUN if failed else ExitStatus.NONE,
        ExitStatus.UNREADABLE if unread else ExitStatus.NONE,
    )
