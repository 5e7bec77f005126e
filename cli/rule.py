"""``gouji rule``: all rules, or the page of one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.amending import amended_library
from gouji.cli.exit_status import ExitStatus
from gouji.cli.loading import opened
from gouji.cli.options import AmendmentsOption, LanguageOption, PackOption, spoken
from gouji.cli.output import print_sheet, width
from gouji.cli.usage import unknown
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from gouji.rules.pack import Rule


def rule(
    context: typer.Context,
    rule_id: Annotated[str | None, typer.Argument(metavar="ID", help="cli.argument_rule")] = None,
    pack: PackOption = None,
    amendments: AmendmentsOption = None,
    lang: LanguageOption = None,
) -> ExitStatus:
    """List the rules, or show what one checks, why, and how it is written."""
    from gouji.engine.writing.rule_page import write_rule, write_rules  # noqa: PLC0415
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

    language = spoken(context, lang)
    library, forced = opened(pack)
    library = amended_library(library, amendments or (), Path(), language)
    forced = library.load(pack).pack if pack is not None and forced else None
    packs = (forced,) if forced else library.forms()
    rules: dict[str, Rule] = {}
    for each in packs:
        rules = {**each.rules, **rules}
    sheet = Sheet(width(sys.stdout))
    if rule_id is None:
        write_rules(sheet, rules.values(), language)
    elif rule_id not in rules:
        raise unknown("cli.no_such_rule", rule_id, rules, message("cli.see_rules"))
    else:
        having = [each for each in packs if rule_id in each.rules]
        write_rule(sheet, rules[rule_id], having, language)
    print_sheet(sheet, sys.stdout)
    return ExitStatus.NONE
