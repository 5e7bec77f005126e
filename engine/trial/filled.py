"""A valid report with every cell filled, and what notices when one of its figures is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.report import Fact, FactState, Report
from gouji.engine.checking.evaluating import touches_tables
from gouji.engine.checking.outcomes import Status
from gouji.engine.trial.examples import Trial, prepared
from gouji.grammar.catalogue import number
from gouji.grammar.records import dataclass
from gouji.grammar.schema import dotted
from gouji.rules.linear import Cell, linear_relations
from gouji.rules.proving.bounds import cell_bounds
from gouji.rules.solver import Bounds, Constraint, Solution, available, solve

if TYPE_CHECKING:
    from gouji.rules.pack import Pack

LEAST = Fraction(2)
"""The least figure of a filled cell, so that one less is still a figure above nothing."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A figure of a valid report changed, and the rules that fail for it."""

    cell: Cell
    change: str
    noticed_by: tuple[str, ...]


def filled_values(pack: Pack) -> Mapping[Cell, Fraction] | None:
    """Figures for every cell with which all relations of the pack hold; ``None`` without a solver."""
    if not available():
        return None
    relations = [
        one
        for rule in pack.rules.values()
        if rule.disabled is None
        for one in linear_relations(rule, pack.schema)
    ]
    system = [
        Constraint(one.coefficients, one.constant, one.operator) for one in relations if one.operator != "!="
    ]
    for least in (LEAST, None):
        bounds = {}
        for table in pack.schema.tables.values():
            for row, column in table.cells():
                cell = (table.id, row, column)
                declared = cell_bounds(cell, pack.schema)
                bounds[cell] = Bounds(declared.lower if least is None else least, None, declared.integral)
        found = solve(system, bounds, dict.fromkeys(bounds, Fraction(1)))
        if isinstance(found, Solution):
            return {cell: found.values[cell] for cell in bounds}
    return None


def filled_changes(values: Mapping[Cell, Fraction]) -> dict[str, dict[str, dict[str, str]]]:
    """The figures as the changes of an example."""
    tables: dict[str, dict[str, str]] = {}
    for (table, row, column), value in values.items():
        tables.setdefault(table, {})[f"{dotted(row)}, {dotted(column)}"] = number(value)
    return {"cells": tables}


def cell_changes(pack: Pack, forms: Sequence[Pack]) -> Iterator[CellChange]:
    """Every cell of a valid report one more, one less, and blank: which rules newly fail.

    Nothing comes without a solver, nor for a form without tables.
    """
    values = filled_values(pack)
    trial = prepared(pack, forms, filled_changes(values)) if values else None
    if values is None or not isinstance(trial, Trial):
        return
    about_tables = frozenset(rule.id for rule in pack.rules.values() if touches_tables(rule.typed))
    before = _failed(trial, trial.bound.report, about_tables)
    for cell, value in values.items():
        for change, fact in _changed(pack, cell, value):
            after = _failed(trial, _with(trial.bound.report, cell, fact), about_tables) - before
            yield CellChange(cell, change, tuple(sorted({rule for rule, _ in after})))


def _changed(pack: Pack, cell: Cell, value: Fraction) -> Iterator[tuple[str, Fact]]:
    for change, other in (("+1", value + 1), ("-1", value - 1)):
        yield change, Fact(FactState.VALUE, number(other), other)
    yield "blank", Fact(FactState.BLANK, "", counts_as=pack.schema.tables[cell[0]].blank)


def _with(report: Report, cell: Cell, fact: Fact) -> Report:
    table, *place = cell
    bound = report.tables[table]
    return replace(
        report,
        tables={**report.tables, table: replace(bound, facts={**bound.facts, (place[0], place[1]): fact})},
    )


def _failed(trial: Trial, report: Report, rules: frozenset[str]) -> frozenset[tuple[str, str]]:
    changed = replace(trial, bound=replace(trial.bound, report=report))
    return frozenset(
        (outcome.rule.id, outcome.instance)
        for outcome in changed.outcomes(rules)
        if outcome.status is Status.FAILED
    )
