"""A table that was not read soundly is uncertain, and its failures say so; a sound one is not doubted."""

from dataclasses import replace

import pytest
from gouji.engine.binding.binding import Bound, NotAReport, bind
from gouji.engine.checking.checking import check
from gouji.engine.checking.doubts import by_name, with_doubt
from gouji.engine.checking.others import Other
from gouji.engine.checking.outcomes import CellPlace, CellUse, ReportStatus, Status
from gouji.engine.reading.document import FileFormat, Remark, Table
from gouji.grammar.catalogue import render
from gouji.rules.pack import Severity

REQUESTS = "三、收到和处理政府信息公开申请情况"
DISCLOSURE = "二、主动公开政府信息情况"
LAST = ("六、其他需要报告的事项", "无其他需要报告的事项。")
HEADS = "自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计"


def checked(bound):
    return check(bound.report, bound.filled, bound.due)


def told(bound):
    return {(one.rule.id, one.severity) for one in checked(bound).findings}


def without_row(make, source, label):
    def change(table):
        gone = {cell.row for cell in table.cells if cell.text.startswith(label)}
        return replace(table, cells=tuple(cell for cell in table.cells if cell.row not in gone))

    return make.with_tables(source, change)


def relabelled(make, source, change):
    def changed(table):
        return replace(table, cells=tuple(replace(cell, text=change(cell.text)) for cell in table.cells))

    return make.with_tables(source, changed)


def test_a_sound_grid_without_a_row_lacks_the_row(make, form):
    bound = make.bound(without_row(make, make.sample(form), "四、结转"))

    assert make.doubts(bound, "requests") == []
    assert ("table-row-missing", Severity.ERROR) in told(bound)


@pytest.mark.parametrize("kind", [FileFormat.PDF, FileFormat.MARKDOWN, FileFormat.TEXT])
def test_a_row_that_a_conversion_may_have_lost_is_doubted(make, form, kind):
    bound = make.bound(replace(without_row(make, make.sample(form), "四、结转"), format=kind))

    assert make.doubts(bound, "requests") == ["binding.rows_incomplete"]
    assert ("table-row-missing", Severity.WARNING) in told(bound)
    assert ("table-row-missing", Severity.ERROR) not in told(bound)


def test_a_column_that_a_conversion_may_have_lost_is_doubted(make, form):
    source = make.sample(form, {"columns": {"requests": {"organisations.welfare": None}}})

    assert make.doubts(make.bound(source), "requests") == []
    assert make.doubts(make.bound(replace(source, format=FileFormat.PDF)), "requests") == [
        "binding.columns_incomplete"
    ]


def test_a_column_in_whose_place_another_stands_is_doubted(make, form):
    bound = make.bound(relabelled(make, make.sample(form), lambda text: text.replace("现行有效件数", "数额")))
    doubts = make.doubts(bound, "disclosure")

    assert doubts in (["binding.columns_by_order"], ["binding.columns_unknown"])
    assert Severity.ERROR not in {severity for _, severity in told(bound)}


def test_many_damaged_labels_are_more_than_slips(make, form):
    bound = make.bound(
        relabelled(
            make, make.sample(form), lambda text: text[:-2] if text[:2] in {"1.", "2.", "3."} else text
        )
    )

    assert "binding.labels_damaged" in make.doubts(bound, "requests")


def test_a_text_in_one_cell_is_the_fault_of_the_report(make, form):
    source = make.sample(form, {"cells": {"disputes": {"review, upheld": "见附件"}}})
    bound = make.bound(source)

    assert make.doubts(bound, "disputes") == []
    assert ("cell-nonnumeric", Severity.ERROR) in told(bound)


def test_a_text_in_one_cell_of_a_conversion_is_doubted(make, form):
    source = make.sample(form, {"cells": {"disputes": {"review, upheld": "l0"}}})
    bound = make.bound(replace(source, format=FileFormat.PDF))

    assert make.doubts(bound, "disputes") == ["binding.values_unreadable"]
    assert ("cell-nonnumeric", Severity.WARNING) in told(bound)


def test_many_cells_that_do_not_parse_are_doubted_in_any_format(make, form):
    cells = {f"{row}, {column}": "l0" for row in ("review", "direct_suit") for column in ("upheld", "other")}
    bound = make.bound(make.sample(form, {"cells": {"disputes": cells}}))

    assert make.doubts(bound, "disputes") == ["binding.values_unreadable"]


