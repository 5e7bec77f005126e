"""``gouji pack new``: drafts that pass their checks, and what is refused."""

import os
from pathlib import Path

import pytest
import yaml
from blank_tables import document_of, table_of
from documents.word import word
from gouji.engine.trial.examples import run_examples
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

ROOT = Path(__file__).resolve().parents[2]
FORM = ROOT / "examples" / "forms" / "hotline.docx"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def form_file(tmp_path):
    """A form written as a Word document."""

    def write(*blocks, name="form.docx"):
        path = tmp_path / name
        path.write_bytes(word(document_of(*blocks)))
        return path

    return write


def files(folder):
    return sorted(path.name for path in Path(folder).iterdir())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("options", [(), ("--from-docx", FORM)], ids=["alone", "from a form"])
def test_what_is_written_can_be_checked_at_once(options, language, gouji):
    run = gouji("pack", "new", "mine", *options, "--lang", language)
    checked = gouji("pack", "check", "mine")

    assert (run.status, run.out) == (0, "")
    assert "gouji pack check mine" in run.err
    assert (checked.status, checked.err) == (0, "")
    assert gouji("pack", "format", "mine", "--check").status == 0


@pytest.mark.parametrize("form", ["cn-2014", "cn-2019", "cn-2021"])
def test_a_draft_from_the_form_of_any_pack_is_sound(form, gouji):
    gouji("template", form, "-o", "blank.docx")
    gouji("pack", "new", "mine", "--from-docx", "blank.docx")
    library = Library([Path("mine")], cache=PackCache(None))
    loaded = library.load("mine")

    assert loaded.diagnostics == ()
    assert {
        result.fault for rule in loaded.pack.rules.values() for result in run_examples(loaded.pack, rule, ())
    } == {None}


def test_an_addition_to_a_form_begins_with_a_rule(gouji):
    gouji("pack", "new", "mine", "--extends", "cn-2021")
    library = Library([Path("mine")])
    loaded = library.load("mine")
    rule = loaded.pack.rules["overview-too-short"]

    assert loaded.diagnostics == ()
    assert [result.fault for result in run_examples(loaded.pack, rule, library.forms())] == [None, None]
    assert files("mine") == ["pack.yaml", "rules.yaml"]


def test_a_form_of_a_pack_extended_is_not_written_again(gouji, form_file):
    gouji("template", "cn-2021", "-o", "blank.docx")

    assert gouji("pack", "new", "mine", "--extends", "cn-2021", "--from-docx", "blank.docx").status == 0
    assert files("mine") == ["pack.yaml", "rules.yaml"]
    loaded = Library([Path("mine")]).load("mine")
    assert loaded.diagnostics == ()
    assert loaded.pack.schema == Library().load("cn-2021").pack.schema


def test_what_makes_an_abstract_pack_whole_lends_its_ids(gouji):
    gouji("template", "cn-2021", "-o", "blank.docx")
    run = gouji("pack", "new", "mine", "--extends", "cn-six-sections", "--from-docx", "blank.docx")

    form = yaml.safe_load(Path("mine/form.yaml").read_text("utf-8"))["tables"]
    assert list(form["disclosure"]["rows"])[:2] == ["regulations", "normative_documents"]
    assert form["requests"] == {
        "rows": {
            "handled": {
                "rows": {
                    "other": {
                        "rows": {
                            row.id: {"label": row.label, "name": row.name}
                            for row in Library().load("cn-2021").pack.schema.tables["requests"].leaf_rows
                            if row.path[:2] == ("handled", "other")
                        }
                    }
                }
            }
        }
    }
    assert "cn-six-sections 沿用" in run.err


def test_what_differs_is_written_with_how_it_was(gouji, form_file):
    gouji("template", "cn-2019", "-o", "blank.docx")
    gouji("pack", "new", "mine", "--extends", "cn-2021", "--from-docx", "blank.docx")

    text = Path("mine/form.yaml").read_text("utf-8")
    head = yaml.safe_load(Path("mine/pack.yaml").read_text("utf-8"))
    assert "            rows: null" in text
    assert "# 表上没有了：1.申请人无正当理由逾期不补正、" in text
    assert "# 原为：行政规范性文件" in text
    children = [f"handled.other.{name}" for name in ("not_corrected", "fee_unpaid", "other")]
    assert head["from"] == {"cn-2021": {"handled.other": children}}
    assert "years" not in head


def test_what_was_found_is_told(gouji):
    run = gouji("pack", "new", "mine", "--from-docx", FORM)

    assert "读出 3 章、1 张表、7 行、4 列，写出 2 条合计规则" in run.err
    assert "16 个编号只说明位置" in run.err
    assert "表样上印着勾稽关系" in run.err


