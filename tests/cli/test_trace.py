"""``gouji trace``."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = json.loads((ROOT / "engine" / "writing" / "trace.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)


def test_every_part_is_told_with_its_value_and_place(gouji, report):
    run = gouji("trace", "requests-row-total", report("wrong-cell.docx"), "--failed")

    assert run.status == 0
    assert "不通过  必须改  （四）无法提供 › 1.本机关不掌握相关政府信息" in run.out
    assert "总计 = 自然人 + 合计(法人或其他组织)：不成立" in run.out
    assert "自然人 = 3  第2个表格第16行第4格填“3”" in run.out
    assert "5 格均为 0" in run.out


def test_failed_instances_come_first_and_zeros_are_folded(gouji, report):
    out = gouji("trace", "requests-row-total", report("wrong-cell.docx")).out

    assert out.index("不通过") < out.index("\n通过")
    assert "".join(out.split()).endswith("各格均为0")


@pytest.mark.parametrize("name", ["carried_in", "二、上年结转政府信息公开申请数量"])
def test_one_instance_by_its_id_or_label(name, gouji, report):
    out = gouji("trace", "requests-row-total", report("clean.txt"), "--instance", name).out

    assert out.count("总计 = 自然人 + 合计(法人或其他组织)：") == 1


def test_names_are_those_of_the_language(gouji, report):
    out = gouji("trace", "requests-balance", report("clean.txt"), "--instance", "total", "--lang", "en").out

    assert "received + carried_in = handled.total + carried_out: true" in out.replace("：", ": ")
    assert "passed" in out


def test_why_a_rule_did_not_apply(gouji, report):
    out = gouji("trace", "carry-continuity", report("clean.txt")).out

    assert "不适用" in out
    assert "没有提供上年报告" in out


def test_last_years_report_takes_part(gouji, report):
    out = gouji("trace", "carry-continuity", report("clean.txt"), "--previous", report("clean.txt")).out

    assert "不适用" in out


def test_a_disabled_rule_says_so(gouji, report, tmp_path):
    (tmp_path / "off.yaml").write_text(
        "pack: off\nlanguage: 1\nversion: '1'\ntitle: 停用\nextends: [cn-2021]\n"
        "rules:\n  requests-balance: {disabled: 本市不用}\n",
        "utf-8",
    )

    out = gouji("trace", "requests-balance", report("clean.txt"), "--pack", tmp_path / "off.yaml").out

    assert "本市不用" in out


def test_none_failed(gouji, report):
    run = gouji("trace", "requests-balance", report("clean.txt"), "--failed")

    assert run.status == 0
    assert "没有这样的地方" in run.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("requests-blance",), "是不是“requests-balance”？"),
        (("requests-balance", "--instance", "totl"), "是不是“total”？"),
        (("requests-balance", "--instance", "x"), "natural_person"),
        (("requests-balance", "--format", "concise"), "full"),
    ],
)
def test_wrong_usage(arguments, words, gouji, report):
    run = gouji("trace", arguments[0], report("clean.txt"), *arguments[1:])

    assert run.status == 2
    assert words in run.err
    assert run.out == ""


def test_a_file_that_cannot_be_read(gouji, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"")

    assert gouji("trace", "requests-balance", tmp_path / "a.docx").status == 3


@pytest.mark.parametrize(
    "rule",
    ["requests-row-total", "title-format", "claim-received", "preamble-title-mismatch", "section-order"],
)
def test_json_follows_its_schema(rule, gouji, report):
    run = gouji("trace", rule, report("wrong-cell.docx"), "--format", "json")

    assert run.status == 0
    VALID.validate(json.loads(run.out))


def test_json_has_the_parts(gouji, report):
    data = json.loads(
        gouji("trace", "requests-row-total", report("wrong-cell.docx"), "--failed", "--format", "json").out
    )

    (instance,) = data["instances"]
    total, rest = instance["condition"]["parts"]
    assert (instance["condition"]["value"], total["value"], rest["value"]) == (False, "0", "3")
    assert total["cells"][0]["raw"] == "0"
