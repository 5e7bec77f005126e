"""What the trial of a pack came to: its examples and cases, the mutants nobody noticed, the gates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gouji.engine.trial.mutation import Fate, RuleScore, score
from gouji.engine.writing.form_map import percent
from gouji.engine.writing.pack_json import place_object
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from gouji.engine.trial.filled import CellChange
    from gouji.engine.trial.mutation import Tested

FEW = 5
"""So many survivors of a rule are listed unless all are asked for."""


def write_mutation(
    sheet: Sheet, found: Sequence[RuleScore], language: Language, *, verbose: bool = False
) -> None:
    """Write the score of each rule with survivors, the survivors with their places, and the whole score."""
    for one in found:
        if not one.survivors and not verbose:
            continue
        own = score([one])
        sheet.paragraph(
            Piece(one.rule.id, "bold"),
            f"  {percent(own.share)}  ",
            render(
                message(
                    "trial.rule_score", killed=own.killed, of=own.killed + own.survived, same=own.equivalent
                ),
                language,
            ),
        )
        shown = one.survivors if verbose else one.survivors[:FEW]
        for survivor in shown:
            sheet.paragraph(_place(survivor), "  ", _said(survivor, language), indent=2, hang=4)
        if len(one.survivors) > len(shown):
            more = message("trial.more_survivors", count=len(one.survivors) - len(shown))
            sheet.paragraph(render(more, language), indent=2)
    whole = score(found)
    tried, there = sum(len(one.tested) for one in found), sum(one.all for one in found)
    sheet.blank()
    if tried < there:
        sheet.paragraph(render(message("trial.drawn", tried=tried, all=there), language))
    said = message(
        "trial.score",
        share=percent(whole.share),
        killed=whole.killed,
        of=whole.killed + whole.survived,
        same=whole.equivalent,
    )
    sheet.paragraph(Piece(render(said, language), "bold"))


def write_cell_changes(sheet: Sheet, changes: Sequence[CellChange], language: Language) -> None:
    """Write how many changed figures of a valid report were noticed."""
    noticed = sum(bool(one.noticed_by) for one in changes)
    sheet.paragraph(render(message("trial.cell_changes", noticed=noticed, of=len(changes)), language))


def _place(survivor: Tested) -> Piece:
    place = survivor.mutant.rule.source.place(survivor.mutant.change.span)
    name = place.file.replace("\\", "/").rpartition("/")[2]
    return Piece(f"{name}:{place.start.line}:{place.start.column}", "blue")


def _said(survivor: Tested, language: Language) -> str:
    return render(survivor.mutant.change.message, language)


def mutation_object(found: Sequence[RuleScore], language: Language) -> dict[str, Any]:
    """The mutants as JSON has them: the score, and every mutant that was not noticed."""
    whole = score(found)
    return {
        "score": round(whole.share, 2),
        "killed": whole.killed,
        "survived": whole.survived,
        "equivalent": whole.equivalent,
        "rules": [_rule_object(one, language) for one in found],
    }


def _rule_object(one: RuleScore, language: Language) -> dict[str, Any]:
    own = score([one])
    return {
        "rule": one.rule.id,
        "score": round(own.share, 2),
        "mutants": one.all,
        "tried": len(one.tested),
        "killed": own.killed,
        "survivors": [_mutant_object(tested, language) for tested in one.survivors],
        "equivalent": [
            _mutant_object(tested, language) for tested in one.tested if tested.fate is Fate.EQUIVALENT
        ],
    }


def _mutant_object(tested: Tested, language: Language) -> dict[str, Any]:
    return {
        "kind": tested.mutant.change.kind.value,
        "change": _said(tested, language),
        "place": place_object(tested.mutant.rule.source.place(tested.mutant.change.span)),
    }


def cells_object(changes: Sequence[CellChange]) -> list[dict[str, Any]]:
    """The changed figures as JSON has them."""
    return [
        {
            "table": one.cell[0],
            "row": ".".join(one.cell[1]),
            "column": ".".join(one.cell[2]),
            "change": one.change,
            "noticed_by": list(one.noticed_by),
        }
        for one in changes
    ]
