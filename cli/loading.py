"""Loads a pack for a command; a pack with faults is shown with its faults."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gouji.cli.output import print_sheet, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.diagnostics import Diagnostic
    from gouji.grammar.messages import Language
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack


def load(library: Library, name: str, language: Language) -> Pack | None:
    """The pack of that id or path; ``None`` after its errors were written to standard error."""
    loaded = library.load(name)
    if any(diagnostic.level == "error" for diagnostic in loaded.diagnostics) or loaded.pack is None:
        tell(loaded.diagnostics, language)
        return None
    return loaded.pack


def tell(diagnostics: Sequence[Diagnostic], language: Language) -> None:
    """Write faults of a pack to standard error."""
    from gouji.engine.writing.frames import write_diagnostics  # noqa: PLC0415
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

    sheet = Sheet(width(sys.stderr))
    write_diagnostics(sheet, diagnostics, language)
    print_sheet(sheet, sys.stderr)
