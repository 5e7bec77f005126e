"""Rows written with pipes: ``| a | b |``, with or without the outer pipes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.reading.lines import WHITE, Line, Piece, piece

if TYPE_CHECKING:
    from collections.abc import Sequence

RULE = re.compile(r"\s*(?:\|\s*)?:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*(?:\|\s*)?")


COMPACT_RULE = re.compile(r"\s*\|?:?-:?(?:\|:?-:?)+\|?\s*")
"""A rule of single dashes; spaces around them would make a row of placeholders."""


def has_pipe(line: Line) -> bool:
    """Whether the line may be a row."""
    return "|" in line.text


def is_rule(line: Line) -> bool:
    """Whether the line is the ``|---|---|`` under a head; it holds no cells."""
    return "|" in line.text and RULE.fullmatch(line.text) is not None


def rows(source: Sequence[Line]) -> list[tuple[Piece, ...]]:
    """The rows of consecutive lines with pipes, without the rule under a head."""
    cells = [line for line in source if not is_rule(line)]
    if len(cells) == len(source) > 1 and COMPACT_RULE.fullmatch(source[1].text):
        cells = [source[0], *source[2:]]
    enclosed = all(line.text.lstrip(WHITE).startswith("|") for line in cells)
    return [found for line in cells if (found := row(line, enclosed=enclosed))]


def row(line: Line, *, enclosed: bool) -> tuple[Piece, ...]:
    r"""The cells of a row: empty ones count, also at its end; the last pipe closes the last; ``\|`` is text.

    Args:
        line: the row.
        enclosed: whether a pipe at the beginning opens the first cell; else it closes an empty one.
    """
    parts: list[Piece] = []
    start = 0
    for position, sign in enumerate(line.text):
        if sign == "|" and (position == 0 or line.text[position - 1] != "\\"):
            parts.append(_cell(line, start, position))
            start = position + 1
    last = _cell(line, start, len(line.text))
    if last.text:
        parts.append(last)
    return tuple(parts[1:] if enclosed and line.text.lstrip(WHITE).startswith("|") else parts)


def _cell(line: Line, start: int, end: int) -> Piece:
    return piece(line.text[start:end].replace("\\|", "|"), line.number, start + 1)


def prose(cells: Sequence[Sequence[Piece]], source: Sequence[Line]) -> bool:
    """Whether lines with pipes are no table: a single one not enclosed by pipes, or with one text in it."""
    if len(source) > 1:
        return False
    bare = source[0].text.strip(WHITE)
    return not (bare.startswith("|") or bare.endswith("|")) or sum(1 for cell in cells[0] if cell.text) < 2


def unpiped(line: Line, cells: Sequence[Piece]) -> tuple[Line, ...]:
    """A line of prose without the pipes around it; nothing when it holds nothing else."""
    texts = [cell for cell in cells if cell.text]
    if len(texts) > 1:
        return (line,)
    return tuple(Line(" " * (cell.column - 1) + cell.text, cell.line) for cell in texts)
