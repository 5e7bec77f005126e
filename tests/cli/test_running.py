"""``gouji check`` on many files: which, in how many processes, and going on after a break."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest


@pytest.fixture
def folder(report, tmp_path: Path) -> Path:
    """Reports under other names, in two folders."""
    found = tmp_path / "报送"
    for number, name in enumerate(("clean.txt", "wrong-cell.txt", "clean.txt")):
        path = found / ("旧" if number == 2 else "") / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(report(name), path)
    return found


def files(run) -> list[str]:
    return [Path(one["file"]).name for one in json.loads(run.out)["reports"]]


def test_what_is_excluded_is_not_checked(gouji, folder):
    run = gouji("check", folder, "--exclude", "旧", "--format", "json")

    assert files(run) == ["0.txt", "1.txt"]


def test_several_processes_say_the_same_as_one(gouji, folder):
    alone = gouji("check", folder, "--format", "json", "--facts")

    assert gouji("check", folder, "--format", "json", "--facts", "--jobs", "2") == alone


def test_an_archive_is_checked_as_its_files_are(gouji, folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "报送.zip", "w") as archive:
        for path in sorted(folder.glob("*.txt")):
            archive.write(path, path.name)

    run = gouji("check", tmp_path / "报送.zip", "--format", "json")

    assert run.status == 1
    assert files(run) == ["0.txt", "1.txt"]


@pytest.mark.parametrize("option", ["--jobs", "--timeout", "--memory"])
@pytest.mark.parametrize("value", ["0", "-1", "viel", "1.5", "99999999999"])
def test_a_number_that_is_none_is_wrong_usage(option, value, gouji, folder):
    run = gouji("check", folder, f"{option}={value}")

    assert run.status == 2
    assert f"{option} 要写" in run.err


def test_a_second_run_takes_what_the_journal_holds(gouji, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("GOUJI_CACHE_DIR", str(tmp_path / "cache"))
    again = ("check", folder, "--format", "json", "--journal", tmp_path / "run.jsonl")

    first, second = gouji(*again), gouji(*again)

    assert first.out == second.out
    assert (first.err, second.err) == ("", "3 份没有变化，用上次的结果\n")


def test_a_journal_needs_a_place_for_its_secret(gouji, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("GOUJI_CACHE_DIR", "")

    run = gouji("check", folder, "--journal", tmp_path / "run.jsonl")

    assert run.status == 2
    assert "GOUJI_CACHE_DIR" in run.err


def test_a_journal_in_the_folder_is_none_of_its_reports(gouji, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("GOUJI_CACHE_DIR", str(tmp_path / "cache"))
    again = ("check", folder, "--format", "json", "--journal", folder / "run.jsonl")
    gouji(*again)

    assert files(gouji(*again)) == ["0.txt", "1.txt", "2.txt"]


def test_a_file_that_takes_too_long_is_a_result(gouji, folder):
    run = gouji("check", folder, "--timeout", "1", "--memory", "1", "--format", "json")

    codes = {one["status"] for one in json.loads(run.out)["reports"]}
    assert len(files(run)) == 3
    assert codes <= {"unreadable", "passed", "failed"}
