"""A blank form as it is printed: headings and tables, rows and columns as trees of labels, without ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.engine.reading.document import Location

Layout = Literal["grid", "heads", "blocks", "list"]
Labels = tuple[str, ...]
"""The labels from the outermost group down to an item."""


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """A row or column, or a group of them.

    Attributes:
        heading: for a row, the line or head it is printed under without being part of a group.
        measure: for a row of a list, what its numbers count.
        columns: for a row of a ragged table, the columns it has; ``None`` for all.
    """

    label: str
    children: tuple[PrintedItem, ...] = ()
    heading: str | None = None
    measure: str | None = None
    columns: tuple[Labels, ...] | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of the form.

    Attributes:
        section: index of the section it stands in.
        caption: the line right above it that names it, if one does.
    """

    section: int
    layout: Layout
    rows: tuple[PrintedItem, ...]
    columns: tuple[PrintedItem, ...]
    location: Location
    caption: str | None = None
    corner: str | None = None
    banner: str | None = None
    measures: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section: its number as printed (``一``, ``第一部分``) and its title."""

    number: str
    title: str


@dataclass(frozen=True)
class PrintedForm:
    """What a blank form says.

    Attributes:
        title: its own title, empty without one.
        relations: sentences of it that say how its figures hang together.
        skipped: tables without a cell to fill in, and tables whose merged cells the file does not tell.
    """

    title: str
    sections: tuple[PrintedSection, ...]
    tables: tuple[PrintedTable, ...]
    relations: tuple[str, ...] = ()
    skipped: tuple[Location, ...] = ()
