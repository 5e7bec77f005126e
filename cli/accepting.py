"""What was found before: files of accepted findings, given or beside the work, and baselines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli.output import note, save
from gouji.cli.usage import FaultyFile, UsageFault
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.cli.configuration import Configuration
    from gouji.cli.options import Accepting
    from gouji.engine.checking.baseline import Baseline
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.checking.waivers import Waiver
    from gouji.engine.office.ledger import Ledger
    from gouji.engine.writing.results import Result
    from gouji.grammar.messages import Language

NAMES = ("waivers.yaml", "已说明.yaml")
"""Files of accepted findings that are used without being named, beside the work or beside ``gouji.toml``."""


@dataclass(frozen=True)
class FoundBefore:
    """What need not be told again.

    Attributes:
        entries: of all files of accepted findings.
        ledger: of the office, whose kept rows are the baseline.
        target: where the baseline of this run is written, if it is.
    """

    entries: tuple[Waiver, ...]
    baseline: Baseline | None
    target: Path | None
    today: date
    ledger: Ledger | None = None

    def without(self, checked: CheckedReport, file: str, rules: frozenset[str] | None) -> CheckedReport:
        """The report with what was found before marked as such."""
        if self.entries:
            from gouji.engine.checking.accepted import accepted  # noqa: PLC0415 - only where there is a file

            checked = accepted(checked, file, self.entries, self.today, rules)
        if self.baseline is not None:
            from gouji.engine.checking.baseline import without_known  # noqa: PLC0415

            checked = without_known(checked, file, self.baseline, rules)
        if self.ledger is not None:
            from gouji.engine.checking.baseline import without_known  # noqa: PLC0415
            from gouji.engine.writing.ledger_run import ledger_baseline  # noqa: PLC0415
            from gouji.engine.writing.results import Result  # noqa: PLC0415

            told = ledger_baseline(self.ledger, (Result(file, checked),))
            checked = without_known(checked, file, told, rules)
        return checked


def today() -> date:
    """The day of the run, where it runs."""
    return datetime.now(tz=UTC).astimezone().date()


def found_before(
    given: Accepting, found: Configuration, paths: Sequence[str], language: Language
) -> FoundBefore:
    """What the command line, the configuration and the folder of the work say was found before.

    Raises:
        FaultyFile: a file of accepted findings has faults.
        UsageFault: a file is missing, or the baseline is none.
    """
    given = found.fill(given)
    files = [Path(one) for one in given.waivers or ()] or waiver_files(found, paths)
    baseline, ledger = _before(given.baseline, language)
    target = None if given.write_baseline is None else Path(given.write_baseline)
    return FoundBefore(_entries(files), baseline, target, today(), ledger)


def _before(given: str | None, language: Language) -> tuple[Baseline | None, Ledger | None]:
    """What a file says was found before: a baseline, or a ledger of the office.

    Raises:
        UsageFault: it is neither.
    """
    if given is None:
        return None, None
    file = _existing(Path(given))
    if file.suffix.lower() == ".xlsx":
        return None, _ledger(file, language)
    from gouji.engine.checking.baseline import read_baseline  # noqa: PLC0415 - only where there is one

    read = read_baseline(file)
    if isinstance(read, Message):
        raise UsageFault(read)
    return read, None


def _ledger(file: Path, language: Language) -> Ledger:
    from gouji.engine.office.ledger_reading import read_ledger  # noqa: PLC0415 - only where there is one
    from gouji.engine.writing.extras import missing  # noqa: PLC0415

    lack = missing("office")
    read = lack if lack is not None else read_ledger(file.read_bytes(), str(file), language)
    if isinstance(read, Message):
        raise UsageFault(read)
    for one in read.notes:
        note(one, language)
    return read


def waiver_files(found: Configuration, paths: Sequence[str]) -> list[Path]:
    """The files of accepted findings in the folder of the first path, else beside ``gouji.toml``."""
    first = Path(paths[0]) if paths and paths[0] != "-" else Path()
    folders = [first if first.is_dir() else first.parent]
    if found.file is not None:
        folders.append(found.file.parent)
    for folder in folders:
        if there := [folder / name for name in NAMES if (folder / name).is_file()]:
            return there
    return []


def _entries(files: Sequence[Path]) -> tuple[Waiver, ...]:
    if not files:
        return ()
    from gouji.engine.checking.waivers import read_waivers  # noqa: PLC0415 - only where there is a file

    read = [read_waivers(_existing(file)) for file in files]
    faults = [fault for one in read for fault in one.diagnostics]
    if faults:
        raise FaultyFile(faults)
    return tuple(entry for one in read for entry in one.entries)


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise UsageFault(message("cli.no_such_path", path=str(file)))
    return file


def tell_unused(before: FoundBefore, results: Iterable[Result], language: Language) -> None:
    """Say how many entries are about none of the reports, lest a wrong name go unseen."""
    if not before.entries:
        return
    from gouji.engine.checking.accepted import is_about  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    checked = [(one.file, one.outcome) for one in results if not isinstance(one.outcome, Unreadable)]
    unused = [
        entry
        for entry in before.entries
        if not any(is_about(entry, report, file) for file, report in checked)
    ]
    if unused:
        files = tuple(dict.fromkeys(Path(entry.place.file).name for entry in unused))
        note(message("accepted.unused", files=files, count=len(unused)), language)


def write_baseline(before: FoundBefore, results: Iterable[Result], language: Language) -> None:
    """Write the baseline of this run, if one is wanted."""
    if before.target is None:
        return
    from gouji.cli.version import version  # noqa: PLC0415
    from gouji.engine.checking.baseline import baseline_of, baseline_text  # noqa: PLC0415
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415

    checked = [(one.file, one.outcome) for one in results if not isinstance(one.outcome, Unreadable)]
    found = baseline_of(checked)
    save(baseline_text(found, version()), before.target)
    note(message("accepted.baseline_saved", file=str(before.target), count=len(found.findings)), language)
