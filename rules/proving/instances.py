"""The instances of a rule as far as the form decides them, each as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass
from gouji.grammar.typed import TypedGuard, TypedScope
from gouji.rules.instances import instance_key
from gouji.rules.linear import elements_of
from gouji.rules.proving.bounds import bounds_of
from gouji.rules.proving.formulas import Both, Formula, Variable
from gouji.rules.proving.reading import Reader

if TYPE_CHECKING:
    from gouji.grammar.schema import Schema
    from gouji.grammar.typed import TypedCondition, TypedRule
    from gouji.rules.pack import Rule
    from gouji.rules.solver import Bounds
    from gouji.rules.static import Element

Elements = tuple["Element", ...]


@dataclass(frozen=True)
class InstanceFormula:
    """One instance of a rule, or all of them alike where only a report knows them.

    Attributes:
        key: the name of the instance; ``None`` when it stands for all.
        guards: what must be true for the rule to apply, guard by guard; ``condition`` what it then demands.
    """

    rule: Rule
    key: str | None
    guards: tuple[Formula, ...]
    condition: Formula

    @property
    def guard(self) -> Formula:
        """All guards together."""
        return Both(self.guards)


def elements_of_instances(rule: TypedRule, schema: Schema) -> tuple[Elements, ...]:
    """The elements of each instance of a rule; none at all where only a report can tell."""
    found: list[Elements] = [()]
    for clause in rule.clauses:
        if isinstance(clause, TypedGuard):
            continue
        opened: list[Elements] = []
        for elements in found:
            inner = elements_of(clause, elements, schema)
            if inner is None:
                return ()
            opened += [(*elements, one) for one in inner]
        found = opened
    return tuple(found)


class Instances:
    """Reads rules of one form and remembers what their variables stand for.

    Args:
        schema: the form.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.nodes: dict[Variable, object] = {}

    def bounds(self, *, declared: bool = True) -> dict[Variable, Bounds]:
        """What the variables met so far may be; ``declared``: cells keep what the form says of them."""
        return bounds_of(self.nodes, self.schema, declared=declared)

    def of(self, rule: Rule) -> tuple[InstanceFormula, ...]:
        """The rule's instances where its scopes are the form's, else one that stands for all."""
        found = list(self._walk(rule.typed.clauses, (), ()))
        if None in found:
            guards = tuple(one.condition for one in rule.typed.clauses if isinstance(one, TypedGuard))
            read = [self._read(rule, None, guards)]
        else:
            read = [self._read(rule, *one) for one in found if one is not None]
        return tuple(one for one in read if one is not None)

    def _read(
        self, rule: Rule, elements: Elements | None, guards: Sequence[TypedCondition]
    ) -> InstanceFormula | None:
        """The instance; ``None`` when the form lacks a cell it names."""
        reader = Reader(self.schema, elements, self.nodes)
        key = None if elements is None else instance_key(element.key for element in elements)
        said = tuple(reader.formula(one) for one in guards)
        condition = reader.formula(rule.typed.condition)
        return None if reader.absent and elements is not None else InstanceFormula(rule, key, said, condition)

    def _walk(
        self,
        clauses: Sequence[TypedGuard | TypedScope],
        elements: Elements,
        guards: tuple[TypedCondition, ...],
    ) -> Iterator[tuple[Elements, tuple[TypedCondition, ...]] | None]:
        if not clauses:
            yield elements, guards
            return
        clause, *rest = clauses
        if isinstance(clause, TypedGuard):
            yield from self._walk(rest, elements, (*guards, clause.condition))
            return
        opened = elements_of(clause, elements, self.schema)
        if opened is None:
            yield None
            return
        for element in opened:
            yield from self._walk(rest, (*elements, element), guards)
