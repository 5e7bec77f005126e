"""Facts about numbers of one sentence: breakdowns, percentages, shares, growth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.clauses import COUNT, HOLE, SHARE
from gouji.engine.binding.flat_text import place_in
from gouji.engine.binding.number_shapes import alternatives
from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.report import FactValue, TextFact
from gouji.engine.binding.scopes import Times, times_of
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.binding.clauses import Sentence
    from gouji.engine.binding.quantities import Quantity
    from gouji.engine.binding.texts import Passage
    from gouji.rules.pack import TextWords

_ONE = Fraction(1)
_MEANT = Fraction(1, 10)
"""How far from the whole shares may be that are meant to fill it."""


class Lexicon:
    """The words of a pack as patterns."""

    def __init__(self, words: TextWords) -> None:
        self.times = Times(words)
        self.of_which = re.compile(alternatives(words.of_which))
        self.opening = re.compile(alternatives((*words.of_which, *words.partial, HOLE[0], "：")))
        self.altogether = re.compile(alternatives(words.altogether))
        self.partial = re.compile(alternatives(words.partial))
        self.resuming = re.compile(alternatives(words.resuming))
        share = alternatives(words.share)
        self.share_word = re.compile(share)
        self.share = re.compile(rf"(?:{share})[^{SHARE}，。；]*$")
        rate = alternatives(words.rates)
        self.rates = re.compile(rf"(?P<stem>[^，。；]{{2}})(?:{rate})[^{COUNT}{SHARE}，。；]*$")
        self.yearly = re.compile(alternatives(words.yearly))
        change = rf"(?P<up>{alternatives(words.up)})|(?P<down>{alternatives(words.down)})"
        self.changing = re.compile(change)
        self.change = re.compile(rf"(?:{change})(?:了|率|幅|幅度|为|达|约)*$")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number of a sentence: its mark's place in the line, its value, its measure."""

    place: int
    value: Quantity
    measure: str | None
    away: bool


_Breakdown = tuple[_Seen, list[_Seen], bool]


def number_facts(passage: Passage, sentence: Sentence, lexicon: Lexicon) -> Iterator[TextFact]:
    """What the numbers of a sentence state about each other, in reading order."""
    if COUNT not in sentence.text and SHARE not in sentence.text:
        return
    counts = _numbers(sentence, lexicon, COUNT)
    breakdowns = list(_breakdowns(sentence, counts, lexicon))
    for total, parts, complete in breakdowns:
        values: dict[str, FactValue] = {
            "total": total.value,
            "parts": tuple(part.value for part in parts),
            "complete": complete,
        }
        yield _fact(Kind.BREAKDOWN, values, passage, sentence, total.place)
    if SHARE in sentence.text:
        yield from _of_percentages(passage, sentence, lexicon, counts, breakdowns)


def _numbers(sentence: Sentence, lexicon: Lexicon, mark: str) -> list[_Seen]:
    """The numbers with their mark in a sentence; those about another time are marked as such."""
    times = times_of(sentence, lexicon.times)
    found = []
    for clause, elsewhere in zip(sentence.clauses, times, strict=True):
        for position, character in enumerate(clause.text):
            if character == mark:
                place = clause.place(position)
                number = sentence.line.numbers[place]
                if number.value is not None:
                    away = elsewhere.covers(position)
                    found.append(_Seen(place, number.value, number.measure, away))
    return sorted(found, key=lambda one: one.place)


def _breakdowns(sentence: Sentence, counts: list[_Seen], lexicon: Lexicon) -> Iterator[_Breakdown]:
    """Totals with the parts listed after them, and whether the list claims to be whole."""
    text, end = sentence.line.text, sentence.end
    for index, total in enumerate(counts[:-1]):
        following = counts[index + 1]
        between = text[total.place + 1 : following.place]
        opened = lexicon.opening.search(between)
        if total.away or total.measure is None or opened is None or re.search("[；。]", between):
            continue
        stop = _end_of_list(text, total.place + 1 + opened.start(), end)
        parts = _parts(text, total, counts[index + 1 :], stop, lexicon)
        if not parts:
            continue
        after = text[parts[-1].place + 1 : stop]
        named = bool(lexicon.of_which.search(between)) or opened.group() in (HOLE[0], "：")
        open_list = lexicon.partial.search(between) or lexicon.partial.match(after[len(total.measure) :])
        yield total, parts, named and len(parts) > 1 and not open_list


def _end_of_list(text: str, start: int, end: int) -> int:
    """Where the list of parts ends at the latest: at its closing bracket, at 。 or ；."""
    if text[start] == HOLE[0]:
        close = text.find(HOLE[1], start)
        return close if 0 <= close < end else end
    found = re.compile("[；。]").search(text, start, end)
    return found.start() if found else end


