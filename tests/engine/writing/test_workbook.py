"""The results of a run as a workbook."""

import io
from dataclasses import replace

import openpyxl
import pytest
from gouji.engine.writing import extras
from gouji.engine.writing.workbook import workbook
from gouji.grammar.messages import Message


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def lines(sheet):
    return [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_overview_counts_matters_as_people_do(one_wrong_cell, clean, undecided, unreadable):
    found = lines(opened(workbook([one_wrong_cell, clean, undecided, unreadable], "zh"))["总览"])

    assert found[0][:5] == ["文件", "机关", "年度", "结果", "所用格式"]
    assert [row[:1] + row[3:4] for row in found[1:]] == [
        ["年报/松溪.docx", "不通过"],
        ["松溪.docx", "通过"],
        ["松溪.docx", "没法判断"],
        ["旧.doc", "读不出"],
    ]
    assert found[1][1:3] == ["松溪市图书馆", 2031]
    assert found[1][5:] == [1, 1, 0, 0, 0]
    assert found[3][-1] > 0


def test_matters_and_what_is_open_have_their_rows(one_wrong_cell, undecided, unreadable):
    book = opened(workbook([one_wrong_cell, undecided, unreadable], "zh"))
    first, second = lines(book["问题"])[1:3]
    open_ = lines(book["没法判断和读不出"])[1:]

    assert first[3] == "必须改"
    assert first[6:8] == [0, 3]
    assert first[8].count("\n") == 1
    assert first[11] == "loans-row-total loans-column-total"
    assert second[3] == "请核实"
    assert {row[3] for row in open_} == {"没法判断", "读不出"}
    assert open_[-1][0] == "旧.doc"
    assert all(row[5] and row[6] for row in open_)


def test_a_run_without_files_is_an_empty_workbook():
    assert [len(lines(sheet)) for sheet in opened(workbook([], "en"))] == [1, 1, 1]


def test_it_prints_on_a4_and_filters(one_wrong_cell):
    for sheet in opened(workbook([one_wrong_cell], "en")):
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_hostile_names_are_text(one_wrong_cell, unreadable):
    hostile = "=CMD|' /C calc'!A0\u202e\x1b_x0041_\uffff.docx"
    results = [replace(one, file=hostile) for one in (one_wrong_cell, unreadable)]
    cells = [
        cell
        for sheet in opened(workbook(results, "zh"))
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=CMD")
    ]

    assert len(cells) == 5
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert not any(set("\u202e\x1b\uffff") & set(cell.value) or "_x0041_" in cell.value for cell in cells)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_the_extra_it_is_told_what_to_install(monkeypatch, language):
    monkeypatch.setitem(extras.MODULES, "office", ("not_there_at_all",))

    assert isinstance(workbook([], language), Message)
