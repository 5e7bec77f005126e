"""What was found in a pack, for the terminal: faults with their lines, then what was proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.writing.frames import write_diagnostics
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message
from gouji.rules.solver import INSTALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.diagnostics import Diagnostic
    from gouji.rules.linear import LinearRelation
    from gouji.rules.pack import Pack
    from gouji.rules.proving.implied import Implied
    from gouji.rules.proving.proofs import Proven

FEW = 4
"""So many relations that another follows from are named; of more, the rules."""


def write_check(
    sheet: Sheet,
    pack: Pack | None,
    diagnostics: Sequence[Diagnostic],
    proven: Proven | None,
    language: Language,
    *,
    examples: int,
    verbose: bool = False,
) -> None:
    """Write the result of ``pack check``.

    Args:
        sheet: where to write.
        pack: as far as it could be read.
        diagnostics: everything that was found.
        proven: what was proven; ``None`` when nothing was tried.
        language: of the words.
        examples: how many examples were run.
        verbose: list the relations that follow from others one by one.
    """
    if diagnostics:
        write_diagnostics(sheet, diagnostics, language)
    elif pack is not None:
        counts = (message("cli.rules", count=len(pack.rules)), message("cli.examples", count=examples))
        said = message("cli.pack_ok", pack=pack.id, rules=counts[0], examples=counts[1])
        sheet.paragraph(Piece(render(said, language), "bold green"))
    if proven is not None:
        _write_proofs(sheet, proven, language, verbose=verbose)


def _write_proofs(sheet: Sheet, proven: Proven, language: Language, *, verbose: bool) -> None:
    if not proven.solver:
        sheet.paragraph(render(message("proof.not_done", install=INSTALL), language))
    elif not proven.findings:
        sheet.paragraph(render(message("proof.done", count=proven.relations), language))
    if proven.implied:
        sheet.paragraph(render(message("proof.implied_count", count=len(proven.implied)), language))
        if verbose:
            for one in proven.implied:
                sheet.paragraph(render(_implied(one), language), indent=2, hang=4)


def _implied(one: Implied) -> Message:
    relation = one.relation
    instance = relation.instance or "—"
    if not one.by:
        return message("proof.implied_bounds", rule=relation.rule.id, instance=instance)
    return message("proof.implied", rule=relation.rule.id, instance=instance, by=_named(one.by))


def _named(relations: Sequence[LinearRelation]) -> tuple[str, ...]:
    if len(relations) <= FEW:
        return tuple(f"{one.rule.id} ({one.instance})" for one in relations)
    return tuple(dict.fromkeys(one.rule.id for one in relations))
