"""What a cell should hold, in words: the number, or between which numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.catalogue import number
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from gouji.engine.checking.outcomes import SuggestedCell


def suggested(cell: SuggestedCell) -> str | Message:
    """The value of a suggestion, or the values that would do."""
    between = cell.between
    if between is None:
        return number(cell.suggested)
    if between.low is not None and between.high is not None:
        return message("localising.from_to", low=number(between.low), high=number(between.high))
    if between.low is not None:
        return message("localising.at_least", low=number(between.low))
    if between.high is not None:
        return message("localising.below", high=number(between.high))
    return message("localising.any_other")
