"""The guide to the office's January: its commands, run in their order as it tells to."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest
from documents.text import tabbed
from gouji.engine.office.month import FOLDERS, LEDGER, PAGE, ROSTER_DRAFT, SETTINGS
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library

GUIDE = Path(__file__).resolve().parent.parent.parent / "docs" / "office.md"
FORM = next(form for form in Library().forms() if form.id == "cn-2021")
FORESTRY, SCHOOLS = "青川市柳桥区林业局", "青川市柳桥区教育局"
CELLS = {
    f"{row}, {column}": 3
    for row in ("received", "handled.granted", "handled.total")
    for column in ("natural_person", "total")
}


def sections():
    """The commands of each section, by its number."""
    parts = re.split(r"(?m)^## ", GUIDE.read_text("utf-8"))[1:]
    return {
        part.partition("、")[0] if "、" in part.splitlines()[0] else part.splitlines()[0]: [
            line for block in re.findall(r"```sh\n(.*?)```", part, re.DOTALL) for line in block.splitlines()
        ]
        for part in parts
    }


def put(path, organ, total=3, year=2023):
    sample = FORM.sample

    def reworded(text):
        for step in (1, 0):
            text = text.replace(f"{sample['year'] + step}年", f"{year + step}年")
        return text.replace(sample["organ"], organ)

    said = {**sample["sections"], **{part: sample[part] for part in ("title", "preamble", "tail")}}
    texts = {
        part: [reworded(one) for one in ([found] if isinstance(found, str) else found)]
        for part, found in said.items()
    }
    cells = {"requests": {**CELLS, "received, total": total}}
    data = tabbed(sample_document(FORM, {"text": texts, "cells": cells}))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def return_all():
    path = Path("2023年报", LEDGER)
    book = openpyxl.load_workbook(path)
    sheet = book["审核台账"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, columns["处理"]).value = "退回"
    book.save(path)


def first_drafts():
    put(Path("2023年报/收件/林业局.txt"), FORESTRY, total=7)
    put(Path("2023年报/收件/教育局.txt"), SCHOOLS)


def second_draft():
    put(Path("2023年报/收件/林业局（改）.txt"), FORESTRY)


def next_year():
    put(Path("2024年报/收件/林业局.txt"), FORESTRY, year=2024)
    shutil.copytree("2023年报/存档", "2024年报/存档")


def withdrawn():
    (block,) = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    Path("2023年报/更正单.yaml").write_text(block, "utf-8")


MEANWHILE = {"准备": first_drafts, "三": return_all, "四": second_draft, "七": withdrawn}
"""What people do before the commands of a section."""


def meanwhile(section, at):
    if at == 0 and section in MEANWHILE:
        MEANWHILE[section]()
    if section == "六" and at == 1:
        next_year()


@pytest.mark.slow
def test_the_guide_as_it_is_told(gouji, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = {}
    for section, lines in sections().items():
        for at, line in enumerate(lines):
            meanwhile(section, at)
            program, *arguments = shlex.split(line)
            assert program == "gouji"
            run = gouji(*arguments)
            told[section, at] = run.out
            assert run.status in {0, 1}, (line, run.err)

    assert sum(map(len, sections().values())) == len(told) >= 11
    assert "新收 2 个" in told["准备", 0]
    assert "有问题 1 份" in told["一", 0]
    assert "没有报" not in told["二", 1]
    assert "共 1 封" in told["三", 0]
    assert "1 个单位有新稿" in told["四", 0]
    assert "2 个单位相加" in told["五", 0]
    assert "存档/2023" in told["六", 0]
    assert "carry-continuity" not in told["六", 1]
    assert "上年" in told["六", 2]
    assert "有规则已撤回" in told["七", 0]
    assert FORESTRY in told["七", 0]


@pytest.mark.parametrize("name", [*FOLDERS, PAGE, LEDGER, SETTINGS, ROSTER_DRAFT, "更正单.yaml", ".gouji"])
def test_the_guide_names_all_that_lies_in_the_folder(name):
    assert f"`{name}" in GUIDE.read_text("utf-8")
