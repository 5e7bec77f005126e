"""Pages as trees: every text and attribute is made inert where it enters, and escaped where it is written."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from gouji.engine.writing.office_text import printable
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.grammar.messages import Argument, Language

Child = Element | str | None
Attribute = str | int | bool | None


def element(tag: str, *children: Child, **attributes: Attribute) -> Element:
    """An element of a page.

    Args:
        tag: its name.
        children: texts and elements in their order; ``None`` is left out.
        attributes: ``_`` in a name is written ``-``, one at its end not at all; ``None`` and ``False`` are
            left out, ``True`` is an attribute without a value.
    """
    made = Element(tag)
    for name, value in attributes.items():
        if value is not None and value is not False:
            text = "" if value is True else printable(str(value))
            made.set(name.rstrip("_").replace("_", "-"), " ".join(text.split()))
    fill(made, children)
    return made


def fill(parent: Element, children: Iterable[Child]) -> None:
    """Put texts and elements at the end of an element."""
    for child in children:
        if isinstance(child, str):
            _add_text(parent, printable_inline(child))
        elif child is not None:
            parent.append(child)


def asset(tag: str, text: str, **attributes: str) -> Element:
    """An element whose text is the program's own and stands in the page as it is: style and script.

    Raises:
        ValueError: the text would end the element.
    """
    if "</" in text:
        raise ValueError(f"an end tag inside of {tag}")
    made = Element(tag, attributes)
    made.text = text
    return made


def document(head: Iterable[Element], body: Iterable[Element], lang: str) -> str:
    """The whole page as text."""
    page = Element("html", {"lang": lang})
    SubElement(page, "head").extend(head)
    SubElement(page, "body").extend(body)
    return "<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html") + "\n"


def say(key: str, language: Language, **arguments: Argument) -> str:
    """A wording of the page."""
    return render(message(f"page.{key}", **arguments), language)


@lru_cache(maxsize=4096)
def printable_inline(text: str) -> str:
    """The text on one line and inert; blanks at its ends are kept, for they part it from its neighbours."""
    inside = " ".join(printable(text).splitlines())
    before = " " if text[:1].isspace() else ""
    after = " " if inside and text[-1:].isspace() else ""
    return f"{before}{inside}{after}"


def _add_text(parent: Element, text: str) -> None:
    children = list(parent)
    if children:
        children[-1].tail = (children[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
