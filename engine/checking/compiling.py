"""A rule as a function: scopes are walked, guards asked, the condition judged, instance by instance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from gouji.engine.checking.conditions import compiled_condition
from gouji.engine.checking.copying import shared_passages
from gouji.engine.checking.formulas import formula
from gouji.engine.checking.outcomes import Outcome, Reading, Status
from gouji.engine.checking.readings import Read, compiled_reading
from gouji.engine.checking.running import Run
from gouji.engine.checking.scopes import compiled_scope, scope_table
from gouji.engine.checking.values import OPEN, Truth, Unknown
from gouji.engine.checking.withholding import unquoted
from gouji.grammar.messages import Message, Text, message
from gouji.grammar.typed import TypedAnd, TypedComparison, TypedCondition, TypedGuard, TypedOr, TypedScope

if TYPE_CHECKING:
    from gouji.grammar.schema import Schema
    from gouji.rules.pack import Rule

Step = Callable[[Run], None]


class CompiledRule:
    """A rule made ready once for all reports."""

    def __init__(self, rule: Rule, schema: Schema) -> None:
        self.rule = rule
        self._schema = schema
        self._judge = compiled_condition(rule.typed.condition)
        self._grades = [(compiled_condition(grade.condition), grade.severity) for grade in rule.grades]
        self._comparisons, self._are_readings = self._prepared(rule.typed.condition)
        self._shared = shared_passages(rule.typed.condition)
        step: Step = self._decide
        for clause in reversed(rule.typed.clauses):
            step = (
                self._guarded(clause, step) if isinstance(clause, TypedGuard) else self._scoped(clause, step)
            )
        self._start = step

    def outcomes(self, run: Run) -> list[Outcome]:
        """How the rule ends, instance by instance; a fault of rule or engine breaks only this rule."""
        typed, run.outcomes = self.rule.typed, []
        if self.rule.disabled is not None:
            return [self._aside(run, message("checking.disabled", reason=self.rule.disabled))]
        if typed.names_previous and run.previous is None:
            return [self._aside(run, message("checking.no_previous"))]
        if typed.names_members and not run.members:
            return [self._aside(run, message("checking.no_members"))]
        try:
            self._start(run)
        except Exception as error:  # whatever goes wrong here is no fault of the report
            return [broken(self.rule, error)]
        return run.outcomes

    def _prepared(self, condition: TypedCondition) -> tuple[list[tuple[Callable[[Run], Truth], Read]], bool]:
        """The comparisons that explain a failure, and whether they are readings of which one would do."""
        readings = False
        match condition:
            case TypedComparison():
                chosen: list[TypedComparison] = [condition]
            case TypedOr(operands=operands) if all(isinstance(one, TypedComparison) for one in operands):
                chosen, readings = [one for one in operands if isinstance(one, TypedComparison)], True
            case TypedAnd(operands=operands):
                chosen = [one for one in operands if isinstance(one, TypedComparison)]
            case _:
                chosen = []
        made = [(compiled_condition(one), compiled_reading(one, self.rule, self._schema)) for one in chosen]
        return made, readings

    def _guarded(self, guard: TypedGuard, inner: Step) -> Step:
        judge = compiled_condition(guard.condition)
        wording = cache(lambda: Text(*formula(self.rule, guard.condition.span, self._schema)))

        def step(run: Run) -> None:
            truth = judge(run)
            if truth is True:
                inner(run)
                return
            condition = wording()
            if not isinstance(truth, Unknown):
                key = "checking.guard_not_met" if truth is False else "checking.guard_open"
                run.outcomes.append(self._aside(run, message(key, condition=condition)))
            else:
                reason = message("checking.guard_unknown", condition=condition, reason=truth.reason)
                run.outcomes.append(self._aside(run, reason))

        return step

    def _scoped(self, scope: TypedScope, inner: Step) -> Step:
        elements = compiled_scope(scope)

        def step(run: Run) -> None:
            table = scope_table(run, scope)
            if table is not None and run.view.bound(table) is None:
                run.forget()
                run.outcomes.append(self._outcome_of(run, run.view.table_absent(table)))
                return
            empty, outer = True, run.instance
            for element in elements(run):
                empty = False
                run.elements.append(element)
                run.instance = element.within(outer)
                inner(run)
                run.elements.pop()
            run.instance = outer
            if empty:
                run.outcomes.append(self._aside(run, message("checking.nothing_to_check")))

        return step

    def _decide(self, run: Run) -> None:
        run.forget()
        if run.elements and run.elements[-1].states:
            run.look_at(run.elements[-1])
        run.outcomes.append(self._outcome_of(run, self._judge(run)))

    def _outcome_of(self, run: Run, truth: Truth) -> Outcome:
        if truth is True or truth is OPEN:
            return self._outcome(run, Status.PASSED)
        if truth is False:
            return self._failed(run)
        if isinstance(truth, Unknown):
            status = Status.UNDETERMINED if truth.applicable else Status.NOT_APPLICABLE
            return self._outcome(run, status, truth.reason)
        raise TypeError(f"a condition came to {truth!r}")

    def _failed(self, run: Run) -> Outcome:
        for note in self._shared:
            note(run)
        if not run.texts and run.elements:
            run.point_at(run.elements[-1])
        outcome = self._outcome(run, Status.FAILED)
        comparison: Reading | None = None
        readings: tuple[Reading, ...] | None = None
        if self._are_readings:
            readings = tuple(read(run) for _, read in self._comparisons)
        else:
            comparison = next((read(run) for judge, read in self._comparisons if judge(run) is False), None)
        severity = next((grade for judge, grade in self._grades if judge(run) is True), self.rule.severity)
        return replace(outcome, severity=severity, comparison=comparison, readings=readings)

    def _aside(self, run: Run, reason: Message) -> Outcome:
        run.forget()
        return self._outcome(run, Status.NOT_APPLICABLE, reason)

    def _outcome(self, run: Run, status: Status, reason: Message | None = None) -> Outcome:
        elements = run.elements
        return Outcome(
            self.rule,
            run.instance.key,
            status,
            self.rule.severity,
            reason,
            None,
            None,
            run.cells(),
            tuple(run.texts) if self.rule.quotes else tuple(unquoted(run.texts)),
            run.instance.label,
            elements[-1].kind if elements else None,
            run.location(),
        )


def broken(rule: Rule, error: Exception) -> Outcome:
    """The outcome of a rule that could not be compiled or evaluated."""
    reason = message("checking.broken", error=f"{type(error).__name__}: {error}")
    return Outcome(rule, "", Status.BROKEN, rule.severity, reason)
