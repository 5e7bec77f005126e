"""Element names of WordprocessingML, and small questions every part of the reader asks of an element."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"

VAL = f"{WORD}val"
PARAGRAPH, TABLE, ROW, CELL = f"{WORD}p", f"{WORD}tbl", f"{WORD}tr", f"{WORD}tc"
RUN, TEXT, BOX = f"{WORD}r", f"{WORD}t", f"{WORD}txbxContent"
ALTERNATE = f"{COMPATIBILITY}AlternateContent"

TRANSPARENT = frozenset(
    {f"{WORD}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "sdt")}
)
"""Wrappers whose content counts as if they were not there; what deletions wrap is not among them."""


def children(element: _Element, tags: Collection[str]) -> Iterator[_Element]:
    """The children with one of ``tags``, seen through content controls, insertions and the like."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in TRANSPARENT:
            yield from children(child, tags)
        elif child.tag == ALTERNATE:
            yield from children(alternative(child), tags)


def alternative(element: _Element) -> _Element:
    """The branch of an ``mc:AlternateContent`` to read: the first choice, else the fallback."""
    for name in ("Choice", "Fallback"):
        branch = element.find(f"{COMPATIBILITY}{name}")
        if branch is not None:
            return branch
    return element


def value(element: _Element | None, path: str) -> str | None:
    """The ``w:val`` of the descendant at ``path`` (as in ``descendant``); ``None`` without one."""
    found = descendant(element, path)
    return None if found is None else found.get(VAL)


def descendant(element: _Element | None, path: str) -> _Element | None:
    """The descendant at ``path``, names of WordprocessingML separated by slashes."""
    if element is None:
        return None
    if "/" in path:
        return element.find(_qualified(path))
    return next(element.iterchildren(_qualified(path)), None)  # what find does in more steps


@cache
def _qualified(path: str) -> str:
    return "/".join(f"{WORD}{name}" for name in path.split("/"))


def number(text: str | None, otherwise: int = 0) -> int:
    """An attribute as a whole number, ``otherwise`` when it is missing or none."""
    try:
        return int(text) if text is not None and len(text) <= 12 else otherwise
    except ValueError:
        return otherwise


def switched_on(element: _Element | None, name: str) -> bool | None:
    """A toggle property such as ``w:vanish``: ``None`` when it is not stated."""
    found = descendant(element, name)
    if found is None:
        return None
    return found.get(VAL, "1") not in {"0", "false", "off"}
