"""Rows and groups whose labels repeat, stand alone, or are divided otherwise than in the form."""

from dataclasses import replace

import pytest
from gouji.engine.binding.binding import Bound, bind
from gouji.engine.binding.report import FactState
from gouji.grammar.schema import Item, Section, Table

COLUMNS = (Item(("count",), "件数"), Item(("amount",), "金额（单位：元）", unit="元"))


def group(name, label):
    """A group with members that are called the same in every group."""
    members = tuple(
        Item((name, key), text) for key, text in (("new", "1.新增"), ("rest", "2.其余"), ("all", "合计"))
    )
    return Item((name,), label, children=members)


@pytest.fixture
def pack(form):
    rows = (group("books", "（一）图书"), group("papers", "（二）报纸"))
    table = Table("stock", "stock", rows, COLUMNS, blank="zero", placeholder="zero")
    blocks = tuple(replace(item, heading=head) for item, head in zip(rows, ("甲册", "乙册"), strict=True))
    blocks = tuple(
        replace(leaf, path=(block.id + leaf.id,), heading=block.heading)
        for block in blocks
        for leaf in block.children
    )
    lists = Table("lists", "lists", blocks, (COLUMNS[0],), layout="blocks", corner="名目")
    sections = {"stock": Section("stock", "一", "馆藏情况"), "lists": Section("lists", "二", "目录情况")}
    schema = replace(form.schema, tables={"stock": table, "lists": lists}, sections=sections)
    return replace(form, id="library", schema=schema)


def found(pack, make, *blocks, table="stock"):
    bound = bind(make.document(*blocks), (pack,))
    assert isinstance(bound, Bound)
    return bound.report.tables[table]


def values(table):
    return {".".join(row): fact.value for (row, column), fact in table.facts.items() if column == ("count",)}


EXPECTED = {
    "books.new": 1,
    "books.rest": 2,
    "books.all": 3,
    "papers.new": 4,
    "papers.rest": 5,
    "papers.all": 9,
}


def test_labels_that_repeat_are_told_apart_by_the_group_beside_them(pack, make):
    table = make.grid(
        "项目|<|件数|金额（单位：元）",
        "（一）图书|1.新增|1|0",
        "^|2.其余|2|0",
        "^|合计|3|0",
        "（二）报纸|1.新增|4|0",
        "^|2.其余|5|0",
        "^|合计|9|0",
    )

    assert values(found(pack, make, "一、馆藏情况", table)) == EXPECTED


def test_labels_that_repeat_are_told_apart_by_the_group_above_them(pack, make):
    rows = [
        ["项目", "件数", "金额（单位：元）"],
        ["（一）图书"],
        ["1.新增", "1", "0"],
        ["2.其余", "2", "0"],
        ["合计", "3", "0"],
    ]
    rows += [["（二）报纸"], ["1.新增", "4", "0"], ["2.其余", "5", "0"], ["合计", "9", "0"]]

    assert values(found(pack, make, "一、馆藏情况", make.listed(rows))) == EXPECTED


def test_labels_that_repeat_are_told_apart_by_the_heading_of_their_block(pack, make):
    table = make.grid(
        "甲册|<",
        "名目|件数",
        "1.新增|1",
        "2.其余|2",
        "合计|3",
        "乙册|<",
        "名目|件数",
        "1.新增|4",
        "2.其余|5",
        "合计|9",
    )
    bound = found(pack, make, "二、目录情况", table, table="lists")

    assert values(bound) == {key.replace(".", ""): value for key, value in EXPECTED.items()}


def test_a_group_printed_with_its_sum_above_its_members_is_not_collapsed(pack, make):
    table = make.grid("项目|件数|金额（单位：元）", "（一）图书|3|0", "1.新增|1|0", "2.其余|2|0", "合计|3|0")
    bound = found(pack, make, "一、馆藏情况", table)

    assert values(bound) == {"books.new": 1, "books.rest": 2, "books.all": 3}
    assert bound.collapsed == frozenset()
    assert [row.printed for row in bound.unknown_rows] == ["（一）图书"]


def test_a_group_printed_as_one_row_of_blanks_is_collapsed(pack, make):
    table = make.grid("项目|件数|金额（单位：元）", "（一）图书||", "（二）报纸|9|0")
    bound = found(pack, make, "一、馆藏情况", table)

    assert bound.collapsed == {("books",), ("papers",)}
    assert bound.facts[("books",), ("count",)].state is FactState.BLANK


def test_a_printed_unit_is_converted(pack, make):
    table = make.grid("项目|件数|金额（单位：元）", "（二）报纸|9|1.5万元")
    fact = found(pack, make, "一、馆藏情况", table).facts[("papers",), ("amount",)]

    assert (fact.value, fact.unit) == (15000, "万元")


def test_heads_that_nothing_tells_leave_their_values_out(pack, make):
    table = make.grid("项目|甲|乙|丙", "（二）报纸|9|1|2")
    bound = found(pack, make, "一、馆藏情况", table)

    assert bound.facts == {}
    assert [message.key for message in bound.uncertain] == ["binding.heads_unclear"]


def test_a_row_without_heads_follows_the_order_of_the_form(pack, make):
    table = make.grid("（二）报纸|9|1")
    bound = found(pack, make, "一、馆藏情况", table)

    assert bound.facts[("papers",), ("amount",)].value == 1
    assert [message.key for message in bound.uncertain] == ["binding.columns_by_order"]


def test_values_without_any_label_are_not_given_to_the_row_above(pack, make):
    table = make.grid("项目|件数|金额（单位：元）", "（二）报纸|9|0", "|5|0")
    bound = found(pack, make, "一、馆藏情况", table)

    assert list(values(bound).values()) == [9]
    assert "binding.values_without_row" in [message.key for message in bound.uncertain]


def test_text_in_a_value_cell_is_unreadable(pack, make):
    table = make.grid("项目|件数|金额（单位：元）", "（二）报纸|见附件|0")
    fact = found(pack, make, "一、馆藏情况", table).facts[("papers",), ("count",)]

    assert (fact.state, fact.raw) == (FactState.UNREADABLE, "见附件")


def test_text_in_a_value_cell_of_a_text_is_unreadable(pack, make):
    table = make.listed([["项目", "件数", "金额（单位：元）"], ["（二）报纸", "见附件", "0"]])
    fact = found(pack, make, "一、馆藏情况", table).facts[("papers",), ("count",)]

    assert (fact.state, fact.raw) == (FactState.UNREADABLE, "见附件")


def test_numbers_may_be_missing_from_row_labels(pack, make):
    table = make.grid("项目|件数|金额（单位：元）", "图书|3|0", "报 纸|9|0")

    assert values(found(pack, make, "一、馆藏情况", table)) == {"books": 3, "papers": 9}


def test_rows_added_together_keep_what_cannot_be_read(form, make, forms):
    cells = {
        "requests": {"handled.other.not_corrected, total": "见附件", "handled.other.fee_unpaid, total": 5}
    }
    bound = make.bound(make.sample(form, {"cells": cells}), pack="cn-2019")
    fact = bound.report.tables["requests"].facts[("handled", "other"), ("total",)]

    assert (fact.state, fact.raw) == (FactState.UNREADABLE, "见附件＋5＋0")
