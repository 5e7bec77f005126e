"""Help pages in the user's language: the help of commands and options are keys of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.cli.exit_status import ExitStatus
from gouji.cli.language import language_of
from gouji.cli.loading import tell
from gouji.cli.parameters import keep_as_written
from gouji.cli.refusing import refuse
from gouji.cli.usage import FaultyFile, UsageFault, unknown
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 80
WIDEST_TERM = 26
BUILT_IN = frozenset({"help", "install_completion", "show_completion"})
"""Options that the option parser adds, with help of its own."""


class Command(TyperCommand):
    """A command whose page speaks the language of the run."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Parse the arguments, values as they were written."""
        keep_as_written(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the parser's own types differ between versions
        """Run the command and end with the status it returns; arguments it has no use for are wrong usage."""
        if ctx.args:
            raise UsageFault(message("cli.extra_argument", name=ctx.args[0]), message("cli.see_help"))
        ctx.exit(super().invoke(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the page of the command."""
        formatter.write(page(self, ctx, ()))


class Group(TyperGroup):
    """A group of commands whose page lists them in panels."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Parse the arguments, values as they were written."""
        keep_as_written(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command named; wrong usage is told and ends with its own status."""
        try:
            return super().invoke(ctx)
        except UsageFault as fault:
            ctx.exit(refuse(fault, language_of(ctx)))
        except FaultyFile as fault:
            tell(fault.diagnostics, language_of(ctx))
            ctx.exit(ExitStatus.COULD_NOT_RUN)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """The command named first; an unknown one is told with the nearest that exists."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise unknown("cli.no_such_command", args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the page of the group."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        formatter.write(page(self, ctx, commands))


def page(command: Any, ctx: Any, commands: Sequence[tuple[str, Any]]) -> str:  # noqa: ANN401
    """The page of a command or group: usage, what it does, commands by panel, arguments, options."""
    from gouji.engine.writing.sheet import Piece, Sheet  # noqa: PLC0415 - only help needs it

    language = language_of(ctx)
    sheet = Sheet(WIDTH)

    def say(key: str) -> str:
        return render(message(key), language)

    sheet.labelled(say("cli.usage"), " ".join((ctx.command_path, *_pieces(command, commands, language))))
    sheet.blank()
    for line in say(command.help).split("\n"):
        sheet.paragraph(line)
    panels: dict[str, list[tuple[str, str]]] = {}
    for name, each in commands:
        panels.setdefault(each.rich_help_panel or "cli.panel_commands", []).append((name, say(each.help)))
    for parameter in command.get_params(ctx):
        argument = parameter.param_type_name == "argument"
        panel = "cli.panel_arguments" if argument else "cli.panel_options"
        if not parameter.hidden:
            key = f"cli.option_{parameter.name}" if parameter.name in BUILT_IN else parameter.help
            panels.setdefault(panel, []).append((_term(parameter), say(key)))
    for panel, rows in panels.items():
        sheet.blank()
        sheet.paragraph(Piece(say(panel), "bold"))
        _table(sheet, rows)
    return sheet.plain()


def _pieces(command: Any, commands: Sequence[object], language: Language) -> Iterable[str]:  # noqa: ANN401
    yield render(message("cli.usage_options"), language)
    if commands:
        yield render(message("cli.usage_command"), language)
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            yield _term(parameter) if parameter.required else f"[{_term(parameter)}]"


def _term(parameter: Any) -> str:  # noqa: ANN401
    if parameter.param_type_name == "argument":
        return f"{parameter.metavar}..." if parameter.nargs == -1 else str(parameter.metavar)
    value = f" {parameter.metavar}" if parameter.metavar and not parameter.is_flag else ""
    return ", ".join(parameter.opts) + value


def _table(sheet: Any, rows: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401
    from gouji.engine.writing.cells import cells, pad  # noqa: PLC0415

    width = min(WIDEST_TERM, max(cells(term) for term, _ in rows))
    for term, text in rows:
        if cells(term) > width:
            sheet.paragraph(term, indent=2)
            sheet.paragraph(text, indent=width + 4)
        else:
            sheet.labelled(pad(term, width), text.split("\n")[0], indent=2)
