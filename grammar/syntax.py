"""The syntax tree of a rule: frozen nodes with spans, names as written, before anything is resolved.

Spans do not take part in equality, so that a printed and re-parsed rule equals the original.
"""

from __future__ import annotations

from dataclasses import field as attribute
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from gouji.grammar.records import dataclass
from gouji.grammar.source import Span


class Kind(StrEnum):
    """What a scope or quantifier ranges over."""

    TABLE = "table"
    ROW = "row"
    COLUMN = "column"
    CELL = "cell"
    SECTION = "section"
    PART = "part"
    HEADING = "heading"
    IMAGE = "image"
    CLAIM = "claim"
    BREAKDOWN = "breakdown"
    ENUMERATION = "enumeration"
    SHARES = "shares"
    PERCENTAGE = "percentage"
    GROWTH = "growth"
    NUMBERING = "numbering"
    REPETITION = "repetition"
    YEAR = "year"
    MEMBER = "member"


class State(StrEnum):
    """What can be asked of a thing with ``is``."""

    PRESENT = "present"
    ABSENT = "absent"
    BLANK = "blank"
    PLACEHOLDER = "placeholder"
    UNREADABLE = "unreadable"
    DECLARED = "declared"


class Function(StrEnum):
    """The functions of the language; packs cannot add any."""

    SUM = "sum"
    COUNT = "count"
    MIN = "min"
    MAX = "max"
    ABS = "abs"
    LENGTH = "length"
    DECIMALS = "decimals"
    DATE = "date"
    YEAR = "year"
    SIMILARITY = "similarity"
    COPIED = "copied"
    BALANCED = "balanced"
    SAME_ORGAN = "same_organ"


Comparator = Literal["=", "!=", "<", "<=", ">", ">="]
Quantifier = Literal["some", "every"]
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Path:
    """A dotted name as written: ``handled.total``, ``上年.结转下年``."""

    names: tuple[str, ...]
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """``3``, ``0.01``, ``85%``; ``value`` is exact and a percentage is already a fraction of one."""

    value: Fraction
    percent: bool = False
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """A quoted text."""

    value: str
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """``1999-01-31``, as written: whether it is a real date is judged when it is resolved."""

    value: str
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CellReference:
    """``requests[received, total]``: the table may begin with ``previous``; a field (``.raw``) may follow."""

    table: Path
    row: Path
    column: Path
    field: str | None = None
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CallArgument:
    """An argument, and the members of a group it leaves out."""

    value: Expression
    exceptions: tuple[Path, ...] = ()
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """``sum(handled except total)``."""

    function: Function
    arguments: tuple[CallArgument, ...]
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """``-x``."""

    operand: Expression
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``a + b`` and its kin, left-associative."""

    operator: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


Expression = Path | NumberLiteral | TextLiteral | DateLiteral | CellReference | Call | Negation | Arithmetic


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left = right within tolerance``; a percentage as tolerance is relative to the right side."""

    operator: Comparator
    left: Expression
    right: Expression
    tolerance: Expression | None = None
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """``x in {a, b}``."""

    subject: Expression
    choices: tuple[Expression, ...]
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """``s mentions "x"``, ``s mentions all {"x", "y"}``, ``s mentions any {"x", "y"}``."""

    subject: Expression
    texts: tuple[str, ...]
    quantifier: Literal["any", "all"] = "all"
    negated: bool = False
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Match:
    """``s matches /pattern/``; the pattern is RE2."""

    subject: Expression
    pattern: str
    negated: bool = False
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StateTest:
    """``x is blank``; without a subject the innermost scope's element is meant."""

    subject: Expression | None
    state: State
    negated: bool = False
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class InOrder:
    """``sections in order``: what is present stands in the order of the form, once each.

    ``rows of requests in order`` has the subject ``requests.rows``, which may also be written so.
    """

    subject: Path | None
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quantified:
    """``some cell of requests (…)``."""

    quantifier: Quantifier
    kind: Kind
    of: Path | None
    exceptions: tuple[Path, ...]
    condition: Condition
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """An expression used as a condition: ``complete``, ``balanced(overview)``."""

    expression: Expression
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """``not c``."""

    operand: Condition
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class And:
    """``a and b and c``; two or more operands, none of them an And."""

    operands: tuple[Condition, ...]
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Or:
    """``a or b``; two or more operands, none an Or. At the top of a rule its comparisons are readings."""

    operands: tuple[Condition, ...]
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


Condition = (
    Comparison | Membership | Mention | Match | StateTest | InOrder | Quantified | Truth | Not | And | Or
)
CONDITIONS = (
    Comparison,
    Membership,
    Mention,
    Match,
    StateTest,
    InOrder,
    Quantified,
    Truth,
    Not,
    And,
    Or,
)
"""The condition nodes; any other node is a value."""


@dataclass(frozen=True, slots=True)
class Guard:
    """``when c:``."""

    condition: Condition
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """``each column of requests except total:``; without ``of``, of the form or the enclosing element."""

    kind: Kind
    of: tuple[Path, ...] = ()
    exceptions: tuple[Path, ...] = ()
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PairScope:
    """``each pair of members:``; the pair is ``first`` and ``second``."""

    of: Path
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A whole rule: guards and scopes in the order written, then the condition."""

    clauses: tuple[Guard | Scope | PairScope, ...]
    condition: Condition
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)
