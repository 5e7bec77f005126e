"""Numbers of the text that may be of a part only: the same text gives the table's number elsewhere.

A report says in one place that 59 applications were closed, as the table does, and in another that 15 were,
those of companies. The second number is smaller and need not be wrong, so a failure over it is a hint, with
the reason beside it. A number larger than the whole cannot be of a part of it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Outcome, Status, elements_of
from gouji.grammar.catalogue import number
from gouji.grammar.messages import message
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouji.engine.binding.report import Claim, Report
    from gouji.grammar.schema import Path

_Subject = tuple[str, "Path | None", "Path | None"]
"""What a claim is about: its kind, row and column."""


def with_parts_doubted(outcomes: Sequence[Outcome], report: Report) -> tuple[Outcome, ...]:
    """The outcomes; failures over numbers that may be of a part are hints.

    Args:
        outcomes: of any rules over the report.
        report: whose claims they may be about.
    """
    claims = {one.instance: one for one in report.claims}
    agreed = _agreed(outcomes, claims)
    return tuple(_doubted(one, claims, agreed) for one in outcomes) if agreed else tuple(outcomes)


def _agreed(outcomes: Iterable[Outcome], claims: Mapping[str, Claim]) -> dict[_Subject, Fraction]:
    """The largest number of each subject that a rule found to agree with cells."""
    found: dict[_Subject, Fraction] = {}
    for outcome in outcomes:
        claim = claims.get(outcome.instance)
        if claim is None or outcome.status is not Status.PASSED or not outcome.cells:
            continue
        if isinstance(claim.value, Fraction):
            found[_subject(claim)] = max(claim.value, found.get(_subject(claim), claim.value))
    return found


def _doubted(outcome: Outcome, claims: Mapping[str, Claim], agreed: Mapping[_Subject, Fraction]) -> Outcome:
    stated = [claims.get(name) for name in elements_of(outcome.instance)]
    compares = bool(outcome.cells) or len(stated) > 1
    if outcome.status is not Status.FAILED or outcome.reason is not None or not compares:
        return outcome
    for claim in stated:
        whole = None if claim is None else agreed.get(_subject(claim))
        if claim is not None and whole is not None and _is_less(claim, whole):
            reason = message("checking.may_be_part", value=number(whole))
            return replace(outcome, severity=Severity.INFO, reason=reason)
    return outcome


def _is_less(claim: Claim, whole: Fraction) -> bool:
    return isinstance(claim.value, Fraction) and 0 < claim.value < whole


def _subject(claim: Claim) -> _Subject:
    return claim.id, claim.row, claim.column
