"""Which files a command line names, and what is in them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from gouji.engine.office.intake import sources
from gouji.engine.reading.document import Document, Unreadable

TEXT = "云川市林业和草原局2023年政府信息公开工作年度报告\n\n一、总体情况\n正文。\n".encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "旧/c.txt", "旧/~$c.docx", ".hidden/d.txt", "Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)
    return tmp_path


def names(found, root: Path) -> list[str]:
    return [source.name.removeprefix(f"{root}/") for source in found]


def test_a_folder_gives_its_files_in_order_without_hidden_ones_and_locks(folder: Path):
    assert names(sources([str(folder)]), folder) == ["a.txt", "b.txt", "旧/c.txt"]


def test_a_file_named_twice_comes_once(folder: Path):
    found = sources([str(folder / "a.txt"), str(folder), str(folder / "b.txt")])

    assert names(found, folder) == ["a.txt", "b.txt", "旧/c.txt"]


@pytest.mark.parametrize("pattern", ["旧", "旧/*", "c.*", "旧/c.txt"])
def test_what_is_excluded_is_left_out(pattern: str, folder: Path):
    assert names(sources([str(folder)], [pattern]), folder) == ["a.txt", "b.txt"]


def test_a_pattern_that_no_shell_has_expanded_is_expanded(folder: Path):
    assert names(sources([str(folder / "*.txt")]), folder) == ["a.txt", "b.txt"]


def test_a_pattern_that_fits_nothing_is_a_missing_file(folder: Path):
    (source,) = sources([str(folder / "*.docx")])

    assert source.document().code == "missing"


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as written:
        for name, data in members.items():
            written.writestr(name, data)
    return path


def test_files_in_an_archive_are_read_without_unpacking(tmp_path: Path):
    path = archive(tmp_path / "报送.zip", {"林业/年报.txt": TEXT, "水务.txt": TEXT, "__MACOSX/x.txt": TEXT})

    found = list(sources([str(path)]))

    assert names(found, tmp_path) == ["报送.zip/林业/年报.txt", "报送.zip/水务.txt"]
    assert all(isinstance(one.document(), Document) for one in found)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["报送.zip"]


class NamedInGbk(zipfile.ZipInfo):
    """A member whose name is spelt as Chinese systems do: in GBK, and nothing says so."""

    def _encodeFilenameFlags(self):  # noqa: N802 - zipfile asks for it by this name
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def test_names_that_an_archive_spells_in_gbk_are_understood(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as written:
        written.writestr(NamedInGbk("林业局/年报.txt"), TEXT)

    (source,) = sources([str(tmp_path / "a.zip")])

    assert names([source], tmp_path) == ["a.zip/林业局/年报.txt"]
    assert isinstance(source.document(), Document)


def test_names_that_lead_out_of_the_archive_lead_nowhere(tmp_path: Path):
    path = archive(tmp_path / "a.zip", {"../../hosts/a.txt": TEXT, "/srv/b.txt": TEXT})

    found = list(sources([str(path)]))

    assert names(found, tmp_path) == ["a.zip/hosts/a.txt", "a.zip/srv/b.txt"]
    assert isinstance(found[0].document(), Document)


def test_an_archive_that_does_not_open_is_one_unreadable_file(tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 broken")

    (source,) = sources([str(tmp_path / "a.zip")])

    assert isinstance(source.document(), Unreadable)


def test_a_member_that_is_damaged_is_a_result(tmp_path: Path):
    path = archive(tmp_path / "a.zip", {"a.txt": b"A" * 500, "b.txt": TEXT})
    data = bytearray(path.read_bytes())
    at = data.index(b"A" * 100)
    data[at] = 66
    path.write_bytes(bytes(data))

    first, second = sources([str(path)])

    assert first.document().code == "damaged"
    assert isinstance(second.document(), Document)


def test_an_encrypted_member_is_told_as_such(tmp_path: Path):
    path = archive(tmp_path / "a.zip", {"a.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))

    (source,) = sources([str(path)])

    assert source.document().code == "encrypted"
