"""Ids, names and properties: those of the pack that is extended, else made up."""

import pytest
from blank_tables import document_of, table_of
from gouji.engine.authoring.proposing import proposed
from gouji.engine.authoring.reading_forms import printed_form

TABLE = table_of(
    "项目 | < | 个人 | 单位 | 金额（单位：万元） | 净增减 | 合计",
    "一、收到 | < | | | | | ",
    "二、办结 | （一）准予 | | | | | ",
    "^ | （二）其他（含撤回、转办） | | | | | ",
    "^ | 小计 | | | | | ",
    "三、申请人逾期不补正、机关不再处理其公开申请 | < | | | | | ",
)


def keys(items):
    return [item.key for top in items for item in top.walk()]


def names(items):
    return [item.name for top in items for item in top.walk()]


@pytest.fixture
def table():
    return proposed(printed_form(document_of("一、概况", "二、办件", TABLE))).tables[0]


def test_ids_say_number_or_place(table):
    assert keys(table.columns) == ["c1", "c2", "c3", "c4", "total"]
    assert keys(table.rows) == [
        "item_1",
        "item_2",
        "item_2.item_1",
        "item_2.item_2",
        "item_2.subtotal",
        "item_3",
    ]


def test_names_are_what_rules_can_write(table):
    assert names(table.columns) == ["个人", None, "金额", "净增减", "合计"]
    assert names(table.rows) == ["收到", "办结", "准予", "其他", "小计", None]


def test_properties_that_labels_tell(table):
    told = {
        column.label: (column.total, column.unit, column.decimals, column.signed) for column in table.columns
    }

    assert told["金额（单位：万元）"] == (False, "万元", 6, False)
    assert told["净增减"] == (False, None, 0, True)
    assert told["合计"] == (True, None, 0, False)
    assert told["个人"] == (False, None, 0, False)


def test_tables_are_called_after_their_section():
    found = proposed(
        printed_form(document_of("一、概况", "二、办件", TABLE, TABLE, "第三", "表3 明细", TABLE))
    )

    assert [(table.id, table.name, table.label, table.section) for table in found.tables] == [
        ("table_1", "表二", "第二部分表格", "section_2"),
        ("table_2", "表二之2", "第二部分表格之2", "section_2"),
        ("table_3", "表二之3", "表3 明细", "section_2"),
    ]


def test_two_alike_labels_get_two_ids():
    form = document_of("一、概况", table_of("项目 | 甲 | 乙", "1.收到 | | ", "1.收到 | | "))

    assert keys(proposed(printed_form(form)).tables[0].rows) == ["item_1", "item_1_2"]


@pytest.fixture
def before(library):
    return {"fictitious": library.load("fictitious").pack.schema}


FLOW = (
    "项目 | < | < | 求询人 | < | < | <",
    "^ | ^ | ^ | 个人 | 团体 | < | 合并数",
    "^ | ^ | ^ | ^ | 学校 | 商社 | ^",
    "甲、当期新到的求询 | < | < | | | | ",
    "丙、当期办结 | （子）准予 | ①网上准予 | | | | ",
    "^ | ^ | ②柜台准予 | | | | ",
    "^ | ^ | ③邮寄准予 | | | | ",
    "^ | （丑）婉拒 | ①逾期 | | | | ",
    "^ | ^ | ②重复 | | | | ",
    "^ | 乙、前期留存求询 | < | | | | ",
    "^ | （寅）办结数 | < | | | | ",
)


def test_what_matches_keeps_its_id_name_and_properties(before):
    found = proposed(
        printed_form(document_of("第一部分、全年综述", "第二部分、求询受理与办理", table_of(*FLOW))), before
    )
    (table,) = found.tables

    assert [section.id for section in found.sections] == ["summary", "requests"]
    assert (table.id, table.name, table.placeholder) == ("requests", "求询", "unknown")
    assert keys(table.columns) == [
        "natural_person",
        "organisations",
        "organisations.school",
        "organisations.firm",
        "total",
    ]
    assert keys(table.rows) == [
        "received",
        "handled",
        "handled.granted",
        "handled.granted.online",
        "handled.granted.offline",
        "handled.granted.item_3",
        "handled.refused",
        "handled.refused.item_1",
        "handled.refused.item_2",
        "handled.carried_in",
        "handled.total",
    ]
    assert next(row for row in table.leaf_rows if row.key == "handled.total").total
    assert (found.source, found.unnamed) == ("fictitious", 3)


def test_what_changed_its_place_or_was_split_is_told(before):
    form = printed_form(document_of("第一部分、全年综述", "第二部分、求询办理", table_of(*FLOW)))

    assert proposed(form, before).continued == {
        ("handled", "refused"): (("handled", "refused", "item_1"), ("handled", "refused", "item_2")),
        ("handled", "carried_in"): (("carried_in",),),
    }


def test_what_was_several_rows_and_is_one(before):
    lines = ("项目 | < | 个人 | 团体 | 合并数", "丙、当期办结 | （子）准予 | | | ", "^ | （丑）婉拒 | | | ")

    assert proposed(printed_form(document_of("一、求询办理", table_of(*lines))), before).continued == {
        ("handled", "granted"): (("handled", "granted", "online"), ("handled", "granted", "offline")),
        ("organisations",): (("organisations", "school"), ("organisations", "firm")),
    }


def test_another_form_shares_nothing(before):
    found = proposed(printed_form(document_of("一、概况", "二、办件", TABLE)), before)

    assert [table.id for table in found.tables] == ["table_1"]
    assert [section.id for section in found.sections] == ["section_1", "section_2"]
