"""The functions of the language, applied to values that are all known."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import cast

from gouji.engine.checking import likeness, text
from gouji.engine.checking.looking import number_of
from gouji.engine.checking.values import Unknown, Value, absolute, extreme
from gouji.grammar.messages import message
from gouji.grammar.syntax import Function


def applied(function: Function, values: list[Value]) -> Value:
    """What the function comes to; unknown where it has no value."""
    match function:
        case Function.MIN | Function.MAX:
            if not values:
                return Unknown(message("checking.empty_collection"))
            return extreme(map(number_of, values), largest=function is Function.MAX)
        case Function.ABS:
            return absolute(number_of(values[0]))
        case Function.LENGTH:
            return Fraction(text.length(str(values[0])))
        case Function.DECIMALS:
            places = text.decimals(cast("Fraction", values[0]))
            return Unknown(message("checking.endless")) if places is None else Fraction(places)
        case Function.DATE:
            return _date(values)
        case Function.YEAR:
            return Fraction(cast("date", values[0]).year)
        case Function.SIMILARITY:
            return likeness.similarity(likeness.masked(str(values[0])), likeness.masked(str(values[1])))
        case Function.BALANCED:
            return text.balanced(str(values[0]))
        case Function.SAME_ORGAN:
            return text.same_organ(str(values[0]), str(values[1]))
        case _:
            raise ValueError(function)


def _date(values: list[Value]) -> Value:
    """A day from year, month and day, or from a year and ``MM-DD``; unknown when there is no such day."""
    year, *rest = values
    parts = str(rest[0]).split("-") if len(rest) == 1 else [str(part) for part in rest]
    try:
        month, day = (int(part) for part in parts)
        return date(int(cast("Fraction", year)), month, day)
    except (ValueError, OverflowError):
        written = "-".join(part.zfill(2) for part in (str(year), *parts))
        return Unknown(message("checking.impossible_date", text=written))
