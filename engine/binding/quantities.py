"""Numbers as a report states them: exact, or known only within bounds."""

from __future__ import annotations

from fractions import Fraction

from gouji.grammar.records import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A number known only within bounds; ``None`` is unbounded.

    Usually from ``low`` up to, not including, ``high``; ``low_open`` leaves the lower end out,
    ``high_closed`` takes the upper in.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_closed: bool = False

    def scaled(self, factor: Fraction) -> Interval:
        """The interval of all its values times ``factor``, which is not zero."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        if factor > 0:
            return Interval(low, high, low_open=self.low_open, high_closed=self.high_closed)
        return Interval(high, low, low_open=not self.high_closed, high_closed=not self.low_open)


Quantity = Fraction | Interval
