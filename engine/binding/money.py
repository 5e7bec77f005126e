"""Sums of money in a text, brought to the unit a claim is given in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.quantities import Interval

if TYPE_CHECKING:
    from gouji.engine.binding.quantities import Quantity
    from gouji.engine.binding.text_numbers import TextNumber

_YUAN = "元"
_MULTIPLES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}


def is_money(measure: str | None) -> bool:
    """Whether a measure word is one of money."""
    return measure is not None and measure.endswith(_YUAN)


def multiple_of(unit: str | None) -> Fraction | None:
    """How many 元 the unit is; ``None`` when it is no unit of money."""
    multiple = _MULTIPLES.get((unit or _YUAN).removesuffix(_YUAN))
    return None if multiple is None else Fraction(multiple)


def in_unit(number: TextNumber, unit: str | None) -> Quantity | None:
    """The sum in ``unit`` (``万元``); ``None`` when the number is no sum of money."""
    multiple = multiple_of(unit)
    if number.value is None or not is_money(number.measure) or multiple is None:
        return None
    if isinstance(number.value, Interval):
        return number.value.scaled(1 / multiple)
    return number.value / multiple
