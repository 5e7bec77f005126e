"""The ledger: one row a matter, written by the program, decided and edited by people, read back.

A row remembers in hidden cells what it is about and what was written into it, so that what people wrote is
told cell by cell from what the program wrote, wherever the row has been moved to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from gouji.grammar.catalogue import render
from gouji.grammar.messages import LANGUAGES, Language, Message, message
from gouji.grammar.records import dataclass


class Column(StrEnum):
    """The columns of the ledger, in their order."""

    NUMBER = "number"
    ORGAN = "organ"
    DRAFT = "draft"
    DEGREE = "degree"
    WHERE = "where"
    PROBLEM = "problem"
    FOUND = "found"
    EXPECTED = "expected"
    ADVICE = "advice"
    BASIS = "basis"
    DECISION = "decision"
    REMARK = "remark"
    REVIEWER = "reviewer"
    DAY = "day"
    STATE = "state"


PEOPLES = frozenset({Column.DECISION, Column.REMARK, Column.REVIEWER, Column.DAY})
"""The columns that people fill in; the program writes all the others, until people change a cell of them."""


TOLD = frozenset(Column) - PEOPLES - {Column.NUMBER, Column.STATE}
"""The columns that tell of the matter, and anew with each draft."""


class Decision(StrEnum):
    """What is done about a matter."""

    RETURN = "return"
    ACCEPT = "accept"
    PHONED = "phoned"


class Degree(StrEnum):
    """How much a matter weighs, or why it could not be weighed."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    UNDECIDED = "undecided"
    UNREADABLE = "unreadable"


class State(StrEnum):
    """What became of a matter since it was written down.

    ``CHANGED``: its values are others now, so that it must be decided anew; ``AGAIN``: it was corrected and
    is wrong again; ``FIXED``: it is gone; ``JOINED``: it is told in another row now; ``UNDECIDED``: the
    latest draft does not let tell.
    """

    OPEN = "open"
    CHANGED = "changed"
    AGAIN = "again"
    FIXED = "fixed"
    JOINED = "joined"
    UNDECIDED = "undecided"


SETTLED = frozenset({State.FIXED, State.JOINED})


def word(what: Column | Decision | Degree | State, language: Language) -> str:
    """How the ledger calls a column, a decision, a degree or a state."""
    return render(message(f"ledger.{type(what).__name__.lower()}_{what}"), language)


def flat(text: str) -> str:
    """The text as cells are compared: without white space, which office programs move about."""
    return "".join(text.split())


