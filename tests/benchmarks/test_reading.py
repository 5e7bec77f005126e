"""The benchmark of reading, on reports of invented organs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from documents.model import report_on
from documents.truth import dumped, expected, numbers
from documents.writers import WRITERS, written
from gouji.rules.library import Library

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "reading.py"
FORMATS = {"docx", "html_sloppy", "txt_piped"}


@pytest.fixture(scope="session")
def report():
    return report_on(Library().load("cn-2021").pack, Random(1))


@pytest.fixture
def folder(tmp_path, report):
    """A folder of one report in three formats, with its truth."""
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "a.json").write_text(dumped(report.document(), "a"), "utf-8")
    for name in FORMATS:
        suffix = WRITERS[name].suffix
        (tmp_path / f"a_{name}.{suffix}").write_bytes(written(report, WRITERS[name]))
    return tmp_path


def run(folder, *options):
    command = [sys.executable, str(SCRIPT), str(folder), "--rounds", "1", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_the_truth_gives_back_the_facts(folder, report):
    found = expected(numbers(folder / "truth" / "a.json"), report.pack.schema)

    assert report.values() == found


def test_every_cell_is_right(folder, report):
    ended = run(folder, "--json")

    result = json.loads(ended.stdout)
    cells = len(report.values())
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [(cells, 0, 0, 6)] * len(FORMATS) == [
        (file["right"], file["wrong"], file["missing"], file["sections"]) for file in result["files"]
    ]
    assert {"docx", "html", "txt"} == set(result["peak_megabytes"])
    assert all(10 < peak < 300 for peak in result["peak_megabytes"].values())
    [docx] = [file for file in result["files"] if file["format"] == "docx"]
    assert docx["ratio"] == docx["milliseconds"] / docx["bare"]


def test_a_wrong_cell_is_counted_and_told_by_the_status(folder):
    path = folder / "truth" / "a.json"
    path.write_text(path.read_text("utf-8").replace('"text": "0"', '"text": "7"', 1), "utf-8")

    ended = run(folder)

    assert ended.returncode == 1
    assert "a_docx.docx" in ended.stdout


def test_a_file_that_is_refused_has_every_cell_missing(folder, report):
    (folder / "a_docx.docx").write_bytes(b"PK\x03\x04")

    ended = run(folder, "--json")

    [docx] = [file for file in json.loads(ended.stdout)["files"] if file["format"] == "docx"]
    assert ended.returncode == 0
    assert (0, 0, len(report.values()), "damaged") == (
        docx["right"], docx["wrong"], docx["missing"], docx["refused"],
    )  # fmt: skip


def test_a_folder_without_truth_is_wrong_usage(tmp_path):
    ended = run(tmp_path)

    assert ended.returncode == 2
    assert "no truth" in ended.stderr
