"""Rosters in the forms that offices keep them."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from gouji.engine.office.organs import Listed
from gouji.engine.office.roster import read_roster, roster_rows
from gouji.grammar.messages import Message

HEAD = ["机关全称", "简称", "曾用名", "类别", "汇总到", "是否应报", "不报原因", "联系人", "公布日期"]
WATER = Listed(
    "柳桥区水务局",
    ("水务局", "区水务局"),
    ("水利局",),
    "部门",
    "柳桥区人民政府",
    contact="王 0571",
    published=date(2026, 1, 20),
)
MERGED = Listed("柳桥区粮食局", kind="部门", due=False, reason="机构改革撤并")


def workbook(rows) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["柳桥区政府信息公开年度报告名册"])
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_below_its_title(tmp_path):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(
        workbook(
            [
                HEAD,
                [
                    "柳桥区水务局",
                    "水务局；区水务局",
                    "水利局",
                    "部门",
                    "柳桥区人民政府",
                    "是",
                    None,
                    "王 0571",
                    date(2026, 1, 20),
                ],
                ["柳桥区粮食局", None, None, "部门", None, "否", "机构改革撤并", None, None],
            ]
        )
    )

    assert read_roster(path).roster == (WATER, MERGED)


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_text("\n".join(",".join(row) for row in roster_rows([WATER, MERGED])), "utf-8-sig")

    assert read_roster(path).roster == (WATER, MERGED)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-1-5", date(2026, 1, 5)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("2026/1/5", date(2026, 1, 5)),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(written, read, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"机关全称,公布日期\n水务局,{written}\n", "utf-8")

    assert read_roster(path).roster[0].published == read


@pytest.mark.parametrize(("column", "value"), [("是否应报", "也许"), ("公布日期", "2026年13月1日")])
def test_a_cell_that_cannot_be_understood_is_told(column, value, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"机关全称,{column}\n水务局,{value}\n", "utf-8")

    found = read_roster(path)

    assert isinstance(found, Message)
    assert value in str(found.arguments)


def test_a_workbook_without_names_is_no_roster(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([["甲", "乙"], ["1", "2"]]))

    assert isinstance(read_roster(path), Message)


def test_a_broken_workbook_is_no_roster(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")

    assert isinstance(read_roster(path), Message)
