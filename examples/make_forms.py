"""Write the blank form, and the report on it with one wrong cell, that docs/writing-a-pack.md begins with.

Form and organ are invented. A test compares the result with the committed files.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import docx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document

FOLDER = Path(__file__).resolve().parent / "forms"
CREATED = datetime(2024, 1, 1, tzinfo=UTC)
TITLE = "便民热线年度情况说明"
RELATION = "（本表勾稽关系：第一项加第二项之和，等于第三项加第四项之和）"
HEADS = (
    (RELATION, "<", "<", "来电渠道", "<", "<", "<"),
    ("^", "^", "^", "电话", "网络", "<", "合计"),
    ("^", "^", "^", "^", "网站", "手机应用", "^"),
)
ROWS = (
    ("一、本年新收来电数量", "<", "<"),
    ("二、上年结转来电数量", "<", "<"),
    ("三、本年办结", "（一）当场答复", "<"),
    ("^", "（二）转办", "1.转部门"),
    ("^", "^", "2.转乡镇"),
    ("^", "（三）合计", "<"),
    ("四、结转下年继续办理", "<", "<"),
)
FIGURES = (
    (120, 30, 50, 200),
    (5, 1, 2, 8),
    (80, 20, 30, 130),
    (25, 6, 12, 34),
    (12, 3, 5, 20),
    (117, 29, 47, 193),
    (8, 2, 5, 15),
)
"""34 in the fourth row ought to be 43."""
ORGAN, YEAR = "青禾市云江区水务局", 2026


def written(title: str, texts: Sequence[str], figures: Sequence[Sequence[object]]) -> Document:
    """The form with a title, the texts of its first and last section, and what stands in its cells."""
    target = docx.Document()
    target.core_properties.created = target.core_properties.modified = CREATED
    target.core_properties.author = "examples"
    target.add_paragraph(title)
    target.add_paragraph("一、工作概况")
    target.add_paragraph(texts[0])
    target.add_paragraph("二、来电办理情况")
    lines = [*HEADS, *((*labels, *map(str, row)) for labels, row in zip(ROWS, figures, strict=True))]
    fill(target, lines)
    target.add_paragraph("三、改进打算")
    for text in texts[1:]:
        target.add_paragraph(text)
    return target


def fill(target: Document, lines: Sequence[Sequence[str]]) -> None:
    """A table of lines in which ``<`` continues the cell at the left and ``^`` the one above."""
    grid = target.add_table(len(lines), len(lines[0]), style="Table Grid")
    cells = [row.cells for row in grid.rows]
    for i, line in enumerate(lines):
        for j, text in enumerate(line):
            if text in {"<", "^"}:
                continue
            right, low = j, i
            while right + 1 < len(line) and line[right + 1] == "<":
                right += 1
            while low + 1 < len(lines) and lines[low + 1][j] == "^":
                low += 1
            cells[i][j].merge(cells[low][right]).text = text


def main(folder: Path = FOLDER) -> None:
    """Write both files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    blank = written(f"{TITLE}（格式）", ["（文字描述）", "（文字描述）"], [("",) * 4] * len(ROWS))
    blank.save(str(folder / "hotline.docx"))
    texts = [
        f"统计期限自{YEAR}年1月1日至{YEAR}年12月31日。热线由专人值守，逐件登记。",
        "完善知识库，缩短转办时间，每月回访一次。",
        ORGAN,
        f"{YEAR + 1}年1月20日",
    ]
    report = written(f"{ORGAN}{YEAR}年{TITLE}", texts, FIGURES)
    report.save(str(folder / f"hotline-{YEAR}.docx"))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
