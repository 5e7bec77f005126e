"""The cases beside a pack put to the test: everything found in a report against everything expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Status
from gouji.engine.trial.examples import ANY, Trial, prepared
from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.messages import Argument, Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.rules.cases import Case
    from gouji.rules.pack import Pack


def run_case(pack: Pack, case: Case, forms: Sequence[Pack] = ()) -> tuple[Trial | None, list[Diagnostic]]:
    """The report of the case, and a fault for each rule that finds something else in it than expected."""
    trial = prepared(pack, forms, case.changes)
    if isinstance(trial, Message):
        return None, [_fault("case_report", case, reason=trial)]
    failed: dict[str, list[str]] = {}
    undecided: dict[str, list[str]] = {}
    for outcome in trial.outcomes():
        if outcome.status is Status.FAILED:
            failed.setdefault(outcome.rule.id, []).append(outcome.instance)
        elif outcome.status is Status.UNDETERMINED:
            undecided.setdefault(outcome.rule.id, []).append(outcome.instance)
        elif outcome.status is Status.BROKEN:
            failed.setdefault(outcome.rule.id, []).append("!")
    return trial, [
        *_differences("case_failed", case, case.expect, failed),
        *_differences("case_open", case, case.open, undecided),
    ]


def _differences(
    code: str, case: Case, expected: Mapping[str, tuple[str, ...]], found: Mapping[str, Sequence[str]]
) -> Iterator[Diagnostic]:
    for rule in dict.fromkeys((*expected, *found)):
        wanted, got = expected.get(rule, ()), tuple(found.get(rule, ()))
        if sorted(wanted) != sorted(got) and not (got and wanted == ANY):
            yield _fault(code, case, rule=rule, expected=_shown(wanted), found=_shown(got))


def _fault(code: str, case: Case, **arguments: Argument) -> Diagnostic:
    said = message(f"trial.{code}", case=case.id, **arguments)
    return Diagnostic(f"trial.{code}", said, case.place)


def _shown(instances: Sequence[str]) -> tuple[Argument, ...]:
    return tuple(instance or "—" for instance in instances) or (message("trial.nowhere"),)
