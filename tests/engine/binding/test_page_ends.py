"""Rows that a page end may have cut: put together where the form tells, doubted where nothing does."""

from __future__ import annotations

from dataclasses import replace

HEAD = "信息内容|本年处理决定数量"
AT_PAGE_END = "binding.row_at_page_end"


def bound(make, *rows, doubtful=()):
    table = make.grid(*rows)
    cells = tuple(replace(cell, doubtful=cell.row in doubtful) for cell in table.cells)
    return make.bound(make.document("二、主动公开政府信息情况", replace(table, cells=cells)))


def test_halves_whose_labels_make_one_of_the_form_are_one_row(make, form):
    found = bound(make, HEAD, "行政|12", "许可|3", "行政处罚|4", doubtful={1, 2})

    assert make.values(found, "disclosure")["licensing,decisions"] == 123
    assert make.doubts(found, "disclosure") == []


def test_a_head_cut_in_the_middle_is_one(make, form):
    found = bound(make, "信息内|本年处理", "容|决定数量", "行政许可|5", doubtful={0, 1})

    assert make.values(found, "disclosure")["licensing,decisions"] == 5
    assert make.doubts(found, "disclosure") == []


def test_whole_labels_are_not_doubted(make, form):
    found = bound(make, HEAD, "行政许可|5", "行政处罚|", doubtful={1, 2})

    assert make.values(found, "disclosure")["licensing,decisions"] == 5
    assert make.doubts(found, "disclosure") == []


def test_a_row_that_the_form_does_not_have_is_doubted_at_a_page_end(make, form):
    assert AT_PAGE_END in make.doubts(bound(make, HEAD, "行政许可|5", "清单|", doubtful={1, 2}), "disclosure")
    assert AT_PAGE_END not in make.doubts(bound(make, HEAD, "行政许可|5", "清单|"), "disclosure")


def test_values_without_a_label_are_doubted_at_a_page_end(make, form):
    assert AT_PAGE_END in make.doubts(bound(make, HEAD, "行政许可|5", "|7", doubtful={1, 2}), "disclosure")


def test_an_unknown_head_is_doubted_at_a_page_end(make, form):
    found = bound(make, "信息内容|本年处理", "行政许可|5", doubtful={0, 1})

    assert AT_PAGE_END in make.doubts(found, "disclosure")


def test_halves_in_other_columns_are_not_put_together(make, form):
    found = bound(make, "信息内容|本年处理决定数量|<", "行政|1|<", "许可|2|3", doubtful={1, 2})

    assert AT_PAGE_END in make.doubts(found, "disclosure")


def test_a_label_that_is_only_a_number_is_doubted(make, form):
    table = make.grid(HEAD, "行政许可|5", "2.|7", "行政处罚|")
    found = make.bound(make.document("二、主动公开政府信息情况", table))

    assert "binding.label_is_number" in make.doubts(found, "disclosure")
