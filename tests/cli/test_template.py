"""``gouji template``: what is written where, and what is refused."""

import docx
import pytest


def test_the_blank_form_is_written(gouji, tmp_path):
    run = gouji("template", "cn-2021", "-o", tmp_path / "blank.docx")

    assert (run.status, run.out) == (0, "")
    assert "已写入" in run.err
    assert "blank.docx" in run.err
    assert len(docx.Document(str(tmp_path / "blank.docx")).tables) == 3


def test_it_goes_into_this_folder_unless_told_otherwise(gouji, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forms").mkdir()

    assert gouji("template", "cn-2019", "--lang", "en").status == 0
    assert gouji("template", "cn-2019", "-o", "forms").status == 0
    assert sorted(path.name for path in tmp_path.rglob("*.docx")) == ["cn-2019.docx", "cn-2019.docx"]


def test_the_form_of_a_pack_given_by_path(gouji, tmp_path, overlay):
    assert gouji("template", overlay, "-o", tmp_path / "a.docx").status == 0


def test_nothing_is_written_over(gouji, tmp_path):
    path = tmp_path / "a.docx"
    path.write_text("mine")

    run = gouji("template", "cn-2021", "-o", path)

    assert run.status == 2
    assert "没有覆盖" in run.err
    assert path.read_text() == "mine"
    assert gouji("template", "cn-2021", "-o", path, "--force").status == 0
    assert len(docx.Document(str(path)).tables) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("cn-2021", "-o", "a.pdf"), ".docx"),
        (("cn-common", "-o", "a.docx"), "没有写明章节和表格"),
        (("cn-2012", "-o", "a.docx"), "cn-2021"),
        (("no/such/pack", "-o", "a.docx"), "no/such/pack"),
    ],
    ids=["another format", "a pack without a form", "no such pack", "no such path"],
)
def test_what_cannot_be_written(arguments, words, gouji, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    run = gouji("template", *arguments)

    assert run.status == 2
    assert words in run.err + run.out
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(gouji, tmp_path):
    (tmp_path / "file").write_text("")

    run = gouji("template", "cn-2021", "-o", tmp_path / "file" / "a.docx")

    assert run.status == 2
    assert "a.docx" in run.err


def test_without_the_extra(gouji, tmp_path, monkeypatch):
    from gouji.engine.writing import extras

    monkeypatch.setitem(extras.MODULES, "office", ("no_such_module",))

    run = gouji("template", "cn-2021", "-o", tmp_path / "a.docx")

    assert run.status == 2
    assert "gouji[office]" in run.err