def test_a_failed_sum_of_columns_told_by_order_only_demands_nothing(make):
    table = make.grid("类别|甲|乙|丙|丁|戊|己|庚", "一、本年新收政府信息公开申请数量|3|0|0|0|0|0|9")
    bound = make.bound(make.document(REQUESTS, table, *LAST), year=2023)
    result = checked(bound)
    [sums] = [one for one in result.findings if one.rule.id == "requests-row-total"]

    assert make.doubts(bound, "requests")[0] == "binding.columns_by_order"
    assert sums.severity is Severity.WARNING
    assert "也可能由转换造成" in render(sums.message, "zh")
    assert "conversion" in render(sums.message, "en")
    assert not any(cause.unique for cause in result.causes)
    assert "binding.table_uncertain" in [remark.key for remark in bound.report.remarks]


def test_a_damaged_label_in_a_pdf_is_one_step_lower_and_says_so(make, form):
    source = relabelled(
        make,
        make.sample(form),
        lambda text: text.replace("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
    )
    in_word, in_pdf = make.bound(source), make.bound(replace(source, format=FileFormat.PDF))

    assert ("table-label-altered", Severity.WARNING) in told(in_word)
    assert ("table-label-altered", Severity.INFO) in told(in_pdf)
    [finding] = [one for one in checked(in_pdf).findings if one.rule.id == "table-label-altered"]
    assert "也可能由转换造成" in render(finding.message, "zh")


def test_sections_out_of_order_in_a_pdf_may_be_the_conversion(make, form):
    order = ["overview", "requests", "disclosure", "disputes", "problems", "other"]
    source = make.sample(form, {"order": order})

    assert ("section-order", Severity.ERROR) in told(make.bound(source))
    assert ("section-order", Severity.WARNING) in told(make.bound(replace(source, format=FileFormat.PDF)))


def test_only_failures_are_doubted(make, form):
    bound = make.bound(make.sample(form))
    outcomes = [one for one in checked(bound).outcomes if one.status is Status.PASSED]

    assert outcomes[0] is with_doubt(outcomes[0], {"self": bound.report}, form.schema)


@pytest.mark.parametrize("place", ["previous", "members"])
def test_the_other_report_may_be_the_one_that_was_misread(make, form, place):
    cells = {"requests": {"received, total": 5, "received, natural_person": 5}}
    bound = make.bound(make.sample(form))
    lost = without_row(make, make.sample(form, {"cells": cells}), "二、上年结转")
    other = make.bound(replace(lost, format=FileFormat.PDF)).report
    member = place == "members"
    names = by_name(bound.report, None if member else Other(other), [other] if member else [])
    name = next(one for one in names if one != "self")
    use = CellUse(
        CellPlace(name, "requests", ("received",), ("total",)),
        other.tables["requests"].facts[("received",), ("total",)],
    )
    outcome = next(one for one in checked(bound).outcomes if one.status is Status.PASSED)
    failed = replace(outcome, status=Status.FAILED, severity=Severity.ERROR, instance="", cells=(use,))
    doubted = with_doubt(failed, names, form.schema)

    assert doubted.severity is Severity.WARNING
    assert render(doubted.reason, "zh").startswith(f"“{other.name}”的")


# What is cut off


def test_an_excerpt_is_told_once_and_lacks_nothing(make, form):
    table = make.grid("信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|0|0|0")
    bound = make.bound(make.document("（节选）", "（二）依申请公开情况。收到4件。", DISCLOSURE, table))
    result = checked(bound)

    assert bound.report.excerpt
    assert result.findings == ()
    assert result.status is ReportStatus.INCOMPLETE
    open_ones = {one.reason.key for one in result.outcomes if one.status is Status.UNDETERMINED}
    assert open_ones == {"checking.excerpt"}


def test_what_an_excerpt_does_say_is_judged(make, form):
    lines = ["（节选）", "一、总体情况", "[image: 未命名1]公开信息12条。"]

    assert {rule for rule, _ in told(make.bound(make.document(*lines)))} == {"docx-residue"}


def test_a_short_section_of_an_excerpt_may_go_on(make):
    bound = make.bound(make.document("五、存在的主要问题及改进情况", "更新不够", "（节选）"))

    assert "problems-empty" not in {rule for rule, _ in told(bound)}


def cut(make, source, row):
    """The document up to a row of the table of requests."""
    at = next(
        n for n, block in enumerate(source.blocks) if isinstance(block, Table) and block.column_count == 10
    )
    table = source.blocks[at]
    kept = tuple(
        replace(cell, row_span=min(cell.row_span, row - cell.row)) for cell in table.cells if cell.row < row
    )
    return replace(source, blocks=(*source.blocks[:at], replace(table, cells=kept, row_count=row)))


def test_a_document_that_ends_inside_a_table_is_cut_off(make, form):
    bound = make.bound(cut(make, make.sample(form), 9))

    assert bound.report.excerpt
    assert Severity.ERROR not in {severity for _, severity in told(bound)}


def test_text_before_a_table_does_not_hide_that_it_is_cut_off(make, form):
    source = make.sample(form, {"text": {"requests": ["本年度收到的申请均按时答复。"]}})

    assert make.bound(cut(make, source, 9)).report.excerpt


def test_a_document_that_ends_after_a_whole_table_is_not_cut_off(make, form):
    source = make.sample(form)
    at = next(
        n for n, block in enumerate(source.blocks) if isinstance(block, Table) and block.column_count == 10
    )
    bound = make.bound(replace(source, blocks=source.blocks[: at + 1]))

    assert not bound.report.excerpt
    assert ("section-missing", Severity.ERROR) in told(bound)


def test_an_elision_in_a_whole_report_makes_no_excerpt(make, form):
    source = make.sample(form, {"text": {"overview": ["（一）主动公开。更新门户网站栏目。", "[…]"]}})

    assert not make.bound(source).report.excerpt


@pytest.mark.parametrize("values", [["0", "0"], ["", ""], []])
def test_what_is_left_of_a_row_is_not_judged(make, values):
    rows = [
        HEADS.split("|"),
        ["一、本年新收政府信息公开申请数量", *"3000003"],
        ["二、上年结转政府信息公开申请数量", *values],
    ]
    bound = make.bound(make.document("（节选）", REQUESTS, make.listed(rows)))
    facts = bound.report.tables["requests"].facts

    assert {row for row, _ in facts} == {("received",)}
    assert make.doubts(bound, "requests") == []
    assert told(bound) == set()


# What could not be read


def test_tables_without_lines_are_told_from_missing_ones(make, form):
    blocks = tuple(block for block in make.sample(form).blocks if not isinstance(block, Table))
    source = replace(
        make.sample(form), blocks=blocks, format=FileFormat.PDF, remarks=(Remark.BORDERLESS_TABLES,)
    )
    bound = make.bound(source)
    result = checked(bound)

    assert set(bound.report.unread) == {"disclosure", "requests", "disputes"}
    assert "table-missing" not in {one.rule.id for one in result.findings}
    reasons = [one.reason for one in result.outcomes if one.rule.id == "table-missing"]
    assert {"binding.unread_borderless_tables"} == {reason.key for reason in reasons}
    assert "没有框线" in render(reasons[0], "zh")


def test_an_overlay_keeps_the_name_of_its_form(make, form, forms):
    overlay = replace(form, id="town", lineage=(form.id, *form.lineage), overlays=("town",))
    bound = bind(make.sample(form), (overlay, *forms))

    assert (bound.filled.id, bound.due.id) == ("town", "town")
    assert {table.form for table in bound.report.tables.values()} == {"cn-2021"}
    assert "template-wrong-year" not in {rule for rule, _ in told(bound)}


def test_an_excerpt_without_a_heading_is_told_by_its_points(make, forms):
    bound = bind(make.document("（节选）", "（二）依申请公开情况。本年度收到申请4件。"), forms)

    assert isinstance(bound, Bound)
    assert bound.report.excerpt
    assert told(bound) == set()


def test_an_excerpt_of_something_else_is_no_report(make, forms):
    assert isinstance(bind(make.document("（节选）", "白菜一棵。"), forms), NotAReport)


def test_a_table_of_something_else_is_not_taken_for_a_picture(make, forms):
    result = bind(make.document(make.image(), make.grid("菜名|价格", "白菜|3")), forms)

    assert isinstance(result, NotAReport)
    assert result.message.key == "binding.not_a_report"


def test_a_table_of_which_an_excerpt_shows_only_heads(make):
    table = make.grid("信息内容|本年制发件数|本年废止件数|现行有效件数")
    bound = make.bound(make.document("（节选）", DISCLOSURE, table))

    assert bound.report.tables["disclosure"].facts == {}
    assert told(bound) == set()


def test_a_table_followed_by_a_later_section_is_not_cut_off(make, form):
    order = ["overview", "disputes", "problems", "other", "disclosure", "requests"]
    source = make.sample(form, {"order": order, "text": {"tail": []}})
    bound = make.bound(cut(make, source, 9))

    assert not bound.report.excerpt
