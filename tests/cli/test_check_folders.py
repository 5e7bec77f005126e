"""``gouji check`` on a folder whose report lies there in several files."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from gouji.cli.main import app
from gouji.engine.reading.document import Paragraph, Table
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library
from typer.testing import CliRunner


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text without tables, a workbook with one wrong sum, a photograph of the stamped page."""
    form = next(form for form in Library().forms() if form.id == "cn-2021")
    source = sample_document(
        form, {"cells": {"requests": {"received, natural_person": 3, "received, total": 4}}}
    )
    text, book = docx.Document(), openpyxl.Workbook()
    book.remove(book.active)
    for block in source.blocks:
        if isinstance(block, Paragraph):
            text.add_paragraph(block.text)
        elif isinstance(block, Table):
            sheet = book.create_sheet(f"表{len(book.sheetnames) + 1}")
            for cell in block.cells:
                row, column = cell.row + 1, cell.column + 1
                sheet.cell(row, column, int(cell.text) if cell.text.isdigit() else cell.text)
                if cell.row_span > 1 or cell.column_span > 1:
                    end = {"end_row": row + cell.row_span - 1, "end_column": column + cell.column_span - 1}
                    sheet.merge_cells(start_row=row, start_column=column, **end)
    (tmp_path / "子文件夹").mkdir()
    text.save(str(tmp_path / "正文.docx"))
    book.save(str(tmp_path / "附表.xlsx"))
    (tmp_path / "盖章页.jpg").write_bytes(b"\xff\xd8\xff\xe0aaaa")
    (tmp_path / "子文件夹" / "别的.jpg").write_bytes(b"\xff\xd8\xff\xe0aaaa")
    return tmp_path


def run(*arguments: str) -> str:
    return CliRunner().invoke(app, ["check", *arguments, "--fail-on", "never"]).stdout


def test_the_report_is_checked_as_one(folder: Path):
    reports = json.loads(run(str(folder), "--format", "json", "--facts"))["reports"]

    assert [Path(one["file"]).name for one in reports] == ["别的.jpg", "正文.docx"]
    assert reports[0]["status"] == "unreadable"
    finding = next(one for one in reports[1]["findings"] if one["rule"] == "requests-row-total")
    assert finding["location"]["file"] == "附表.xlsx"
    assert finding["location"]["sheet"] == "表2"
    assert len(reports[1]["tables"]) == 3


def test_places_name_the_file_the_sheet_and_the_cell(folder: Path):
    (line,) = [
        one for one in run(str(folder), "--format", "concise").splitlines() if "requests-row-total" in one
    ]

    assert ":附表.xlsx:表2!J" in line


def test_what_was_put_together_is_told(folder: Path):
    shown = "".join(run(str(folder)).split())

    assert "表格取自同一文件夹的“附表.xlsx”" in shown
    assert "盖章页.jpg：盖章件，未核对" in shown
