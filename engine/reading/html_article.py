"""The article of a web page: cleared of what is not shown, told from the site around it by its build."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from gouji.engine.reading.html_tree import HEADINGS, UNSEEN, Step, cells_of, rows_of, steps

if TYPE_CHECKING:
    from lxml.etree import _Element

HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
SURROUNDINGS = frozenset({"nav", "footer", "aside", "header", "menu", "dialog"})
SURROUNDING_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu"}
)
CONTAINERS = frozenset({
    "html", "body", "div", "section", "article", "main", "form", "center", "table", "tbody",
    "thead", "tr", "td", "th", "font", "span", "dl", "dd", "ul", "li", "blockquote",
})  # fmt: skip
MOST_OF_IT = 0.8
"""The share of a page's running text that its article holds at least."""

LONG_CELL = 400
"""Characters; a cell with more holds prose, and its table lays out a page."""

LONG_LINK = 100
"""Characters in a link from which on it is no mere link: an unclosed one may hold the whole article."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be read.

    Attributes:
        article: the element that holds the report.
        before: the last headings before the article: its title, where the site sets it apart.
        title: the title the page declares for itself, possibly empty.
        layout: the tables that only arrange the page.
        hidden: whether the article had text that is not shown; it is taken out.
    """

    article: _Element
    before: tuple[_Element, ...]
    title: str
    layout: frozenset[_Element]
    hidden: bool


def page(root: _Element) -> Page:
    """Clear a page of what is not shown and find its article."""
    title = _declared_title(root)
    parents = _cleared(root)
    survey = _surveyed(root)
    article = _article(root, survey)
    inside = set(article.iter())
    return Page(
        article=article,
        before=_headings_before(root, article, survey),
        title=title,
        layout=frozenset(survey.layout),
        hidden=any(parent in inside for parent in parents),
    )


def _declared_title(root: _Element) -> str:
    for meta in root.iter("meta"):
        if (meta.get("name") or "").strip().lower() == "articletitle":
            return (meta.get("content") or "").strip()
    found = next(root.iter("title"), None)
    return "" if found is None else (found.text or "").strip()


def _cleared(root: _Element) -> list[_Element]:
    """Blank out what is not shown or is no article; returns the elements that held hidden text."""
    hidden_in: list[_Element] = []
    doomed: list[_Element] = []
    for step, element in steps(root, lambda child: not (_is_hidden(child) or _is_beside(child))):
        if step is Step.BY:
            if element.tag not in UNSEEN:
                doomed.append(element)
            parent = element.getparent()
            if (
                parent is not None
                and _is_hidden(element)
                and any(str(text).strip() for text in element.itertext())
            ):
                hidden_in.append(parent)
    for element in doomed:
        tail = element.tail
        element.clear()
        element.tag, element.tail = "template", tail
    return hidden_in


def _is_beside(element: _Element) -> bool:
    """Whether an element is no part of any article: scripts and forms, or what sites put around articles."""
    if element.tag in UNSEEN:
        return True
    if element.tag in SURROUNDINGS or element.get("role") in SURROUNDING_ROLES:
        return next(element.iterancestors("article", "main"), None) is None
    return False


def _is_hidden(element: _Element) -> bool:
    if element.tag in UNSEEN or element.tag == "body":
        return False
    style = element.get("style")
    return "hidden" in element.attrib or (style is not None and HIDING_STYLE.search(style) is not None)


@dataclass(slots=True)
class _Survey:
    """What the elements of a page hold.

    Attributes:
        weights: characters of running text; links do not count.
        tables: how many tables of data.
        headings: how many headings.
        layout: the tables that only arrange the page.
    """

    weights: dict[_Element, int] = field(default_factory=dict)
    tables: dict[_Element, int] = field(default_factory=dict)
    headings: dict[_Element, int] = field(default_factory=dict)
    layout: set[_Element] = field(default_factory=set)

    def enter(self, element: _Element, *, seen: bool) -> None:
        """Begin to count for an element; the text of one that is not shown weighs nothing."""
        self.weights[element] = _size(element.text) if seen else 0
        self.tables[element] = 0
        self.headings[element] = int(element.tag in HEADINGS)

    def leave(self, element: _Element, parent: _Element | None) -> None:
        """End an element and let its parent hold what it holds."""
        if element.tag == "table":
            if self._lays_out(element):
                self.layout.add(element)
            elif _has_data(element):
                self.tables[element] = 1
        elif element.tag == "a" and element.get("href") and self.weights[element] < LONG_LINK:
            self.weights[element] = 0
        if parent is not None:
            self.weights[parent] += self.weights[element] + _size(element.tail)
            self.tables[parent] += self.tables[element]
            self.headings[parent] += self.headings[element]

    def _lays_out(self, table: _Element) -> bool:
        """Whether a table only arranges the page: it says so, or holds tables of data, headings, prose."""
        if table.get("role") in {"presentation", "none"} or self.tables[table] or self.headings[table]:
            return True
        cells = [cell for row in rows_of(table) for cell in cells_of(row)]
        return not cells or any(self.weights[cell] > LONG_CELL for cell in cells)


def _surveyed(root: _Element) -> _Survey:
    survey = _Survey()
    for step, element in steps(root, lambda child: child.tag not in UNSEEN):
        if step is not Step.LEAVE:
            survey.enter(element, seen=step is Step.ENTER)
        if step is not Step.ENTER:
            survey.leave(element, None if element is root else element.getparent())
    return survey


def layout_tables(root: _Element) -> frozenset[_Element]:
    """The tables of a tree that only arrange it."""
    return frozenset(_surveyed(root).layout)


def _size(text: str | None) -> int:
    return 0 if text is None else len("".join(text.split()))


def _has_data(table: _Element) -> bool:
    """Whether a table has two rows at least, and somewhere two cells in one."""
    widths = [len(cells_of(row)) for row in rows_of(table)]
    return len(widths) > 1 and max(widths) > 1


def _article(root: _Element, survey: _Survey) -> _Element:
    """The deepest container that holds all tables of data and nearly all running text."""
    best = root
    while True:
        inner = next((child for child in best if _holds_article(child, root, survey)), None)
        if inner is None or _goes_on_around(best, survey):
            return best
        best = inner


def _goes_on_around(outer: _Element, survey: _Survey) -> bool:
    """Whether paragraphs beside the main part of ``outer`` belong to the article too: a signature, a note."""
    if outer.tag in {"html", "body"}:
        return False
    return any(survey.weights[child] for child in outer.iterchildren("p"))


def _holds_article(element: _Element, root: _Element, survey: _Survey) -> bool:
    if element.tag not in CONTAINERS or (element.tag == "table" and element not in survey.layout):
        return False
    weight = survey.weights[element]
    return survey.tables[element] == survey.tables[root] and 0 < weight >= MOST_OF_IT * survey.weights[root]


def _headings_before(root: _Element, article: _Element, survey: _Survey) -> tuple[_Element, ...]:
    """The last one or two headings of one level before the article, unless it has headings as high itself."""
    around = set(article.iterancestors())
    found = [
        element
        for element in takewhile(lambda element: element is not article, root.iter())
        if element.tag in HEADINGS and survey.weights.get(element) and element not in around
    ]
    if not found:
        return ()
    level = HEADINGS[str(found[-1].tag)]
    if any(HEADINGS[str(heading.tag)] <= level for heading in article.iter(*HEADINGS)):
        return ()
    return tuple(element for element in found[-2:] if HEADINGS[str(element.tag)] == level)
