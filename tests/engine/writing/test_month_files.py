"""Files of a month: written where they say something new, never over what people changed."""

from __future__ import annotations

import io
import zipfile

import pytest
from gouji.engine.office.month import Copy, Memory, Written, memory_in
from gouji.engine.writing.month_files import BlockedError, Files, Put, is_open, same_package


def package(when, text="x"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", text)
        archive.writestr("docProps/core.xml", when)
    return stream.getvalue()


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


def test_a_file_is_written_once(files):
    assert files.put("a/b.txt", b"1") is Put.NEW
    assert files.put("a/b.txt", b"1") is Put.SAME
    assert files.put("a/b.txt", b"2") is Put.CHANGED


def test_what_people_changed_stays(files):
    files.put("b.txt", b"1")
    (files.folder / "b.txt").write_bytes(b"mine")

    assert files.put("b.txt", b"2") is Put.THEIRS
    assert not files.drop("b.txt")
    assert (files.folder / "b.txt").read_bytes() == b"mine"


def test_what_nobody_is_expected_to_change_is_written_anew(files):
    (files.folder / "b.txt").write_bytes(b"old")

    assert files.put("b.txt", b"2", own=True) is Put.CHANGED


def test_a_file_that_was_there_before_is_somebodys(files):
    (files.folder / "b.txt").write_bytes(b"old")

    assert files.put("b.txt", b"2") is Put.THEIRS


def test_office_files_that_differ_in_the_time_alone_are_the_same(files):
    assert same_package(package("1"), package("2"))
    assert not same_package(package("1"), package("1", "y"))
    assert not same_package(b"PK broken", package("1"))
    files.put("a.docx", package("1"))
    assert files.put("a.docx", package("2")) is Put.SAME


def test_a_file_is_removed_as_it_was_written(files):
    files.put("b.txt", b"1")

    assert files.drop("b.txt")
    assert not (files.folder / "b.txt").exists()
    assert files.written == {}


def test_a_folder_in_the_place_of_a_file_is_told(files):
    (files.folder / "b.txt").mkdir()

    with pytest.raises(BlockedError) as told:
        files.put("b.txt", b"1")

    assert told.value.told.key == "office_month.cannot_write"


def test_a_file_in_the_place_of_a_folder_is_told(files):
    (files.folder / "a").write_bytes(b"")

    for write in (lambda: files.put("a/b.txt", b"1"), lambda: files.make("a")):
        with pytest.raises(BlockedError):
            write()


def test_what_cannot_be_removed_is_told(files, monkeypatch):
    from pathlib import Path

    def held(*_, **__):
        raise PermissionError(13, "held")

    files.put("b.txt", b"1")
    monkeypatch.setattr(Path, "unlink", held)

    with pytest.raises(BlockedError) as told:
        files.drop("b.txt")

    assert told.value.told.key == "office_month.close"


@pytest.mark.parametrize("lock", ["~$审核台账.xlsx", ".~lock.审核台账.xlsx#", ".~审核台账.xlsx"])
def test_locks_of_office_programs_are_known(tmp_path, lock):
    path = tmp_path / "审核台账.xlsx"
    assert not is_open(path)

    (tmp_path / lock).write_bytes(b"")

    assert is_open(path)


def test_memory_is_kept_between_runs(files):
    memory = Memory(
        (Copy("aa", "林业.docx", "林业_2023_第1稿.docx", "林业局", 2023, 1),),
        {"意见/a.docx": Written("bb", "林业局", 1)},
        2023,
    )
    files.remember(memory)

    other = Files(files.folder)

    assert other.memory() == memory
    assert other.written == memory.written


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"year": 1, "copies": [{"file": "../x"}], "written": {}}', '{"year": 1, "copies": 3}'],
)
def test_a_damaged_memory_is_none(text):
    assert memory_in(text) == Memory()


def test_a_memory_that_leads_out_is_none():
    kept = Memory((Copy("aa", "a", "../../b.docx", "o", 2023, 1),)).text()

    assert memory_in(kept) == Memory()
