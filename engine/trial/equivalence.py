"""Mutants that no report can tell from the rule: proven, where rule and mutant are formulas of one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.typed import TypedGuard, TypedScope
from gouji.rules.proving.bounds import bounds_of
from gouji.rules.proving.formulas import Both, Either, Formula, negated
from gouji.rules.proving.instances import elements_of_instances
from gouji.rules.proving.knowing import fails
from gouji.rules.proving.reading import Reader
from gouji.rules.proving.systems import Answer, Judge

if TYPE_CHECKING:
    from gouji.grammar.schema import Schema
    from gouji.grammar.typed import TypedRule
    from gouji.rules.proving.formulas import Variable
    from gouji.rules.static import Element


def equivalent(rule: TypedRule, mutant: TypedRule, schema: Schema) -> bool:
    """Whether it is proven that both fail in the same instances of the same reports.

    What is proven holds for reports whose figures keep the bounds that the form declares: no sign and no
    decimals where it allows none; these bounds are left out of account where the rule fails outside of them
    only. What a report lacks is lacking in both. Where nothing could be proven the answer is no.
    """
    if _scopes(rule) != _scopes(mutant):
        return False
    judge = Judge()
    if _same(rule, mutant, schema, None, judge):
        return True
    instances = elements_of_instances(rule, schema)
    return bool(instances) and all(_same(rule, mutant, schema, one, judge) for one in instances)


def _same(
    rule: TypedRule, mutant: TypedRule, schema: Schema, elements: tuple[Element, ...] | None, judge: Judge
) -> bool:
    nodes: dict[Variable, object] = {}
    reader = Reader(schema, elements, nodes)
    one, other = (fails(reader, typed) for typed in (rule, mutant))
    if one == other:
        return True
    scopes = [clause for clause in rule.clauses if isinstance(clause, TypedScope)]
    declared = judge.satisfiable(one, bounds_of(nodes, schema, scopes=scopes)) is Answer.YES
    bounds = bounds_of(nodes, schema, declared=declared, scopes=scopes)
    differ: Formula = Either((Both((one, negated(other))), Both((negated(one), other))))
    return judge.satisfiable(differ, bounds) is Answer.NO


def _scopes(rule: TypedRule) -> tuple[object, ...]:
    return tuple(clause for clause in rule.clauses if not isinstance(clause, TypedGuard))
