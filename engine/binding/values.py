"""Which of the values of a data row stands below which head."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from gouji.engine.binding.pieces import Entry
from gouji.engine.binding.slots import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

Pairs = list[tuple[Slot, Entry]]


class Alignment(Enum):
    """Where the padding of a row stands in a table that lost its spans, once a row has told."""

    UNKNOWN = auto()
    LEADING = auto()
    TRAILING = auto()


def aligned(
    values: Sequence[Entry], slots: Sequence[Slot], alignment: Alignment, *, spans_known: bool
) -> tuple[Pairs | None, Alignment]:
    """Pairs each slot with its value; ``None`` when the values do not fit the heads.

    Args:
        values: the entries after the row's labels.
        slots: the columns the heads name.
        alignment: where rows above had their padding.
        spans_known: whether the grid tells what stands below what.
    """
    if spans_known and any(slot.printed for slot in slots):
        return _below(values, slots), alignment
    return _counted(values, slots, alignment)


def _below(values: Sequence[Entry], slots: Sequence[Slot]) -> Pairs | None:
    pairs: Pairs = []
    for slot in slots:
        entry = next((entry for entry in values if entry.start < slot.end and slot.start < entry.end), None)
        if entry is None:
            continue
        shared = sum(entry.start < other.end and other.start < entry.end for other in slots) > 1
        if entry.text and (shared or entry.continued):
            return None
        pairs.append((slot, entry))
    return pairs


def _counted(
    values: Sequence[Entry], slots: Sequence[Slot], alignment: Alignment
) -> tuple[Pairs | None, Alignment]:
    extra = len(values) - len(slots)
    if extra < 0:
        return None, alignment
    leading = not any(entry.text for entry in values[:extra])
    trailing = not any(entry.text for entry in values[len(slots) :])
    if extra and leading != trailing:
        alignment = Alignment.LEADING if leading else Alignment.TRAILING
    if leading and not (trailing and alignment is not Alignment.LEADING):
        return list(zip(slots, values[extra:], strict=True)), alignment
    if trailing:
        return list(zip(slots, values, strict=False)), alignment
    return None, alignment


def ends_early(pairs: Pairs) -> bool:
    """Whether only the last values are blank: without spans, a value left out before looks the same."""
    filled = [bool(entry.text) for _, entry in pairs]
    return any(filled) and not filled[-1] and filled == sorted(filled, reverse=True)
