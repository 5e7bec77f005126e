"""Accepted findings, baselines, and the command that accepts."""

import io
import json
import re
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from gouji.cli import accepting
from gouji.engine.office.settings import OfficeSettings
from gouji.engine.pipeline import check_file
from gouji.engine.writing.ledger_run import LedgerSource, run_ledger
from gouji.engine.writing.results import Result
from gouji.rules.library import Library
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = json.loads((ROOT / "engine" / "writing" / "report.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)
ORGAN = "云江市青禾区文化和旅游局"
ROW_TOTAL = """\
accepted:
  - rule: requests-row-total
    organ: 云江市青禾区文化和旅游局
    cell: 依申请[本机关不掌握相关政府信息, 总计]
    value: "0"
    reason: 台账核实
    who: 张三
    until: 2027-01-31
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one report that has one wrong cell, on a day of January 2027."""
    monkeypatch.setattr(accepting, "today", lambda: date(2027, 1, 20))
    shutil.copy(ROOT / "examples" / "reports" / "wrong-cell.docx", tmp_path / "a.docx")
    return tmp_path


def checked(gouji, folder, *arguments):
    run = gouji("check", folder / "a.docx", "--format", "json", *arguments)
    data = json.loads(run.out)
    VALID.validate(data)
    return run, data["reports"][0]


def states(entry):
    return {finding["rule"]: finding["status"] for finding in entry["findings"]}


def test_an_entry_accepts_the_finding_it_names(gouji, folder):
    (folder / "waivers.yaml").write_text(ROW_TOTAL, "utf-8")

    run, entry = checked(gouji, folder)

    assert states(entry) == {
        "requests-row-total": "accepted",
        "requests-column-total": "new",
        "claim-category": "new",
    }
    accepted = entry["findings"][0]["accepted"]
    assert (accepted["by"], accepted["reason"], accepted["who"], accepted["until"], accepted["line"]) == (
        "waiver",
        "台账核实",
        "张三",
        "2027-01-31",
        2,
    )
    assert json.loads(run.out)["summary"]["accepted"] == 1
    assert json.loads(run.out)["summary"]["error"] == 2
    assert entry["notices"] == []
    assert run.status == 1


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (('value: "0"', 'value: "1"'), "waiver-changed", "当时“1”，现在“0”"),
        (("until: 2027-01-31", "until: 2027-01-19"), "waiver-expired", "2027-01-19"),
        (("    reason: 台账核实\n", ""), "waiver-no-reason", "没有写理由"),
        (("reason: 台账核实", "reason: 　？"), "waiver-no-reason", "没有写理由"),
        (('    value: "0"\n', ""), "waiver-no-value", "现在是“0”"),
        (("requests-row-total", "requests-balance"), "waiver-unmatched", "找不到对应的问题"),
        (("requests-row-total", "requests-row-totl"), "waiver-unmatched", "是不是“requests-row-total”"),
        (("依申请[本", "依申请[木"), "waiver-unmatched", "单元格"),
    ],
)
def test_an_entry_that_does_not_hold_is_told_with_its_place(change, code, words, gouji, folder):
    (folder / "waivers.yaml").write_text(ROW_TOTAL.replace(*change), "utf-8")

    _, entry = checked(gouji, folder)

    assert set(states(entry).values()) == {"new"}
    (notice,) = entry["notices"]
    assert (notice["code"], notice["line"]) == (code, 2)
    assert words in notice["message"]


def test_the_last_day_still_counts(gouji, folder):
    (folder / "waivers.yaml").write_text(ROW_TOTAL.replace("2027-01-31", "2027-01-20"), "utf-8")

    assert states(checked(gouji, folder)[1])["requests-row-total"] == "accepted"


def test_an_entry_about_another_report_is_counted_not_told(gouji, folder):
    (folder / "waivers.yaml").write_text(ROW_TOTAL.replace(ORGAN, "云江市青禾区财政局"), "utf-8")

    run, entry = checked(gouji, folder)

    assert entry["notices"] == []
    assert "1 条与所查的报告无关" in run.err


def test_an_entry_may_name_files_by_a_pattern(gouji, folder):
    (folder / "已说明.yaml").write_text(ROW_TOTAL.replace(f"organ: {ORGAN}", 'file: "*.docx"'), "utf-8")

    assert states(checked(gouji, folder)[1])["requests-row-total"] == "accepted"


