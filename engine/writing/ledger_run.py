"""What the ledger is for: written from results, read back, and what follows from what people kept in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.baseline import Baseline, baseline_of
from gouji.engine.office.ledger import SETTLED, Column, Decision, Ledger, Row
from gouji.engine.office.ledger_merging import merge
from gouji.engine.office.ledger_reading import read_ledger
from gouji.engine.office.letters import letters_from_ledger
from gouji.engine.office.settings import OfficeSettings, day_in
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.extras import missing
from gouji.engine.writing.ledger_items import keys_of, ledger_items, seen
from gouji.engine.writing.ledger_sheet import ledger_file
from gouji.engine.writing.letter import letters, letters_from_results
from gouji.engine.writing.waiver_entry import entry_for
from gouji.grammar.messages import Language, Message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from gouji.engine.checking.outcomes import Finding
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.checking.waivers import Waiver
    from gouji.engine.writing.results import Result

_KNOWN = frozenset({Decision.RETURN, Decision.PHONED})


@dataclass(frozen=True, slots=True)
class LedgerRun:
    """A ledger after a run.

    Attributes:
        file: the bytes of its workbook.
        notes: what of people's entries could not be understood.
    """

    ledger: Ledger
    file: bytes
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerSource:
    """The workbook that people worked in, and what is known of the files besides their contents.

    Attributes:
        data: of the workbook; ``None`` when there is none yet.
        name: what messages call it.
        organs: whose a file is, where it does not say itself, by file.
        drafts: which draft a file is, where that is known.
    """

    data: bytes | None
    name: str
    organs: Mapping[str, str] | None = None
    drafts: Mapping[str, int] | None = None


def run_ledger(
    results: Sequence[Result], source: LedgerSource, settings: OfficeSettings, language: Language
) -> LedgerRun | Message:
    """The ledger with the matters of a run; what people wrote in it stays.

    Args:
        results: one a report, of several drafts only the latest.
        source: the ledger so far.
        settings: of the office.
        language: of what is written.

    Returns:
        The ledger, or why there is none: a part of the installation is missing, or the workbook is none.
    """
    lacking = missing("office")
    if lacking is not None:
        return lacking
    before: Ledger | Message = Ledger()
    if source.data is not None:
        before = read_ledger(source.data, source.name, language)
    if isinstance(before, Message):
        return before
    found = ledger_items(
        results,
        language,
        hints=settings.hints,
        organs=source.organs,
        drafts=source.drafts,
        known=before.drafts,
    )
    ledger = merge(before, found.items, found.reports, language)
    file = ledger_file(ledger, language, source.data, before)
    return file if isinstance(file, Message) else LedgerRun(ledger, file, ledger.notes)


def letter_files(
    results: Sequence[Result],
    settings: OfficeSettings,
    language: Language,
    ledger: Ledger | None = None,
    organs: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The letters of a run: what people returned, or without a ledger all that must be dealt with.

    Yields:
        File names and Word files.
    """
    found = letters_from_results(results, language, organs) if ledger is None else letters_from_ledger(ledger)
    yield from letters(found, settings, language)


def ledger_waivers(
    ledger: Ledger,
    results: Sequence[Result],
    today: date,
    organs: Mapping[str, str] | None = None,
) -> tuple[Waiver, ...]:
    """What people accepted, with their reason and name, as entries for the findings of the results.

    Args:
        ledger: after the run that gave ``results``.
        results: its reports.
        today: the day of entries whose row has none.
        organs: whose a file is, where it does not say itself, by file.
    """
    entries = []
    for result, checked, finding, row in _found(ledger, results, organs):
        reason, who = row.says(Column.REMARK), row.says(Column.REVIEWER)
        if row.decision is Decision.ACCEPT and reason and who:
            day = day_in(row.says(Column.DAY)) or today
            entries.append(
                entry_for(finding, checked, result.file, reason=reason, who=who, day=day, until=None)
            )
    return tuple(entries)


def ledger_baseline(
    ledger: Ledger, results: Sequence[Result], organs: Mapping[str, str] | None = None
) -> Baseline:
    """What the organs were told of, so that of the next drafts only the rest is new."""
    told = {
        (result.file, finding.fingerprint)
        for result, _, finding, row in _found(ledger, results, organs)
        if row.decision in _KNOWN
    }
    reports = [
        (result.file, result.outcome) for result in results if not isinstance(result.outcome, Unreadable)
    ]
    whole = baseline_of(reports)
    return Baseline(tuple(one for one in whole.findings if (one.file, one.fingerprint) in told))


def _found(
    ledger: Ledger, results: Sequence[Result], organs: Mapping[str, str] | None
) -> Iterator[tuple[Result, CheckedReport, Finding, Row]]:
    """The findings of the results that have a row which still stands."""
    rows = {key: row for row in ledger.rows if row.state not in SETTLED for key in row.keys}
    for result in results:
        checked = result.outcome
        if isinstance(checked, Unreadable):
            continue
        report = seen(result, (organs or {}).get(result.file, ""))
        for finding in checked.findings:
            (key,) = keys_of((finding.fingerprint,), report)
            if key in rows:
                yield result, checked, finding, rows[key]
