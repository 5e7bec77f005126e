"""A pack put to the test: its examples and cases, then, if asked for, mutants and the map of its form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gouji.engine.trial.cases import run_case
from gouji.engine.trial.examples import run_examples
from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass
from gouji.rules.cases import read_cases

if TYPE_CHECKING:
    from gouji.engine.trial.parallel import Which
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack


@dataclass(frozen=True)
class Tried:
    """How the examples and cases of a pack came out.

    Attributes:
        faults: examples and cases that come out otherwise than they say, and faults of case files.
    """

    examples: int
    cases: int
    faults: tuple[Diagnostic, ...]


def try_out(pack: Pack, library: Library, which: Which, rules: frozenset[str] | None = None) -> Tried:
    """Run the examples of the rules, all or those chosen, and the cases beside the pack."""
    forms = library.forms()
    chosen = [rule for rule in pack.rules.values() if rules is None or rule.id in rules]
    results = [
        (rule, result) for rule in chosen if not pack.abstract for result in run_examples(pack, rule, forms)
    ]
    faults = [
        Diagnostic(
            "trial.example_fault",
            message("trial.example_fault", rule=rule.id, fault=result.fault),
            result.example.place,
            rule=rule.id,
        )
        for rule, result in results
        if result.fault is not None
    ]
    found = read_cases(library.root(which.name) if which.cases is None else Path(which.cases), pack)
    faults += found.diagnostics
    cases = () if rules is not None or pack.abstract else found.cases
    for case in cases:
        faults += run_case(pack, case, forms)[1]
    return Tried(len(results), len(cases), tuple(faults))
