"""What can be proven of a pack's rules: that they contradict each other, force a cell, or cannot fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Level, Related
from gouji.grammar.messages import Argument, Message, message
from gouji.grammar.records import dataclass
from gouji.grammar.schema import dotted
from gouji.grammar.typed import TypedGuard
from gouji.rules.linear import linear_relations
from gouji.rules.proving.bounds import cell_bounds
from gouji.rules.proving.forced import forced_cells
from gouji.rules.proving.formulas import TRUE, Both, Linear, cases, negated
from gouji.rules.proving.implied import Implied, implied_equations, implied_inequalities, linear
from gouji.rules.proving.instances import InstanceFormula, Instances
from gouji.rules.proving.systems import Answer, Judge, feasible, smallest_conflict
from gouji.rules.solver import available

if TYPE_CHECKING:
    from gouji.grammar.source import Span
    from gouji.rules.linear import Cell
    from gouji.rules.pack import Pack, Rule
    from gouji.rules.proving.formulas import Formula, Variable
    from gouji.rules.solver import Bounds

MOST_CONFLICTS = 10


@dataclass(frozen=True)
class Proven:
    """What was proven of a pack.

    Attributes:
        findings: each names the rules it rests on.
        implied: relations that follow from others; nothing is wrong with them.
        relations: how many relations were calculated with.
        solver: whether there was a solver; without one contradictions and forced cells were not looked for.
    """

    findings: tuple[Diagnostic, ...]
    implied: tuple[Implied, ...]
    relations: int
    solver: bool


def prove(pack: Pack) -> Proven:
    """Everything that can be proven of the rules of a pack that are not switched off."""
    prover = _Prover(pack)
    findings = tuple(prover.findings())
    implied = tuple(prover.implied())
    return Proven(findings, implied, len(prover.relations), available())


class _Prover:
    def __init__(self, pack: Pack) -> None:
        self.pack, self.schema = pack, pack.schema
        self.rules = [rule for rule in pack.rules.values() if rule.disabled is None]
        self.relations = [one for rule in self.rules for one in linear_relations(rule, self.schema)]
        self.cells = {
            cell: cell_bounds(cell, self.schema) for one in self.relations for cell in one.coefficients
        }
        self.instances, self.judge = Instances(self.schema), Judge()
        self.of_rule = {rule.id: self.instances.of(rule) for rule in self.rules}
        self.any_report = self.instances.bounds(declared=False)
        self.sound_report = self.instances.bounds()

    def findings(self) -> Iterator[Diagnostic]:
        for rule in self.rules:
            yield from self._alone(rule, self.of_rule[rule.id])
        if not available():
            return
        conflicts = list(self._conflicts())
        yield from conflicts
        if not conflicts:
            yield from self._conditional()
            yield from self._forced()

    def implied(self) -> Iterator[Implied]:
        """The relations that follow from others."""
        equations = [one for one in self.relations if one.operator == "="]
        yield from implied_equations(equations)
        if available():
            rest = [one for one in self.relations if one.operator not in {"=", "!="}]
            yield from implied_inequalities(rest, equations, self._cell_bounds())

    def _cell_bounds(self) -> Mapping[Variable, Bounds]:
        return {cell: allowed for cell, allowed in self.cells.items()}  # noqa: C416 - other keys

    def _alone(self, rule: Rule, instances: Sequence[InstanceFormula]) -> Iterator[Diagnostic]:
        """What is wrong with one rule whatever the others say."""
        if not instances:
            return
        guard = self._unmet(instances)
        if guard is not None:
            spans = [clause.span for clause in rule.typed.clauses if isinstance(clause, TypedGuard)]
            yield self._found("guard_never_met", rule, spans[guard], "warning")
            return
        bounds = self.any_report
        if all(self._none(Both((one.guard, negated(one.condition))), bounds) for one in instances):
            yield self._found("never_fails", rule, rule.typed.condition.span, "warning")
            return
        for one in instances:
            if self._none(Both((one.guard, one.condition)), bounds) and not self._none(one.guard, bounds):
                yield self._found(
                    "never_holds", rule, rule.typed.condition.span, "error", instance=_named(one)
                )
                return

    def _unmet(self, instances: Sequence[InstanceFormula]) -> int | None:
        """The first guard that no instance of any report meets together with those before it."""
        for place in range(len(instances[0].guards)):
            if all(self._none(Both(one.guards[: place + 1]), self.any_report) for one in instances):
                return place
        return None

    def _none(self, formula: Formula, bounds: Mapping[Variable, Bounds]) -> bool:
        return self.judge.satisfiable(formula, bounds) is Answer.NO

    def _conflicts(self) -> Iterator[Diagnostic]:
        """Sets of relations that cannot hold together and none of which can be left out, in rule order."""
        for conflict in sorted(self._conflicting()):
            found = [self.relations[number] for number in conflict]
            yield self._conflict([(one.rule, one.instance) for one in found])

    def _conflicting(self) -> Iterator[tuple[int, ...]]:
        left, bounds = dict(enumerate(self.relations)), self._cell_bounds()
        for _ in range(MOST_CONFLICTS):
            left = {number: one for number, one in left.items() if one.operator != "!="}
            systems = {number: linear(one) for number, one in left.items()}
            if feasible(list(systems.values()), bounds) is not Answer.NO:
                return
            conflict = smallest_conflict(tuple(systems), systems, bounds)
            yield conflict
            last = left[conflict[-1]].rule.id
            left = {number: one for number, one in left.items() if one.rule.id != last}

    def _conditional(self) -> Iterator[Diagnostic]:
        """Rules with guards that contradict the others wherever their guards are met."""
        held = {number: linear(one) for number, one in enumerate(self.relations) if one.operator != "!="}
        bounds = {**self.sound_report, **self._cell_bounds()}
        for rule in self.rules:
            for one in self.of_rule[rule.id]:
                found = self._under_guard(one, held, bounds)
                if found is not None:
                    named = [
                        (self.relations[number].rule, self.relations[number].instance) for number in found
                    ]
                    yield self._conflict([(rule, one.key or ""), *named])
                    break

    def _under_guard(
        self, one: InstanceFormula, held: Mapping[int, Linear], bounds: Mapping[Variable, Bounds]
    ) -> tuple[int, ...] | None:
        if one.guard == TRUE or not one.guards or one.key is None:
            return None
        guard, whole = (_plain(formula) for formula in (one.guard, Both((one.guard, one.condition))))
        if guard is None or whole is None or not any(way.coefficients for way in whole):
            return None
        renamed_guard, renamed = [_cells(each) for each in guard], [_cells(each) for each in whole]
        rest = list(held.values())
        if feasible([*rest, *renamed], bounds) is not Answer.NO:
            return None
        if feasible([*rest, *renamed_guard], bounds) is not Answer.YES:
            return None
        kept = list(held)
        for number in held:
            fewer = [other for other in kept if other != number]
            if feasible([*(held[other] for other in fewer), *renamed], bounds) is Answer.NO:
                kept = fewer
        return tuple(kept)

    def _forced(self) -> Iterator[Diagnostic]:
        for cell, value, by in forced_cells(self.relations, self.cells):
            rules = [(one.rule, one.instance) for one in by]
            yield self._together("forced_cell", rules, "warning", cell=_cell_name(cell), value=value)

    def _conflict(self, rules: Sequence[tuple[Rule, str]]) -> Diagnostic:
        return self._together("contradiction", rules, "error")

    def _together(
        self, code: str, rules: Sequence[tuple[Rule, str]], level: Level, **arguments: Argument
    ) -> Diagnostic:
        related = tuple(
            Related(rule.id, instance, rule.source.place(rule.typed.condition.span))
            for rule, instance in rules
        )
        names = tuple(dict.fromkeys(one.rule for one in related))
        return Diagnostic(
            f"proof.{code}",
            message(f"proof.{code}", rules=names, **arguments),
            related[0].place if related else None,
            level,
            help=message(f"proof.{code}_help"),
            rule=related[0].rule if related else None,
            related=related if len(related) > 1 else (),
        )

    def _found(self, code: str, rule: Rule, span: Span, level: Level, **arguments: Argument) -> Diagnostic:
        return Diagnostic(
            f"proof.{code}",
            message(f"proof.{code}", rule=rule.id, **arguments),
            rule.source.place(span),
            level,
            help=message(f"proof.{code}_help"),
            rule=rule.id,
        )


def _named(one: InstanceFormula) -> str | Message:
    return one.key or message("proof.everywhere")


def _cell_name(cell: Cell) -> str:
    table, row, column = cell
    return f"{table}[{dotted(row)}, {dotted(column)}]"


def _plain(formula: Formula) -> tuple[Linear, ...] | None:
    """The relations of a formula that can be true in one way only."""
    ways = cases(formula)
    return ways[0].relations if ways is not None and len(ways) == 1 else None


def _cells(relation: Linear) -> Linear:
    """The relation with its cells named as linear relations name them."""
    return Linear(
        {_as_cell(variable): factor for variable, factor in relation.coefficients.items()},
        relation.constant,
        relation.operator,
    )


def _as_cell(variable: Variable) -> Variable:
    if isinstance(variable, tuple) and len(variable) == 5 and variable[:2] == ("cell", "self"):
        return variable[2:]
    return variable
