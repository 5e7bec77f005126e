"""Layouts told apart, rows and columns as trees."""

import pytest
from blank_tables import labels, table_of
from gouji.engine.authoring.tables import printed_table


def read(*lines):
    return printed_table(table_of(*lines), "办件")


def test_a_grid_with_groups_on_both_sides():
    table = read(
        "项目 | <    | 人员 | <    | <",
        "^    | ^    | 甲   | 乙   | <",
        "^    | ^    | ^    | 东   | 西",
        "收到 | <    |      |      | ",
        "办结 | 准予 |      |      | ",
        "^    | 婉拒 |      |      | ",
    )

    assert (table.layout, table.corner, table.banner) == ("grid", "项目", "人员")
    assert labels(table.columns) == ["甲", ("乙", ["东", "西"])]
    assert labels(table.rows) == ["收到", ("办结", ["准予", "婉拒"])]


def test_groups_whose_cells_are_not_merged():
    table = read(" | | 甲 | 乙", "办结 | 准予 | | ", " | 婉拒 | | ", "结转 | < | | ")

    assert table.corner is None
    assert labels(table.rows) == [("办结", ["准予", "婉拒"]), "结转"]


def test_what_stands_in_cells_already_does_not_matter():
    assert labels(read("项目 | 甲 | 乙", "收到 | 0 | /", "办结 | — | 1,200.5").rows) == ["收到", "办结"]


def test_spread_labels_are_put_together():
    assert labels(read("项 目 | 总\n计 | Web page", "收 到 | | ").columns) == ["总计", "Web page"]


def test_a_title_above_and_notes_below_are_no_rows():
    table = read(
        "办件情况表 | < | <", "项目 | 甲 | 乙", "^ | ^ | ^", "收到 | | ", "办结 | | ", "注：不含结转 | < | <"
    )

    assert table.layout == "grid"
    assert labels(table.rows) == ["收到", "办结"]


def test_blocks_each_with_its_heads():
    table = read(
        "第一类 | <    | <",
        "内容   | 制发 | 废止",
        "甲     |      | ",
        "乙     |      | ",
        "第二类 | <    | <",
        "内容   | 金额 | <",
        "丙     |      | <",
    )

    assert (table.layout, table.corner) == ("blocks", "内容")
    assert labels(table.columns) == ["制发", "废止", "金额"]
    assert [(row.label, row.heading, row.columns) for row in table.rows] == [
        ("甲", "第一类", (("制发",), ("废止",))),
        ("乙", "第一类", (("制发",), ("废止",))),
        ("丙", "第二类", (("金额",),)),
    ]


def test_one_block_with_a_heading():
    table = read("第一类 | < | <", "内容 | 制发 | 废止", "甲 | | ")

    assert (table.layout, table.rows[0].heading, table.rows[0].columns) == ("blocks", "第一类", None)


def test_rows_printed_as_heads():
    table = read(
        "复核 | <    | 诉讼 | <    | <    | <",
        "维持 | 纠正 | 直接 | <    | 其后 | <",
        "^    | ^    | 维持 | 纠正 | 维持 | 纠正",
        "     |      |      |      |      | ",
    )

    assert table.layout == "heads"
    assert labels(table.columns) == ["维持", "纠正"]
    assert [(row.label, row.heading, row.columns) for row in table.rows] == [
        ("复核", None, None),
        ("直接", "诉讼", None),
        ("其后", "诉讼", None),
    ]


def test_heads_that_have_different_columns():
    table = read("复核 | < | 诉讼", "维持 | 纠正 | 维持", " | | ")

    assert [row.columns for row in table.rows] == [(("维持",), ("纠正",)), (("维持",),)]


def test_heads_without_rows_are_one_row():
    table = read("收到 | 办结", " | ")

    assert (table.layout, labels(table.rows), labels(table.columns)) == ("heads", ["办件"], ["收到", "办结"])


def test_a_list_with_groups_and_measures():
    table = read(
        "指标 | 单位 | 数",
        "一、公开 | < | <",
        "（一）文件 | 件 | ",
        "（二）图解 | 件 | ",
        "二、会议 | 次 | ",
        "三、经费 | 次 | ",
    )

    assert (table.layout, table.corner, table.measures) == ("list", "指标", "单位")
    assert labels(table.rows) == [("一、公开", ["（一）文件", "（二）图解"]), "二、会议", "三、经费"]
    assert [row.measure for row in table.rows] == [None, "次", "次"]


def test_a_list_whose_groups_are_dashed():
    table = read("指标 | 数", "一、公开 | —", "1.文件 | ", "二、会议 | —", "1.会 | ")

    assert labels(table.rows) == [("一、公开", ["1.文件"]), ("二、会议", ["1.会"])]


def test_groups_in_groups_of_a_list():
    table = read(
        "指标 | 数",
        "一、公开 | <",
        "（一）渠道 | <",
        "1.网站 | ",
        "（二）解读 | <",
        "1.图解 | ",
        "二、会议 | <",
        "1.次数 | ",
    )

    assert labels(table.rows) == [
        ("一、公开", [("（一）渠道", ["1.网站"]), ("（二）解读", ["1.图解"])]),
        ("二、会议", ["1.次数"]),
    ]


@pytest.mark.parametrize(
    "lines",
    [("甲 | 乙", "丙 | 丁"), ("甲 | <",), (" | ", " | ")],
    ids=["nothing to fill in", "one label", "no label"],
)
def test_no_form_of_its_own(lines):
    assert read(*lines) is None
