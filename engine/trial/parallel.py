"""The mutants of a pack in several processes, the same result however many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.engine.trial.cases import run_case
from gouji.engine.trial.mutants import mutants
from gouji.engine.trial.mutation import Fate, Plan, RuleScore, Tested, drawn, mutation
from gouji.grammar.records import dataclass
from gouji.rules.cases import read_cases
from gouji.rules.library import Library

if TYPE_CHECKING:
    from gouji.engine.trial.examples import Trial
    from gouji.rules.cases import Case
    from gouji.rules.pack import Pack

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Which:
    """Which pack is on trial: what another process needs to load it, too.

    Attributes:
        paths: packs given by path.
        name: id or path of the pack.
        cases: a folder or file of cases; those beside the pack when ``None``.
    """

    paths: tuple[str, ...]
    name: str
    cases: str | None = None

    def library(self) -> Library:
        """The library the pack is in."""
        return Library(tuple(Path(path) for path in self.paths))


def scores(which: Which, plan: Plan, jobs: int, progress: Progress) -> tuple[RuleScore, ...]:
    """The mutants of each rule and what became of them, in the order of the pack.

    Args:
        which: the pack, which has no errors.
        plan: what is tried; its cases are read anew.
        jobs: how many processes; with one everything happens here.
        progress: told how many rules of how many are done.
    """
    library = which.library()
    pack = library.load(which.name).pack
    if pack is None:
        return ()
    chosen = [rule for rule in pack.rules if plan.rules is None or rule in plan.rules]
    if jobs <= 1 or len(chosen) < 2:
        whole, found = replace(plan, cases=_cases(which, library, pack)), []
        for one in mutation(pack, library.forms(), whole):
            found.append(one)
            progress(len(found), len(chosen))
        return tuple(found)
    return _gathered(pack, plan, _in_processes(which, plan, chosen, jobs, progress))


def _in_processes(
    which: Which, plan: Plan, chosen: Sequence[str], jobs: int, progress: Progress
) -> dict[str, list[Fate]]:
    found: dict[str, list[Fate]] = {}
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (which,)) as pool:
        work = [pool.submit(_try, replace(plan, rules=frozenset({rule}))) for rule in chosen]
        for done in as_completed(work):
            found.update(done.result())
            progress(sum(one.done() for one in work), len(work))
    return found


_ready: list[tuple[Pack, tuple[Pack, ...], tuple[tuple[Case, Trial], ...]]] = []
"""In a process of its own: the pack, the forms beside it and its cases, loaded once."""


def _start(which: Which) -> None:
    library = which.library()
    pack = library.load(which.name).pack
    if pack is not None:
        _ready.append((pack, library.forms(), _cases(which, library, pack)))


def _try(plan: Plan) -> dict[str, list[Fate]]:
    pack, forms, cases = _ready[0]
    return {
        one.rule.id: [tested.fate for tested in one.tested]
        for one in mutation(pack, forms, replace(plan, cases=cases))
    }


def _gathered(pack: Pack, plan: Plan, fates: dict[str, list[Fate]]) -> tuple[RuleScore, ...]:
    """The fates with the mutants they belong to, which are the same in every process."""
    result = []
    for rule in pack.rules.values():
        if rule.id in fates:
            every = list(mutants(rule, pack.schema))
            tried = zip(drawn(rule, every, plan), fates[rule.id], strict=True)
            result.append(RuleScore(rule, tuple(Tested(one, fate) for one, fate in tried), len(every)))
    return tuple(result)


def _cases(which: Which, library: Library, pack: Pack) -> tuple[tuple[Case, Trial], ...]:
    root = library.root(which.name) if which.cases is None else Path(which.cases)
    found = []
    for case in read_cases(root, pack).cases:
        trial, faults = run_case(pack, case, library.forms())
        if trial is not None and not faults:
            found.append((case, trial))
    return tuple(found)
