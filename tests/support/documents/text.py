"""Reports as plain text and as Markdown, in the layouts in which tables survive there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from gouji.engine.reading.document import Document, Paragraph, Table

from documents.recognised import Part, parts
from documents.rows import Rows, full_rows, indented_rows, piped_rows
from documents.variation import PLAIN, Variation


def indented(document: Document, variation: Variation = PLAIN) -> bytes:
    """Plain text with a cell a line after a tab, and a blank line after each row."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            for row in indented_rows(block):
                lines += [*(f"\t{text}" for text in row), ""]
            lines.append("")
        elif isinstance(block, Paragraph):
            lines += _paragraph(block.text, variation)
    return _file(lines)


def tabbed(document: Document, variation: Variation = PLAIN) -> bytes:
    """Plain text with a row of a table a line, its cells parted by tabs."""
    return _file(_lines(document, variation, "\t".join, _in_place))


def piped(document: Document, variation: Variation = PLAIN) -> bytes:
    """Plain text with a row of a table a line, a pipe after each cell, padded at its end."""
    return _file(_lines(document, variation, lambda row: "".join(f"{text}  | " for text in row), piped_rows))


def gb18030(document: Document, variation: Variation = PLAIN) -> bytes:
    """Plain text with a cell a line, in the national encoding."""
    return indented(document, variation).decode().encode("gb18030")


def markdown(document: Document, variation: Variation = PLAIN) -> bytes:
    """Markdown: headings by their signs, each table under its rule."""
    return _file(_markdown(document, variation, lambda table: [(None, full_rows(table))]))


def recognised(document: Document, variation: Variation = PLAIN) -> bytes:
    """Markdown as programs print it that recognise pictures of pages."""
    return _file(_markdown(document, variation, parts))


def _in_place(table: Table) -> Rows:
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.row_count)]


def _lines(
    document: Document,
    variation: Variation,
    joined: Callable[[Sequence[str]], str],
    rows: Callable[[Table], Rows],
) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (joined([text.replace("\n", " ") for text in row]) for row in rows(block))
        elif isinstance(block, Paragraph):
            yield from _paragraph(block.text, variation)


def _paragraph(text: str, variation: Variation) -> list[str]:
    return [text, ""] if variation.gaps else [text]


def _markdown(
    document: Document, variation: Variation, parts_of: Callable[[Table], Iterable[Part]]
) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            for heading, rows in parts_of(block):
                yield from ["", "### " + heading.replace("\n", "")] if heading else [""]
                yield from _ruled(rows)
            yield ""
        elif isinstance(block, Paragraph):
            mark = "" if block.heading is None else "#" * (block.heading + 1) + " "
            yield from ["", *_paragraph(mark + block.text, variation)]


def _ruled(rows: Rows) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(text.replace(chr(10), '<br>') for text in row)} |"
        if number == 0:
            yield "|" + "---|" * len(row)


def _file(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
