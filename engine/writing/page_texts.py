"""The sentences that matters are about, as the report has them, with the words in question marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.writing.inert import masked
from gouji.engine.writing.naming import location_label
from gouji.engine.writing.page_tree import element, say
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from gouji.engine.binding.report import Report, TextLine
    from gouji.engine.checking.outcomes import TextUse
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.matter import Matter
    from gouji.grammar.messages import Language

MOST_QUOTES = 6
MOST_AROUND = 90
MOST_MARKED = 400
SENTENCE_END = re.compile(r"[。！？；]|\n")


def quotes(matter: Matter, checked: CheckedReport, language: Language) -> Iterator[Element]:
    """The quoted sentences of a matter."""
    found: dict[tuple[str, str, str], TextUse] = {}
    for use in matter.texts:
        parts = _around(use, checked.report)
        if use.text.strip() and not any(_within(parts, other) for other in found):
            found[parts] = use
    for parts, use in list(found.items())[:MOST_QUOTES]:
        yield _quote(parts, use, language)
    if len(found) > MOST_QUOTES:
        more = render(message("writing.and_more", count=len(found) - MOST_QUOTES), language)
        yield element("p", more, class_="note")


def _within(parts: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether a quote only marks a part of what another one of the same sentence marks."""
    return "".join(parts) == "".join(other) and parts[1] in other[1]


def _quote(parts: tuple[str, str, str], use: TextUse, language: Language) -> Element:
    before, words, after = parts
    place = location_label(use.location, language)
    if use.report == "previous":
        place = render(message("writing.in_previous", place=place), language)
    elif use.report != "self":
        place = render(message("writing.in_member", member=use.report, place=place), language)
    return element(
        "blockquote",
        element("p", before, element("mark", words), after),
        element("footer", say("quoted_from", language, place=place)) if place else None,
    )


def _around(use: TextUse, report: Report) -> tuple[str, str, str]:
    """The words with what their sentence has before and after them.

    Private numbers are masked in the whole paragraph first: cut in two, they would not be known for one.
    """
    words = " ".join(masked(use.text).split())
    line = _line(use, report) if use.report == "self" else None
    whole = "" if line is None else " ".join(masked(line.text).split())
    start = whole.find(words)
    if start < 0:
        return "", _cut(words), ""
    stop = start + len(words)
    opened = max((each.end() for each in SENTENCE_END.finditer(whole, 0, start)), default=0)
    closing = SENTENCE_END.search(whole, max(stop - 1, start))
    closed = max(stop, closing.end() if closing else len(whole))
    before, after = whole[opened:start], whole[stop:closed]
    if len(before) > MOST_AROUND:
        before = "…" + before[-MOST_AROUND:]
    if len(after) > MOST_AROUND:
        after = after[:MOST_AROUND] + "…"
    return before, _cut(words), after


def _cut(words: str) -> str:
    return words if len(words) <= MOST_MARKED else words[:MOST_MARKED] + "…"


def _line(use: TextUse, report: Report) -> TextLine | None:
    """The paragraph the words stand in."""
    lines = (
        *report.preamble,
        *(line for section in report.sections for line in section.lines),
        *report.tail,
    )
    same = [line for line in lines if _place(line) == _place(use)]
    words = use.text.strip()
    return next((line for line in (*same, *lines) if words in line.text), None)


def _place(of: TextLine | TextUse) -> tuple[object, ...]:
    """Where it stands, without the column, which differs inside of a paragraph."""
    at = of.location
    return at.file, at.page, at.line, at.paragraph, at.table, at.row, at.cell, at.sheet
