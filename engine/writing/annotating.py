"""Copies of originals with comments at the cells and sentences; the originals are never written to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.office.ledger import Column, Ledger, name_of
from gouji.engine.office.letters import is_returned
from gouji.engine.reading.document import Unreadable
from gouji.engine.reading.docx_package import main_part, open_archive
from gouji.engine.reading.faults import Fault
from gouji.engine.writing.annotating_docx import annotated_docx
from gouji.engine.writing.annotating_xlsx import WORKBOOK, annotated_xlsx
from gouji.engine.writing.comment_words import comments
from gouji.engine.writing.ledger_items import keys_of, seen
from gouji.engine.writing.matters import matters
from gouji.engine.writing.office_text import file_name, own
from gouji.engine.writing.package_copy import NotCopiedError
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message
from gouji.grammar.records import dataclass
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gouji.engine.office.matter import Matter
    from gouji.engine.office.settings import OfficeSettings
    from gouji.engine.writing.results import Result


@dataclass(frozen=True, slots=True)
class Annotated:
    """A copy with comments, or why there is none.

    Attributes:
        file: of the report, as the user named it.
        name: of the copy, without folders; empty when there is none.
    """

    file: str
    name: str
    outcome: bytes | Message


def annotated(
    data: bytes,
    name: str,
    found: Iterable[Matter],
    settings: OfficeSettings,
    language: Language,
    *,
    supplement: bool = False,
) -> bytes | Message:
    """A copy of an original with a comment at each of its matters.

    Args:
        data: of the original.
        name: its name, for messages.
        found: the matters that go out; notes are left out.
        settings: whose comments they are.
        language: of the comments.
        supplement: whether tables of the report were taken from this file, which is not its own.

    Returns:
        The bytes of the copy, or why comments cannot be put into such a file.
    """
    signed = replace(
        settings, office=own(settings.author) or render(message("comment.author"), language), short=""
    )
    told = comments(found, language, name, supplement=supplement)
    archive = open_archive(data)
    if isinstance(archive, Fault):
        return message("comment.unsupported", file=name)
    try:
        main = main_part(archive)
        if main is not None:
            return annotated_docx(data, main, told, signed)
        if WORKBOOK in archive.namelist():
            return annotated_xlsx(data, told, signed)
    except NotCopiedError:
        return message("comment.not_copied", file=name)
    return message("comment.unsupported", file=name)


def annotated_originals(
    results: Iterable[Result],
    data_of: Callable[[str], bytes | Unreadable],
    settings: OfficeSettings,
    language: Language,
    ledger: Ledger | None = None,
    *,
    organs: Mapping[str, str] | None = None,
) -> Iterator[Annotated]:
    """Copies of all originals that have something to correct or to look into.

    Args:
        results: one a report.
        data_of: the bytes of a report's file, by the name of its result.
        settings: whose comments they are.
        language: of the comments.
        ledger: what people decided; without one, all that must be corrected or looked into is told.
        organs: whose a file is, where it does not say itself, by file.
    """
    taken: list[str] = []
    for result in results:
        if isinstance(result.outcome, Unreadable):
            continue
        organ = (organs or {}).get(result.file, "")
        told = matters(result.outcome, language) if ledger is None else kept(result, ledger, language, organ)
        if not any(matter.severity is not Severity.INFO for matter in told):
            continue
        for file in (result.file, *_supplements(result.file, told)):
            data, name = data_of(file), name_of(file)
            outcome: bytes | Message
            if isinstance(data, Unreadable):
                outcome = data.message
            else:
                other = file != result.file
                outcome = annotated(data, name, told, settings, language, supplement=other)
            copy = ""
            if isinstance(outcome, bytes):
                stem, _, ending = name.rpartition(".")
                plain = bool(stem) and ending.isascii() and ending.isalnum()
                copy = file_name(stem if plain else name, f".{ending}" if plain else "", "_", taken)
                taken.append(copy)
            yield Annotated(file, copy, outcome)


def _supplements(file: str, told: Iterable[Matter]) -> tuple[str, ...]:
    """The other files that matters of a report stand in, by their paths beside its own."""
    folder, own_name = file[: len(file) - len(name_of(file))], name_of(file)
    uses = [use for matter in told for use in matter.cells if use.place.report == "self"]
    names = dict.fromkeys(use.fact.location.file for use in uses)
    return tuple(f"{folder}{name}" for name in names if name is not None and name != own_name)


def kept(result: Result, ledger: Ledger, language: Language, organ: str = "") -> tuple[Matter, ...]:
    """The matters of a report whose rows were returned, in the words of the rows."""
    if isinstance(result.outcome, Unreadable):
        return ()
    report = seen(result, organ)
    rows = {key: row for row in ledger.rows if is_returned(row) for key in row.keys}
    found = []
    for matter in matters(result.outcome, language):
        row = next((rows[key] for key in keys_of(matter.fingerprints, report) if key in rows), None)
        if row is None:
            continue
        by_hand = {
            name: row.says(column)
            for column, name in (
                (Column.WHERE, "where"),
                (Column.PROBLEM, "problem"),
                (Column.EXPECTED, "expected"),
                (Column.ADVICE, "advice"),
            )
            if row.by_hand(column)
        }
        if "problem" in by_hand:  # it is told instead of the value that the cell should have
            by_hand["expected"] = ""
        severity = Severity(row.degree.value) if row.degree.value in set(Severity) else matter.severity
        found.append(replace(matter, severity=severity, **by_hand))  # type: ignore[arg-type]
    return tuple(found)
