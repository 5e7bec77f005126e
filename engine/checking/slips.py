"""How a wrong number may have come about: named only where the two numbers, or the cell, show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.report import FactState
from gouji.grammar.catalogue import number
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from fractions import Fraction

    from gouji.engine.checking.outcomes import SuggestedCell
    from gouji.engine.checking.views import View

_LIKELIHOOD = (
    "localising.slip_column",
    "localising.slip_row",
    "localising.slip_column_one",
    "localising.slip_row_one",
    "checking.slip_total",
    "checking.slip_blank",
    "localising.slip_unit",
    "localising.slip_sign",
    "checking.slip_transposed",
    "checking.slip_digit_more",
    "checking.slip_digit_less",
    "checking.slip_digit",
)
_UNIT = 10_000
"""How many of the small unit of money make one of the large, in which tables are filled."""


def slip_of(view: View, cell: SuggestedCell) -> Message | None:
    """What may have happened in a cell that should hold what is suggested."""
    form = view.form(cell.place.table)
    row, column = form.row_index[cell.place.row], form.column_index[cell.place.column]
    fact, suggested = cell.fact, cell.suggested
    if fact.state in (FactState.BLANK, FactState.PLACEHOLDER):
        return message("checking.slip_blank")
    if fact.value is None or cell.between is not None:
        return None
    if fact.value and suggested == -fact.value:
        return message("localising.slip_sign")
    if (row.unit or column.unit) and _is_other_unit(fact.value, suggested):
        return message("localising.slip_unit")
    key = _digits(number(fact.value), number(suggested))
    if (row.total or column.total) and key in {None, "checking.slip_digit"}:
        key = "checking.slip_total"
    return None if key is None else message(key)


def likelihood(slip: Message | None) -> int:
    """A rank: the likelier, the smaller."""
    return len(_LIKELIHOOD) if slip is None else _LIKELIHOOD.index(slip.key)


def _is_other_unit(found: Fraction, right: Fraction) -> bool:
    return bool(found) and (found == _UNIT * right or right == _UNIT * found)


def _digits(found: str, right: str) -> str | None:
    """What tells two numbers apart when it is one slip of the hand."""
    if len(found) == len(right):
        apart = [place for place in range(len(found)) if found[place] != right[place]]
        if (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and found[apart[0]] == right[apart[1]]
            and found[apart[1]] == right[apart[0]]
        ):
            return "checking.slip_transposed"
        return "checking.slip_digit" if len(apart) == 1 and len(found) > 1 else None
    if len(found) == len(right) + 1 and right != "0" and _without_one(found, right):
        return "checking.slip_digit_more"
    if len(found) + 1 == len(right) and found != "0" and _without_one(right, found):
        return "checking.slip_digit_less"
    return None


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
