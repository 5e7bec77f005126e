"""Packs by id and by path: those shipped, those given, and what is said when there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from gouji.grammar.catalogue import render
from gouji.rules.cache import PackCache
from gouji.rules.files import MAX_FILES, read_files
from gouji.rules.library import Library


@pytest.fixture
def library() -> Library:
    return Library(cache=PackCache(None))


def codes(loaded) -> list[str]:
    return [fault.code for fault in loaded.diagnostics]


def test_shipped_packs_are_there_without_being_named(library):
    assert set(library.ids()) >= {form.id for form in library.forms()}
    assert all(not form.abstract for form in library.forms())
    assert len(library.forms()) >= 2


def test_shipped_folders_are_named_by_their_ids(library):
    assert list(library.ids()) == [library.load(pack).pack.id for pack in library.ids()]


def test_pack_is_loaded_once(library):
    [first, *_] = library.ids()

    assert library.load(first) is library.load(first)


def test_given_pack_is_found_by_id_and_by_path(shelf, books):
    library = shelf.library()

    assert library.load("books") is library.load(books)
    assert library.load(str(books)) is library.load(books)
    assert library.forms()[0].id == "books"


def test_path_need_not_be_announced(books):
    assert Library(cache=PackCache(None)).load(str(books)).pack.id == "books"


def test_pack_of_one_file(shelf, tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(shelf.HEAD + shelf.FORM + shelf.RULE, encoding="utf-8")
    library = Library([file], cache=PackCache(None))

    assert ("books", str(file)) == (
        library.load("books").pack.id,
        library.load(file).pack.rules["row-total"].place.file,
    )


@pytest.mark.parametrize(
    "line", ["pack: books # ours", "'pack': books", "pack:   'books'", "? pack\n: books"]
)
def test_id_is_found_however_it_is_written(shelf, line):
    shelf.write("folder", pack=shelf.HEAD.replace("pack: books", line), form=shelf.FORM)

    assert "books" in shelf.library().ids()


def test_given_pack_takes_the_place_of_a_shipped_one(shelf, library):
    taken = library.forms()[0].id
    root = shelf.write("mine", pack=shelf.HEAD.replace("books", taken), form=shelf.FORM)
    given = Library([root], cache=PackCache(None))

    assert ("借阅报告格式", list(library.ids())) == (given.load(taken).pack.title.zh, list(given.ids()))


def test_two_packs_of_one_id_are_a_fault(shelf, books):
    other = shelf.write("copy", pack=shelf.HEAD, form=shelf.FORM)
    loaded = shelf.library().load("books")

    assert (loaded.pack, codes(loaded)) == (None, ["pack.same_id"])
    assert str(other) in render(loaded.diagnostics[0].message, "en")
    assert shelf.library().load(other).pack.id == "books"


def test_unknown_pack_comes_with_the_nearest_and_the_list(shelf, books):
    library = shelf.library()
    [fault] = library.load("bokos").diagnostics
    [other] = library.load("qqqqqq").diagnostics

    assert (
        fault.code,
        fault.place,
        dict(fault.help.arguments)["name"],
    ) == ("pack.unknown_pack", None, "books")
    assert library.ids() == dict(fault.help.arguments)["names"] == dict(other.help.arguments)["names"]
    assert other.help.key == "pack.known_names"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "pack.no_pack_file"),
        ({"form.yaml": "a: b"}, "pack.no_pack_file"),
        ({"pack.yaml": "pack: x", "more.yml": "a: b"}, "pack.yml"),
        (
            {f"{number}.yaml": "" for number in range(MAX_FILES + 1)} | {"pack.yaml": ""},
            "pack.too_many_files",
        ),
    ],
)
def test_folder_that_is_no_pack(tmp_path, files, expected):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    library = Library([tmp_path], cache=PackCache(None))

    assert [expected] == codes(library.load(tmp_path))
    assert render(library.load(tmp_path).diagnostics[0].message, "zh")
    assert "x" not in library.ids()


def test_path_where_nothing_is(library, tmp_path):
    assert codes(library.load(tmp_path / "nowhere")) == ["pack.not_found"]
    assert codes(library.load(str(tmp_path / "nowhere"))) == ["pack.unknown_pack"]


def test_file_that_cannot_be_read(tmp_path, monkeypatch):
    (tmp_path / "pack.yaml").write_text("pack: x")

    def refused(*_args: object, **_rest: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)

    assert read_files(tmp_path).code == "pack.unreadable"


def test_broken_forms_are_left_out(shelf, books):
    shelf.write("broken", pack=shelf.HEAD.replace("books", "broken") + "nonsense: 1\n")

    assert "broken" in shelf.library().ids()
    assert "broken" not in [form.id for form in shelf.library().forms()]


def test_importing_the_library_loads_neither_yaml_nor_the_parser():
    code = (
        "import sys, gouji.rules.library;"
        "print([name for name in ('yaml', 'lark', 're2') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_abstract_packs_are_not_loaded_for_the_forms(monkeypatch):
    asked: list[str] = []
    load = Library.load
    monkeypatch.setattr(Library, "load", lambda self, pack: asked.append(pack) or load(self, pack))
    library = Library()

    assert [form.id for form in library.forms()] == asked
    assert set(library.ids()) - set(asked)
