"""A resolved rule: every name bound to the schema, every type checked, ready to be compiled.

Scopes are numbered from the outside (level 0). A reference to a row, column or table is either a fixed id or
the level of the
scope whose element supplies it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from gouji.grammar.records import dataclass
from gouji.grammar.schema import Path, ValueType
from gouji.grammar.source import Span
from gouji.grammar.syntax import Comparator, Function, Kind, Quantifier, State

Level = int
AxisReference = Path | Level
TableReference = str | Level


class Whose(StrEnum):
    """Which report a value is looked up in."""

    SELF = "self"
    PREVIOUS = "previous"
    MEMBER = "member"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Constant:
    """A constant; the Python type follows the value type (Fraction, str, date, bool)."""

    value: Fraction | str | date | bool
    type: ValueType
    span: Span


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A parameter of the pack."""

    parameter: str
    type: ValueType
    span: Span


@dataclass(frozen=True, slots=True)
class ReportValue:
    """A fact of a report; the field of ``report.period.start`` is ``("period", "start")``."""

    whose: Whose
    field: Path
    type: ValueType
    span: Span


@dataclass(frozen=True, slots=True)
class SectionText:
    """The text of a section, by id or from a section scope, or of ``document``, ``preamble``, ``tail``."""

    whose: Whose
    section: str | Level
    span: Span
    type: ValueType = ValueType.TEXT


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell, or one field of it: ``value`` (the number), ``raw``, ``note`` or ``unit``."""

    whose: Whose
    table: TableReference
    row: AxisReference
    column: AxisReference
    field: Literal["value", "raw", "note", "unit"]
    type: ValueType
    span: Span


@dataclass(frozen=True, slots=True)
class ElementValue:
    """A field of a scope's element: ``label``, ``parts`` …; two names for the row or column of a cell."""

    level: Level
    kind: Kind
    field: Path
    type: ValueType
    span: Span
    collection: bool = False


@dataclass(frozen=True, slots=True)
class CellGroup:
    """A collection: every existing cell of the product of rows and columns, in the order of the form."""

    whose: Whose
    table: TableReference
    rows: tuple[AxisReference, ...]
    columns: tuple[AxisReference, ...]
    type: ValueType
    span: Span


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """``claims.ID``: the values of all claims of one kind."""

    claim: str
    type: ValueType
    span: Span


@dataclass(frozen=True, slots=True)
class OverMembers:
    """``members.x``: the collection of x over the members, in the order of their organs."""

    expression: TypedExpression
    type: ValueType
    span: Span


@dataclass(frozen=True, slots=True)
class ElementGroup:
    """A collection to count: ``sections``, ``tables``, ``images``, of the report or of a section."""

    kind: Kind
    of: str | Level | None
    span: Span
    type: ValueType = ValueType.NUMBER


Collection = CellGroup | ClaimGroup | OverMembers | ElementGroup | ElementValue


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A function over values and collections; ``sum`` of single values has them as separate arguments."""

    function: Function
    arguments: tuple[TypedExpression | Collection, ...]
    type: ValueType
    span: Span


@dataclass(frozen=True, slots=True)
class Operation:
    """Arithmetic; negation is ``0 - x``."""

    operator: Literal["+", "-", "*", "/"]
    left: TypedExpression
    right: TypedExpression
    type: ValueType
    span: Span


TypedExpression = (
    Constant
    | ParameterValue
    | ReportValue
    | SectionText
    | CellValue
    | ElementValue
    | FunctionCall
    | Operation
)


@dataclass(frozen=True, slots=True)
class TypedComparison:
    """A comparison; ``relative`` says that the tolerance is a share of the right side."""

    operator: Comparator
    left: TypedExpression
    right: TypedExpression
    tolerance: TypedExpression | None
    relative: bool
    span: Span


@dataclass(frozen=True, slots=True)
class TypedMembership:
    """``x in {a, b}``."""

    subject: TypedExpression
    choices: tuple[TypedExpression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class TypedMention:
    """``s mentions …``, compared without regard to width and white space."""

    subject: TypedExpression
    texts: tuple[str, ...]
    quantifier: Literal["any", "all"]
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class TypedMatch:
    """``s matches /p/``; the pattern has been compiled once to prove it valid."""

    subject: TypedExpression
    pattern: str
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Element:
    """A thing that has a state but no value: a section, table, row, column, part or report fact.

    Attributes:
        kind: what it is; ``None`` for a report fact, whose ``path`` is then its field.
        level: the scope that supplies it, or ``None`` when it is named.
        table: the table of a named row or column.
        path: id or path of a named element.
    """

    kind: Kind | None
    level: Level | None
    table: TableReference | None
    path: Path
    span: Span
    whose: Whose = Whose.SELF


@dataclass(frozen=True, slots=True)
class TypedStateTest:
    """``x is blank``: a cell's or value's state, or whether an element is there."""

    subject: Element | TypedExpression
    state: State
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class TypedInOrder:
    """``sections in order``, ``rows of T in order``: kind, and the table for rows and columns."""

    kind: Kind
    table: TableReference | None
    span: Span


@dataclass(frozen=True, slots=True)
class TypedScope:
    """A scope. ``instances`` are fixed when the form decides them; otherwise ``None``, and the report does.

    Attributes:
        table: for rows, columns and cells: the table, or the level of the enclosing table scope.
        of: for sections, parts, headings, images and text facts: the section they are of; for claims the
            claim id; else ``None``.
        instances: rows and columns as ``(path,)``, cells as ``(row, column)``, sections and tables as
            ``((id,),)``.
        exceptions: paths left out when the instances are not fixed.
        pair: the element is a pair, ``first`` and ``second``.
    """

    kind: Kind
    table: TableReference | None
    of: str | Level | None
    instances: tuple[tuple[Path, ...], ...] | None
    exceptions: tuple[Path, ...]
    span: Span
    pair: bool = False


@dataclass(frozen=True, slots=True)
class TypedQuantified:
    """``some`` or ``every`` over a scope whose element has the next free level."""

    quantifier: Quantifier
    scope: TypedScope
    condition: TypedCondition
    span: Span


@dataclass(frozen=True, slots=True)
class TypedTruth:
    """A boolean expression as a condition."""

    expression: TypedExpression
    span: Span


@dataclass(frozen=True, slots=True)
class TypedNot:
    """``not c``."""

    operand: TypedCondition
    span: Span


@dataclass(frozen=True, slots=True)
class TypedAnd:
    """All of two or more."""

    operands: tuple[TypedCondition, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class TypedOr:
    """Any of two or more."""

    operands: tuple[TypedCondition, ...]
    span: Span


TypedCondition = (
    TypedComparison
    | TypedMembership
    | TypedMention
    | TypedMatch
    | TypedStateTest
    | TypedInOrder
    | TypedQuantified
    | TypedTruth
    | TypedNot
    | TypedAnd
    | TypedOr
)


@dataclass(frozen=True, slots=True)
class TypedGuard:
    """``when c:``; ``level`` counts the scopes opened before it."""

    condition: TypedCondition
    span: Span


@dataclass(frozen=True, slots=True)
class TypedRule:
    """A rule ready to be compiled.

    Attributes:
        names_previous, names_members: whether it needs last year's report, or members, to apply at all.
    """

    clauses: tuple[TypedGuard | TypedScope, ...]
    condition: TypedCondition
    names_previous: bool
    names_members: bool
