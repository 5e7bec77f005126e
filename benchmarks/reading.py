"""Read every file of a folder and compare what was found with what the reports really say.

The folder holds ``truth/NAME.json`` (its form: ``documents/truth.py``) and, anywhere in it, files whose names
begin with ``NAME``, as ``docx/NAME_std.docx``. For each file: cells right, wrong and missing, sections found,
milliseconds, and the time over that of the bare library of its format, measured in the same run. For each
format: the peak memory of a process that reads nothing else. Ends with status 1 when a cell is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "benchmarks")]

from documents.truth import Numbers, expected, numbers  # noqa: E402 - found once the path names its folder
from gouji.engine.binding.binding import Bound, bind  # noqa: E402
from gouji.engine.binding.report import FactState  # noqa: E402
from gouji.engine.reading.document import Document, Unreadable  # noqa: E402
from gouji.engine.reading.reading import read  # noqa: E402
from gouji.rules.library import Library  # noqa: E402
from measures import memory, milliseconds  # noqa: E402

ENDINGS = {"doc", "docx", "htm", "html", "md", "mhtml", "ofd", "pdf", "txt", "wps", "xls", "xlsx"}


@dataclass(frozen=True, slots=True)
class Result:
    """How the reading of a file came out.

    Attributes:
        right, wrong, missing: cells of the form; a wrong one holds another number than the report.
        refused: the code of the reason why the file was not read, or no report was found in it.
        sections: how many of the form's sections were found.
        milliseconds: the median over the rounds; ``bare`` that of the format's library alone.
    """

    format: str
    file: str
    right: int
    wrong: int
    missing: int
    refused: str | None
    sections: int
    milliseconds: float
    bare: float | None

    @property
    def ratio(self) -> float | None:
        """How many times as long as the bare library the reader takes."""
        return None if self.bare is None else self.milliseconds / self.bare


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("folder", type=Path, help="a folder with truth/*.json and the files of these reports")
    parser.add_argument("--rounds", type=int, default=5, help="how often each file is timed (default 5)")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    options = parser.parse_args(arguments)
    truths = {path.stem: numbers(path) for path in sorted(options.folder.glob("truth/*.json"))}
    if not truths:
        parser.error(f"{options.folder}: no truth/*.json")
    files = [*_files(options.folder, truths)]
    results = [measured(path, truths[name], options.folder, options.rounds) for path, name in files]
    peaks = {
        kind: memory([path for path, _ in files if _kind(path) == kind])
        for kind in sorted({_kind(path) for path, _ in files})
    }
    _write(results, peaks, as_json=options.json)
    return 1 if any(result.wrong for result in results) else 0


def measured(path: Path, truth: Sequence[Numbers], folder: Path, rounds: int) -> Result:
    """Read a file, bind it and compare its cells with the truth."""
    document = read(path)
    right = wrong = missing = sections = 0
    refused = document.code if isinstance(document, Unreadable) else None
    if isinstance(document, Document):
        bound = bind(document, Library().forms())
        if isinstance(bound, Bound):
            right, wrong, missing = _compared(bound, truth)
            sections = len({section.id for section in bound.report.sections} - {None})
        else:
            refused = "not_a_report"
    if refused:
        missing = sum(map(len, truth))
    ours, bare = milliseconds(path, rounds, beside=refused is None)
    name = str(path.relative_to(folder))
    return Result(_kind(path), name, right, wrong, missing, refused, sections, ours, bare)


def _compared(bound: Bound, truth: Sequence[Numbers]) -> tuple[int, int, int]:
    """How many cells are right, wrong and missing; of a report on an unexpected form all are wrong."""
    try:
        cells = expected(truth, bound.filled.schema)
    except ValueError:
        return 0, sum(map(len, truth)), 0
    right = wrong = missing = 0
    for (table, row, column), value in cells.items():
        found = bound.report.tables[table].facts.get((row, column)) if table in bound.report.tables else None
        if found is None or found.state is FactState.ABSENT:
            missing += 1
        elif found.value == value:
            right += 1
        else:
            wrong += 1
    return right, wrong, missing


def _files(folder: Path, names: Iterable[str]) -> Iterable[tuple[Path, str]]:
    """The files of the reports, by format and name, with the name of their truth."""
    known = sorted(names, key=len, reverse=True)
    paths = (path for path in folder.rglob("*") if path.suffix[1:].lower() in ENDINGS)
    for path in sorted(paths, key=lambda path: (_kind(path), path)):
        name = next((name for name in known if path.stem == name or path.stem.startswith(f"{name}_")), None)
        if name is not None:
            yield path, name


def _kind(path: Path) -> str:
    return path.suffix[1:].lower()


def _write(results: Sequence[Result], peaks: dict[str, float], *, as_json: bool) -> None:
    if as_json:
        files = [{**asdict(result), "ratio": result.ratio} for result in results]
        print(json.dumps({"files": files, "peak_megabytes": peaks}, ensure_ascii=False, indent=2))
        return
    table = Table("file", title="reading")
    for head in ("right", "wrong", "missing", "sections", "ms", "× bare"):
        table.add_column(head, justify="right")
    for result in results:
        ratio = "" if result.ratio is None else f"{result.ratio:.1f}"
        table.add_row(
            result.file + (f" ({result.refused})" if result.refused else ""),
            str(result.right),
            f"[bold red]{result.wrong}[/]" if result.wrong else "0",
            f"[yellow]{result.missing}[/]" if result.missing else "0",
            str(result.sections),
            f"{result.milliseconds:.1f}",
            ratio,
        )
    summary = Table("format", title="by format")
    for head in ("files", "median ms", "median × bare", "peak MB"):
        summary.add_column(head, justify="right")
    for kind, peak in peaks.items():
        of_kind = [result for result in results if result.format == kind]
        ratios = [result.ratio for result in of_kind if result.ratio is not None]
        times = median(result.milliseconds for result in of_kind)
        ratio = f"{median(ratios):.1f}" if ratios else ""
        summary.add_row(kind, str(len(of_kind)), f"{times:.1f}", ratio, f"{peak:.0f}")
    console = Console()
    console.print(table)
    console.print(summary)


if __name__ == "__main__":
    sys.exit(main())
