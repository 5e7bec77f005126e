"""What ``gouji check`` writes for other offices."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

SETTINGS = "单位名称: 云江市青禾区政务公开办\n退回期限: 1月25日前\n联系人: 王五\n"


@pytest.fixture
def wrong(report, tmp_path) -> Path:
    """A report with a wrong cell in a folder of its own, with the settings of the office."""
    folder = tmp_path / "收件"
    folder.mkdir()
    (folder / "a.docx").write_bytes(Path(report("wrong-cell.docx")).read_bytes())
    (folder / "单位设置.yaml").write_text(SETTINGS, "utf-8")
    return folder


def words(path: Path) -> str:
    return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)


def test_a_letter_for_each_organ_with_the_settings_beside_the_reports(gouji, wrong, tmp_path):
    run = gouji("check", wrong, "--format", "letter", "-o", tmp_path / "意见")

    (letter,) = (tmp_path / "意见").iterdir()
    assert run.status == 1
    assert "1月25日前" in words(letter)
    assert "王五" in words(letter)


def test_copies_with_comments_and_the_original_as_it_was(gouji, wrong, tmp_path):
    before = (wrong / "a.docx").read_bytes()
    gouji("check", wrong, "--annotate", tmp_path / "批注")

    with zipfile.ZipFile(tmp_path / "批注" / "a.docx") as copy:
        assert "云江市青禾区政务公开办" in copy.read("word/comments.xml").decode()
    assert (wrong / "a.docx").read_bytes() == before


def test_a_file_that_takes_no_comments_is_told(gouji, report, tmp_path):
    run = gouji("check", report("wrong-cell.txt"), "--annotate", tmp_path / "批注")

    assert "没有加批注" in run.err
    assert not (tmp_path / "批注").exists()


def test_a_workbook(gouji, wrong, tmp_path):
    assert gouji("check", wrong, "--format", "xlsx", "-o", tmp_path / "a.xlsx").status == 1
    assert len(openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames) == 3


@pytest.mark.parametrize("kind", ["xlsx", "letter"])
def test_what_is_no_text_needs_a_place(kind, gouji, wrong):
    run = gouji("check", wrong, "--format", kind)

    assert run.status == 2
    assert "--output" in run.err


def test_settings_with_faults_are_pointed_at(gouji, wrong, tmp_path):
    (wrong / "单位设置.yaml").write_text("单位名字: 甲\n", "utf-8")
    run = gouji("check", wrong, "--format", "letter", "-o", tmp_path / "意见")

    assert run.status == 2
    assert "单位设置.yaml:1:1" in "".join(run.err.split())


def test_a_file_in_the_place_of_the_folder_is_told(gouji, wrong, tmp_path):
    (tmp_path / "意见").write_text("", "utf-8")

    assert gouji("check", wrong, "--format", "letter", "-o", tmp_path / "意见").status == 2


@pytest.mark.parametrize(
    ("kind", "begins"), [("html", "<!DOCTYPE html>"), ("sarif", "{"), ("junit", "<?xml")]
)
def test_formats_for_pages_and_programs(kind, begins, gouji, wrong, tmp_path):
    shown = gouji("check", wrong, "--format", kind)
    written = gouji("check", wrong, "--format", kind, "-o", tmp_path / "out")

    assert (shown.status, written.status) == (1, 1)
    assert shown.out.lower().startswith(begins.lower())
    assert (tmp_path / "out").read_text("utf-8") == shown.out


def test_letters_are_about_the_latest_drafts(gouji, wrong, tmp_path):
    (wrong / "a第二稿.docx").write_bytes((wrong / "a.docx").read_bytes() + b"\0")
    run = gouji("check", wrong, "--format", "letter", "-o", tmp_path / "意见")

    assert len(list((tmp_path / "意见").iterdir())) == 1
    assert "略去 1 份旧稿" in run.err
