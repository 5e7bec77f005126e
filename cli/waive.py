"""``gouji waive``: writes down that findings are accepted, at their present value, why and by whom."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.accepting import NAMES, found_before, today, waiver_files
from gouji.cli.exit_status import ExitStatus
from gouji.cli.grouping import grouped
from gouji.cli.inputs import document_of
from gouji.cli.options import About, Accepting, Choosing, LanguageOption
from gouji.cli.output import note, print_sheet, save, width
from gouji.cli.session import begin, session
from gouji.cli.telling import refuse_unreadable
from gouji.cli.usage import UsageFault
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass
from gouji.grammar.suggesting import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.cli.configuration import Configuration
    from gouji.engine.checking.outcomes import Finding
    from gouji.engine.checking.result import CheckedReport
    from gouji.grammar.messages import Language

SHORTEST = 4
"""Characters of a fingerprint that may stand for all of it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is written beside the findings."""

    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="cli.option_reason")] = None
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help="cli.option_who")] = None
    until: Annotated[str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="cli.option_until")] = (
        None
    )


@grouped
def waive(
    context: typer.Context,
    *,
    findings: Annotated[
        list[str] | None, typer.Argument(metavar="FINGERPRINT", help="cli.argument_fingerprint")
    ] = None,
    file: Annotated[str, typer.Argument(metavar="FILE", help="cli.argument_file")],
    statement: Statement,
    about: About,
    choosing: Choosing,
    all_: Annotated[bool, typer.Option("--all", help="cli.option_all")] = False,
    waivers: Annotated[str | None, typer.Option("--waivers", metavar="FILE", help="cli.option_into")] = None,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Accept findings: write them with reason and name into the file that ``gouji check`` reads."""
    from gouji.engine.pipeline import check_document  # noqa: PLC0415 - help and usage need no engine
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    language, found = begin(context, lang, (file,))
    run = session(language, found, about, choosing)
    document = document_of(file)
    checked = (
        document if isinstance(document, Unreadable) else check_document(document, run.library, run.options)
    )
    if isinstance(checked, Unreadable):
        return refuse_unreadable(file, checked, language)
    before = found_before(Accepting(None if waivers is None else _present(waivers)), found, (file,), language)
    checked = before.without(checked, file, run.options.rules)
    if not findings and not all_:
        return _list(checked, file, language)
    known = checked.findings if all_ else [one for name in findings or () for one in _named(name, checked)]
    wanted = {one.fingerprint for one in known}
    chosen = [one for one in checked.findings if one.status == "new" and one.fingerprint in wanted]
    target = Path(waivers) if waivers else _target(found, file)
    return _write(chosen, checked, file, statement, target, language)


def _present(file: str) -> list[str]:
    return [file] if Path(file).is_file() else []


def _target(found: Configuration, file: str) -> Path:
    """The file that is written: the one in use, else a new one beside the report."""
    given = [Path(one) for one in found.values.get("waivers", ())] or waiver_files(found, (file,))
    folder = Path() if file == "-" else Path(file).parent
    return given[0] if given else folder / NAMES[0]


def _named(name: str, checked: CheckedReport) -> tuple[Finding, ...]:
    """The findings that a fingerprint, its beginning, or a rule with or without instance names."""
    rule, _, instance = name.partition(":")
    found = tuple(
        one
        for one in checked.findings
        if one.fingerprint == name
        or (len(name) >= SHORTEST and one.fingerprint.startswith(name))
        or (one.rule.id == rule and instance in ("", one.instance))
    )
    if found:
        return found
    known = tuple(dict.fromkeys(one.rule.id for one in checked.findings))
    near = nearest(name, known)
    hint = message("cli.did_you_mean", name=near) if near else message("accepted.list_hint")
    raise UsageFault(message("accepted.no_finding", name=name), hint)


def _write(  # noqa: PLR0917 - what is written, and where
    chosen: Sequence[Finding],
    checked: CheckedReport,
    file: str,
    statement: Statement,
    target: Path,
    language: Language,
) -> ExitStatus:
    from gouji.engine.writing.waiver_entry import entry_for, with_entries  # noqa: PLC0415

    reason, who = ((text or "").strip() for text in (statement.reason, statement.who))
    if not reason or not who:
        raise UsageFault(message("accepted.needs_reason"))
    until = _day(statement.until)
    if not chosen:
        note(message("accepted.nothing_new"), language)
        return ExitStatus.NONE
    entries = [
        entry_for(one, checked, Path(file).name, reason=reason, who=who, day=today(), until=until)
        for one in chosen
    ]
    try:
        text = target.read_bytes().decode("utf-8-sig") if target.exists() else None
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageFault(message("accepted.unreadable", file=str(target), reason=str(fault))) from fault
    new = with_entries(text, entries)
    if isinstance(new, Message):
        raise UsageFault(message("accepted.cannot_add", file=str(target), reason=new))
    save(new, target)
    note(message("accepted.written", file=str(target), count=len(entries)), language)
    return ExitStatus.NONE


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise UsageFault(message("cli.not_a_date", name="--until", value=text)) from fault


def _list(checked: CheckedReport, file: str, language: Language) -> ExitStatus:
    """All findings with their fingerprints, for those who have not chosen yet."""
    from gouji.engine.writing.acceptance import write_fingerprints  # noqa: PLC0415
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

    sheet = Sheet(width(sys.stdout))
    write_fingerprints(sheet, file, checked, language)
    print_sheet(sheet, sys.stdout)
    note(message("accepted.list_hint_write"), language)
    return ExitStatus.NONE
