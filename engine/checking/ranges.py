"""Between which integers the cells of a set may change together, where relations leave room."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import count, islice

from gouji.grammar.records import dataclass

_MOST_TRIED = 60
_MOST_CONSTRAINTS = 400
Factors = Mapping[int, int | Fraction]


@dataclass(frozen=True, slots=True)
class Range:
    """The changes that will do; ``None`` for no end.

    Attributes:
        some: one of them, as near to no change as may be.
    """

    low: Fraction | None
    high: Fraction | None
    some: Fraction

    @property
    def only(self) -> Fraction | None:
        """The change, when only one will do."""
        return self.some if self.low == self.high and self.low is not None else None

    @staticmethod
    def of(change: Fraction) -> Range:
        """Exactly this change."""
        return Range(change, change, change)


@dataclass(frozen=True, slots=True)
class Sum:
    """``Σ factor · variable + constant``."""

    factors: Factors
    constant: Fraction

    def with_value(self, variable: int, value: Fraction) -> Sum:
        """The sum after a variable has got its value."""
        if variable not in self.factors:
            return self
        rest = {key: factor for key, factor in self.factors.items() if key != variable}
        return Sum(rest, self.constant + self.factors[variable] * value)

    def at(self, values: Mapping[int, Fraction]) -> Fraction:
        """What it comes to."""
        return self.constant + sum(factor * values[key] for key, factor in self.factors.items())


def ranges(
    loose: Sequence[int],
    tied: Mapping[int, tuple[Factors, int, Fraction]],
    lower: Mapping[int, Fraction | None],
    limits: Iterable[tuple[Factors, Fraction]],
    found: Sequence[Fraction],
) -> Mapping[int, Range] | None:
    """What each cell may change by, or ``None`` when there are no integers that satisfy everything.

    Args:
        loose: the cells that may change freely.
        tied: the others, by ``factor · change = −residual − Σ factors · change of loose cells``.
        lower: what each may change by at the least.
        limits: sums of changes that may come to at most 0.
        found: what stands in the cells: a change has to lead to an integer.
    """
    sums = {cell: Sum({cell: 1}, Fraction(0)) for cell in loose}
    for cell, (factors, own, residual) in tied.items():
        sums[cell] = Sum({one: Fraction(-factor, own) for one, factor in factors.items()}, -residual / own)
    below = [Sum(factors, Fraction(residual)) for factors, residual in limits]
    for cell, least in lower.items():
        if least is not None:
            one = sums[cell]
            below.append(Sum({key: -factor for key, factor in one.factors.items()}, least - one.constant))
    values = _point(list(loose), below, sums, found)
    if values is None:
        return None
    return {cell: _range(sums[cell], below, sums[cell].at(values)) for cell in sorted(sums)}


def _point(
    loose: Sequence[int], below: Sequence[Sum], sums: Mapping[int, Sum], found: Sequence[Fraction]
) -> Mapping[int, Fraction] | None:
    """Changes of the loose cells with which all are integers and every sum is at most 0."""
    if not loose:
        whole = all((found[cell] + one.constant).denominator == 1 for cell, one in sums.items())
        return {} if whole and all(one.constant <= 0 for one in below) else None
    first, *rest = loose
    ends = _ends(Sum({first: 1}, Fraction(0)), below)
    if ends is None:
        return None
    for value in islice(_integers(*ends, found[first]), _MOST_TRIED):
        others = _point(
            rest,
            [one.with_value(first, value) for one in below],
            {cell: one.with_value(first, value) for cell, one in sums.items()},
            found,
        )
        if others is not None:
            return {first: value, **others}
    return None


def _integers(low: Fraction | None, high: Fraction | None, found: Fraction) -> Iterable[Fraction]:
    """Changes between the ends that lead to an integer, those near to no change first."""
    nearest = Fraction(round(found)) - found
    if low is not None and nearest < low:
        nearest += math.ceil(low - nearest)
    elif high is not None and nearest > high:
        nearest -= math.ceil(nearest - high)
    for step in count():
        near = [
            change
            for change in sorted({nearest + step, nearest - step}, reverse=True)
            if (low is None or change >= low) and (high is None or change <= high)
        ]
        yield from near
        if not near:
            return


def _range(wanted: Sum, below: Sequence[Sum], some: Fraction) -> Range:
    ends = _ends(wanted, below)
    low, high = (None, None) if ends is None else ends
    low = None if low is None else some - math.floor(some - low)
    high = None if high is None else some + math.floor(high - some)
    return Range(low, high, some)


def _ends(wanted: Sum, below: Sequence[Sum]) -> tuple[Fraction | None, Fraction | None] | None:
    """The least and the greatest a sum can come to; ``None`` when nothing satisfies all.

    All variables are eliminated but the sum itself, by adding up every pair of sums between which one
    cancels out (Fourier and Motzkin).
    """
    target = -1
    left = [
        *below,
        Sum({**wanted.factors, target: -1}, wanted.constant),
        Sum({**{key: -factor for key, factor in wanted.factors.items()}, target: 1}, -wanted.constant),
    ]
    for variable in sorted({key for one in left for key in one.factors} - {target}):
        left = _without(variable, left)
    low: Fraction | None = None
    high: Fraction | None = None
    for one in left:
        factor = one.factors.get(target, 0)
        if factor > 0:
            end = -one.constant / factor
            high = end if high is None else min(high, end)
        elif factor < 0:
            end = -one.constant / factor
            low = end if low is None else max(low, end)
        elif one.constant > 0:
            return None
    if low is not None and high is not None and low > high:
        return None
    return low, high


def _without(variable: int, sums: Sequence[Sum]) -> list[Sum]:
    upper = [one for one in sums if one.factors.get(variable, 0) > 0]
    under = [one for one in sums if one.factors.get(variable, 0) < 0]
    rest = [one for one in sums if not one.factors.get(variable, 0)]
    rest += [
        _added(first, -second.factors[variable], second, first.factors[variable], variable)
        for first in upper
        for second in under
    ]
    return rest[:_MOST_CONSTRAINTS]


def _added(first: Sum, times: int | Fraction, second: Sum, other: int | Fraction, variable: int) -> Sum:
    factors: dict[int, int | Fraction] = {}
    for one, factor in ((first, times), (second, other)):
        for key, value in one.factors.items():
            factors[key] = factors.get(key, 0) + factor * value
    factors.pop(variable, None)
    kept = {key: value for key, value in factors.items() if value}
    return Sum(kept, times * first.constant + other * second.constant)
