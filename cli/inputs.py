"""The files a command line names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.engine.reading.document import Document, Unreadable


def document_of(file: str) -> Document | Unreadable:
    """Read one file, or standard input for ``-``."""
    from gouji.engine.office.intake import STANDARD_INPUT, Source  # noqa: PLC0415 - readers load on use

    return Source(file, None if file == STANDARD_INPUT else Path(file)).document()
