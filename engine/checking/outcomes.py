"""What evaluation yields: an outcome for each rule and instance, and what a person is told of failures."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from gouji.engine.binding.quantities import Interval, Quantity
from gouji.engine.binding.report import Fact
from gouji.engine.reading.document import Location
from gouji.grammar.diagnostics import Place
from gouji.grammar.messages import Message
from gouji.grammar.records import dataclass
from gouji.grammar.schema import Path
from gouji.rules.pack import Rule, Severity


class Status(StrEnum):
    """The five ways a rule ends for one instance."""

    PASSED = "passed"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    BROKEN = "broken"


def elements_of(instance: str) -> list[str]:
    """The innermost elements that an instance is of: one, or both of a pair (``closed#1|closed#2``)."""
    return instance.rpartition("/")[2].split("|")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a report; ``report`` is ``self``, ``previous`` or the organ of a member."""

    report: str
    table: str
    row: Path
    column: Path


@dataclass(frozen=True, slots=True)
class CellUse:
    """A cell that a rule looked at, with what was found there."""

    place: CellPlace
    fact: Fact


@dataclass(frozen=True, slots=True)
class TextUse:
    """A stretch of text that a rule looked at: which report, the words, where."""

    report: str
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Term:
    """An addend of a side: a cell or the sum of a group, so that a side can be printed addend by addend.

    Attributes:
        sign: 1 or -1.
        cells: the cells added; a single one for a plain reference; none for a constant or a value of the
            text.
        group: path of the row or column group that was summed, when it was one.
        value: what the addend came to.
    """

    sign: int
    cells: tuple[CellUse, ...]
    group: Path | None
    value: Quantity | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One comparison as evaluated.

    Attributes:
        formula: its canonical text in Chinese and English.
        left, right: what the sides came to as written; ``difference`` is left − right.
        left_terms, right_terms: the sides as sums of terms; empty when a side is no such sum.
        operator: the sign between the sides, as written.
    """

    formula: tuple[str, str]
    left: Quantity | None
    right: Quantity | None
    difference: Quantity | None
    left_terms: tuple[Term, ...] = ()
    right_terms: tuple[Term, ...] = ()
    operator: str = "="


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one rule ended for one instance.

    Attributes:
        instance: the stable id of the instance (``handled.total``, ``received,total``); empty for a rule
            without scopes.
        reason: why it is undetermined, not applicable or broken; of a failure, why the reading may be at
            fault.
        comparison: the failed comparison, when the rule is one; ``readings`` when it is an ``or`` of several.
        cells: every cell the condition looked at, once, in the order written.
        texts: what was found in the text, or where something is missing from.
        label: how a person calls the instance, as the form prints it.
        element: kind of the innermost element (``row``, ``cell``, ``section`` …) or ``None``.
    """

    rule: Rule
    instance: str
    status: Status
    severity: Severity
    reason: Message | None = None
    comparison: Reading | None = None
    readings: tuple[Reading, ...] | None = None
    cells: tuple[CellUse, ...] = ()
    texts: tuple[TextUse, ...] = ()
    label: str = ""
    element: str | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class SuggestedCell:
    """A cell of a cause with the value found (raw text) and the value it should have.

    Attributes:
        suggested: the value; one that would do, where several would.
        between: all values that would do, where there are several.
    """

    place: CellPlace
    fact: Fact
    suggested: Fraction
    between: Interval | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What would make the failed relations of a cause hold: a set of cells, or a statement of the text.

    Attributes:
        cells: that change together.
        slip: how it may have come about.
        claims: statements that are at fault while the tables are right.
    """

    cells: tuple[SuggestedCell, ...]
    slip: Message | None = None
    claims: tuple[TextUse, ...] = ()


class Decider(StrEnum):
    """What speaks for one change where the sums alone allow several."""

    BOUNDS = "bounds"
    TEXT = "text"
    PREVIOUS = "previous"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings with one cause.

    Attributes:
        id: ``c1``, ``c2`` … those that explain most first.
        unique: no other set of as few cells explains as much, and the table was read without doubt.
        explains: fingerprints of the findings it explains.
        alternatives: the changes that would do, the likeliest first; none when they are too large to list.
        least: as many cells (or statements) must be wrong, at the least.
        further: there are, or may be, sets of so many cells that are not listed.
        decided: what speaks for the first alternative, beyond the relations that failed.
        note: why there is no more to be told.
    """

    id: str
    unique: bool
    explains: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    least: int = 1
    further: bool = False
    decided: Decider | None = None
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding is not told as new.

    Attributes:
        place: the entry of the file that accepts it; ``None`` when it was there in the baseline.
        reason, who, day, until: as the entry says; ``day`` is when it was written.
    """

    place: Place | None = None
    reason: str = ""
    who: str | None = None
    day: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person is told: one failed outcome, or several merged as the rule asks.

    Attributes:
        outcomes: the failed outcomes, at least one; the first gives instance, sides and readings.
        message: the sentence.
        fingerprint: hash of organ, year, rule and instance; never of values or locations.
        cause: id of the cause that explains it.
        acceptance: why it is ``accepted``.
    """

    rule: Rule
    instance: str
    severity: Severity
    message: Message
    outcomes: tuple[Outcome, ...]
    fingerprint: str
    cause: str | None = None
    status: Literal["new", "accepted"] = "new"
    acceptance: Acceptance | None = None

    @property
    def cells(self) -> tuple[CellUse, ...]:
        """The cells of all its outcomes, once each."""
        return tuple(dict.fromkeys(use for outcome in self.outcomes for use in outcome.cells))

    @property
    def texts(self) -> tuple[TextUse, ...]:
        """The texts of all its outcomes, once each."""
        return tuple(dict.fromkeys(use for outcome in self.outcomes for use in outcome.texts))


class ReportStatus(StrEnum):
    """What a report came to; ``incomplete``: no failure, but an error rule could not be decided."""

    PASSED = "passed"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
    UNREADABLE = "unreadable"
