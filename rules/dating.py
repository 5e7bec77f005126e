"""Years in examples that hold for several forms: ``{year}`` is that of the sample report they change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEAR = re.compile(r"\{year(?:\s*(?P<sign>[+-])\s*(?P<step>\d{1,2}))?\}")


def dated(changes: Mapping[str, Any], year: int | None) -> Mapping[str, Any]:
    """The changes with every ``{year}``, ``{year+1}`` and ``{year-1}`` replaced; a key is left as it is.

    Args:
        changes: those of an example, plain data.
        year: that of the sample report; without one, nothing is replaced.
    """
    return changes if year is None else {key: _dated(value, year) for key, value in changes.items()}


def _dated(value: Any, year: int) -> Any:  # noqa: ANN401 - plain data
    if isinstance(value, str):
        return _YEAR.sub(lambda found: _named(found, year), value)
    if isinstance(value, (list, tuple)):
        return [_dated(one, year) for one in value]
    return dated(value, year) if isinstance(value, dict) else value


def _named(found: re.Match[str], year: int) -> str:
    step = int(found["step"] or 0)
    return str(year - step if found["sign"] == "-" else year + step)
