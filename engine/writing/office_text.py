"""Foreign text for office files: nothing in it steers, computes, or breaks the file it is put into."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gouji.engine.writing.inert import STEERING, inert

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_CELL = 32_000
"""Characters; spreadsheets take 32,767 in a cell."""
LONGEST_NAME = 60
_NO_XML = re.compile("[\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NO_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)


def printable(text: str) -> str:
    """The text with its line breaks, masked, without characters that steer or that XML cannot hold."""
    lines = (_NO_XML.sub("\ufffd", inert(line)) for line in text.splitlines())
    return "\n".join(lines).strip()


def own(text: str) -> str:
    """A text of the office's own on one line: its telephone numbers are there to be called."""
    return _NO_XML.sub("\ufffd", STEERING.sub("\ufffd", " ".join(text.split())))


def cell_text(text: str) -> str:
    """The text as a cell of a spreadsheet can hold it; what looks like an escaped character is none."""
    return _ESCAPE.sub("＿", printable(text))[:LONGEST_CELL]


def file_name(text: str, ending: str, otherwise: str, taken: Iterable[str] = ()) -> str:
    """A file name that every system takes, and that leads into no other folder.

    Args:
        text: what the file is called after.
        ending: with its dot.
        otherwise: the name when nothing is left of ``text``.
        taken: names in use, compared without case; a number tells the new one from them.
    """
    bare = _NO_NAME.sub("", inert(text).replace("\ufffd", ""))
    stem = " ".join(_NO_XML.sub("", unicodedata.normalize("NFC", bare)).split()).strip(". ")[:LONGEST_NAME]
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"{otherwise}{stem}"
    used = {name.casefold() for name in taken}
    name, number = f"{stem}{ending}", 2
    while name.casefold() in used:
        name, number = f"{stem}({number}){ending}", number + 1
    return name
