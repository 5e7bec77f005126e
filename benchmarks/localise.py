"""Plant wrong numbers in consistent tables, and see whether the cells are found, and how long that takes.

The tables are those of the shipped forms, filled at random so that every relation holds. The time is compared
with that of one run of the solver on the same system, which finds one smallest set of cells and no other.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from statistics import median

from gouji.engine.binding.binding import Bound, bind
from gouji.engine.binding.report import Fact, FactState, Report
from gouji.engine.checking.localising import Localised, localise
from gouji.engine.checking.outcomes import Decider
from gouji.engine.checking.relations import HARD, CellKey, Relation, relations_on
from gouji.engine.checking.searching import freed, start
from gouji.engine.checking.solving import program
from gouji.engine.checking.systems import System, systems_of
from gouji.engine.checking.views import View
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library
from gouji.rules.linear import linear_relations
from gouji.rules.pack import Pack
from gouji.rules.solver import solve

ERRORS = (1, 2, 3, 5, 10, 30, 100, 300, 1000)
MOST_DRAWS = 200
Values = Mapping[CellKey, int]


@dataclass
class Score:
    """What came of the cases of a form with so many wrong cells."""

    cases: int = 0
    found: int = 0
    smaller: int = 0
    unique: int = 0
    by_bounds: int = 0
    missed: list[str] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    def told(self) -> dict[str, object]:
        """The figures."""
        return {
            "cases": self.cases,
            "found": self.found,
            "smaller": self.smaller,
            "unique": self.unique,
            "by_bounds": self.by_bounds,
            "missed": len(self.missed),
            "ms": round(median(self.spent), 2),
            "slowest_ms": round(max(self.spent), 2),
            "ratio": round(median(self.ratios), 3) if self.ratios else None,
            "slowest_ratio": round(max(self.ratios), 3) if self.ratios else None,
        }


class Trials:
    """A form with its hard relations, and reports filled with numbers for which they hold."""

    def __init__(self, pack: Pack, chance: random.Random) -> None:
        bound = bind(sample_document(pack), [pack])
        if not isinstance(bound, Bound):
            raise SystemExit(f"the sample of {pack.id} is no report")
        self.pack, self.chance, self.blank = pack, chance, bound.report
        hard = [rule for rule in pack.rules.values() if rule.ground in HARD and rule.disabled is None]
        self.declared = [one for rule in hard for one in linear_relations(rule, pack.schema)]
        view = self.view(bound.report)
        self.systems = list(systems_of(view, self.relations(view), failed=False))

    def view(self, report: Report) -> View:
        """A report as the rules see it."""
        return View(report, self.pack.schema, marks=self.pack.recognition.placeholders)

    def relations(self, view: View) -> tuple[Relation, ...]:
        """The hard relations on a report."""
        return relations_on(view, self.declared)

    def filled(self, system: System) -> dict[CellKey, int]:
        """Numbers for the cells of a system: totals, and what else must, follow from the others."""
        state = start(system)
        order = sorted(
            range(len(system.cells)), key=lambda cell: (not self._is_total(system.cells[cell]), cell)
        )
        for cell in order:
            if state is not None and any(cell in row.factors for row in state.rows):
                state = freed(state, cell)
        if state is None:
            raise SystemExit(f"the relations of {self.pack.id} contradict each other")
        for _ in range(MOST_DRAWS):
            values = {cell: Fraction(self._drawn()) for cell in order if cell not in state.solved}
            for cell, row in state.solved.items():
                rest = sum(factor * values[one] for one, factor in row.factors.items() if one != cell)
                values[cell] = -rest / row.factors[cell]
            whole = all(system.may_be(cell, value) for cell, value in values.items())
            if whole and all(self._holds(row, values) for row in state.limits):
                return {system.cells[cell]: int(value) for cell, value in values.items()}
        raise SystemExit(f"no numbers satisfy the relations of {self.pack.id}")

    def _is_total(self, cell: CellKey) -> bool:
        table = self.pack.schema.tables[cell[0]]
        return table.row_index[cell[1]].total or table.column_index[cell[2]].total

    def _drawn(self) -> int:
        return self.chance.choice((0, 0, 0, self.chance.randint(1, 9), self.chance.randint(1, 90)))

    @staticmethod
    def _holds(row: object, values: Mapping[int, Fraction]) -> bool:
        factors = row.factors  # type: ignore[attr-defined]
        return sum(factor * values[cell] for cell, factor in factors.items() if cell in values) <= 0

    def report(self, values: Values) -> Report:
        """The blank report with numbers in its cells."""
        tables = dict(self.blank.tables)
        for (table, row, column), value in values.items():
            fact = Fact(FactState.VALUE, str(value), Fraction(value))
            tables[table] = replace(tables[table], facts={**tables[table].facts, (row, column): fact})
        return replace(self.blank, tables=tables)

    def error(self, value: int) -> int:
        """By how much a number is to be wrong, without becoming negative."""
        errors = [sign * size for size in ERRORS for sign in (1, -1) if value + sign * size >= 0]
        return self.chance.choice(errors)

    def planted(self, values: Values, count: int) -> dict[CellKey, int]:
        """Wrong numbers for so many cells."""
        cells = self.chance.sample(sorted(values), count)
        return {cell: values[cell] + self.error(values[cell]) for cell in cells}


def tried(trials: Trials, values: Values, planted: Values, score: Score, *, beside: bool) -> None:
    """Locate what was planted and score it."""
    report = trials.report({**values, **planted})
    began = time.perf_counter()
    view = trials.view(report)
    relations = trials.relations(view)
    causes = localise(view, relations)
    score.spent.append((time.perf_counter() - began) * 1000)
    score.cases += 1
    if beside and causes:
        score.ratios.append(score.spent[-1] / _solver_ms(view, relations))
    least = sum(cause.least for cause in causes)
    if least < len(planted):
        good = all(cause.alternatives for cause in causes) and _holds(trials, report, causes)
        score.smaller += good
    else:
        good = least == len(planted) and all(_has(cause, planted, values) for cause in causes)
        score.found += good
    score.unique += all(cause.unique for cause in causes)
    score.by_bounds += bool(causes) and all(cause.decided is Decider.BOUNDS for cause in causes)
    if not good:
        score.missed.append(str(planted))


def _has(cause: Localised, planted: Values, values: Values) -> bool:
    """Whether a change of planted cells alone is among the alternatives, back to what they were."""
    for alternative in cause.alternatives:
        cells = {(one.place.table, one.place.row, one.place.column): one for one in alternative.cells}
        if cells.keys() <= planted.keys() and all(
            one.between is not None or one.suggested == values[cell] for cell, one in cells.items()
        ):
            return True
    return False


def _holds(trials: Trials, report: Report, causes: Sequence[Localised]) -> bool:
    """Whether every relation holds after the first change of each cause."""
    changed = {
        (one.place.table, one.place.row, one.place.column): one.suggested
        for cause in causes
        for one in cause.alternatives[0].cells
    }
    tables = dict(report.tables)
    for (table, row, column), value in changed.items():
        fact = Fact(FactState.VALUE, str(value), value)
        tables[table] = replace(tables[table], facts={**tables[table].facts, (row, column): fact})
    view = trials.view(replace(report, tables=tables))
    return not list(systems_of(view, trials.relations(view)))


def _solver_ms(view: View, relations: Sequence[Relation]) -> float:
    """What one run of the solver takes for every failed system."""
    spent = 0.0
    for system in systems_of(view, relations):
        constraints, bounds, costs = program(system)
        began = time.perf_counter()
        solve(constraints, bounds, costs)
        spent += time.perf_counter() - began
    return spent * 1000


def measured(cases: int, seed: int) -> Iterator[tuple[str, str, Score]]:
    """The scores of each form: every cell of its largest system once, then 1, 2, 3 cells of any at random."""
    for pack in sorted(Library().forms(), key=lambda one: one.id):
        chance = random.Random(f"{seed} {pack.id}")
        trials = Trials(pack, chance)
        if not any(len(system.relations) > 1 for system in trials.systems):
            continue
        each = max(cases // 6, 1)
        for count in (1, 2, 3):
            score = Score()
            for _ in range(each):
                values = {
                    cell: value for system in trials.systems for cell, value in trials.filled(system).items()
                }
                tried(trials, values, trials.planted(values, count), score, beside=True)
            yield pack.id, f"{count} at random", score
        large = max(trials.systems, key=lambda system: len(system.cells))
        score = Score()
        values = trials.filled(large)
        step = 1 if cases >= 1000 else 9
        for cell in large.cells[::step]:
            tried(trials, values, {cell: values[cell] + trials.error(values[cell])}, score, beside=False)
        yield pack.id, "each cell of the largest system", score
        score = Score()
        for small in trials.systems:
            if len(small.relations) == 1 and small.rows[0].exact:
                values = trials.filled(small)
                for cell in small.cells:
                    wrong = {cell: values[cell] + trials.error(values[cell])}
                    tried(trials, values, wrong, score, beside=False)
        yield pack.id, "each cell of a single sum", score


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns 1 when a planted set was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument(
        "--cases", type=int, default=1200, help="cases at random, over all forms (default 1200)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the numbers drawn (default 1)")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    options = parser.parse_args(arguments)
    rows = [
        {"form": form, "wrong": wrong, **score.told()}
        for form, wrong, score in measured(options.cases, options.seed)
    ]
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        for row in rows:
            print("  ".join(f"{name} {value}" for name, value in row.items()))
    return 1 if any(row["missed"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
