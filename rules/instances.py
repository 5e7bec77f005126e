"""The stable names of a rule's instances: how JSON, waivers and examples call a row or cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.schema import Path, dotted
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable


COUNTED = "#"
"""Before the number of what is only counted."""
_LINK = "|"
"""Between the two of a pair."""


def element_key(kind: Kind, element: tuple[Path, ...]) -> str:
    """The name of a row or column (its path), a cell (``row,column``), or of what has an id.

    Args:
        kind: what the scope ranges over.
        element: the instance as a resolved scope lists it: ``(path,)``, or ``(row, column)`` for a cell.
    """
    return ",".join(dotted(path) for path in element) if kind is Kind.CELL else dotted(element[0])


def counted_key(identifier: str, number: int) -> str:
    """The name of a fact of the text: the ``number``-th of its kind, from 1 in reading order."""
    return f"{identifier}{COUNTED}{number}"


def pair_key(first: str, second: str) -> str:
    """The name of a pair."""
    return f"{first}{_LINK}{second}"


def pair_of(instance: str) -> tuple[str, ...]:
    """An instance with a pair in it taken apart: the rest, with a mark in the pair's place, and its two ends.

    Of an instance without a pair the rest is all there is.
    """
    keys = instance.split("/")
    place = next((index for index, key in enumerate(keys) if _LINK in key), None)
    if place is None:
        return (instance,)
    ends = keys[place].split(_LINK)
    return ("/".join([*keys[:place], _LINK, *keys[place + 1 :]]), *ends)


def linked_key(around: str, ends: Iterable[str]) -> str:
    """The name of a cluster of pairs: as that of a pair, with all that hang together in it."""
    return "/".join(_LINK.join(ends) if key == _LINK else key for key in around.split("/"))


def instance_key(keys: Iterable[str]) -> str:
    """The name of an instance from those of its elements, outermost first; empty without scopes."""
    return "/".join(keys)
