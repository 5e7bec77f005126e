"""Widths in terminal cells.

Chinese text is full of characters that Unicode calls ambiguous (“ ” … — ①): Chinese terminals draw them
two cells wide, and so they are counted here. What is laid out with these widths lines up there, and elsewhere
is at worst a little loose.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

NOT_AT_START = frozenset("，。、；：！？）》”’】〕」』…—％·,.;:!?)]}%")
NOT_AT_END = frozenset("（《“‘【〔「『([{〔①②③④⑤⑥⑦⑧⑨⑩")
LINES = range(0x2500, 0x25A0)


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    if character < "\x7f":
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if ord(character) in LINES:
        return 1
    return 2 if unicodedata.east_asian_width(character) in {"W", "F", "A"} else 1


def cells(text: str) -> int:
    """How many cells of a terminal the text takes."""
    return sum(map(_cell, text))


def clip(text: str, width: int) -> str:
    """The text in at most ``width`` cells; what is cut off is marked by ``…``."""
    if cells(text) <= width:
        return text
    kept, room = "", width - _cell("…")
    for character in text:
        room -= _cell(character)
        if room < 0:
            break
        kept += character
    return kept + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled up with spaces to ``width`` cells; ``right`` sets it to the right."""
    space = " " * max(0, width - cells(text))
    return space + text if right else text + space


def breaks(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    """Where to break the text into lines: its stretches as offsets, spaces at the breaks left out.

    Lines break at spaces and between wide characters, but never before a closing mark or after an opening
    one; a Latin word is cut only when it fills a line alone.

    Args:
        text: one paragraph, without line breaks.
        first: cells of the first line.
        rest: cells of all others.
    """
    lines: list[tuple[int, int]] = []
    start, room = 0, max(first, 2)
    while start < len(text):
        end = _line_end(text, start, room)
        stop = end
        while stop > start and text[stop - 1] == " " and end < len(text):
            stop -= 1
        lines.append((start, stop))
        start, room = end, max(rest, 2)
        while start < len(text) and text[start] == " ":
            start += 1
    return lines or [(0, 0)]


def _line_end(text: str, start: int, room: int) -> int:
    used, end = 0, start
    while end < len(text) and used + _cell(text[end]) <= room:
        used += _cell(text[end])
        end += 1
    if end == len(text):
        return end
    for at in range(end, start, -1):
        if _may_break(text, at):
            return at
    return max(end, start + 1)


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == " " or after == " ":
        return True
    if after in NOT_AT_START or before in NOT_AT_END:
        return False
    return _cell(before) == 2 or _cell(after) == 2
