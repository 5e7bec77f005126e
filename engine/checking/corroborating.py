"""What else a cause explains: statements that disagree with its cell and agree with the repaired one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.report import Fact, FactState
from gouji.engine.checking.outcomes import Alternative, Outcome, Status
from gouji.rules.pack import Ground

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.localising import Localised
    from gouji.engine.checking.relations import RelationKey

    Again = Callable[[Report, frozenset[str]], Iterable[Outcome]]


def corroborated(
    report: Report, causes: Sequence[Localised], outcomes: Sequence[Outcome], again: Again
) -> tuple[Localised, ...]:
    """The causes, each with the failed statements about its cells that its repair would make true.

    A statement is no relation of the table: it never decides which cell is wrong, it only bears witness.
    Where several repairs would do, it has to agree with each of them.

    Args:
        report: as it was checked.
        causes: what the relations of the tables say.
        outcomes: of all rules.
        again: the rules of the given ids, evaluated on a repaired report.
    """
    witnesses = [
        one for one in outcomes if one.status is Status.FAILED and one.rule.ground is Ground.CONSISTENCY
    ]
    told: set[RelationKey] = set()
    found = []
    for cause in causes:
        keys = _explained(report, cause, [one for one in witnesses if _key(one) not in told], again)
        told.update(keys)
        found.append(replace(cause, explains=(*cause.explains, *keys)) if keys else cause)
    return tuple(found)


def _explained(
    report: Report, cause: Localised, witnesses: Sequence[Outcome], again: Again
) -> tuple[RelationKey, ...]:
    left = list(witnesses)
    for alternative in cause.alternatives:
        places = {cell.place for cell in alternative.cells}
        left = [one for one in left if not places.isdisjoint(use.place for use in one.cells)]
        if not left:
            return ()
        repaired = again(_repaired(report, alternative), frozenset(one.rule.id for one in left))
        passed = {_key(one) for one in repaired if one.status is Status.PASSED}
        left = [one for one in left if _key(one) in passed]
    return tuple(_key(one) for one in left)


def _repaired(report: Report, alternative: Alternative) -> Report:
    tables = dict(report.tables)
    for cell in alternative.cells:
        table, place = tables[cell.place.table], (cell.place.row, cell.place.column)
        fact = Fact(FactState.VALUE, str(cell.suggested), cell.suggested, location=cell.fact.location)
        tables[table.id] = replace(table, facts={**table.facts, place: fact})
    return replace(report, tables=tables)


def _key(outcome: Outcome) -> RelationKey:
    return outcome.rule.id, outcome.instance
