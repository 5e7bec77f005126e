"""``gouji check`` with last year's report and with members beside."""

from __future__ import annotations

import json

import pytest
from documents.word import word
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library

FORM = Library().load("cn-2021").pack
WATER, DISTRICT = "青川市柳桥区水务局", "青川市柳桥区人民政府"


@pytest.fixture
def written(tmp_path):
    """Write a report of an organ and year in which so many applications came in and were carried out."""

    def write(name, year, organ=WATER, received=0, carried_out=0):
        sample = FORM.sample
        title = sample["title"].replace(sample["organ"], organ).replace(str(sample["year"]), str(year))
        preamble = [line.replace(str(sample["year"]), str(year)) for line in sample["preamble"]]
        cells = {
            f"{row}, {column}": number
            for row, number in (
                ("received", received),
                ("handled.granted", received - carried_out),
                ("handled.total", received - carried_out),
                ("carried_out", carried_out),
            )
            for column in ("natural_person", "total")
        }
        document = sample_document(
            FORM, {"text": {"title": title, "preamble": preamble}, "cells": {"requests": cells}}
        )
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(word(document))
        return path

    return write


def test_last_years_report_is_found_in_a_folder_and_named(gouji, written, tmp_path):
    now = written("now.docx", 2024)
    written("last/a.docx", 2023, received=5, carried_out=3)
    written("last/b.docx", 2023, organ="青川市柳桥区教育局")
    run = gouji("check", now, "--previous", tmp_path / "last", "--select", "carry-continuity")

    assert run.status == 1
    assert "上年报告" in run.out
    assert "上年结转 0 ≠ 上年结转下年 3" in run.out.replace("\n", "")


def test_in_english(gouji, written, tmp_path):
    now = written("now.docx", 2024)
    written("last/a.docx", 2023, received=5, carried_out=3)
    run = gouji("check", now, "--previous", tmp_path / "last", "--select", "years", "--lang", "en")

    assert "last year's report" in run.out
    assert "shared" in run.out


def test_what_could_not_be_matched_is_told(gouji, written):
    run = gouji(
        "check", written("now.docx", 2024), "--previous", written("old.docx", 2021), "--select", "years"
    )

    assert run.status == 0
    assert "只有 2021年度的" in run.out.replace("\n", "").replace(" " * 6, "")


def test_last_year_as_data(gouji, written, tmp_path):
    last, kept = written("last.docx", 2023, received=5, carried_out=3), tmp_path / "kept.json"
    gouji("check", last, "--format", "json", "--facts", "--output", kept)
    run = gouji(
        "check",
        written("now.docx", 2024),
        "--previous",
        kept,
        "--select",
        "carry-continuity",
        "--format",
        "json",
    )
    [report] = json.loads(run.out)["reports"]

    assert report["compared"]["previous"]["year"] == 2023
    assert {cell["report"] for cell in report["findings"][0]["cells"]} == {"self", "previous"}


def test_members_are_added_up(gouji, written, tmp_path):
    area = written("area.docx", 2024, organ=DISTRICT, received=6)
    written("m/a.docx", 2024, received=2)
    written("m/b.docx", 2024, organ="青川市柳桥区教育局", received=3)
    roster = tmp_path / "roster.csv"
    roster.write_text(f"单位名称\n{WATER}\n青川市柳桥区教育局\n", "utf-8")
    sums = ("--members", tmp_path / "m", "--select", "agg-requests-sum")
    without, complete = gouji("check", area, *sums), gouji("check", area, *sums, "--roster", roster)

    assert (without.status, complete.status) == (0, 1)
    assert "总计 6 ≠ 各单位合计 5" in complete.out


def test_members_in_json(gouji, written, tmp_path):
    area = written("area.docx", 2024, organ=DISTRICT, received=6)
    written("m/a.docx", 2024, received=2)
    (tmp_path / "m" / "b.docx").write_bytes(b"PK broken")
    run = gouji("check", area, "--members", tmp_path / "m", "--select", "members", "--format", "json")
    [report] = json.loads(run.out)["reports"]

    assert [one["part"] for one in report["compared"]["members"]] == ["counted", "unreadable"]
    assert any("b.docx" in entry["reason"] for entry in report["open"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--previous", "nowhere"), "nowhere"),
        (("--members", "nowhere"), "nowhere"),
        (("--roster", "roster.csv"), "roster.csv"),
        (("--members", ".", "--roster", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_what_does_not_exist_is_a_fault_of_usage(gouji, written, options, said):
    run = gouji("check", written("now.docx", 2024), *options)

    assert run.status == 2
    assert said in run.err
