"""``gouji pack check``: a pack on trial before reports are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.loading import library_for
from gouji.cli.options import LanguageOption, PlainFormat, PlainFormatOption, plain_format, spoken
from gouji.cli.output import emit, print_sheet, width

if TYPE_CHECKING:
    from gouji.engine.trial.inspecting import Inspection


def pack_check(
    context: typer.Context,
    pack: Annotated[str, typer.Argument(metavar="ID|PATH", help="cli.argument_pack")],
    verbose: Annotated[bool, typer.Option("--verbose", help="trial.option_verbose")] = False,  # noqa: FBT002
    format_: PlainFormatOption = None,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Tell every fault of a pack with its line, prove its rules, and run their examples."""
    from gouji.engine.trial.inspecting import inspect  # noqa: PLC0415 - help and usage need no engine

    language = spoken(context, lang)
    form = plain_format(format_)
    library, name = library_for(pack)
    found = inspect(library, name or pack)
    if form is PlainFormat.JSON:
        from gouji.engine.writing.pack_json import check_json  # noqa: PLC0415

        text = check_json(found.pack, found.diagnostics, found.proven, found.examples, language)
        emit(text, sys.stdout)
    else:
        from gouji.engine.writing.pack_sheet import write_check  # noqa: PLC0415
        from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

        sheet = Sheet(width(sys.stdout))
        write_check(
            sheet,
            found.pack,
            found.diagnostics,
            found.proven,
            language,
            examples=found.examples,
            verbose=verbose,
        )
        print_sheet(sheet, sys.stdout)
    return _status(found)


def _status(found: Inspection) -> ExitStatus:
    if not found.usable:
        return ExitStatus.COULD_NOT_RUN
    return ExitStatus.NONE if found.clean else ExitStatus.FINDINGS
