"""Statements of the text that are at fault while the tables agree with themselves.

Text against table is symmetric as long as nobody else speaks: the two are told, and people decide. One
statement that disagrees with several others, or alone among several on the same cells, is the one to look at.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gouji.engine.checking.localising import Localised
from gouji.engine.checking.outcomes import Alternative, Outcome, Status, TextUse, elements_of
from gouji.engine.checking.relations import HARD
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass
from gouji.grammar.syntax import Kind
from gouji.rules.pack import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.relations import RelationKey
    from gouji.engine.reading.document import Location

_FEW = 2
"""From how many disagreements, or agreements of others, on one statement is told apart."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A number of the text, whatever rules make of it."""

    location: Location
    sentence: str
    text: str
    value: str


def blamed(report: Report, outcomes: Sequence[Outcome], causes: Sequence[Localised]) -> tuple[Localised, ...]:
    """A cause for each statement that is at fault, those with the most disagreements first.

    Args:
        report: as it was checked.
        outcomes: of all rules.
        causes: what cells explain; it needs no other cause.
    """
    told = {key for cause in causes for key in cause.explains}
    broken = {
        use.place
        for one in outcomes
        if one.status is Status.FAILED and one.rule.ground in HARD
        for use in one.cells
    }
    spoken = [
        (one, statements)
        for one in outcomes
        if one.rule.ground is Ground.CONSISTENCY
        and one.status in {Status.PASSED, Status.FAILED}
        and broken.isdisjoint(use.place for use in one.cells)
        and (statements := frozenset(_statements(report, one)))
    ]
    failed = [each for each in spoken if each[0].status is Status.FAILED and _key(each[0]) not in told]
    passed = [each for each in spoken if each[0].status is Status.PASSED]
    return (*_disagreeing(failed), *_alone(failed, passed))


_Spoken = tuple[Outcome, frozenset[_Statement]]


def _statements(report: Report, outcome: Outcome) -> Iterator[_Statement]:
    """The statements that an outcome is about."""
    names = elements_of(outcome.instance)
    places = {(use.location, use.text) for use in outcome.texts}
    sides = {
        side
        for reading in (outcome.readings or ((outcome.comparison,) if outcome.comparison else ()))
        for side in (reading.left, reading.right)
    }
    for claim in report.claims:
        named = outcome.element == Kind.CLAIM and claim.instance in names
        beside = outcome.element != Kind.CLAIM and claim.value in sides
        if (named or beside) and (claim.location, claim.sentence) in places:
            yield _Statement(claim.location, claim.sentence, claim.text, str(claim.value))


def _disagreeing(failed: Sequence[_Spoken]) -> Iterator[Localised]:
    """Statements with which several others disagree; where two have as many, neither is told apart."""
    left = list(failed)
    while left:
        counts = Counter(one for _, statements in left for one in statements).most_common(2)
        if not counts or counts[0][1] < _FEW or (len(counts) > 1 and counts[1][1] == counts[0][1]):
            return
        statement, count = counts[0]
        own = [one for one, statements in left if statement in statements]
        left = [each for each in left if statement not in each[1]]
        yield _cause(own, statement, "localising.statement", count)


def _alone(failed: Sequence[_Spoken], passed: Sequence[_Spoken]) -> Iterator[Localised]:
    """Statements on cells of which several others say what the table has."""
    counts = Counter(one for _, statements in failed for one in statements)
    for outcome, statements in failed:
        [*own] = statements
        if len(own) != 1 or counts[own[0]] != 1:
            continue
        cells = {use.place for use in outcome.cells}
        others = {
            frozenset(said)
            for one, said in passed
            if one.rule.id == outcome.rule.id and cells and cells == {use.place for use in one.cells}
        }
        if len(others) >= _FEW:
            yield _cause([outcome], own[0], "localising.statement_alone", len(others))


def _cause(outcomes: Sequence[Outcome], statement: _Statement, key: str, count: int) -> Localised:
    use = TextUse("self", statement.text, statement.location)
    return Localised(
        unique=False,
        explains=tuple(_key(one) for one in outcomes),
        alternatives=(Alternative((), None, (use,)),),
        note=message(key, count=count),
    )


def _key(outcome: Outcome) -> RelationKey:
    return outcome.rule.id, outcome.instance
