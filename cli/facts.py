"""``gouji facts``: every cell of every report, for analysts."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.grouping import grouped
from gouji.cli.options import About, LanguageOption, Running
from gouji.cli.output import emit, note, save_bytes
from gouji.cli.running import Run, sources_of
from gouji.cli.session import begin, session
from gouji.cli.usage import UsageFault, choice
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gouji.engine.writing.results import Result


@grouped
def facts(
    context: typer.Context,
    *,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="cli.argument_paths")],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="cli.option_facts_output")
    ] = None,
    about: About,
    running: Running,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Write every cell of every report into one table: CSV, a workbook or Parquet, by the file's ending."""
    language, found = begin(context, lang, paths)
    running = found.fill(running)
    target = None if output is None else Path(output)
    write = _writer(target)
    sources = sources_of(paths, running, (target,))
    given = session(language, found, about)
    run = Run(running, sources, replace(given, options=replace(given.options, rules=frozenset())))
    results = tuple(_results(run))
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415 - the engine is there by now

    unread = [one for one in results if isinstance(one.outcome, Unreadable)]
    data = write(results)
    if target is None:
        emit(data.decode("utf-8-sig"), sys.stdout)
    else:
        save_bytes(data, target)
        note(message("cli.saved", file=str(target)), language)
    if unread:
        note(
            message("cli.facts_unread", files=tuple(one.file for one in unread), count=len(unread)), language
        )
    if run.interrupted:
        return ExitStatus.INTERRUPTED
    return ExitStatus.UNREADABLE if unread else ExitStatus.NONE


def _results(run: Run) -> Iterable[Result]:
    from gouji.engine.writing.results import Result  # noqa: PLC0415

    return (Result(one.file, one.outcome) for one in run.results())


def _writer(target: Path | None) -> Callable[[Iterable[Result]], bytes]:
    """What makes a file of that ending; CSV for standard output.

    Raises:
        UsageFault: no format has the ending, or what it needs is not installed.
    """
    from gouji.engine.writing.extras import missing  # noqa: PLC0415
    from gouji.engine.writing.facts_table import FORMATS, as_csv, as_parquet, as_workbook, rows  # noqa: PLC0415

    ending = "csv" if target is None else target.suffix.lower().lstrip(".")
    choice("--output", ending, FORMATS)
    extra = {"xlsx": "office", "parquet": "parquet"}.get(ending)
    if extra is not None and (lack := missing(extra)) is not None:
        raise UsageFault(lack)
    write = {"csv": as_csv, "xlsx": as_workbook, "parquet": as_parquet}[ending]
    return lambda results: write(rows(results))
