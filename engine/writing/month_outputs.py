"""What is written once the reports of a month have been checked, a step at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.checking.accepted import accepted
from gouji.engine.office.attendance import Arrived, Attendance, attendance, proposed
from gouji.engine.office.fleet import Fleet, fleet
from gouji.engine.office.ledger import SETTLED, Ledger
from gouji.engine.office.ledger_reading import read_ledger
from gouji.engine.office.month import LEDGER, PAGE, ROSTER_DRAFT, Step
from gouji.engine.office.resting import remembered, rests
from gouji.engine.office.roster import roster_rows
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.extras import missing
from gouji.engine.writing.ledger_run import LedgerRun, LedgerSource, ledger_waivers, run_ledger
from gouji.engine.writing.month_files import BlockedError, is_open
from gouji.engine.writing.month_keeping import keep, total
from gouji.engine.writing.month_letters import letters, reviews
from gouji.engine.writing.page import page
from gouji.engine.writing.results import Result, tally
from gouji.grammar.messages import Message, message
from gouji.rules.amendments import amendments_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gouji.engine.writing.month_desk import Desk

MOST_NAMED = 5


def checked(desk: Desk) -> Iterator[Message]:
    """Write the page, with what people have settled in the ledger marked as such."""
    results = desk.results
    if not results:
        return
    run = _merged(desk, results)
    shown = results
    if isinstance(run, LedgerRun):
        shown = _without_settled(desk, results, run.ledger)
    there, seen = attendance_of(desk), fleet_of(desk, shown)
    html = page(shown, desk.language, there, seen)
    desk.files.put(PAGE, html.encode("utf-8", "backslashreplace"), own=True)
    counts = tally(shown)
    yield message(
        "office_month.checked",
        count=counts.reports,
        failed=counts.failed,
        open=counts.incomplete,
        unread=counts.unreadable,
        file=PAGE,
    )
    others = tuple(one.file for one in desk.shown if one.year not in {None, desk.year})
    if others:
        named, year = others[:MOST_NAMED], str(desk.year)
        yield message("office_month.other_year", files=named, year=year, count=len(others))
    if desk.gone:
        yield message("office_month.gone", files=desk.gone[:MOST_NAMED], count=len(desk.gone))
    if there is None:
        yield from _roster(desk, results)
    elif there.missing:
        names = tuple(one.name for one in there.missing)
        yield message("office_month.missing", organs=names[:MOST_NAMED], count=len(names))


def attendance_of(desk: Desk) -> Attendance | None:
    """Who has sent a report; ``None`` without a roster."""
    if not desk.given.organs.roster:
        return None
    arrived = [Arrived(one.file, one.outcome) for one in desk.results]
    return attendance(arrived, desk.given.organs)


def fleet_of(desk: Desk, results: Sequence[Result]) -> Fleet:
    """All reports of the month seen together."""
    return fleet(results, desk.memory.told, withdrawn(desk))


def withdrawn(desk: Desk) -> Mapping[str, str]:
    """The rules that do not hold any more, with the reasons."""
    return {
        rule: one.reason.in_language(desk.language)
        for one in amendments_of(desk.given.library.forms())
        if one.severity is None
        for rule in one.rules
    }


def _roster(desk: Desk, results: Sequence[Result]) -> Iterator[Message]:
    """Begin a roster for people to complete, once."""
    listed = proposed([Arrived(one.file, one.outcome) for one in results])
    if not listed or missing("office") is not None:
        return
    from gouji.engine.writing.roster_workbook import as_workbook  # noqa: PLC0415 - an extra

    desk.files.put(ROSTER_DRAFT, as_workbook(roster_rows(listed)))
    yield message("office_month.no_roster", file=ROSTER_DRAFT)


def _merged(desk: Desk, results: Sequence[Result]) -> LedgerRun | Message:
    """The ledger with the matters of the run, once; what organs were told by it is remembered."""
    if desk.merged is not None:
        return desk.merged
    data = desk.files.read(LEDGER)
    source = LedgerSource(data, LEDGER, desk.organs_of_files, desk.numbers)
    desk.merged = run = run_ledger(results, source, desk.given.settings, desk.language)
    if isinstance(run, LedgerRun):
        desk.ledger = run.ledger
        kept = None if data is None else read_ledger(data, LEDGER, desk.language)
        desk.kept = kept if isinstance(kept, Ledger) else None
        before = (*desk.memory.told, *(() if desk.kept is None else rests(desk.kept)))
        told = remembered(run.ledger, before, withdrawn(desk))
        desk.memory = replace(desk.memory, told=told)
    return run


def _without_settled(desk: Desk, results: Sequence[Result], ledger: Ledger) -> tuple[Result, ...]:
    """The results with what people have accepted in the ledger."""
    entries = ledger_waivers(ledger, results, desk.given.today)
    return tuple(
        one
        if isinstance(one.outcome, Unreadable)
        else Result(one.file, accepted(one.outcome, one.file, entries, desk.given.today))
        for one in results
    )


def ledger(desk: Desk) -> Iterator[Message]:
    """Write the ledger, unless it says all of this already, or somebody has it open."""
    results = desk.results
    if not results:
        return
    run = _merged(desk, results)
    if isinstance(run, Message):
        raise BlockedError(run)
    yield from run.notes
    rows = 0 if desk.kept is None else len(desk.kept.rows)
    if desk.kept != read_ledger(run.file, LEDGER, desk.language):
        if is_open(desk.files.folder / LEDGER):
            raise BlockedError(message("office_month.open", file=LEDGER))
        desk.files.put(LEDGER, run.file, own=True)
    undecided = sum(1 for row in run.ledger.rows if row.decision is None and row.state not in SETTLED)
    yield message(
        "office_month.ledger",
        rows=len(run.ledger.rows),
        count=len(run.ledger.rows) - rows,
        undecided=undecided,
        file=LEDGER,
    )


OUTPUTS: Mapping[Step, Callable[[Desk], Iterator[Message]]] = {
    Step.CHECK: checked,
    Step.LEDGER: ledger,
    Step.LETTERS: letters,
    Step.REVIEW: reviews,
    Step.TOTAL: total,
    Step.KEEP: keep,
}
"""What each step writes; the steps before them only receive and copy."""
