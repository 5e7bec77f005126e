"""Resolution: a parsed rule against the form it speaks about.

Every name is bound, every type checked, every fault a diagnostic.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.grammar import syntax
from gouji.grammar.records import dataclass
from gouji.grammar.resolving.conditions import condition
from gouji.grammar.resolving.context import Context
from gouji.grammar.resolving.instances import narrowed
from gouji.grammar.resolving.scopes import open_pair, open_scope
from gouji.grammar.source import Source
from gouji.grammar.typed import TypedCondition, TypedGuard, TypedRule, TypedScope

if TYPE_CHECKING:
    from gouji.grammar.diagnostics import Diagnostic
    from gouji.grammar.schema import Schema

__all__ = ["Resolved", "ResolvedCondition", "resolve", "resolve_condition"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolved rule, or ``None`` with the faults that keep it from being one."""

    rule: TypedRule | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class ResolvedCondition:
    """A resolved condition, or ``None`` with the faults that keep it from being one."""

    condition: TypedCondition | None
    diagnostics: tuple[Diagnostic, ...]


def resolve(rule: syntax.Rule, schema: Schema, source: Source) -> Resolved:
    """Bind a rule to a form.

    Args:
        rule: the rule as parsed from ``source``.
        schema: the form it speaks about.
        source: the rule's text, for the places of faults.
    """
    context = Context(schema, source)
    clauses = _clauses(context, rule)
    body = condition(context, rule.condition) if clauses is not None else None
    if clauses is None or body is None or context.faults:
        return Resolved(None, tuple(context.faults))
    narrow = _narrowed(context, clauses, body)
    if context.faults:
        return Resolved(None, tuple(context.faults))
    return Resolved(TypedRule(narrow, body, context.names_previous, context.names_members), ())


def resolve_condition(
    node: syntax.Condition, within: syntax.Rule, schema: Schema, source: Source
) -> ResolvedCondition:
    """Bind a condition that is judged in the failing instance of a rule.

    Args:
        node: the condition as parsed from ``source``.
        within: the rule whose scopes are open around it; its own faults are not repeated.
        schema: the form both speak about.
        source: the text of the condition.
    """
    outer = Context(schema, Source(""))
    if _clauses(outer, within) is None:
        return ResolvedCondition(None, ())
    context = Context(schema, source, scopes=outer.scopes)
    resolved = condition(context, node)
    return ResolvedCondition(None if context.faults else resolved, tuple(context.faults))


def _clauses(context: Context, rule: syntax.Rule) -> list[TypedGuard | TypedScope] | None:
    """Guards and scopes in order, each scope open for what follows it; ``None`` when a scope is faulty."""
    clauses: list[TypedGuard | TypedScope] = []
    whole = True
    for clause in rule.clauses:
        if isinstance(clause, syntax.Guard):
            met = condition(context, clause.condition) if whole else None
            if met is not None:
                clauses.append(TypedGuard(met, clause.span))
            continue
        opened = (
            open_pair(context, clause)
            if isinstance(clause, syntax.PairScope)
            else open_scope(context, clause)
        )
        whole = whole and opened is not None
        context.scopes.extend(opened or ())
        clauses.extend(scope.typed for scope in opened or ())
    return clauses if whole else None


def _narrowed(
    context: Context, clauses: list[TypedGuard | TypedScope], body: TypedCondition
) -> tuple[TypedGuard | TypedScope, ...]:
    """The clauses, with the instances of each scope cut to those that have the cells named after it."""
    result: list[TypedGuard | TypedScope] = []
    level = 0
    for index, clause in enumerate(clauses):
        if isinstance(clause, TypedGuard):
            result.append(clause)
            continue
        guards = [later for later in clauses[index + 1 :] if isinstance(later, TypedGuard)]
        result.append(narrowed(context, clause, level, [body, *guards]) or replace(clause, instances=()))
        level += 1
    return tuple(result)
