"""Lines of a text file with their numbers, and marks that stand for pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.reading.decoding import without_embedded
from gouji.engine.reading.document import Block, ImageMark, Location, Paragraph
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.grid import DraftCell, finished
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.reading.document import Table

IMAGE = re.compile(r"\[(?:image|图片|图像|picture)\s*[:：](.*)\]", re.IGNORECASE)
MAX_LENGTH = 2**20
"""Characters, without embedded pictures; a long report has a tenth of that."""

MAX_LINES = 100_000
WHITE = " \t\u3000\xa0\ufeff\x00\f\v\x1a"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text without the line end, and its number from 1."""

    text: str
    number: int

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it; a tab alone is an empty cell, not a blank line."""
        return not self.text.strip(WHITE) and not self.text.startswith("\t")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and where it begins; line and column from 1."""

    text: str
    line: int
    column: int


def lines(text: str) -> tuple[Line, ...] | Fault:
    """The lines of ``text`` as editors number them: form feeds end none; or ``too_complex``."""
    text = without_embedded(text)
    if len(text) > MAX_LENGTH or text.count("\n") + text.count("\r") > MAX_LINES:
        return fault("too_complex")
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(Line(line, index) for index, line in enumerate(unified.split("\n"), 1))


def piece(text: str, line: int, column: int) -> Piece:
    """The text without the white space around it, at the column where it really begins."""
    bare = text.strip(WHITE)
    lead = len(text) - len(text.lstrip(WHITE)) if bare else 0
    return Piece(bare, line, column + lead)


def paragraphs(line: Line) -> Iterator[Block]:
    """The blocks of an ordinary line: its paragraphs (a form feed parts two), or the picture it marks."""
    column = 1
    for part in line.text.split("\f"):
        found = piece(part, line.number, column)
        column += len(part) + 1
        if not found.text:
            continue
        place = Location(line=found.line, column=found.column)
        image = IMAGE.fullmatch(found.text)
        yield ImageMark(image[1].strip(), place) if image else Paragraph(found.text, place)


def listed_table(rows: Sequence[Sequence[Piece]], index: int, *, spans_known: bool = False) -> Table | Fault:
    """A table of rows of pieces, each row the list of its cells.

    Args:
        rows: at least one row with at least one piece.
        index: its number in the document, from 1.
        spans_known: as in ``Table``.
    """
    drafts = [
        DraftCell(
            row=r,
            column=c,
            row_span=1,
            column_span=1,
            text=cell.text,
            location=Location(line=cell.line, column=cell.column, table=index, row=r + 1, cell=c + 1),
        )
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    ]
    first = rows[0][0]
    place = Location(line=first.line, column=first.column, table=index)
    return finished(drafts, len(rows), place, spans_known=spans_known)
