"""``gouji template``: the blank official form of a pack as a Word document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.loading import opened
from gouji.cli.new_files import write_new
from gouji.cli.options import LanguageOption, spoken
from gouji.cli.output import note
from gouji.cli.usage import UsageFault
from gouji.grammar.messages import message

SUFFIX = ".docx"


def template(
    context: typer.Context,
    pack: Annotated[str, typer.Argument(metavar="ID|PATH", help="cli.argument_pack")],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE.docx", help="form.option_output")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="form.option_force")] = False,  # noqa: FBT002
    lang: LanguageOption = None,
) -> ExitStatus:
    """Write the blank form that a pack declares."""
    language = spoken(context, lang)
    _, form = opened(pack)
    if form is None or not (form.schema.sections or form.schema.tables):
        raise UsageFault(message("form.no_form", pack=pack), message("form.no_form_help"))
    target = Path(output or f"{form.id}{SUFFIX}")
    if target.is_dir():
        target /= f"{form.id}{SUFFIX}"
    if target.suffix.lower() != SUFFIX:
        raise UsageFault(message("form.only_docx", file=str(target)))

    from gouji.engine.writing import extras  # noqa: PLC0415 - help and usage need no engine

    fault = extras.missing("office")
    if fault is not None:
        raise UsageFault(fault)
    from gouji.engine.writing.blank_form import blank_form  # noqa: PLC0415 - needs the extra

    write_new({target: blank_form(form)}, force=force)
    note(message("form.written", file=str(target), form=form.title), language)
    return ExitStatus.NONE
