"""A pack looked over before anybody uses it: faults, examples, what nothing uses, what can be proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.trial.examples import run_examples
from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass
from gouji.rules.proving.proofs import Proven, prove
from gouji.rules.proving.unused import lint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gouji.rules.library import Library
    from gouji.rules.pack import Pack


@dataclass(frozen=True)
class Inspection:
    """What is to be told of a pack.

    Attributes:
        pack: as far as it could be read; ``None`` when nothing could.
        faults: of loading: the pack cannot be used with an error among them.
        failed: examples that come out otherwise than they say.
        notes: what nothing uses, and rules without examples.
        proven: what was proven of the rules; ``None`` for an abstract pack, whose rules stand for others.
        examples: how many examples were run.
    """

    pack: Pack | None
    faults: tuple[Diagnostic, ...]
    failed: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    proven: Proven | None = None
    examples: int = 0

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything that was found."""
        return (*self.faults, *self.failed, *self.notes, *(self.proven.findings if self.proven else ()))

    @property
    def usable(self) -> bool:
        """Whether reports can be checked with the pack."""
        return self.pack is not None and all(fault.level != "error" for fault in self.faults)

    @property
    def clean(self) -> bool:
        """Whether nothing was found but notes."""
        return all(fault.level == "note" for fault in self.diagnostics)


def inspect(library: Library, name: str | Path) -> Inspection:
    """Look over the pack with this id, or in this folder or file.

    All faults come at once: rules are proven and examples run as far as the pack can be read.
    """
    draft = library.draft(name)
    if draft is None or draft.pack is None:
        return Inspection(None, library.load(name).diagnostics if draft is None else draft.diagnostics)
    pack = draft.pack
    notes = lint(pack, draft.own)
    if pack.abstract:
        return Inspection(pack, draft.diagnostics, notes=notes)
    found = Inspection(pack, draft.diagnostics, notes=notes, proven=prove(pack))
    if any(fault.level == "error" and fault.rule is None for fault in found.faults):
        return found
    results = list(_examples(pack, library))
    failed = tuple(fault for fault in results if fault is not None)
    return Inspection(pack, found.faults, failed, notes, found.proven, len(results))


def _examples(pack: Pack, library: Library) -> Iterator[Diagnostic | None]:
    """A fault, or none, for each example."""
    forms = library.forms()
    for rule in pack.rules.values():
        for result in run_examples(pack, rule, forms):
            if result.fault is None:
                yield None
            else:
                said = message("trial.example_fault", rule=rule.id, fault=result.fault)
                yield Diagnostic("trial.example_fault", said, result.example.place, rule=rule.id)
