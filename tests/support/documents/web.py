"""Reports as web pages with the site around them: clean, sloppy, in other encodings, without borders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from gouji.engine.reading.document import Cell, Document, Paragraph, Table

from documents.variation import PLAIN, Variation, head_rows

BEFORE = (
    '<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; '
    '<a href="/nb/">年度报告</a></div>'
)
AFTER = (
    '<div class="footer"><p>主办：信息中心　网站标识码：0000000000</p>'
    '<p><a href="/map/">网站地图</a> | <a href="/about/">联系我们</a></p></div>'
)
BORDERED = '<table border="1" cellspacing="0">'
BORDERLESS = '<table border="0" style="border:none;border-collapse:collapse">'


def clean(document: Document, variation: Variation = PLAIN) -> bytes:
    """A page whose every tag is closed, in UTF-8."""
    return _page(document, variation, "utf-8").encode()


def sloppy(document: Document, variation: Variation = PLAIN) -> bytes:
    """A page that leaves its paragraphs, rows and cells open, with spans unquoted and tags in capitals."""
    page = _page(document, variation, "utf-8")
    for tag in ("</td>", "</tr>", "</p>", "</tbody>", "</thead>", "</li>"):
        page = page.replace(tag, "")
    page = page.replace("<tr>", "<TR>").replace("<p>", "<P>")
    return re.sub(r'(rowspan|colspan)="(\d+)"', r"\1=\2", page).encode()


def declared_gbk(document: Document, variation: Variation = PLAIN) -> bytes:
    """A page that declares GB 2312 and is written in its successor."""
    return _page(document, variation, "gb2312").encode("gb18030")


def undeclared_gbk(document: Document, variation: Variation = PLAIN) -> bytes:
    """A page of a Chinese encoding that it does not declare."""
    return _page(document, variation, None).encode("gb18030")


def borderless(document: Document, variation: Variation = PLAIN) -> bytes:
    """A page whose tables have no lines."""
    return _page(document, variation, "utf-8").replace(BORDERED, BORDERLESS).encode()


def _page(document: Document, variation: Variation, charset: str | None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    title = next((escape(block.text) for block in document.blocks if isinstance(block, Paragraph)), "")
    body = "\n".join(_blocks(document, variation))
    return (
        f"<!DOCTYPE html>\n<html><head>{meta}<title>{title}</title></head><body>\n{BEFORE}\n"
        f'<div class="content">\n{body}\n</div>\n{AFTER}\n</body></html>\n'
    )


def _blocks(document: Document, variation: Variation) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _table(block, variation)
        elif isinstance(block, Paragraph):
            tag = "p" if block.heading is None else f"h{block.heading + 1}"
            yield f"<{tag}>{_text(block.text)}</{tag}>"
            if variation.gaps:
                yield "<p>&nbsp;</p>"


def _table(table: Table, variation: Variation) -> Iterator[str]:
    yield BORDERED
    random = variation.random()
    if variation.seed:
        widths = (random.randint(20, 200) for _ in range(table.column_count))
        yield f"<colgroup>{''.join(f'<col width={width}>' for width in widths)}</colgroup>"
    head = head_rows(table) if variation.repeated_heads else 0
    for row in range(table.row_count):
        if row == 0 and head:
            yield "<thead>"
        yield f"<tr>{''.join(_cell(cell, variation) for cell in table.cells if cell.row == row)}</tr>"
        if row == head - 1:
            yield "</thead>"
    yield "</table>"


def _cell(cell: Cell, variation: Variation) -> str:
    spans = ""
    if cell.row_span > 1:
        spans += f' rowspan="{cell.row_span}"'
    if cell.column_span > 1:
        spans += f' colspan="{cell.column_span}"'
    text = (
        f'<span style="font-size:{variation.font_size}pt">{_text(cell.text)}</span>'
        if cell.text
        else "&nbsp;"
    )
    return f"<td{spans}>{text}</td>"


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
