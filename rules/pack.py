"""A loaded pack: the form it declares, its rules, and how a report of that form is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from gouji.grammar.diagnostics import Diagnostic, Place
from gouji.grammar.messages import Text
from gouji.grammar.records import dataclass
from gouji.grammar.schema import Path, Schema
from gouji.grammar.source import Source
from gouji.grammar.syntax import Rule as RuleSyntax
from gouji.grammar.typed import TypedCondition, TypedRule
from gouji.rules.text_words import TextWords as TextWords  # noqa: PLC0414 - told on

if TYPE_CHECKING:
    from gouji.rules.amendments import Amendment
    from gouji.rules.versions import Replaced


class Severity(StrEnum):
    """How much a failure matters: 必须改, 请核实, 提示."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Ground(StrEnum):
    """What a rule rests on."""

    REQUIREMENT = "requirement"
    PRINTED = "printed"
    ARITHMETIC = "arithmetic"
    CONSISTENCY = "consistency"
    PLAUSIBILITY = "plausibility"
    STYLE = "style"


class Topic(StrEnum):
    """What a rule is about."""

    STRUCTURE = "structure"
    IDENTITY = "identity"
    CELLS = "cells"
    TABLE = "table"
    TABLES = "tables"
    TEXT = "text"
    YEARS = "years"
    MEMBERS = "members"
    WRITING = "writing"


Merge = Literal["row", "column", "table", "report", "cluster"]
"""What the failing instances of one finding share; ``cluster``: pairs that hang together."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The document and clause a rule rests on; ``practice`` marks common practice without a clause seen."""

    document: str | None
    clause: str | None = None
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """A severity that replaces the rule's own when the condition, written ``text``, holds where it failed."""

    condition: TypedCondition
    severity: Severity
    text: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A change to the pack's sample report, and the instances of the rule expected to fail.

    Attributes:
        verdict: ``pass``: the rule applies and nothing fails; ``fail``: exactly ``expect`` fail (any, when
            ``expect`` is ``None``);
            ``silent``: nothing fails, whether or not the rule applies.
        changes: the ``cells``, ``text``, ``report``, ``previous``, ``members`` entries as plain data.
        place: where the example stands in the pack.
        open: the instances that end undetermined, or ``*`` for some; all others are decided.
    """

    verdict: Literal["pass", "fail", "silent"]
    changes: Mapping[str, Any]
    expect: tuple[str, ...] | None
    place: Place
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule of a pack, resolved.

    Attributes:
        wording: a sentence for a failing instance, with placeholders ``{instance} {left} {right} {difference}
            {found} {raw}``;
            ``None`` leaves the sentence to the shape of the rule.
        disabled: the reason when an overlay switched the rule off.
        quotes: whether outputs may repeat the words that the rule is about.
        false_alarms: what looks like a fault and is none, and how the rule leaves it alone.
        pack: id of the pack that declares it.
    """

    id: str
    title: Text
    severity: Severity
    ground: Ground
    topic: Topic
    basis: Basis
    help: Text
    source: Source
    syntax: RuleSyntax
    typed: TypedRule
    place: Place
    pack: str
    grades: tuple[Grade, ...] = ()
    merge: Merge | None = None
    wording: Text | None = None
    examples: tuple[Example, ...] = ()
    disabled: Text | None = None
    quotes: bool = True
    false_alarms: Text | None = None


@dataclass(frozen=True, slots=True)
class OrganKind:
    """A kind of organ told by the end of its name.

    Attributes:
        suffixes: name endings, the longest match wins.
    """

    id: str
    suffixes: tuple[str, ...]
    level: str | None = None


@dataclass(frozen=True)
class Recognition:
    """Patterns (RE2) by which the engine finds who reports about which year; all come from the pack.

    Attributes:
        title: patterns of a title line, with named groups ``organ`` and ``year`` (either may be missing);
            the pattern is tried on single lines and on two or three joined ones.
        period: patterns of the period sentence; groups ``text`` (the whole span), ``start``, ``end`` (dates
            as printed; ``end`` may lack its year).
        body_year: patterns whose group ``year`` counts the years a section's text speaks of.
        contact: patterns of a telephone, address or mailbox.
        signature_date: patterns of a line that is only a date, group ``date``.
        furniture: patterns of lines that belong to the web page, not to the report.
        organ_kinds: told by the end of the organ's name, in the order tried.
        regulation_makers: patterns of organ names entitled to what ``report.may_make_regulations`` asks.
        placeholders: cell texts that stand for "nothing" (``/``, ``—``, ``无``).
        residue: patterns of marks that a conversion leaves and that are not part of the text.
        text: words by which numbers in the text are understood.
    """

    title: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    body_year: tuple[str, ...] = ()
    body_section: str | None = None
    contact: tuple[str, ...] = ()
    signature_date: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    organ_kinds: tuple[OrganKind, ...] = ()
    regulation_makers: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    residue: tuple[str, ...] = ()
    numbering: tuple[str, ...] = ()
    excerpt: tuple[str, ...] = ()
    text: TextWords = TextWords()


@dataclass(frozen=True)
class Pack:
    """A rule pack after loading, merging with what it extends, and resolving its rules.

    Attributes:
        abstract: only extended, never chosen for a report.
        years: first and last report year, inclusive; ``None`` is open.
        verified_through: the last report year the form is known to be in force for.
        correspondence: pack id of an earlier form → path in this form → paths in that form whose sum it is.
        sample: the pack's sample report as plain data (title, preamble, section texts, tail), all cells 0.
        sha256: of the files it was loaded from, in order.
        lineage: ids of the packs it extends, nearest first.
        note: what everyone whose report is due under the form is told.
        overlays: the packs, itself first, that change a form without being one; empty for a form. The form is
            then the nearest of the lineage that is not among them.
        amendments: those that changed its rules.
        replaces: the pack of the same id that it stands in for.
    """

    id: str
    version: str
    language: int
    title: Text
    schema: Schema
    rules: Mapping[str, Rule]
    recognition: Recognition
    sha256: str
    authority: str | None = None
    document: str | None = None
    abstract: bool = False
    years: tuple[int | None, int | None] = (None, None)
    verified_through: int | None = None
    note: Text | None = None
    lineage: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    correspondence: Mapping[str, Mapping[Path, tuple[Path, ...]]] = field(default_factory=dict)
    sample: Mapping[str, Any] = field(default_factory=dict)
    amendments: tuple[Amendment, ...] = ()
    replaces: Replaced | None = None

    @property
    def form(self) -> str:
        """The id of the form: its own, or for an overlay that of the form it changes."""
        return next((one for one in (self.id, *self.lineage) if one not in self.overlays), self.id)

    def covers(self, year: int) -> bool:
        """Whether the pack is the form due for report year ``year``."""
        first, last = self.years
        return (first is None or first <= year) and (last is None or year <= last)


@dataclass(frozen=True)
class Loaded:
    """What loading a pack came to.

    Attributes:
        pack: without the rules that have an error; ``None`` when the form itself is unsound.
        diagnostics: all faults, by file and position.
    """

    pack: Pack | None
    diagnostics: tuple[Diagnostic, ...] = ()
