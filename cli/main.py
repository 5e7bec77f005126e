"""The program: registers the commands, chooses the language, and turns every end into an exit status."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli import (
    check,
    compare,
    facts,
    office,
    pack_check,
    pack_diff,
    pack_format,
    pack_list,
    pack_new,
    pack_schema,
    pack_show,
    pack_test,
    roster,
    rule,
    show,
    template,
    total,
    trace,
    waive,
)
from gouji.cli.exit_status import ExitStatus
from gouji.cli.help import Command, Group
from gouji.cli.language import chosen, said
from gouji.cli.options import LanguageOption
from gouji.cli.output import emit, prepare_streams
from gouji.cli.refusing import refuse
from gouji.cli.usage import from_parser

if TYPE_CHECKING:
    from collections.abc import Sequence


PARSER_FAULT: type[Exception] = typer.BadParameter.__mro__[2]
"""What the option parser raises, whichever module it lives in."""

RARELY = (50_000, 20, 20)
"""When to look for garbage, in a process of its own: modules and packs are many objects, and all stay."""

app = typer.Typer(cls=Group, help="cli.gouji", add_completion=True, rich_markup_mode=None)
pack = typer.Typer(cls=Group, help="cli.pack", rich_markup_mode=None)
app.command("check", cls=Command, help="cli.check", rich_help_panel="cli.panel_check")(check.check)
app.command("compare", cls=Command, help="cli.compare", rich_help_panel="cli.panel_check")(compare.compare)
app.command("waive", cls=Command, help="cli.waive", rich_help_panel="cli.panel_check")(waive.waive)
app.command("trace", cls=Command, help="cli.trace", rich_help_panel="cli.panel_rules")(trace.trace)
app.command("roster", cls=Command, help="cli.roster", rich_help_panel="cli.panel_check")(roster.roster)
app.command("total", cls=Command, help="cli.total", rich_help_panel="cli.panel_check")(total.total)
app.command("office", cls=Command, help="office_month.command", rich_help_panel="cli.panel_check")(
    office.office
)
app.command("show", cls=Command, help="cli.show", rich_help_panel="cli.panel_show")(show.show)
app.command("facts", cls=Command, help="cli.facts", rich_help_panel="cli.panel_show")(facts.facts)
app.command("rule", cls=Command, help="cli.rule", rich_help_panel="cli.panel_rules")(rule.rule)
app.command("template", cls=Command, help="form.template", rich_help_panel="cli.panel_rules")(
    template.template
)
pack.command("new", cls=Command, help="draft.command")(pack_new.pack_new)
pack.command("list", cls=Command, help="cli.pack_list")(pack_list.pack_list)
pack.command("check", cls=Command, help="cli.pack_check")(pack_check.pack_check)
pack.command("format", cls=Command, help="format.command")(pack_format.pack_format)
pack.command("diff", cls=Command, help="differ.command")(pack_diff.pack_diff)
pack.command("show", cls=Command, help="packs.command_show")(pack_show.pack_show)
pack.command("schema", cls=Command, help="packs.command_schema")(pack_schema.pack_schema)
pack.command("test", cls=Command, help="cli.pack_test")(pack_test.pack_test)
app.add_typer(pack, name="pack", rich_help_panel="cli.panel_rules")


@app.callback(invoke_without_command=True)
def gouji(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="cli.option_version")] = False,  # noqa: FBT002
    language: LanguageOption = None,  # noqa: ARG001 - read by main before parsing
) -> ExitStatus | None:
    """What happens without a command."""
    if version:
        from gouji.cli.version import version as installed  # noqa: PLC0415

        emit(f"gouji {installed()}\n", sys.stdout)
        raise typer.Exit(ExitStatus.NONE)
    if context.invoked_subcommand is None:
        emit(context.get_help() + "\n", sys.stderr)
        raise typer.Exit(ExitStatus.COULD_NOT_RUN)
    return None


@pack.callback(invoke_without_command=True)
def packs(
    context: typer.Context,
    language: LanguageOption = None,  # noqa: ARG001 - read by main before parsing
) -> None:
    """What happens without a command of ``gouji pack``."""
    if context.invoked_subcommand is None:
        emit(context.get_help() + "\n", sys.stderr)
        raise typer.Exit(ExitStatus.COULD_NOT_RUN)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: the command line without the program's name; the process's own when ``None``.

    Returns:
        The exit status.
    """
    if arguments is None:
        gc.set_threshold(*RARELY)
    prepare_streams()
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = chosen(words, os.environ)
    command = typer.main.get_command(app)
    try:
        status = command.main(
            args=words if arguments is not None else None,
            prog_name="gouji",
            standalone_mode=False,
            obj=said(words, os.environ),
        )
    except PARSER_FAULT as fault:
        return refuse(from_parser(fault), language)
    except (KeyboardInterrupt, typer.Abort):
        return ExitStatus.INTERRUPTED
    return int(status or 0)


if __name__ == "__main__":
    sys.exit(main())