def test_an_entry_that_does_not_hold_counts_as_a_warning(gouji, folder):
    gouji("waive", folder / "a.docx", "--all", "--reason", "核实", "--who", "张三")
    text = (folder / "waivers.yaml").read_text("utf-8")
    (folder / "waivers.yaml").write_text(
        text + "  - {rule: requests-balance, file: a.docx, instance: total, reason: 核实}\n", "utf-8"
    )

    assert checked(gouji, folder)[0].status == 0
    assert checked(gouji, folder, "--fail-on", "warning")[0].status == 1


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("accepted:\n  - rule: a\n    file: b\n    resaon: c\n", "pack.unknown_key", 4),
        ("accepted:\n  - rule: a\n", "accepted.no_report", 2),
        ("accepted:\n  - file: a\n", "pack.missing_key", 2),
        ("- rule: a\n  file: b\n  until: 2027年\n", "accepted.bad_date", 3),
        ("- rule: a\n  file: b\n  cell: 总计\n", "accepted.bad_cell", 3),
        ("- rule: a\n  file: b\n  cell: t[r, c]\n  instance: x\n", "accepted.several_names", 3),
        ("just words\n", "pack.expected_list", 1),
        ("accepted: [\n", "pack.yaml", 2),
    ],
)
def test_faults_of_the_file_are_pointed_at(text, code, line, gouji, folder):
    (folder / "waivers.yaml").write_text(text, "utf-8")

    run = gouji("check", folder / "a.docx")

    assert run.status == 2
    assert run.out == ""
    assert code.partition(".")[2] in run.err
    assert f"waivers.yaml:{line}:" in run.err


def test_accepted_findings_are_folded_and_listed_on_request(gouji, folder):
    (folder / "waivers.yaml").write_text(ROW_TOTAL, "utf-8")

    assert "已说明 1 处（--show-accepted 逐条列出）" in gouji("check", folder / "a.docx").out
    assert "理由：台账核实、说明人：张三" in gouji("check", folder / "a.docx", "--show-accepted").out
    assert (
        "reason: 台账核实, by 张三"
        in gouji("check", folder / "a.docx", "--show-accepted", "--lang", "en").out
    )


def test_waive_lists_findings_with_their_fingerprints(gouji, folder):
    run = gouji("waive", folder / "a.docx")

    assert run.status == 0
    assert len(re.findall(r"^[0-9a-f]{16}  ", run.out, re.MULTILINE)) == 3
    assert not (folder / "waivers.yaml").exists()


def test_what_waive_writes_is_what_check_accepts(gouji, folder):
    run = gouji("waive", folder / "a.docx", "--all", "--reason", "核实: 无误", "--who", "张三")

    assert run.status == 0
    done, entry = checked(gouji, folder)
    assert set(states(entry).values()) == {"accepted"}
    assert entry["notices"] == []
    assert (entry["status"], done.status) == ("passed", 0)


def test_waive_takes_the_beginning_of_a_fingerprint_and_rules(gouji, folder):
    _, entry = checked(gouji, folder)
    short = entry["findings"][0]["fingerprint"][:6]

    gouji(
        "waive", short, "requests-column-total:total", folder / "a.docx", "--reason", "核实", "--who", "张三"
    )

    assert list(states(checked(gouji, folder)[1]).values()) == ["accepted", "accepted", "new"]


def test_waive_keeps_what_people_wrote(gouji, folder):
    text = (
        "# 我们的说明\naccepted:\n\n    - rule: requests-balance   # 旧的\n"
        "      file: b.docx\n      reason: 核实\n"
    )
    (folder / "waivers.yaml").write_text(text, "utf-8")

    gouji("waive", "requests-row-total", folder / "a.docx", "--reason", "核实", "--who", "张三")

    written = (folder / "waivers.yaml").read_text("utf-8")
    assert written.startswith(text)
    assert "\n    - rule: requests-row-total\n      organ: " in written
    assert states(checked(gouji, folder)[1])["requests-row-total"] == "accepted"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("0000", "--reason", "a", "--who", "b"), "没有“0000”这个问题"),
        (("requests-row-totl", "--reason", "a", "--who", "b"), "requests-row-total"),
        (("--all", "--reason", " ", "--who", "b"), "--reason"),
        (("--all", "--reason", "a"), "--who"),
        (("--all", "--reason", "a", "--who", "b", "--until", "明年"), "--until"),
    ],
)
def test_waive_says_what_is_missing(arguments, words, gouji, folder):
    run = gouji("waive", *arguments, folder / "a.docx")

    assert run.status == 2
    assert words in run.err
    assert not (folder / "waivers.yaml").exists()


