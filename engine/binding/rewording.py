"""Sentences said another way, so that patterns need to know one order of words only.

``甲、乙分别为3件、2件`` becomes ``甲3件、乙2件``, ``甲和乙各2件`` becomes ``甲2件、乙2件``; a clause that
only goes on with a number (``…的申请，共5件``) is read together with the clause before it, even where that
tells of the year before (``2022年收费3元，2023年为2元``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.claim_patterns import LatePattern, any_of
from gouji.engine.binding.clauses import (
    COUNT,
    EARLIER_YEARS,
    HOLE,
    SHARE,
    THIS_YEAR,
    Clause,
    Sentence,
)
from gouji.engine.binding.number_shapes import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gouji.engine.binding.text_numbers import TextNumber
    from gouji.rules.pack import TextWords

_LISTS = re.compile("、|和|与|及")
_AND = "、|以及|和|与|及"
_QUOTED = "(?<=”)(?=“)"
_ONE_WORD = ("与", "和", "及")
"""Words of which one may part a list in which another stands inside an item: 甲与乙及丙分别为."""
_SEPARATORS = ("、", f"、|{_QUOTED}", *_ONE_WORD, f"{_AND}|{_QUOTED}")
"""What parts a list: its first mark, and where that gives too few items, quotes, one word, or all of them."""
_EARLIER = re.compile(f"(?:{'|'.join(EARLIER_YEARS)})(?:度)?")
_BEHIND_NOUN = frozenset(("", "、", "和", "及", "与", "均", "都", "等", COUNT))
"""What follows parentheses that count what stands before them."""
_Span = tuple[int, int]
_Part = tuple[Clause, _Span] | str
"""A stretch of a clause, or words."""


class Rewording:
    """Says sentences another way, with the words of one pack."""

    def __init__(self, words: TextWords) -> None:
        measure = f"(?:{alternatives((*words.measures, *words.money))})?(?:次)?"
        fill = f"(?:{alternatives(words.fillers)})*"
        number = f"{COUNT}{measure}"
        self._number = re.compile(number)
        self._each = re.compile(
            f"(?:{alternatives(words.respectively)})(?P<between>[^{COUNT}]*)"
            f"(?P<run>{number}(?:(?:{_AND}){fill}{number})+)"
        )
        self._both = re.compile(f"(?:{alternatives(words.both)}){fill}(?P<run>{number})")
        self._alike = re.compile(f"(?:{alternatives(words.alike)}){fill}(?P<run>{number})")
        self._only_fill = re.compile(f"{fill}$")
        self._changed = re.compile(f"(?:{alternatives((*words.up, *words.down))})了?{number}$")
        self._alone = re.compile(f"{fill}{number}$")
        self._goes_on = re.compile(f"{fill}{COUNT}")
        self._in_the_year = re.compile(f"(?P<year>{THIS_YEAR}(?:度)?){fill}{COUNT}")
        self._share = re.compile(f"(?:{alternatives(words.share)})[^{COUNT}，。；]*{SHARE}")
        self._denies = re.compile(alternatives(words.denying))
        self._compared = any_of(words.compared)
        self._left_out = [LatePattern(text.replace(_A_COUNT, COUNT)) for text in words.left_out]
        told = f"{COUNT}|{alternatives(words.nothing)}"
        self._told = re.compile(f"(?:{alternatives(words.fillers)})(?P<told>{told})(?=$|、)")
        self._usual = next(iter(words.measures), "")
        self._may = re.compile(alternatives((*words.respectively, *words.both, *words.alike)))

    def reworded(self, sentence: Sentence) -> Sentence:
        """The sentence with the clauses that can be said more plainly; each keeps its place."""
        clauses = [self._without(clause) for clause in sentence.clauses]
        for index, clause in enumerate(clauses):
            if COUNT not in clause.text:
                continue
            if clause.outer is not None and self._stands_for_its_noun(sentence, clause):
                outer, hole = clause.outer
                clauses[index] = self._continued(sentence.clauses[outer], clause, hole)
            elif index and self._goes_on.match(clause.text) and sentence.line.text[clause.start - 1] != "；":
                clauses[index] = self._continued(self._before(sentence.clauses, index), clause)
            elif index and (own := self._in_the_year.match(clause.text)):
                clauses[index] = self._of_the_same(
                    self._before(sentence.clauses, index), clause, own.end("year")
                )
            if self._may.search(clause.text):
                clauses[index] = self._distributed(clauses[index])
        if clauses == list(sentence.clauses):
            return sentence
        return replace(sentence, clauses=tuple(clauses))

    def told(self, clause: Clause, numbers: Mapping[int, TextNumber]) -> Clause:
        """The clause with a measure word behind bare numbers, and numbers for words of 0: 数量为5, 为零."""
        text = clause.text
        parts: list[_Part] = []
        last = 0
        for found in self._told.finditer(text):
            start, end = found.span("told")
            number = numbers.get(clause.place(start)) if found["told"] == COUNT else None
            if number is not None and number.measure is not None:
                continue
            parts += ((clause, (last, start)), (clause, (start, end)) if number else COUNT, self._usual)
            last = end
        return _joined((*parts, (clause, (last, len(text)))), clause) if parts else clause

    def _without(self, clause: Clause) -> Clause:
        """The clause without what only tells of a number before: 由去年的9件降至5件."""
        if COUNT not in clause.text or not any(one.search(clause.text) for one in self._left_out):
            return clause
        parts: list[_Part] = []
        last = 0
        out = [
            found.span(one.groupindex.get("out", 0))
            for one in self._left_out
            for found in one.finditer(clause.text)
        ]
        for start, end in sorted(out):
            if start >= last:
                parts.append((clause, (last, start)))
                last = end
        return _joined((*parts, (clause, (last, len(clause.text)))), clause)

    def _stands_for_its_noun(self, sentence: Sentence, clause: Clause) -> bool:
        """Whether a number alone in parentheses counts what stands before them: 甲（3件）、乙（2件）."""
        assert clause.outer is not None  # noqa: S101 - asked of clauses in parentheses
        outer, hole = clause.outer
        after = sentence.clauses[outer].text[hole + len(HOLE) :][:1]
        return bool(self._alone.match(clause.text)) and after in _BEHIND_NOUN

    @staticmethod
    def _before(clauses: Sequence[Clause], index: int) -> Clause | None:
        """The clause right before, in the same parentheses or outside of any."""
        outer = clauses[index].outer
        return next((one for one in reversed(clauses[:index]) if one.outer == outer), None)

    def _continued(self, before: Clause | None, clause: Clause, end: int | None = None) -> Clause:
        """The clause behind what the one before it speaks of up to ``end``; alone if that says something."""
        if before is None:
            return clause
        compared = self._compared.search(before.text) if self._compared is not None else None
        text = before.text[: compared.start() if compared and end is None else end]
        if end is None and (changed := self._changed.search(text)) is not None:
            text = text[: changed.start()]
        start = text.rfind("、") + 1 if end is not None else 0
        if COUNT in text[start:] or (end is None and self._denies.search(text, start)):
            return clause
        stop = share.start() if (share := self._share.search(text, start)) else len(text)
        return _joined(((before, (start, stop)), (clause, (0, len(clause.text)))), clause)

    @staticmethod
    def _of_the_same(before: Clause | None, clause: Clause, year: int) -> Clause:
        """The clause, behind its ``year``, with what the one before it counts in a year before."""
        earlier = list(_EARLIER.finditer(before.text)) if before is not None else []
        if before is None or not earlier or (stop := before.text.find(COUNT)) < earlier[-1].end():
            return clause
        return _joined(
            ((clause, (0, year)), (before, (earlier[-1].end(), stop)), (clause, (year, len(clause.text)))),
            clause,
        )

    def _distributed(self, clause: Clause) -> Clause:
        text = clause.text
        found = self._each.search(text)
        if found is not None:
            numbers = [one.span() for one in self._number.finditer(text, *found.span("run"))]
            between = found.span("between")
            listed = between if not self._only_fill.match(found["between"]) else (0, found.start())
            said = (0, 0)
            if listed == between and not _LISTS.search(found["between"]):
                listed, said = (0, found.start()), between
            head = (0, found.start()) if listed == between else (0, 0)
            items = _items(text, listed, len(numbers), exactly=listed == between)
            if not items:
                cut = found.start("run")
                return _joined(((clause, (0, cut)), (clause, (found.end("run"), len(text)))), clause)
            return self._paired(clause, head, items, numbers, found.end("run"), said=said)
        for pattern, fewest in ((self._both, 2), (self._alike, _MANY)):
            if (found := pattern.search(text)) is None or COUNT in text[: found.start()]:
                continue
            items = _items(text, (0, found.start()), fewest, exactly=False, all_of_them=True)
            if items:
                numbers = [found.span("run")] * len(items)
                return self._paired(clause, (0, 0), items, numbers, found.end("run"))
        return clause

    def _paired(
        self,
        clause: Clause,
        head: _Span,
        items: Sequence[_Span],
        numbers: Sequence[_Span],
        end: int,
        *,
        said: _Span = (0, 0),
    ) -> Clause:
        """Each item with what is ``said`` of all and its number; without a measure, with that of the last."""
        last = numbers[-1]
        parts: list[_Span | str] = [head]
        for index, (item, (start, stop)) in enumerate(zip(items, numbers, strict=True)):
            parts += (item, said, (start, stop))
            if stop - start == 1:
                parts.append((last[0] + 1, last[1]) if last[1] - last[0] > 1 else self._usual)
            if index + 1 < len(items):
                parts.append("、")
        parts.append((end, len(clause.text)))
        return _joined(tuple(part if isinstance(part, str) else (clause, part) for part in parts), clause)


_MANY = 3
"""So many things at least have the number after 均为 each; of two the pack knows what is meant."""
_A_COUNT = "{count}"


def _items(text: str, span: _Span, count: int, *, exactly: bool, all_of_them: bool = False) -> list[_Span]:
    """The last ``count`` items of the list in ``text``; none when it cannot be told which they are."""
    start, end = span
    for separator in _SEPARATORS:
        parts = list(_parts(text, start, end, separator))
        if len(parts) < count or (separator in _ONE_WORD and (all_of_them or len(parts) != count)):
            continue
        if all_of_them or len(parts) == count:
            return parts
        return [] if exactly else [(start, parts[-count][1]), *parts[1 - count :]]
    return []


def _parts(text: str, start: int, end: int, separator: str) -> Iterator[_Span]:
    place = start
    for found in re.compile(separator).finditer(text, start, end):
        if found.start() > place:
            yield place, found.start()
        place = found.end()
    if end > place:
        yield place, end


def _joined(parts: Sequence[_Part], clause: Clause) -> Clause:
    """The clause with the text of the parts, each at its own place in the line.

    Words that have none stand where the part before them ends.
    """
    texts: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = 0
    there = clause.start
    for part in parts:
        if isinstance(part, str):
            pieces.append((length, there))
            texts.append(part)
            length += len(part)
            continue
        source, (start, end) = part
        if end <= start:
            continue
        inside = [(at, place) for at, place in source.pieces if start < at < end]
        for at, place in ((start, source.place(start)), *inside):
            pieces.append((length + at - start, place))
        texts.append(source.text[start:end])
        length += end - start
        there = source.place(end - 1)
    return replace(clause, text="".join(texts), pieces=tuple(pieces))
