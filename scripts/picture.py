"""Draw docs/pictures/check.svg: what ``gouji check`` says of the example report with one wrong cell.

Every character gets its own place, so that columns stand in line whatever font the reader has.
"""

from __future__ import annotations

import sys
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.engine.pipeline import check_file
from gouji.engine.writing.cells import cells
from gouji.engine.writing.results import Result
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.engine.writing.terminal import write_report, write_summary
from gouji.rules.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
FILE = "examples/reports/wrong-cell.docx"
TARGET = ROOT / "docs" / "pictures" / "check.svg"
WIDTH, CELL, LINE, MARGIN = 80, 8, 24, 18
FONTS = "'Noto Sans Mono CJK SC','Sarasa Mono SC','WenQuanYi Zen Hei Mono','Microsoft YaHei',monospace"
COLOURS = {
    "red": "#ff7b72",
    "yellow": "#e3b341",
    "green": "#7ee787",
    "blue": "#79c0ff",
    "cyan": "#76d9e6",
    "dim": "#8b949e",
}
PLAIN = "#e6edf3"


def main(target: Path = TARGET) -> None:
    """Write the picture."""
    sheet = Sheet(WIDTH)
    sheet.exact(Piece("$ ", "dim"), f"gouji check {FILE}")
    result = Result(FILE, check_file(ROOT / FILE, Library()))
    write_report(sheet, result, "zh")
    write_summary(sheet, [result], "zh")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(drawn(sheet.lines), encoding="utf-8", newline="\n")


def drawn(lines: Sequence[Sequence[Piece]]) -> str:
    """The lines as an SVG picture."""
    width, height = WIDTH * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    texts = [text for at, line in enumerate(lines) for text in _line(line, MARGIN + (at + 0.75) * LINE)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
    ground = f'<rect width="{width}" height="{height}" rx="8" fill="#161b22"/>'
    group = f'<g font-family="{FONTS}" font-size="{2 * CELL}">'
    return "\n".join((head, "<title>gouji check</title>", ground, group, *texts, "</g>", "</svg>", ""))


def _line(line: Sequence[Piece], y: float) -> Iterator[str]:
    at = 0
    for piece in line:
        words = piece.style.split()
        colour = next((COLOURS[word] for word in words if word in COLOURS), PLAIN)
        weight = ' font-weight="bold"' if "bold" in words else ""
        for blank, run in groupby(piece.text, key=str.isspace):
            text = "".join(run)
            places = [MARGIN + CELL * (at + cells(text[:index])) for index in range(len(text))]
            at += cells(text)
            if not blank:
                x = " ".join(map(str, places))
                yield f'<text x="{x}" y="{y:g}" fill="{colour}"{weight}>{escape(text, quote=False)}</text>'


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
