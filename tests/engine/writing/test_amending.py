"""Amendments, and a pack that stands in for a shipped one, are named in every format."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from gouji.engine.pipeline import check_file
from gouji.engine.writing.concise import lines
from gouji.engine.writing.junit import junit
from gouji.engine.writing.page import page
from gouji.engine.writing.results import Result
from gouji.engine.writing.sarif import sarif
from gouji.engine.writing.workbook import workbook
from gouji.rules.amending import read_amendments
from gouji.rules.library import Library

ROOT = Path(__file__).parent.parent.parent.parent
LIST = """\
amendments:
  - rule: requests-row-total
    withdraw: true
    reason: 口径有误<b>
    date: 2020-03-01
    by: 某市政务公开办
  - rule: requests-balance
    severity: info
    reason: 先提示
    date: 2020-03-02
"""
WRITERS = {
    "concise": lambda results: "\n".join(lines(results[0], "zh")),
    "html": lambda results: page(results, "zh"),
    "sarif": lambda results: sarif(results, "1", "zh"),
    "junit": lambda results: junit(results, "zh"),
    "xlsx": lambda results: _words(workbook(results, "zh")),
}


def _words(data):
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)


@pytest.fixture
def results(tmp_path):
    file = tmp_path / "list.yaml"
    file.write_text(LIST, "utf-8")
    folder = tmp_path / "newer"
    shutil.copytree(ROOT / "rules" / "packs" / "cn-2021", folder)
    head = folder / "pack.yaml"
    head.write_text(head.read_text("utf-8").replace("version: 2026", "version: 2999"), "utf-8")
    library = Library(beside=[folder])
    rules = library.load("cn-2021").pack.rules
    library = library.with_amendments(read_amendments(file, lambda _: rules).entries)
    return [Result("a.docx", check_file(ROOT / "examples" / "reports" / "wrong-cell.docx", library))]


@pytest.mark.parametrize("form", WRITERS)
def test_format_names_amendments_and_the_newer_pack(results, form):
    text = WRITERS[form](results)

    assert "口径有误" in text
    assert "先提示" in text
    assert "2999" in text
    assert "口径有误<b>" not in text or form in {"concise", "sarif", "xlsx"}
