"""``gouji pack schema``: the JSON schema of packs, for editors."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.options import LanguageOption, spoken
from gouji.cli.output import emit, note, save
from gouji.grammar.messages import message


def pack_schema(
    context: typer.Context,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="packs.option_output")
    ] = None,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Write the JSON schema by which editors complete keys of packs and mark faults."""
    from gouji.rules.json_schema import pack_schema as schema  # noqa: PLC0415 - help needs none of it

    language = spoken(context, lang)
    text = json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        emit(text, sys.stdout)
        return ExitStatus.NONE
    save(text, Path(output))
    note(message("cli.saved", file=output), language)
    return ExitStatus.NONE
