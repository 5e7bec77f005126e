"""The map of a form as a picture: an SVG that needs no font but the reader's own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from gouji.engine.writing.cells import cells
from gouji.engine.writing.form_map import SIGNS, columns_of, lines_of, map_summary, standing
from gouji.engine.writing.naming import table_label
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.trial.identifiability import CellWatch, FormMap
    from gouji.grammar.schema import Table
    from gouji.rules.pack import Pack

FILLS = {"located": "#2e7d4f", "block": "#5b9bd5", "sometimes": "#f2c14e", "never": "#d9534f"}
INKS = {"located": "#ffffff", "block": "#ffffff", "sometimes": "#222222", "never": "#ffffff"}
LABEL, CELL, LINE, MARGIN, HEAD = 360, 76, 22, 16, 30
UNIT = 7
"""Half the width of a Chinese character of the size used here."""


def map_svg(pack: Pack, found: FormMap, language: Language) -> str:
    """The picture of all tables of a form."""
    body: list[str] = []
    top = MARGIN
    widest = LABEL
    top = _text(body, MARGIN, top + 18, pack.title.in_language(language), "title") + 10
    for name, sign in SIGNS.items():
        said = f"{sign} {render(message(f'trial.map_{name}'), language)}"
        body.append(f'<rect x="{MARGIN}" y="{top}" width="14" height="14" fill="{FILLS[name]}"/>')
        _text(body, MARGIN + 22, top + 12, said)
        top += LINE
    for table in pack.schema.tables.values():
        top = _text(body, MARGIN, top + 24, table_label(table, pack.schema), "table") + 4
        top = _table(body, table, found, top)
        widest = max(widest, LABEL + CELL * len(table.leaf_columns))
    top = _text(body, MARGIN, top + 22, render(map_summary(found), language))
    return _document(widest + 2 * MARGIN, top + MARGIN, body)


def _table(body: list[str], table: Table, found: FormMap, top: int) -> int:
    for place, head in enumerate(columns_of(table)):
        middle = MARGIN + LABEL + place * CELL + CELL // 2
        for row, part in enumerate(_folded(head)):
            body.append(f'<text x="{middle}" y="{top + 12 + row * 13}" class="head">{escape(part)}</text>')
    top += HEAD + 4
    for line in lines_of(table, found):
        _text(body, MARGIN, top + 15, _cut(line.label))
        for place, watch in enumerate(line.watches):
            if watch is not None:
                body.extend(_cell(watch, MARGIN + LABEL + place * CELL, top))
        top += LINE
    return top


def _cell(watch: CellWatch, left: int, top: int) -> Iterator[str]:
    name = standing(watch)
    text = SIGNS[name] + (f" {len(watch.relations)}" if watch.relations else "")
    yield (
        f'<rect x="{left + 1}" y="{top + 1}" width="{CELL - 2}" height="{LINE - 2}" fill="{FILLS[name]}"/>'
        f'<text x="{left + CELL // 2}" y="{top + 15}" class="cell" fill="{INKS[name]}">{text}</text>'
    )


def _folded(head: str) -> tuple[str, ...]:
    """A head on at most two lines."""
    most = CELL // UNIT
    if cells(head) <= most:
        return (head,)
    at = next((place for place in range(len(head)) if cells(head[: place + 1]) > most), len(head))
    rest = head[at:]
    while cells(rest) > most:
        rest = rest[:-2] + "…"
    return head[:at], rest


def _cut(label: str) -> str:
    while cells(label) * UNIT > LABEL - 8:
        label = label[:-2] + "…"
    return label


def _text(body: list[str], left: int, base: int, text: str, style: str = "label") -> int:
    body.append(f'<text x="{left}" y="{base}" class="{style}">{escape(text)}</text>')
    return base


def _document(width: int, height: int, body: list[str]) -> str:
    style = (
        "text{font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;"
        "font-size:13px;fill:#222}"
        ".title{font-size:16px;font-weight:bold}.table{font-weight:bold}"
        ".head{font-size:11px;text-anchor:middle}.cell{font-size:12px;text-anchor:middle}"
    )
    inks = "".join(f'.cell[fill="{ink}"]{{fill:{ink}}}' for ink in dict.fromkeys(INKS.values()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n<style>{style}{inks}</style>\n'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )
