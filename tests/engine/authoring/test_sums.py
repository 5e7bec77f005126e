"""The sums that labels promise, and examples that notice when they do not hold."""

import pytest
from blank_tables import document_of, table_of
from gouji.engine.authoring.proposing import proposed
from gouji.engine.authoring.reading_forms import printed_form


def sums(*lines):
    return proposed(printed_form(document_of("一、办件", table_of(*lines)))).sums


def checks(*lines):
    return [one.check for one in sums(*lines)]


def test_a_total_of_columns_and_one_of_rows():
    found = sums("项目 | 甲 | 乙 | 总计", "收到 | | | ", "办结 | | | ", "合计 | | | ")

    assert [(one.rule, one.check) for one in found] == [
        ("table-1-row-total", "each row of table_1: total = c1 + c2"),
        ("table-1-column-total", "each column of table_1: total = r1 + r2"),
    ]
    assert found[0].passing == {"r1, c1": 1, "r1, c2": 2, "r1, total": 3}
    assert (found[0].failing, found[0].instance) == (({"r1, total": 3}, {"r1, c1": 2}), "r1")
    assert found[1].passing == {"r1, c1": 1, "r2, c1": 2, "total, c1": 3}


def test_a_total_over_groups():
    assert checks("项目 | 甲 | 乙 | < | 总计", "^ | ^ | 东 | 西 | ^", "收到 | | | | ", "办结 | | | | ") == [
        "each row of table_1: total = c1 + sum(c2)"
    ]


def test_a_total_in_a_group():
    assert checks(
        "项目 | < | 甲 | 乙", "收到 | < | | ", "办结 | 准予 | | ", "^ | 婉拒 | | ", "^ | 总计 | | "
    ) == ["each column of table_1: r2.total = sum(r2 except total)"]


def test_totals_of_groups_are_not_added_to_their_members():
    assert checks(
        "项目 | < | 甲 | 乙",
        "收到 | 网上 | | ",
        "^ | 柜台 | | ",
        "^ | 合计 | | ",
        "办结 | 准予 | | ",
        "^ | 婉拒 | | ",
        "总计 | < | | ",
    ) == [
        "each column of table_1: total = r1.total + sum(r2)",
        "each column of table_1: r1.total = sum(r1 except total)",
    ]


def test_totals_deep_inside_a_group_that_has_none_of_its_own():
    found = sums(
        "项目 | < | < | 甲 | 乙",
        "办结 | 准予 | 网上 | | ",
        "^ | ^ | 柜台 | | ",
        "^ | ^ | 合计 | | ",
        "^ | 婉拒 | < | | ",
        "结转 | < | < | | ",
        "总计 | < | < | | ",
    )

    assert found[0].check == "each column of table_1: total = r1.r1.total + r1.r2 + r2"
    assert found[0].passing == {"r1.r1.total, c1": 1, "r1.r2, c1": 2, "r2, c1": 3, "total, c1": 6}


def test_subtotals_sum_what_stands_before_them():
    assert checks(
        "项目 | 甲 | 乙", "东 | | ", "西 | | ", "小计 | | ", "南 | | ", "小计 | | ", "总计 | | "
    ) == [
        "each column of table_1: subtotal = r1 + r2",
        "each column of table_1: subtotal_2 = r4",
        "each column of table_1: total = r1 + r2 + r4",
    ]


def test_a_total_that_stands_first():
    assert checks("项目 | 合计 | 甲 | 乙", "收到 | | | ", "办结 | | | ") == [
        "each row of table_1: total = c2 + c3"
    ]


def test_blocks_have_sums_of_their_own():
    assert checks(
        "第一类 | < | < | <",
        "内容 | 甲 | 乙 | 合计",
        "东 | | | ",
        "西 | | | ",
        "第二类 | < | < | <",
        "内容 | 丙 | 丁 | 合计",
        "南 | | | ",
        "合计 | | | ",
    ) == [
        "each row of table_1: total = c1 + c2",
        "each row of table_1: total = c4 + c5",
        "each column of table_1: total = r3",
    ]


def test_rows_printed_as_heads():
    assert checks(
        "复核 | < | < | 诉讼 | < | <", "维持 | 纠正 | 总计 | 维持 | 纠正 | 总计", " | | | | | "
    ) == ["each row of table_1: total = c1 + c2"]


@pytest.mark.parametrize(
    "lines", [("项目 | 甲 | 乙", "收到 | | "), ("项目 | 甲", "合计 | ")], ids=["no total", "a total alone"]
)
def test_nothing_to_add_up(lines):
    assert checks(*lines) == []
