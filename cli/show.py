"""``gouji show``: what was read from a file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.inputs import document_of
from gouji.cli.loading import opened
from gouji.cli.options import LanguageOption, PackOption, YearOption, spoken, year_of
from gouji.cli.output import print_sheet, width
from gouji.cli.telling import refuse_unreadable


def show(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="cli.argument_file")],
    pack: PackOption = None,
    year: YearOption = None,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Show who reports about which year, the sections, the tables with every figure and its place."""
    from gouji.engine.binding.binding import BindingOptions, NotAReport, bind  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415
    from gouji.engine.writing.shown import write_shown  # noqa: PLC0415

    language = spoken(context, lang)
    library, forced = opened(pack)
    document = document_of(file)
    if isinstance(document, Unreadable):
        return refuse_unreadable(file, document, language)
    options = BindingOptions(year=year_of(year), pack=forced.id if forced else None)
    bound = bind(document, library.forms(), options)
    if isinstance(bound, NotAReport):
        fault = Unreadable(bound.name, "not_a_report", bound.message, bound.advice, bound.sha256)
        return refuse_unreadable(file, fault, language)
    sheet = Sheet(width(sys.stdout))
    write_shown(sheet, file, bound.report, bound.filled, language)
    print_sheet(sheet, sys.stdout)
    return ExitStatus.NONE
