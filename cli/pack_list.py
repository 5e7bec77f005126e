"""``gouji pack list``: the packs there are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.loading import library_for
from gouji.cli.options import LanguageOption, spoken
from gouji.cli.output import note, print_sheet, width

if TYPE_CHECKING:
    from gouji.grammar.messages import Language
    from gouji.rules.pack import Pack


def pack_list(context: typer.Context, lang: LanguageOption = None) -> ExitStatus:
    """List the packs that reports are checked against: the form each stands for, its years and its rules."""
    from gouji.engine.writing.amending import lines_about  # noqa: PLC0415
    from gouji.engine.writing.sheet import Piece, Sheet  # noqa: PLC0415

    language = spoken(context, lang)
    sheet = Sheet(width(sys.stdout))
    library, _ = library_for(None)
    for pack in library.forms():
        sheet.labelled(Piece(pack.id, "bold"), pack.title.in_language(language))
        sheet.paragraph(*_facts(pack, language), indent=4)
        for line in lines_about((pack,), language):
            sheet.paragraph(line, indent=4)
    for remark in library.remarks:
        note(remark, language)
    print_sheet(sheet, sys.stdout)
    return ExitStatus.NONE


def _facts(pack: Pack, language: Language) -> list[str]:
    from gouji.grammar.catalogue import render  # noqa: PLC0415
    from gouji.grammar.messages import message  # noqa: PLC0415

    first, last = pack.years
    if first is not None and last is not None:
        years = message("cli.years_between", first=first, last=last)
    elif first is not None:
        years = message("cli.years_from", first=first)
    else:
        years = message("cli.years_open")
    parts = [
        years,
        message("cli.rules", count=len(pack.rules)),
        message("cli.pack_version", version=pack.version),
    ]
    head = [f"{pack.document}  "] if pack.document else []
    return [*head, "  ".join(render(part, language) for part in parts)]
