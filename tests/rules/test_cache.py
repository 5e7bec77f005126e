"""Compiled packs on disk: quick, and trusted only when nobody else could have written them."""

from __future__ import annotations

import io
import json
import os
import pickle
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from gouji.rules import cache as module
from gouji.rules.cache import MAX_ENTRIES, PackCache, default_folder
from gouji.rules.library import Library

posix = pytest.mark.skipif(os.name != "posix", reason="owner and mode are those of POSIX")


class Counting(PackCache):
    """A cache that remembers what it was asked and answered."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.hits: list[bool] = []

    def get(self, files, find):
        pack = super().get(files, find)
        self.hits.append(pack is not None)
        return pack


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "cache" / "packs"


@pytest.fixture
def load(folder, shelf, books):
    """Loads ``books`` with a library of its own; tells whether it came from the cache."""

    def loaded(pack: str = "books"):
        cache = Counting(folder)
        paths = [path for path in sorted(shelf.folder.iterdir()) if path.name != "cache"]
        result = Library(paths, cache=cache).load(pack)
        return result, cache.hits == [True]

    return loaded


def entry(folder: Path) -> Path:
    [path] = folder.iterdir()
    return path


def test_second_load_is_from_the_cache_and_the_same(load):
    cold, warm = load(), load()

    assert (cold[1], warm[1]) == (False, True)
    assert cold[0] == warm[0]
    assert (
        cold[0].pack.schema.tables["loans"].row_index.keys()
        == warm[0].pack.schema.tables["loans"].row_index.keys()
    )


def test_numbers_and_dates_of_rules_come_back(load, books, shelf):
    check = "when date(2001, 1, 1) < 2001-02-03: 借阅[购入, total] ≥ 0.5"
    (books / "rules.yaml").write_text(
        shelf.RULE.replace("借阅 每行：total = adult + child", check), encoding="utf-8"
    )
    cold, warm = load(), load()

    assert (True, cold[0]) == (warm[1], warm[0])


def test_what_was_computed_since_loading_is_not_written(load, folder, shelf):
    pack = load()[0].pack
    pack.schema.tables["loans"].row_index  # noqa: B018 - fills the table's own memory
    files = Library([shelf.folder / "books"])._find("books")
    PackCache(folder).put(files, (), lambda _: None, pack)

    assert load()[1]


def test_rules_are_made_when_one_is_asked_for(load, monkeypatch):
    load()
    made: list[object] = []
    monkeypatch.setattr(module._Unpickler, "find_class", _noting(module._Unpickler.find_class, made))
    rules = load()[0].pack.rules

    assert ("row-total" in rules, "absent" in rules, list(rules), len(rules)) == (
        True,
        False,
        ["row-total"],
        1,
    )
    assert "Rule" not in made
    assert rules["row-total"] is next(iter(rules.values()))
    assert "Rule" in made


def _noting(find, made):
    def found(self, unit, name):
        made.append(name)
        return find(self, unit, name)

    return found


@pytest.mark.parametrize("change", ["# new\n", "\n"])
def test_any_change_of_a_file_makes_the_entry_stale(load, books, change):
    load()
    with (books / "rules.yaml").open("a") as stream:
        stream.write(change)

    assert not load()[1]


def test_pack_moved_elsewhere_is_compiled_anew_since_places_name_files(load, books, shelf):
    load()
    books.rename(shelf.folder / "moved")
    loaded, warm = load()

    assert not warm
    assert str(shelf.folder / "moved" / "rules.yaml") == loaded.pack.rules["row-total"].place.file


def test_change_of_an_ancestor_makes_the_entry_stale(load, shelf, books):
    shelf.write("town", pack="pack: town\nlanguage: 1\nversion: 1\ntitle: 本地\nextends: [books]\n")
    load("town")
    assert load("town")[1]
    (books / "form.yaml").write_text(shelf.FORM.replace("成人", "大人"), encoding="utf-8")
    loaded, warm = load("town")

    assert not warm
    assert loaded.pack.schema.tables["loans"].columns[0].label == "大人"


def test_change_of_an_earlier_form_makes_the_entry_stale(load, shelf, books):
    (books / "more.yaml").write_text("sample: {}\n")
    shelf.write(
        "new", pack=shelf.HEAD.replace("books", "new") + "from: {books: {bought: bought}}\n", form=shelf.FORM
    )
    load("new")
    assert load("new")[1]
    (books / "more.yaml").unlink()

    assert not load("new")[1]


def test_lost_ancestor_makes_the_entry_stale(load, shelf, books):
    shelf.write("town", pack="pack: town\nlanguage: 1\nversion: 1\ntitle: 本地\nextends: [books]\n")
    load("town")
    for file in books.iterdir():
        file.unlink()
    loaded, warm = load("town")

    assert (loaded.pack, warm) == (None, False)


def test_other_code_makes_the_entry_stale(load, monkeypatch):
    load()
    monkeypatch.setattr(module, "code_hash", lambda *_: "another version")

    assert not load()[1]


def test_other_format_makes_the_entry_stale(load, monkeypatch):
    load()
    monkeypatch.setattr(module, "FORMAT", b"0")

    assert not load()[1]


def test_pack_with_faults_is_not_kept(load, folder, books, shelf):
    (books / "rules.yaml").write_text(shelf.RULE.replace("adult", "adlut"), encoding="utf-8")
    load()

    assert not folder.exists()


@posix
def test_entries_are_closed_to_everyone_else(load, folder):
    load()

    assert folder.stat().st_mode & 0o777 == 0o700
    assert entry(folder).stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o640, 0o604])
def test_entry_open_to_others_is_not_read(load, folder, mode):
    load()
    entry(folder).chmod(mode)

    assert not load()[1]


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o755])
def test_folder_open_to_others_is_neither_read_nor_written(load, folder, mode):
    load()
    folder.chmod(mode)
    before = entry(folder).stat().st_mtime_ns
    entry(folder).chmod(0o600)

    assert not load()[1]
    assert before == entry(folder).stat().st_mtime_ns


@posix
def test_what_belongs_to_someone_else_is_not_read(load, monkeypatch):
    load()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)

    assert not load()[1]


@posix
def test_links_are_not_followed(load, folder, tmp_path):
    load()
    kept = entry(folder).rename(tmp_path / "kept")
    (folder / entry_name(load, kept)).symlink_to(kept)
    assert not load()[1]
    for path in folder.iterdir():
        path.unlink()
    folder.rename(tmp_path / "real")
    folder.symlink_to(tmp_path / "real")

    assert not load()[1]


def entry_name(load, kept: Path) -> str:
    """The name the entry has: what a fresh load writes."""
    load()
    [path] = (kept.parent / "cache" / "packs").iterdir()
    name = path.name
    path.unlink()
    return name


class Evil:
    """What an attacker would write."""

    def __reduce__(self):
        return os.system, ("echo owned",)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not a pickle",
        pickle.dumps(Evil()),
        pickle.dumps("a text"),
        pickle.dumps(io.StringIO),
        b"cgouji.rules.pack\nannotations\n.",
        b"cgouji.rules.pack\nbasis.absent\n.",
    ],
)
def test_tampered_entry_is_ignored_and_runs_nothing(load, folder, body, capfd):
    cold, _ = load()
    header, _, _ = entry(folder).read_bytes().partition(b"\n")
    sources = json.loads(header)[1]
    entry(folder).write_bytes(json.dumps([zlib.crc32(body), sources]).encode() + b"\n" + body)
    loaded, warm = load()

    assert not warm
    assert cold == loaded
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("data", [b"", b"\n", b"[]\nx", b"{\nx", b"{}\n\x80", b"[0, {}]\nx"])
def test_entry_without_a_sound_header_is_ignored(load, folder, data):
    load()
    entry(folder).write_bytes(data)

    assert not load()[1]


def test_entry_cut_short_is_ignored_and_written_anew(load, folder):
    load()
    whole = entry(folder).read_bytes()
    entry(folder).write_bytes(whole[: len(whole) // 2])

    assert (load()[1], load()[1]) == (False, True)


def test_folder_may_be_deleted_at_any_time(load, folder):
    load()
    entry(folder).unlink()
    folder.rmdir()

    assert (load()[1], load()[1]) == (False, True)


def test_folder_that_cannot_be_made_is_no_fault(load, folder):
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.write_text("a file in the way")

    assert load()[0].pack is not None


def test_disk_that_fails_leaves_no_draft(load, folder, monkeypatch):
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    assert load()[0].pack is not None
    assert list(folder.iterdir()) == []


def test_oldest_entries_are_forgotten(load, folder):
    folder.mkdir(parents=True, mode=0o700)
    for number in range(MAX_ENTRIES + 3):
        (folder / f"{number}.pack").write_bytes(b"")
        os.utime(folder / f"{number}.pack", (number, number))
    load()

    assert len(list(folder.iterdir())) == MAX_ENTRIES
    assert not (folder / "0.pack").exists()
    assert load()[1]


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, "home/.cache/gouji/packs"),
        ("linux", {"XDG_CACHE_HOME": "/xdg"}, "/xdg/gouji/packs"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "home/.cache/gouji/packs"),
        ("darwin", {}, "home/Library/Caches/gouji/packs"),
        ("win32", {}, "home/AppData/Local/gouji/packs"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/gouji/packs"),
        ("linux", {"GOUJI_CACHE_DIR": "/mine"}, "/mine/packs"),
        ("linux", {"GOUJI_CACHE_DIR": ""}, None),
    ],
)
def test_place_of_the_cache(monkeypatch, platform, variables, expected):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "GOUJI_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))

    assert (None if expected is None else Path(expected)) == default_folder()


def test_user_without_a_home_has_no_cache(monkeypatch):
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.delenv("GOUJI_CACHE_DIR", raising=False)
    monkeypatch.setattr(Path, "home", homeless)

    assert default_folder() is None


def test_switched_off_it_keeps_nothing(shelf, books, monkeypatch, tmp_path):
    monkeypatch.setenv("GOUJI_CACHE_DIR", "")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    assert Library([books]).load("books").pack is not None
    assert [books] == list(tmp_path.iterdir())


def test_warm_load_needs_neither_yaml_nor_the_parser(books, tmp_path):
    code = (
        "import sys; from pathlib import Path; from gouji.rules.library import Library;"
        f"Library([Path({str(books)!r})]).load('books').pack.id;"
        "print([m for m in ('yaml', 'lark', 're2', 'gouji.grammar.resolving') if m in sys.modules])"
    )
    environment = {**os.environ, "GOUJI_CACHE_DIR": str(tmp_path / "own")}
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
        ).stdout
        for _ in range(2)
    ]

    assert runs[0].strip() != "[]"
    assert runs[1].strip() == "[]"


def test_the_code_is_told_by_its_files(tmp_path):
    package = tmp_path / "package"
    (package / "inner").mkdir(parents=True)
    (package / "data").mkdir()
    for name in ("__init__.py", "rules.lark", "notes.txt", "inner/__init__.py", "inner/a.py", "data/b.py"):
        (package / name).write_text("x", "utf-8")

    def told() -> list[str]:
        return sorted(
            Path(one.decode().split(" ")[0]).relative_to(package).as_posix() for one in module._code(package)
        )

    before = sorted(module._code(package))
    assert told() == ["__init__.py", "inner/__init__.py", "inner/a.py", "rules.lark"]
    (package / "inner" / "a.py").write_text("other", "utf-8")
    assert sorted(module._code(package)) != before


def test_code_in_an_archive_is_told_by_its_content(tmp_path):
    archive = tmp_path / "code.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("package/__init__.py", "x = 1")
        written.writestr("package/inner/__init__.py", "")
        written.writestr("package/notes.txt", "")

    found = [*module._code(zipfile.Path(archive, "package/"))]

    assert [one.rpartition(b"package/")[2] for one in sorted(found)] == [
        b"__init__.py x = 1",
        b"inner/__init__.py ",
    ]


def test_what_shipped_packs_are_made_of_comes_back(folder):
    cache = Counting(folder)
    cold = Library(cache=cache).forms()
    asked = len(cache.hits)
    warm = Library(cache=cache).forms()

    assert [False] * asked + [True] * len(warm) == cache.hits
    assert cold == warm
