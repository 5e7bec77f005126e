"""The program: chooses the language, and turns every end into an exit status."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.commands import MainGroup, PackGroup
from gouji.cli.exit_status import ExitStatus
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

app = typer.Typer(cls=MainGroup, help="cli.gouji", add_completion=True, rich_markup_mode=None)
pack = typer.Typer(cls=PackGroup, help="cli.pack", rich_markup_mode=None)
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
