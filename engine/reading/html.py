"""HTML → blocks: the article of a web page, without the site around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.reading.document import Block, ImageMark, Location, Paragraph, Remark
from gouji.engine.reading.faults import Fault
from gouji.engine.reading.html_article import layout_tables, page
from gouji.engine.reading.html_tables import table_of
from gouji.engine.reading.html_text import AROUND, BLOCKS, PREFORMATTED, cell_text, folded, picture_name
from gouji.engine.reading.html_tree import HEADINGS, UNSEEN, Step, line_of, parsed, steps

if TYPE_CHECKING:
    from lxml.etree import _Element

TITLE_LEVEL = 0
OPENING = 8
"""Blocks at the beginning of an article among which its title is looked for."""


def read_html(text: str) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
    """The blocks of a web page and what to remark on it.

    Args:
        text: the page, decoded.

    Returns:
        Blocks in reading order with remarks, or why it cannot be read.
    """
    root = parsed(text)
    if isinstance(root, Fault):
        return root
    found = page(root)
    reader = _Reader(found.layout, first_line=1, first_table=1)
    for heading in found.before:
        reader.read(heading)
    reader.read(found.article)
    if reader.fault is not None:
        return reader.fault
    blocks = reader.blocks
    if blocks and not _has_title(blocks, found.title):
        blocks.insert(0, Paragraph(found.title, Location(line=1), TITLE_LEVEL))
    return tuple(blocks), ((Remark.HIDDEN_TEXT,) if found.hidden else ())


def read_fragment(text: str, first_line: int, first_table: int) -> tuple[Block, ...] | Fault:
    """The blocks of HTML inside another text.

    Args:
        text: the markup.
        first_line: the line it begins at.
        first_table: the number its first table gets.
    """
    root = parsed(text)
    if isinstance(root, Fault):
        return root
    reader = _Reader(layout_tables(root), first_line, first_table)
    reader.read(root)
    return reader.fault or tuple(reader.blocks)


def _has_title(blocks: list[Block], title: str) -> bool:
    """Whether the article states its title itself: by a heading, or by the words the page calls itself."""
    opening = [block for block in blocks[:OPENING] if isinstance(block, Paragraph)]
    if not title or any(block.heading is not None and block.heading <= 2 for block in opening):
        return True
    said = "".join("".join(block.text.split()) for block in opening)
    called = "".join(title.split())
    return called in said or any("".join(block.text.split()) in called for block in opening[:2])


def _leading_lines(text: str | None) -> int:
    """How many lines of the file white space takes before the first word."""
    return text[: len(text) - len(text.lstrip())].count("\n") if text else 0


class _Reader:
    """Collects the blocks of elements, in document order."""

    def __init__(self, layout: frozenset[_Element], first_line: int, first_table: int) -> None:
        self._layout = layout
        self.blocks: list[Block] = []
        self.fault: Fault | None = None
        self._first_line = first_line
        self._next_table = first_table
        self._pieces: list[str] = []
        self._begun = False
        self._line = first_line
        self._headings: list[int] = []
        self._preformatted = 0

    def read(self, root: _Element) -> None:
        """Append the blocks of an element."""
        for step, element in steps(root, self._enters):
            if step is Step.ENTER:
                self._enter(element)
                continue
            if step is Step.BY:
                self._pass(element)
            else:
                self._leave(element)
            if element is not root:
                self._add(element.tail, element)
        self._flush()

    def _enters(self, element: _Element) -> bool:
        if element.tag in UNSEEN or element.tag in {"br", "img"}:
            return False
        return element.tag != "table" or element in self._layout

    def _enter(self, element: _Element) -> None:
        if element.tag in BLOCKS:
            self._flush()
        if element.tag in HEADINGS:
            self._headings.append(HEADINGS[str(element.tag)])
        self._preformatted += element.tag in PREFORMATTED
        self._add(element.text, element)

    def _leave(self, element: _Element) -> None:
        if element.tag in BLOCKS:
            self._flush()
        if element.tag in HEADINGS:
            self._headings.pop()
        self._preformatted -= element.tag in PREFORMATTED

    def _pass(self, element: _Element) -> None:
        if element.tag == "table":
            self._flush()
            self._table(element)
        elif element.tag == "img":
            self._picture(element)
        elif element.tag == "br":
            if self._headings:
                self._pieces.append("\n")
            else:
                self._flush()

    def _add(self, text: str | None, element: _Element) -> None:
        """Add text to the paragraph going on; lines of preformatted text are paragraphs of their own."""
        added = folded(text, preformatted=self._preformatted > 0)
        line = line_of(element, self._first_line)
        if not self._preformatted:
            self._append(added, line + _leading_lines(text))
            return
        for index, part in enumerate(added.split("\n")):
            if index:
                self._flush()
            self._append(part, line + index)

    def _append(self, text: str, line: int) -> None:
        if not self._begun and text.strip(AROUND):
            self._begun, self._line = True, line
        self._pieces.append(text)

    def _flush(self) -> None:
        """End the paragraph going on."""
        lines = [line.strip(AROUND) for line in "".join(self._pieces).split("\n")] if self._begun else []
        text = "\n".join(line for line in lines if line)
        if text:
            heading = self._headings[-1] if self._headings else None
            self.blocks.append(Paragraph(text, Location(line=self._line), heading))
        self._pieces.clear()
        self._begun = False

    def _picture(self, image: _Element) -> None:
        name = picture_name(image)
        if name is not None:
            self.blocks.append(ImageMark(name, self._place(image)))

    def _table(self, element: _Element) -> None:
        for caption in element.iterchildren("caption"):
            text, _ = cell_text(caption)
            if text:
                self.blocks.append(Paragraph(text, self._place(caption)))
        table = table_of(element, self._next_table, self._first_line)
        self._next_table += 1
        if isinstance(table, Fault):
            self.fault = self.fault or table
        else:
            self.blocks.append(table)

    def _place(self, element: _Element) -> Location:
        return Location(line=line_of(element, self._first_line))
