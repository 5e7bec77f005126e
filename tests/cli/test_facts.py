"""``gouji facts``."""

from __future__ import annotations

import csv
import io

import pytest


def test_the_table_goes_to_the_screen_or_a_file(gouji, report, tmp_path):
    shown = gouji("facts", report("clean.txt"))
    written = gouji("facts", report("clean.txt"), "-o", tmp_path / "a.csv")

    assert (shown.status, written.status, written.out) == (0, 0, "")
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines() == shown.out.splitlines()
    assert len(list(csv.DictReader(io.StringIO(shown.out)))) > 150


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_the_ending_of_the_file_decides(ending, gouji, report, tmp_path):
    target = tmp_path / f"a.{ending}"

    assert gouji("facts", report("clean.txt"), "-o", target).status == 0
    assert target.read_bytes()[:2] == (b"PK" if ending == "xlsx" else b"PA")


def test_an_unknown_ending_is_wrong_usage(gouji, report, tmp_path):
    run = gouji("facts", report("clean.txt"), "-o", tmp_path / "a.doc")

    assert run.status == 2
    assert "csv" in run.err


def test_a_missing_extra_is_told(gouji, report, tmp_path, monkeypatch):
    from gouji.engine.writing import extras

    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    run = gouji("facts", report("clean.txt"), "-o", tmp_path / "a.parquet")

    assert run.status == 2
    assert "gouji[parquet]" in run.err


def test_files_that_cannot_be_read_are_told(gouji, report, tmp_path):
    (tmp_path / "空.txt").write_bytes(b"")
    run = gouji("facts", report("clean.txt"), tmp_path / "空.txt", "-o", tmp_path / "a.csv")

    assert run.status == 3
    assert "空.txt" in run.err


def test_no_report_is_written_over(gouji, report):
    assert gouji("facts", report("clean.txt"), "-o", report("clean.txt")).status == 2
