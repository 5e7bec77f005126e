"""Results as matters of the ledger: findings, what could not be decided, files that could not be read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Status
from gouji.engine.office.ledger import Column, Degree, Item, Origin, Seen, name_of, word
from gouji.engine.office.ledger_merging import draft_numbers
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.matters import matters
from gouji.engine.writing.naming import cells_by_row
from gouji.engine.writing.office_text import cell_text
from gouji.engine.writing.undecided import MOST_PLACES, NOT_IN_FILE
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message
from gouji.grammar.records import dataclass
from gouji.grammar.schema import dotted
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gouji.engine.checking.outcomes import CellUse, Outcome
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.matter import Matter
    from gouji.engine.writing.results import Result

_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Found:
    """What a run gives a ledger: its matters, and which reports it looked at."""

    items: tuple[Item, ...]
    reports: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """What could not be decided for one reason, in words."""

    outcomes: tuple[Outcome, ...]
    where: str
    problem: str
    advice: str


def ledger_items(
    results: Sequence[Result],
    language: Language,
    *,
    hints: bool = False,
    organs: Mapping[str, str] | None = None,
    drafts: Mapping[str, int] | None = None,
    known: Mapping[str, tuple[str, ...]] | None = None,
) -> Found:
    """The matters of a run as rows tell them.

    Args:
        results: one a report; of several drafts only the one to be judged.
        language: of the words.
        hints: whether notes are matters, too.
        organs: whose a file is, where the file itself cannot tell, by its name.
        drafts: which draft a file is, where that is known.
        known: the drafts that the ledger has seen.
    """
    reports = tuple(seen(result, (organs or {}).get(result.file, "")) for result in results)
    numbers = draft_numbers(known or {}, reports, drafts)
    items: list[Item] = []
    for result, report in zip(results, reports, strict=True):
        items += _items(result, report, numbers[result.file], language, hints=hints)
    return Found(tuple(items), reports)


def seen(result: Result, organ: str = "") -> Seen:
    """What a ledger must know of a report; ``organ`` is its organ where it does not say."""
    found = result.outcome
    if isinstance(found, Unreadable):
        mark = found.sha256 or hashlib.sha256(found.code.encode()).hexdigest()
        return Seen(result.file, organ, None, mark, readable=False, named=False)
    undecided = {one.rule.id for one in found.outcomes if one.status in {Status.UNDETERMINED, Status.BROKEN}}
    said = organ_of(found)
    report = Seen(
        result.file,
        said or organ,
        found.report.identity.year,
        found.report.sha256,
        frozenset(undecided),
        named=bool(said),
    )
    accepted = (one.fingerprint for one in found.findings if one.status == "accepted")
    return replace(report, accepted=frozenset(keys_of(accepted, report)))


def organ_of(checked: CheckedReport) -> str:
    """Whose report it is, as it says itself; empty when it does not."""
    organ = checked.report.identity.organ
    return "" if organ is None else cell_text(str(organ.value or organ.text))


def keys_of(fingerprints: Iterable[str], report: Seen) -> tuple[str, ...]:
    """Fingerprints as keys of the ledger; to those of reports that name no organ, organ or file is added."""
    if report.named:
        return tuple(fingerprints)
    return tuple(f"{one}@{_hash(report.organ or name_of(report.file))}" for one in fingerprints)


def undecided_groups(
    checked: CheckedReport, language: Language, severities: frozenset[Severity]
) -> Iterator[Undecided]:
    """What could not be decided of such rules; reasons that differ only in the cell are told together."""
    groups: dict[tuple[Status, str], list[Outcome]] = {}
    for outcome in checked.outcomes:
        open_ = outcome.status in {Status.UNDETERMINED, Status.BROKEN}
        if open_ and outcome.reason and outcome.severity in severities:
            groups.setdefault((outcome.status, outcome.reason.key), []).append(outcome)
    for (status, _), outcomes in groups.items():
        reasons = tuple(dict.fromkeys(one.reason for one in outcomes if one.reason))
        problem: Message = reasons[0]
        if len(reasons) > 1:
            problem = message("writing.undecided_many", count=len(reasons), reason=problem)
        yield Undecided(
            tuple(outcomes),
            _places(outcomes, checked, language),
            render(problem, language),
            render(message(f"writing.advice_{status}"), language),
        )


def _places(outcomes: Sequence[Outcome], checked: CheckedReport, language: Language) -> str:
    first = outcomes[0]
    if first.status is not Status.UNDETERMINED or first.reason is None or first.reason.key in NOT_IN_FILE:
        return ""
    uses = [
        use
        for outcome in outcomes
        for use in outcome.cells
        if use.fact.value is None and use.fact.counts_as != "zero"
    ]
    places = cells_by_row(uses, checked.filled.schema, language)
    text = render(message("writing.several", items=places[:MOST_PLACES]), language)
    more = len(places) - MOST_PLACES
    return text + (render(message("writing.and_more", count=more), language) if more > 0 else "")


def _items(result: Result, report: Seen, draft: int, language: Language, *, hints: bool) -> Iterator[Item]:
    make = _Maker(report, draft, language)
    found = result.outcome
    if isinstance(found, Unreadable):
        yield make.item(
            (f"unreadable@{_hash(name_of(result.file))}",),
            Degree.UNREADABLE,
            _hash(found.code, found.sha256 or ""),
            (),
            {
                Column.WHERE: name_of(result.file),
                Column.PROBLEM: render(found.message, language),
                Column.ADVICE: render(found.advice, language),
            },
        )
        return
    for matter in matters(found, language):
        if hints or matter.severity is not Severity.INFO:
            yield make.of_matter(matter)
    for group in undecided_groups(found, language, frozenset({Severity.ERROR, Severity.WARNING})):
        yield make.of_undecided(group)


class _Maker:
    """Makes the rows of one report."""

    def __init__(self, report: Seen, draft: int, language: Language) -> None:
        self._report, self._draft, self._language = report, draft, language

    def of_matter(self, matter: Matter) -> Item:
        """The row of a finding or a cause."""
        words = {
            Column.WHERE: matter.where,
            Column.PROBLEM: matter.problem,
            Column.FOUND: matter.found,
            Column.EXPECTED: matter.expected,
            Column.ADVICE: matter.advice,
            Column.BASIS: "\n".join(matter.basis),
        }
        keys = keys_of(matter.fingerprints, self._report)
        return self.item(keys, Degree(matter.severity.value), values_of(matter), matter.rules, words)

    def of_undecided(self, group: Undecided) -> Item:
        """The row of what could not be decided for one reason."""
        reason = group.outcomes[0].reason
        year = str(self._report.year)
        key = f"open-{_hash(self._report.organ, year, reason.key if reason else '')}"
        values = _hash(
            *sorted({str(one.reason) for one in group.outcomes}),
            *sorted({use.fact.raw for one in group.outcomes for use in one.cells}),
        )
        rules = tuple(dict.fromkeys(one.rule.id for one in group.outcomes))
        words = {
            Column.WHERE: group.where,
            Column.PROBLEM: group.problem,
            Column.ADVICE: group.advice,
        }
        return self.item(keys_of((key,), self._report), Degree.UNDECIDED, values, rules, words)

    def item(
        self,
        keys: tuple[str, ...],
        degree: Degree,
        values: str,
        rules: tuple[str, ...],
        words: Mapping[Column, str],
    ) -> Item:
        """A row with all its cells."""
        report = self._report
        whole = dict.fromkeys(Column, "")
        whole[Column.ORGAN] = report.organ
        whole[Column.DRAFT] = str(self._draft)
        whole[Column.DEGREE] = word(degree, self._language)
        if not report.organ:
            whole[Column.ORGAN] = render(
                message("ledger.nameless", file=name_of(report.file)), self._language
            )
        whole.update(words)
        clean = {column: cell_text(text) for column, text in whole.items()}
        origin = Origin(name_of(report.file), report.organ, report.year, self._draft, degree, rules, values)
        return Item(keys, clean, origin)


def values_of(matter: Matter) -> str:
    """A mark of the values that a matter is about; not of its places or its wording."""
    cells = sorted("\x1f".join(_told(use)) for use in matter.cells)
    texts = sorted("".join(one.text.split()) for one in matter.texts)
    return _hash(*cells, "", *texts, "", *_NUMBERS.findall(" ".join((matter.expected, *matter.why))))


def _told(use: CellUse) -> tuple[str, ...]:
    place = use.place
    return place.report, place.table, dotted(place.row), dotted(place.column), use.fact.raw.strip()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
