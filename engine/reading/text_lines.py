"""Characters → printed lines, and whether a line was broken only for want of room."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from gouji.engine.reading.page_model import Glyph, is_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME_LINE = 0.4
"""Of a character's size: how far the baselines of one line lie apart at most."""

OVERPRINT = 0.2
WORD_GAP = 0.3
COLUMN_GAP = 1.6
"""Of a character's size: wider gaps part words, columns of a table without lines."""

SLACK = 0.35
TOKEN = re.compile(r"[A-Za-z0-9.,:/%+\-]+|.", re.DOTALL)
"""What no line end parts: a word or number with its signs, else one character."""
CLOSING = frozenset("，。、；：？！）】》〉”’」』〕％%…,.;:?!)]}")
OPENING = frozenset("（【《〈“‘「『〔([{")
QUOTES = frozenset("“”‘’")
"""What no line end parts from what stands before it, nor from what follows."""

VALUE = re.compile(r"[+\-−－]?[\d,，.．]+[%％]?")


@dataclass(slots=True)
class TextLine:
    """A printed line.

    Attributes:
        columns: into how many stretches wide gaps part it.
        leading: width of what could not have been parted from its first character.
        wide: whether it has Chinese characters, whose size is sure.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    columns: int
    leading: float
    wide: bool


def text_lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines that characters form, from top to bottom; turned text comes last, in its own direction."""
    upright = [glyph for glyph in glyphs if not glyph.turned]
    lines = [_line(row) for row in _rows(upright)]
    if len(upright) < len(glyphs):
        for turn in (1, -1):
            turned = [glyph for glyph in glyphs if glyph.turned == turn]
            lines += [_set_back(_line(row), row, turn) for row in _rows([_upright(g) for g in turned])]
    return [line for line in lines if line.text]


def _upright(glyph: Glyph) -> Glyph:
    """A turned character with its places as if the page were turned instead."""
    text, left, right, top, bottom, _, size, turn = glyph
    if turn > 0:
        return Glyph(text, top, bottom, -right, -left, -left, size)
    return Glyph(text, -bottom, -top, left, right, right, size)


def _set_back(line: TextLine, row: Sequence[Glyph], turn: int) -> TextLine:
    """A turned line where it stands on the page."""
    start, end = min(glyph.left for glyph in row), max(glyph.right for glyph in row)
    top, bottom = min(glyph.top for glyph in row), max(glyph.bottom for glyph in row)
    if turn > 0:
        left, right, line.top, line.bottom = -bottom, -top, start, end
    else:
        left, right, line.top, line.bottom = top, bottom, -end, -start
    line.left, line.right, line.baseline = left, right, line.bottom
    return line


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=attrgetter("baseline")):
        if rows and glyph.baseline - base <= SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base = glyph.baseline
    return rows


def _line(row: list[Glyph]) -> TextLine:
    """The line that characters of one baseline form; spaces are put where gaps say so."""
    if len(row) > 1:
        row.sort(key=attrgetter("left"))
    parts: list[str] = []
    kept: list[Glyph] = []
    last: Glyph | None = None
    columns = 1
    for glyph in row:
        text, left, _, _, _, _, size, _ = glyph
        if text.isspace():
            if parts and parts[-1] != " ":
                parts.append(" ")
            continue
        if last is not None:
            if text == last.text and left - last.left < OVERPRINT * size:
                continue
            gap = left - last.right
            if gap > WORD_GAP * min(size, last.size):
                gap /= min(size, last.size)
                columns += gap > COLUMN_GAP
                narrow = not (is_wide(text) or is_wide(last.text))
                if parts[-1] != " " and (narrow or gap > COLUMN_GAP):
                    parts.append(" ")
        parts.append(text)
        kept.append(glyph)
        last = glyph
    return _measured("".join(parts).rstrip(), kept or row, columns)


def _measured(text: str, row: Sequence[Glyph], columns: int) -> TextLine:
    sizes = sorted([glyph.size for glyph in row if is_wide(glyph.text)])
    wide = bool(sizes)
    if not wide:
        sizes = sorted([glyph.size for glyph in row])
    return TextLine(
        text=text,
        left=row[0].left,
        right=max([glyph.right for glyph in row[-3:]]),
        top=min([glyph.top for glyph in row]),
        bottom=max([glyph.bottom for glyph in row]),
        baseline=row[0].baseline,
        size=sizes[len(sizes) // 2],
        columns=columns,
        leading=row[_tied(text, len(row)) - 1].right - row[0].left,
        wide=wide,
    )


def _tied(text: str, most: int) -> int:
    """How many of a line's characters could not have been parted from the first one."""
    length = 0
    while length < len(text) and (not length or _is_tied(text[length - 1], text[length])):
        token = TOKEN.match(text, length)
        length = token.end() if token else length + 1
    return max(1, min(length - text.count(" ", 0, length), most))


def _is_tied(before: str, after: str) -> bool:
    """Whether no line may end between two characters."""
    return after in CLOSING or before in OPENING or after in QUOTES or before in QUOTES


def is_full(line: TextLine, following: TextLine, width: float) -> bool:
    """Whether ``following`` did not fit behind ``line``, so that the break between them says nothing.

    Args:
        line: a line.
        following: the next one.
        width: of the text they are set in.
    """
    return line.right - line.left + following.leading > width - SLACK * line.size


def joined(before: str, after: str) -> str:
    """Two halves of a broken line put together; a space only between words of letters."""
    gap = (
        " "
        if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isalpha() and after[:1].isascii()
        else ""
    )
    return before + gap + after


def cell_text(lines: Sequence[TextLine], width: float) -> str:
    r"""The text of a cell: lines broken for want of room put together, others parted by ``\n``.

    Args:
        lines: from top to bottom.
        width: of the text in its column.
    """
    text = ""
    for number, line in enumerate(lines):
        if number and is_full(lines[number - 1], line, width):
            text = joined(text, line.text)
        else:
            text += f"\n{line.text}" if text else line.text
    return text


def is_value(text: str) -> bool:
    """Whether a text is a number and nothing else."""
    return VALUE.fullmatch(text.replace(" ", "")) is not None
