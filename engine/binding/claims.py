"""Claims of a text: what its clauses state, found by the patterns of the pack."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gouji.engine.binding.claim_patterns import any_of, ready_claims
from gouji.engine.binding.clauses import COUNT
from gouji.engine.binding.clue_index import ClueIndex
from gouji.engine.binding.flat_text import place_in
from gouji.engine.binding.hits import Hit, agreeing, named, wholes
from gouji.engine.binding.money import in_unit
from gouji.engine.binding.normalising import printed_date
from gouji.engine.binding.parts import SideBySide, SomethingElse, counts_a_part, is_ruled_out
from gouji.engine.binding.report import Claim
from gouji.engine.binding.rewording import Rewording
from gouji.engine.binding.scopes import About, Others, Times
from gouji.grammar.records import dataclass
from gouji.grammar.remembering import once_per_object
from gouji.rules.instances import counted_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from gouji.engine.binding.claim_patterns import LatePattern, Pattern, ReadyClaim
    from gouji.engine.binding.clauses import Clause, Sentence
    from gouji.engine.binding.clue_index import Sought
    from gouji.engine.binding.quantities import Quantity
    from gouji.engine.binding.text_numbers import TextNumber
    from gouji.engine.binding.texts import Passage
    from gouji.grammar.schema import ClaimKind, Path, Schema
    from gouji.rules.pack import TextWords

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Tried:
    """What a pattern found in a clause, and whether it needs something said, not words for 0."""

    pattern: Pattern
    clause: Clause
    hits: tuple[Hit, ...]
    is_said: bool


class ClaimFinder:
    """Finds the claims of one form; made once a form.

    Args:
        schema: the form whose claims are looked for.
        words: of the language, by which numbers and times are understood.
    """

    def __init__(self, schema: Schema, words: TextWords) -> None:
        self._times = Times(words)
        self._others = Others(words)
        self._rewording = Rewording(words)
        self._all_of_it = any_of(words.all_of_it)
        self._of_which = words.of_which
        self._else = SomethingElse(words)
        self._side_by_side = SideBySide(words)
        self._over = (*words.of_which, *words.resuming)
        self._index = ClueIndex(ready_claims(schema, words))

    def claims(self, passages: Iterable[Passage], year: int | None) -> tuple[Claim, ...]:
        """The claims in reading order, numbered by kind.

        Args:
            passages: the paragraphs of the report.
            year: the report year, for dates printed without one.
        """
        counts: dict[str, int] = {}
        found: list[Claim] = []
        for passage in passages:
            for sentence in passage.sentences:
                for ready, clause, hit in self._of_sentence(passage, sentence, year):
                    count = counts[ready.kind.id] = counts.get(ready.kind.id, 0) + 1
                    found.append(_claim(ready.kind, count, passage, sentence, clause, hit=hit))
        return tuple(found)

    def _of_sentence(
        self, passage: Passage, sentence: Sentence, year: int | None
    ) -> list[tuple[ReadyClaim, Clause, Hit]]:
        found: list[tuple[ReadyClaim, Clause, Hit]] = []
        parts: list[tuple[ReadyClaim, Clause, Hit]] = []
        sentence = self._rewording.reworded(sentence)
        about: About | None = None
        for index, clause in enumerate(sentence.clauses):
            told = self._rewording.told(clause, sentence.line.numbers)
            for sought in self._index.sought(told.text, clause.text):
                ready = sought[0].claim
                tried = _tried(sought, passage, sentence, clause, told, year=year)
                if not tried:
                    continue
                about = about or About(sentence, self._times, self._others, passage.until(sentence))
                hits = self._admitted(ready, tried, passage, sentence, index, about=about, parts=parts)
                found += [(ready, told if hit.is_said else clause, hit) for hit in hits]
        found = list(self._side_by_side.without(found, parts, sentence))
        found.sort(key=lambda one: one[1].place(one[2].place))
        found = list(wholes(named(found), sentence, self._of_which))
        return list(agreeing(found, sentence, self._of_which))

    def _admitted(
        self,
        ready: ReadyClaim,
        tried: Sequence[_Tried],
        passage: Passage,
        sentence: Sentence,
        index: int,
        *,
        about: About,
        parts: list[tuple[ReadyClaim, Clause, Hit]],
    ) -> list[Hit]:
        """What a clause states of the kind; a number is used once, by the first pattern that may have it."""
        used: set[object] = set()
        hits: list[Hit] = []
        for one in tried:
            if not one.is_said and any(hit.number is not None for hit in hits):
                break
            for hit in one.hits:
                after = one.clause.place(hit.end - 1) + 1
                in_words = hit.number is None
                if self._else.counts(ready.kind, one.clause.text, hit):
                    continue
                if hit.key in used or about.covers(ready, index, hit.place, in_words=in_words):
                    continue
                if counts_a_part(ready, one.clause.text, hit, self._over):
                    parts.append((ready, one.clause, hit))
                    continue
                if self._in_context(ready, one.pattern, passage, sentence, after):
                    used.add(hit.key)
                    hits.append(hit)
        return hits

    def _in_context(
        self, ready: ReadyClaim, pattern: Pattern, passage: Passage, sentence: Sentence, end: int
    ) -> bool:
        """Whether the paragraph around a hit, which ends at ``end``, is as claim and pattern need it."""
        before, rest = passage.before(end), passage.line.text[end:]
        return all(
            self._within(within, before, sentence) and (followed is None or followed.search(rest))
            for within, followed in ((ready.within, ready.followed), (pattern.within, pattern.followed))
        )

    def _within(self, within: LatePattern | None, before: str, sentence: Sentence) -> bool:
        """Whether a pattern is found up to a hit, or in what the sentence says later of all before it."""
        if within is None or within.search(before):
            return True
        whole = self._all_of_it
        later = [one.text for one in sentence.clauses[1:]] if whole is not None else []
        return any(within.search(f"{text}，{before}") for text in later if whole and whole.search(text))


def _tried(
    sought: Sequence[Sought],
    passage: Passage,
    sentence: Sentence,
    clause: Clause,
    told: Clause,
    *,
    year: int | None,
) -> list[_Tried]:
    """What the patterns of one claim find in a clause; nothing where the claim is ruled out."""
    ready = sought[0].claim
    if ready.kind.section is not None and ready.kind.section != passage.section:
        return []
    found: list[_Tried] = []
    for one in sought:
        said = told if one.is_said else clause
        hits = tuple(_hits(ready.kind, one.pattern, sentence, said, year, is_said=one.is_said))
        if hits:
            found.append(_Tried(one.pattern, said, hits, is_said=one.is_said))
    if not found or _holds(ready.except_, clause.text) or is_ruled_out(ready, sentence, clause):
        return []
    return [one for one in found if not _holds(one.pattern.except_, one.clause.text)]


def _holds(pattern: LatePattern | None, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None


def _hits(
    kind: ClaimKind,
    pattern: Pattern,
    sentence: Sentence,
    clause: Clause,
    year: int | None,
    *,
    is_said: bool,
) -> Iterator[Hit]:
    """All that a pattern finds in a clause; 0 where it is one of words for 0, its numbers included."""
    if not is_said:
        for match in pattern.regex.finditer(clause.text):
            numbers = [sentence.line.numbers.get(clause.place(at)) for at in pattern.counts(match)]
            if all(one and one.value == _ZERO for one in numbers):
                yield Hit(match.start(), match.end(), None, _ZERO, *_items(pattern, match), is_said=False)
        return
    for match in pattern.regex.finditer(clause.text):
        place, number, value = _value(kind, pattern, match, sentence, clause, year=year)
        if value is not None:
            yield Hit(place, match.end(), number, value, *_items(pattern, match))


def _value(
    kind: ClaimKind,
    pattern: Pattern,
    match: Any,  # noqa: ANN401 - re2 is untyped
    sentence: Sentence,
    clause: Clause,
    *,
    year: int | None,
) -> tuple[int, TextNumber | None, Quantity | date | str | None]:
    """Where something is stated, the number it is, and its value; none when it is not one of the kind."""
    wanted = {"date": "date", "text": "text"}.get(kind.value, "n")
    group = next((one for one, name in pattern.kinds.items() if name == wanted and match.group(one)), None)
    if group is None:
        return match.start(), None, None
    place = match.start(pattern.regex.groupindex[group])
    start = clause.place(place)
    if wanted == "text":
        return (
            place,
            None,
            sentence.line.printed(start, clause.place(place + len(match.group(group)) - 1) + 1),
        )
    number = sentence.line.numbers.get(start)
    if number is None:
        return place, None, _ZERO if clause.text[place] == COUNT else None
    if wanted == "date":
        return place, number, printed_date(sentence.line.flat.text[number.start : number.end], year)
    if kind.value == "amount":
        is_bare_zero = number.measure is None and number.value == _ZERO
        return place, number, _ZERO if is_bare_zero else in_unit(number, kind.unit)
    return place, number, number.value


def _items(
    pattern: Pattern,
    match: Any,  # noqa: ANN401 - re2 is untyped
) -> tuple[Path | None, Path | None]:
    """The row and the column that a match names."""
    found: dict[str, Path] = {}
    for group, items in pattern.items.items():
        text = match.group(group)
        path = items.path(text) if text else None
        if path is not None:
            found.setdefault(pattern.kinds[group], path)
    return found.get("row"), found.get("column")


def _claim(
    kind: ClaimKind, count: int, passage: Passage, sentence: Sentence, clause: Clause, *, hit: Hit
) -> Claim:
    line = sentence.line
    raw_place = line.raw_at(clause.place(hit.place))
    return Claim(
        kind.id,
        counted_key(kind.id, count),
        hit.value,
        hit.number.measure if hit.number is not None else None,
        hit.row,
        hit.column,
        line.printed(clause.start, clause.end),
        sentence.printed,
        passage.section,
        place_in(passage.location, line.flat.raw, raw_place),
    )


@once_per_object
def _finders_of(_schema: Schema) -> dict[int, tuple[TextWords, ClaimFinder]]:
    """The finders of a form by the identity of the words they were made with."""
    return {}


def finder_of(schema: Schema, words: TextWords) -> ClaimFinder:
    """The finder of a form, made once as long as the form lives."""
    finders = _finders_of(schema)
    if id(words) not in finders:
        finders[id(words)] = (words, ClaimFinder(schema, words))
    return finders[id(words)][1]