def _parts(text: str, total: _Seen, counts: list[_Seen], stop: int, lexicon: Lexicon) -> list[_Seen]:
    """The numbers of the list: of the total's measure, until it is reached or the text turns elsewhere."""
    parts: list[_Seen] = []
    sums: Fraction | None = Fraction(0)
    for one in counts:
        if one.place >= stop:
            break
        start = parts[-1].place if parts else total.place
        between = text[start + 1 : one.place]
        nested = parts and ("（" in between or lexicon.of_which.search(between))
        if nested or one.away:
            break
        if one.measure != total.measure:
            continue
        last = re.split("[，、]", between)[-1]
        if parts and lexicon.resuming.search(last):
            break
        parts.append(one)
        sums = sums + one.value if sums is not None and isinstance(one.value, Fraction) else None
        if sums is not None and sums == total.value:
            break
    return parts


def _of_percentages(
    passage: Passage,
    sentence: Sentence,
    lexicon: Lexicon,
    counts: list[_Seen],
    breakdowns: list[_Breakdown],
) -> Iterator[TextFact]:
    text = sentence.line.text
    shares: list[Interval] = []
    for one in _numbers(sentence, lexicon, SHARE):
        assert isinstance(one.value, Interval)  # noqa: S101 - percentages are intervals
        begin = max(text.rfind(mark, sentence.start, one.place) for mark in "，。；（") + 1
        clause = text[max(begin, sentence.start) : one.place]
        before = [count for count in counts if count.place < one.place]
        change = lexicon.change.search(clause)
        if change:
            if growth := _growth(sentence, lexicon, one, before, up=change["up"] is not None):
                yield _fact(Kind.GROWTH, growth, passage, sentence, one.place)
        elif lexicon.share.search(clause):
            shares.append(one.value)
            values = _percentage(one, before, text, breakdowns)
            yield _fact(Kind.PERCENTAGE, values, passage, sentence, one.place)
        elif rate := lexicon.rates.search(clause):
            told = rate["stem"] in text[sentence.start : begin]
            values = _percentage(one, before if told else [], text, breakdowns)
            yield _fact(Kind.PERCENTAGE, values, passage, sentence, one.place)
    if len(shares) > 1:
        yield _shares(passage, sentence, shares, lexicon, breakdowns)


def _shares(
    passage: Passage,
    sentence: Sentence,
    shares: list[Interval],
    lexicon: Lexicon,
    breakdowns: list[_Breakdown],
) -> TextFact:
    """Percentages of one whole; whole when their numbers are, or when they are plainly meant to fill it."""
    text = sentence.text
    whole = any(complete and len(parts) == len(shares) for _, parts, complete in breakdowns)
    near = abs(sum((one.low for one in shares if one.low is not None), Fraction(0)) - 1) <= _MEANT
    told = len(lexicon.share_word.findall(text)) <= len(shares) and not lexicon.partial.search(text)
    values: dict[str, FactValue] = {
        "total": _ONE,
        "parts": tuple(shares),
        "complete": whole or (near and told),
    }
    return _fact(Kind.SHARES, values, passage, sentence, sentence.start + text.find(SHARE))


def _percentage(
    one: _Seen, before: list[_Seen], text: str, breakdowns: list[_Breakdown]
) -> dict[str, FactValue]:
    """The percentage with its part and whole, as far as the sentence tells which they are."""
    values: dict[str, FactValue] = {"value": one.value}
    if not before:
        return values
    *others, last = before
    if (
        others
        and re.search("[占的总]", text[others[-1].place : last.place])
        and text[last.place : one.place].count("的")
    ):
        return values | {"part": others[-1].value, "whole": last.value}
    values["part"] = last.value
    whole = next((total for total, parts, _ in breakdowns if last in parts), None)
    if whole is None and others and others[-1].measure == last.measure:
        between = text[others[-1].place : last.place]
        whole = others[-1] if "中" in between and "，" not in between else None
    return values | {"whole": whole.value} if whole is not None else values


def _growth(
    sentence: Sentence, lexicon: Lexicon, one: _Seen, before: list[_Seen], *, up: bool
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
    if not base and not lexicon.yearly.search(text):
        return None
    if current:
        values["current"] = current[-1].value
    if base and len(base) == 1:
        values["base"] = base[0].value
    return values


def _may_be_base(count: _Seen, current: _Seen, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a number of another year is what this year's is compared with, not the difference."""
    before = re.split("[，。；]", sentence.line.text[sentence.start : count.place])[-1]
    return count.measure in (None, current.measure) and not lexicon.changing.search(before)


def _fact(
    kind: Kind, values: dict[str, FactValue], passage: Passage, sentence: Sentence, place: int
) -> TextFact:
    line = sentence.line
    location = place_in(passage.location, line.flat.raw, line.raw_at(max(place, sentence.start)))
    return TextFact(kind, values, sentence.printed, sentence.printed, passage.section, location)