def test_waive_leaves_a_file_alone_that_it_cannot_add_to(gouji, folder):
    text = "accepted: [{rule: a, file: b}]\n"
    (folder / "waivers.yaml").write_text(text, "utf-8")

    run = gouji("waive", "--all", folder / "a.docx", "--reason", "a", "--who", "b")

    assert run.status == 2
    assert (folder / "waivers.yaml").read_text("utf-8") == text


def test_waive_says_why_a_file_cannot_be_read(gouji, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"")

    assert gouji("waive", tmp_path / "a.docx").status == 3


def test_a_baseline_leaves_only_what_is_new(gouji, folder):
    target = folder / "baseline.json"

    checked(gouji, folder, "--write-baseline", target)
    run, entry = checked(gouji, folder, "--baseline", target)

    assert set(states(entry).values()) == {"accepted"}
    assert entry["findings"][0]["accepted"]["by"] == "baseline"
    assert (entry["fixed"], run.status) == (0, 0)


def test_a_baseline_has_one_line_a_finding_in_order(gouji, folder):
    target = folder / "baseline.json"

    checked(gouji, folder, "--write-baseline", target)

    head, *lines, end = target.read_text("utf-8").splitlines()
    assert head.startswith('{"schema": 1, "gouji": "0.')
    assert end == "]}"
    assert [json.loads(line.rstrip(","))["rule"] for line in lines] == [
        "claim-category",
        "requests-column-total",
        "requests-row-total",
    ]


def test_what_is_gone_since_the_baseline_is_counted(gouji, folder):
    target = folder / "baseline.json"
    checked(gouji, folder, "--write-baseline", target)
    text = target.read_text("utf-8")
    line = next(line for line in text.splitlines() if "requests-row-total" in line)
    more = line.replace("handled.unavailable.not_held", "received")
    more = re.sub(r'"fingerprint": "\w+"', '"fingerprint": "0123456789abcdef"', more)
    target.write_text(text.replace(line, f"{line},\n{more}"), "utf-8")

    _, entry = checked(gouji, folder, "--baseline", target)

    assert entry["fixed"] == 1
    assert "上次的问题已改 1 处" in gouji("check", folder / "a.docx", "--baseline", target).out
    assert checked(gouji, folder, "--baseline", target, "--select", "claim-category")[1]["fixed"] == 0


@pytest.mark.parametrize("text", ["", "[]", '{"schema": 2, "gouji": "1", "findings": []}', '{"findings": 3}'])
def test_what_is_no_baseline_is_refused(text, gouji, folder):
    (folder / "b.json").write_text(text, "utf-8")

    run = gouji("check", folder / "a.docx", "--baseline", folder / "b.json")

    assert run.status == 2
    assert "b.json" in run.err


def test_files_about_the_work_are_no_reports(gouji, folder):
    (folder / "waivers.yaml").write_text(ROW_TOTAL, "utf-8")
    (folder / "gouji.toml").write_text('[check]\nbaseline = "base.json"\n', "utf-8")
    (folder / "base.json").write_text('{"schema": 1, "gouji": "0", "findings": []}', "utf-8")

    run = gouji("check", folder, "--format", "json")

    assert [Path(entry["file"]).name for entry in json.loads(run.out)["reports"]] == ["a.docx"]


def test_rows_returned_in_a_ledger_are_a_baseline(gouji, report, tmp_path):
    result = Result("a.txt", check_file(Path(report("wrong-cell.txt")), Library()))
    run = run_ledger([result], LedgerSource(None, "审核台账.xlsx"), OfficeSettings(), "zh")
    book = openpyxl.load_workbook(io.BytesIO(run.file))
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if any(cell.value == "处理" for cell in row))
    column = next(cell.column for cell in head if cell.value == "处理")
    ledger = tmp_path / "审核台账.xlsx"
    book.save(ledger)
    before = gouji("check", report("wrong-cell.txt"), "--baseline", ledger)
    sheet.cell(head[0].row + 1, column, "退回")
    book.save(ledger)
    after = gouji("check", report("wrong-cell.txt"), "--baseline", ledger)

    assert (before.status, after.status) == (1, 0)


def test_a_workbook_that_is_no_ledger_is_no_baseline(gouji, report, tmp_path):
    openpyxl.Workbook().save(tmp_path / "a.xlsx")

    assert gouji("check", report("clean.txt"), "--baseline", tmp_path / "a.xlsx").status == 2
