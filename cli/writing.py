"""How ``gouji check`` writes what it found: each format, to the screen or a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gouji.cli.office_files import office_settings, save_all
from gouji.cli.options import Format
from gouji.cli.output import DEFAULT, emit, note, print_sheet, save_bytes, width
from gouji.cli.usage import UsageFault
from gouji.grammar.messages import Language, Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gouji.engine.office.attendance import Attendance
    from gouji.engine.office.fleet import Fleet
    from gouji.engine.writing.results import Result
    from gouji.engine.writing.sheet import Sheet


MANY = 5
"""Reports of which something can be said together."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How results are written: format, with which details, file if not to the screen, language."""

    format: Format
    facts: bool
    accepted: bool
    target: Path | None
    language: Language
    settings: Path | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A run to be written: its results as they come, and who is there once they all have.

    Attributes:
        attendance: what the roster says of the results; ``None`` without a roster.
    """

    results: Iterable[Result]
    attendance: Attendance | None = None


def write(run: Found, writing: Writing) -> tuple[Result, ...]:
    """Write every result, to the screen as soon as it is there, and hand all of them on."""
    if writing.format in {Format.FULL, Format.CONCISE}:
        done, text = _streamed(run, writing)
        _save(text.encode(), writing)
        return done
    done = tuple(run.results)
    if writing.format is Format.LETTER:
        _letters(done, writing)
    elif writing.format is Format.XLSX:
        _save(_workbook(done, writing), writing)
    else:
        text = _text(done, run.attendance, writing)
        if not writing.target:
            emit(text, sys.stdout)
        _save(text.encode(), writing)
    return done


def _save(data: bytes, writing: Writing) -> None:
    if writing.target:
        save_bytes(data, writing.target)
        note(message("cli.saved", file=str(writing.target)), writing.language)


def _workbook(done: tuple[Result, ...], writing: Writing) -> bytes:
    from gouji.engine.writing.workbook import workbook  # noqa: PLC0415

    data = workbook(done, writing.language)
    if isinstance(data, Message):
        raise UsageFault(data)
    return data


def _letters(done: tuple[Result, ...], writing: Writing) -> None:
    from gouji.engine.writing.ledger_run import letter_files  # noqa: PLC0415

    settings = office_settings(writing.settings)
    latest = _latest(done)
    if len(latest) < len(done):
        note(message("cli.latest_drafts", count=len(done) - len(latest)), writing.language)
    files = letter_files(latest, settings, writing.language)
    if writing.target is not None:
        save_all(files, writing.target, writing.language)


def _latest(done: tuple[Result, ...]) -> tuple[Result, ...]:
    """The results without earlier drafts: nobody is written to about those."""
    from gouji.engine.office.attendance import Arrived, attendance  # noqa: PLC0415
    from gouji.engine.office.organs import Organs  # noqa: PLC0415

    older = attendance([Arrived(one.file, one.outcome) for one in done], Organs()).older
    return tuple(one for one in done if one.file not in older)


def _streamed(run: Found, writing: Writing) -> tuple[tuple[Result, ...], str]:
    """The formats for people, which they read while the run goes on."""
    done: list[Result] = []
    texts: list[str] = []
    for result in run.results:
        texts.append(_full(result, writing) if writing.format is Format.FULL else _concise(result, writing))
        done.append(result)
    if writing.format is Format.FULL:
        texts.append(_summary(done, run.attendance, writing))
    return tuple(done), "".join(texts)


def _full(result: Result, writing: Writing) -> str:
    from gouji.engine.writing.terminal import write_report  # noqa: PLC0415

    sheet = _sheet(writing)
    write_report(sheet, result, writing.language, accepted=writing.accepted)
    sheet.blank()
    return _shown(sheet, writing)


def _summary(done: list[Result], attendance: Attendance | None, writing: Writing) -> str:
    from gouji.engine.writing.terminal import write_summary  # noqa: PLC0415

    sheet = _sheet(writing)
    write_summary(sheet, done, writing.language)
    if attendance is not None:
        from gouji.engine.writing.attendance_sheet import write_attendance  # noqa: PLC0415

        write_attendance(sheet, attendance, writing.language)
    if (together := _together(done)) is not None:
        from gouji.engine.writing.fleet_sheet import write_fleet  # noqa: PLC0415

        write_fleet(sheet, together, writing.language)
    return _shown(sheet, writing)


def _sheet(writing: Writing) -> Sheet:
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

    return Sheet(DEFAULT if writing.target else width(sys.stdout))


def _shown(sheet: Sheet, writing: Writing) -> str:
    if not writing.target:
        print_sheet(sheet, sys.stdout)
    return sheet.plain()


def _concise(result: Result, writing: Writing) -> str:
    from gouji.engine.writing.concise import lines  # noqa: PLC0415

    text = "".join(f"{line}\n" for line in lines(result, writing.language))
    if not writing.target:
        emit(text, sys.stdout)
    return text


def _text(done: tuple[Result, ...], attendance: Attendance | None, writing: Writing) -> str:
    """The formats of text that need all results at once."""
    from gouji.cli.version import version  # noqa: PLC0415

    language, together = writing.language, _together(done)
    match writing.format:
        case Format.SARIF:
            from gouji.engine.writing.sarif import sarif  # noqa: PLC0415

            return sarif(done, version(), language)
        case Format.JUNIT:
            from gouji.engine.writing.junit import junit  # noqa: PLC0415

            return junit(done, language)
        case Format.HTML:
            from gouji.engine.writing.page import page  # noqa: PLC0415

            return page(done, language, attendance, together)
        case _:
            from gouji.engine.writing.json_output import to_json  # noqa: PLC0415

            facts = writing.facts
            return to_json(done, version(), language, facts=facts, attendance=attendance, fleet=together)


def _together(done: Sequence[Result]) -> Fleet | None:
    if len(done) < MANY:
        return None
    from gouji.engine.office.fleet import fleet  # noqa: PLC0415

    return fleet(done)
