"""All rules over one report: whose rules judge what, with last year's report and the members at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from gouji.engine.checking.compiling import CompiledRule, broken
from gouji.engine.checking.others import PREVIOUS, Other, OtherView
from gouji.engine.checking.running import WHOLE, Run
from gouji.engine.checking.views import View
from gouji.grammar.records import parts
from gouji.grammar.remembering import once_per_object
from gouji.grammar.syntax import Kind
from gouji.grammar.typed import (
    CellGroup,
    CellValue,
    Element,
    ElementGroup,
    ElementValue,
    TypedInOrder,
    TypedScope,
)

if TYPE_CHECKING:
    from gouji.engine.binding.report import Report
    from gouji.engine.checking.outcomes import Outcome
    from gouji.grammar.schema import Path
    from gouji.rules.pack import Pack, Rule

_OF_TABLES = frozenset({Kind.TABLE, Kind.ROW, Kind.COLUMN, Kind.CELL})


def evaluate(
    report: Report,
    filled: Pack,
    due: Pack,
    previous: Report | Other | None = None,
    members: Sequence[Report | Other] = (),
    *,
    previous_form: Pack | None = None,
    chosen: frozenset[str] | None = None,
) -> Iterator[Outcome]:
    """Every rule on a report, one outcome for each instance.

    Args:
        report: the report, bound to ``filled``.
        filled: the form whose labels its tables carry; its rules judge tables, rows, columns and cells.
        due: the form of the report year; its rules judge everything else.
        previous: last year's report, if given.
        members: the reports that this one adds up.
        previous_form: the form that last year's report was filled by; the filled form when not given.
        chosen: ids of the rules to run; all when not given.
    """
    run, views = prepared(report, filled, due, previous, members, previous_form=previous_form)
    for pack, rule, compiled in judging(filled, due):
        if chosen is not None and rule.id not in chosen:
            continue
        if isinstance(compiled, CompiledRule):
            run.view = views[pack]
            run.elements, run.instance = [], WHOLE
            yield from compiled.outcomes(run)
        else:
            yield compiled


def prepared(
    report: Report,
    filled: Pack,
    due: Pack,
    previous: Report | Other | None,
    members: Sequence[Report | Other],
    *,
    previous_form: Pack | None = None,
) -> tuple[Run, Mapping[str, View]]:
    """A run over a report, and the report as the rules of either form see it; see ``evaluate``."""
    others = _member_views(members, filled)
    view = View(report, filled.schema, marks=due.recognition.placeholders)
    run = Run(
        view,
        filled.form,
        due.form,
        {**filled.schema.parameters, **due.schema.parameters},
        None if previous is None else other_view(previous, filled, PREVIOUS, previous_form),
        tuple(view for view in others if not view.copy),
        others,
    )
    views = {filled.id: view, due.id: view if due is filled else _with_sections(view, filled, due)}
    return run, views


def _with_sections(view: View, filled: Pack, due: Pack) -> View:
    """The report seen through the due form's sections; tables stay those of the filled form."""
    schema = type(due.schema)(
        filled.schema.tables, due.schema.sections, due.schema.claims, due.schema.parameters
    )
    return View(view.report, schema, view.name, due.recognition.placeholders)


def other_view(other: Report | Other, filled: Pack, name: str, form: Pack | None = None) -> OtherView:
    """Another report seen with the names of a form.

    Args:
        other: the report.
        filled: the form whose names are used.
        name: what the other report is called.
        form: the form it was filled by, where it does not say so itself.
    """
    other = other if isinstance(other, Other) else Other(other)
    form = other.form or form or filled
    correspondence: dict[Path, tuple[Path, ...]] = {}
    for pack in (form.id, *form.lineage):
        correspondence = {**filled.correspondence.get(pack, {}), **correspondence}
    return OtherView(other, form, filled.schema, correspondence, name)


def _member_views(members: Sequence[Report | Other], filled: Pack) -> tuple[OtherView, ...]:
    def organ(report: Report) -> str:
        found = report.identity.organ
        return report.name if found is None else str(found.value or found.text)

    reports = [(member.report if isinstance(member, Other) else member, member) for member in members]
    named = sorted(
        ((organ(report), report.name, other) for report, other in reports), key=lambda one: one[:2]
    )
    return tuple(other_view(other, filled, name) for name, _, other in named)


def judging(filled: Pack, due: Pack) -> Iterator[tuple[str, Rule, CompiledRule | Outcome]]:
    """The rules that judge, with the pack each comes from."""
    if filled is due:
        for rule, compiled, _ in _rules_of(due).values():
            yield due.id, rule, compiled
        return
    for rule, compiled, of_tables in _rules_of(due).values():
        if not of_tables:
            yield due.id, rule, compiled
    for rule, compiled, of_tables in _rules_of(filled).values():
        if of_tables:
            yield filled.id, rule, compiled


@once_per_object
def _rules_of(pack: Pack) -> Mapping[str, tuple[Rule, CompiledRule | Outcome, bool]]:
    """The pack's rules, compiled."""
    return {rule.id: _prepared(rule, pack) for rule in pack.rules.values()}


def _prepared(rule: Rule, pack: Pack) -> tuple[Rule, CompiledRule | Outcome, bool]:
    try:
        return rule, CompiledRule(rule, pack.schema), touches_tables(rule.typed)
    except Exception as error:  # a rule that cannot be compiled must not sink the others
        return rule, broken(rule, error), False


def touches_tables(node: object) -> bool:
    """Whether a typed rule looks at tables, rows, columns or cells."""
    match node:
        case CellValue() | CellGroup():
            return True
        case TypedScope() | Element() | ElementValue() | ElementGroup() | TypedInOrder() if (
            node.kind in _OF_TABLES
        ):
            return not (isinstance(node, ElementGroup) and node.of is not None)
        case tuple():
            return any(touches_tables(one) for one in node)
        case _:
            return any(map(touches_tables, parts(node)))
