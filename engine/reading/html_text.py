"""Text of web pages as a browser would show it: white space folded, lines broken by blocks and ``<br>``."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from gouji.engine.reading.html_tree import UNSEEN, Step, steps

if TYPE_CHECKING:
    from lxml.etree import _Element

FOLDED = re.compile(r"[ \t\r\n\f]+")
AROUND = " \t\r\n\f\v\u3000\xa0\ufeff\u200b"
BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
PREFORMATTED = frozenset({"pre", "xmp", "listing", "plaintext"})
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))
"""Characters of no width that content management systems leave between others."""


def folded(text: str | None, *, preformatted: bool = False) -> str:
    """Text of a node: runs of white space as one space, characters of no width out."""
    if not text:
        return ""
    text = text.translate(INVISIBLE)
    return text if preformatted else FOLDED.sub(" ", text)


def cell_text(element: _Element) -> tuple[str, int]:
    """The text of a cell or caption, lines as shown; cells of a table inside it are parted by tabs.

    Returns:
        The text and the number of pictures in it.
    """
    pieces: list[str] = []
    pictures = 0
    for step, child in steps(element, lambda child: child.tag not in UNSEEN):
        if child is not element and child.tag in BLOCKS:
            pieces.append("\t" if child.tag in {"td", "th"} else "\n")
        if step is Step.ENTER:
            pieces.append(folded(child.text))
            continue
        if child.tag == "br":
            pieces.append("\n")
        elif child.tag == "img":
            pictures += picture_name(child) is not None
        if child is not element:
            pieces.append(folded(child.tail))
    return squeezed("".join(pieces)), pictures


def squeezed(text: str) -> str:
    """The lines of ``text`` that print something, without the white space around them."""
    kept = ([part.strip(AROUND) for part in line.split("\t")] for line in text.split("\n"))
    return "\n".join("\t".join(part for part in parts if part) for parts in kept if any(parts))


def picture_name(image: _Element) -> str | None:
    """What a page calls a picture: its text, title or file name; ``None`` for the dots of visit counters."""
    if any((image.get(side) or "").strip().removesuffix("px") in {"0", "1"} for side in ("width", "height")):
        return None
    for attribute in ("alt", "title"):
        name = (image.get(attribute) or "").strip()
        if name:
            return name
    source = (image.get("src") or "").strip()
    if source.startswith("data:"):
        return ""
    try:
        return posixpath.basename(unquote(urlsplit(source).path))
    except ValueError:
        return ""
