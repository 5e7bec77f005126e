"""Wrong usage, told in the user's language instead of the option parser's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.messages import Message, message
from gouji.grammar.suggesting import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.grammar.diagnostics import Diagnostic


class UsageFault(Exception):  # noqa: N818 - a fault of the user, not an error of the program
    """The command line cannot be carried out.

    Attributes:
        fault: what is wrong.
        hint: what to write instead.
    """

    def __init__(self, fault: Message, hint: Message | None = None) -> None:
        super().__init__(fault.key)
        self.fault = fault
        self.hint = hint


class FaultyFile(Exception):  # noqa: N818 - a fault of the user's file, not an error of the program
    """A file that the user wrote, and that the run rests on, has faults.

    Attributes:
        diagnostics: its faults, with their places.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(diagnostics[0].code if diagnostics else "")
        self.diagnostics = tuple(diagnostics)


def unknown(key: str, name: str, known: Iterable[str], otherwise: Message | None = None) -> UsageFault:
    """The fault that ``name`` is not known, with the nearest known name, or all when they are few.

    Args:
        key: of the message, which has a ``name``.
        name: what was asked for.
        known: the names there are.
        otherwise: the hint where none is near and there are many.
    """
    names = tuple(known)
    near = nearest(name, names)
    if near:
        return UsageFault(message(key, name=name), message("cli.did_you_mean", name=near))
    if 0 < len(names) <= 12:
        return UsageFault(message(key, name=name), message("cli.known_names", names=names))
    return UsageFault(message(key, name=name), otherwise)


def choice(option: str, value: str, known: Iterable[str]) -> str:
    """``value`` if it is one of the known ones; raises ``UsageFault`` otherwise."""
    names = tuple(known)
    if value in names:
        return value
    raise UsageFault(
        message("cli.not_a_choice", option=option, value=value), message("cli.known_names", names=names)
    )


def from_parser(error: Exception) -> UsageFault:
    """A fault that the option parser found, in the words of the catalogue."""
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if option is not None and hasattr(error, "possibilities"):
        near = nearest(option, error.possibilities or ())
        hint = message("cli.did_you_mean", name=near) if near else message("cli.see_help")
        return UsageFault(message("cli.no_such_option", option=option), hint)
    if option is not None:
        return UsageFault(message("cli.option_value", option=option), message("cli.see_help"))
    if parameter is not None:
        name = parameter.metavar or "/".join(parameter.opts)
        if parameter.param_type_name == "option":
            name = parameter.opts[0]
        return UsageFault(message("cli.missing", name=name), message("cli.see_help"))
    return UsageFault(message("cli.wrong_usage", reason=str(error)), message("cli.see_help"))
