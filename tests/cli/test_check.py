import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest


def test_a_clean_report_ends_with_0(gouji, report):
    run = gouji("check", report("clean.docx"))

    assert run.status == 0
    assert "通过" in run.out


@pytest.mark.parametrize("name", ["wrong-cell.docx", "wrong-cell.txt"])
def test_a_wrong_cell_ends_with_1_and_is_told_once(name, gouji, report):
    run = gouji("check", report(name))

    assert run.status == 1
    assert "现填 0，应为 3" in run.out
    assert "必须改 1/1" in run.out


def test_the_form_of_another_year_is_told(gouji, report):
    run = gouji("check", report("earlier-form.docx"), "--format", "concise")

    assert run.status == 1
    assert " error template-wrong-year " in run.out


def test_several_paths_and_folders_are_checked_in_order(gouji, report, tmp_path):
    folder = tmp_path / "收件"
    (folder / "b").mkdir(parents=True)
    for name in ("b/2.txt", "1.txt", "~$1.docx", ".hidden"):
        (folder / name).write_text("不是报告", "utf-8")

    run = gouji("check", report("clean.txt"), folder, "--format", "json")

    files = [entry["file"] for entry in json.loads(run.out)["reports"]]
    assert files == [report("clean.txt"), str(folder / "1.txt"), str(folder / "b" / "2.txt")]
    assert run.status == 3


def test_a_file_named_twice_is_checked_once(gouji, report):
    run = gouji("check", report("clean.txt"), report("clean.txt"), "--format", "json")

    assert len(json.loads(run.out)["reports"]) == 1


