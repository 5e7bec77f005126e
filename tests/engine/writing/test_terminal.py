"""What a person reads, as a whole: snapshots at a fixed width, in both languages, with and without colour."""

import io
from dataclasses import replace

import pytest
from gouji.engine.checking.outcomes import Decider, Status
from gouji.engine.writing.cells import cells
from gouji.engine.writing.sheet import Sheet
from gouji.engine.writing.terminal import write_report, write_summary
from gouji.grammar.messages import message
from rich.console import Console

CASES = (
    "one_wrong_cell",
    "open_cause",
    "two_wrong_cells",
    "inexplicable",
    "ranges",
    "statement_at_fault",
    "clean",
    "undecided",
    "unreadable",
)


def written(result, language, width=80):
    sheet = Sheet(width)
    write_report(sheet, result, language)
    write_summary(sheet, [result], language)
    return sheet


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
def test_a_report_reads_so(case, language, request, snapshot):
    assert snapshot == written(request.getfixturevalue(case), language).plain()


def test_a_report_in_colour(one_wrong_cell, snapshot):
    stream = io.StringIO()
    written(one_wrong_cell, "zh").print(
        Console(file=stream, width=80, force_terminal=True, color_system="standard", legacy_windows=False)
    )

    assert snapshot == stream.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("case", CASES)
def test_no_line_is_wider_than_the_terminal(case, width, request):
    lines = written(request.getfixturevalue(case), "zh", width).plain().splitlines()

    assert [line for line in lines if cells(line) > width] == []


def test_a_document_cannot_steer_the_terminal(undecided):
    assert "\x1b" not in written(undecided, "zh").plain()


def test_accepted_findings_are_not_told(one_wrong_cell):
    checked = one_wrong_cell.outcome
    accepted = tuple(replace(finding, status="accepted") for finding in checked.findings)
    result = replace(one_wrong_cell, outcome=replace(checked, findings=accepted, causes=()))

    assert "必须改" not in written(result, "zh").plain()


def test_the_summary_counts_a_cause_once(one_wrong_cell):
    assert "必须改 1 处" in written(one_wrong_cell, "zh").plain()


def test_every_report_is_in_the_summary(one_wrong_cell, clean, unreadable):
    sheet = Sheet(120)
    write_summary(sheet, [one_wrong_cell, clean, unreadable], "en")

    assert (
        sheet.plain() == "3 reports: 1 passed, 1 failed, 1 could not be checked; 1 must change, 1 to verify\n"
    )


def test_a_broken_rule_is_told(clean):
    checked = clean.outcome
    broken = replace(checked.outcomes[0], status=Status.BROKEN, reason=message("writing.all_zero"))
    result = replace(clean, outcome=replace(checked, outcomes=(broken, *checked.outcomes[1:])))

    assert "规则本身有误  均为0" in written(result, "zh").plain()


def test_infos_are_one_line_each(nameless):
    text = written(nameless, "zh").plain()

    assert "提示  没有写明单位  organ-stated" in text
    assert "（没有找到单位名称）  年度不明" in text
    assert "按 馆字〔2030〕7号 格式检查" in text


def test_a_remark_on_the_file_is_told(clean):
    noted = replace(clean.outcome.report, remarks=(message("writing.all_zero"),))

    assert (
        "注意  均为0" in written(replace(clean, outcome=replace(clean.outcome, report=noted)), "zh").plain()
    )


def test_many_alternatives_are_counted(open_cause):
    [cause] = open_cause.outcome.causes
    many = replace(cause, alternatives=cause.alternatives * 5)
    text = written(replace(open_cause, outcome=replace(open_cause.outcome, causes=(many,))), "zh").plain()

    assert "另有 4 种可能" in text


def test_a_certain_cell_with_room_gets_no_single_value(ranges):
    checked = ranges.outcome
    [cause] = checked.causes
    only = replace(cause, unique=True, alternatives=cause.alternatives[1:2], decided=Decider.BOUNDS)
    result = replace(ranges, outcome=replace(checked, causes=(only,)))

    assert "应为 不小于 7 的数" in written(result, "zh").plain()
    assert "只剩这一种改法" in written(result, "zh").plain().replace("\n", "").replace(" ", "")
