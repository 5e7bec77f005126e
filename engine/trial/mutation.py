"""Whether a pack's examples and cases notice when a rule is changed: the mutation score."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gouji.engine.trial.equivalence import equivalent
from gouji.engine.trial.examples import Trial, fault_of, prepared
from gouji.engine.trial.mutants import Mutant, mutants
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.rules.cases import Case
    from gouji.rules.pack import Example, Pack, Rule


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    """An example comes out otherwise than it says."""

    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    """No report can tell it from the rule; proven."""


@dataclass(frozen=True)
class Tested:
    """A mutant and what became of it.

    Attributes:
        noticed_by: the example or case that noticed it.
    """

    mutant: Mutant
    fate: Fate
    noticed_by: Example | None = None


@dataclass(frozen=True)
class RuleScore:
    """The mutants of one rule, in the order of its text.

    Attributes:
        all: how many mutants the rule has; more than were tried when only some were drawn.
    """

    rule: Rule
    tested: tuple[Tested, ...]
    all: int

    @property
    def survivors(self) -> tuple[Tested, ...]:
        """The mutants that nobody noticed."""
        return tuple(one for one in self.tested if one.fate is Fate.SURVIVED)


@dataclass(frozen=True, slots=True)
class Score:
    """How many mutants were noticed, of those that can be."""

    killed: int
    survived: int
    equivalent: int

    @property
    def share(self) -> float:
        """In percent; 100 when there was nothing to notice."""
        able = self.killed + self.survived
        return 100 * self.killed / able if able else 100.0


def score(found: Sequence[RuleScore]) -> Score:
    """Of all rules together."""
    fates = [tested.fate for one in found for tested in one.tested]
    return Score(*(fates.count(fate) for fate in (Fate.KILLED, Fate.SURVIVED, Fate.EQUIVALENT)))


@dataclass(frozen=True)
class Plan:
    """What is tried.

    Attributes:
        rules: ids of the rules to change; all when ``None``.
        most: how many mutants of a rule are tried; which ones, ``seed`` decides.
        cases: the cases beside the pack that come out as they say, with their reports.
    """

    rules: frozenset[str] | None = None
    most: int | None = None
    seed: int = 0
    cases: tuple[tuple[Case, Trial], ...] = ()


def mutation(pack: Pack, forms: Sequence[Pack], plan: Plan | None = None) -> Iterator[RuleScore]:
    """The mutants of each rule of ``pack`` that is not switched off, tried on its examples."""
    plan = plan or Plan()
    for rule in pack.rules.values():
        if rule.disabled is None and (plan.rules is None or rule.id in plan.rules):
            yield _of_rule(pack, rule, forms, plan)


def _of_rule(pack: Pack, rule: Rule, forms: Sequence[Pack], plan: Plan) -> RuleScore:
    every = list(mutants(rule, pack.schema))
    trials = [*_trials(pack, rule, forms), *((case.example(rule), trial) for case, trial in plan.cases)]
    tried = drawn(rule, every, plan)
    return RuleScore(rule, tuple(_tested(pack, rule, one, trials) for one in tried), len(every))


def drawn(rule: Rule, every: Sequence[Mutant], plan: Plan) -> Sequence[Mutant]:
    """The mutants of a rule that are tried: all, or as many as the plan allows, drawn by its seed."""
    if plan.most is None or len(every) <= plan.most:
        return every
    picked = random.Random(f"{plan.seed} {rule.id}").sample(range(len(every)), plan.most)  # noqa: S311
    return [every[place] for place in sorted(picked)]


def _trials(pack: Pack, rule: Rule, forms: Sequence[Pack]) -> Iterator[tuple[Example, Trial]]:
    """The examples that hold: those that do not say nothing of a mutant."""
    alone = replace(pack, rules={rule.id: rule})
    for example in rule.examples:
        trial = prepared(pack, forms, example.changes)
        if isinstance(trial, Trial) and not _notices(alone, example, trial, rule):
            yield example, trial


def _tested(pack: Pack, rule: Rule, mutant: Mutant, trials: Sequence[tuple[Example, Trial]]) -> Tested:
    changed = replace(pack, rules={rule.id: mutant.rule})
    for example, trial in trials:
        if _notices(changed, example, trial, rule):
            return Tested(mutant, Fate.KILLED, example)
    same = equivalent(rule.typed, mutant.rule.typed, pack.schema)
    return Tested(mutant, Fate.EQUIVALENT if same else Fate.SURVIVED)


def _notices(pack: Pack, example: Example, trial: Trial, rule: Rule) -> bool:
    outcomes = tuple(trial.outcomes(frozenset({rule.id}), pack))
    return fault_of(example, outcomes) is not None
