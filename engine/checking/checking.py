"""One report checked: every rule evaluated, failures located, findings told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.blaming import blamed
from gouji.engine.checking.corroborating import corroborated
from gouji.engine.checking.doubts import by_name, with_doubt, without_certainty
from gouji.engine.checking.evaluating import evaluate
from gouji.engine.checking.findings import findings_of
from gouji.engine.checking.localising import Localised, localise
from gouji.engine.checking.outcomes import Outcome, Status
from gouji.engine.checking.part_statements import with_parts_doubted
from gouji.engine.checking.relations import HARD, RelationKey, relations_on
from gouji.engine.checking.result import CheckedReport, status_of
from gouji.engine.checking.views import View
from gouji.engine.checking.withholding import withheld
from gouji.grammar.remembering import once_per_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.others import Other
    from gouji.rules.linear import LinearRelation
    from gouji.rules.pack import Pack


def check(
    report: Report,
    filled: Pack,
    due: Pack,
    previous: Report | Other | None = None,
    members: Sequence[Report | Other] = (),
    *,
    previous_form: Pack | None = None,
    rules: frozenset[str] | None = None,
) -> CheckedReport:
    """Check a bound report.

    Args:
        report: the report, bound to ``filled``.
        filled: the form whose labels its tables carry.
        due: the form of the report year.
        previous: last year's report, if given, bound to ``previous_form`` (``filled`` when not given).
        members: the reports that this one adds up.
        previous_form: the form that last year's report was filled by.
        rules: ids of the rules to run; all when not given.
    """
    evaluated = evaluate(report, filled, due, previous, members, previous_form=previous_form, chosen=rules)
    reports = by_name(report, previous, members)
    doubted = [with_doubt(one, reports, filled.schema) for one in evaluated]
    outcomes = withheld(sorted(with_parts_doubted(doubted, report), key=lambda one: one.rule.id))
    failed = frozenset(
        _key(one) for one in outcomes if one.status is Status.FAILED and one.rule.ground in HARD
    )
    localised = _located(report, filled, failed) if failed else ()
    if localised:

        def again(repaired: Report, chosen: frozenset[str]) -> Iterable[Outcome]:
            return evaluate(
                repaired, filled, due, previous, members, previous_form=previous_form, chosen=chosen
            )

        localised = corroborated(report, localised, outcomes, again)
    localised = (*localised, *blamed(report, outcomes, localised))
    findings, causes = findings_of(report, filled, outcomes, localised)
    return CheckedReport(report, filled, due, outcomes, findings, causes, status_of(outcomes))


def _located(report: Report, filled: Pack, failed: frozenset[RelationKey]) -> tuple[Localised, ...]:
    """The causes of what failed.

    All hard relations take part, whichever rules were chosen: no repair may break one.
    """
    view = View(report, filled.schema, marks=filled.recognition.placeholders)
    causes = localise(view, relations_on(view, _hard_relations(filled)))
    shown = (cause for cause in causes if not failed.isdisjoint(cause.explains))
    return tuple(without_certainty(cause, report) for cause in shown)


@once_per_object
def _hard_relations(pack: Pack) -> tuple[LinearRelation, ...]:
    """What the hard rules of a form demand, as linear relations."""
    from gouji.rules.linear import linear_relations  # noqa: PLC0415 - only failing reports need it

    hard = [rule for rule in pack.rules.values() if rule.ground in HARD and rule.disabled is None]
    return tuple(relation for rule in hard for relation in linear_relations(rule, pack.schema))


def _key(outcome: Outcome) -> RelationKey:
    return outcome.rule.id, outcome.instance
