"""The way of a document through the engine, for those who only want the result: read, bind, check."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from gouji.engine.binding.binding import DRAFT, BindingOptions, NotAReport, bind
from gouji.engine.binding.report import EMPTY
from gouji.engine.checking.checking import check
from gouji.engine.reading.document import Document, Unreadable
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gouji.engine.binding.binding import Bound
    from gouji.engine.binding.report import Report
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.checking.tracing import Trace
    from gouji.engine.office.comparing import Beside
    from gouji.rules.library import Library


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the user says about the reports and the rules.

    Attributes:
        year: the report year; decided from the document when ``None``.
        pack: id of the form that judges; chosen from labels and year when ``None``.
        stage: how far the report is on its way to publication.
        parameters: values for the parameters of the pack.
        rules: ids of the rules to run; all when ``None``.
        beside: last year's reports and those of the members, if there are any.
    """

    year: int | None = None
    pack: str | None = None
    stage: str = DRAFT
    parameters: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    rules: frozenset[str] | None = None
    beside: Beside | None = None


def check_file(
    path: Path, library: Library, options: CheckOptions | None = None
) -> CheckedReport | Unreadable:
    """Read a file and check it against the form it fills and the form due."""
    from gouji.engine.reading.reading import read  # noqa: PLC0415 - callers with a document need no reader

    document = read(path)
    return document if isinstance(document, Unreadable) else check_document(document, library, options)


def bind_document(
    document: Document, library: Library, options: CheckOptions | None = None
) -> Bound | Unreadable:
    """See a document through the form it fills; what is no report at all is unreadable.

    Raises:
        ValueError: the library has no form, or not the one that ``options`` name.
    """
    options = options or CheckOptions()
    said = BindingOptions(options.year, options.pack, options.stage, options.parameters)
    bound = bind(document, library.forms(), said)
    if isinstance(bound, NotAReport):
        return Unreadable(bound.name, "not_a_report", bound.message, bound.advice, bound.sha256)
    return bound


def check_bound(bound: Bound, options: CheckOptions | None = None) -> CheckedReport:
    """Check a bound report, with what lies beside it."""
    options = options or CheckOptions()
    if options.beside is None:
        return check(bound.report, bound.filled, bound.due, rules=options.rules)
    from gouji.engine.office.comparing import check_beside  # noqa: PLC0415 - one report alone needs none of it

    return check_beside(bound, options.beside, options.rules)


def check_document(
    document: Document, library: Library, options: CheckOptions | None = None
) -> CheckedReport | Unreadable:
    """Check a document against the form it fills and the form due.

    Raises:
        ValueError: the library has no form, or not the one that ``options`` name.
    """
    bound = bind_document(document, library, options)
    return bound if isinstance(bound, Unreadable) else check_bound(bound, options)


def trace_document(
    document: Document, rule: str, library: Library, options: CheckOptions | None = None
) -> tuple[Report, Trace | None] | Unreadable:
    """One rule at work on a document, and the report it judged; no trace when no rule of that id judges it.

    Raises:
        ValueError: the library has no form, or not the one that ``options`` name.
    """
    from gouji.engine.checking.tracing import trace  # noqa: PLC0415 - only where a rule is looked into

    bound = bind_document(document, library, options)
    if isinstance(bound, Unreadable):
        return bound
    beside = options.beside if options is not None else None
    if beside is None:
        return bound.report, trace(rule, bound.report, bound.filled, bound.due)
    from gouji.engine.office.comparing import matched  # noqa: PLC0415 - one report alone needs none of it

    report, last, members = matched(bound, beside)
    other = None if last.filed is None else last.filed.other
    found = trace(rule, report, bound.filled, bound.due, previous=other, members=members.others)
    return report, found
