"""Optional parts of the installation, and what to say where one is missing."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

MODULES: Mapping[str, tuple[str, ...]] = {"office": ("openpyxl", "docx"), "parquet": ("pyarrow",)}
"""What an extra of the installation brings, by its name."""


def missing(extra: str) -> Message | None:
    """What to install before something that needs ``extra`` can be done; ``None`` when it is there."""
    if all(find_spec(module) is not None for module in MODULES[extra]):
        return None
    return message("extra.missing", install=f"pip install 'gouji[{extra}]'")
