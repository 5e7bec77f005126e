"""Which stretches of a sentence speak of the report's own year, and which of another or of all together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.claim_patterns import any_of
from gouji.engine.binding.clauses import DAY
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.engine.binding.clauses import Clause, Sentence
    from gouji.rules.pack import TextWords

_DATE = "{date}"
"""Stands for a date in the words for other times: a day or a month is a part of a year."""


class Times:
    """The words of a pack for other times, compiled once."""

    def __init__(self, words: TextWords) -> None:
        self.elsewhere = any_of(text.replace(_DATE, DAY) for text in words.elsewhere)
        self.here = any_of(words.here)
        self.compared = any_of(words.compared)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a clause speaks of another time.

    Attributes:
        turns: places after which it does (``True``) or does no longer, in order; the first is 0.
        compared: the place from which on it only compares, if it does.
    """

    turns: tuple[tuple[int, bool], ...]
    compared: int | None

    def covers(self, place: int) -> bool:
        """Whether what stands at ``place`` is about another time."""
        if self.compared is not None and place >= self.compared:
            return True
        return self.at(place)

    def at(self, place: int) -> bool:
        """Whether the text speaks of another year at ``place``, comparisons aside."""
        return [away for start, away in self.turns if start <= place][-1]


def times_of(sentence: Sentence, times: Times) -> list[Elsewhere]:
    """For each clause of a sentence, where it is about another time; what it says goes on to the next."""
    found: list[Elsewhere] = []
    state: dict[tuple[int, int] | None, bool] = {}
    for clause in sentence.clauses:
        if clause.outer not in state:
            outer, place = clause.outer or (0, 0)
            state[clause.outer] = found[outer].covers(place) if clause.outer is not None else False
        turns = _turns(clause, times, away=state[clause.outer])
        compared = times.compared.search(clause.text) if times.compared else None
        found.append(Elsewhere(turns, None if compared is None else compared.start()))
        state[clause.outer] = turns[-1][1]
    return found


def _turns(clause: Clause, times: Times, *, away: bool) -> tuple[tuple[int, bool], ...]:
    events = [(0, away)]
    for pattern, leads_away in ((times.elsewhere, True), (times.here, False)):
        if pattern is not None:
            events += [(match.start(), leads_away) for match in pattern.finditer(clause.text)]
    return (events[0], *sorted(events[1:]))
