"""What a printed number says: exactly one value, or every value that is printed so."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding import number_shapes as shapes
from gouji.engine.binding.chinese_numerals import CHARACTERS, chinese_number
from gouji.engine.binding.quantities import Interval

if TYPE_CHECKING:
    import re

    from gouji.engine.binding.quantities import Quantity

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_TENTH = Fraction(1, 10)
_HALF = Fraction(1, 2)


def nominal(match: re.Match[str]) -> Quantity:
    """The value as printed, however many digits were left out: 约1.2万 is about 12000."""
    value = rough(match)
    if isinstance(value, Interval) and match["digits"] and not (match["rough1"] or match["rough2"]):
        assert value.low is not None  # noqa: S101 - a printed number has bounds
        assert value.high is not None  # noqa: S101 - as above
        return (value.low + value.high) / 2
    return value


def rough(match: re.Match[str]) -> Quantity:
    """The value of a quantity as matched by ``ARABIC`` or ``SPOKEN`` of ``number_shapes``."""
    if match["low"] is not None:
        low, high = sorted((Fraction(match["low"]), Fraction(match["high"])))
        return Interval(low, high, high_closed=True)
    if match["numeral"] is not None:
        exact = Fraction(chinese_number(match["numeral"]) or 0)
        return Interval(exact, exact + _place(exact)) if match["rough3"] else exact
    digits = match["digits"].replace(",", "").replace(" ", "")
    number, scale = Fraction(digits), _scale(match["scale"])
    if match["rough1"]:
        return Interval(number, number + _place(number)).scaled(scale)
    exact = number * scale
    decimals = len(digits.partition(".")[2])
    if match["rough2"]:
        last = _TENTH**decimals * scale if decimals else _place(exact)
        return Interval(exact, exact + last)
    if scale > 1 and decimals:
        half = _TENTH**decimals * scale * _HALF
        return Interval(exact - half, exact + half, high_closed=True)
    return exact


def _scale(characters: str | None) -> Fraction:
    scale = Fraction(1)
    for character in characters or "":
        scale *= _SCALES[character]
    return scale


def _place(number: Fraction) -> Fraction:
    """The place of the last digit that is not zero: 12190 → 10, 3000 → 1000."""
    place = Fraction(1)
    while number and number % (place * 10) == 0:
        place *= 10
    return place


def narrowed(value: Quantity, word: str) -> Interval:
    """What a number means with a word of roughness beside it."""
    low, high = (value.low, value.high) if isinstance(value, Interval) else (value, value)
    assert low is not None or high is not None  # noqa: S101 - a printed number has a bound
    low, high = low if low is not None else high, high if high is not None else low
    assert low is not None  # noqa: S101 - as above
    assert high is not None  # noqa: S101 - as above
    if word in shapes.NEAR:
        return Interval(low * 9 / 10, high, low_open=True, high_closed=True)
    if word in shapes.ABOUT:
        return Interval(low * 9 / 10, high * 11 / 10, high_closed=True)
    if word in shapes.AT_LEAST:
        return Interval(low, None)
    return Interval(Fraction(0), high, high_closed=word in shapes.AT_MOST)


def percentage(printed: str) -> Interval:
    """What a percentage may have been rounded or cut from, as a fraction of 1."""
    if printed.startswith("百分之"):
        return _one_percentage(printed.removeprefix("百分之"))
    ends = [_one_percentage(part) for part in _percentages(printed)]
    return Interval(ends[0].low, ends[-1].high) if len(ends) > 1 else ends[0]


def _percentages(printed: str) -> list[str]:
    parts = [part.strip("-—–－~～―至到") for part in printed.split("%")]
    return [part for part in parts if part]


def _one_percentage(number: str) -> Interval:
    decimals = len(number.partition(".")[2])
    spoken = chinese_number(number) if number[0] in CHARACTERS else None
    value, last = Fraction(number if spoken is None else spoken), _TENTH**decimals
    return Interval((value - last / 2) / 100, (value + last) / 100)
