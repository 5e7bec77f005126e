"""The examples of a rule put to the test: sample changed, bound, evaluated, compared with the expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gouji.engine.binding.binding import BindingOptions, Bound, NotAReport, bind
from gouji.engine.checking.evaluating import evaluate
from gouji.engine.checking.outcomes import Outcome, Status
from gouji.engine.trial.sample import UnknownPlaceError, sample_document
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gouji.rules.pack import Example, Pack, Rule

_OPTIONS = ("year", "pack", "stage")


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How an example came out.

    Attributes:
        outcomes: those of the rule itself; no other rule is looked at.
        fault: why the rule does not do what the example says; ``None`` when it does.
    """

    rule: Rule
    example: Example
    outcomes: tuple[Outcome, ...]
    fault: Message | None

    @property
    def holds(self) -> bool:
        """Whether the rule does what the example says."""
        return self.fault is None


def run_examples(pack: Pack, rule: Rule, forms: Sequence[Pack] = ()) -> Iterator[ExampleResult]:
    """Every example of ``rule``, tried on the sample report of ``pack``.

    ``forms`` are other forms that a changed sample may turn out to be due under.
    """
    choice = (*(form for form in forms if form.id != pack.id), pack)
    for example in rule.examples:
        try:
            found = _bound(pack, choice, example.changes)
        except UnknownPlaceError as error:
            yield ExampleResult(rule, example, (), message("trial.unknown_place", place=error.place))
            continue
        if isinstance(found, NotAReport):
            yield ExampleResult(rule, example, (), message("trial.not_a_report"))
            continue
        outcomes = tuple(_outcomes(pack, choice, found, rule, example.changes))
        yield ExampleResult(rule, example, outcomes, _fault(example, outcomes))


def _bound(pack: Pack, forms: Sequence[Pack], changes: Mapping[str, Any]) -> Bound | NotAReport:
    return bind(sample_document(pack, changes), forms, _options(changes.get("report") or {}))


def _options(report: Mapping[str, Any]) -> BindingOptions:
    known: dict[str, Any] = {name: str(value) for name, value in report.items() if name in _OPTIONS}
    if "year" in known:
        known["year"] = int(known["year"])
    return BindingOptions(
        parameters={name: str(report[name]) for name in report if name not in _OPTIONS}, **known
    )


def _outcomes(
    pack: Pack, forms: Sequence[Pack], found: Bound, rule: Rule, changes: Mapping[str, Any]
) -> Iterator[Outcome]:
    previous = _bound(pack, forms, changes["previous"]) if changes.get("previous") is not None else None
    members = [_bound(pack, forms, member) for member in changes.get("members") or ()]
    yield from evaluate(
        found.report,
        found.filled,
        found.due,
        previous.report if isinstance(previous, Bound) else None,
        [member.report for member in members if isinstance(member, Bound)],
        previous_form=previous.filled if isinstance(previous, Bound) else None,
        chosen=frozenset({rule.id}),
    )


def _fault(example: Example, outcomes: Sequence[Outcome]) -> Message | None:
    for outcome in outcomes:
        if outcome.status is Status.BROKEN:
            return message("trial.broken", reason=outcome.reason or "")
    failed = tuple(outcome.instance for outcome in outcomes if outcome.status is Status.FAILED)
    if example.verdict != "fail":
        if failed:
            return message("trial.failed", instances=_shown(failed))
        applied = any(outcome.status is Status.PASSED for outcome in outcomes)
        return None if applied or example.verdict == "silent" else _not_applied(outcomes)
    if not failed:
        return message("trial.did_not_fail")
    if example.expect is not None and sorted(failed) != sorted(example.expect):
        return message("trial.failed_elsewhere", expected=_shown(example.expect), instances=_shown(failed))
    return None


def _not_applied(outcomes: Sequence[Outcome]) -> Message:
    reasons = tuple(dict.fromkeys(outcome.reason for outcome in outcomes if outcome.reason is not None))
    return message("trial.not_applied", reasons=reasons) if reasons else message("trial.nothing_to_judge")


def _shown(instances: Sequence[str]) -> tuple[str, ...]:
    return tuple(instance or "—" for instance in instances)
