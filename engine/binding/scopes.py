"""Which stretches of a sentence speak of the report's own year and organ, and which of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.claim_patterns import any_of
from gouji.engine.binding.clauses import COUNT, DAY
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gouji.engine.binding.claim_patterns import LatePattern, ReadyClaim
    from gouji.engine.binding.clauses import Clause, Sentence
    from gouji.rules.pack import TextWords

_NEAR = 8
"""How far behind a number a word may stand that says what it counts."""
_NUMBER = "{count}"
_STOP = "；"
"""Where what is done with other organs is over; what they do themselves may go on behind it."""
_DATE = "{date}"
"""Stands for a date in the words for other times: a day or a month is a part of a year."""


class Times:
    """The words of a pack for other times, compiled once."""

    def __init__(self, words: TextWords) -> None:
        self.elsewhere = any_of(text.replace(_DATE, DAY) for text in words.elsewhere)
        self.here = any_of(words.here)
        self.compared = any_of(words.compared)
        self.aside = any_of(text.replace(_NUMBER, COUNT) for text in words.aside)
        self.whole_year = any_of(text.replace(_DATE, DAY) for text in words.whole_year)
        self.ours = any_of(text.replace(_DATE, DAY) for text in words.ours)
        self.cumulated = any_of(text.replace(_NUMBER, COUNT) for text in words.cumulated)


class Others:
    """The words of a pack for other organs, and for topics that are no other business, compiled once."""

    def __init__(self, words: TextWords) -> None:
        self.others = any_of(words.others)
        self.own = any_of(words.own)
        self.dealings = any_of(words.dealings)
        self.topics = any_of(words.topics)
        self.wide = any_of(words.wide)
        self.narrow = any_of(words.narrow)


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
        return there(self.turns, place)


class About:
    """What the stretches of a sentence are about: other times, other organs, other business.

    Args:
        sentence: whose clauses are asked about.
        times: the words for other times; ``others`` those for other organs.
        before: those of the paragraph before it: where they speak of other business only, it goes on.
    """

    def __init__(
        self, sentence: Sentence, times: Times, others: Others, before: Sequence[Sentence] = ()
    ) -> None:
        self._sentence = sentence
        self._before = before
        self._times = times_of(sentence, times)
        self._others = away_at(sentence, others.others, others.own)
        self._dealings = away_at(sentence, others.dealings, others.own, until=_STOP)
        self._wide = wide_of(sentence, others)
        self._topics = others.topics
        self._business: dict[str, list[tuple[tuple[int, bool], ...]]] = {}

    def covers(self, ready: ReadyClaim, clause: int, place: int, *, in_words: bool = False) -> bool:
        """Whether what stands at ``place`` of a clause is no business of the report's own in its year.

        What is said ``in_words`` from there on may itself name another year: 上年无结转.
        """
        if self._times[clause].covers(place - in_words):
            return True
        if there(self._others[clause], place) or there(self._dealings[clause], place):
            return True
        if self._wide and there(self._wide[clause], place):
            return True
        if ready.away is None:
            return False
        if ready.kind.id not in self._business:
            away_before = goes_on(self._before, ready.away, ready.back)
            self._business[ready.kind.id] = away_at(
                self._sentence, ready.away, ready.back, topics=self._topics, away_before=away_before
            )
        return there(self._business[ready.kind.id][clause], place)


def times_of(sentence: Sentence, times: Times) -> list[Elsewhere]:
    """For each clause of a sentence, where it is about another time; what it says goes on to the next.

    Behind a semicolon it is that with which the first clause since the one before began: what was mixed in
    is over.
    """
    found: list[Elsewhere] = []
    state: dict[tuple[int, int] | None, bool] = {}
    whole_year = False
    first: bool | None = None
    for clause in sentence.clauses:
        if clause.outer is None and first is not None and sentence.line.text[clause.start - 1] == _STOP:
            state[None], first = first, None
        if clause.outer not in state:
            outer, place = clause.outer or (0, 0)
            state[clause.outer] = found[outer].covers(place) if clause.outer is not None else False
        turns = _turns(clause, times, away=state[clause.outer], whole_year=whole_year)
        found.append(Elsewhere(turns, _compared(clause.text, times)))
        if clause.outer is not None or not (times.aside and times.aside.search(clause.text)):
            state[clause.outer] = turns[-1][1]
        if clause.outer is None and first is None:
            first = turns[min(1, len(turns) - 1)][1]
        whole_year = whole_year or bool(times.whole_year and times.whole_year.search(clause.text))
    return found


def away_at(
    sentence: Sentence,
    away: LatePattern | None,
    back: LatePattern | None,
    *,
    topics: LatePattern | None = None,
    away_before: bool = False,
    until: str = "",
) -> list[tuple[tuple[int, bool], ...]]:
    """For each clause, the turns of a sentence away from what it is about, and back to it.

    A word right behind a number says what that number counts, so it turns before the number. Words of a
    topic turn nowhere: 内容涉及工程、资金. Behind the mark ``until`` it is where it began.
    """
    found: list[tuple[tuple[int, bool], ...]] = []
    state: dict[tuple[int, int] | None, bool] = {None: away_before}
    for clause in sentence.clauses:
        if until and clause.outer is None and sentence.line.text[clause.start - 1] == until:
            state[None] = away_before
        if clause.outer not in state:
            state[clause.outer] = bool(clause.outer and there(found[clause.outer[0]], clause.outer[1]))
        spans = [one.span() for one in topics.finditer(clause.text)] if topics is not None else []
        events = [(0, state[clause.outer])]
        leaving = [one.span() for one in away.finditer(clause.text)] if away is not None else []
        for pattern, leads_away in ((away, True), (back, False)):
            if pattern is not None:
                events += [
                    (_counted(clause.text, match.start()), leads_away)
                    for match in pattern.finditer(clause.text)
                    if not _inside(match.start(), spans if leads_away else leaving, after=not leads_away)
                ]
        found.append((events[0], *sorted(events[1:])))
        state[clause.outer] = found[-1][-1][1]
    return found


def wide_of(sentence: Sentence, others: Others) -> list[tuple[tuple[int, bool], ...]]:
    """For each clause, where a sentence tells of a whole area that also tells of the report's own organ.

    全市收到57件，本局收到6件: of an area alone (全市收到57件) the report may be, so nothing is empty then.
    """
    if others.wide is None or others.narrow is None or not others.narrow.search(sentence.text):
        return []
    return away_at(sentence, others.wide, others.narrow)


def goes_on(before: Sequence[Sentence], away: LatePattern, back: LatePattern | None) -> bool:
    """Whether the sentences before speak of other business, and none of them of what is looked for."""
    if back is not None and any(back.search(one.text) for one in before):
        return False
    return any(away.search(one.text) for one in before)


def there(turns: Sequence[tuple[int, bool]], place: int) -> bool:
    """The state at ``place``."""
    return [turns[0][1], *(away for start, away in turns[1:] if start <= place)][-1]


def _counted(text: str, place: int) -> int:
    """Where what is said at ``place`` begins to hold: at the number it stands right behind, if any."""
    number = text.rfind(COUNT, max(0, place - _NEAR), place)
    return place if number < 0 or "、" in text[number:place] else number


def _turns(clause: Clause, times: Times, *, away: bool, whole_year: bool) -> tuple[tuple[int, bool], ...]:
    text = clause.text
    ours = list(_in_the_year(text, times, whole_year=whole_year))
    leaving = [one.span() for one in times.elsewhere.finditer(text)] if times.elsewhere else []
    coming = [one.start() for one in times.here.finditer(text)] if times.here else []
    events = [(start, True) for start, _ in leaving if not _inside(start, ours)]
    events += [(place, False) for place in coming if not _inside(place, leaving, after=1)]
    return ((0, away), *sorted(events))


def _compared(text: str, times: Times) -> int | None:
    """The place from which on a clause only compares, if it does."""
    found = times.compared.finditer(text) if times.compared is not None else ()
    ours = [one.span() for one in times.ours.finditer(text)] if times.ours is not None else []
    return next((one.start() for one in found if not _inside(one.start(), ours)), None)


def _in_the_year(text: str, times: Times, *, whole_year: bool) -> Iterator[tuple[int, int]]:
    """Where a clause tells of the report year alone, though its words are those for other times.

    So it does when it cumulates numbers and spoke of that year before.
    """
    if times.ours is not None:
        yield from (match.span() for match in times.ours.finditer(text))
    if times.cumulated is None or times.whole_year is None:
        return
    for match in times.cumulated.finditer(text):
        if whole_year or times.whole_year.search(text[: match.start()]):
            yield match.span()


def _inside(place: int, spans: Iterable[tuple[int, int]], after: int = 0) -> bool:
    return any(start + after <= place < end for start, end in spans)
