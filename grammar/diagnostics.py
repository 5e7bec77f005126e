"""Faults as values: what is wrong with a rule or a pack, and where.

The shape follows compiler practice: a code, a primary place with a frame into the source, a help that names
the repair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gouji.grammar.messages import Message

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A position in a text file; line and column count from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text file: from ``start`` up to, not including, ``end``."""

    file: str
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Related:
    """Another rule that a fault is about, and where it stands."""

    rule: str
    instance: str
    place: Place


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of a rule or pack.

    Attributes:
        code: stable dotted id, also the catalogue key of the headline (``syntax.unexpected``,
            ``name.unknown_row``).
        message: the headline.
        place: where; ``None`` only when no file exists (an unknown pack id).
        help: what to do about it, e.g. the nearest known name.
        rule: id of the rule it belongs to, when it belongs to one.
        related: the rules that make the fault together, this one among them, when one alone does not.
    """

    code: str
    message: Message
    place: Place | None
    level: Level = "error"
    help: Message | None = None
    rule: str | None = None
    related: tuple[Related, ...] = ()
