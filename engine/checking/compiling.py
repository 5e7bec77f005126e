"""A rule as a function: its scopes are walked, its guards asked, its condition judged, instance by instance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.report import NOWHERE
from gouji.engine.checking.conditions import compiled_condition, passes
from gouji.engine.checking.formulas import formula
from gouji.engine.checking.outcomes import Outcome, Reading, Status
from gouji.engine.checking.readings import Read, compiled_reading
from gouji.engine.checking.running import Run
from gouji.engine.checking.scopes import compiled_scope, scope_table
from gouji.engine.checking.values import Truth, Unknown
from gouji.grammar.messages import Message, Text, message
from gouji.grammar.typed import TypedAnd, TypedComparison, TypedCondition, TypedGuard, TypedOr, TypedScope

if TYPE_CHECKING:
    from gouji.engine.reading.document import Location
    from gouji.grammar.schema import Schema
    from gouji.rules.pack import Rule

Step = Callable[[Run], Iterator[Outcome]]


class CompiledRule:
    """A rule made ready once for all reports."""

    def __init__(self, rule: Rule, schema: Schema) -> None:
        self.rule = rule
        self._schema = schema
        self._judge = compiled_condition(rule.typed.condition)
        self._grades = [(compiled_condition(grade.condition), grade.severity) for grade in rule.grades]
        self._comparisons, self._are_readings = self._prepared(rule.typed.condition)
        step: Step = self._decide
        for clause in reversed(rule.typed.clauses):
            step = (
                self._guarded(clause, step) if isinstance(clause, TypedGuard) else self._scoped(clause, step)
            )
        self._start = step

    def outcomes(self, run: Run) -> list[Outcome]:
        """How the rule ends, one outcome for each instance; a fault of rule or engine breaks only this rule."""
        typed = self.rule.typed
        if self.rule.disabled is not None:
            return [self._aside(run, message("checking.disabled", reason=self.rule.disabled))]
        if typed.names_previous and run.previous is None:
            return [self._aside(run, message("checking.no_previous"))]
        if typed.names_members and not run.members:
            return [self._aside(run, message("checking.no_members"))]
        try:
            return list(self._start(run))
        except Exception as error:  # whatever goes wrong here is no fault of the report
            return [broken(self.rule, error)]

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

        def step(run: Run) -> Iterator[Outcome]:
            truth = judge(run)
            if truth is True:
                yield from inner(run)
                return
            condition = Text(*formula(self.rule, guard.condition.span, self._schema))
            if not isinstance(truth, Unknown):
                key = "checking.guard_not_met" if truth is False else "checking.guard_open"
                yield self._aside(run, message(key, condition=condition))
            else:
                yield self._aside(
                    run, message("checking.guard_unknown", condition=condition, reason=truth.reason)
                )

        return step

    def _scoped(self, scope: TypedScope, inner: Step) -> Step:
        elements = compiled_scope(scope)

        def step(run: Run) -> Iterator[Outcome]:
            table = scope_table(run, scope)
            if table is not None and run.view.bound(table) is None:
                reason = message("checking.table_absent", table=run.view.table_name(table))
                yield self._outcome(run, Status.UNDETERMINED, reason)
                return
            empty = True
            for element in elements(run):
                empty = False
                run.elements.append(element)
                yield from inner(run)
                run.elements.pop()
            if empty:
                yield self._aside(run, message("checking.nothing_to_check"))

        return step

    def _decide(self, run: Run) -> Iterator[Outcome]:
        run.forget()
        truth = self._judge(run)
        if passes(truth):
            yield self._outcome(run, Status.PASSED)
        elif truth is False:
            yield self._failed(run)
        elif isinstance(truth, Unknown):
            status = Status.UNDETERMINED if truth.applicable else Status.NOT_APPLICABLE
            yield self._outcome(run, status, truth.reason)
        else:
            raise TypeError(f"a condition came to {truth!r}")

    def _failed(self, run: Run) -> Outcome:
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
        cells, texts = run.cells(), tuple(run.texts)
        places = [use.fact.location for use in cells if use.place.report == "self"]
        places += [use.location for use in texts if use.report == "self"]
        own = [element.location for element in reversed(elements)]
        location: Location = next((one for one in (*places, *own) if one != NOWHERE), NOWHERE)
        return Outcome(
            self.rule,
            "/".join([element.key for element in elements]),
            status,
            self.rule.severity,
            reason,
            cells=cells,
            texts=texts,
            label=" · ".join([element.label for element in elements]),
            element=elements[-1].kind.value if elements else None,
            location=location,
        )


def broken(rule: Rule, error: Exception) -> Outcome:
    """The outcome of a rule that could not be compiled or evaluated."""
    reason = message("checking.broken", error=f"{type(error).__name__}: {error}")
    return Outcome(rule, "", Status.BROKEN, rule.severity, reason)
