"""A web page as a tree: parsed with limits, walked without recursion."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from gouji.engine.reading.decoding import without_embedded
from gouji.engine.reading.faults import Fault, fault
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

MAX_MARKUP = 4 * 2**20
"""Characters, without embedded pictures; an article with its site around it has a tenth of that."""

MAX_TAGS = 200_000

DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


UNSEEN = frozenset({
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "iframe",
    "frame", "frameset", "object", "embed", "applet", "svg", "math", "audio", "video", "canvas",
    "map", "select", "option", "optgroup", "datalist", "button", "input", "textarea", "rt", "rp",
})  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Step(Enum):
    """What a walk does at an element."""

    ENTER = "enter"
    LEAVE = "leave"
    BY = "by"
    """Goes by without entering."""


def parsed(text: str) -> _Element | Fault:
    """The tree of a page, entities decoded; the fault ``too_complex`` when it goes beyond the limits."""
    markup = without_embedded(DECLARATION.sub("", text)).replace("\x00", "")
    if len(markup) > MAX_MARKUP or markup.count("<") > MAX_TAGS:
        return fault("too_complex")
    parser = etree.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError):
        return fault("blank")
    if root is None:
        return fault("blank")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return fault("too_complex")
    return root


def steps(root: _Element, enters: Callable[[_Element], bool]) -> Iterator[tuple[Step, _Element]]:
    """Walk a tree in document order without recursion.

    Args:
        root: entered first, left last.
        enters: whether to go into an element's children.
    """
    yield Step.ENTER, root
    stack = [(root, iter(root))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield Step.LEAVE, element
        elif enters(child):
            yield Step.ENTER, child
            stack.append((child, iter(child)))
        else:
            yield Step.BY, child


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table, not of the tables in its cells, through whatever sloppy markup puts around."""
    for step, element in steps(table, lambda child: child.tag not in {"table", "tr", "td", "th", "caption"}):
        if step is Step.BY and element.tag == "tr":
            yield element


def line_of(element: _Element, first_line: int) -> int:
    """The line an element begins at, in a text whose markup begins at ``first_line``."""
    line = element.sourceline
    return first_line + (line - 1 if isinstance(line, int) else 0)


def cells_of(row: _Element) -> list[_Element]:
    """The cells of a row."""
    return [child for child in row if child.tag in {"td", "th"}]
