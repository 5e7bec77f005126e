from __future__ import annotations

import pytest
from gouji.engine.reading.document import FileFormat, ImageMark, Location, Paragraph

from .files import document, kinds, listed, only_table, texts

INDENTED = """一、概况
本局收到申请3件。

\t项目
\t数量

\t商业
企业
\t0

\t
\t（二）部分公开
\t 3


二、其他
"""


def test_indented_cells_make_rows():
    found = document(INDENTED)
    assert found.format is FileFormat.TEXT
    assert kinds(found) == ["Paragraph", "Paragraph", "Table", "Paragraph"]
    assert listed(only_table(found)) == [["项目", "数量"], ["商业\n企业", "0"], ["", "（二）部分公开", "3"]]


def test_cells_know_line_column_and_physical_place():
    last = only_table(document(INDENTED)).cells[-1]
    assert last.location == Location(line=13, column=3, table=1, row=3, cell=3)


def test_plain_text_knows_no_spans():
    assert only_table(document(INDENTED)).spans_known is False


def test_text_behind_a_blank_line_ends_an_indented_table():
    found = document("\t甲\t\n\t乙\n\n\t丙\n\t丁\n\n正文\n")
    assert kinds(found) == ["Table", "Paragraph"]


def test_two_tables_are_parted_by_two_blank_lines():
    found = document("\ta\n\tb\n\n\tc\n\td\n\n\n\n\te\n\tf\n\n\tg\n\th\n")
    assert [block.location.table for block in found.blocks] == [1, 2]


@pytest.mark.parametrize(
    "text",
    ["\t本局收到申请3件。\n\t均已办结。\n", "\t第一段。\n\n\t第二段。\n", "\t第一段。\n"],
)
def test_paragraphs_that_begin_with_a_tab_are_no_table(text: str):
    assert set(kinds(document(text))) == {"Paragraph"}


def test_one_row_of_short_cells_is_a_table():
    assert listed(only_table(document("\t甲\n\t乙\n"))) == [["甲", "乙"]]


def test_cells_parted_by_tabs_make_rows():
    found = document("正文\n项目\t数量\n\t部分公开\t3\n")
    assert listed(only_table(found)) == [["项目", "数量"], ["", "部分公开", "3"]]
    assert only_table(found).cells[-1].location == Location(line=3, column=7, table=1, row=2, cell=3)


def test_a_sentence_with_a_tab_in_it_is_a_paragraph():
    assert texts(document("地址：某路1号\t电话：0000。")) == ["地址：某路1号\t电话：0000。"]


def test_pipes_make_rows_with_their_empty_cells():
    found = document("第一项  | |||\n信息内容  | 件数  | 现行 | 备注 |\n规章  | 0  | |  |\n正文\n")
    assert kinds(found) == ["Table", "Paragraph"]
    assert listed(only_table(found)) == [
        ["第一项", "", "", ""],
        ["信息内容", "件数", "现行", "备注"],
        ["规章", "0", "", ""],
    ]


def test_a_line_enclosed_by_pipes_is_a_paragraph_when_it_holds_one_text():
    found = document("| 云川市林草局年度报告 |\n正文")
    assert found.blocks == (
        Paragraph("云川市林草局年度报告", Location(line=1, column=3)),
        Paragraph("正文", Location(line=2, column=1)),
    )


def test_a_single_line_with_pipes_inside_is_a_paragraph():
    assert texts(document("首页 | 公开 | 年报")) == ["首页 | 公开 | 年报"]


def test_a_line_of_nothing_but_a_pipe_is_nothing():
    assert texts(document("甲\n|\n乙")) == ["甲", "乙"]


def test_pipes_that_enclose_every_row_stand_for_no_empty_cell():
    assert listed(only_table(document("| a | b |\n| c | d |"))) == [["a", "b"], ["c", "d"]]


def test_a_pipe_that_begins_only_some_rows_closes_an_empty_cell():
    assert listed(only_table(document("办理 | 公开 | 0 |\n| 部分 | 1 |"))) == [
        ["办理", "公开", "0"],
        ["", "部分", "1"],
    ]


def test_escaped_pipes_are_text():
    assert listed(only_table(document("a \\| b | c |\nd | e |"))) == [["a | b", "c"], ["d", "e"]]


def test_one_cell_a_line_stays_one_cell_a_row():
    assert listed(only_table(document("规章 |\n/ |\n0 |\n||"))) == [["规章"], ["/"], ["0"], ["", ""]]


def test_image_lines_are_image_marks():
    found = document("甲\n[image: IMG_1 (2)]\n [图片：现场]\n")
    assert found.blocks[1:] == (
        ImageMark("IMG_1 (2)", Location(line=2, column=1)),
        ImageMark("现场", Location(line=3, column=2)),
    )


def test_form_feeds_part_paragraphs_but_end_no_line():
    found = document("甲\f乙\n丙")
    assert [(block.text, block.location.line, block.location.column) for block in found.blocks] == [
        ("甲", 1, 1),
        ("乙", 1, 3),
        ("丙", 2, 1),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_count(end: str):
    assert [block.location.line for block in document(f"甲{end}{end}\u3000\u3000乙{end}").blocks] == [1, 3]


def test_leading_white_space_is_no_text_but_counts_for_the_column():
    assert document("\u3000\u3000乙").blocks == (Paragraph("乙", Location(line=1, column=3)),)
