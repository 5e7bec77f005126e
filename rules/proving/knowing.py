"""Conditions as formulas of three-valued logic: when they are certainly true, and when certainly false.

A report may lack what a condition looks at; then the condition is neither, and the rule does not fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.grammar.records import parts
from gouji.grammar.syntax import State
from gouji.grammar.typed import (
    CellGroup,
    CellValue,
    Element,
    ElementValue,
    FunctionCall,
    ReportValue,
    SectionText,
    TypedAnd,
    TypedGuard,
    TypedNot,
    TypedOr,
    TypedQuantified,
    TypedStateTest,
)
from gouji.rules.proving.formulas import FALSE, TRUE, Both, Either, Formula, Statement, negated
from gouji.rules.proving.keys import key
from gouji.rules.proving.things import thing
from gouji.rules.static import truth, value_of

if TYPE_CHECKING:
    from gouji.grammar.typed import TypedCondition, TypedRule
    from gouji.rules.proving.reading import Reader
    from gouji.rules.static import Element as StaticElement


def fails(reader: Reader, rule: TypedRule) -> Formula:
    """When an instance fails: every guard is certainly met, and the condition is certainly false."""
    guards = (clause.condition for clause in rule.clauses if isinstance(clause, TypedGuard))
    return Both(
        (
            *(certain(reader, guard, wanted=True) for guard in guards),
            certain(reader, rule.condition, wanted=False),
        )
    )


def certain(reader: Reader, condition: TypedCondition, *, wanted: bool) -> Formula:
    """When the condition is certainly true, or certainly false, as wanted."""
    known = None if reader.elements is None else truth(condition, reader.elements)
    if known is not None:
        return TRUE if known is wanted else FALSE
    match condition:
        case TypedNot():
            return certain(reader, condition.operand, wanted=not wanted)
        case TypedAnd() | TypedOr():
            inner = tuple(certain(reader, one, wanted=wanted) for one in condition.operands)
            return Both(inner) if isinstance(condition, TypedAnd) == wanted else Either(inner)
        case TypedQuantified():
            return Statement(("certain", key(condition), wanted))
        case _:
            said = reader.formula(condition)
            return Both((*_known(condition, reader.elements), said if wanted else negated(said)))


def _known(node: object, elements: tuple[StaticElement, ...] | None) -> Iterator[Statement]:
    """What must be there for the condition to be decided; what the form declares is."""
    if elements is not None and value_of(node, elements) is not None:
        return
    match node:
        case TypedStateTest(state=State.PRESENT | State.ABSENT):
            return
        case TypedStateTest():
            yield _present(node.subject)
        case ReportValue() | SectionText():
            yield _present(node)
        case CellValue():
            yield _present(replace(node, field="value"))
            yield Statement(("known", key(node)))
        case CellGroup() | ElementValue():
            yield Statement(("known", key(node)))
        case Element():
            return
        case _:
            for part in node if isinstance(node, tuple) else parts(node):
                if isinstance(part, tuple | FunctionCall) or hasattr(part, "__dataclass_fields__"):
                    yield from _known(part, elements)


def _present(node: object) -> Statement:
    return Statement(("is", key(thing(node)), State.PRESENT))
