"""``gouji compare``."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from documents.sheet import sheet
from documents.text import tabbed as plain
from documents.word import word
from gouji.engine.reading.document import Table
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = json.loads((ROOT / "engine" / "writing" / "comparison.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)
FORM = Library().load("cn-2021").pack
WRONG = {"received, natural_person": 3, "received, total": 3, "handled.granted, natural_person": 3}
ROW = {"handled.total, natural_person": 3, "handled.total, total": 3}
TOTAL = "handled.granted, total"


@pytest.fixture
def version(tmp_path):
    """Write a version of the sample report."""

    def write(name, cells, text=None):
        document = sample_document(FORM, {"cells": {"requests": cells}, "text": text or {}})
        path = tmp_path / name
        path.write_bytes(word(document) if path.suffix == ".docx" else plain(document))
        return path

    return write


def compared(gouji, *arguments):
    run = gouji("compare", *arguments, "--format", "json")
    data = json.loads(run.out)
    VALID.validate(data)
    return run, data


def states(data):
    return {(one["rule"], one["state"]) for one in data["matters"]}


def test_a_report_in_two_formats_is_the_same(gouji, report):
    run, data = compared(gouji, report("wrong-cell.docx"), report("wrong-cell.txt"))

    assert data["cells"] == data["texts"] == data["notes"] == []
    assert {one["state"] for one in data["matters"]} == {"open"}
    assert run.status == 1


def test_a_matter_that_was_put_right_is_settled_with_its_values(gouji, version):
    a, b = version("a.docx", {**WRONG, **ROW, TOTAL: 0}), version("b.txt", {**WRONG, **ROW, TOTAL: 3})

    run, data = compared(gouji, a, b, "--select", "table")

    assert {state for _, state in states(data)} == {"settled"}
    (cell,) = data["matters"][0]["cells"]
    assert (cell["row"], cell["before"]["value"], cell["after"]["value"]) == ("handled.granted", "0", "3")
    assert data["summary"]["unasked"] == 0
    assert run.status == 0


def test_a_matter_that_stays_or_comes_ends_with_1(gouji, version):
    sound, wrong = (
        version("a.docx", {**WRONG, **ROW, TOTAL: 3}),
        version("b.docx", {**WRONG, **ROW, TOTAL: 0}),
    )

    run, data = compared(gouji, sound, wrong)
    assert {state for _, state in states(data)} == {"new"}
    assert run.status == 1
    assert compared(gouji, sound, wrong, "--fail-on", "never")[0].status == 0
    assert compared(gouji, wrong, wrong)[0].status == 1


def test_what_was_changed_without_being_asked_for(gouji, version):
    cells = {**WRONG, **ROW, TOTAL: 3}
    a = version("a.docx", cells, {"overview": ["全年主动公开信息，工作平稳。", "群众来访有人接待。"]})
    b = version(
        "b.docx",
        {**cells, "carried_in, organisations.company": "/"},
        {
            "overview": ["全年主动公开信息，工作有序。"],
            "problems": ["群众来访有人接待。", "能力不足，将加强培训。"],
        },
    )

    _, data = compared(gouji, a, b, "--ignore", "structure,writing,text")

    assert [(one["row"], one["before"]["value"], one["after"]["raw"]) for one in data["cells"]] == [
        ("carried_in", "0", "/")
    ]
    changed = [(one["before"], one["after"]) for one in data["texts"] if one["part"] == "overview"]
    assert [(old["text"], new["text"]) for old, new in changed] == [
        ("全年主动公开信息，工作平稳。", "全年主动公开信息，工作有序。")
    ]
    moved = [one for one in data["texts"] if one["moved"]]
    assert [(one["part"], one["after"]["text"]) for one in moved] == [("problems", "群众来访有人接待。")]
    shown = gouji("compare", a, b, "--ignore", "structure,writing,text").out
    assert "工作【平稳】。" in shown
    assert "工作【有序】。" in shown
    assert "0 → /" in shown
    assert "移动  群众来访有人接待。" in shown


def test_what_cannot_be_told_is_not_settled(gouji, version, tmp_path):
    a = version("a.docx", {**WRONG, **ROW, TOTAL: 0})
    document = sample_document(FORM, {"tables": {"requests": None}})
    b = tmp_path / "b.docx"
    b.write_bytes(word(document))

    run, data = compared(gouji, a, b, "--select", "requests-row-total,requests-column-total")

    assert {state for _, state in states(data)} == {"undecided"}
    assert any("该表和所在章节没有比较" in note for note in data["notes"])
    assert run.status == 1


def test_other_organs_and_years_are_told(gouji, version):
    sample = FORM.sample
    other = (
        sample["title"]
        .replace(sample["organ"], "青川市柳桥区教育局")
        .replace(str(sample["year"]), str(sample["year"] + 1))
    )
    a, b = version("a.docx", {**WRONG, **ROW}), version("b.docx", {**WRONG, **ROW}, {"title": other})

    _, data = compared(gouji, a, b, "--select", "table")

    assert len(data["notes"]) == 2
    assert {state for _, state in states(data)} == {"open"}


@pytest.mark.parametrize("order", [0, 1])
def test_a_version_that_cannot_be_read_ends_with_3(order, gouji, report, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"")
    files = (str(tmp_path / "a.docx"), report("clean.docx"))[:: -1 if order else 1]

    run, data = compared(gouji, *files)

    assert run.status == 3
    assert data["summary"] is None
    assert [data["before"]["error"] is None, data["after"]["error"] is None] == [bool(order), not order]
    assert "没法检查" in gouji("compare", *files).err


def test_accepted_findings_are_no_matters(gouji, report, tmp_path):
    for name in ("a", "b"):
        shutil.copy(report("wrong-cell.docx"), tmp_path / f"{name}.docx")
    gouji("waive", "--all", tmp_path / "a.docx", "--reason", "核实", "--who", "张三")

    run, data = compared(gouji, tmp_path / "a.docx", tmp_path / "b.docx")

    assert data["matters"] == []
    assert run.status == 0


def test_english_is_complete(gouji, version):
    a, b = version("a.docx", {**WRONG, **ROW, TOTAL: 0}), version("b.txt", {**WRONG, **ROW, TOTAL: 3})

    out = gouji("compare", a, b, "--lang", "en").out

    assert out.startswith("before")
    assert "settled: " in out
    assert "nothing was changed without being asked for" in out


def test_a_file_of_tables_settles_no_matter_of_the_text(gouji, version, tmp_path):
    cells = {**WRONG, **ROW, TOTAL: 3}
    a = version("a.docx", cells, {"overview": ["全年收到申请5件。"]})
    b = tmp_path / "b.xlsx"
    document = sample_document(FORM, {"cells": {"requests": cells}})
    b.write_bytes(sheet(replace(document, blocks=[one for one in document.blocks if isinstance(one, Table)])))

    _, data = compared(gouji, a, b, "--select", "text")

    assert data["texts"] == []
    assert [one for one in data["cells"] if one["table"] == "requests"] == []
    assert {state for _, state in states(data)} == {"undecided"}
    assert any("只有表格" in note for note in data["notes"])
