"""The examples of a rule put to the test: sample changed, bound, evaluated, compared with the expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gouji.engine.binding.binding import BindingOptions, Bound, NotAReport, bind
from gouji.engine.checking.evaluating import evaluate
from gouji.engine.checking.outcomes import Outcome, Status
from gouji.engine.trial.sample import UnknownPlaceError, sample_document
from gouji.grammar.messages import Message, message
from gouji.rules.dating import dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gouji.engine.binding.report import Report
    from gouji.rules.pack import Example, Pack, Rule

_OPTIONS = ("year", "pack", "stage")
ANY = ("*",)
"""Instead of a list of instances: some, whichever."""


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


@dataclass(frozen=True)
class Trial:
    """The changed sample, bound once, with the reports beside it: what rules are tried on.

    Attributes:
        pack: the pack on trial.
    """

    pack: Pack
    bound: Bound
    previous: Bound | None
    members: tuple[Report, ...]

    def outcomes(self, chosen: frozenset[str] | None = None, pack: Pack | None = None) -> Iterator[Outcome]:
        """How the rules end.

        Args:
            chosen: ids of the rules to run; all when not given.
            pack: takes the place of the pack on trial: the same form with other rules.
        """
        pack = pack or self.pack
        filled, due = (
            pack if form.id == self.pack.id else form for form in (self.bound.filled, self.bound.due)
        )
        yield from evaluate(
            self.bound.report,
            filled,
            due,
            None if self.previous is None else self.previous.report,
            self.members,
            previous_form=None if self.previous is None else self.previous.filled,
            chosen=chosen,
        )


def prepared(pack: Pack, forms: Sequence[Pack], changes: Mapping[str, Any]) -> Trial | Message:
    """The sample of ``pack`` with the changes of an example; a message when that is no report.

    ``forms`` are other forms that a changed sample may turn out to be due under.
    """
    choice = (*(form for form in forms if form.id != pack.id), pack)
    changes = dated(changes, pack.sample.get("year"))
    try:
        found = _bound(pack, choice, changes)
        if isinstance(found, NotAReport):
            return message("trial.not_a_report")
        previous = _bound(pack, choice, changes["previous"]) if changes.get("previous") is not None else None
        members = [_bound(pack, choice, member) for member in changes.get("members") or ()]
    except UnknownPlaceError as error:
        return message("trial.unknown_place", place=error.place)
    return Trial(
        pack,
        found,
        previous if isinstance(previous, Bound) else None,
        tuple(member.report for member in members if isinstance(member, Bound)),
    )


def run_examples(pack: Pack, rule: Rule, forms: Sequence[Pack] = ()) -> Iterator[ExampleResult]:
    """Every example of ``rule``, tried on the sample report of ``pack``.

    ``forms`` are other forms that a changed sample may turn out to be due under.
    """
    for example in rule.examples:
        trial = prepared(pack, forms, example.changes)
        if isinstance(trial, Message):
            yield ExampleResult(rule, example, (), trial)
            continue
        outcomes = tuple(trial.outcomes(frozenset({rule.id})))
        yield ExampleResult(rule, example, outcomes, fault_of(example, outcomes))


def _bound(pack: Pack, forms: Sequence[Pack], changes: Mapping[str, Any]) -> Bound | NotAReport:
    """The changed sample of the pack, or of the form the changes name: last year's may be another."""
    other = changes.get("pack")
    if other is not None:
        found = next((form for form in forms if form.id == other), None)
        if found is None:
            raise UnknownPlaceError(str(other))
        pack = found
    return bind(sample_document(pack, changes), forms, _options(changes.get("report") or {}))


def _options(report: Mapping[str, Any]) -> BindingOptions:
    known: dict[str, Any] = {name: str(value) for name, value in report.items() if name in _OPTIONS}
    if "year" in known:
        known["year"] = int(known["year"])
    return BindingOptions(
        parameters={name: str(report[name]) for name in report if name not in _OPTIONS}, **known
    )


def fault_of(example: Example, outcomes: Sequence[Outcome]) -> Message | None:
    """Why the outcomes of a rule are not those its example says; ``None`` when they are."""
    for outcome in outcomes:
        if outcome.status is Status.BROKEN:
            return message("trial.broken", reason=outcome.reason or "")
    failed = instances(outcomes, Status.FAILED)
    fault = _fault(example, outcomes, failed)
    if fault is not None:
        return fault
    undecided = instances(outcomes, Status.UNDETERMINED)
    if sorted(undecided) == sorted(example.open) or (undecided and example.open == ANY):
        return None
    if not undecided:
        return message("trial.decided", expected=_shown(example.open))
    return message("trial.undecided", instances=_shown(undecided), reasons=_reasons(outcomes))


def instances(outcomes: Sequence[Outcome], status: Status) -> tuple[str, ...]:
    """The instances that ended so."""
    return tuple(outcome.instance for outcome in outcomes if outcome.status is status)


def _fault(example: Example, outcomes: Sequence[Outcome], failed: tuple[str, ...]) -> Message | None:
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
    reasons = _reasons(outcomes)
    return message("trial.not_applied", reasons=reasons) if reasons else message("trial.nothing_to_judge")


def _reasons(outcomes: Sequence[Outcome]) -> tuple[Message, ...]:
    return tuple(dict.fromkeys(outcome.reason for outcome in outcomes if outcome.reason is not None))


def _shown(instances: Sequence[str]) -> tuple[str, ...]:
    return tuple(instance or "—" for instance in instances)
