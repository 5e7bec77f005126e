"""``gouji office``: the month from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from documents.text import tabbed
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library

pytestmark = pytest.mark.slow  # whole runs of the program

FORM = next(form for form in Library().forms() if form.id == "cn-2021")
ORGAN = FORM.sample["organ"]


def report(total):
    cells = {"received, natural_person": 3, "received, total": total}
    data = tabbed(sample_document(FORM, {"cells": {"requests": cells}}))
    return data if isinstance(data, bytes) else data.encode()


@pytest.fixture
def month(tmp_path):
    folder = tmp_path / "本月"
    folder.mkdir()
    (folder / "年报.txt").write_bytes(report(7))
    return folder


def test_a_month_is_told_step_by_step(gouji, month):
    run = gouji("office", month)

    assert run.status == 0
    for step in ("收件  ", "归档  ", "检查  ", "台账  ", "意见  ", "复核  ", "汇总  ", "存档  "):
        assert step in run.out
    assert "共检查 1 份报告" in run.out
    assert all(len(line.encode("gb18030")) <= 80 for line in run.out.splitlines())


def test_it_is_told_in_english(gouji, month):
    run = gouji("office", month, "--lang", "en")

    assert "1 report: 1 with problems" in run.out
    assert "letters  no row of the ledger is returned yet" in run.out


def test_one_step_by_either_name(gouji, month):
    for name in ("收件", "receive"):
        run = gouji("office", month, "--step", name)

        assert "新收 1 个" in run.out
        assert not (month / "归档").exists()


def test_several_steps(gouji, month):
    gouji("office", month, "--step", "归档,检查")

    assert sorted(one.name for one in month.iterdir()) == [
        ".gouji",
        "名册草稿.xlsx",
        "年报.txt",
        "归档",
        "检查结果.html",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--step", "归挡"), "是不是“归档”"),
        (("--previous", "没有"), "没有"),
        (("--roster", "没有.xlsx"), "没有.xlsx"),
        (("--year", "今年"), "今年"),
    ],
)
def test_wrong_usage_is_told(gouji, month, arguments, told):
    run = gouji("office", month, *arguments)

    assert run.status == 2
    assert told in run.err


def test_a_folder_that_is_not_there_is_told(gouji, tmp_path):
    assert gouji("office", tmp_path / "没有").status == 2


def test_a_roster_in_the_folder_tells_who_is_missing(gouji, month):
    (month / "名册.csv").write_text(f"机关全称\n{ORGAN}\n青川市粮食局\n", "utf-8")

    run = gouji("office", month, "--step", "归档,检查")

    assert "还有 1 个单位没有报：青川市粮食局" in run.out


def test_faulty_settings_are_told(gouji, month):
    (month / "单位设置.yaml").write_text("单位名城: 甲办\n", "utf-8")

    run = gouji("office", month)

    assert run.status == 2
    assert "单位名称" in run.err


def test_a_withdrawn_rule_names_what_rests_on_it(gouji, month):
    gouji("office", month)
    import openpyxl

    book = openpyxl.load_workbook(month / "审核台账.xlsx")
    sheet = book["审核台账"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, columns["处理"]).value = "退回"
    book.save(month / "审核台账.xlsx")
    (month / "更正单.yaml").write_text(
        "amendments:\n- {rule: requests-row-total, withdraw: true, reason: 上级已更正, date: 2024-01-02}\n",
        "utf-8",
    )

    gouji("office", month)
    run = gouji("office", month)

    assert "有规则已撤回" in run.out
    assert "上级已更正" in run.out.replace("\n", "").replace(" ", "")
    assert ORGAN in run.out


def test_something_unreadable_ends_with_its_status(gouji, month):
    (month / "坏.docx").write_bytes(b"PK\x03\x04 nothing")

    assert gouji("office", month).status == 3


def test_an_open_ledger_ends_with_its_status(gouji, month):
    gouji("office", month)
    shutil.copy(month / "年报.txt", month / "副本.txt")
    (month / "年报.txt").write_bytes(report(8))
    (month / "~$审核台账.xlsx").write_bytes(b"")

    run = gouji("office", month)

    assert run.status == 2
    assert "请先关闭 审核台账.xlsx" in run.out


def test_nothing_is_written_beside_the_folder(gouji, month):
    before = sorted(Path(month.parent).rglob("*"))

    gouji("office", month)

    after = [one for one in Path(month.parent).rglob("*") if not one.is_relative_to(month)]
    assert after == [one for one in before if not one.is_relative_to(month)]


def test_what_is_done_is_not_done_again(gouji, month):
    gouji("office", month)

    assert "1 份没有变化，用上次的结果" in gouji("office", month).err


def test_without_a_place_for_progress_it_goes_on(gouji, month, monkeypatch):
    monkeypatch.setenv("GOUJI_CACHE_DIR", "")

    run = gouji("office", month)

    assert run.status == 0
    assert "没有可以保存进度的地方" in run.err


def test_a_run_that_was_stopped_goes_on(gouji, month, monkeypatch):
    from gouji.engine.office.batch import Batch

    def stopped(*_):
        raise KeyboardInterrupt
        yield

    with monkeypatch.context() as patched:
        patched.setattr(Batch, "run", stopped)
        assert gouji("office", month).status == 130
    assert not (month / "归档").exists()

    assert gouji("office", month).status == 0


def test_a_folder_whose_records_cannot_be_read_is_told(gouji, month):
    (month / ".gouji" / "记录.json").mkdir(parents=True)

    run = gouji("office", month)

    assert run.status == 2
    assert "记录.json" in run.err
