"""Numbers of the text that may be of a part only: the same text gives the table's number elsewhere.

A report says in one place that 59 applications were closed, as the table does, and in another that 15 were,
those of companies. The second number is smaller and need not be wrong, so a failure over it is a hint, with
the reason beside it. A number larger than the whole cannot be of a part of it, and one in a list whose other
numbers are the table's is as much of the whole as they are.
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
    from collections.abc import Mapping, Sequence

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
    agreed = [claims[one.instance] for one in outcomes if _agrees(one, claims)]
    return tuple(_doubted(one, claims, agreed) for one in outcomes) if agreed else tuple(outcomes)


def _agrees(outcome: Outcome, claims: Mapping[str, Claim]) -> bool:
    """Whether a rule found a number of the text to agree with cells."""
    claim = claims.get(outcome.instance)
    passed = outcome.status is Status.PASSED and bool(outcome.cells)
    return claim is not None and passed and isinstance(claim.value, Fraction) and claim.value > 0


def _doubted(outcome: Outcome, claims: Mapping[str, Claim], agreed: Sequence[Claim]) -> Outcome:
    stated = [claims.get(name) for name in elements_of(outcome.instance)]
    compares = bool(outcome.cells) or len(stated) > 1
    if outcome.status is not Status.FAILED or outcome.reason is not None or not compares:
        return outcome
    if all(claim in agreed for claim in stated):
        return replace(outcome, severity=Severity.INFO, reason=message("checking.both_agree"))
    for claim in stated:
        whole = None if claim is None else _whole(claim, agreed)
        if whole is not None:
            reason = message("checking.may_be_part", value=number(whole))
            return replace(outcome, severity=Severity.INFO, reason=reason)
    return outcome


def _whole(claim: Claim, agreed: Sequence[Claim]) -> Fraction | None:
    """The number elsewhere that the claim may be of a part of."""
    if any(one.text == claim.text and one.location != claim.location for one in agreed):
        return None
    same = [one.value for one in agreed if _subject(one) == _subject(claim)]
    whole = max((value for value in same if isinstance(value, Fraction)), default=None)
    value = claim.value
    return whole if whole is not None and isinstance(value, Fraction) and 0 < value < whole else None


def _subject(claim: Claim) -> _Subject:
    return claim.id, claim.row, claim.column
