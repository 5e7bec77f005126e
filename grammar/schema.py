"""The form a rule speaks about, as a pack declares it: sections, tables, claims and parameters.

Names resolve against a schema. It knows no layout and no report; the engine binds documents to the same
declarations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from gouji.grammar.records import dataclass

Path = tuple[str, ...]
"""The ids from the outermost group down to a row or column: ``("handled", "denied", "state_secret")``."""

CountsAs = Literal["zero", "unknown"]


def dotted(path: Path) -> str:
    """The path as rules and outputs write it: ``handled.denied.state_secret``."""
    return ".".join(path)


@dataclass(frozen=True, slots=True)
class Item:
    """A row or column of a table, or a group of them.

    Attributes:
        path: ids from the outermost group down to this item.
        label: the official wording printed on the form.
        name: short Chinese name that rules may use instead of the id; unique among siblings.
        aliases: other wordings accepted on a report without remark.
        total: holds the sum of its siblings.
        unit: unit of the values (``万元``); ``None`` for plain counts.
        signed: values may be negative.
        decimals: the most decimals a value may carry; 0 means integers.
        columns: for a row of a ragged table, the column ids (dotted paths) it has; ``None`` means all.
        heading: for a row of a ragged table, the head line of the block it is printed under.
        optional: the form's notes allow it to be left out.
        measure: what its numbers count, as the form prints it beside the label.
        source: how sure the label is: ``seen`` in a source, or ``background`` knowledge without one.
        children: members of a group, in the order of the form; empty for a leaf.
    """

    path: Path
    label: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    total: bool = False
    unit: str | None = None
    signed: bool = False
    decimals: int = 0
    columns: tuple[str, ...] | None = None
    heading: str | None = None
    optional: bool = False
    measure: str | None = None
    source: Literal["seen", "background"] | None = None
    children: tuple[Item, ...] = ()

    @property
    def id(self) -> str:
        """The last id of the path."""
        return self.path[-1]

    @property
    def key(self) -> str:
        """The dotted path."""
        return dotted(self.path)

    def leaves(self) -> Iterator[Item]:
        """The rows (columns) that hold cells: the item itself if it is no group."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator[Item]:
        """The item and all items below it, in the order of the form."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Table:
    """A table of the form.

    Attributes:
        section: id of the section it stands in.
        rows, columns: trees of items in the order of the form.
        blank, placeholder: what an empty cell, and a ``/`` or 无, count as.
        layout: ``grid`` prints rows at the left and columns above; ``heads`` prints the rows, too, as heads
            above one data row; ``list`` prints all rows in a column of labels, groups as lines of their own;
            ``blocks`` prints groups of rows one below the other, each group under its own heading and column
            heads.
        corner: text printed in the corner cell, if any.
        banner: text printed above all columns, if any.
        measures: head of the column that prints the measure of each row, if there is one.
        optional: a report may do without it: it may have been handed in by itself.
    """

    id: str
    section: str
    rows: tuple[Item, ...]
    columns: tuple[Item, ...]
    name: str | None = None
    label: str | None = None
    blank: CountsAs = "unknown"
    placeholder: CountsAs = "unknown"
    layout: Literal["grid", "heads", "blocks", "list"] = "grid"
    corner: str | None = None
    banner: str | None = None
    measures: str | None = None
    optional: bool = False

    @cached_property
    def row_index(self) -> Mapping[Path, Item]:
        """All rows and row groups by path."""
        return MappingProxyType({item.path: item for top in self.rows for item in top.walk()})

    @cached_property
    def column_index(self) -> Mapping[Path, Item]:
        """All columns and column groups by path."""
        return MappingProxyType({item.path: item for top in self.columns for item in top.walk()})

    @cached_property
    def leaf_rows(self) -> tuple[Item, ...]:
        """The rows that hold cells, in the order of the form."""
        return tuple(leaf for top in self.rows for leaf in top.leaves())

    @cached_property
    def leaf_columns(self) -> tuple[Item, ...]:
        """The columns that hold cells, in the order of the form."""
        return tuple(leaf for top in self.columns for leaf in top.leaves())

    def has_cell(self, row: Path, column: Path) -> bool:
        """Whether the form has a cell there: both are leaves and a ragged row lists the column."""
        row_item, column_item = self.row_index.get(row), self.column_index.get(column)
        if row_item is None or column_item is None or row_item.children or column_item.children:
            return False
        return row_item.columns is None or column_item.key in row_item.columns

    def cells(self) -> Iterator[tuple[Path, Path]]:
        """All cells of the form, row by row."""
        for row in self.leaf_rows:
            for column in self.leaf_columns:
                if self.has_cell(row.path, column.path):
                    yield row.path, column.path


@dataclass(frozen=True, slots=True)
class Part:
    """An expected part of a section: found by its heading or, failing that, by words of the text.

    Attributes:
        label: how the part is called in messages.
        headings: patterns (RE2) of a sub-heading that opens the part.
        words: patterns (RE2) that show the part is dealt with though it has no heading.
    """

    id: str
    label: str
    name: str | None = None
    headings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A required section of the report.

    Attributes:
        number: its printed number (``一``).
        title: the official title; ``aliases`` are other titles seen and accepted with a remark.
    """

    id: str
    number: str
    title: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