def test_the_printed_relation_is_left_to_write(gouji):
    gouji("pack", "new", "mine", "--from-docx", FORM, "-o", "packs/mine")

    text = Path("packs/mine/rules.yaml").read_text("utf-8")
    assert "# 表样上印着：“本表勾稽关系：第一项加第二项之和，等于第三项加第四项之和”" in text
    assert (
        "表二 每列：本年新收来电数量 + 上年结转来电数量 = 本年办结.合计 + 结转下年继续办理"
        in text.replace("\n#     本", "本")
    )


def test_every_change_of_a_proposed_rule_is_noticed(gouji):
    gouji("pack", "new", "mine", "--from-docx", FORM)

    assert gouji("pack", "test", "mine", "--mutate", "--min-mutation", "100", "--jobs", "1").status == 0


def test_names_and_contents_are_only_text(gouji, form_file):
    evil = "甲: {x}\u202e #乙\u200b'\"=1+1"
    path = form_file(
        "题名", f"一、{evil}", "二、办件", table_of(f"{evil} | 甲 | 合计", "收到 | | ", "- 办结: 一 | | ")
    )

    assert gouji("pack", "new", "mine", "--from-docx", path).status == 0
    assert gouji("pack", "check", "mine").status == 0
    schema = Library([Path("mine")]).load("mine").pack.schema
    assert schema.tables["table_1"].corner == evil.replace("\u202e", "").replace("\u200b", "")


def test_tables_left_out_are_told(gouji, form_file):
    path = form_file("一、办件", table_of("甲 | 乙", "丙 | 丁"), table_of("项目 | 甲", "收到 | ", "办结 | "))

    assert "有 1 张表" in gouji("pack", "new", "mine", "--from-docx", path).err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Mine_Pack",), "mine-pack"),
        (("新",), "cn-new"),
        (("cn-2021",), "--extends cn-2021"),
        (("mine", "--extends", "cn-2o21"), "是不是“cn-2021”？"),
        (("mine", "--extends", "zzzzzz"), "zzzzzz"),
    ],
)
def test_names_that_cannot_be(arguments, words, gouji, tmp_path):
    run = gouji("pack", "new", *arguments)

    assert run.status == 2
    assert words in run.err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(gouji, tmp_path):
    (tmp_path / "mine").mkdir()
    assert gouji("pack", "new", "mine").status == 0
    (tmp_path / "mine" / "pack.yaml").write_text("mine")

    run = gouji("pack", "new", "mine")

    assert run.status == 2
    assert (tmp_path / "mine" / "pack.yaml").read_text() == "mine"
    assert gouji("pack", "new", "mine", "--force").status == 0
    assert gouji("pack", "check", "mine").status == 0


def test_a_file_in_the_place_of_the_folder(gouji, tmp_path):
    (tmp_path / "mine").write_text("")

    assert gouji("pack", "new", "mine", "--force").status == 2


def test_a_form_that_cannot_be_read(gouji, tmp_path):
    (tmp_path / "form.docx").write_bytes(b"PK\x03\x04 broken")

    assert gouji("pack", "new", "mine", "--from-docx", "form.docx").status == 3
    assert gouji("pack", "new", "mine", "--from-docx", "missing.docx").status == 3
    assert not (tmp_path / "mine").exists()


def test_a_form_without_tables(gouji, form_file, tmp_path):
    run = gouji("pack", "new", "mine", "--from-docx", form_file("一、概况", "二、办件"))

    assert run.status == 2
    assert "没有可填的表格" in run.err
    assert not (tmp_path / "mine").exists()


@pytest.mark.corpus
@pytest.mark.skipif("GOUJI_CORPUS" not in os.environ, reason="GOUJI_CORPUS names no folder of real reports")
@pytest.mark.parametrize("options", [(), ("--extends", "cn-six-sections")], ids=["alone", "extending"])
def test_the_official_blank_form_is_found_whole(options, gouji):
    blank = Path(os.environ["GOUJI_CORPUS"]) / "real" / "blank_template_2021.docx"

    assert gouji("pack", "new", "mine", "--from-docx", blank, *options).status == 0

    if not options:
        assert gouji("pack", "check", "mine").status == 0
    found = Library([Path("mine")]).load("mine").pack or Library([Path("mine")]).draft(Path("mine")).pack
    wanted = Library().load("cn-2021").pack.schema
    assert len(found.schema.tables) == 3
    known = paths(wanted)
    assert len(known & paths(found.schema)) / len(known) >= 0.95


def paths(schema):
    """Every row and column of a form by its labels, in one width and without spaces."""
    sections = list(schema.sections)
    return {
        (
            sections.index(table.section),
            axis,
            *(squeezed(index[path[:n]].label) for n in range(1, len(path) + 1)),
        )
        for table in schema.tables.values()
        for axis, index in (("row", table.row_index), ("column", table.column_index))
        for path in index
    }


def squeezed(text):
    return "".join(text.split()).translate(str.maketrans("()，：", "（）,:"))
