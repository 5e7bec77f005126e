"""``gouji pack check``: a pack on trial before reports are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.options import LanguageOption, library_for, spoken
from gouji.cli.output import print_sheet, width
from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack


def pack_check(
    context: typer.Context,
    pack: Annotated[str, typer.Argument(metavar="ID|PATH", help="cli.argument_pack")],
    lang: LanguageOption = None,
) -> ExitStatus:
    """Load a pack, tell every fault with its line, and run the examples of its rules."""
    from gouji.engine.writing.frames import write_diagnostics  # noqa: PLC0415 - help and usage need no engine
    from gouji.engine.writing.sheet import Piece, Sheet  # noqa: PLC0415
    from gouji.grammar.catalogue import render  # noqa: PLC0415

    language = spoken(context, lang)
    library, name = library_for(pack)
    loaded = library.load(name or pack)
    faults = list(loaded.diagnostics)
    count, failed = (0, []) if loaded.pack is None else _examples(loaded.pack, library)
    sheet = Sheet(width(sys.stdout))
    if faults or failed:
        write_diagnostics(sheet, (*faults, *failed), language)
    elif loaded.pack is not None:
        result = message(
            "cli.pack_ok",
            pack=loaded.pack.id,
            rules=message("cli.rules", count=len(loaded.pack.rules)),
            examples=message("cli.examples", count=count),
        )
        sheet.paragraph(Piece(render(result, language), "bold green"))
    print_sheet(sheet, sys.stdout)
    if loaded.pack is None or any(fault.level == "error" for fault in faults):
        return ExitStatus.COULD_NOT_RUN
    return ExitStatus.FINDINGS if failed else ExitStatus.NONE


def _examples(pack: Pack, library: Library) -> tuple[int, list[Diagnostic]]:
    """How many examples ran, and a fault for each that fails; an abstract pack has none to run."""
    from gouji.engine.trial.examples import run_examples  # noqa: PLC0415

    if pack.abstract:
        return 0, []
    count, failed = 0, []
    for rule in pack.rules.values():
        for result in run_examples(pack, rule, library.forms()):
            count += 1
            if result.fault is not None:
                found = message("cli.example_fault", rule=rule.id, fault=result.fault)
                failed.append(Diagnostic("cli.example_fault", found, result.example.place, rule=rule.id))
    return count, failed
