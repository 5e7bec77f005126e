"""Lists of amendments, given or found beside the work, and what is said of the packs a run goes by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli.output import note
from gouji.cli.usage import FaultyFile, UsageFault
from gouji.grammar.messages import message
from gouji.rules.files import AMENDMENT_FILES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gouji.grammar.messages import Language
    from gouji.rules.library import Library


def amended_library(library: Library, given: Sequence[str], start: Path, language: Language) -> Library:
    """The library with the amendments that the command line or the folder of the work names.

    Args:
        library: the packs.
        given: the files of ``--amendments``.
        start: where a list is looked for, and in the folders above, when none is given.
        language: of what is told.

    Raises:
        UsageFault: there is no such file.
        FaultyFile: a list has errors.
    """
    for remark in library.remarks:
        note(remark, language)
    files = [Path(one) for one in given] or _beside_work(start)
    missing = next((file for file in files if not file.is_file()), None)
    if missing is not None:
        raise UsageFault(message("cli.no_such_path", path=str(missing)))
    for file in files:
        library = _with_list(library, file, language)
    return library


def _beside_work(start: Path) -> list[Path]:
    """The nearest list upwards from a folder, as a person here would name it."""
    folder = start.resolve()
    for one in (folder, *folder.parents):
        for name in AMENDMENT_FILES:
            if (one / name).is_file():
                here = Path.cwd()
                return [(one / name).relative_to(here) if one.is_relative_to(here) else one / name]
    return []


def _with_list(library: Library, file: Path, language: Language) -> Library:
    from gouji.cli.loading import tell  # noqa: PLC0415 - which options import, too
    from gouji.rules.amending import read_amendments  # noqa: PLC0415 - reads YAML
    from gouji.rules.amendments import today  # noqa: PLC0415

    read = read_amendments(file, lambda pack: _rules(library, pack), library.ids())
    if any(one.level == "error" for one in read.diagnostics):
        raise FaultyFile(read.diagnostics)
    if read.diagnostics:
        tell(read.diagnostics, language)
    now = today()
    holding = tuple(one for one in read.entries if one.holds(now))
    if holding:
        note(message("amendments.used", file=str(file), count=len(holding)), language)
    if len(holding) < len(read.entries):
        left = len(read.entries) - len(holding)
        note(message("amendments.not_in_force", file=str(file), count=left), language)
    return library.with_amendments(holding) if holding else library


def _rules(library: Library, pack: str | None) -> Collection[str] | None:
    """The ids of the rules of a pack and of those that extend it, or of all packs."""
    if pack is not None and pack not in library.ids():
        return None
    forms = library.forms()
    named = [form for form in forms if pack is None or pack in (form.id, *form.lineage)]
    return dict.fromkeys(rule for form in named for rule in form.rules)
