"""``gouji trace``: why a rule did or did not fire on a report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.grouping import grouped
from gouji.cli.inputs import document_of
from gouji.cli.options import About, LanguageOption, PlainFormat, PlainFormatOption, plain_format
from gouji.cli.output import emit, print_sheet, width
from gouji.cli.session import Session, begin, session
from gouji.cli.telling import refuse_unreadable
from gouji.cli.usage import UsageFault, unknown
from gouji.grammar.messages import message
from gouji.grammar.suggesting import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.tracing import Trace, Traced


@grouped
def trace(
    context: typer.Context,
    *,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="cli.argument_rule_traced")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="cli.argument_file")],
    instance: Annotated[
        str | None, typer.Option("--instance", metavar="ID", help="cli.option_instance")
    ] = None,
    failed: Annotated[bool, typer.Option("--failed", help="cli.option_failed")] = False,
    format_: PlainFormatOption = None,
    about: About,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Show a rule at work on a report: every part with its value and its place."""
    from gouji.engine.checking.outcomes import Status  # noqa: PLC0415 - help and usage need no engine
    from gouji.engine.pipeline import trace_document  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    language, found = begin(context, lang, (file,))
    form = plain_format(format_)
    run = session(language, found, about)
    _known(rule, run)
    document = document_of(file)
    traced = (
        document
        if isinstance(document, Unreadable)
        else trace_document(document, rule, run.library, run.options)
    )
    if isinstance(traced, Unreadable):
        return refuse_unreadable(file, traced, language)
    report, whole = traced
    if whole is None:
        raise UsageFault(message("trace.not_judging", rule=rule), message("trace.not_judging_why"))
    instances = whole.instances if instance is None else _named(instance, whole)
    if failed:
        instances = tuple(one for one in instances if one.outcome.status is Status.FAILED)
    _write(file, report, whole, instances, run, form, whole_=instance is not None)
    broken = any(one.outcome.status is Status.BROKEN for one in whole.instances)
    return ExitStatus.COULD_NOT_RUN if broken else ExitStatus.NONE


def _known(rule: str, run: Session) -> None:
    rules = {one for form in run.library.forms() for one in form.rules}
    if rule not in rules:
        raise unknown("cli.no_such_rule", rule, sorted(rules), message("cli.see_rules"))


def _named(name: str, trace: Trace) -> tuple[Traced, ...]:
    """The instances of that id or label."""
    found = tuple(one for one in trace.instances if name in (one.outcome.instance, one.outcome.label))
    if not found:
        ids = dict.fromkeys(one.outcome.instance for one in trace.instances if one.outcome.instance)
        labels = dict.fromkeys(one.outcome.label for one in trace.instances if one.outcome.label)
        raise unknown("trace.no_instance", name, (*ids, *labels) if nearest(name, (*ids, *labels)) else ids)
    return found


def _write(  # noqa: PLR0917 - what is written, and how
    file: str,
    report: Report,
    trace: Trace,
    instances: Sequence[Traced],
    run: Session,
    form: PlainFormat,
    *,
    whole_: bool,
) -> None:
    if form is PlainFormat.JSON:
        from gouji.cli.version import version  # noqa: PLC0415
        from gouji.engine.writing.trace_json import trace_json  # noqa: PLC0415

        emit(trace_json(file, report, trace, instances, version=version(), language=run.language), sys.stdout)
        return
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415
    from gouji.engine.writing.trace import TraceSheet, head_of  # noqa: PLC0415

    sheet = Sheet(width(sys.stdout))
    head = head_of(file, report, run.language)
    TraceSheet(sheet, trace, run.language).write(head, instances, whole=whole_)
    print_sheet(sheet, sys.stdout)
