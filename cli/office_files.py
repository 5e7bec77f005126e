"""What ``gouji check`` writes for other offices: letters, and originals with comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli.output import note, save_bytes
from gouji.cli.usage import FaultyFile, UsageFault
from gouji.grammar.messages import Message, message
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.office.intake import Source
    from gouji.engine.office.settings import OfficeSettings
    from gouji.engine.writing.results import Result
    from gouji.grammar.messages import Language

FILE = "单位设置.yaml"
"""Settings of the office that are used without being named, beside the reports."""


def settings_file(given: str | None, paths: Sequence[str]) -> Path | None:
    """The file of settings: the one named, else the one in the folder of the first path.

    Raises:
        UsageFault: the one named does not exist.
    """
    if given is not None:
        if not Path(given).is_file():
            raise UsageFault(message("cli.no_such_path", path=given))
        return Path(given)
    first = Path(paths[0]) if paths and paths[0] != "-" else Path()
    beside = (first if first.is_dir() else first.parent) / FILE
    return beside if beside.is_file() else None


def office_settings(file: Path | None) -> OfficeSettings:
    """The settings of the office; empty without a file.

    Raises:
        FaultyFile: the file has faults.
    """
    from gouji.engine.office.settings import OfficeSettings, load_settings  # noqa: PLC0415

    if file is None:
        return OfficeSettings()
    loaded = load_settings(file)
    if any(one.level == "error" for one in loaded.diagnostics):
        raise FaultyFile(loaded.diagnostics)
    return loaded.settings


def annotate(
    results: Sequence[Result], sources: Sequence[Source], folder: Path, file: Path | None, language: Language
) -> None:
    """Write copies with comments of all originals that have something to correct, and say which have none."""
    from gouji.engine.office.intake import Source  # noqa: PLC0415
    from gouji.engine.writing.annotating import annotated_originals  # noqa: PLC0415

    known = {source.name: source for source in sources}
    made = []

    def data(name: str) -> object:
        return known.get(name, Source(name, Path(name))).data()

    for one in annotated_originals(results, data, office_settings(file), language):  # type: ignore[arg-type]
        if isinstance(one.outcome, Message):
            note(message("cli.not_annotated", reason=one.outcome), language)
        else:
            made.append((one.name, one.outcome))
    save_all(made, folder, language)


def save_all(files: Iterable[tuple[str, bytes]], folder: Path, language: Language) -> None:
    """Write files into a folder, which is made if it is not there.

    Raises:
        UsageFault: that is not possible.
    """
    count = 0
    for name, data in files:
        make_folder(folder)
        save_bytes(data, folder / name)
        count += 1
    if count:
        note(message("cli.saved_files", folder=str(folder), count=count), language)
    else:
        note(message("cli.nothing_to_write"), language)


def make_folder(folder: Path) -> None:
    """Make a folder if it is not there.

    Raises:
        UsageFault: that is not possible.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as fault:
        raise UsageFault(message("cli.output_no_folder", folder=str(folder))) from fault
    except OSError as fault:
        reason = reason_of(fault)
        raise UsageFault(message("cli.cannot_write", file=str(folder), reason=reason)) from fault
