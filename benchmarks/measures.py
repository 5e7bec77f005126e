"""Time and memory of reading, beside those of the library that each format is read with."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

import olefile
import pypdfium2
import pypdfium2.raw as pdfium
from gouji.engine.reading.reading import read_bytes
from lxml import etree

FINE = 1e-5
"""Seconds; some systems tell the time of the processor in steps of many milliseconds."""

ONE_PROCESS = """
import sys
from pathlib import Path
from gouji.engine.reading.reading import read
for name in sys.argv[1:]:
    read(Path(name))
status = Path("/proc/self/status")
if status.exists():  # getrusage would count what the parent held before the new program began
    print(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1))
"""


def milliseconds(path: Path, rounds: int, *, beside: bool) -> tuple[float, float | None]:
    """The median time to read a file, and that of its bare library, taken in turn.

    Without ``beside``, and where a format has no library to be compared with, the second is ``None``.
    """
    data = path.read_bytes()
    bare = BARE.get(path.suffix.lower()) if beside else None
    ours, theirs = [], []
    gc.collect()
    gc.freeze()  # what the process holds besides is no burden of either
    for number in range(rounds + 1):
        spent = _timed(lambda: read_bytes(data, path.name))
        other = _timed(lambda: bare(data)) if bare else 0.0
        if number:
            ours.append(spent)
            theirs.append(other)
    return median(ours), median(theirs) if bare else None


def memory(paths: Sequence[Path]) -> float:
    """The peak memory in megabytes of a new process that reads ``paths`` one after the other."""
    command = [sys.executable, "-c", ONE_PROCESS, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


def bare_docx(data: bytes) -> None:
    """Parse the main part of a .docx with lxml."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        etree.fromstring(archive.read("word/document.xml"))


def bare_ole(data: bytes) -> None:
    """Open a .doc with olefile and read its streams."""
    with closing(olefile.OleFileIO(io.BytesIO(data))) as file:
        for name in file.listdir():
            file.openstream(name).read()


def bare_pdf(data: bytes) -> None:
    """Take the characters with their places, and the objects that are lines, from the pages of a .pdf."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                pdfium.FPDFText_GetUnicode(text, index)
                text.get_charbox(index, loose=True)
            for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
                path.get_bounds()
            text.close()
            page.close()


BARE: dict[str, Callable[[bytes], None]] = {
    ".docx": bare_docx,
    ".doc": bare_ole,
    ".wps": bare_ole,
    ".pdf": bare_pdf,
}
"""What reads no more than the bytes of a format, by the ending of its files."""


def _clock() -> Callable[[], float]:
    """What tells the time of the processor, where that is told finely: other programs do not count in it."""
    fine = time.get_clock_info("process_time").resolution < FINE
    return time.process_time if fine else time.perf_counter


def _timed(work: Callable[[], object]) -> float:
    clock = _clock()
    start = clock()
    work()
    return (clock() - start) * 1000
