"""Compare what the stages of a check take: reading a report, binding it, and judging it by every rule.

The stages are taken in turn in one process that has done all of it before; only the ratios mean something.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from gouji.engine.binding.binding import Bound, bind
from gouji.engine.checking.checking import check
from gouji.engine.reading.document import Document
from gouji.engine.reading.reading import read_bytes
from gouji.rules.library import Library

REPORT = Path(__file__).resolve().parents[1] / "examples" / "reports" / "wrong-cell.docx"
T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("file", type=Path, nargs="?", default=REPORT, help="the report")
    parser.add_argument("--rounds", type=int, default=50, help="how often each stage is timed (default 50)")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a line")
    options = parser.parse_args(arguments)
    found = measured(options.file, options.rounds)
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print(
            "read {read:.1f} ms, bind {bind:.1f} ms, check {check:.1f} ms: "
            "(bind + check) / read {ratio:.2f}".format(**found)
        )
    return 0


def measured(path: Path, rounds: int) -> dict[str, float]:
    """The median milliseconds of the stages, and the ratio of the last two to the first."""
    data, forms = path.read_bytes(), Library().forms()
    spent: dict[str, list[float]] = {"read": [], "bind": [], "check": []}
    for _ in range(rounds + 1):
        document = _timed(lambda: read_bytes(data, path.name), spent["read"])
        if not isinstance(document, Document):
            raise SystemExit(f"{path}: {document.code}")
        bound = _timed(lambda found=document: bind(found, forms), spent["bind"])
        if not isinstance(bound, Bound):
            raise SystemExit(f"{path}: no report")
        _timed(lambda found=bound: check(found.report, found.filled, found.due), spent["check"])
    times = {stage: median(found[1:]) for stage, found in spent.items()}
    return times | {"ratio": (times["bind"] + times["check"]) / times["read"]}


def _timed(work: Callable[[], T], spent: list[float]) -> T:
    start = time.perf_counter()
    result = work()
    spent.append((time.perf_counter() - start) * 1000)
    return result


if __name__ == "__main__":
    sys.exit(main())
