"""Facts about numbers of one sentence: breakdowns, percentages, shares, growth."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.engine.binding.clauses import COUNT, SHARE
from gouji.engine.binding.flat_text import place_in
from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.report import FactValue, TextFact
from gouji.engine.binding.text_facts_breakdowns import (
    Breakdown,
    Lexicon,
    Seen,
    breakdowns_of,
    numbers_of,
    summed_up,
)
from gouji.engine.binding.text_facts_fitting import fits, growth, share
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.binding.clauses import Sentence
    from gouji.engine.binding.texts import Passage

_LISTED = re.compile("[、和及与]|以及")
_BECAME = re.compile("[到至]$")
_ONE = Fraction(1)
_MEANT = Fraction(1, 10)
"""How far from the whole shares may be that are meant to fill it."""


def number_facts(passage: Passage, sentence: Sentence, lexicon: Lexicon) -> Iterator[TextFact]:
    """What the numbers of a sentence state about each other, in reading order."""
    if COUNT not in sentence.text and SHARE not in sentence.text:
        return
    counts = numbers_of(sentence, lexicon, COUNT)
    breakdowns = [*breakdowns_of(sentence, counts, lexicon), *summed_up(sentence, counts, lexicon)]
    for total, parts, complete in breakdowns:
        values: dict[str, FactValue] = {
            "total": total.value,
            "parts": tuple(part.value for part in parts),
            "complete": complete,
        }
        yield _fact(Kind.BREAKDOWN, values, passage, sentence, total.place)
    if SHARE in sentence.text:
        yield from _of_percentages(passage, sentence, lexicon, counts, breakdowns)


def _of_percentages(
    passage: Passage,
    sentence: Sentence,
    lexicon: Lexicon,
    counts: list[Seen],
    breakdowns: list[Breakdown],
) -> Iterator[TextFact]:
    text = sentence.line.text
    shares: list[Interval] = []
    after_share: list[int] = []
    wholes = [(total, parts) for total, parts, complete in breakdowns if complete]
    at_hand = _AtHand(passage, sentence, lexicon)
    for one in numbers_of(sentence, lexicon, SHARE):
        assert isinstance(one.value, Interval)  # noqa: S101 - percentages are intervals
        begin = max(text.rfind(mark, sentence.start, one.place) for mark in "，。；（") + 1
        clause = text[max(begin, sentence.start) : one.place]
        before = [count for count in counts if count.place < one.place]
        change = lexicon.change.search(clause)
        listed = bool(after_share and _LISTED.fullmatch(text[after_share[-1] + 1 : one.place]))
        is_share = listed or lexicon.share.search(clause) or _stands_behind_its_part(text, one, before)
        rate = lexicon.rates.search(clause)
        if change:
            grown = _growth(sentence, lexicon, one, before, wholes=wholes, up=change["up"] is not None)
            if grown:
                yield _fact(Kind.GROWTH, at_hand.grown(grown, before), passage, sentence, one.place)
        elif is_share or rate:
            if is_share:
                shares.append(one.value)
                after_share.append(one.place)
            told = not listed if is_share else bool(rate and rate["stem"] in text[sentence.start : begin])
            values = _percentage(one, before if told else [], text, breakdowns, lexicon)
            yield _fact(Kind.PERCENTAGE, at_hand.shared(values, one, before), passage, sentence, one.place)
    if len(shares) > 1:
        whole = any(_has_shares(parts, counts, after_share) for _, parts in wholes)
        more = any(count.place > after_share[-1] and not count.away for count in counts)
        yield _shares(passage, sentence, shares, lexicon, whole=whole, more=more)


def _has_shares(parts: list[Seen], counts: list[Seen], after_share: list[int]) -> bool:
    """Whether the shares that stand at these places are those of the parts, one each."""
    nearest = (next((one for one in reversed(counts) if one.place < place), None) for place in after_share)
    return len(parts) == len(after_share) and all(one in parts for one in nearest)


class _AtHand:
    """The numbers of a paragraph that a percentage in one of its sentences may follow from."""

    def __init__(self, passage: Passage, sentence: Sentence, lexicon: Lexicon) -> None:
        self._passage = passage
        self._sentence = sentence
        self._lexicon = lexicon

    @cached_property
    def _earlier(self) -> list[Seen]:
        before = (one for one in self._passage.sentences if one.start < self._sentence.start)
        return [count for one in before for count in numbers_of(one, self._lexicon, COUNT)]

    def shared(self, values: dict[str, FactValue], one: Seen, before: list[Seen]) -> dict[str, FactValue]:
        """The percentage with the part and the whole that give it; with neither where none surely do."""
        value, part, whole = one.value, values.get("part"), values.get("whole")
        assert isinstance(value, Interval)  # noqa: S101 - percentages are intervals
        if one.away:
            return {"value": value}
        if part is None or whole is None:
            return values
        if isinstance(part, Fraction) and isinstance(whole, Fraction) and whole:
            if fits(value, part / whole):
                return values
            text = self._sentence.line.text
            added = bool(self._lexicon.added.search(text, before[-1].place, one.place))
            if found := share(value, before[-1], before, self._earlier, added=added):
                return {"value": value, "part": found[0], "whole": found[1]}
        return values if self._is_certain(one, before) else {"value": value}

    def _is_certain(self, one: Seen, before: list[Seen]) -> bool:
        """Whether the percentage stands right behind its part: 25件，占62.5%; 25件，占总数40件的62.5%."""
        text = self._sentence.line.text
        return any(
            self._lexicon.right_behind.match(
                text[count.place + 1 : one.place].removeprefix(count.measure or "")
            )
            for count in before[-2:]
        )

    def grown(self, values: dict[str, FactValue], before: list[Seen]) -> dict[str, FactValue]:
        """The change with the two numbers that give it; without them where none surely do."""
        value, current, base = values["value"], values.get("current"), values.get("base")
        assert isinstance(value, Interval)  # noqa: S101 - percentages are intervals
        if not isinstance(current, Fraction) or not isinstance(base, Fraction):
            return values
        if not base or fits(value, (current - base) / base):
            return values
        if found := growth(value, before, self._earlier):
            return {"value": value, "current": found[0], "base": found[1]}
        begin = max(self._sentence.line.text.rfind(mark, 0, before[-1].place) for mark in "，。；") + 1
        if self._lexicon.changing.search(self._sentence.line.text, begin, before[-1].place):
            return {"value": value}
        return values


def _stands_behind_its_part(text: str, one: Seen, before: list[Seen]) -> bool:
    """Whether a percentage stands alone in parentheses behind a number: 18件（60%）."""
    if not before or text[one.place - 1] != "（" or text[one.place + 1 : one.place + 2] != "）":
        return False
    last = before[-1]
    return text[last.place + 1 : one.place - 1] == (last.measure or "")


def _shares(
    passage: Passage,
    sentence: Sentence,
    shares: list[Interval],
    lexicon: Lexicon,
    *,
    whole: bool,
    more: bool,
) -> TextFact:
    """Percentages of one whole; whole when their numbers are, or when they are plainly meant to fill it.

    They are not where ``more`` numbers follow, whose shares are not said.
    """
    text = sentence.text
    near = abs(sum((one.low for one in shares if one.low is not None), Fraction(0)) - 1) <= _MEANT
    told = len(lexicon.share_word.findall(text)) <= len(shares) and not lexicon.partial.search(text)
    values: dict[str, FactValue] = {
        "total": _ONE,
        "parts": tuple(shares),
        "complete": whole or (near and told and not more),
    }
    return _fact(Kind.SHARES, values, passage, sentence, sentence.start + text.find(SHARE))


def _percentage(
    one: Seen, before: list[Seen], text: str, breakdowns: list[Breakdown], lexicon: Lexicon
) -> dict[str, FactValue]:
    """The percentage with its part and whole, as far as the sentence tells which they are."""
    values: dict[str, FactValue] = {"value": one.value}
    if not before:
        return values
    *others, last = before
    behind = text[others[-1].place + 1 : last.place].removeprefix(others[-1].measure or "") if others else ""
    if lexicon.share_of.match(behind) and "的" in text[last.place : one.place]:
        return values | {"part": others[-1].value, "whole": last.value}
    values["part"] = last.value
    whole = next((total for total, parts, _ in breakdowns if last in parts), None)
    if whole is None and others and others[-1].measure == last.measure:
        between = text[others[-1].place : last.place]
        whole = others[-1] if "中" in between and "，" not in between else None
    return values | {"whole": whole.value} if whole is not None else values


def _growth(
    sentence: Sentence,
    lexicon: Lexicon,
    one: Seen,
    before: list[Seen],
    *,
    wholes: list[tuple[Seen, list[Seen]]],
    up: bool,
) -> dict[str, FactValue] | None:
    """The change from last year, with this year's and last year's number if the sentence has them."""
    text = sentence.line.text[sentence.start : one.place]
    assert isinstance(one.value, Interval)  # noqa: S101 - percentages are intervals
    values: dict[str, FactValue] = {"value": one.value if up else one.value.scaled(-_ONE)}
    current = [count for count in before if not count.away]
    base = [
        count
        for count in before
        if count.away and current and _may_be_base(count, current[-1], sentence, lexicon)
    ]
    if len(current) > 1 and not base and (was := _was(sentence, lexicon, *current[-2:])):
        return values | {"current": current[-1].value, "base": was.value}
    if not base and not lexicon.yearly.search(text):
        return None
    if current:
        values["current"] = next(
            (total for total, parts in wholes if current[-1] in parts), current[-1]
        ).value
    if base and len(base) == 1:
        values["base"] = base[0].value
    return values


def _was(sentence: Sentence, lexicon: Lexicon, first: Seen, second: Seen) -> Seen | None:
    """The first of two numbers when it grew into the second: 从800条增加到1200条."""
    text = sentence.line.text
    before = re.split("[，。；]", text[sentence.start : first.place])[-1]
    between = text[first.place + 1 : second.place]
    became = lexicon.changing.search(between) and _BECAME.search(between)
    return first if became and re.search("[从由]", before) and "，" not in between else None


def _may_be_base(count: Seen, current: Seen, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a number of another year is what this year's is compared with, not the difference."""
    before = re.split("[，。；]", sentence.line.text[sentence.start : count.place])[-1]
    return count.measure in (None, current.measure) and not lexicon.changing.search(before)


def _fact(
    kind: Kind, values: dict[str, FactValue], passage: Passage, sentence: Sentence, place: int
) -> TextFact:
    line = sentence.line
    location = place_in(passage.location, line.flat.raw, line.raw_at(max(place, sentence.start)))
    return TextFact(kind, values, sentence.printed, sentence.printed, passage.section, location)
