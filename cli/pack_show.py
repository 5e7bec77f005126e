"""``gouji pack show``: the form that a pack declares, and its rules."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.loading import opened
from gouji.cli.options import LanguageOption, spoken
from gouji.cli.output import print_sheet, width
from gouji.cli.usage import UsageFault
from gouji.grammar.messages import message


def pack_show(
    context: typer.Context,
    pack: Annotated[str, typer.Argument(metavar="ID|PATH", help="cli.argument_pack")],
    rules: Annotated[bool, typer.Option("--rules", help="packs.option_rules")] = False,  # noqa: FBT002
    lang: LanguageOption = None,
) -> ExitStatus:
    """Show a pack: sections, tables with the ids and names of rows and columns, parameters, claims, rules."""
    from gouji.engine.writing.pack_shown import write_pack  # noqa: PLC0415 - help needs none of it
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

    language = spoken(context, lang)
    _, form = opened(pack)
    if form is None:
        raise UsageFault(message("cli.no_such_path", path=pack))
    sheet = Sheet(width(sys.stdout))
    write_pack(sheet, form, language, rules=rules)
    print_sheet(sheet, sys.stdout)
    return ExitStatus.NONE
