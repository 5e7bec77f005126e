"""What expressions and conditions come to: exact numbers, intervals, the unknown, many-valued logic.

A condition is true, false, ``OPEN`` (rough numbers allow both) or ``Unknown`` (something is missing).
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.quantities import Interval, Quantity
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.grammar.syntax import Comparator

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value or truth that cannot be had.

    Attributes:
        reason: what is missing and where.
        applicable: ``False`` when what is asked for does not exist at all (last year's form has no such row):
            the rule then does not apply, rather than being undecided.
    """

    reason: Message
    applicable: bool = True


class Open(Enum):
    """The truth of a comparison of rough numbers that some of their values meet and others do not."""

    OPEN = "open"


OPEN = Open.OPEN
Truth = bool | Open | Unknown
Value = Fraction | Interval | str | date | bool | Unknown


def worse(first: Unknown, second: Unknown) -> Unknown:
    """Which of two unknowns is told: what does not exist before what is missing, then the first."""
    return second if first.applicable and not second.applicable else first


def conjunction(truths: Iterable[Truth]) -> Truth:
    """``and``: false if any is false, else unknown if any is, else open if any is."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if isinstance(truth, Unknown):
            result = worse(result, truth) if isinstance(result, Unknown) else truth
        elif truth is OPEN and result is True:
            result = OPEN
    return result


def negation(truth: Truth) -> Truth:
    """``not``: the unknown and the open stay what they are."""
    return not truth if isinstance(truth, bool) else truth


def disjunction(truths: Iterable[Truth]) -> Truth:
    """``or``: true if any is true, else unknown if any is, else open if any is."""
    return negation(conjunction(map(negation, truths)))


def single(value: Interval) -> Quantity:
    """The number itself when an interval holds only one."""
    if value.low is not None and value.low == value.high and value.high_closed and not value.low_open:
        return value.low
    return value


def as_interval(value: Quantity) -> Interval:
    """A number as the interval that holds only it."""
    return value if isinstance(value, Interval) else Interval(value, value, low_open=False, high_closed=True)


def plus(left: Quantity, right: Quantity) -> Quantity:
    """The sum; of intervals, everything their values can add up to."""
    if not isinstance(left, Interval) and not isinstance(right, Interval):
        return left + right
    a, b = as_interval(left), as_interval(right)
    return Interval(
        None if a.low is None or b.low is None else a.low + b.low,
        None if a.high is None or b.high is None else a.high + b.high,
        low_open=a.low_open or b.low_open,
        high_closed=a.high_closed and b.high_closed,
    )


def minus(left: Quantity, right: Quantity) -> Quantity:
    """The difference."""
    if not isinstance(left, Interval) and not isinstance(right, Interval):
        return left - right
    return plus(left, times(right, Fraction(-1)))


def times(left: Quantity, right: Quantity) -> Quantity:
    """The product; of two intervals, the hull of the products of their ends."""
    if not isinstance(left, Interval) and not isinstance(right, Interval):
        return left * right
    if isinstance(left, Interval) and isinstance(right, Interval):
        return _product(left, right)
    if isinstance(left, Interval):
        return _scaled(left, right)  # type: ignore[arg-type]
    return _scaled(right, left)  # type: ignore[arg-type]


def _scaled(interval: Interval, factor: Fraction) -> Quantity:
    return interval.scaled(factor) if factor else ZERO


def _product(left: Interval, right: Interval) -> Quantity:
    ends = (left.low, left.high, right.low, right.high)
    if any(end is None for end in ends):
        return Interval(None, None)
    products = [
        a * b
        for a in (left.low, left.high)
        for b in (right.low, right.high)
        if a is not None and b is not None
    ]
    return Interval(min(products), max(products), low_open=False, high_closed=True)


def divided(left: Quantity, right: Quantity) -> Quantity | Unknown:
    """The quotient; unknown when the divisor is, or may be, zero."""
    if not isinstance(right, Interval):
        return Unknown(message("checking.division")) if right == 0 else times(left, 1 / right)
    if compare("!=", right, ZERO) is not True:
        return Unknown(message("checking.division"))
    ends = (_inverse(right.high), _inverse(right.low))
    return times(left, Interval(*ends, low_open=not right.high_closed, high_closed=not right.low_open))


def _inverse(end: Fraction | None) -> Fraction | None:
    """The inverse of an end of an interval without zero: of no end it is zero, of zero there is none."""
    if end is None:
        return ZERO
    return 1 / end if end else None


def absolute(value: Quantity) -> Quantity:
    """The value without its sign."""
    if not isinstance(value, Interval):
        return abs(value)
    if value.low is not None and value.low >= 0:
        return value
    mirrored = as_interval(times(value, Fraction(-1)))
    if mirrored.low is not None and mirrored.low >= 0:
        return mirrored
    if value.high is None or mirrored.high is None:
        return Interval(ZERO, None)
    top = max(value, mirrored, key=lambda one: (one.high, one.high_closed))
    return Interval(ZERO, top.high, low_open=False, high_closed=top.high_closed)


def extreme(values: Iterable[Quantity], *, largest: bool) -> Quantity:
    """The largest (smallest) of some values, at least one."""
    result, *rest = values
    for value in rest:
        result = _larger(result, value) if largest else _smaller(result, value)
    return result


def _larger(left: Quantity, right: Quantity) -> Quantity:
    if not isinstance(left, Interval) and not isinstance(right, Interval):
        return max(left, right)
    a, b = as_interval(left), as_interval(right)
    lows = [(one.low, one.low_open) for one in (a, b) if one.low is not None]
    low, low_open = max(lows, default=(None, False))
    if a.high is None or b.high is None:
        return single(Interval(low, None, low_open=low_open))
    high, high_closed = max((a.high, a.high_closed), (b.high, b.high_closed))
    return single(Interval(low, high, low_open=low_open, high_closed=high_closed))


def _smaller(left: Quantity, right: Quantity) -> Quantity:
    mirrored = _larger(times(left, Fraction(-1)), times(right, Fraction(-1)))
    return times(mirrored, Fraction(-1))


def compare(operator: Comparator, left: Quantity, right: Quantity) -> bool | Open:
    """Whether a relation holds for all values the sides may have, for none, or for some only."""
    if not isinstance(left, Interval) and not isinstance(right, Interval):
        return _compare_numbers(operator, left, right)
    a, b = as_interval(left), as_interval(right)
    match operator:
        case "<":
            return True if _below(a, b) else False if _not_above(b, a) else OPEN
        case "<=":
            return True if _not_above(a, b) else False if _below(b, a) else OPEN
        case ">":
            return compare("<", right, left)
        case ">=":
            return compare("<=", right, left)
        case "=":
            if _below(a, b) or _below(b, a):
                return False
            return True if single(a) == single(b) and isinstance(single(a), Fraction) else OPEN
        case "!=":
            equal = compare("=", left, right)
            return equal if equal is OPEN else not equal


def _compare_numbers(operator: Comparator, left: Fraction, right: Fraction) -> bool:
    match operator:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right


def _below(a: Interval, b: Interval) -> bool:
    """Every value of ``a`` is less than every value of ``b``."""
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and (not a.high_closed or b.low_open))


def _not_above(a: Interval, b: Interval) -> bool:
    """No value of ``a`` is greater than any value of ``b``."""
    return a.high is not None and b.low is not None and a.high <= b.low
