"""``gouji total``: the members of an area added into the form."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.exit_status import ExitStatus, gravest
from gouji.cli.grouping import grouped
from gouji.cli.options import About, LanguageOption, PackOption, Running, YearOption, year_of
from gouji.cli.output import note, print_sheet, save_bytes, width
from gouji.cli.running import Run, sources_of
from gouji.cli.session import begin, session
from gouji.cli.usage import UsageFault, choice
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gouji.cli.session import Session
    from gouji.engine.office.filed import Filed, Gathered
    from gouji.engine.office.organs import Organs
    from gouji.engine.office.totals import Difference, Total
    from gouji.grammar.messages import Language
    from gouji.rules.pack import Pack


@grouped
def total(
    context: typer.Context,
    *,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="cli.argument_members")],
    roster: Annotated[str | None, typer.Option("--roster", metavar="FILE", help="cli.option_roster")] = None,
    area: Annotated[str | None, typer.Option("--area", metavar="NAME", help="cli.option_area")] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="cli.option_total_output")
    ] = None,
    against: Annotated[
        str | None, typer.Option("--check", metavar="REPORT", help="cli.option_total_check")
    ] = None,
    year: YearOption = None,
    pack: PackOption = None,
    running: Running,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Add the members of an area cell by cell into the official form."""
    language, found = begin(context, lang, paths)
    running, year = found.fill(running), found.value("year", year)
    write = _writer(output)
    sources = sources_of(paths, running, (output,), [one for one in (roster, against) if one is not None])
    given = session(language, found, About(pack=pack))
    organs = _organs(found.value("roster", roster))
    run = Run(running, sources, replace(given, options=replace(given.options, year=None, rules=frozenset())))
    gathered = _gathered(run)
    if run.interrupted:
        return ExitStatus.INTERRUPTED
    own = None if against is None else _report(against, given)
    added = _added(gathered, organs, given, year_of(year), area, own)
    differing = _show(added, own, language)
    if write is not None and output is not None:
        save_bytes(write(added, language), Path(output))
        note(message("cli.saved", file=output), language)
    return gravest(
        ExitStatus.UNREADABLE if gathered.unread else ExitStatus.NONE,
        ExitStatus.FINDINGS if differing else ExitStatus.NONE,
    )


def _organs(roster: str | None) -> Organs:
    from gouji.engine.office.organs import Organs  # noqa: PLC0415
    from gouji.engine.office.roster import read_roster  # noqa: PLC0415

    organs = Organs() if roster is None else read_roster(Path(roster))
    if isinstance(organs, Message):
        raise UsageFault(organs)
    return organs


def _gathered(run: Run) -> Gathered:
    """The reports of the members, and the files that could not be read."""
    from gouji.engine.office.filed import Filed, Gathered, Unfiled  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    reports, unread = [], []
    for one in run.results():
        if isinstance(one.outcome, Unreadable):
            unread.append(Unfiled(one.file, one.outcome.message))
        else:
            reports.append(Filed.of(one.file, one.outcome))
    return Gathered(tuple(reports), tuple(unread))


def _report(file: str, given: Session) -> Filed:
    """The area's own report.

    Raises:
        UsageFault: it cannot be read.
    """
    from gouji.engine.office.filed import Filed  # noqa: PLC0415
    from gouji.engine.pipeline import check_file  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    checked = check_file(Path(file), given.library, replace(given.options, rules=frozenset()))
    if isinstance(checked, Unreadable):
        raise UsageFault(message("cli.cannot_compare", file=file, reason=checked.message), checked.advice)
    return Filed.of(file, checked)


def _added(  # noqa: PLR0917 - what is added, and for whom
    gathered: Gathered, organs: Organs, given: Session, year: int | None, area: str | None, own: Filed | None
) -> Total:
    """The members added; year and area are those of the area's own report where they are not given."""
    from gouji.engine.office.totals import total_of  # noqa: PLC0415 - the engine is there by now

    year = year or (own.year if own else None) or _usual_year(gathered)
    return total_of(gathered, organs, _form(given, year), year, area or (own.organ if own else None))


def _usual_year(gathered: Gathered) -> int | None:
    """The year that most members report on; the later one of two."""
    years = [one.year for one in gathered.reports if one.year is not None]
    return max(set(years), key=lambda year: (years.count(year), year), default=None)


def _form(given: Session, year: int | None) -> Pack:
    forms = given.library.forms()
    if given.options.pack is not None:
        return next(form for form in forms if form.id == given.options.pack)
    fitting = [form for form in forms if year is not None and form.schema.tables and form.covers(year)]
    if not fitting:
        raise UsageFault(message("cli.total_no_form"), message("cli.total_no_form_advice"))
    return fitting[0]


def _show(added: Total, own: Filed | None, language: Language) -> Sequence[Difference]:
    from gouji.engine.office.totals import differences  # noqa: PLC0415
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415
    from gouji.engine.writing.total_sheet import write_differences, write_total  # noqa: PLC0415

    sheet = Sheet(width(sys.stdout))
    write_total(sheet, added, language)
    found = () if own is None else tuple(differences(added, own))
    if own is not None:
        write_differences(sheet, added, own.file, found, language)
    print_sheet(sheet, sys.stdout)
    return found


def _writer(output: str | None) -> Callable[[Total, Language], bytes] | None:
    """What makes a file of that ending; ``None`` without a file.

    Raises:
        UsageFault: no format has the ending, or what it needs is not installed.
    """
    if output is None:
        return None
    from gouji.engine.writing.extras import missing  # noqa: PLC0415

    ending = choice("--output", Path(output).suffix.lower().lstrip("."), ("docx", "xlsx"))
    if (lack := missing("office")) is not None:
        raise UsageFault(lack)
    if ending == "docx":
        from gouji.engine.writing.total_form import as_form  # noqa: PLC0415

        return as_form
    from gouji.engine.writing.total_workbook import as_workbook  # noqa: PLC0415

    return as_workbook
