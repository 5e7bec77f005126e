"""Write the example reports: a clean one, one with a single wrong cell, one on the form of an earlier year.

The organs are invented. Labels, titles and tables come from the rule packs; only what such a report says in
its own words stands here. ``make examples`` runs this; a test compares the result with the committed files.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from gouji.engine.reading.document import Paragraph, Table
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.engine.reading.document import Document
    from gouji.rules.pack import Pack

FOLDER = Path(__file__).resolve().parent / "reports"
CREATED = datetime(2024, 1, 1, tzinfo=UTC)


DUE = "cn-2021"
YEAR = 2023


@dataclass(frozen=True, slots=True)
class Example:
    """A report to be written: the form it is written on, who reports, and the figures that are not 0."""

    name: str
    pack: str
    organ: str
    address: str
    signed: str
    requests: Mapping[str, int]


def texts(example: Example, document: str) -> dict[str, Any]:
    """What the report says in its own words; ``document`` is the notice it cites."""
    organ = example.organ
    return {
        "title": f"{organ}{YEAR}年政府信息公开工作年度报告",
        "preamble": [
            f"根据《中华人民共和国政府信息公开条例》和{document}的要求，编制本年度报告。",
            (
                f"本报告统计期限为{YEAR}年1月1日至{YEAR}年12月31日。"
                f"对报告内容有疑问的，请与{organ}联系（地址：{example.address}，电话：0999-7654321）。"
            ),
        ],
        "overview": list(OVERVIEW),
        "problems": [
            "存在的主要问题：一是个别栏目更新不够及时；二是政策解读以文字为主，群众看起来费劲。",
            "改进情况：一是每季度自查一次栏目，发现逾期未更新的当周补齐；二是对新出台的惠民政策配上图解和问答。",
        ],
        "other": ["本年度没有发出收费通知，收取信息处理费总金额为0元。没有其他需要报告的事项。"],
        "tail": [organ, example.signed],
    }


REQUESTS = {
    "received, natural_person": 7,
    "received, organisations.company": 1,
    "received, total": 8,
    "carried_in, natural_person": 1,
    "carried_in, total": 1,
    "handled.granted, natural_person": 4,
    "handled.granted, organisations.company": 1,
    "handled.granted, total": 5,
    "handled.unavailable.not_held, natural_person": 3,
    "handled.unavailable.not_held, total": 3,
    "handled.total, natural_person": 7,
    "handled.total, organisations.company": 1,
    "handled.total, total": 8,
    "carried_out, natural_person": 1,
    "carried_out, total": 1,
}
OVERVIEW = (
    "一年来，本机关按照条例要求，把群众关心的事项公开好、解读好。",
    "（一）主动公开。全年在门户网站发布信息126条，其中政策解读9条。",
    "（二）依申请公开。在服务窗口和网站同时受理申请，每件都登记、审核、按期答复。",
    "（三）政府信息管理。公文起草时确定公开属性，发布前逐件做保密审查。",
    "（四）政府信息公开平台建设。信息公开专栏改版后，栏目层级减少，检索更方便。",
    "（五）监督保障。明确一名分管领导和两名工作人员负责，全年培训2次；社会评议良好，没有需要追究责任的情形，工作考核合格。",
)
WRONG = {**REQUESTS, "handled.unavailable.not_held, total": 0}
EXAMPLES = (
    Example("clean", DUE, "云江市青禾区水务局", "青禾区涌泉路12号", "2024年1月15日", REQUESTS),
    Example("wrong-cell", DUE, "云江市青禾区文化和旅游局", "青禾区鼓楼巷3号", "2024年1月17日", WRONG),
    Example(
        "earlier-form", "cn-2019", "云江市青禾区市政园林局", "青禾区柳堤街45号", "2024年1月22日", REQUESTS
    ),
)


def main(folder: Path = FOLDER) -> None:
    """Write every example into ``folder``, as .docx and as .txt."""
    folder.mkdir(parents=True, exist_ok=True)
    library = Library()
    due = loaded(library, DUE)
    for example in EXAMPLES:
        changes = {
            "text": texts(example, due.document or due.id),
            "cells": {"requests": dict(example.requests)},
        }
        document = sample_document(loaded(library, example.pack), changes)
        write_word(document, folder / f"{example.name}.docx")
        (folder / f"{example.name}.txt").write_text(as_text(document), encoding="utf-8", newline="\n")


def loaded(library: Library, name: str) -> Pack:
    """A shipped pack."""
    pack = library.load(name).pack
    if pack is None:
        raise SystemExit(f"pack {name} has faults; run gouji pack check {name}")
    return pack


def write_word(document: Document, path: Path) -> None:
    """Write a document as a Word file: headings with their levels, tables with their merged cells."""
    word = docx.Document()
    word.core_properties.created = word.core_properties.modified = CREATED
    word.core_properties.author = "examples"
    for block in document.blocks:
        if isinstance(block, Table):
            _word_table(word, block)
        elif isinstance(block, Paragraph):
            paragraph = (
                word.add_heading(block.text, block.heading)
                if block.heading is not None
                else word.add_paragraph(block.text)
            )
            if block.heading == 0:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.save(str(path))


def _word_table(word: Any, table: Table) -> None:  # noqa: ANN401 - python-docx has no types
    grid = word.add_table(table.row_count, table.column_count, style="Table Grid")
    for cell in table.cells:
        anchor = grid.cell(cell.row, cell.column)
        if cell.row_span > 1 or cell.column_span > 1:
            anchor = anchor.merge(grid.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
        anchor.text = cell.text
        for run in anchor.paragraphs[0].runs:
            run.font.size = Pt(9)
    word.add_paragraph()


def as_text(document: Document) -> str:
    """The document as plain text: a paragraph a line, a row of a table a line, its cells parted by tabs."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            rows = range(block.row_count)
            lines += ["\t".join(cell.text for cell in block.cells if cell.row == row) for row in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
