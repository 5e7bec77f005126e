"""``gouji pack diff`` and ``gouji pack show`` as their user runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # whole runs of the program

SHIPPED = Path(__file__).parent.parent.parent / "rules" / "packs" / "cn-2021"
RULE = """
  new-demand:
    title: 没有提到新要求
    severity: error
    ground: requirement
    topic: text
    check: |
      总体情况 提到 “某项新要求”
"""


@pytest.fixture
def newer(tmp_path):
    folder = tmp_path / "newer"
    shutil.copytree(SHIPPED, folder)
    file = folder / "rules.yaml"
    file.write_text(file.read_text("utf-8").rstrip() + "\n" + RULE, "utf-8")
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_differences_are_told_in_words(gouji, newer, lang):
    run = gouji("pack", "diff", "cn-2021", newer, "--lang", lang)

    assert run.status == 0
    assert "+ new-demand" in run.out
    assert "某项新要求" in run.out


def test_reports_that_come_out_otherwise_are_told(gouji, newer, report):
    run = gouji("pack", "diff", "cn-2021", newer, "--reports", report("clean.docx"), "--format", "json")

    [found] = json.loads(run.out)["reports"]
    assert (found["old"], found["new"], found["differs"]) == ("passed", "failed", True)
    assert [one["rule"] for one in found["come"]] == ["new-demand"]
    assert found["gone"] == found["regraded"] == []


def test_reports_are_told_in_the_terminal(gouji, newer, report, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no document")

    run = gouji("pack", "diff", "cn-2021", newer, "--reports", report("clean.docx"), "--reports", broken)

    assert "2 份报告中，1 份的结果不同" in run.out
    assert "通过 → 不通过" in run.out


def test_pack_and_itself_do_not_differ(gouji):
    assert "没有区别" in gouji("pack", "diff", "cn-2021", "cn-2021").out


def test_forms_of_two_years_differ_in_rows_and_columns(gouji):
    run = gouji("pack", "diff", "cn-2019", "cn-2021", "--format", "json")

    found = {(one["area"], one["change"], one["id"]) for one in json.loads(run.out)["differences"]}
    assert {
        ("row", "added", "requests/handled.other.fee_unpaid"),
        ("row", "removed", "disclosure/procurement"),
        ("column", "added", "disclosure/in_force"),
    } <= found


@pytest.mark.parametrize(
    "arguments",
    [
        ("cn-2021", "cn-2022"),
        ("cn-common", "cn-2021", "--reports", "."),
        ("cn-2021", "cn-2021", "--format", "x"),
    ],
)
def test_wrong_usage_ends_with_two(gouji, arguments):
    assert gouji("pack", "diff", *arguments).status == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pack_is_shown_with_its_form(gouji, lang):
    run = gouji("pack", "show", "cn-2021", "--lang", lang)

    assert run.status == 0
    assert "handled.denied.state_secret" in run.out
    assert "requests-row-total" not in run.out
    assert max(map(len, run.out.splitlines())) <= 80


def test_rules_are_shown_in_words_when_asked_for(gouji):
    run = gouji("pack", "show", "cn-2021", "--rules")

    assert "requests-row-total" in run.out
    assert "的每一行" in run.out


def test_unknown_pack_is_told(gouji):
    run = gouji("pack", "show", "cn-2012")

    assert run.status == 2
    assert "cn-2021" in run.err
