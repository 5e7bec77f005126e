"""Real reports in every format against their exact grids; the folder that GOUJI_CORPUS names holds them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from gouji.engine.reading.document import Document, ImageMark, Paragraph, Remark, Table
from gouji.engine.reading.reading import read

from .files import grid, listed

pytestmark = pytest.mark.corpus

CORPUS = os.environ.get("GOUJI_CORPUS")
FOLDER = Path(CORPUS) if CORPUS else Path("no-corpus")
TITLE = 9
"""How the exact grids mark lines of the title."""


@pytest.fixture(autouse=True)
def _corpus():
    if CORPUS is None:
        pytest.skip("GOUJI_CORPUS names no folder of real reports")


def reports(kind: str) -> list[Path | None]:
    return sorted(path for path in (FOLDER / kind).glob("[0-9]*")) or [None]


def name(path: Path | None) -> str:
    return "none" if path is None else path.name


def flat(text: str) -> str:
    return re.sub(r"\s|\[bookmark: [^\]]*\]", "", text)


def opened(path: Path) -> tuple[Document, list[dict[str, Any]]]:
    found = read(path)
    assert isinstance(found, Document), found
    truth = json.loads((FOLDER / "truth" / f"{path.name[:3]}.json").read_text("utf-8"))
    return found, truth["blocks"]


def tables(found: Document) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


def true_grid(block: dict[str, Any]) -> list[list[str]]:
    lines = [[""] * block["ncols"] for _ in range(block["nrows"])]
    for cell in block["cells"]:
        for r in range(cell["r"], cell["r"] + cell["rs"]):
            for c in range(cell["c"], cell["c"] + cell["cs"]):
                lines[r][c] = flat(cell["text"])
    return lines


def true_list(block: dict[str, Any]) -> list[list[str]]:
    cells = sorted(block["cells"], key=lambda cell: (cell["r"], cell["c"]))
    return [
        [flat(cell["text"]) for cell in cells if cell["r"] == r and flat(cell["text"])]
        for r in range(block["nrows"])
    ]


def ruled() -> list[Path | None]:
    return [path for path in reports("pdf") if path is not None and "borderless" not in path.name] or [None]


@pytest.mark.parametrize(
    "path", reports("docx") + reports("doc") + reports("html") + reports("xlsx") + ruled(), ids=name
)
def test_grids_are_exact(path: Path):
    found, truth = opened(path)
    read_grids = [[[flat(text) for text in line] for line in grid(table)] for table in tables(found)]
    assert read_grids == [true_grid(block) for block in truth if block["type"] == "t"]


@pytest.mark.parametrize("path", reports("txt"), ids=name)
def test_rows_of_plain_text_hold_the_same_cells(path: Path):
    found, truth = opened(path)
    rows = [
        [[flat(text) for text in line if flat(text)] for line in listed(table)] for table in tables(found)
    ]
    assert rows == [true_list(block) for block in truth if block["type"] == "t"]


@pytest.mark.parametrize(
    "path", reports("docx") + reports("doc") + reports("html") + reports("txt"), ids=name
)
def test_paragraphs_and_pictures_are_exact(path: Path):
    found, truth = opened(path)
    said = [flat(block.text) for block in found.blocks if isinstance(block, Paragraph)]
    assert said == [flat(block["text"]) for block in truth if block["type"] == "p" and flat(block["text"])]
    assert sum(isinstance(block, ImageMark) for block in found.blocks) == sum(
        block["type"] == "img" for block in truth
    )


@pytest.mark.parametrize("path", reports("docx") + reports("doc"), ids=name)
def test_headings_are_exact(path: Path):
    found, truth = opened(path)
    levels = [block.heading or 0 for block in found.blocks if isinstance(block, Paragraph)]
    assert levels == [
        block["level"] % TITLE for block in truth if block["type"] == "p" and flat(block["text"])
    ]


@pytest.mark.parametrize("path", ruled(), ids=name)
def test_paragraphs_of_printed_pages_are_put_together(path: Path):
    found, truth = opened(path)
    said = {flat(block.text) for block in found.blocks if isinstance(block, Paragraph)}
    wanted = [flat(block["text"]) for block in truth if block["type"] == "p" and flat(block["text"])]
    assert sum(text in said for text in wanted) >= len(wanted) - 1


def test_tables_without_lines_are_remarked():
    [path] = (FOLDER / "pdf").glob("*_borderless.pdf")
    found = read(path)
    assert isinstance(found, Document)
    assert found.remarks == (Remark.BORDERLESS_TABLES,)
    assert tables(found) == []


def test_hard_constructs_are_read():
    found = read(FOLDER / "docx" / "tricky.docx")
    assert isinstance(found, Document)
    assert found.remarks == (Remark.UNACCEPTED_REVISIONS, Remark.HIDDEN_TEXT)
    first, second = tables(found)
    assert {line[0]: flat(line[1]) for line in grid(first)[:-2]} == {
        "ins_del": "7",
        "move": "4",
        "sdt_inline": "8",
        "sdt_block_in_cell": "9",
        "sdt_cell": "11",
        "hyperlink": "12",
        "fldSimple": "13",
        "fldComplex": "14",
        "vanish": "15",
        "smartTag": "16",
        "two_paras": "17",
        "nested_table": "18",
        "textbox_in_cell": "19",
        "fullwidth": "２０",
        "footnote_comment_ref": "21",
        "ruby": "22",
        "sdt_row": "23",
    }
    assert grid(first)[-2:] == [["hMerge", "hMerge"], ["∅", "gridBefore"]]
    assert grid(second) == [["table_in_sdt", "30"]]


SCRIPT = """
import sys
from pathlib import Path
from gouji.engine.reading.reading import read
found = read(Path(sys.argv[1]))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(getattr(found, "code", "read"), int(peak.split()[1]) // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((FOLDER / "bad").glob("*")) or [None], ids=name)
def test_hostile_files_end_soon_and_small(path: Path):
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)], capture_output=True, text=True, check=True, timeout=30
    )
    code, megabytes = done.stdout.split()
    assert code in {"read", "unsupported", "encrypted", "damaged", "unsafe", "too_complex", "scan"}
    assert int(megabytes) < 300
    assert time.monotonic() - started < 5
