"""Fields of binary Word documents: their instructions do not print, their results do."""

from __future__ import annotations

import re

CELL_MARK = "\x07"
NO_END = re.compile("[^\r\x07\x0c]")
FIELD_MARKS = re.compile("[\x13\x14\x15]")
FIELD_BEGINS, FIELD_PARTS = "\x13", "\x14"
GONE = "\x00"
"""Stands in the text for what is taken out of it."""


def without_instructions(text: str) -> str:
    """The text with the instructions of its fields marked as gone; results stay.

    Instructions end with the cell they stand in; a field without an end hides only what is before its result.
    """
    opened: list[list[int]] = []
    ranges: list[tuple[int, int]] = []
    for found in FIELD_MARKS.finditer(text):
        at = found.start()
        if found[0] == FIELD_BEGINS:
            opened.append([at])
        elif opened and found[0] == FIELD_PARTS:
            opened[-1].append(at)
        elif opened:
            ranges.append((opened[-1][0], (*opened.pop()[1:], at)[0]))
    ranges += ((marks[0], marks[1]) for marks in opened if len(marks) > 1)
    kept, position = [], 0
    for start, end in sorted(ranges):
        if start < position:
            continue  # inside one before, or cut off with it
        cell = text.find(CELL_MARK, start, end)
        last = end if cell < 0 else cell
        kept += [text[position:start], NO_END.sub(GONE, text[start:last])]
        position = last
    return "".join((*kept, text[position:]))
