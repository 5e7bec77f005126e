"""Bytes of a pack file → its lines: UTF-8, no tabs, nothing invisible; positions are those of an editor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Place, Position

if TYPE_CHECKING:
    from gouji.rules.faults import Faults

MAX_BYTES = 2_000_000
_FOREIGN = re.compile(
    "[^\\x20-\\x7e\\xa0-\\u200a\\u2010-\\u2027\\u202f-\\u2065\\u2070-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd"
    "\\U00010000-\\U0010ffff]"
)
"""What YAML refuses, what it alone takes for a line break, and what turns the direction of writing."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A decoded file: its name as places show it, and its lines without their ends."""

    name: str
    lines: tuple[str, ...]


def decoded(data: bytes, name: str, faults: Faults) -> TextFile | None:
    """The lines of a file; ``None`` when the faults say that they are of no use."""
    if len(data) > MAX_BYTES:
        faults.add("too_large", _place(name, 1, 1, 1), limit=MAX_BYTES)
        return None
    try:
        lines = _lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = _lines(data[: error.start].decode("utf-8-sig", "replace"))
        column = len(before[-1]) + 1
        faults.add("encoding", _place(name, len(before), column, column))
        return None
    sound = [_line_is_sound(name, number, line, faults) for number, line in enumerate(lines, 1)]
    return TextFile(name, lines) if all(sound) else None


def bare(text: str) -> str:
    """The lines of a text without what no line of a pack may hold."""
    return "\n".join(_FOREIGN.sub("", line) for line in text.split("\n"))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _line_is_sound(name: str, number: int, line: str, faults: Faults) -> bool:
    found = _FOREIGN.search(line)
    if found is None:
        return True
    place = _place(name, number, found.start() + 1, found.end() + 1)
    if found.group() == "\t":
        faults.add("tab", place)
    else:
        faults.add("control_character", place, character=f"U+{ord(found.group()):04X}")
    return False


def _place(name: str, line: int, start: int, end: int) -> Place:
    return Place(name, Position(line, start), Position(line, end))
