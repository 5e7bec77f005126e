"""Mutants that no report can tell from the rule: proven, where rule and mutant are formulas of one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.typed import TypedGuard
from gouji.rules.proving.bounds import bounds_of
from gouji.rules.proving.formulas import Both, Either, Formula, negated
from gouji.rules.proving.reading import Reader
from gouji.rules.proving.systems import Answer, satisfiable

if TYPE_CHECKING:
    from gouji.grammar.schema import Schema
    from gouji.grammar.typed import TypedRule
    from gouji.rules.proving.formulas import Variable

MOST_CASES = 400


def equivalent(rule: TypedRule, mutant: TypedRule, schema: Schema) -> bool:
    """Whether it is proven that both fail in the same instances of the same reports.

    What is proven holds for reports whose values can all be read and keep the bounds that the form declares:
    no sign and no decimals where it allows none; these bounds are left out of account where the rule fails
    outside of them only. Where nothing could be proven the answer is no.
    """
    if _scopes(rule) != _scopes(mutant):
        return False
    nodes: dict[Variable, object] = {}
    reader = Reader(schema, None, nodes)
    one, other = (_fails(reader, typed) for typed in (rule, mutant))
    declared = satisfiable(one, bounds_of(nodes, schema), MOST_CASES) is Answer.YES
    differ = Either((Both((one, negated(other))), Both((negated(one), other))))
    return satisfiable(differ, bounds_of(nodes, schema, declared=declared), MOST_CASES) is Answer.NO


def _scopes(rule: TypedRule) -> tuple[object, ...]:
    return tuple(clause for clause in rule.clauses if not isinstance(clause, TypedGuard))


def _fails(reader: Reader, rule: TypedRule) -> Formula:
    """When an instance fails: every guard is met and the condition is not."""
    guards = [reader.formula(clause.condition) for clause in rule.clauses if isinstance(clause, TypedGuard)]
    return Both((*guards, negated(reader.formula(rule.condition))))
