"""Rules changed in one place, as a slip of the author would: what examples of a rule should notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.trial.variants import Change, MutantKind, Variants
from gouji.grammar.records import dataclass
from gouji.grammar.typed import TypedGuard, TypedRule

if TYPE_CHECKING:
    from gouji.grammar.schema import Schema
    from gouji.rules.pack import Rule


@dataclass(frozen=True)
class Mutant:
    """A rule with one change."""

    rule: Rule
    change: Change


def mutants(rule: Rule, schema: Schema) -> Iterator[Mutant]:
    """Every rule that differs from this one in one place, in the order of its text.

    Patterns stay as they are, and so do scopes: what they range over is the form's.
    """
    maker = Variants(rule.source.text, schema)
    typed = rule.typed
    for place, clause in enumerate(typed.clauses):
        if not isinstance(clause, TypedGuard):
            continue
        rest = (*typed.clauses[:place], *typed.clauses[place + 1 :])
        dropped = Change(MutantKind.GUARD, clause.span, maker.said("guard", clause.span))
        yield _with(rule, replace(typed, clauses=rest), dropped)
        for condition, change in maker.of(clause.condition):
            guard = replace(clause, condition=condition)
            clauses = (*typed.clauses[:place], guard, *typed.clauses[place + 1 :])
            yield _with(rule, replace(typed, clauses=clauses), change)
    for condition, change in maker.of(typed.condition):
        yield _with(rule, replace(typed, condition=condition), change)


def _with(rule: Rule, typed: TypedRule, change: Change) -> Mutant:
    return Mutant(replace(rule, typed=typed), change)
