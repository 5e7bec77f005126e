"""``gouji compare``: two versions of a report side by side."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.accepting import FoundBefore, found_before
from gouji.cli.exit_status import ExitStatus
from gouji.cli.grouping import grouped
from gouji.cli.inputs import document_of
from gouji.cli.options import (
    About,
    Accepting,
    Choosing,
    FailOn,
    FailOnOption,
    LanguageOption,
    PlainFormat,
    PlainFormatOption,
    WaiversOption,
    counting,
    fail_limit,
    plain_format,
)
from gouji.cli.output import emit, print_sheet, width
from gouji.cli.session import Session, begin, session
from gouji.cli.telling import refuse_unreadable

if TYPE_CHECKING:
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.versions import Comparison
    from gouji.engine.reading.document import Unreadable
    from gouji.grammar.messages import Language


@grouped
def compare(
    context: typer.Context,
    *,
    before: Annotated[str, typer.Argument(metavar="A", help="cli.argument_first")],
    after: Annotated[str, typer.Argument(metavar="B", help="cli.argument_second")],
    format_: PlainFormatOption = None,
    about: About,
    choosing: Choosing,
    waivers: WaiversOption = None,
    fail_on: FailOnOption = None,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Compare two versions of a report, in any two formats."""
    from gouji.engine.office.versions import compare as compared  # noqa: PLC0415 - help needs no engine
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    files = (before, after)
    language, found = begin(context, lang, files)
    form = plain_format(format_)
    limit = fail_limit(found.value("fail-on", fail_on))
    run = session(language, found, about, choosing)
    known = found_before(Accepting(waivers), found, files, language)
    results = (_checked(before, run, known), _checked(after, run, known))
    comparison = None
    if not isinstance(results[0], Unreadable) and not isinstance(results[1], Unreadable):
        comparison = compared(results[0], results[1])
    if form is PlainFormat.JSON:
        _write_json(files, results, comparison, language)
    else:
        _write(files, results, comparison, language)
    return ExitStatus.UNREADABLE if comparison is None else _status(comparison, limit)


def _checked(file: str, run: Session, known: FoundBefore) -> CheckedReport | Unreadable:
    from gouji.engine.pipeline import check_document  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    document = document_of(file)
    if isinstance(document, Unreadable):
        return document
    checked = check_document(document, run.library, run.options)
    return checked if isinstance(checked, Unreadable) else known.without(checked, file, run.options.rules)


def _write_json(
    files: tuple[str, str],
    results: tuple[CheckedReport | Unreadable, CheckedReport | Unreadable],
    comparison: Comparison | None,
    language: Language,
) -> None:
    from gouji.cli.version import version  # noqa: PLC0415
    from gouji.engine.writing.comparison_json import comparison_json  # noqa: PLC0415

    emit(comparison_json(files, results, comparison, version(), language), sys.stdout)


def _write(
    files: tuple[str, str],
    results: tuple[CheckedReport | Unreadable, CheckedReport | Unreadable],
    comparison: Comparison | None,
    language: Language,
) -> None:
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415
    from gouji.engine.writing.comparison import write_comparison  # noqa: PLC0415
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

    for file, result in zip(files, results, strict=True):
        if isinstance(result, Unreadable):
            refuse_unreadable(file, result, language)
    if comparison is not None:
        sheet = Sheet(width(sys.stdout))
        write_comparison(sheet, files, comparison, language)
        print_sheet(sheet, sys.stdout)


def _status(comparison: Comparison, limit: FailOn) -> ExitStatus:
    from gouji.engine.checking.outcomes import Status  # noqa: PLC0415
    from gouji.engine.office.versions import Progress  # noqa: PLC0415

    reports = (comparison.before, comparison.after)
    if any(one.status is Status.BROKEN for report in reports for one in report.outcomes):
        return ExitStatus.COULD_NOT_RUN
    left = {one.finding.severity for one in comparison.matters if one.progress is not Progress.SETTLED}
    return ExitStatus.FINDINGS if left & counting(limit) else ExitStatus.NONE
