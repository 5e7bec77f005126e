"""A report with last year's beside it, from 2019 to 2025 and across each change of the form."""

import json

import pytest
from documents.text import tabbed
from gouji.cli.main import app
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library
from typer.testing import CliRunner

FORMS = Library().forms()
ORGAN = "青川市柳桥区水务局"
COLUMNS = (
    "natural_person",
    "organisations.company",
    "organisations.research",
    "organisations.welfare",
    "organisations.legal_service",
    "organisations.other",
    "total",
)
NEW = {
    "overview": "本年度围绕防汛抗旱公开水情信息，新开设节水专栏，邀请用水户代表走进水厂，逐项回应关切。",
    "problems": "主要问题是水质公告更新不够及时；已改为逐周更新，下一步把办事指南整理成册供群众取阅。",
}


def written(path, year, cells=None, text=None):
    """A report on the form of its year, of an invented organ."""
    form = next(form for form in FORMS if form.covers(year))
    sample = form.sample

    def reworded(paragraph):
        for step in (1, 0):
            paragraph = paragraph.replace(f"{sample['year'] + step}年", f"{year + step}年")
        return paragraph.replace(sample["organ"], ORGAN)

    said = {**sample["sections"], **{part: sample[part] for part in ("title", "preamble", "tail")}}
    texts = {
        part: [reworded(one) for one in ([found] if isinstance(found, str) else found)]
        for part, found in said.items()
    }
    path.mkdir(exist_ok=True)
    report = tabbed(sample_document(form, {"text": {**texts, **(text or {})}, "cells": cells or {}}))
    file = path / f"{year}.txt"
    file.write_bytes(report if isinstance(report, bytes) else report.encode())
    return file


def carried(row, numbers):
    return {"requests": {f"{row}, {column}": number for column, number in zip(COLUMNS, numbers, strict=True)}}


def checked(now, last, *rules):
    arguments = ["check", str(now), "--previous", str(last), "--format", "json", "--select", ",".join(rules)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in {0, 1}, result.output
    [report] = json.loads(result.stdout)["reports"]
    return report


@pytest.mark.parametrize("year", range(2020, 2026))
def test_what_was_carried_out_is_carried_in_column_by_column(tmp_path, year):
    numbers = (1, 2, 3, 4, 5, 6, 21)
    last = written(tmp_path / "last", year - 1, carried("carried_out", numbers))
    held = written(tmp_path / "held", year, carried("carried_in", numbers))
    moved = written(tmp_path / "moved", year, carried("carried_in", (1, 2, 3, 4, 6, 5, 21)))

    assert checked(held, last, "carry-continuity")["findings"] == []
    [found] = checked(moved, last, "carry-continuity")["findings"]
    assert {cell["column"] for cell in found["cells"]} == {
        "organisations.legal_service",
        "organisations.other",
    }
    assert found["severity"] == ("warning" if year == 2021 else "error")
    assert {cell["report"] for cell in found["cells"]} == {"self", "previous"}


def test_the_statistical_form_up_to_2018_knows_nothing_that_is_carried(tmp_path):
    last = written(tmp_path / "last", 2018)
    now = written(tmp_path / "now", 2019, carried("carried_in", (1, 0, 0, 0, 0, 0, 1)))
    report = checked(now, last, "carry-continuity", "outlier-jump", "numbers-identical")

    assert report["findings"] == []
    assert report["outcomes"]["undetermined"] == 0
    assert report["outcomes"]["not_applicable"] > 0


@pytest.mark.parametrize("year", [2022, 2025])
@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (None, ["normative_documents"]),
        ("本年度开展行政规范性文件清理，宣布失效7件。", []),
        ("因统计口径调整，规范性文件现行有效件数以本年度报告为准。", []),
        ("本年度开展办公用房清理。", ["normative_documents"]),
    ],
)
def test_a_note_on_a_review_of_documents_explains_the_stock(tmp_path, year, note, expected):
    last = written(tmp_path / "last", year - 1, {"disclosure": {"normative_documents, in_force": 11}})
    cells = {"disclosure": {"normative_documents, issued": 1, "normative_documents, in_force": 5}}
    now = written(tmp_path / "now", year, cells, {"disclosure": note} if note else None)

    report = checked(now, last, "disclosure-stock-continuity")
    assert [one["instance"] for one in report["findings"]] == expected


def test_stocks_of_two_forms_are_not_compared(tmp_path):
    last = written(tmp_path / "last", 2020, {"disclosure": {"normative_documents, total_disclosed": 11}})
    now = written(tmp_path / "now", 2021, {"disclosure": {"normative_documents, in_force": 4}})

    report = checked(now, last, "disclosure-stock-continuity")
    assert report["findings"] == []
    assert report["outcomes"]["not_applicable"] > 0


def test_items_go_on_from_2019_to_2020(tmp_path):
    last = written(
        tmp_path / "last", 2019, {"disclosure": {"licensing, prior_items": 80, "licensing, change": 5}}
    )
    held = written(tmp_path / "held", 2020, {"disclosure": {"licensing, prior_items": 85}})
    lost = written(tmp_path / "lost", 2020, {"disclosure": {"licensing, prior_items": 80}})

    assert checked(held, last, "disclosure-items-continuity")["findings"] == []
    [found] = checked(lost, last, "disclosure-items-continuity")["findings"]
    assert (found["instance"], found["left"], found["right"]) == ("licensing", "80", "85")


@pytest.mark.parametrize("year", [2021, 2025])
def test_a_text_of_its_own_is_no_copy_and_last_years_is(tmp_path, year):
    rules = ("year-over-year-duplicate", "problem-repeated")
    last = written(tmp_path / "last", year - 1)
    own = written(tmp_path / "own", year, text=NEW)
    copied = written(tmp_path / "copied", year)

    assert checked(own, last, *rules)["findings"] == []
    told = [
        (one["rule"], one["instance"], one["severity"]) for one in checked(copied, last, *rules)["findings"]
    ]
    assert told == [
        ("year-over-year-duplicate", "overview", "error"),
        ("year-over-year-duplicate", "problems", "error"),
    ]


@pytest.mark.parametrize("year", [2021, 2025])
def test_growth_is_that_of_both_tables(tmp_path, year):
    received = {"requests": {"received, total": 31}}
    last = written(tmp_path / "last", year - 1, received)
    now = {"requests": {"received, total": 22}}

    def told(percent):
        words = {"overview": f"收到政府信息公开申请22件，同比下降{percent}%。"}
        report = checked(written(tmp_path / f"now{percent}", year, now, words), last, "narr-growth-previous")
        return [(one["instance"], one["severity"]) for one in report["findings"]]

    assert told(29) == []
    assert told(39) == [("growth#1", "error")]
