"""Amendments and packs in newer versions, as a run of the program meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

SHIPPED = Path(__file__).parent.parent.parent / "rules" / "packs" / "cn-2021"
LIST = """\
amendments:
  - rule: requests-row-total
    withdraw: true
    reason: 口径有误
    date: 2020-03-01
    by: 某市政务公开办
"""


@pytest.fixture
def work(tmp_path, report):
    folder = tmp_path / "work" / "reports"
    folder.mkdir(parents=True)
    shutil.copy(report("wrong-cell.docx"), folder / "a.docx")
    return folder


def amendments(run) -> list[dict]:
    return json.loads(run.out)["reports"][0]["pack"]["amendments"]


def test_list_above_the_reports_applies_by_itself_and_is_named(gouji, work):
    before = gouji("check", work)
    (work.parent / "更正单.yaml").write_text(LIST, "utf-8")

    run = gouji("check", work)

    assert "requests-row-total" in before.out
    assert "撤回规则 requests-row-total：口径有误" in run.out.replace("\n      ", "")
    assert "更正单.yaml" in run.err


def test_withdrawn_rule_finds_nothing_and_json_names_it(gouji, work):
    (work / "amendments.yaml").write_text(LIST, "utf-8")

    run = gouji("check", work, "--format", "json")

    found = {finding["rule"] for finding in json.loads(run.out)["reports"][0]["findings"]}
    assert "requests-row-total" not in found
    [entry] = amendments(run)
    assert (
        entry["rules"],
        entry["withdrawn"],
        entry["by"],
        entry["line"],
    ) == (["requests-row-total"], True, "某市政务公开办", 2)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_amendments_reach_other_processes(gouji, work, jobs):
    (work / "更正单.yaml").write_text(LIST, "utf-8")
    shutil.copy(work / "a.docx", work / "b.docx")

    run = gouji("check", work, "--jobs", jobs, "--format", "json")

    reports = json.loads(run.out)["reports"]
    assert len(reports) == 2
    assert all(one["pack"]["amendments"] for one in reports)
    assert not any(found["rule"] == "requests-row-total" for one in reports for found in one["findings"])


def test_given_list_is_used_instead(gouji, work, tmp_path):
    (work / "更正单.yaml").write_text(LIST, "utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(LIST.replace("requests-row-total", "requests-balance"), "utf-8")

    run = gouji("check", work, "--amendments", other, "--format", "json")

    assert [one["rules"] for one in amendments(run)] == [["requests-balance"]]


def test_missing_or_faulty_list_ends_the_run(gouji, work):
    missing = gouji("check", work, "--amendments", work / "none.yaml")
    (work / "更正单.yaml").write_text(LIST.replace("row-total", "row-totl"), "utf-8")
    faulty = gouji("check", work)

    assert [missing.status, faulty.status] == [2, 2]
    assert "requests-row-total" in faulty.err


def test_entry_that_is_over_is_told_and_left_out(gouji, work):
    (work / "更正单.yaml").write_text(LIST + "    until: 2020-12-31\n", "utf-8")

    run = gouji("check", work, "--format", "json")

    assert amendments(run) == []
    assert "更正单.yaml" in run.err


def test_page_of_a_rule_says_that_it_is_withdrawn(gouji, tmp_path):
    (tmp_path / "list.yaml").write_text(LIST, "utf-8")

    run = gouji("rule", "requests-row-total", "--amendments", tmp_path / "list.yaml")

    assert "口径有误" in run.out


def test_newer_pack_beside_the_program_judges_and_says_so(gouji, work, tmp_path, monkeypatch):
    folder = tmp_path / "packs" / "newer"
    shutil.copytree(SHIPPED, folder)
    head = folder / "pack.yaml"
    head.write_text(head.read_text("utf-8").replace("version: 2026", "version: 2999"), "utf-8")
    monkeypatch.setenv("GOUJI_PACKS", str(folder.parent))

    run, listed = gouji("check", work), gouji("pack", "list")

    assert "2999" in run.out
    assert "newer" in run.out
    assert "2999" in listed.out


@pytest.mark.parametrize(("old", "new"), [("version: 2026", "version: 1999"), ("language: 1", "language: 7")])
def test_pack_beside_the_program_that_cannot_count_is_told(gouji, work, tmp_path, monkeypatch, old, new):
    folder = tmp_path / "packs" / "other"
    shutil.copytree(SHIPPED, folder)
    head = folder / "pack.yaml"
    head.write_text(head.read_text("utf-8").replace(old, new), "utf-8")
    monkeypatch.setenv("GOUJI_PACKS", str(folder.parent))

    run = gouji("check", work, "--format", "json")

    assert str(folder) in run.err
    assert json.loads(run.out)["reports"][0]["pack"]["replaces"] is None


def test_faulty_pack_beside_the_program_ends_the_run(gouji, work, faulty, monkeypatch):
    monkeypatch.setenv("GOUJI_PACKS", str(faulty.parent))

    assert gouji("check", work).status == 2
