"""What is made of an object once, and kept as long as the object lives."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Owner = TypeVar("Owner")
Value = TypeVar("Value")


def once_per_object(build: Callable[[Owner], Value]) -> Callable[[Owner], Value]:
    """Remembers ``build(owner)`` for as long as the owner lives.

    By identity: hashing a whole form costs more than using it.
    """
    known: dict[int, tuple[weakref.ref[Owner], Value]] = {}

    def remembered(owner: Owner) -> Value:
        entry = known.get(id(owner))
        if entry is None or entry[0]() is not owner:
            number = id(owner)
            entry = (weakref.ref(owner, lambda _: known.pop(number, None)), build(owner))
            known[number] = entry
        return entry[1]

    return remembered
