"""One rule on one report, every part of it told: the evaluator's own functions, watched as they run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.compiling import CompiledRule
from gouji.engine.checking.doubts import by_name, with_doubt
from gouji.engine.checking.evaluating import judging, prepared
from gouji.engine.checking.outcomes import Outcome, Status
from gouji.engine.checking.part_statements import with_parts_doubted
from gouji.engine.checking.running import WHOLE
from gouji.engine.checking.watching import Step, Watcher, watching
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.compiling import Step as Action
    from gouji.engine.checking.others import Other
    from gouji.engine.checking.running import Run
    from gouji.grammar.messages import Message
    from gouji.grammar.schema import Schema
    from gouji.grammar.typed import TypedGuard
    from gouji.rules.pack import Pack, Rule


@dataclass(frozen=True, slots=True)
class Traced:
    """An instance of a rule with all that led to its outcome.

    Attributes:
        outcome: as evaluation gives it.
        guards: the guards that were asked, from the outside; the last one ended it if it was not met.
        condition: the condition, if it was asked.
        grades: the conditions of other severities, as far as they were asked.
        told: as a check tells it, where that differs: the table may be misread.
    """

    outcome: Outcome
    guards: tuple[Step, ...] = ()
    condition: Step | None = None
    grades: tuple[Step, ...] = ()
    told: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A rule on a report.

    Attributes:
        rule: as the form has it whose rules judge here.
        instances: in the order of the form.
    """

    rule: Rule
    schema: Schema
    instances: tuple[Traced, ...]


def trace(
    rule: str,
    report: Report,
    filled: Pack,
    due: Pack,
    *,
    previous: Report | Other | None = None,
    members: Sequence[Report | Other] = (),
    previous_form: Pack | None = None,
) -> Trace | None:
    """Every instance of a rule on a report; ``None`` when no rule of that id judges it.

    Args:
        rule: its id.
        report: the report, bound to ``filled``.
        filled: the form whose labels its tables carry.
        due: the form of the report year.
        previous: last year's report, if given.
        members: the reports that this one adds up.
        previous_form: the form that last year's report was filled by; the filled form when not given.
    """
    found = next((one for one in judging(filled, due) if one[1].id == rule), None)
    if found is None:
        return None
    pack, whole, compiled = found
    schema = (filled if pack == filled.id else due).schema
    if not isinstance(compiled, CompiledRule):
        return Trace(whole, schema, (Traced(compiled),))
    run, views = prepared(report, filled, due, previous, members, previous_form=previous_form)
    run.view = views[pack]
    run.elements, run.instance = [], WHOLE
    reports = by_name(report, previous, members)
    traced = list(_Watched(whole, schema).traced(run))
    doubted = with_parts_doubted([with_doubt(one.outcome, reports, filled.schema) for one in traced], report)
    instances = (
        Traced(one.outcome, one.guards, one.condition, one.grades, None if told == one.outcome else told)
        for one, told in zip(traced, doubted, strict=True)
    )
    return Trace(whole, schema, tuple(instances))


class _Watched(CompiledRule):
    """A rule compiled to be watched, which keeps for each outcome what led to it."""

    def __init__(self, rule: Rule, schema: Schema) -> None:
        self._watcher = Watcher()
        self._passed: list[Step] = []
        self._kept: list[tuple[tuple[Step, ...], int, int]] = []
        self._begun: int | None = None
        with watching(self._watcher):
            super().__init__(rule, schema)

    def traced(self, run: Run) -> tuple[Traced, ...]:
        """The outcomes, each with its steps."""
        outcomes = self.outcomes(run)
        if len(outcomes) != len(self._kept) or any(one.status is Status.BROKEN for one in outcomes):
            return tuple(map(Traced, outcomes))
        return tuple(self._with_steps(*one) for one in zip(outcomes, self._kept, strict=True))

    def _with_steps(self, outcome: Outcome, kept: tuple[tuple[Step, ...], int, int]) -> Traced:
        guards, start, end = kept
        steps = self._watcher.roots[start:end]
        condition = next((one for one in steps if one.node is self.rule.typed.condition), None)
        conditions = [grade.condition for grade in self.rule.grades]
        grades = tuple(one for one in steps if any(one.node is grade for grade in conditions))
        return Traced(outcome, guards, condition, grades)

    def _guarded(self, guard: TypedGuard, inner: Action) -> Action:
        def passed(run: Run) -> None:
            self._passed.append(self._watcher.roots[-1])
            inner(run)
            self._passed.pop()

        return super()._guarded(guard, passed)

    def _decide(self, run: Run) -> None:
        self._begun = len(self._watcher.roots)
        super()._decide(run)
        guards, start, _ = self._kept[-1]
        self._kept[-1] = (guards, start, len(self._watcher.roots))
        self._begun = None

    def _aside(self, run: Run, reason: Message) -> Outcome:
        outcome = super()._aside(run, reason)
        if reason.key in _NOT_MET:
            guards, start, end = self._kept[-1]
            self._kept[-1] = ((*guards, self._watcher.roots[-1]), start, end)
        return outcome

    def _outcome(self, run: Run, status: Status, reason: Message | None = None) -> Outcome:
        start = len(self._watcher.roots) if self._begun is None else self._begun
        self._kept.append((tuple(self._passed), start, len(self._watcher.roots)))
        return super()._outcome(run, status, reason)


_NOT_MET = frozenset({"checking.guard_not_met", "checking.guard_open", "checking.guard_unknown"})
"""Why an instance was put aside when it was for a guard."""
