"""Parts of gouji that are installed on demand: whether they are there, and how to get them."""

from __future__ import annotations

from importlib.util import find_spec

from gouji.grammar.messages import Message, message

MODULES = {"office": ("docx", "openpyxl")}
"""Extra → the modules that come with it."""


def missing(extra: str) -> Message | None:
    """What to say when an extra is not installed, with the line that installs it; ``None`` when it is."""
    if all(find_spec(module) is not None for module in MODULES[extra]):
        return None
    return message("extras.missing", extra=extra, install=f'pip install "gouji[{extra}]"')