PREAMBLE = "preamble"
"""Where a claim may stand beside the sections: before the first of them."""


Clues = tuple[frozenset[str], ...]
"""Sets of one or two letters: a text in which a pattern is found holds one of each."""


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """A kind of statement of the text that states a number, a date or a text of the report.

    Attributes:
        captures: the names its patterns capture besides the value: ``row``, ``column``.
        unit: of an amount: the unit its values are given in (``万元``).
        says: patterns (RE2 with ``{n} {measure} {date} {text} {row:G} {column:T}``), looked for in a clause.
        zero: patterns by which a clause states that there is none: 0. A number that one captures must be 0.
        unless: patterns that make a sentence state nothing of this kind, but for its parts between ； that
            they do not touch and in which ``back`` is found; ``except_`` a clause.
        within: patterns of which one must be found in the paragraph up to the statement, its words included;
            ``followed`` one in what follows them.
        away: patterns from which on a sentence is about something else; ``back`` about this again.
        begins: patterns of which one must be found in the item of a list or the clause up to a number, or of
            what words say, so that nobody else is meant.
        part: patterns of what stands with a number that counts only a part; ``whole`` of stretches in which
            the same words mean all of them (``公民、法人和其他组织``).
        needs: what single patterns of ``says`` or ``zero`` need around them: patterns of ``within``, of
            ``followed`` and of ``except_``.
        at_least: claims of which it states no fewer: what is less than one of them in its sentence is none;
            itself, if a sentence states one number of it only.
        spoken: other words for rows and columns (``row``, ``column``): what ``{row:G}`` names → patterns.
        clues: a pattern of ``says`` or ``zero`` → what a text must hold for it to be found there; without
            any it is always searched for.
    """

    id: str
    section: str | None
    name: str | None = None
    value: Literal["number", "amount", "date", "text"] = "number"
    captures: tuple[str, ...] = ()
    unit: str | None = None
    says: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    needs: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = field(
        default_factory=dict
    )
    at_least: tuple[str, ...] = ()
    spoken: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    clues: Mapping[str, Clues] = field(default_factory=dict)


class ValueType(StrEnum):
    """Types of the language. ``amount`` is a number with a unit of money; it compares with amounts only."""

    NUMBER = "number"
    AMOUNT = "amount"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value a pack leaves open: set by an overlay or on the command line."""

    id: str
    type: ValueType
    name: str | None = None
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schema:
    """All that rules of one pack may name.

    ``previous`` and ``members`` need no schema of their own: they are looked up through correspondence at
    evaluation.
    """

    tables: Mapping[str, Table] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)
    claims: Mapping[str, ClaimKind] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
