"""What whole reports draw: false findings on reports that are right, and planted errors that are found.

``python benchmarks/whole_reports.py [FOLDER]``: ``FOLDER/right`` holds reports in which every number agrees,
``FOLDER/planted`` reports with errors that ``PLANTED.yaml`` lists (file → paragraph, wrong, right, kind).
Findings that are 必须改 or 请核实 count; ``--show`` lists the false ones and the errors that were missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from gouji.engine.checking.outcomes import Finding
from gouji.engine.checking.result import CheckedReport
from gouji.engine.pipeline import CheckOptions, check_file
from gouji.grammar.catalogue import render
from gouji.rules.library import Library
from gouji.rules.pack import Severity

FOLDER = Path(__file__).parents[1] / "tests" / "whole_reports"
PUBLISHED = "公布版"


@dataclass(frozen=True)
class Planted:
    """An error of a report: the line it stands in, from 1, what is printed, and what kind of error it is."""

    file: str
    line: int
    wrong: str
    kind: str


def told(path: Path, library: Library) -> list[Finding]:
    """The findings of a report, as published, that an office would act on."""
    checked = check_file(path, library, CheckOptions(stage=PUBLISHED))
    if not isinstance(checked, CheckedReport):
        raise SystemExit(f"{path}: {checked.code}")
    return [one for one in checked.findings if one.severity is not Severity.INFO]


def false_findings(folder: Path, library: Library) -> dict[str, list[Finding]]:
    """File → what was found on reports that are right."""
    return {path.name: told(path, library) for path in sorted(folder.glob("*.txt"))}


def planted(folder: Path) -> Iterator[Planted]:
    """The errors of the reports of a folder."""
    listed = folder / "PLANTED.yaml"
    entries = yaml.safe_load(listed.read_text("utf-8")) if listed.exists() else {}
    for file, errors in entries.items():
        lines = (folder / file).read_text("utf-8").splitlines()
        for error in errors:
            begins = "".join(str(error["paragraph"]).split())
            line = next(
                (n for n, text in enumerate(lines, 1) if "".join(text.split()).startswith(begins)), None
            )
            if line is None:
                raise SystemExit(f"{listed}: {file}: no line begins with {begins}")
            yield Planted(file, line, str(error["wrong"]), str(error["kind"]))


def missed(folder: Path, library: Library) -> tuple[list[Planted], list[Planted]]:
    """The planted errors, and those of them in whose line nothing was found."""
    errors = list(planted(folder))
    lines = {file: lines_of(told(folder / file, library)) for file in {one.file for one in errors}}
    return errors, [one for one in errors if one.line not in lines[one.file]]


def lines_of(findings: list[Finding]) -> set[int | None]:
    """The lines that findings point at: where they stand, and the words and cells they rest on."""
    found: set[int | None] = set()
    for one in findings:
        found |= {outcome.location.line for outcome in one.outcomes}
        found |= {use.location.line for use in one.texts}
        found |= {use.fact.location.line for use in one.cells if use.fact.location is not None}
    return found


def report(folder: Path, *, show: bool) -> Iterator[str]:
    """The lines of the result."""
    library = Library()
    right = false_findings(folder / "right", library)
    count = sum(map(len, right.values()))
    yield f"right    {len(right):3} reports  {count:3} false findings"
    if show:
        for file, findings in right.items():
            for one in findings:
                yield f"  {file}:{one.outcomes[0].location.line} {one.rule.id} {render(one.message, 'zh')}"
    errors, lost = missed(folder / "planted", library)
    if errors:
        yield f"planted  {len(errors):3} errors   {len(errors) - len(lost):3} found"
    if show:
        yield from (f"  {one.file}:{one.line} {one.kind}: {one.wrong}" for one in lost)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    for line in report(options.folder, show=options.show):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
