"""How a wrong number may have come about: named only where the two numbers, or the cell, show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.report import FactState
from gouji.grammar.catalogue import number
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from fractions import Fraction

    from gouji.engine.checking.relations import CellKey
    from gouji.engine.checking.views import View

_LIKELIHOOD = (
    "checking.slip_total",
    "checking.slip_blank",
    "checking.slip_transposed",
    "checking.slip_digit_more",
    "checking.slip_digit_less",
    "checking.slip_digit",
)


def slip_of(view: View, cell: CellKey, suggested: Fraction) -> Message | None:
    """What may have happened in a cell that should hold ``suggested``."""
    table, row, column = cell
    form, seen = view.form(table), view.cell(*cell)
    if seen.use.fact.state in (FactState.BLANK, FactState.PLACEHOLDER):
        return message("checking.slip_blank")
    if form.row_index[row].total or form.column_index[column].total:
        return message("checking.slip_total")
    value = seen.use.fact.value
    key = None if value is None else _digits(number(value), number(suggested))
    return None if key is None else message(key)


def likelihood(slip: Message | None) -> int:
    """A rank: the likelier, the smaller."""
    return len(_LIKELIHOOD) if slip is None else _LIKELIHOOD.index(slip.key)


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
    if len(found) == len(right) + 1 and len(right) > 1 and _without_one(found, right):
        return "checking.slip_digit_more"
    if len(found) + 1 == len(right) and len(found) > 1 and _without_one(right, found):
        return "checking.slip_digit_less"
    return None


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
