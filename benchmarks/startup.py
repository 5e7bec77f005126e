"""Compare the time of ``gouji check`` on one file with that of a process that only imports its libraries.

Both are new processes, taken in turn, so that whatever else the machine does strikes both; only their ratio
means something. The packs come from the cache, as in every run but the first.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

REPORT = Path(__file__).resolve().parents[1] / "examples" / "reports" / "wrong-cell.docx"
LIBRARIES = "import lark, yaml, rich, typer, lxml"
CHECK = "import sys; from gouji.cli.main import main; sys.exit(main())"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("file", type=Path, nargs="?", default=REPORT, help="the report to check")
    parser.add_argument(
        "--rounds", type=int, default=15, help="how often each process is started (default 15)"
    )
    parser.add_argument("--json", action="store_true", help="write JSON instead of a line")
    options = parser.parse_args(arguments)
    found = measured(options.file, options.rounds)
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print("check {check:.0f} ms, libraries alone {libraries:.0f} ms, ratio {ratio:.2f}".format(**found))
    return 0


def measured(report: Path, rounds: int) -> dict[str, float]:
    """The median milliseconds of both processes, and their ratio."""
    check, libraries = [], []
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "GOUJI_CACHE_DIR": f"{folder}/cache",
            "PYTHONPYCACHEPREFIX": f"{folder}/modules",  # compiled once, wherever the sources are
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for number in range(rounds + 1):
            alone = _milliseconds([LIBRARIES], environment)
            checked = _milliseconds([CHECK, "check", str(report)], environment)
            if number:
                libraries.append(alone)
                check.append(checked)
    return {
        "check": median(check),
        "libraries": median(libraries),
        "ratio": median(check) / median(libraries),
    }


def _milliseconds(program: Sequence[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", *program], env=environment, capture_output=True, check=False)
    spent = (time.perf_counter() - start) * 1000
    if done.returncode not in {0, 1} or b"Traceback" in done.stderr:  # a crash ends with 1 as findings do
        raise SystemExit(done.stderr.decode(errors="replace"))
    return spent


if __name__ == "__main__":
    sys.exit(main())
