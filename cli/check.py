"""``gouji check``: reports in, findings out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.accepting import FoundBefore, found_before, tell_unused, write_baseline
from gouji.cli.exit_status import ExitStatus, gravest
from gouji.cli.grouping import grouped
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
from gouji.cli.output import DEFAULT, emit, note, print_sheet, save, width
from gouji.cli.running import Run, sources_of
from gouji.cli.session import begin, session
from gouji.cli.usage import UsageFault, choice
from gouji.grammar.messages import Language, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.writing.results import Result
    from gouji.engine.writing.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Writing:
    """How results are written: format, with which details, file if not to the screen, language."""

    format: Format
    facts: bool
    accepted: bool
    target: Path | None
    language: Language


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
    writing, accepting = _writing(found.fill(showing), language), found.fill(accepting)
    limit = fail_limit(found.value("fail-on", fail_on))
    running = found.fill(running)
    read = (*(accepting.waivers or ()), *([accepting.baseline] if accepting.baseline else []))
    sources = sources_of(paths, running, (writing.target, accepting.write_baseline), read)
    run = Run(running, sources, session(language, found, about, choosing))
    before = found_before(accepting, found, paths)
    results = _write(_results(run, before), writing)
    tell_unused(before, results, language)
    write_baseline(before, results, language)
    if run.interrupted:
        return ExitStatus.INTERRUPTED
    return gravest(*(_status(result, limit) for result in results))


def _writing(given: Showing, language: Language) -> Writing:
    chosen = Format(choice("--format", given.format_ or Format.FULL, Format))
    if given.facts and chosen is not Format.JSON:
        raise UsageFault(message("cli.facts_need_json"))
    target = Path(given.output) if given.output else None
    return Writing(chosen, bool(given.facts), bool(given.show_accepted), target, language)


def _results(run: Run, before: FoundBefore) -> Iterator[Result]:
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415
    from gouji.engine.writing.results import Result  # noqa: PLC0415

    for checked in run.results():
        outcome = checked.outcome
        if not isinstance(outcome, Unreadable):
            outcome = before.without(outcome, checked.file, run.rules)
        yield Result(checked.file, outcome)


def _write(results: Iterator[Result], writing: Writing) -> tuple[Result, ...]:
    """Write every result, to the screen as soon as it is there, and hand all of them on."""
    writers = {Format.FULL: _write_full, Format.CONCISE: _write_concise, Format.JSON: _write_json}
    done, text = writers[writing.format](results, writing)
    if writing.target:
        save(text, writing.target)
        note(message("cli.saved", file=str(writing.target)), writing.language)
    return done


def _write_full(results: Iterator[Result], writing: Writing) -> tuple[tuple[Result, ...], str]:
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415
    from gouji.engine.writing.terminal import write_report, write_summary  # noqa: PLC0415

    done: list[Result] = []
    text = ""
    for result in results:
        sheet = Sheet(DEFAULT if writing.target else width(sys.stdout))
        write_report(sheet, result, writing.language, accepted=writing.accepted)
        sheet.blank()
        done.append(result)
        text += _show(sheet, writing)
    sheet = Sheet(DEFAULT if writing.target else width(sys.stdout))
    write_summary(sheet, done, writing.language)
    return tuple(done), text + _show(sheet, writing)


def _show(sheet: Sheet, writing: Writing) -> str:
    if not writing.target:
        print_sheet(sheet, sys.stdout)
    return sheet.plain()


def _write_concise(results: Iterator[Result], writing: Writing) -> tuple[tuple[Result, ...], str]:
    from gouji.engine.writing.concise import lines  # noqa: PLC0415

    done: list[Result] = []
    text = ""
    for result in results:
        part = "".join(f"{line}\n" for line in lines(result, writing.language))
        if not writing.target:
            emit(part, sys.stdout)
        done.append(result)
        text += part
    return tuple(done), text


def _write_json(results: Iterator[Result], writing: Writing) -> tuple[tuple[Result, ...], str]:
    from gouji.cli.version import version  # noqa: PLC0415
    from gouji.engine.writing.json_output import to_json  # noqa: PLC0415

    done = tuple(results)
    text = to_json(done, version(), writing.language, facts=writing.facts)
    if not writing.target:
        emit(text, sys.stdout)
    return done, text


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
