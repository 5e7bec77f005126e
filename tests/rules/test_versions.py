"""Packs of one id in several versions, beside the program and given."""

from __future__ import annotations

import os

import pytest
from gouji.grammar.catalogue import render
from gouji.rules.cache import PackCache
from gouji.rules.library import Library
from gouji.rules.versions import beside_program, is_newer


@pytest.fixture
def shipped() -> str:
    return Library(cache=PackCache(None)).forms()[0].id


@pytest.fixture
def write(shelf, shipped):
    """A pack with the id of a shipped one."""

    def writing(folder: str, version: str, language: int = 1):
        head = shelf.HEAD.replace("books", shipped).replace("1.0", version)
        head = head.replace("language: 1", f"language: {language}")
        return shelf.write(folder, pack=head, form=shelf.FORM, rules=shelf.RULE)

    return writing


@pytest.mark.parametrize(
    ("one", "other", "newer"),
    [
        ("2026.2", "2026.1", True),
        ("2026.10", "2026.9", True),
        ("2026.1", "2026.1", False),
        ("2026.1.0", "2026.1", False),
        ("2026.1.1", "2026.1", True),
        ("1.0", "2026.1", False),
        ("2026.1", "2026.1-draft", True),
        ("", "1", False),
    ],
)
def test_versions_compare_number_by_number(one, other, newer):
    assert is_newer(one, other) is newer


def test_higher_version_beside_the_program_takes_the_place_of_the_shipped_pack(write, shipped):
    path = write("new", "9999.1")

    library = Library(cache=PackCache(None), beside=[path])
    pack = library.load(shipped).pack

    assert ("9999.1", str(path)) == (pack.version, pack.replaces.origin)
    assert library.remarks == ()
    assert shipped == library.forms()[0].id


@pytest.mark.parametrize(
    ("version", "language", "key"),
    [("1.0", 1, "replaced.older"), ("9999.1", 2, "replaced.newer_language")],
)
def test_pack_beside_the_program_that_does_not_count_is_told(write, shipped, version, language, key):
    path = write("other", version, language)

    library = Library(cache=PackCache(None), beside=[path])

    assert [key] == [one.key for one in library.remarks]
    assert all(render(one, tongue) for one in library.remarks for tongue in ("zh", "en"))
    assert library.load(shipped).pack.replaces is None


def test_same_version_beside_the_program_does_not_count(write, shipped):
    version = Library(cache=PackCache(None)).load(shipped).pack.version

    library = Library(cache=PackCache(None), beside=[write("same", version)])

    assert [one.key for one in library.remarks] == ["replaced.same"]


def test_highest_of_several_beside_the_program_counts(write, shipped):
    paths = [write("a", "9998.1"), write("b", "9999.1"), write("c", "9997.1")]

    library = Library(cache=PackCache(None), beside=paths)

    assert library.load(shipped).pack.version == "9999.1"


def test_given_pack_counts_whatever_its_version(write, shipped):
    old, new = write("old", "1.0"), write("new", "9999.1")

    library = Library([old], cache=PackCache(None), beside=[new])

    assert library.load(shipped).pack.version == "1.0"


def test_pack_of_a_new_id_beside_the_program_is_simply_there(books):
    library = Library(cache=PackCache(None), beside=[books])

    assert "books" in library.ids()
    assert library.load("books").pack.replaces is None


def test_folders_of_packs_are_named_by_the_environment(books, monkeypatch, tmp_path):
    (tmp_path / "notes.yaml").write_text("just: notes\n", "utf-8")
    monkeypatch.setenv("GOUJI_PACKS", os.pathsep.join([str(tmp_path), str(tmp_path / "missing")]))

    assert (books,) == beside_program()


def test_folder_beside_the_program_is_looked_into(books, monkeypatch, tmp_path):
    program = tmp_path / "gouji"
    program.write_text("", "utf-8")
    (tmp_path / "packs").mkdir()
    books.rename(tmp_path / "packs" / "books")
    monkeypatch.delenv("GOUJI_PACKS", raising=False)
    monkeypatch.setattr("sys.argv", [str(program)])

    assert (tmp_path / "packs" / "books",) == beside_program()
