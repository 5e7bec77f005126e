"""Markdown → blocks: headings, paragraphs without their markup, pipe tables, and tables written as HTML.

Every line is a paragraph of its own: converters and text recognition write one paragraph a line, and joining
lines would glue headings to what follows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Block, ImageMark, Location, Paragraph
from gouji.engine.reading.faults import Fault
from gouji.engine.reading.html import read_fragment
from gouji.engine.reading.lines import Line, Piece, lines, listed_table, paragraphs
from gouji.engine.reading.pipes import has_pipe, is_rule, prose, rows, unpiped

if TYPE_CHECKING:
    from collections.abc import Sequence

ATX = re.compile(r"[ \t\u3000]*(#{1,6})(?:[ \t\u3000]+|$)")
SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
BREAK = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
QUOTE = re.compile(r"^(?:[ \t]*>[ \t]?)+")
BULLET = re.compile(r"^([ \t]*)[*+-][ \t]+(?=\S)")
TABLE_OPEN, TABLE_CLOSE = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\(\s*<?([^)\s>]{0,2000})>?[^)\n]{0,500}\)")
LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\([^()\[\]\n]{0,2000}\)")
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
EMPHASIS = (
    re.compile(r"(\*{1,3})(?=\S)([^*\n]{1,2000}?)(?<=\S)\1"),
    re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]{1,2000}?)(?<=\S)\1(?![\w_])"),
    re.compile(r"(~~)(?=\S)([^~\n]{1,2000}?)(?<=\S)\1"),
    re.compile(r"(`{1,2})([^`\n]{1,2000}?)\1"),
)
HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
HTML_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|span|font|sub|sup|a|p|div|center|small|big|del|ins|mark|code)(?:\s[^<>\n]{0,500})?/?>",
    re.IGNORECASE,
)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
SHELTER = 0xF0000
"""Where escaped signs wait, in a private area, while the markup around them is read."""

SHELTERED = {SHELTER + code: chr(code) for code in range(128)}
ENTITIES = {"&nbsp;": "\xa0", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}


def read_markdown(text: str) -> tuple[Block, ...] | Fault:
    """The blocks of a Markdown file; the fault ``too_complex`` when a table is larger than any form."""
    source = lines(_without_comments(text))
    if isinstance(source, Fault):
        return source
    reader = _Reader(source)
    return reader.fault or tuple(reader.blocks)


def bare(text: str) -> str:
    """The words of a line without emphasis, links, code marks, tags, escapes; ``<br>`` breaks the line."""
    if not any(sign in text for sign in "*_`~[<&\\"):
        return text
    text = ESCAPED.sub(lambda sign: chr(SHELTER + ord(sign[1])), text)
    text = LINK.sub(r"\1", AUTOLINK.sub(r"\1", text))
    for pattern in EMPHASIS:
        text = pattern.sub(r"\2", pattern.sub(r"\2", text))
    text = HTML_TAG.sub("", HTML_BREAK.sub("\n", text))
    for entity, sign in ENTITIES.items():
        text = text.replace(entity, sign)
    return text.translate(SHELTERED)


def _without_comments(text: str) -> str:
    """The text without HTML comments, their line ends left, so that what follows keeps its line numbers."""
    kept, start = [], 0
    while (opening := text.find("<!--", start)) >= 0 and (closing := text.find("-->", opening)) >= 0:
        kept += [text[start:opening], "\n" * text.count("\n", opening, closing)]
        start = closing + 3
    return "".join([*kept, text[start:]])


class _Reader:
    """Goes through the lines once; ``_next`` is the index of the first line not read."""

    def __init__(self, source: Sequence[Line]) -> None:
        self.blocks: list[Block] = []
        self.fault: Fault | None = None
        self._lines = source
        self._next = 0
        self._tables = 0
        self._fence = ""
        while self._next < len(source):
            line = source[self._next]
            self._next += 1
            if self._fenced(line):
                continue
            if TABLE_OPEN.search(line.text):
                self._html_table(line)
            elif has_pipe(line):
                self._piped(line)
            else:
                self._line(line)

    def _fenced(self, line: Line) -> bool:
        """Whether the line opens or closes a code fence, or is code, which stays as it is."""
        mark = FENCE.match(line.text)
        if self._fence:
            if mark and mark[1].startswith(self._fence):
                self._fence = ""
            else:
                self.blocks += paragraphs(line)
            return True
        if mark:
            self._fence = mark[1]
        return mark is not None

    def _line(self, line: Line) -> None:
        text = QUOTE.sub("", line.text, count=1) if line.text.lstrip().startswith(">") else line.text
        mark = ATX.match(text)
        if mark:
            self._paragraph(line, _unclosed(text[mark.end() :]), len(mark[1]))
        elif BREAK.fullmatch(text):
            return
        elif underline := self._underline(text):
            self._paragraph(line, text, 1 if underline[1].startswith("=") else 2)
            self._next += 1
        else:
            self._paragraph(line, BULLET.sub(r"\1", text, count=1), None)

    def _underline(self, text: str) -> re.Match[str] | None:
        """The line of ``=`` or ``-`` below, which makes ``text`` a heading."""
        if not text.strip() or self._next >= len(self._lines):
            return None
        return SETEXT.fullmatch(self._lines[self._next].text)

    def _paragraph(self, line: Line, text: str, heading: int | None) -> None:
        for image in IMAGE.finditer(text):
            name = image[1].strip() or image[2].rpartition("/")[2]
            self.blocks.append(
                ImageMark(name, Location(line=line.number, column=line.text.find(image[0]) + 1))
            )
        words = bare(IMAGE.sub("", text))
        column = max(line.text.find(text.strip()), 0) + 1 if text.strip() else 1
        for part in words.split("\n"):
            for block in paragraphs(Line(part, line.number)):
                place = Location(line=line.number, column=column)
                self.blocks.append(
                    Paragraph(block.text, place, heading)
                    if isinstance(block, Paragraph)
                    else _moved(block, place)
                )

    def _piped(self, first: Line) -> None:
        run = [first]
        while self._next < len(self._lines) and has_pipe(self._lines[self._next]):
            run.append(self._lines[self._next])
            self._next += 1
        for part in _separate(run):
            found = [
                tuple(Piece(_one_cell(cell.text), cell.line, cell.column) for cell in row)
                for row in rows(part)
            ]
            if not found:
                continue
            if prose(found, part):
                for line in unpiped(part[0], found[0]):
                    self._line(line)
            else:
                self._tables += 1
                self._add(listed_table(found, self._tables))

    def _html_table(self, first: Line) -> None:
        """A table written as HTML goes on until as many tables are closed as were opened."""
        texts, depth = [], 0
        line = first
        while True:
            texts.append(line.text)
            depth += len(TABLE_OPEN.findall(line.text)) - len(TABLE_CLOSE.findall(line.text))
            if depth <= 0 or self._next >= len(self._lines):
                break
            line = self._lines[self._next]
            self._next += 1
        found = read_fragment("\n".join(texts), first.number, self._tables + 1)
        if isinstance(found, Fault):
            self._add(found)
            return
        self._tables += sum(1 for block in found if not isinstance(block, Paragraph | ImageMark))
        self.blocks += found

    def _add(self, found: Block | Fault) -> None:
        if isinstance(found, Fault):
            self.fault = self.fault or found
        else:
            self.blocks.append(found)


def _separate(run: Sequence[Line]) -> list[list[Line]]:
    """The tables of consecutive lines with pipes: each rule begins one, with the row above it as its head."""
    starts = [0]
    for index in range(2, len(run)):
        if is_rule(run[index]) and index - 1 > starts[-1] and any(is_rule(line) for line in run[: index - 1]):
            starts.append(index - 1)
    return [list(run[start:end]) for start, end in zip(starts, [*starts[1:], len(run)], strict=True)]


def _unclosed(text: str) -> str:
    """The words of a heading without the ``#`` that may close it."""
    bare_text = text.rstrip()
    words = bare_text.rstrip("#")
    return words if not words or words[-1] in " \t" else bare_text


def _one_cell(text: str) -> str:
    return bare(IMAGE.sub(lambda image: image[1], text)).strip()


def _moved(block: Block, place: Location) -> Block:
    return ImageMark(block.name, place) if isinstance(block, ImageMark) else block
