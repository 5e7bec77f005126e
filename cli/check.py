"""``gouji check``: reports in, findings out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.accepting import FoundBefore, found_before, tell_unused, write_baseline
from gouji.cli.exit_status import ExitStatus, gravest
from gouji.cli.grouping import grouped
from gouji.cli.office_files import annotate, settings_file
from gouji.cli.options import (
    About,
    Accepting,
    Choosing,
    FailOn,
    FailOnOption,
    Format,
    LanguageOption,
    Running,
    Showing,
    counting,
    fail_limit,
)
from gouji.cli.running import Run, sources_of
from gouji.cli.session import begin, session
from gouji.cli.usage import UsageFault, choice
from gouji.cli.writing import Found, Writing, write
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.writing.results import Result


@grouped
def check(
    context: typer.Context,
    *,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="cli.argument_paths")],
    showing: Showing,
    about: About,
    choosing: Choosing,
    accepting: Accepting,
    running: Running,
    fail_on: FailOnOption = None,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Check reports and tell what must change, what to verify, and why."""
    language, found = begin(context, lang, paths)
    showing, accepting = found.fill(showing), found.fill(accepting)
    writing = _writing(showing, paths, language)
    limit = fail_limit(found.value("fail-on", fail_on))
    running = found.fill(running)
    read = (*(accepting.waivers or ()), *([accepting.baseline] if accepting.baseline else []))
    sources = sources_of(paths, running, (writing.target, accepting.write_baseline), read)
    run = Run(running, sources, session(language, found, about, choosing))
    before = found_before(accepting, found, paths, language)
    results = write(_written(_results(run, before), run), writing)
    if showing.annotate is not None:
        annotate(results, sources, Path(showing.annotate), writing.settings, language)
    tell_unused(before, results, language)
    write_baseline(before, results, language)
    if run.interrupted:
        return ExitStatus.INTERRUPTED
    return gravest(*(_status(result, limit) for result in results))


def _writing(given: Showing, paths: Sequence[str], language: Language) -> Writing:
    chosen = Format(choice("--format", given.format_ or Format.FULL, Format))
    if given.facts and chosen is not Format.JSON:
        raise UsageFault(message("cli.facts_need_json"))
    if chosen in {Format.XLSX, Format.LETTER} and given.output is None:
        raise UsageFault(message("cli.output_needed", format=chosen))
    target = Path(given.output) if given.output else None
    settings = settings_file(given.settings, paths)
    return Writing(chosen, bool(given.facts), bool(given.show_accepted), target, language, settings)


def _written(results: Iterator[Result], run: Run) -> Found:
    """The results, with a roster those of the latest drafts only, and who is there."""
    organs = run.organs
    if organs is None or not organs.roster:
        return Found(results)
    from gouji.engine.office.attendance import Arrived, attendance  # noqa: PLC0415

    done = tuple(results)
    found = attendance([Arrived(one.file, one.outcome, run.written(one.file)) for one in done], organs)
    return Found([one for one in done if one.file not in found.older], found)


def _results(run: Run, before: FoundBefore) -> Iterator[Result]:
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415
    from gouji.engine.writing.results import Result  # noqa: PLC0415

    for checked in run.results():
        outcome = checked.outcome
        if not isinstance(outcome, Unreadable):
            outcome = before.without(outcome, checked.file, run.rules)
        yield Result(checked.file, outcome)


def _status(result: Result, limit: FailOn) -> ExitStatus:
    from gouji.engine.checking.outcomes import Status  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    if isinstance(result.outcome, Unreadable):
        return ExitStatus.UNREADABLE
    if any(outcome.status is Status.BROKEN for outcome in result.outcome.outcomes):
        return ExitStatus.COULD_NOT_RUN
    grave: set[str] = {finding.severity for finding in result.outcome.findings if finding.status == "new"}
    if result.outcome.notices:
        grave.add(FailOn.WARNING)
    return ExitStatus.FINDINGS if grave & counting(limit) else ExitStatus.NONE
