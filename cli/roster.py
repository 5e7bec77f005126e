"""``gouji roster``: begins a roster from the reports that are there."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.grouping import grouped
from gouji.cli.options import About, LanguageOption, Running
from gouji.cli.output import emit, note, save_bytes
from gouji.cli.running import Run, sources_of
from gouji.cli.session import begin, session
from gouji.cli.usage import UsageFault, choice
from gouji.grammar.messages import message


@grouped
def roster(
    context: typer.Context,
    *,
    from_: Annotated[list[str], typer.Option("--from", metavar="PATH", help="cli.option_roster_from")],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="cli.option_roster_output")
    ] = None,
    running: Running,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Propose a roster: the organs whose reports are there, for somebody to complete and correct."""
    language, found = begin(context, lang, from_)
    running = found.fill(running)
    ending = "csv" if output is None else choice("--output", Path(output).suffix[1:].lower(), ("csv", "xlsx"))
    sources = sources_of(from_, running, (output,))
    given = session(language, found, About())
    run = Run(running, sources, replace(given, options=replace(given.options, rules=frozenset())))
    from gouji.engine.office.attendance import Arrived, proposed  # noqa: PLC0415
    from gouji.engine.office.roster import roster_rows  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    arrived = [Arrived(one.file, one.outcome) for one in run.results()]
    listed = proposed(arrived)
    if not listed:
        raise UsageFault(message("cli.roster_nobody"))
    data = _written(roster_rows(listed), ending)
    if output is None:
        emit(data.decode("utf-8-sig"), sys.stdout)
    else:
        save_bytes(data, Path(output))
        note(message("cli.roster_saved", file=output, count=len(listed)), language)
    unread = tuple(one.file for one in arrived if isinstance(one.outcome, Unreadable))
    if unread:
        note(message("cli.facts_unread", files=unread, count=len(unread)), language)
    return ExitStatus.INTERRUPTED if run.interrupted else ExitStatus.NONE


def _written(rows: list[tuple[str, ...]], ending: str) -> bytes:
    """The rows as a file.

    Raises:
        UsageFault: what the format needs is not installed.
    """
    if ending == "csv":
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerows(rows)
        return stream.getvalue().encode("utf-8-sig")
    from gouji.engine.writing.extras import missing  # noqa: PLC0415

    if (lack := missing("office")) is not None:
        raise UsageFault(lack)
    from gouji.engine.writing.roster_workbook import as_workbook  # noqa: PLC0415

    return as_workbook(rows)
