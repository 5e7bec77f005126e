"""What patterns find in a sentence, made one: rows that go on, parts of what was said, contradictions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.quantities import Interval
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from gouji.engine.binding.claim_patterns import ReadyClaim
    from gouji.engine.binding.clauses import Clause, Sentence
    from gouji.engine.binding.quantities import Quantity
    from gouji.engine.binding.text_numbers import TextNumber
    from gouji.grammar.schema import Path

    Found = tuple[ReadyClaim, Clause, "Hit"]
    """A kind of claim, the clause, and what it states there."""
    _Cell = tuple[str, Path | None, Path | None]


_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found: where, and what it captured; ``is_said`` unless words alone say 0."""

    place: int
    end: int
    number: TextNumber | None
    value: Quantity | date | str
    row: Path | None
    column: Path | None
    is_said: bool = True

    @property
    def key(self) -> object:
        """What it is told once for: its number, or what words say there is none of.

        A printed 0 may be said of several rows or columns: 甲、乙均为0件.
        """
        if self.number is None:
            return (self.row, self.column)
        return (self.place, self.row, self.column) if self.value == _ZERO else self.place


def named(found: Iterable[Found]) -> Iterator[Found]:
    """The hits of a sentence; one that names no row or column goes on with those named right before it.

    What words say to be 0 is said once: 未收到申请，申请数量为零.
    """
    last: dict[str, tuple[Clause, Hit]] = {}
    in_words: set[tuple[str, object]] = set()
    for ready, clause, hit in found:
        if hit.number is None and (said := (ready.kind.id, hit.key)) in in_words:
            continue
        if hit.number is None:
            in_words.add(said)
        of = hit
        if ready.captures and hit.row is None and hit.column is None:
            before, named_hit = last.get(ready.kind.id, (None, None))
            if before is None or named_hit is None or clause.start > before.end + 1:
                continue
            of = replace(hit, row=named_hit.row, column=named_hit.column)
        last[ready.kind.id] = clause, of
        yield ready, clause, of


def wholes(found: Iterable[Found], sentence: Sentence, of_which: tuple[str, ...]) -> Iterator[Found]:
    """The hits without parts of a cell that was said before: 制定规章3件，其中新制定2件、修订1件.

    Args:
        found: in reading order.
        sentence: they are found in.
        of_which: the words between a whole and its parts.
    """
    said: dict[object, tuple[Clause, Hit]] = {}
    for ready, clause, hit in found:
        key = ready.kind.id, hit.row, hit.column
        before, whole = said.setdefault(key, (clause, hit))
        outer = sentence.clauses[clause.outer[0]].start if clause.outer is not None else None
        is_inside = clause.text.startswith(of_which) or outer == before.start
        if not (ready.captures and is_inside and _is_less(hit, whole)):
            yield ready, clause, hit


def _is_less(one: Hit, other: Hit) -> bool:
    values = one.value, other.value
    return isinstance(values[0], Fraction) and isinstance(values[1], Fraction) and 0 < values[0] < values[1]


def agreeing(found: Iterable[Found], sentence: Sentence, of_which: tuple[str, ...]) -> Iterator[Found]:
    """The hits without those that the rest of their sentence contradicts, and which must mean something else.

    What is first said to be none and then counted, or the other way round, is told once: 没有因公开被诉；
    其他诉讼5件. A number that is less than one that is never more (``at_least``) counts something else, too.
    A claim that names itself there has one number in a sentence: of different ones the first, if it is the
    largest and parts are announced (其中); else none, for all of them may be parts.
    A row that is less than one of its own rows is told of a part, too.

    Args:
        found: in reading order.
        sentence: they are found in.
        of_which: the words between a whole and its parts.
    """
    hits = list(found)
    told: dict[_Cell, list[Fraction]] = {}
    most: dict[str, Fraction] = {}
    for ready, _, hit in hits:
        if (size := _size(hit)) is not None:
            told.setdefault((ready.kind.id, hit.row, hit.column), []).append(size)
            most[ready.kind.id] = max(size, most.get(ready.kind.id, size))
    announced = any(clause.text.startswith(of_which) for clause in sentence.clauses)
    for ready, clause, hit in hits:
        if (size := _size(hit)) is not None:
            values = told[ready.kind.id, hit.row, hit.column]
            if (values[0] == _ZERO) != (size == _ZERO):
                continue
            if ready.kind.id in ready.kind.at_least and not _is_whole(size, values, announced=announced):
                continue
            if any(most[ready.kind.id] < most.get(part, _ZERO) for part in ready.kind.at_least):
                continue
            if hit.row is not None and any(size < one for one in _rows_inside(ready.kind.id, hit.row, told)):
                continue
        yield ready, clause, hit


def _size(hit: Hit) -> Fraction | None:
    """The number it states, of a rough one the end that is known; none of a date or words."""
    if isinstance(hit.value, Interval):
        return hit.value.low if hit.value.low is not None else hit.value.high
    return hit.value if isinstance(hit.value, Fraction) else None


def _is_whole(value: Fraction, values: list[Fraction], *, announced: bool) -> bool:
    """Whether a number is the only one of its kind, or the first and largest where parts are announced."""
    return value == values[0] == max(values) and (announced or len(set(values)) == 1)


def _rows_inside(kind: str, row: Path, told: Mapping[_Cell, Sequence[Fraction]]) -> Iterator[Fraction]:
    """The numbers of rows that are parts of one: one reason of refusals does not count all of them."""
    for (other, inner, _), values in told.items():
        if other == kind and inner is not None and len(inner) > len(row) and inner[: len(row)] == row:
            yield from values
