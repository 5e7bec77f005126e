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


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "名册.csv"
    organs = "云江市青禾区水务局,是,\n云江市青禾区教育局,是,\n云江市青禾区粮食局,否,撤并\n"
    path.write_text("机关全称,是否应报,不报原因\n" + organs, "utf-8")
    return path


def test_a_roster_tells_who_has_not_reported(gouji, report, roster):
    run = gouji("check", report("clean.txt"), "--roster", roster)

    assert "收到 1 个单位，未报 1 个" in run.out
    assert "未报 1  云江市青禾区教育局" in run.out
    assert "撤并" in run.out


def test_only_the_latest_of_several_drafts_is_judged(gouji, report, roster, tmp_path):
    folder = tmp_path / "稿"
    folder.mkdir()
    (folder / "水务局.txt").write_bytes(Path(report("clean.txt")).read_bytes() + b"\n")
    shutil.copy(report("clean.txt"), folder / "水务局第二稿.txt")
    run = gouji("check", folder, "--roster", roster, "--format", "json")

    found = json.loads(run.out)
    assert files(run) == ["水务局第二稿.txt"]
    assert run.status == 0
    assert [Path(one["latest"]).name for one in found["attendance"]["drafts"]] == ["水务局第二稿.txt"]


def test_the_day_of_publication_is_that_of_the_roster(gouji, report, tmp_path):
    late = tmp_path / "名册.csv"
    late.write_text("机关全称,公布日期\n云江市青禾区水务局,2024-02-20\n", "utf-8")

    assert "publish-deadline" in gouji("check", report("clean.txt"), "--roster", late).out
    assert "publish-deadline" not in gouji("check", report("clean.txt")).out


def test_many_reports_are_also_seen_together(gouji, report, tmp_path):
    folder = tmp_path / "同错"
    folder.mkdir()
    for number in range(8):
        text = Path(report("wrong-cell.txt")).read_text("utf-8")
        (folder / f"{number}.txt").write_text(text.replace("青禾区", f"青禾区{number}"), "utf-8")
    found = json.loads(gouji("check", folder, "--format", "json").out)["fleet"]

    assert found["reports"] == 8
    assert any("requests-row-total" in one["rules"] for one in found["frequent"])
