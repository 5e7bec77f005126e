"""Opens the library for a command; a pack with faults ends the run, and its faults are shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli.output import print_sheet, width
from gouji.cli.usage import FaultyFile, UsageFault
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.diagnostics import Diagnostic
    from gouji.grammar.messages import Language
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack


def opened(pack: str | None) -> tuple[Library, Pack | None]:
    """The library, and the pack that ``--pack`` names if it names one.

    Raises:
        UsageFault: there is no such path.
        FaultyFile: the pack has errors.
    """
    library, name = library_for(pack)
    if name is None:
        return library, None
    loaded = library.load(name)
    if any(diagnostic.level == "error" for diagnostic in loaded.diagnostics) or loaded.pack is None:
        raise FaultyFile(loaded.diagnostics)
    return library, loaded.pack


def library_for(pack: str | None) -> tuple[Library, str | None]:
    """The library with the pack of ``--pack``, and that pack's name in it."""
    from gouji.rules.library import Library  # noqa: PLC0415 - loading packs is not cheap
    from gouji.rules.versions import beside_program  # noqa: PLC0415

    if pack is not None and is_path(pack):
        path = Path(pack)
        if not path.exists():
            raise UsageFault(message("cli.no_such_path", path=pack))
        return Library((path,), beside=beside_program()), pack
    library = Library(beside=beside_program())
    for own in library.beside():
        loaded = library.load(own)
        if loaded.pack is None or any(fault.level == "error" for fault in loaded.diagnostics):
            raise FaultyFile(loaded.diagnostics)
    return library, pack


def is_path(pack: str) -> bool:
    """Whether a pack is named by its path: with a folder in it, ending like a pack file, or a folder here."""
    return "/" in pack or "\\" in pack or pack.endswith((".yaml", ".yml")) or Path(pack).is_dir()


def tell(diagnostics: Sequence[Diagnostic], language: Language) -> None:
    """Write faults of a file to standard error."""
    from gouji.engine.writing.frames import write_diagnostics  # noqa: PLC0415
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

    sheet = Sheet(width(sys.stderr))
    write_diagnostics(sheet, diagnostics, language)
    print_sheet(sheet, sys.stderr)