def test_standard_input(gouji, report, monkeypatch):
    data = Path(report("wrong-cell.docx")).read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    run = gouji("check", "-", "--format", "json")

    assert json.loads(run.out)["reports"][0]["file"] == "-"
    assert run.status == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.docx", b""),
        ("别的.txt", "今天天气很好。".encode()),
        ("假的.docx", b"%PDF-1.7 and more"),
        ("旧的.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_what_cannot_be_read_ends_with_3_and_says_what_to_do(name, content, gouji, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)

    run = gouji("check", path)

    assert run.status == 3
    assert "没法检查" in run.out
    assert "怎么改" in run.out


def test_a_missing_file_ends_with_3(gouji, tmp_path):
    assert gouji("check", tmp_path / "没有.docx").status == 3


def test_an_unreadable_file_beats_findings_and_the_others_are_checked(gouji, report, tmp_path):
    run = gouji("check", tmp_path / "没有.docx", report("wrong-cell.txt"), "--format", "json")

    assert run.status == 3
    assert [entry["status"] for entry in json.loads(run.out)["reports"]] == ["unreadable", "failed"]


def test_an_empty_folder_is_wrong_usage(gouji, tmp_path):
    run = gouji("check", tmp_path)

    assert run.status == 2
    assert "里没有文件" in "".join(run.err.split())


def test_fail_on_never_ends_with_0(gouji, report):
    assert gouji("check", report("wrong-cell.txt"), "--fail-on", "never").status == 0


def test_fail_on_warning_counts_warnings(gouji, report, overlay):
    arguments = ("check", report("clean.txt"), "--pack", overlay)

    assert [gouji(*arguments).status, gouji(*arguments, "--fail-on", "warning").status] == [0, 1]


def test_select_uses_only_what_it_names(gouji, report):
    run = gouji("check", report("wrong-cell.txt"), "--select", "requests-row-total", "--format", "json")

    findings = json.loads(run.out)["reports"][0]["findings"]
    assert {finding["rule"] for finding in findings} == {"requests-row-total"}


def test_ignore_leaves_out_topics_and_ids(gouji, report):
    run = gouji("check", report("wrong-cell.txt"), "--ignore", "table,text", "--ignore", "cell-blank")

    assert run.status == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_wrong_usage_with_a_suggestion(option, gouji, report):
    run = gouji("check", report("clean.txt"), option, "requests-row-totl")

    assert run.status == 2
    assert "是不是“requests-row-total”？" in run.err
    assert run.out == ""


def test_nothing_selected_is_wrong_usage(gouji, report):
    run = gouji("check", report("clean.txt"), "--select", "requests-balance", "--ignore", "requests-balance")

    assert run.status == 2


def test_output_goes_to_a_file(gouji, report, tmp_path):
    target = tmp_path / "结果.txt"

    run = gouji("check", report("wrong-cell.txt"), "--output", target)

    assert "应为 3" in target.read_text("utf-8")
    assert run.out == ""
    assert str(target) in run.err


@pytest.mark.parametrize("form", ["concise", "json"])
def test_every_format_goes_to_a_file(form, gouji, report, tmp_path):
    target = tmp_path / "out"
    on_screen = gouji("check", report("wrong-cell.txt"), "--format", form).out

    gouji("check", report("wrong-cell.txt"), "--format", form, "--output", target)

    assert target.read_text("utf-8") == on_screen


def test_a_report_is_never_written_to(gouji, tmp_path):
    path = tmp_path / "年报.txt"
    path.write_text("内容", "utf-8")

    run = gouji("check", path, "--output", path)

    assert run.status == 2
    assert path.read_text("utf-8") == "内容"


def test_an_output_that_cannot_be_written_is_told(gouji, report, tmp_path):
    run = gouji("check", report("clean.txt"), "--output", tmp_path / "no" / "such" / "folder.txt")

    assert run.status == 2
    assert "写不了文件" in run.err


def test_facts_go_with_json_only(gouji, report):
    assert gouji("check", report("clean.txt"), "--facts").status == 2
    facts = json.loads(gouji("check", report("clean.txt"), "--facts", "--format", "json").out)["reports"][0][
        "facts"
    ]
    assert facts["requests"]["received"]["total"]["value"] == "8"


def test_the_same_facts_from_both_formats(gouji, report):
    def values(name):
        run = gouji("check", report(name), "--facts", "--format", "json")
        facts = json.loads(run.out)["reports"][0]["facts"]
        return {
            (table, row, column): cell["value"]
            for table, rows in facts.items()
            for row, columns in rows.items()
            for column, cell in columns.items()
        }

    assert values("clean.docx") == values("clean.txt")


def test_a_pack_by_path_judges(gouji, report, overlay):
    run = gouji("check", report("clean.txt"), "--pack", overlay, "--format", "json")

    entry = json.loads(run.out)["reports"][0]
    assert entry["pack"]["id"] == "small"
    assert [finding["rule"] for finding in entry["findings"]] == ["few-requests"]


def test_an_unknown_pack_is_wrong_usage(gouji, report):
    run = gouji("check", report("clean.txt"), "--pack", "cn-2012")

    assert run.status == 2
    assert "cn-2021" in run.err


def test_a_pack_that_is_not_there_is_wrong_usage(gouji, report, tmp_path):
    assert gouji("check", report("clean.txt"), "--pack", tmp_path / "none.yaml").status == 2


def test_a_broken_pack_does_not_judge(gouji, report, faulty):
    run = gouji("check", report("clean.txt"), "--pack", faulty)

    assert run.status == 2
    assert run.out == ""
    assert "faulty.yaml:13" in run.err


@pytest.mark.parametrize("year", ["21", "二〇二一", "20211"])
def test_a_year_has_four_digits(year, gouji, report):
    assert gouji("check", report("clean.txt"), "--year", year).status == 2


def test_the_year_can_be_given(gouji, report):
    run = gouji("check", report("clean.txt"), "--year", "2024", "--format", "json")

    assert json.loads(run.out)["reports"][0]["year"] == 2024


@pytest.mark.parametrize("pair", ["deadline", "no-such=3"])
def test_unknown_parameters_are_wrong_usage(pair, gouji, report):
    assert gouji("check", report("clean.txt"), "--set", pair).status == 2


@pytest.mark.parametrize(
    "arguments",
    [("--format", "xml"), ("--fail-on", "worse"), ("--stage", "草稿"), ("--lang", "fr")],
)
def test_an_unknown_choice_names_the_known_ones(arguments, gouji, report):
    run = gouji("check", report("clean.txt"), *arguments)

    assert run.status == 2
    assert "可以写：" in run.err


def test_english_is_complete(gouji, report):
    run = gouji("check", report("wrong-cell.txt"), "--lang", "en")

    assert "must change 1/1" in run.out
    assert "should be 3" in run.out


def test_the_environment_chooses_the_language(gouji, report, monkeypatch):
    monkeypatch.setenv("GOUJI_LANG", "en")

    assert "must change" in gouji("check", report("wrong-cell.txt")).out
    assert "必须改" in gouji("check", report("wrong-cell.txt"), "--lang", "zh").out


def test_colour_can_be_forced_and_forbidden(gouji, report, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in gouji("check", report("wrong-cell.txt")).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in gouji("check", report("wrong-cell.txt")).out


def test_the_width_follows_the_environment(gouji, report, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    narrow = gouji("check", report("earlier-form.txt")).out
    monkeypatch.setenv("COLUMNS", "100")

    assert len(narrow.splitlines()) > len(gouji("check", report("earlier-form.txt")).out.splitlines())


def test_two_runs_say_the_same(gouji, report):
    arguments = ("check", Path(report("clean.txt")).parent, "--format", "json", "--facts")

    assert gouji(*arguments).out == gouji(*arguments).out


def test_a_rule_that_breaks_ends_with_2(gouji, report, monkeypatch):
    from dataclasses import replace

    from gouji.engine.checking.outcomes import Status
    from gouji.engine.office import examining
    from gouji.grammar.messages import message

    genuine = examining.check_bound

    def breaking(*arguments):
        checked = genuine(*arguments)
        first = replace(checked.outcomes[0], status=Status.BROKEN, reason=message("writing.all_zero"))
        return replace(checked, outcomes=(first, *checked.outcomes[1:]))

    monkeypatch.setattr(examining, "check_bound", breaking)
    run = gouji("check", report("clean.txt"))

    assert run.status == 2
    assert "规则本身有误" in run.out


def test_a_run_stopped_from_the_keyboard_is_no_traceback(gouji, report, monkeypatch):
    from gouji.engine.office import examining

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(examining, "check_bound", stop)
    run = gouji("check", report("clean.txt"))

    assert run.status == 130
    assert "已中断：检查完 0 份，还有 1 份没有检查" in run.err


def test_parameters_can_be_set(gouji, report, tmp_path):
    pack = tmp_path / "limits.yaml"
    pack.write_text(
        """\
pack: limits
language: 1
version: "1"
title: 有参数的规则包
extends: [cn-2021]
parameters:
  most: {type: number, default: "5", name: 上限}
  mode: {type: text, default: 宽, choices: [宽, 严]}
rules:
  many:
    title: 申请太多
    severity: warning
    ground: plausibility
    topic: table
    basis: {document: null}
    check: 依申请[新收, 总计] ≤ 上限
    help: 核对。
    examples: {pass: [{}], fail: [{cells: {requests: {"received, total": 9}}}]}
""",
        "utf-8",
    )

    def rules(*settings):
        run = gouji("check", report("clean.txt"), "--pack", pack, "--format", "json", *settings)
        return run.status, run.out and [
            finding["rule"] for finding in json.loads(run.out)["reports"][0]["findings"]
        ]

    assert rules() == (0, ["many"])
    assert rules("--set", "上限=20") == (0, [])
    assert rules("--set", "most=20", "--set", "mode=严") == (0, [])
    assert rules("--set", "mode=松") == (2, "")
