"""Real reports of the folder GOUJI_CORPUS names: facts equal the exact grids, findings what is expected."""

import json
import os
from pathlib import Path

import pytest
from gouji.cli.main import app
from gouji.rules.library import Library
from typer.testing import CliRunner

CORPUS = Path(os.environ.get("GOUJI_CORPUS", ""))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        "GOUJI_CORPUS" not in os.environ, reason="GOUJI_CORPUS names no folder of real reports"
    ),
]
FORM = {"000": "cn-2021", "001": "cn-2019", "004": "cn-2021"}
FILES = sorted(
    str(path.relative_to(CORPUS))
    for folder, pattern in (
        ("txt", "*.txt"),
        ("docx", "00*.docx"),
        ("doc", "*"),
        ("html", "*.html"),
        ("pdf", "*[!s].pdf"),
    )
    for path in (CORPUS / folder).glob(pattern)
)
EXPECTED = {
    "000": {("title-format", "warning"), ("sec6-fee-missing", "warning"), ("signature-missing", "warning")},
    "001": {
        ("requests-row-total", "error"),
        ("requests-column-total", "error"),
        ("claim-category", "error"),
        ("claim-item-change", "warning"),
    },
    "004": {
        ("sec6-fee-missing", "warning"),
        ("period-missing", "warning"),
        ("org-abbrev", "warning"),
        ("overview-aspect-missing", "warning"),
        ("signature-missing", "warning"),
        ("claim-normdoc-conflated", "warning"),
        ("claim-omitted-received", "warning"),
    },
}
NOTES = {
    "000": {"narr-unit", "preamble-title-mismatch"},
    "001": {"claim-dispute-mixed"},
    "004": {"claim-omitted-dispute"},
}
TEXT_RULES = ("claim-", "narr-", "preamble-", "no-figures")
EXCERPTS = {
    "pages_01.txt": {("claim-accepted", "warning")},
    "pages_02.txt": set(),
    "pages_03.txt": set(),
    "pages_04.txt": {("preamble-part-count", "warning")},
    "pages_09.txt": set(),
    "pages_13.txt": set(),
    "pages_16.txt": set(),
    "pages_17.txt": set(),
    "hongze_gov_2024.pdf": set(),
    "shuyang_county_2025.md": set(),
}


def check(file: str) -> dict:
    arguments = [
        "check",
        str(CORPUS / file),
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
    [report] = json.loads(result.stdout)["reports"]
    return report


def numbers(truth: dict, kind: str) -> list[str]:
    """The value cells of a table in reading order, as printed."""
    [table] = [block for block in truth["blocks"] if block["type"] == "t" and block["kind"] == kind]
    first_row, first_column = {"t2": (0, 1), "t3": (3, 3), "t4": (3, 0)}[kind]
    heads = (
        {0, 1, *(cell["r"] for cell in table["cells"] if cell["text"] == "信息内容")}
        if kind == "t2"
        else set()
    )
    return [
        "".join(cell["text"].split())
        for cell in sorted(table["cells"], key=lambda cell: (cell["r"], cell["c"]))
        if cell["r"] >= first_row and cell["c"] >= first_column and cell["r"] not in heads
    ]


@pytest.mark.parametrize("file", FILES)
def test_every_numeric_cell_equals_the_truth(file):
    name = Path(file).name[:3]
    truth = json.loads((CORPUS / "truth" / f"{name}.json").read_text("utf-8"))
    facts = check(file)["facts"]
    schema = Library().load(FORM[name]).pack.schema

    for kind, table_id in (("t2", "disclosure"), ("t3", "requests"), ("t4", "disputes")):
        table = schema.tables[table_id]
        found = [facts[table_id][".".join(row)][".".join(column)]["raw"] for row, column in table.cells()]
        assert ["".join(raw.replace("[bookmark: _GoBack]", "").split()) for raw in found] == numbers(
            truth, kind
        )


@pytest.mark.parametrize("file", FILES)
def test_findings_are_those_expected_and_no_others(file):
    name = Path(file).name[:3]
    report = check(file)
    graded = {
        (finding["rule"], finding["severity"])
        for finding in report["findings"]
        if finding["severity"] != "info"
    }

    assert graded == EXPECTED[name]
    assert report["pack"]["id"] == FORM[name]
    assert len([s for s in report["sections"] if s["state"] != "absent"]) == 6


@pytest.mark.parametrize("file", [file for file in FILES if Path(file).name.startswith("001")])
def test_the_wrong_cell_is_the_one_cause(file):
    report = check(file)

    [cause] = report["causes"]
    [cell] = cause["cells"]
    assert (cell["row"], cell["column"], cell["found"], cell["suggested"]) == (
        "handled.unavailable.not_held",
        "total",
        "0",
        "3",
    )
    assert len(cause["explains"]) == 3


@pytest.mark.parametrize("file", FILES)
def test_notes_on_the_text_are_those_expected(file):
    name = Path(file).name[:3]
    notes = {finding["rule"] for finding in check(file)["findings"] if finding["severity"] == "info"}

    assert NOTES[name] <= notes


@pytest.mark.parametrize(("file", "expected"), EXCERPTS.items())
def test_the_text_of_excerpts_and_damaged_reports(file, expected):
    graded = {
        (finding["rule"], finding["severity"])
        for finding in check(f"real/{file}")["findings"]
        if finding["rule"].startswith(TEXT_RULES) and finding["severity"] != "info"
    }

    assert graded == expected


def on_tables(report: dict) -> list[dict]:
    """What is found in the tables alone: without places in the file, and without what the text says."""
    own = ("rule", "instance", "severity", "message", "left", "right", "difference")
    cell = ("table", "row", "column", "raw", "value")
    return [
        {key: finding[key] for key in own}
        | {"cells": [{key: one[key] for key in cell} for one in finding["cells"]]}
        for finding in report["findings"]
        if finding["topic"] in {"cells", "table", "tables"}
    ]


@pytest.mark.parametrize("name", FORM)
def test_tables_alone_in_a_workbook_give_the_findings_of_the_report_on_its_tables(name):
    workbook, report = check(f"xlsx/{name}.xlsx"), check(f"txt/{name}.txt")

    assert on_tables(workbook) == on_tables(report)
    assert len(on_tables(workbook)) == len(workbook["findings"])
    assert workbook["facts"].keys() == report["facts"].keys()
    assert [cause["cells"][0]["suggested"] for cause in workbook["causes"]] == [
        cause["cells"][0]["suggested"] for cause in report["causes"]
    ]
