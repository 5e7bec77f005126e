"""``gouji check``: reports in, findings out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.beside import beside
from gouji.cli.exit_status import ExitStatus, gravest
from gouji.cli.inputs import document_of, files_of
from gouji.cli.loading import load
from gouji.cli.options import (
    FailOn,
    Format,
    FormatOption,
    LanguageOption,
    PackOption,
    YearOption,
    library_for,
    rules_named,
    settings,
    spoken,
    year_of,
)
from gouji.cli.output import DEFAULT, emit, note, print_sheet, save, width
from gouji.cli.usage import UsageFault, choice
from gouji.grammar.messages import Language, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.binding.joining import Part
    from gouji.engine.pipeline import CheckOptions
    from gouji.engine.writing.results import Result
    from gouji.engine.writing.sheet import Sheet
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack

STAGES = ("送审稿", "公布版")


@dataclass(frozen=True, slots=True)
class Writing:
    """How results are written: format, whether with all facts, file if not to the screen, language."""

    format: Format
    facts: bool
    target: Path | None
    language: Language


def check(  # noqa: PLR0917 - every option of the command is a parameter
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="cli.argument_paths")],
    format_: FormatOption = Format.FULL,
    output: Annotated[str | None, typer.Option("--output", metavar="FILE", help="cli.option_output")] = None,
    facts: Annotated[bool, typer.Option("--facts", help="cli.option_facts")] = False,  # noqa: FBT002
    pack: PackOption = None,
    year: YearOption = None,
    stage: Annotated[
        str, typer.Option("--stage", metavar="|".join(STAGES), help="cli.option_stage")
    ] = STAGES[0],
    previous: Annotated[
        list[str] | None, typer.Option("--previous", metavar="PATH", help="cli.option_previous")
    ] = None,
    members: Annotated[
        list[str] | None, typer.Option("--members", metavar="PATH", help="cli.option_members")
    ] = None,
    roster: Annotated[str | None, typer.Option("--roster", metavar="FILE", help="cli.option_roster")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="cli.option_set")
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="RULE|TOPIC", help="cli.option_select")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULE|TOPIC", help="cli.option_ignore")
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="|".join(FailOn), help="cli.option_fail_on")
    ] = FailOn.ERROR,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Check reports and tell what must change, what to verify, and why."""
    language = spoken(context, lang)
    writing = _writing(format_, output, language, facts=facts)
    limit = FailOn(choice("--fail-on", fail_on, FailOn))
    choice("--stage", stage, STAGES)
    report_year = year_of(year)
    files = _files(paths, writing.target)
    library, name = library_for(pack)
    forced = load(library, name, language) if name else None
    if name and forced is None:
        return ExitStatus.COULD_NOT_RUN
    forms = library.forms()
    from gouji.engine.pipeline import CheckOptions  # noqa: PLC0415 - the engine is imported when there is work

    options = CheckOptions(
        year=report_year,
        pack=forced.id if forced else None,
        stage=stage,
        parameters=settings(set_ or (), forms),
        rules=_rules(forms, select or (), ignore or ()),
        beside=beside(previous or (), members or (), roster, library),
    )
    results = _write(_results(files, library, options), writing)
    return gravest(*(_status(result, limit) for result in results))


def _writing(format_: str, output: str | None, language: Language, *, facts: bool) -> Writing:
    chosen = Format(choice("--format", format_, Format))
    if facts and chosen is not Format.JSON:
        raise UsageFault(message("cli.facts_need_json"))
    return Writing(chosen, facts, Path(output) if output else None, language)


def _files(paths: Sequence[str], target: Path | None) -> tuple[str, ...]:
    files = tuple(files_of(paths))
    if not files:
        raise UsageFault(message("cli.no_files", paths=tuple(paths)))
    if target and any(Path(file).resolve() == target.resolve() for file in files):
        raise UsageFault(message("cli.output_is_input", file=str(target)))
    return files


def _rules(forms: Sequence[Pack], select: Sequence[str], ignore: Sequence[str]) -> frozenset[str] | None:
    """The ids of the rules to use; ``None`` for all."""
    if not select and not ignore:
        return None
    every = frozenset(rule for form in forms for rule in form.rules)
    chosen = (rules_named("select", select, forms) if select else every) - rules_named(
        "ignore", ignore, forms
    )
    if not chosen:
        raise UsageFault(message("cli.nothing_selected"))
    return chosen


def _results(files: Sequence[str], library: Library, options: CheckOptions) -> Iterator[Result]:
    from gouji.engine.pipeline import check_document  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415
    from gouji.engine.writing.results import Result  # noqa: PLC0415

    for part in _parts(files, library, options):
        if isinstance(part.found, Unreadable):
            yield Result(part.file, part.found)
        else:
            yield Result(part.file, check_document(part.found, library, options))


def _parts(files: Sequence[str], library: Library, options: CheckOptions) -> Iterator[Part]:
    """The files read, in their order, reports in several files of one folder put together."""
    from gouji.engine.binding.joining import Part  # noqa: PLC0415
    from gouji.engine.pipeline import put_together  # noqa: PLC0415

    folders: dict[Path, list[str]] = {}
    for file in files:
        folders.setdefault(Path(file).parent, []).append(file)
    ready: dict[str, Part] = {}
    for file in files:
        siblings = folders.pop(Path(file).parent, None)
        if siblings is not None:
            found = [Part(one, document_of(one)) for one in siblings]
            ready.update((part.file, part) for part in put_together(found, library, options))
        if file in ready:
            yield ready.pop(file)


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
        write_report(sheet, result, writing.language)
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
    severities = tuple(FailOn)
    grave = {finding.severity for finding in result.outcome.findings if finding.status == "new"}
    counts = severities[: severities.index(limit) + 1] if limit is not FailOn.NEVER else ()
    return ExitStatus.FINDINGS if grave & set(counts) else ExitStatus.NONE
