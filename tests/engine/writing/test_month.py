"""A month in one folder: files come in, and everything that follows."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
from documents.sheet import sheet
from documents.text import tabbed
from documents.word import word
from gouji.engine.checking.outcomes import Status
from gouji.engine.office.archive import Archive
from gouji.engine.office.batch import Batch
from gouji.engine.office.comparing import Beside
from gouji.engine.office.examining import Setup
from gouji.engine.office.intake import files as files_of
from gouji.engine.office.month import COPIES, INBOX, KEPT, LEDGER, LETTERS, PAGE, Step
from gouji.engine.office.organs import Listed, Organs
from gouji.engine.office.settings import OfficeSettings
from gouji.engine.pipeline import CheckOptions, check_file
from gouji.engine.reading.document import Table
from gouji.engine.trial.sample import sample_document
from gouji.engine.writing import extras
from gouji.engine.writing.month import Month
from gouji.engine.writing.month_desk import Given
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message
from gouji.rules.library import Library

pytestmark = pytest.mark.slow  # whole months in folders

LIBRARY = Library()
FORM = next(form for form in LIBRARY.forms() if form.id == "cn-2021")
AREA = "青川市柳桥区"
FORESTRY, SCHOOLS = AREA + "林业局", AREA + "教育局"
COLUMNS = ("natural_person", "total")
RIGHT = {
    f"{row}, {column}": 3 for row in ("received", "handled.granted", "handled.total") for column in COLUMNS
}
WRONG = {**RIGHT, "received, total": 7}


def document(organ, cells, year=2023, text=None):
    sample = FORM.sample
    old = sample["year"]

    def reworded(paragraph):
        for step in (1, 0):
            paragraph = paragraph.replace(f"{old + step}年", f"{year + step}年")
        return paragraph.replace(sample["organ"], organ)

    said = {**sample["sections"], **{part: sample[part] for part in ("title", "preamble", "tail")}}
    texts = {
        part: [reworded(one) for one in ([found] if isinstance(found, str) else found)]
        for part, found in said.items()
    }
    changes = {"text": {**texts, **(text or {})}, "cells": {"requests": cells}}
    return sample_document(FORM, changes)


class Office:
    """Somebody who works with the folder of a month."""

    def __init__(self, folder):
        self.folder = folder
        self.organs = Organs()
        self.settings = OfficeSettings("青川市政务公开办公室", return_by="2024-01-20", day=date(2024, 1, 10))
        self.year = self.area = None
        self.checks = []

    def put(self, name, organ, cells=RIGHT, year=2023, text=None):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        found = document(organ, cells, year, text)
        data = word(found) if name.endswith(".docx") else tabbed(found)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def month(self):
        def check(sources, options):
            self.checks.append([one.name for one in sources])
            yield from Batch(Setup(LIBRARY, options)).run(sources)

        given = Given(
            "zh",
            LIBRARY,
            CheckOptions(),
            self.organs,
            self.settings,
            "0",
            date(2024, 1, 12),
            check,
            area=self.area,
            year=self.year,
        )
        return Month(self.folder, given)

    def run(self, *steps, language="zh"):
        """Do the steps; what was told, by step."""
        self.last = self.month()
        told = {}
        for one in self.last.run(frozenset(steps or Step)):
            told.setdefault(one.step.value, []).append(
                ("✗ " if one.failed else "") + render(one.text, language)
            )
        return {step: "\n".join(lines) for step, lines in told.items()}

    def names(self, folder):
        place = self.folder / folder
        return sorted(one.relative_to(place).as_posix() for one in place.rglob("*") if one.is_file())

    def state(self):
        """Every file with its bytes."""
        return {
            one.relative_to(self.folder).as_posix(): one.read_bytes()
            for one in self.folder.rglob("*")
            if one.is_file()
        }

    def ledger(self):
        return openpyxl.load_workbook(self.folder / LEDGER)

    def decide(self, **words):
        """Write these words into every row of the ledger."""
        book = self.ledger()
        rows = book["审核台账"]
        columns = {cell.value: cell.column for cell in rows[1]}
        for line in range(2, rows.max_row + 1):
            for name, text in words.items():
                rows.cell(line, columns[name]).value = text
        book.save(self.folder / LEDGER)


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "本月"
    folder.mkdir()
    return Office(folder)


def paragraphs(path):
    return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)


def test_an_empty_folder_is_told_what_to_do(office):
    told = office.run()

    assert "把各单位报送的文件放进“收件”文件夹" in told["receive"]
    assert list(told) == ["receive"]
    assert sorted(one.name for one in office.folder.iterdir()) == ["单位设置.yaml", "收件"]


def test_the_settings_that_are_made_can_be_read(office):
    from gouji.engine.office.settings import load_settings

    office.run()
    path = office.folder / "单位设置.yaml"

    assert load_settings(path).diagnostics == ()
    lines = (
        path.read_text("utf-8")
        .replace("# 单位名称:", "单位名称: 甲办")
        .replace("# 退回期限:", "退回期限: 2024-01-20")
    )
    path.write_text(lines, "utf-8")
    assert load_settings(path).settings == OfficeSettings("甲办", return_by="2024-01-20")


def test_a_month_from_the_files_to_the_archive(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)
    office.put("收件/教育.docx", SCHOOLS)

    told = office.run()

    assert office.names(COPIES) == [f"{SCHOOLS}_2023_第1稿.docx", f"{FORESTRY}_2023_第1稿.docx"]
    assert "共 2 个文件，其中新收 2 个" in told["receive"]
    assert "有问题 1 份" in told["check"]
    assert FORESTRY in (office.folder / PAGE).read_text("utf-8")
    assert "还没有“退回”的行" in told["letters"]
    assert office.names("汇总") == ["汇总表_2023.docx", "汇总表_2023.xlsx"]
    assert office.names(f"{KEPT}/2023") == [
        "数据1.json",
        f"最新稿/{SCHOOLS}_2023.docx",
        f"最新稿/{FORESTRY}_2023.docx",
    ]
    assert not any(line.startswith("✗") for text in told.values() for line in text.splitlines())


def test_originals_stay_as_they_were(office):
    paths = [office.put("收件/林业.docx", FORESTRY, WRONG), office.put("教育.txt", SCHOOLS)]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]

    office.run()
    office.decide(处理="退回")
    office.run()

    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths] == before
    assert (office.folder / COPIES / f"{FORESTRY}_2023_第1稿.docx").read_bytes() == before[0][0]


def test_running_again_changes_nothing(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)
    office.put("收件/教育.txt", SCHOOLS)
    (office.folder / "收件" / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    office.run()
    office.decide(处理="退回", 审核人="甲")
    office.run()
    before = office.state()

    told = office.run()

    assert office.state() == before
    assert told["copy"] == "没有新文件"


def test_files_may_lie_in_the_folder_itself(office):
    office.put("林业.txt", FORESTRY)
    office.put("乡镇/教育.txt", SCHOOLS)

    office.run()

    assert len(office.names(COPIES)) == 2


def test_files_in_archives_are_copied_out(office):
    with zipfile.ZipFile(office.folder / "报送.zip", "w") as archive:
        data = tabbed(document(FORESTRY, RIGHT))
        archive.writestr("../../../逃.txt", data)

    office.run()

    assert office.names(COPIES) == [f"{FORESTRY}_2023_第1稿.txt"]
    assert sorted(one.name for one in office.folder.parent.iterdir()) == ["本月"]


def test_letters_carry_what_was_returned_and_go_when_it_is_not(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)
    office.run()
    office.decide(处理="退回")

    told = office.run()

    letter = office.folder / LETTERS / "第1稿" / f"{FORESTRY}审核意见.docx"
    assert "共 1 封" in told["letters"]
    assert "青川市政务公开办公室" in paragraphs(letter)
    assert office.names(LETTERS) == [
        f"第1稿/批注件/{FORESTRY}_2023_第1稿.docx",
        f"第1稿/{FORESTRY}审核意见.docx",
    ]
    office.decide(处理="不退", 审核意见="已核实", 审核人="甲")

    told = office.run()

    assert office.names(LETTERS) == []
    assert "已撤下" in told["letters"]


def test_originals_that_can_have_no_comments_are_told(office):
    office.put("收件/林业.txt", FORESTRY, WRONG)
    office.run()
    office.decide(处理="退回")

    told = office.run()

    assert f"{FORESTRY}_2023_第1稿.txt 不能加批注" in told["letters"]
    assert office.names(LETTERS) == [f"第1稿/{FORESTRY}审核意见.docx"]


def test_a_letter_that_somebody_changed_is_left_alone(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)
    office.run()
    office.decide(处理="退回")
    office.run()
    letter = office.folder / LETTERS / "第1稿" / f"{FORESTRY}审核意见.docx"
    changed = docx.Document(str(letter))
    changed.add_paragraph("请于周五前电话联系。")
    changed.save(str(letter))
    office.settings = replace(office.settings, phone="0535-1234567")

    told = office.run()

    assert "请于周五前电话联系。" in paragraphs(letter)
    assert "有人改过，没有覆盖" in told["letters"]


def test_what_was_accepted_in_the_ledger_is_settled_on_the_page(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)
    office.run()
    office.decide(处理="不退", 审核意见="台账有据", 审核人="甲")

    told = office.run()

    assert "有问题 0 份" in told["check"]


def test_another_draft_is_numbered_reviewed_and_judged_alone(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)
    office.run()
    office.decide(处理="退回")
    office.run()
    office.put("收件/林业改.docx", FORESTRY, RIGHT, text={"tail": "（此件公开发布）"})

    told = office.run()

    assert f"{FORESTRY}_2023_第2稿.docx" in office.names(COPIES)
    assert "1 份：有问题 0 份" in told["check"]
    review = office.folder / "复核" / f"{FORESTRY}_2023_第1稿至第2稿_复核.docx"
    assert "第1稿与第2稿对照" in paragraphs(review)
    assert "已改" in paragraphs(review)
    assert "没有要求改的" in paragraphs(review) or "未要求" in paragraphs(review)
    assert "第1稿/林业局" not in told["letters"]
    assert f"第1稿/{FORESTRY}审核意见.docx" in office.names(LETTERS)
    assert office.names(f"{KEPT}/2023/最新稿") == [f"{FORESTRY}_2023.docx"]
    states = [cell.value for cell in list(office.ledger()["审核台账"].columns)[14]][1:]
    assert set(states) == {"已改"}


def test_several_drafts_at_once_are_numbered_by_their_names(office):
    office.put("收件/林业第2稿.txt", FORESTRY, RIGHT)
    office.put("收件/林业第1稿.txt", FORESTRY, WRONG)

    told = office.run()

    first = office.folder / COPIES / f"{FORESTRY}_2023_第1稿.txt"
    assert first.read_bytes() == (office.folder / "收件/林业第1稿.txt").read_bytes()
    assert "再次报送" in told["copy"]
    assert "1 份：有问题 0 份" in told["check"]


def test_the_same_file_twice_is_received_once(office):
    office.put("收件/林业.txt", FORESTRY)
    office.put("收件/又一份/林业.txt", FORESTRY)

    told = office.run()

    assert office.names(COPIES) == [f"{FORESTRY}_2023_第1稿.txt"]
    assert "完全相同" in told["receive"]


def test_what_cannot_be_read_is_copied_listed_and_counted(office):
    (office.folder / "收件").mkdir()
    (office.folder / "收件" / "林业局.docx").write_bytes(b"PK\x03\x04 nothing")
    office.organs = Organs((Listed(FORESTRY, ("林业局",)), Listed(SCHOOLS)))

    told = office.run()

    assert office.names(COPIES) == [f"{FORESTRY}_读不出.docx"]
    assert "读不出 1 份" in told["check"]
    assert f"还有 1 个单位没有报：{SCHOOLS}" in told["check"]
    assert "没有可以汇总的报告" in told["total"]


def test_a_report_takes_the_place_of_what_could_not_be_read(office):
    office.organs = Organs((Listed(FORESTRY, ("林业局",)),))
    (office.folder / "收件").mkdir()
    (office.folder / "收件" / "林业局.docx").write_bytes(b"PK\x03\x04 nothing")
    office.run()
    office.put("收件/林业局再报.docx", FORESTRY)

    told = office.run()

    assert "1 份：有问题 0 份，没法判断 0 份，读不出 0 份" in told["check"]


def test_what_cannot_be_read_and_was_taken_away_is_told_once_more_not_listed(office):
    office.put("收件/教育.txt", SCHOOLS)
    bad = office.folder / "收件" / "x.docx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    office.run()
    bad.unlink()

    told = office.run()

    assert "读不出 0 份" in told["check"]
    assert "已不在“收件”里" in told["check"]


def test_a_file_that_cannot_be_opened_is_a_result(office, monkeypatch):
    from gouji.engine.office.intake import Source
    from gouji.engine.reading.faults import fault, unreadable

    office.put("收件/教育.txt", SCHOOLS)
    closed = unreadable("教育.txt", fault("unopenable"))
    monkeypatch.setattr(Source, "data", lambda _: closed)
    monkeypatch.setattr(Source, "document", lambda _: closed)

    told = office.run()

    assert "没有归档" in told["copy"]
    assert "读不出 1 份" in told["check"]
    assert office.last.desk.results[0].file == f"{INBOX}/教育.txt"


def test_a_file_that_changes_while_it_is_copied_is_told(office, monkeypatch):
    from gouji.engine.office.intake import Source

    office.put("收件/教育.txt", SCHOOLS)
    seen = iter(range(9))
    monkeypatch.setattr(Source, "data", lambda _: b"%d" % next(seen))

    told = office.run()

    assert told["copy"].startswith("✗ 教育.txt 正在被改动")


def test_an_open_ledger_is_told_and_nothing_else_is_held_up(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)
    office.run()
    office.put("收件/教育.docx", SCHOOLS, WRONG)
    (office.folder / f"~${LEDGER}").write_bytes(b"")
    before = (office.folder / LEDGER).read_bytes()

    told = office.run()

    assert told["ledger"].startswith("✗ 审核台账.xlsx 正打开着。请先关闭 审核台账.xlsx")
    assert (office.folder / LEDGER).read_bytes() == before
    assert "2 份" in told["check"]
    assert "2 份最新稿" in told["keep"]


def test_a_file_that_the_system_holds_is_told(office, monkeypatch):
    from pathlib import Path

    office.put("收件/林业.docx", FORESTRY, WRONG)
    done = Path.replace

    def held(self, target):
        if str(target).endswith(LEDGER):
            raise PermissionError(13, "held")
        return done(self, target)

    monkeypatch.setattr(Path, "replace", held)

    told = office.run()

    assert told["ledger"].startswith("✗ 写不进 审核台账.xlsx。请先关闭 审核台账.xlsx")
    assert not [name for name in office.names(".") if name.endswith(".tmp")]


def test_a_ledger_that_is_none_is_told(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)
    (office.folder / LEDGER).write_bytes(b"no workbook")

    told = office.run()

    assert told["ledger"].startswith("✗ ")
    assert (office.folder / LEDGER).read_bytes() == b"no workbook"


def test_without_the_extra_it_is_said_what_to_install(office, monkeypatch):
    lacking = message("extra.missing", install="pip install 'gouji[office]'")
    office.put("收件/林业.docx", FORESTRY, WRONG)
    for module in ("month_outputs", "month_letters", "month_keeping", "ledger_run"):
        monkeypatch.setattr(f"gouji.engine.writing.{module}.missing", lambda _: lacking)

    told = office.run()

    assert "pip install 'gouji[office]'" in told["ledger"]
    assert told["letters"].startswith("✗ ")
    assert told["total"].startswith("✗ ")
    assert (office.folder / PAGE).is_file()
    assert extras.missing("office") is None


def test_one_step_writes_only_what_is_its_own(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)

    assert list(office.run(Step.RECEIVE)) == ["receive"]
    assert office.names(".") == ["单位设置.yaml", "收件/林业.docx"]
    assert list(office.run(Step.COPY)) == ["copy"]
    office.run(Step.LEDGER)
    assert (office.folder / LEDGER).is_file()
    assert not (office.folder / PAGE).exists()
    office.decide(处理="退回")
    assert "共 1 封" in office.run(Step.LETTERS)["letters"]
    assert not (office.folder / KEPT).exists()


def test_stopped_from_the_keyboard_nothing_more_is_written(office):
    office.put("收件/林业.docx", FORESTRY, WRONG)
    month = office.month()
    month.stopped = True

    told = list(month.run(frozenset(Step)))

    assert [one.step for one in told] == [Step.RECEIVE, Step.RECEIVE]
    assert not (office.folder / COPIES).exists()


def test_a_run_that_is_broken_off_remembers_what_it_wrote(office, monkeypatch):
    from gouji.engine.writing import month

    def broken(_):
        raise KeyboardInterrupt
        yield

    office.put("收件/林业.txt", FORESTRY)
    with monkeypatch.context() as patched:
        patched.setitem(month.OUTPUTS, Step.TOTAL, broken)
        with pytest.raises(KeyboardInterrupt):
            office.run()

    assert office.month().desk.memory.copies[0].source == "林业.txt"
    assert "没有新文件" in office.run()["copy"]


def test_a_memory_that_cannot_be_kept_is_told(office):
    office.put("收件/林业.txt", FORESTRY)
    (office.folder / ".gouji").write_bytes(b"")

    told = office.run()

    assert told["keep"].splitlines()[-1].startswith("✗ 写不进 记录.json")


def test_next_year_finds_the_archive(office, tmp_path):
    granted = [f"handled.{row}, {column}" for row in ("granted", "total") for column in COLUMNS]
    left = [f"carried_out, {column}" for column in COLUMNS]
    last = {**RIGHT, **dict.fromkeys(granted, 0), **dict.fromkeys(left, 3)}
    office.put("收件/林业.docx", FORESTRY, last, year=2023)
    office.run()

    following = Office(tmp_path / "下一年")
    following.folder.mkdir()
    (office.folder / KEPT).rename(following.folder / KEPT)
    following.put("收件/林业.docx", FORESTRY, RIGHT, year=2024)
    following.run()

    checked = following.last.desk.readable()[0][1]
    failed = {one.rule.id for one in checked.outcomes if one.status is Status.FAILED}
    assert checked.compared.previous.organ == FORESTRY
    assert checked.compared.previous.year == 2023
    assert {"carry-continuity", "year-over-year-duplicate"} <= failed
    assert following.names(KEPT) == [
        "2023/数据1.json",
        f"2023/最新稿/{FORESTRY}_2023.docx",
        "2024/数据1.json",
        f"2024/最新稿/{FORESTRY}_2024.docx",
    ]


def test_the_archive_serves_as_previous_reports(office):
    office.put("收件/林业.docx", FORESTRY, RIGHT, year=2023)
    office.run()
    path = office.put("../别处/林业.docx", FORESTRY, RIGHT, year=2024)
    for kept in (KEPT, f"{KEPT}/2023/数据1.json"):
        archive = Archive([name for name, _ in files_of([str(office.folder / kept)])], LIBRARY)

        checked = check_file(path, LIBRARY, CheckOptions(beside=Beside(archive)))

        assert checked.compared.previous.year == 2023
        assert checked.compared.notes == ()


def test_the_next_january_in_the_same_folder(office):
    old = office.put("收件/林业.docx", FORESTRY, WRONG, year=2023)
    office.run()
    old.unlink()
    office.put("收件/林业.docx", FORESTRY, RIGHT, year=2024)

    told = office.run()

    assert "1 份：有问题" in told["check"]
    assert [copy.year for copy in office.last.desk.shown] == [2024]
    assert office.last.desk.readable()[0][1].compared.previous.year == 2023
    assert sorted(one.name for one in (office.folder / KEPT).iterdir()) == ["2023", "2024"]


def test_one_late_report_of_another_year_does_not_change_the_month(office):
    office.put("收件/林业.txt", FORESTRY)
    office.put("收件/教育.txt", SCHOOLS)
    office.run()
    office.put("收件/水务.txt", AREA + "水务局", year=2024)

    told = office.run()

    assert office.last.desk.year == 2023
    assert "有 1 份不是 2023 年度的" in told["check"]


def test_the_year_may_be_given(office):
    office.put("收件/林业.txt", FORESTRY)
    office.put("收件/教育.txt", SCHOOLS, year=2022)
    office.put("收件/水务.txt", AREA + "水务局", year=2022)
    office.year = 2023

    office.run()

    assert office.names("汇总")[0] == "汇总表_2023.docx"


def test_the_total_is_compared_with_the_areas_own_report(office):
    government = AREA + "人民政府"
    office.organs = Organs(
        (Listed(government), Listed(FORESTRY, sums_to=government), Listed(SCHOOLS, sums_to=government))
    )
    office.put("收件/林业.txt", FORESTRY)
    office.put("收件/教育.txt", SCHOOLS)
    office.put("收件/本级.txt", government)

    told = office.run()

    assert "2 个单位相加" in told["total"]
    assert "不一致" in told["total"]


def split(office, cells=RIGHT, name=FORESTRY):
    """A report as a text and a workbook with its tables."""
    whole = document(FORESTRY, cells)
    tables = [block for block in whole.blocks if isinstance(block, Table)][1:2]
    text = replace(whole, blocks=tuple(block for block in whole.blocks if block not in tables))
    place = office.folder / "收件"
    place.mkdir(exist_ok=True)
    (place / f"{name}年报.docx").write_bytes(word(text))
    (place / f"{name}附表.xlsx").write_bytes(sheet(replace(whole, blocks=tuple(tables))))


def test_a_report_in_two_files_is_copied_whole(office):
    split(office)

    told = office.run()

    assert office.names(COPIES) == [f"{FORESTRY}_2023_第1稿.docx", f"{FORESTRY}_2023_第1稿_附1.xlsx"]
    assert "1 份：有问题 0 份" in told["check"]
    assert "1 个单位相加" in told["total"]
    before = office.state()
    office.run()
    assert office.state() == before


def test_a_report_in_two_files_serves_next_year(office):
    split(office)
    office.run()
    path = office.put("../别处/林业.docx", FORESTRY, RIGHT, year=2024)
    archive = Archive([name for name, _ in files_of([str(office.folder / KEPT)])], LIBRARY)

    checked = check_file(path, LIBRARY, CheckOptions(beside=Beside(archive)))

    assert "表格另附的数据1.json" in office.names(f"{KEPT}/2023")
    assert checked.compared.previous.year == 2023
    assert archive.reports[-1].other.report.tables.keys() == FORM.schema.tables.keys()


def test_a_lost_memory_is_made_up_from_the_copies(office):
    office.put("收件/林业.txt", FORESTRY, WRONG)
    office.run()
    copies = office.names(COPIES)
    (office.folder / ".gouji" / "记录.json").write_text("{", "utf-8")
    office.put("收件/林业改.txt", FORESTRY, RIGHT)

    office.run()

    assert office.names(COPIES) == [*copies, f"{FORESTRY}_2023_第2稿.txt"]


def test_a_copy_that_was_deleted_is_made_again(office):
    office.put("收件/林业.txt", FORESTRY)
    office.run()
    (office.folder / COPIES / f"{FORESTRY}_2023_第1稿.txt").unlink()

    office.run()

    assert office.names(COPIES) == [f"{FORESTRY}_2023_第1稿.txt"]


HOSTILE = (
    "=HYPERLINK(1).txt",
    "<script>alert(1)<％script>.txt",
    "\u202etxt.exe\u202c.txt",
    "-rf .txt",
    "CON.txt",
    "a\x07b\nc.txt",
)


def test_hostile_names_and_contents_are_inert(office):
    organ = "=cmd()林业<script>局"
    (office.folder / "收件").mkdir()
    for number, name in enumerate(HOSTILE):
        (office.folder / "收件" / name).write_bytes(f"第{number}个：不是报告".encode())
    office.put("收件/正常.txt", organ, WRONG, text={"title": f"{organ}2023年政府信息公开工作年度报告"})

    office.run()
    office.decide(处理="退回")
    office.run()

    written = [name for name in office.names(".") if not name.startswith("收件/")]
    assert len(office.names(COPIES)) == len(HOSTILE) + 1
    for name in written:
        assert not set(name) & set('<>:"|?*\\\u202e\u202c\x07\n'), name
    html = (office.folder / PAGE).read_text("utf-8")
    assert "<script>alert" not in html
    assert "\u202e" not in html
    for page in office.ledger():
        assert all(cell.data_type != "f" for row in page for cell in row)
    assert sorted(one.name for one in office.folder.parent.iterdir()) == ["本月"]


def test_a_folder_that_leads_out_is_not_written_into(office, tmp_path):
    office.put("收件/林业.txt", FORESTRY)
    (tmp_path / "外").mkdir()
    (office.folder / COPIES).symlink_to(tmp_path / "外", target_is_directory=True)

    told = office.run()

    assert told["copy"].startswith("✗ ")
    assert list((tmp_path / "外").iterdir()) == []


def test_the_facts_of_the_archive_are_json_that_is_read_back(office):
    office.put("收件/林业.txt", FORESTRY)
    office.run()

    data = json.loads((office.folder / KEPT / "2023" / "数据1.json").read_text("utf-8"))

    assert data["reports"][0]["facts"]["requests"]["received"]["total"]["value"] == "3"


def test_a_total_that_somebody_changed_is_left_alone(office):
    office.put("收件/林业.txt", FORESTRY)
    office.run()
    path = office.folder / "汇总" / "汇总表_2023.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["A1"] = "局长阅"
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())

    told = office.run()

    assert "有人改过" in told["total"]
    assert path.read_bytes() == stream.getvalue()
