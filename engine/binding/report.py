"""What binding yields: a document seen through a form. Every value keeps its raw text and its location."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from gouji.engine.binding.quantities import Quantity
from gouji.engine.reading.document import Location
from gouji.grammar.messages import Message
from gouji.grammar.records import dataclass
from gouji.grammar.schema import CountsAs, Path
from gouji.grammar.syntax import Kind

NOWHERE = Location()
EMPTY: Mapping[str, str] = MappingProxyType({})
NOTHING: Mapping[str, Message] = MappingProxyType({})


class FactState(StrEnum):
    """What a cell of the form turned out to be on the report."""

    VALUE = "value"
    BLANK = "blank"
    PLACEHOLDER = "placeholder"
    UNREADABLE = "unreadable"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of the form as found on the report.

    Attributes:
        raw: the text of the cell, unchanged.
        value: the exact number, in the column's declared unit if it has one; only when ``state`` is VALUE.
        counts_as: what a blank or placeholder counts as, as the table declares.
        unit: a unit printed in the cell; ``note`` any other words beside the number.
    """

    state: FactState
    raw: str = ""
    value: Fraction | None = None
    counts_as: CountsAs | None = None
    unit: str | None = None
    note: str | None = None
    location: Location = NOWHERE


class BoundBy(StrEnum):
    """How a row or column was recognised."""

    LABEL = "label"
    ALIAS = "alias"
    NEAREST = "nearest"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class BoundItem:
    """A row, column or group of the form found on the report: its printed label and where it stands."""

    path: Path
    printed: str
    bound_by: BoundBy
    location: Location = NOWHERE
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class BoundTable:
    """A table of the form as found on the report.

    Attributes:
        facts: every cell of the form that the report has, by row and column path; a cell missing here is
            absent.
        rows, columns: items found (leaves and groups), by path.
        unknown_rows, unknown_columns: printed labels that no item of the form has, with their places.
        collapsed: groups printed as one data row; their value stands under the group's own path in ``facts``.
        uncertain: why the reading of this table may be wrong; empty when it is sound.
        notes: what was read without doubt though it is printed differently, damaged labels above all.
    """

    id: str
    facts: Mapping[tuple[Path, Path], Fact]
    rows: Mapping[Path, BoundItem]
    columns: Mapping[Path, BoundItem]
    location: Location
    unknown_rows: tuple[BoundItem, ...] = ()
    unknown_columns: tuple[BoundItem, ...] = ()
    collapsed: frozenset[Path] = frozenset()
    form: str | None = None
    uncertain: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph of a section, heading included, with its place in the file."""

    text: str
    location: Location
    heading: bool = False


@dataclass(frozen=True, slots=True)
class BoundPart:
    """An expected part of a section: found by its heading, only by words that deal with it, or not at all."""

    id: str
    state: Literal["heading", "words", "absent"]
    printed: str = ""
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class BoundSection:
    """A section as found.

    Attributes:
        id: the section's id; ``None`` for a section the form does not have.
        printed: its heading without the number; ``printed_number`` the number alone (may be empty).
        match: how its title was recognised: the official ``title``, an ``alias``, the ``nearest`` title.
        lines: its paragraphs after the heading, tables left out, in reading order.
        tables, images: how many stand in it.
        order: its place among the headings found, from 1.
    """

    id: str | None
    printed: str
    printed_number: str
    match: Literal["title", "alias", "nearest", "none"]
    lines: tuple[TextLine, ...]
    tables: int
    images: int
    order: int
    location: Location
    parts: tuple[BoundPart, ...] = ()

    @property
    def heading(self) -> str:
        """Number and title as forms print them, a mark between them (四、总则)."""
        number = self.printed_number
        return f"{number}、{self.printed}" if number and number[-1].isalnum() else number + self.printed


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the text that a pack looks for, by its kind.

    Attributes:
        id: of the kind; ``instance`` the ``ID#k`` of this one, counted in reading order.
        value: what is stated; of an amount in the unit of the kind.
        measure: the measure word printed beside the number.
        row, column: what the clause says it is about, as a path of the form.
        text: the clause as printed; ``sentence`` all of it.
        section: id of the section it stands in.
        location: of the number, as exactly as the file tells.
    """

    id: str
    instance: str
    value: Quantity | date | str
    measure: str | None
    row: Path | None
    column: Path | None
    text: str
    sentence: str
    section: str | None
    location: Location


FactValue = Quantity | str | bool | tuple[Quantity, ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextFact:
    """A relation that the text states by itself: a breakdown, a percentage, a list, a repetition.

    Attributes:
        kind: what it is.
        values: what it states, by the names that rules use; a value the text does not tell is missing.
        text: the words that state it; ``sentence`` all of their sentence.
    """

    kind: Kind
    values: Mapping[str, FactValue]
    text: str
    sentence: str
    section: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture mark: its caption or file name and the section it stands in."""

    name: str
    section: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class Located:
    """A text or value found in the document; ``value`` is ``None`` when the text could not be read as one."""

    text: str
    value: str | int | date | None
    location: Location


@dataclass(frozen=True)
class Identity:
    """Who reports about which year; ``None`` where the report does not say.

    Attributes:
        year: the report year decided on, and ``year_source`` how (``option``, ``title``, ``period``,
            ``body``, ``file``).
        organ_kind: one of the pack's organ kinds, guessed from the name unless given; ``organ_level``
            likewise.
    """

    year: int | None = None
    year_source: str | None = None
    title: Located | None = None
    title_year: int | None = None
    period_start: Located | None = None
    period_end: Located | None = None
    period: Located | None = None
    body_year: int | None = None
    organ: Located | None = None
    organ_kind: str | None = None
    organ_level: str | None = None
    may_make_regulations: bool | None = None
    signature_organ: Located | None = None
    signature_date: Located | None = None
    contact: Located | None = None


@dataclass(frozen=True, slots=True)
class FormEvidence:
    """Why a form was chosen: the form's pack id, the year's pack id, and the labels that decided.

    ``filled`` is the form whose labels the tables carry, ``due`` the one of the report year; either may be
    unknown.
    """

    filled: str | None
    due: str | None
    reason: Message


@dataclass(frozen=True)
class Report:
    """A document bound to a form.

    Attributes:
        preamble, tail: lines before the first section, and after the report's own text (page furniture left
            out).
        sections: in the order found, foreign ones included.
        outside: lines that belong to no part of the report (navigation, footers), kept for residue rules.
        excerpt: the document is only a part of a report: what is not in it may be in the rest.
        unread: tables that may be in the document but could not be read, with the reason.
        tables_only: read from a format that holds tables and from a file without any section of text.
        converted: read from a format in which a conversion may have damaged labels and their order.
        claims, text_facts: what the text states, in reading order.
    """

    name: str
    sha256: str
    identity: Identity
    preamble: tuple[TextLine, ...]
    sections: tuple[BoundSection, ...]
    tail: tuple[TextLine, ...]
    tables: Mapping[str, BoundTable]
    pictures: tuple[Picture, ...] = ()
    outside: tuple[TextLine, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    evidence: FormEvidence | None = None
    remarks: tuple[Message, ...] = ()
    excerpt: bool = False
    unread: Mapping[str, Message] = field(default_factory=lambda: NOTHING)
    tables_only: bool = False
    converted: bool = False
    claims: tuple[Claim, ...] = ()
    text_facts: tuple[TextFact, ...] = ()

    def section(self, section_id: str) -> BoundSection | None:
        """The first section bound to ``section_id``."""
        return next((section for section in self.sections if section.id == section_id), None)
