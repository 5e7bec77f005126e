"""Values of options as written: every command reads its own texts, so the parser need not convert them."""

from __future__ import annotations

from typing import Any


class AsWritten:
    """Takes the place of a conversion whose machinery would cost more than the rest of the start."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401, ARG002
        """The value, unchanged; nothing given for a list is an empty one."""
        return () if value is None and (param.multiple or param.nargs == -1) else value


AS_WRITTEN = AsWritten()


def keep_as_written(parameters: list[Any]) -> None:
    """Spare the conversion of parameters, in versions of the parser that convert at all."""
    for parameter in parameters:
        if hasattr(parameter, "get_runtime_param"):
            parameter.get_runtime_param = lambda: AS_WRITTEN