def digest(text: str) -> str:
    """A short mark of what a cell says."""
    return hashlib.sha256(flat(text).encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a row was made from.

    Attributes:
        file: of the report; ``organ`` and ``year`` as the report says.
        draft: in which it was last found.
        rules: that failed.
        values: a mark of the values that it is about.
        written: a mark of what was written into each cell.
    """

    file: str
    organ: str
    year: int | None
    draft: int
    degree: Degree
    rules: tuple[str, ...]
    values: str
    state: State = State.OPEN
    written: Mapping[Column, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger.

    Attributes:
        words: what its cells say; a column that the sheet does not have is missing.
        keys: what it is about; empty for a row that people added.
        origin: ``None`` for such a row, and where the hidden cells are lost.
        line: its number on the sheet; ``None`` when it must be added.
    """

    words: Mapping[Column, str]
    keys: tuple[str, ...] = ()
    origin: Origin | None = None
    line: int | None = None

    def says(self, column: Column) -> str:
        """What a cell says, without white space around it."""
        return self.words.get(column, "").strip()

    def by_hand(self, column: Column) -> bool:
        """Whether people wrote what a cell says; a state that they wiped out is none of theirs."""
        if column is Column.STATE and not self.says(column):
            return False
        if self.origin is None or column not in self.origin.written:
            return bool(self.says(column))
        return column in self.words and digest(self.words[column]) != self.origin.written[column]

    @property
    def decision(self) -> Decision | None:
        """What people decided; ``None`` while they have not, or in words that are none of the list's."""
        return _DECISIONS.get(flat(self.says(Column.DECISION)).casefold())

    @property
    def degree(self) -> Degree:
        """How much it weighs; a row that does not say is one to be looked into."""
        return _DEGREES.get(flat(self.says(Column.DEGREE)).casefold(), Degree.WARNING)

    @property
    def state(self) -> State:
        """What became of it; a state that people changed or wiped out counts as open."""
        wiped = Column.STATE in self.words and not self.says(Column.STATE)
        if self.origin is None or wiped or self.by_hand(Column.STATE):
            return State.OPEN
        return self.origin.state

    @property
    def organ(self) -> str:
        """Whose report it is about."""
        return self.says(Column.ORGAN)


def _words(kind: type[Decision | Degree]) -> dict[str, Any]:
    return {flat(word(one, language)).casefold(): one for one in kind for language in LANGUAGES}


_DECISIONS: Mapping[str, Decision] = _words(Decision)
_DEGREES: Mapping[str, Degree] = _words(Degree)


@dataclass(frozen=True, slots=True)
class Record:
    """A row that was written at some time: its keys and values, and a mark of what it said where.

    Attributes:
        text: of organ, place and problem, by which a row is known that has lost its hidden cells.
    """

    keys: tuple[str, ...]
    values: str
    text: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the ledger holds.

    Attributes:
        rows: in the order of the sheet, rows to be added last.
        records: of all rows ever written, so that a row that people deleted stays deleted.
        drafts: the marks of the files of each organ that were seen, first drafts first.
        notes: what could not be understood, for whoever keeps the ledger.
    """

    rows: tuple[Row, ...] = ()
    records: tuple[Record, ...] = ()
    drafts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A matter of this run as a row would tell it; ``words`` for all columns but those of people."""

    keys: tuple[str, ...]
    words: Mapping[Column, str]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Seen:
    """A report of this run.

    Attributes:
        organ, year: as it says; the organ empty when it does not.
        undecided: ids of rules that could not be decided.
        accepted: keys of findings that are there and accepted, so that they are no matters.
        readable: whether it could be read.
        named: whether it says its organ itself.
    """

    file: str
    organ: str
    year: int | None
    sha256: str
    undecided: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    readable: bool = True
    named: bool = True

    @property
    def series(self) -> str:
        """What all drafts of the report have in common."""
        return f"{self.organ}|{self.year}" if self.organ else f"|{name_of(self.file)}"


def name_of(file: str) -> str:
    """The name of a file without its folders, whatever system its path was written on."""
    return file.replace("\\", "/").rsplit("/", 1)[-1]


def text_mark(words: Mapping[Column, str]) -> str:
    """By what a row is known whose hidden cells are lost."""
    return digest("|".join(flat(words.get(one, "")) for one in (Column.ORGAN, Column.WHERE, Column.PROBLEM)))


def origin_text(origin: Origin) -> str:
    """An origin as the text of a hidden cell."""
    fields = {
        "file": origin.file,
        "organ": origin.organ,
        "year": origin.year,
        "draft": origin.draft,
        "degree": origin.degree,
        "rules": list(origin.rules),
        "values": origin.values,
        "state": origin.state,
        "written": dict(origin.written),
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def origin_in(text: str) -> Origin | None:
    """The origin in the text of a hidden cell; ``None`` when it is none."""
    try:
        given: Any = json.loads(text)
        year = given["year"]
        return Origin(
            str(given["file"]),
            str(given["organ"]),
            None if year is None else int(year),
            int(given["draft"]),
            Degree(given["degree"]),
            tuple(map(str, given["rules"])),
            str(given["values"]),
            State(given["state"]),
            {Column(name): str(mark) for name, mark in dict(given["written"]).items()},
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
