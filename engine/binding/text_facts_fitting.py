"""Which numbers a printed percentage follows from, where a sentence leaves it to the reader.

A reader who works a percentage out tries the numbers at hand until one pair gives it. So does this module: a
percentage that follows from any admissible pair is no fault of the text, whichever pair its grammar suggests.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gouji.engine.binding.quantities import Interval
    from gouji.engine.binding.text_facts_breakdowns import Seen

_MOST_ADDED = 4
Pair = tuple[Fraction, Fraction]
"""Part and whole, or this year's number and last year's."""


def fits(value: Interval, quotient: Fraction) -> bool:
    """Whether a printed percentage may stand for a quotient."""
    low, high = value.low, value.high
    above = low is None or quotient > low or (quotient == low and not value.low_open)
    below = high is None or quotient < high or (quotient == high and value.high_closed)
    return above and below


def share(
    value: Interval, part: Seen, said: Sequence[Seen], earlier: Sequence[Seen], *, added: bool
) -> Pair | None:
    """A part and a whole with this share.

    Args:
        value: the share as printed.
        part: the number that stands last before it.
        said: the numbers of the sentence up to it.
        earlier: those of the paragraph before the sentence.
        added: whether the share may be one of several numbers together.
    """
    candidates: list[Iterable[Pair]] = [_pairs(_exact(said)), _of(part, earlier)]
    if added:
        candidates.append(_together(said, earlier))
    return next(
        (
            (one, whole)
            for pairs in candidates
            for one, whole in pairs
            if 0 <= one <= whole and whole and fits(value, one / whole)
        ),
        None,
    )


def growth(value: Interval, said: Sequence[Seen], earlier: Sequence[Seen]) -> Pair | None:
    """This year's number and last year's with this change; a difference counts as well as either number.

    Args:
        value: the change as printed, with its sign.
        said: the numbers of the sentence up to it.
        earlier: those of the paragraph before the sentence.
    """
    numbers = _exact((*earlier, *said))
    for current, base in _pairs(numbers, in_any_order=True):
        if base and fits(value, (current - base) / base):
            return current, base
    rising = value.low is not None and value.low >= 0
    for one, difference in _pairs(numbers, in_any_order=True):
        step = difference if rising else -difference
        for base in (one, one - step):
            if base > 0 and fits(value, step / base):
                return base + step, base
    return None


def _exact(numbers: Iterable[Seen]) -> list[Fraction]:
    return [one.value for one in numbers if isinstance(one.value, Fraction)]


def _pairs(numbers: Sequence[Fraction], *, in_any_order: bool = False) -> Iterator[Pair]:
    """Any two of the numbers, the nearest to the end first; the smaller before the larger."""
    for index in range(len(numbers) - 1, 0, -1):
        for other in range(index - 1, -1, -1):
            one, two = numbers[index], numbers[other]
            yield (min(one, two), max(one, two))
            if in_any_order:
                yield (max(one, two), min(one, two))


def _of(part: Seen, wholes: Sequence[Seen]) -> Iterator[Pair]:
    if isinstance(part.value, Fraction):
        for whole in reversed(_exact(wholes)):
            yield part.value, whole


def _together(said: Sequence[Seen], earlier: Sequence[Seen]) -> Iterator[Pair]:
    """Sums of numbers that follow each other and count the same, over any number at hand."""
    wholes = _exact((*earlier, *said))
    for start in range(len(said)):
        total = Fraction(0)
        for one in said[start : start + _MOST_ADDED]:
            if one.measure != said[start].measure or not isinstance(one.value, Fraction):
                break
            total += one.value
            if one is not said[start]:
                yield from ((total, whole) for whole in wholes)
