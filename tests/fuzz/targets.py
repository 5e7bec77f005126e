"""What is fuzzed: a target for each reader, called with any bytes; it fails by raising."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from soundness import sound

READERS = ("doc", "docx", "html", "md", "mhtml", "ofd", "pdf", "txt", "xls", "xlsx")

TARGETS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {name: partial(sound, name=f"a.{name}") for name in READERS}
)
"""By the ending of the files: reading never raises, and what is read is sound."""
