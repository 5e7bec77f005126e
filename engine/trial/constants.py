"""The constants next to a constant: what a slip of the pen, or counting off by one, makes of it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from gouji.grammar.catalogue import number

Value = Fraction | str | date | bool


def near(value: Value) -> tuple[Fraction | str | date, ...]:
    """The constants next to one: a step of its last decimal place up and down, a day, another text."""
    if isinstance(value, bool):
        return ()
    if isinstance(value, date):
        return tuple(value + timedelta(days=step) for step in (-1, 1))
    if isinstance(value, str):
        return (value + "′",)
    step = _step(value)
    return value - step, value + step


def _step(value: Fraction) -> Fraction:
    step = Fraction(1)
    while (value / step).denominator != 1 and step > Fraction(1, 10**9):
        step /= 10
    return step


def shown(value: Fraction | str | date) -> str:
    """The constant as people write it."""
    if isinstance(value, Fraction):
        return number(value)
    return str(value)
