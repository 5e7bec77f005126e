"""The overlays shipped as examples: sound by ``gouji pack check``, and heard by ``gouji check``."""

import json
from pathlib import Path

import pytest
from gouji.cli.main import app
from typer.testing import CliRunner

ROOT = Path(__file__).parents[2]
OVERLAYS = sorted((ROOT / "examples" / "overlays").glob("*.yaml"))
CLEAN = ROOT / "examples" / "reports" / "clean.txt"


def overlay(name):
    return str(ROOT / "examples" / "overlays" / f"{name}.yaml")


def check(*arguments, file=CLEAN):
    result = CliRunner().invoke(app, ["check", str(file), "--format", "json", *arguments])
    assert result.exit_code in {0, 1}, result.output
    [report] = json.loads(result.stdout)["reports"]
    return report


def severities(report, rule):
    return [found["severity"] for found in report["findings"] if found["rule"] == rule]


@pytest.mark.slow
@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: path.stem)
def test_an_overlay_proves_itself(path):
    result = CliRunner().invoke(app, ["pack", "check", str(path)])

    assert result.exit_code == 0, result.output


def test_every_overlay_is_tried_here():
    assert [path.stem for path in OVERLAYS] == [
        "duplication-limit",
        "earlier-deadline",
        "overview-length",
        "shandong-section-six",
    ]


@pytest.mark.parametrize(
    ("day", "kind", "expected"),
    [
        ("2024-01-20", "department", []),
        ("2024-01-21", "department", ["error"]),
        ("2024-02-20", "government", []),
        ("2024-02-21", "government", ["error"]),
        ("2024-02-21", "township", []),
    ],
)
def test_an_earlier_deadline(day, kind, expected):
    report = check(
        "--pack",
        overlay("earlier-deadline"),
        "--set",
        f"published={day}",
        "--set",
        f"organ_kind={kind}",
    )

    assert expected == severities(report, "publish-deadline")
    assert report["pack"]["parameters"]["organ_kind"] == kind


def test_a_limit_for_the_length_of_section_one():
    pack = ("--pack", overlay("overview-length"))

    assert severities(check(*pack), "overview-too-long") == []
    assert severities(check(*pack, "--set", "overview_limit=50"), "overview-too-long") == ["info"]


def test_what_a_province_lists_for_section_six():
    report = check("--pack", overlay("shandong-section-six"))

    assert severities(report, "sec6-part-missing") == ["warning", "warning", "info"]


def test_more_than_half_of_last_years_text():
    pack = ("--pack", overlay("duplication-limit"))
    again = check(*pack, "--previous", str(CLEAN), "--year", "2024")

    assert set(severities(check(*pack), "year-over-year-duplicate")) == set()
    assert again["pack"]["overlays"] == ["duplication-limit"]


@pytest.mark.parametrize(
    ("setting", "told"),
    [("published=2024-13-01", "2024-13-01"), ("organ_kind=ministry", "ministry")],
)
def test_a_fact_that_cannot_be_is_refused(setting, told):
    result = CliRunner().invoke(app, ["check", str(CLEAN), "--set", setting])

    assert result.exit_code == 2
    assert told in result.output


def test_a_kind_that_only_the_name_tells_is_told_as_a_guess():
    [guessed] = [
        one for one in check("--set", "published=2024-03-01")["findings"] if one["severity"] == "error"
    ]
    arguments = ("--set", "published=2024-03-01", "--set", "organ_kind=department")
    [given] = [one for one in check(*arguments)["findings"] if one["severity"] == "error"]

    assert "机关的类别是按名称推断的" in guessed["message"]
    assert "department" not in guessed["message"]
    assert "推断" not in given["message"]
