"""What else speaks for a cause: every change is tried on the report, and all rules about its cells judge it.

A change that breaks a hard relation is dropped. Statements of the text, of last year's report or of members
never decide which cell is wrong; they rank the changes, and bear witness for the one they agree with.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.report import Fact, FactState
from gouji.engine.checking.others import PREVIOUS
from gouji.engine.checking.outcomes import Alternative, Decider, Outcome, Status
from gouji.engine.checking.relations import HARD
from gouji.grammar.records import dataclass
from gouji.rules.pack import Ground

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.localising import Localised
    from gouji.engine.checking.outcomes import CellPlace
    from gouji.engine.checking.relations import RelationKey

    Again = Callable[[Report, frozenset[str]], Iterable[Outcome]]

MOST_TRIED = 24
"""As many changes of one cause are tried, the likeliest; the others are not told."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """A change with the statements that it makes true, and those that it makes false or leaves so."""

    alternative: Alternative
    kept: frozenset[RelationKey]
    broken: frozenset[RelationKey]
    mended: frozenset[RelationKey]


def corroborated(
    report: Report, causes: Sequence[Localised], outcomes: Sequence[Outcome], again: Again
) -> tuple[Localised, ...]:
    """The causes, their changes tried and ranked, each with the failed statements that its change makes true.

    Where several changes would do and nothing prefers one, a statement has to agree with each of them.

    Args:
        report: as it was checked.
        causes: what the relations of the tables say.
        outcomes: of all rules.
        again: the rules of the given ids, evaluated on a changed report.
    """
    judged = {_key(one): one for one in outcomes}
    told: set[RelationKey] = set()
    found = []
    for cause in causes:
        if not cause.alternatives:
            found.append(cause)
            continue
        weighed = _weighed(report, cause, {key: judged[key] for key in judged if key not in told}, again)
        if weighed is not None:
            told.update(weighed.explains)
            found.append(weighed)
    return tuple(found)


def _weighed(
    report: Report, cause: Localised, judged: Mapping[RelationKey, Outcome], again: Again
) -> Localised | None:
    places = {cell.place for one in cause.alternatives for cell in one.cells}
    about = {key: one for key, one in judged.items() if _touches(one, places)}
    soft = {key: one for key, one in about.items() if _is_statement(one)}
    chosen = frozenset(one.rule.id for one in about.values() if one.rule.ground in HARD or _is_statement(one))
    trials = []
    for alternative in cause.alternatives[:MOST_TRIED]:
        after = {_key(one): one for one in again(changed(report, alternative), chosen)}
        if _is_sound(cause, about, after):
            trials.append(_trial(alternative, soft, after))
    if not trials:
        return None
    ranked = sorted(trials, key=lambda one: len(one.broken))
    further = cause.further or len(cause.alternatives) > MOST_TRIED
    decided = cause.decided or (None if further else _decided(ranked, soft))
    first = ranked[0]
    agreed = first.mended if decided else frozenset.intersection(*(one.mended for one in ranked))
    dropped = len(cause.alternatives) - len(trials)
    return replace(
        cause,
        unique=cause.unique or (dropped > 0 and len(ranked) == 1 and not further),
        explains=(*cause.explains, *(key for key in soft if key in agreed)),
        alternatives=tuple(one.alternative for one in ranked),
        further=further,
        decided=decided,
    )


def _touches(outcome: Outcome, places: set[CellPlace]) -> bool:
    return not places.isdisjoint(use.place for use in outcome.cells)


def _is_statement(outcome: Outcome) -> bool:
    """Whether the rule compares the tables with what is said elsewhere."""
    if outcome.status not in {Status.PASSED, Status.FAILED}:
        return False
    return outcome.rule.ground is Ground.CONSISTENCY or (
        outcome.rule.ground in HARD and any(use.place.report != "self" for use in outcome.cells)
    )


def _is_sound(
    cause: Localised, before: Mapping[RelationKey, Outcome], after: Mapping[RelationKey, Outcome]
) -> bool:
    """Whether all that the change explains holds, and no relation fails that held."""
    if any(after[key].status is Status.FAILED for key in cause.explains if key in after):
        return False
    return not any(
        one.status is Status.FAILED
        and one.rule.ground in HARD
        and not _is_statement(one)
        and key in before
        and before[key].status is not Status.FAILED
        for key, one in after.items()
    )


def _trial(
    alternative: Alternative, soft: Mapping[RelationKey, Outcome], after: Mapping[RelationKey, Outcome]
) -> _Trial:
    places = {cell.place for cell in alternative.cells}
    passed = {key for key in soft if key in after and after[key].status is Status.PASSED}
    failed = {key for key in soft if key in after and after[key].status is Status.FAILED}
    was_failed = {key for key, one in soft.items() if one.status is Status.FAILED}
    own = {key for key, one in soft.items() if _touches(one, places)}
    return _Trial(alternative, frozenset(passed), frozenset(failed), frozenset(passed & was_failed & own))


def _decided(ranked: Sequence[_Trial], soft: Mapping[RelationKey, Outcome]) -> Decider | None:
    """What prefers the first change to every other: it agrees with all that is said, they do not."""
    if len(ranked) < 2 or ranked[0].broken or not all(one.broken for one in ranked[1:]):
        return None
    reports = [
        {use.place.report for use in soft[key].cells} - {"self"}
        for one in ranked[1:]
        for key in sorted(one.broken & ranked[0].kept)
    ]
    if any(not each for each in reports):
        return Decider.TEXT
    return Decider.PREVIOUS if any(PREVIOUS in each for each in reports) else Decider.MEMBERS


def changed(report: Report, alternative: Alternative) -> Report:
    """The report with the suggested values in its cells."""
    tables = dict(report.tables)
    for cell in alternative.cells:
        table, place = tables[cell.place.table], (cell.place.row, cell.place.column)
        fact = Fact(FactState.VALUE, str(cell.suggested), cell.suggested, location=cell.fact.location)
        tables[table.id] = replace(table, facts={**table.facts, place: fact})
    return replace(report, tables=tables)


def _key(outcome: Outcome) -> RelationKey:
    return outcome.rule.id, outcome.instance
