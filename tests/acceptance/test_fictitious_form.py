"""A form that exists nowhere passes the commands with its pack alone, from a Word file to findings."""

import json
from pathlib import Path

import docx
import pytest
from gouji.cli.main import app
from gouji.engine.reading.document import Paragraph, Table
from gouji.engine.trial.sample import sample_document
from gouji.rules.cache import PackCache
from gouji.rules.library import Library
from typer.testing import CliRunner

PACK = Path(__file__).parents[1] / "fixtures" / "packs" / "fictitious"
WRONG_CELL = {"cells": {"requests": {"handled.granted.offline, natural_person": 3}}}


@pytest.fixture(scope="module")
def form():
    return Library([PACK], cache=PackCache(None)).load("fictitious").pack


def write(document, path):
    """The document as a Word file, merged cells merged."""
    word = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            word.add_paragraph(block.text)
        elif isinstance(block, Table):
            table = word.add_table(block.row_count, block.column_count)
            for cell in block.cells:
                last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
                table.cell(cell.row, cell.column).merge(last).text = cell.text
    word.save(path)
    return path


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_check(form, tmp_path):
    path = write(sample_document(form, WRONG_CELL), tmp_path / "说明书.docx")
    result = run("check", path, "--pack", PACK, "--format", "json", "--facts")
    [report] = json.loads(result.stdout)["reports"]

    assert result.exit_code == 1
    assert (report["pack"]["id"], report["year"], report["organ"]) == ("fictitious", 2032, "东江省水运司")
    assert {(finding["rule"], finding["instance"]) for finding in report["findings"]} == {
        ("requests-row", "handled.granted.offline"),
        ("requests-column", "natural_person"),
    }
    [cause] = report["causes"]
    [cell] = cause["cells"]
    assert (cell["row"], cell["column"]) == ("handled.granted.offline", "natural_person")
    assert (cell["found"], cell["suggested"]) == ("3", "0")
    assert report["facts"]["release"]["prints"]["cost"]["value"] == "0"


def test_a_blameless_report_passes(form, tmp_path):
    path = write(sample_document(form), tmp_path / "说明书.docx")

    assert run("check", path, "--pack", PACK).exit_code == 0


def test_show(form, tmp_path):
    path = write(sample_document(form, WRONG_CELL), tmp_path / "说明书.docx")
    result = run("show", path, "--pack", PACK)

    assert result.exit_code == 0, result.output
    assert "求询表" in result.stdout
    assert "东江省水运司" in result.stdout


def test_pack_check():
    result = run("pack", "check", PACK)

    assert result.exit_code == 0, result.output
