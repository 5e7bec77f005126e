"""What a draft of a pack declares: the form with ids and names, and the sums that its labels promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.engine.reading.document import Location
    from gouji.grammar.schema import Path, Section, Table


@dataclass(frozen=True, slots=True)
class ProposedSum:
    """A total and what it is the sum of.

    Attributes:
        rule: id for the rule.
        table: id of the table.
        total: what the total is: a ``column`` (each row adds up) or a ``row`` (each column does).
        label: of the total as printed.
        check: the rule, in English keywords and ids.
        instance: a row (column) on which it is tried.
        passing, failing: cells by ``row, column`` that make it hold, and those that each make it fail.
    """

    rule: str
    table: str
    total: Literal["row", "column"]
    label: str
    check: str
    instance: str
    passing: Mapping[str, int]
    failing: tuple[Mapping[str, int], ...]


@dataclass(frozen=True)
class Proposal:
    """A form read from a document or made up to begin with.

    Attributes:
        title: that of the document, empty without one.
        relations: sentences of the form about its figures; rules for them are for a person to write.
        source: id of the pack whose ids were taken where labels match.
        continued: path there → the paths here that continue it, and the other way round, where ids or groups
            changed.
        unnamed: how many ids say nothing but a place or number, and want better ones.
        skipped: tables that were left out: without a cell to fill in, or with unknown merged cells.
        read: whether it was read from a document.
    """

    title: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    sums: tuple[ProposedSum, ...] = ()
    relations: tuple[str, ...] = ()
    continued: Mapping[Path, tuple[Path, ...]] = field(default_factory=dict)
    source: str | None = None
    unnamed: int = 0
    skipped: tuple[Location, ...] = ()
    read: bool = False
