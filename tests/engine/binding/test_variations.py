"""What real reports look like beyond the layouts of the other tests; docs/variations.md lists them all."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from gouji.engine.binding.binding import NotAReport, bind
from gouji.engine.binding.report import BoundBy, FactState
from gouji.engine.checking.checking import check
from gouji.engine.reading.document import FileFormat, Location, Paragraph, Table

REQUESTS = "三、收到和处理政府信息公开申请情况"
DISCLOSURE = "二、主动公开政府信息情况"
DENIED = ("handled", "denied", "state_secret")


def told(bound, *severities):
    """The rules that failed, with their severities."""
    findings = check(bound.report, bound.filled, bound.due).findings
    return {
        (one.rule.id, str(one.severity)) for one in findings if not severities or one.severity in severities
    }


def renamed(make, source, labels):
    def change(table):
        cells = tuple(replace(cell, text=labels.get(cell.text, cell.text)) for cell in table.cells)
        return replace(table, cells=cells)

    return make.with_tables(source, change)


def label(form, table, path):
    return form.schema.tables[table].row_index[tuple(path.split("."))].label


# Cells


@pytest.mark.parametrize("mark", ["/", "-", "--", "—", "——", "－", "无", "不适用", "空", "N/A"])
def test_a_mark_in_place_of_0_is_told_and_counts_as_0(make, form, mark):
    cells = {"disclosure": {"regulations, issued": mark, "regulations, repealed": mark}}
    bound = make.bound(make.sample(form, {"cells": cells}))
    fact = bound.report.tables["disclosure"].facts[("regulations",), ("issued",)]

    assert (fact.state, fact.counts_as) == (FactState.PLACEHOLDER, "zero")
    assert told(bound, "error", "warning") == {("cell-slash", "warning")}


def test_blanks_beside_filled_totals_are_told_and_count_as_0(make, form):
    blank = {
        f"{'.'.join(row)}, {'.'.join(column)}": ""
        for row, column in form.schema.tables["requests"].cells()
        if column != ("total",)
    }
    bound = make.bound(make.sample(form, {"cells": {"requests": blank}}))

    assert {rule for rule, _ in told(bound, "error", "warning")} == {"cell-blank"}


def test_units_and_notes_inside_number_cells(make, form):
    cells = {
        "disclosure": {
            "fees, amount": "251000元",
            "normative_documents, in_force": "55（含自然失效 29 件）",
            "licensing, decisions": "749 件",
        }
    }
    facts = make.bound(make.sample(form, {"cells": cells})).report.tables["disclosure"].facts

    assert facts[("fees",), ("amount",)].value == Fraction("25.1")
    assert facts[("normative_documents",), ("in_force",)].note == "含自然失效29件"
    assert facts[("licensing",), ("decisions",)].value == 749


@pytest.mark.parametrize("printed", ["-8", "减8", "－８"])
def test_a_decrease_is_negative(make, old_form, printed):
    cells = {"disclosure": {"licensing, prior_items": 20, "licensing, change": printed}}
    bound = make.bound(make.sample(old_form, {"cells": cells}))

    assert make.values(bound, "disclosure")["licensing,change"] == -8
    assert told(bound, "error") == set()


def test_the_last_total_of_a_web_page_may_be_missing(make, form):
    def change(table):
        last = table.cells[-1]
        return (
            table
            if table.column_count != 10
            else replace(table, cells=table.cells[:-1], row_count=last.row + 1)
        )

    bound = make.bound(make.with_tables(make.sample(form), change))

    assert (("carried_out",), ("total",)) not in bound.report.tables["requests"].facts
    assert make.doubts(bound, "requests") == []
    assert told(bound, "error") == set()


# Labels of rows and columns


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        ("regulations", "规章（设区的市、自治州以上政府应提供相关数据）"),
        ("licensing", "政许可"),
        ("licensing", "行政\n许可"),
        ("penalties", "行(xíng)政处罚"),
        ("fees", "行政事业性收费 "),
    ],
)
def test_damaged_and_long_labels_of_rows(make, form, path, printed):
    source = make.sample(
        form, {"cells": {"disclosure": {"licensing, decisions": 5, "penalties, decisions": 7}}}
    )
    bound = make.bound(renamed(make, source, {label(form, "disclosure", path): printed}))

    assert (path,) in bound.report.tables["disclosure"].rows
    assert make.values(bound, "disclosure")["licensing,decisions"] == 5
    assert make.values(bound, "disclosure")["penalties,decisions"] == 7
    assert make.doubts(bound, "disclosure") == []
    assert told(bound, "error") == set()


def test_a_label_damaged_beyond_telling_is_not_guessed(make, form):
    bound = make.bound(renamed(make, make.sample(form), {label(form, "disclosure", "licensing"): "行政"}))

    assert ("licensing",) not in bound.report.tables["disclosure"].rows
    assert make.doubts(bound, "disclosure") == ["binding.rows_unknown"]
    assert told(bound, "error") == set()
    assert ("table-row-missing", "warning") in told(bound)


@pytest.mark.parametrize("heading", ["第二十条  第(一)项", "第二十条第一项", "第二十条 第（一）项"])
def test_headings_of_blocks_as_printed(make, form, heading):
    bound = make.bound(renamed(make, make.sample(form), {"第二十条第（一）项": heading}))

    assert len(bound.report.tables["disclosure"].facts) == 10
    assert make.doubts(bound, "disclosure") == []


def test_heads_that_explain_their_year(make, old_form):
    changes = {
        "上一年项目数量": "上一年项目数量（指2019年事项数）",
        "处理决定数量": "处理决定数量（2020年办件量）",
    }
    source = make.sample(old_form, {"cells": {"disclosure": {"licensing, prior_items": 85}}})
    bound = make.bound(renamed(make, source, changes))

    assert make.values(bound, "disclosure")["licensing,prior_items"] == 85
    assert make.doubts(bound, "disclosure") == []


def test_a_rotated_label_stands_one_character_a_line(make, form):
    rotated = "三、本年度办理结果"
    bound = make.bound(renamed(make, make.sample(form), {rotated: "\n".join(rotated)}))

    assert len(bound.report.tables["requests"].facts) == 175
    assert make.doubts(bound, "requests") == []


@pytest.mark.parametrize("spanned", [20, 22])
def test_a_label_that_spans_too_few_rows_shifts_no_value(make, form, spanned):
    cells = {"requests": {"handled.total, natural_person": 3, "handled.total, total": 3}}

    def change(table):
        tall = next((cell for cell in table.cells if cell.text == "三、本年度办理结果"), None)
        if tall is None:
            return table
        end = tall.row + spanned
        moved = [
            replace(cell, row_span=spanned)
            if cell is tall
            else replace(cell, column=cell.column - 1)
            if end <= cell.row < tall.row + tall.row_span
            else cell
            for cell in table.cells
        ]
        return replace(table, cells=tuple(moved))

    bound = make.bound(make.with_tables(make.sample(form, {"cells": cells}), change))
    values = make.values(bound, "requests")

    assert values["handled.total,natural_person"] == values["handled.total,total"] == 3
    assert len(values) == 175


# Rows of another form, and rows of none


def test_one_row_for_all_other_outcomes_is_one_finding(make, form):
    bound = make.bound(make.sample(form, {"rows": {"requests": {"handled.other": "collapsed"}}}))

    assert told(bound, "error", "warning") == {("requests-other-collapsed", "warning")}
    assert make.doubts(bound, "requests") == []


@pytest.mark.parametrize("layout", [None, "indented", "piped", "upright"])
def test_three_rows_for_other_outcomes_in_the_older_form_are_added(make, form, layout):
    cells = {"handled.other.not_corrected, total": 1, "handled.other.other, total": 4}
    source = make.sample(form, {"cells": {"requests": cells}})
    source = make.with_tables(source, getattr(make, layout)) if layout else source
    bound = make.bound(source, pack="cn-2019")

    assert make.values(bound, "requests")["handled.other,total"] == 5
    assert make.doubts(bound, "requests") == []


@pytest.mark.parametrize("layout", [None, "indented", "piped", "upright"])
def test_a_row_of_the_province_changes_nothing_else(make, form, layout):
    def change(table):
        at = next((cell for cell in table.cells if cell.text == "行政规范性文件"), None)
        if at is None:
            return table
        lower = [replace(cell, row=cell.row + 1) if cell.row > at.row else cell for cell in table.cells]
        extra = [
            replace(at, row=at.row + 1, column=n, text=text)
            for n, text in enumerate(["其他主动公开文件", "9", "9", "9"])
        ]
        cells = sorted((*lower, *extra), key=lambda cell: (cell.row, cell.column))
        return replace(table, cells=tuple(cells), row_count=table.row_count + 1)

    def printed(table):
        return getattr(make, layout)(change(table)) if layout else change(table)

    bound = make.bound(make.with_tables(make.sample(form), printed))
    found = bound.report.tables["disclosure"]

    assert [item.printed for item in found.unknown_rows] == ["其他主动公开文件"]
    assert {fact.value for fact in found.facts.values()} == {0}
    assert found.uncertain == ()


# Tables in pieces, in the wrong place, or not there


@pytest.mark.parametrize("number", ["— 4 —", "-4-", "4", "第 4 页 共 6 页"])
@pytest.mark.parametrize("layout", [None, "indented", "piped"])
def test_a_page_number_as_a_row_inside_a_table(make, form, number, layout):
    cells = {"requests": {"received, total": 3, "carried_out, total": 2}}

    def change(table):
        if table.column_count != 10:
            return table
        at = next(cell.row for cell in table.cells if cell.text.startswith("（七）"))
        lower = [replace(cell, row=cell.row + 1) if cell.row >= at else cell for cell in table.cells]
        grown = [
            replace(cell, row_span=cell.row_span + 1) if cell.row < at < cell.row + cell.row_span else cell
            for cell in lower
        ]
        row = replace(table.cells[0], row=at, column=1, row_span=1, column_span=9, text=number)
        made = sorted((*grown, row), key=lambda cell: (cell.row, cell.column))
        table = replace(table, cells=tuple(made), row_count=table.row_count + 1)
        return getattr(make, layout)(table) if layout else table

    bound = make.bound(make.with_tables(make.sample(form, {"cells": cells}), change))
    values = make.values(bound, "requests")

    assert (values["received,total"], values["carried_out,total"], len(values)) == (3, 2, 175)
    assert make.doubts(bound, "requests") == []


def test_text_between_a_heading_and_its_table(make, form):
    text = "全年办理行政许可20件、行政处罚39件，均已公开。"
    source = make.sample(form, {"cells": {"disclosure": {"licensing, decisions": 20}}})
    at = next(n for n, block in enumerate(source.blocks) if isinstance(block, Table))
    blocks = (*source.blocks[:at], Paragraph(text, Location(paragraph=99)), *source.blocks[at:])
    bound = make.bound(replace(source, blocks=blocks))

    assert [line.text for line in bound.report.section("disclosure").lines] == [text]
    assert make.values(bound, "disclosure")["licensing,decisions"] == 20


@pytest.mark.parametrize(
    ("change", "expected"), [("image", ("table-as-image", "warning")), (None, ("table-missing", "error"))]
)
def test_a_picture_of_a_table_is_told_from_a_missing_one(make, form, change, expected):
    bound = make.bound(make.sample(form, {"tables": {"disputes": change}}))

    assert told(bound, "error", "warning") == {expected}


def test_outline_levels_of_a_conversion_open_no_sections(make, form):
    source = make.sample(form)
    extra = (
        make.heading("三是提高解读效能。", 3),
        make.heading("（四）常态化开展监督管理。", 3),
        make.heading("一、存在的困难", 4),
    )
    at = next(n for n, block in enumerate(source.blocks) if isinstance(block, Table))
    bound = make.bound(replace(source, blocks=(*source.blocks[: at - 1], *extra, *source.blocks[at - 1 :])))

    assert [section.id for section in bound.report.sections] == list(form.schema.sections)


@pytest.mark.parametrize("numbers", ["1.2.3.4.5.", "1、2、3、4、5、", "（一）（二）（三）（四）（五）"])
def test_points_of_the_first_section_may_be_numbered_in_any_way(make, form, numbers):
    marks = [numbers[n : n + len(numbers) // 5] for n in range(0, len(numbers), len(numbers) // 5)]
    parts = form.schema.sections["overview"].parts
    text = [f"{mark}{part.label}。按要求开展工作。" for mark, part in zip(marks, parts, strict=True)]
    bound = make.bound(make.sample(form, {"text": {"overview": text}}))

    assert {"heading"} == {part.state for part in bound.report.section("overview").parts}


# Documents that are no report of a form, or only a part of one


def test_a_report_of_years_before_any_form_says_that_there_was_none(make, forms):
    lines = ["青原市财政局2012年政府信息公开工作年度报告", "一、概述", "2012年本局公开信息120条。"]
    bound = make.bound(make.document(*lines))

    assert (bound.due.id, dict(bound.report.tables)) == ("cn-2008", {})
    assert "binding.note" in {remark.key for remark in bound.report.remarks}


def test_a_report_of_a_year_no_form_covers_is_refused_politely(make, forms):
    covering = [form for form in forms if form.years[0] is not None]
    lines = ["青原市财政局2012年政府信息公开工作年度报告", "一、概述", "2012年本局公开信息120条。"]
    result = bind(make.document(*lines), [form for form in covering if form.id != "cn-2014"])

    assert isinstance(result, NotAReport)
    assert result.message.key == "binding.no_form_for_report"


@pytest.mark.parametrize(
    "lines",
    [
        ["青原市财政局2023年政府信息公开工作年度报告", "首页", "政务公开", "打印本页"],
        ["首页", "机构职能", "政策文件", "年报"],
    ],
)
def test_a_web_page_without_its_body_is_told(make, forms, lines):
    page = replace(make.document(*lines), format=FileFormat.HTML)
    result = bind(page, forms)

    assert isinstance(result, NotAReport)
    assert result.message.key == "binding.no_body"


def test_a_web_page_with_other_text_is_no_shell(make, forms):
    page = replace(make.document("关于召开会议的通知", "请各单位按时参加。" * 60), format=FileFormat.HTML)
    result = bind(page, forms)

    assert isinstance(result, NotAReport)
    assert result.message.key == "binding.not_a_report"


def test_a_file_of_pictures_only_is_told(make, forms):
    result = bind(make.document(make.image("扫描0001"), make.image()), forms)

    assert isinstance(result, NotAReport)
    assert result.message.key == "binding.only_pictures"


def test_heads_by_their_order_are_told_as_such(make, form):
    table = make.grid("规章|1|0|5", "行政规范性文件|3|0|101")
    bound = make.bound(make.document(DISCLOSURE, table, "六、其他需要报告的事项", "无。"))

    assert BoundBy.LABEL is bound.report.tables["disclosure"].rows["regulations",].bound_by
    assert make.values(bound, "disclosure")["normative_documents,in_force"] == 101
    assert make.doubts(bound, "disclosure") == ["binding.columns_by_order"]


def test_the_list_of_variations_names_tests_that_exist():
    root = Path(__file__).parents[3]
    named = set(re.findall(r"`(test_\w+)`", (root / "docs" / "variations.md").read_text("utf-8")))
    there = {
        name
        for path in (root / "tests" / "engine").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }

    assert named - there == set()


def test_what_is_undecided_in_one_table_names_no_cell_of_another(make, form):
    changes = {"cells": {"requests": {"received, total": "见附件"}}, "tables": {"disputes": None}}
    bound = make.bound(make.sample(form, changes))
    outcomes = check(bound.report, bound.filled, bound.due).outcomes
    tables = {
        one.rule.id: {use.place.table for use in one.cells}
        for one in outcomes
        if one.rule.id in {"disputes-row-total", "requests-row-total"} and one.status.value == "undetermined"
    }

    assert tables == {"requests-row-total": {"requests"}, "disputes-row-total": set()}


def test_a_block_of_mojibake_states_nothing_and_hides_nothing(make, form):
    garbled = "收到政府信息公开申请5件，全部办结。".encode().decode("latin-1")
    said = "全年共收到政府信息公开申请3件。"
    cells = {"requests": {"received, total": 3}}
    bound = make.bound(make.sample(form, {"text": {"problems": [garbled, said]}, "cells": cells}))

    assert [(one.id, one.value) for one in bound.report.claims if one.section == "problems"] == [
        ("received", 3)
    ]
