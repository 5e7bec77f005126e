"""What a perfect checker says of three whole reports, and where it must stay silent.

The reports are of invented organs; each has the traits of a kind that offices receive: tidy tables with
formal omissions, one wrong cell in last year's form, and a page copied from a web site as a pipe table.
"""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from documents.model import report_on
from documents.sheet import sheet
from documents.variation import Variation
from gouji.cli.main import app
from gouji.engine.reading.document import Table
from gouji.rules.library import Library
from typer.testing import CliRunner

REPORTS = Path(__file__).parent / "reports"


@pytest.fixture(scope="module")
def checked() -> dict[str, dict]:
    arguments = [
        "check",
        str(REPORTS),
        "--format",
        "json",
        "--facts",
        "--stage",
        "公布版",
        "--fail-on",
        "never",
    ]
    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 0, result.output
    return {Path(report["file"]).stem: report for report in json.loads(result.stdout)["reports"]}


def graded(report: dict, *severities: str) -> Counter:
    return Counter(
        (finding["rule"], finding["severity"])
        for finding in report["findings"]
        if finding["severity"] in severities
    )


def test_tidy_tables_with_formal_omissions(checked):
    report = checked["tidy_tables_2022"]

    assert graded(report, "error", "warning") == {
        ("title-format", "warning"): 1,
        ("sec6-fee-missing", "warning"): 1,
        ("signature-missing", "warning"): 1,
    }
    assert report["pack"]["id"] == "cn-2021"
    assert report["organ"] == "青原市云溪区住房和城乡建设局"
    assert report["causes"] == []
    notes = graded(report, "info")
    assert (notes["narr-unit", "info"], notes["preamble-title-mismatch", "info"]) == (1, 1)


def test_one_wrong_cell_is_one_cause(checked):
    report = checked["one_wrong_cell_2020"]

    assert graded(report, "error", "warning") == {
        ("requests-row-total", "error"): 1,
        ("requests-column-total", "error"): 1,
        ("claim-category", "error"): 1,
        ("claim-item-change", "warning"): 1,
    }
    assert report["pack"]["id"] == "cn-2019"
    [cause] = report["causes"]
    [cell] = cause["cells"]
    assert (cell["table"], cell["row"], cell["column"]) == (
        "requests",
        "handled.unavailable.not_held",
        "total",
    )
    assert (cell["found"], cell["suggested"]) == ("0", "3")
    assert cause["unique"]
    explained = {finding["fingerprint"] for finding in report["findings"] if finding["cause"] == cause["id"]}
    assert explained == set(cause["explains"])
    assert [finding["rule"] for finding in report["findings"] if finding["cause"] == cause["id"]] == [
        "requests-row-total",
        "requests-column-total",
        "claim-category",
    ]


def test_a_unit_in_the_amount_of_procurement_and_signed_changes_are_read(checked):
    facts = checked["one_wrong_cell_2020"]["facts"]["disclosure"]

    assert facts["procurement"]["amount"]["value"] == "118.6"
    assert facts["procurement"]["amount"]["unit"] == "万元"
    assert facts["licensing"]["change"]["value"] == "-3"
    assert facts["compulsion"]["change"]["value"] == "1"


def test_marks_of_a_conversion_are_told_as_notes(checked):
    assert graded(checked["one_wrong_cell_2020"], "info")["docx-residue", "info"] >= 1


def test_suits_written_as_a_part_of_reviews_are_a_note_when_there_are_none(checked):
    assert graded(checked["one_wrong_cell_2020"], "info")["claim-dispute-mixed", "info"] == 1


def test_the_text_bears_witness_for_the_wrong_cell():
    arguments = ["check", str(REPORTS / "one_wrong_cell_2020.txt"), "--fail-on", "never"]
    shown = CliRunner().invoke(app, arguments).stdout

    assert "下面 3 处同时对上" in shown
    assert "③ 正文" in shown
    assert "“无法提供3 件” 3 ≠ （四）无法提供 0" in shown


def test_page_copied_from_the_web(checked):
    report = checked["copied_from_web_2021"]

    assert set(graded(report, "error", "warning")) == {
        ("sec6-fee-missing", "warning"),
        ("period-missing", "warning"),
        ("org-abbrev", "warning"),
        ("overview-aspect-missing", "warning"),
        ("signature-missing", "warning"),
        ("claim-normdoc-conflated", "warning"),
        ("claim-omitted-received", "warning"),
    }
    missing = [
        finding["instance"]
        for finding in report["findings"]
        if finding["rule"] == "overview-aspect-missing" and finding["severity"] == "warning"
    ]
    assert len(missing) == 1
    assert graded(report, "info")["basis-missing", "info"] == 1
    assert graded(report, "info")["contact-missing", "info"] == 1
    assert graded(report, "info")["claim-omitted-dispute", "info"] == 1
    assert report["causes"] == []


def test_a_row_that_shares_its_line_with_its_group_is_counted_once(checked):
    facts = checked["copied_from_web_2021"]["facts"]["requests"]

    assert facts["handled.other.not_corrected"]["natural_person"]["value"] == "1"
    assert facts["handled.other.other"]["natural_person"]["value"] == "0"
    assert facts["carried_out"]["total"]["value"] == "0"


@pytest.mark.parametrize("name", ["tidy_tables_2022", "one_wrong_cell_2020", "copied_from_web_2021"])
def test_six_sections_are_found_and_row_labels_are_no_headings(checked, name):
    found = [section["id"] for section in checked[name]["sections"] if section["state"] != "absent"]

    assert found == ["overview", "disclosure", "requests", "disputes", "problems", "other"]


def test_signature_rules_wait_for_the_published_version():
    arguments = ["check", str(REPORTS / "tidy_tables_2022.txt"), "--format", "json", "--fail-on", "never"]
    report = json.loads(CliRunner().invoke(app, arguments).stdout)["reports"][0]

    assert ("signature-missing", "warning") not in graded(report, "warning")


def test_a_workbook_alone_is_asked_for_its_text_not_for_missing_sections(tmp_path):
    pack = Library().load("cn-2021").pack
    document = report_on(pack, Random(5)).document()
    tables = tuple(block for block in document.blocks if isinstance(block, Table))
    tables_alone = tmp_path / "云岭县林业局2023年附表.xlsx"
    tables_alone.write_bytes(sheet(replace(document, blocks=tables), Variation(gaps=2)))

    arguments = ["check", str(tables_alone), "--format", "json", "--stage", "公布版", "--fail-on", "never"]
    report = json.loads(CliRunner().invoke(app, arguments).stdout)["reports"][0]

    assert graded(report, "error", "warning") == {}
    assert {"section-missing", "period-missing"} <= {entry["rule"] for entry in report["open"]}
    assert report["status"] == "incomplete"
