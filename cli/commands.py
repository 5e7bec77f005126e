"""The commands of the program by name; a run makes only the one it was asked for, with its modules."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

import typer
from gouji.cli.help import Command, Group
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that is not made yet.

    Attributes:
        module: the module of ``gouji.cli`` whose function of the same name it is.
        help: the key of what its page says.
        panel: the key of the panel that lists it, where there are several.
    """

    module: str
    help: str
    panel: str | None = None


CHECKING, SHOWING, RULES = "cli.panel_check", "cli.panel_show", "cli.panel_rules"

COMMANDS: Mapping[str, Entry] = {
    "check": Entry("check", "cli.check", CHECKING),
    "compare": Entry("compare", "cli.compare", CHECKING),
    "waive": Entry("waive", "cli.waive", CHECKING),
    "trace": Entry("trace", "cli.trace", RULES),
    "roster": Entry("roster", "cli.roster", CHECKING),
    "total": Entry("total", "cli.total", CHECKING),
    "office": Entry("office", "office_month.command", CHECKING),
    "show": Entry("show", "cli.show", SHOWING),
    "facts": Entry("facts", "cli.facts", SHOWING),
    "rule": Entry("rule", "cli.rule", RULES),
    "template": Entry("template", "form.template", RULES),
}
PACK_COMMANDS: Mapping[str, Entry] = {
    "new": Entry("pack_new", "draft.command"),
    "list": Entry("pack_list", "cli.pack_list"),
    "check": Entry("pack_check", "cli.pack_check"),
    "format": Entry("pack_format", "format.command"),
    "diff": Entry("pack_diff", "differ.command"),
    "show": Entry("pack_show", "packs.command_show"),
    "schema": Entry("pack_schema", "packs.command_schema"),
    "test": Entry("pack_test", "cli.pack_test"),
}


EVERY: tuple[tuple[str, ...], ...] = (
    (),
    *((name,) for name in COMMANDS),
    ("pack",),
    *(("pack", name) for name in PACK_COMMANDS),
)
"""The words after ``gouji`` that have a help page."""


class _LateGroup(Group):
    """A group whose commands are made when they are asked for."""

    entries: ClassVar[Mapping[str, Entry]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - the parser's own types differ
        """The names of all commands, those that are not made included."""
        return [*self.entries, *(name for name in super().list_commands(ctx) if name not in self.entries)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
        """The command of that name, ``None`` where there is none."""
        entry = self.entries.get(cmd_name)
        if entry is not None and cmd_name not in self.commands:
            self.add_command(_made(cmd_name, entry))
        return super().get_command(ctx, cmd_name)


class MainGroup(_LateGroup):
    """``gouji``."""

    entries = COMMANDS


class PackGroup(_LateGroup):
    """``gouji pack``."""

    entries = PACK_COMMANDS


def _made(name: str, entry: Entry) -> Any:  # noqa: ANN401
    function = getattr(import_module(f"gouji.cli.{entry.module}"), entry.module)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=Command, help=entry.help, rich_help_panel=entry.panel)(function)
    return typer.main.get_command(alone)
