"""Options declared once, in groups: a command takes a group as one parameter, the parser sees its options."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache, wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Any, cast, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable

    from gouji.cli.exit_status import ExitStatus


def grouped(command: Callable[..., ExitStatus]) -> Callable[..., ExitStatus]:
    """The command with each parameter that is a dataclass replaced by the options it declares."""
    hints = {name: hint for name, hint in _hints(command).items() if name != "return"}
    written = signature(command).parameters
    groups = {name: _parameters(cast("type", hint)) for name, hint in hints.items() if is_dataclass(hint)}
    parameters: list[Parameter] = []
    for name, hint in hints.items():
        alone = Parameter(name, Parameter.KEYWORD_ONLY, default=written[name].default, annotation=hint)
        parameters += groups.get(name, (alone,))

    @wraps(command)
    def run(**given: Any) -> ExitStatus:  # noqa: ANN401 - whatever the options hold
        arguments = {
            name: hint(**{one.name: given[one.name] for one in groups[name]})
            if name in groups
            else given[name]
            for name, hint in hints.items()
        }
        return command(**arguments)

    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    del run.__wrapped__
    return run


@cache
def _parameters(group: type) -> tuple[Parameter, ...]:
    hints = _hints(group)
    return tuple(
        Parameter(one.name, Parameter.KEYWORD_ONLY, default=one.default, annotation=hints[one.name])
        for one in fields(group)
    )


def _hints(thing: Any) -> dict[str, Any]:  # noqa: ANN401 - a class or a function
    return get_type_hints(thing, include_extras=True)
