"""What organs were told, by the rules that it rests on, so that a rule that is withdrawn later names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.office.ledger import Column, Decision
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from gouji.engine.office.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Rest:
    """A row of the ledger of which an organ was told, and a rule that it rests on."""

    organ: str
    number: str
    rule: str


def rests(ledger: Ledger) -> Iterator[Rest]:
    """What organs are told by the ledger: the rows that are returned or were told on the telephone."""
    for row in ledger.rows:
        if row.decision in {Decision.RETURN, Decision.PHONED} and row.origin is not None:
            for rule in row.origin.rules:
                yield Rest(row.organ, row.says(Column.NUMBER), rule)


def remembered(now: Ledger | None, before: Iterable[Rest], withdrawn: Collection[str]) -> tuple[Rest, ...]:
    """What organs were told: as the ledger says, and as it said before of rules that are withdrawn.

    A row whose rule is withdrawn is decided anew or settled; that its organ was told stays true.
    """
    current = () if now is None else rests(now)
    return tuple(dict.fromkeys((*current, *(one for one in before if one.rule in withdrawn))))
