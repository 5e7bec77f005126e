"""A January: three hundred mixed files, some wrong, some unreadable, one that hangs and one that grows.

Writes them, checks them with worker processes, and tells whether every file is accounted for and exactly the
planted faults are found; then wall time and peak memory, beside reading the same files once with the bare
libraries in the same run.

    python benchmarks/batch.py [--files 300] [--jobs 2] [--seed 1]
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import psutil
from gouji.engine.checking.outcomes import CellPlace
from gouji.engine.checking.result import CheckedReport
from gouji.engine.office.batch import Batch, Checked
from gouji.engine.office.examining import Examiner, Setup
from gouji.engine.office.intake import sources
from gouji.engine.office.tasks import Limits
from gouji.engine.pipeline import CheckOptions
from gouji.rules.library import Library
from gouji.rules.pack import Severity

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

FORMATS = ("docx", "docx", "docx", "docx", "html_clean", "html_gbk", "txt_tabbed", "md", "xlsx", "docx")
LIMITS = Limits(seconds=20, megabytes=400)
UNREADABLE = {"损坏.docx": b"PK\x03\x04 broken", "扫描.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 999, "空.txt": b""}
HANGS, GROWS = "读不完.docx", "占内存.docx"


@dataclass(frozen=True)
class Planted:
    """What the folder holds: files by name with the cell that is wrong in them, or ``None``."""

    reports: dict[str, CellPlace | None]


def plant(folder: Path, count: int, seed: int) -> Planted:
    """Write ``count`` files, a fifth of the reports with one wrong cell."""
    from documents.model import report_on  # noqa: PLC0415 - of the tests, whose folder is put on the path above
    from documents.writers import WRITERS, written  # noqa: PLC0415

    random = Random(seed)
    forms = [form for form in Library().forms() if form.id in {"cn-2019", "cn-2021"}]
    reports: dict[str, CellPlace | None] = {}
    names = count - len(UNREADABLE) - 2
    for number in range(names):
        report = _renamed(report_on(random.choice(forms), random), f"青川市第{number + 1}街道办事处")
        wrong = None
        if number % 5 == 0:
            report, wrong = _spoilt(report, random)
        writer = WRITERS[FORMATS[number % len(FORMATS)]]
        name = f"{number:03}.{writer.suffix}"
        (folder / name).write_bytes(written(report, writer))
        reports[name] = wrong
    for name, data in UNREADABLE.items():
        (folder / name).write_bytes(data)
    for name in (HANGS, GROWS):
        (folder / name).write_bytes((folder / "001.docx").read_bytes())
    return Planted(reports)


def _renamed(report, organ: str):  # noqa: ANN001, ANN202 - a model of the tests
    texts = {
        name: tuple(text.replace(report.organ, organ) for text in said) for name, said in report.texts.items()
    }
    return replace(report, organ=organ, texts=texts)


def _spoilt(report, random: Random):  # noqa: ANN001, ANN202 - a model of the tests
    """The report with one cell of its table of requests changed by 1 to 1000."""
    table = report.pack.schema.tables["requests"]
    row, column = random.choice(list(table.cells()))
    value = int(report.value("requests", row, column))
    facts = {**report.facts["requests"], (row, column): str(value + random.randint(1, 1000))}
    place = CellPlace("self", "requests", row, column)
    return replace(report, facts={**report.facts, "requests": facts}), place


def troubled(setup: Setup) -> Callable[[object], bytes]:
    """Examines files; two of them as files do that no reader was made for."""
    examiner = Examiner(setup)

    def work(task: object) -> bytes:
        name = Path(getattr(task, "name", "")).name
        if name == HANGS:
            time.sleep(3600)
        if name == GROWS:
            held = [bytearray(32 << 20) for _ in range(64)]
            time.sleep(len(held))
        return examiner.answer(task)  # type: ignore[arg-type]

    return work


def told(results: list[Checked], planted: Planted) -> Iterator[str]:
    """What is wrong with the results, a line each; nothing when they are as planted."""
    found = {Path(one.file).name: one.outcome for one in results}
    expected = {HANGS: "timed_out", GROWS: "out_of_memory", **dict.fromkeys(UNREADABLE, "")}
    if found.keys() != {*planted.reports, *expected}:
        yield f"lost: {sorted({*planted.reports, *expected} ^ found.keys())}"
    for name, code in expected.items():
        outcome = found.get(name)
        if outcome is None or isinstance(outcome, CheckedReport) or (code and outcome.code != code):
            yield f"{name}: not {code or 'unreadable'}"
    for name, wrong in planted.reports.items():
        outcome = found.get(name)
        if not isinstance(outcome, CheckedReport):
            yield f"{name}: not checked"
            continue
        errors = [one for one in outcome.findings if one.severity is Severity.ERROR]
        suspects = {
            cell.place for cause in outcome.causes for one in cause.alternatives for cell in one.cells
        }
        if (wrong is None) is bool(errors) or (wrong is not None and wrong not in suspects):
            yield f"{name}: planted {wrong}, found {[one.rule.id for one in errors]}"


class Memory(threading.Thread):
    """The most memory this process and its children held at once, in megabytes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        """Look every twentieth of a second until it is over."""
        own = psutil.Process()
        while not self.over.wait(0.05):
            held = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    held += process.memory_info().rss
                except psutil.Error:
                    continue
            self.peak = max(self.peak, held / 2**20)


def bare(folder: Path) -> float:
    """Seconds for reading every file once with the library of its format, and nothing more."""
    from lxml import html  # noqa: PLC0415
    from measures import BARE  # noqa: PLC0415
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    readers: dict[str, Callable[[bytes], object]] = {
        ".docx": BARE[".docx"],
        ".html": html.document_fromstring,
        ".xlsx": lambda data: (
            CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        ),
    }
    start = time.perf_counter()
    for path in sorted(folder.iterdir()):
        if path.name not in UNREADABLE:
            readers.get(path.suffix, bytes.decode)(path.read_bytes())
    return time.perf_counter() - start


def main() -> int:
    """Plant, check, compare; 1 when something was lost or wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planted = plant(folder, options.files, options.seed)
        library = Library()
        library.forms()
        memory = Memory()
        memory.start()
        start = time.perf_counter()
        batch = Batch(Setup(library, CheckOptions()), jobs=options.jobs, limits=LIMITS, prepare=troubled)
        results = list(batch.run(list(sources([name]))))
        wall = time.perf_counter() - start
        memory.over.set()
        faults = list(told(results, planted))
        libraries = bare(folder)
    kinds = Counter(
        one.outcome.status if isinstance(one.outcome, CheckedReport) else one.outcome.code for one in results
    )
    wrong = sum(cell is not None for cell in planted.reports.values())
    print(f"files {options.files}, planted faults {wrong}, processes {options.jobs}")
    print("results", ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    print(f"wall {wall:.1f} s, of which the one that hangs is given {LIMITS.seconds:.0f} s")
    print(f"bare libraries, one process {libraries:.2f} s, ratio {wall / libraries:.1f}")
    print(f"peak memory of all processes {memory.peak:.0f} MB")
    for fault in faults:
        print("WRONG", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
