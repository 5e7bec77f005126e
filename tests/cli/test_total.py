"""``gouji total``: members added into the form."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from documents.text import tabbed
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library

AREA = "青川市柳桥区"
FORM = next(form for form in Library().forms() if form.id == "cn-2021")


@pytest.fixture
def write(tmp_path):
    def written(name, organ, number):
        """A report of an organ that received so many applications."""
        sample = FORM.sample
        known, old = sample["organ"], f"{sample['year']}年"

        def reworded(text):
            return text.replace(known, organ).replace(old, "2023年")

        said = {**sample["sections"], **{part: sample[part] for part in ("title", "preamble", "tail")}}
        texts = {
            part: [reworded(one) for one in ([found] if isinstance(found, str) else found)]
            for part, found in said.items()
        }
        changes = {
            "text": texts,
            "cells": {"requests": {"received, natural_person": number, "received, total": number}},
        }
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        data = tabbed(sample_document(FORM, changes))
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return written


@pytest.fixture
def members(write, tmp_path):
    for name, number in (("教育局", 2), ("林业局", 3)):
        write(f"报送/{name}.txt", AREA + name, number)
    return tmp_path / "报送"


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_text(
        f"机关全称,是否应报,不报原因\n{AREA}教育局,是,\n{AREA}林业局,是,\n{AREA}粮食局,否,撤并\n", "utf-8"
    )
    return path


def test_who_is_in_and_what_they_add_up_to(gouji, members, roster):
    run = gouji("total", members, "--roster", roster, "--area", f"{AREA}人民政府")

    assert run.status == 0
    assert "已计入 2" in run.out
    assert "撤并" in run.out
    assert "汇总不完整" not in run.out


def test_a_file_that_cannot_be_read_is_told_and_never_counted_as_0(gouji, members):
    (members / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    run = gouji("total", members)

    assert run.status == 3
    assert "读不出 1" in run.out
    assert "汇总不完整" in run.out


def test_reports_that_are_left_out_are_told(gouji, members, roster, tmp_path):
    other = (members / "教育局.txt").read_text("utf-8").replace("2023", "2022").replace("教育局", "水务局")
    (members / "水务局.txt").write_text(other, "utf-8")
    (members / "司法局.txt").write_text(
        (members / "教育局.txt").read_text("utf-8").replace("教育局", "司法局"), "utf-8"
    )
    filled, book = tmp_path / "汇总.docx", tmp_path / "汇总.xlsx"

    run = gouji("total", members, "--roster", roster, "-o", filled)
    gouji("total", members, "--roster", roster, "-o", book)

    assert "1份报告不是2023年度的，没有计入" in "".join(run.out.split())
    assert "水务局.txt" in "".join(run.out.split())
    assert f"1个单位不在名册上，没有计入：{AREA}司法局" in "".join(run.out.split())
    assert any("不是 2023年度的" in one.text for one in docx.Document(filled).paragraphs)
    values = [cell.value for sheet in openpyxl.load_workbook(book) for row in sheet for cell in row]
    assert any("不是 2023年度的" in str(value) for value in values)


def test_the_form_is_filled_in(gouji, members, tmp_path):
    assert gouji("total", members, "-o", tmp_path / "汇总.docx").status == 0

    (table,) = [one for one in docx.Document(str(tmp_path / "汇总.docx")).tables if len(one.rows) > 20]
    row = next(line for line in table.rows if "新收" in line.cells[0].text)
    assert [row.cells[-1].text, row.cells[-2].text] == ["5", "0"]


def test_the_workbook_holds_figures(gouji, members, tmp_path):
    assert gouji("total", members, "-o", tmp_path / "汇总.xlsx").status == 0

    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "汇总.xlsx").read_bytes()))
    found = [
        row for sheet in book for row in sheet.iter_rows(values_only=True) if row[0] and "新收" in str(row[0])
    ]
    assert found[0][-1] == 5


def test_the_areas_report_is_compared(gouji, members, write):
    right = write("区.txt", f"{AREA}人民政府", 5)
    agreeing = gouji("total", members, "--check", right)
    wrong = gouji("total", members, "--check", write("区.txt", f"{AREA}人民政府", 7))

    assert (agreeing.status, wrong.status) == (0, 1)
    assert "逐格一致" in agreeing.out
    assert "报告填7，各单位之和5" in "".join(wrong.out.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "a.pdf"), "docx"),
        (("--check", "none.docx"), "不能比较"),
        (("--year", "1999"), "不知道按哪一年的格式汇总"),
        (("--roster", "none.csv"), "none.csv"),
    ],
)
def test_wrong_usage_is_told(arguments, words, gouji, members):
    run = gouji("total", members, *arguments)

    assert run.status == 2
    assert words in "".join(run.err.split())


def test_the_year_chooses_among_the_years_that_reports_say(gouji, members):
    run = gouji("total", members, "--year", "2022")

    assert "已计入" not in run.out
