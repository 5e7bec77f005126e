"""The ``html`` format: one file with everything in it that an office needs to see of a run.

It asks nothing of any network, forbids itself to, and can be read and printed with scripts switched off.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from gouji.engine.writing.page_overview import listing, overview
from gouji.engine.writing.page_report import report
from gouji.engine.writing.page_state import shown
from gouji.engine.writing.page_tree import asset, document, element, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from gouji.engine.office.attendance import Attendance
    from gouji.engine.office.fleet import Fleet
    from gouji.engine.writing.results import Result
    from gouji.grammar.messages import Language

LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}


def page(
    results: Sequence[Result],
    language: Language,
    attendance: Attendance | None = None,
    fleet: Fleet | None = None,
) -> str:
    """The results as a page.

    Args:
        results: one a file, in their order on the page.
        language: of its words.
        attendance: who of the roster has sent a report; without it nobody is missing.
        fleet: what the reports have in common.
    """
    reports = shown(results, attendance, language)
    years = sorted({one.year for one in reports if one.year is not None})
    title = say("title", language)
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        title = say("title_year", language, year=span)
    body = (
        element("a", say("skip", language), href="#list", class_="skip"),
        element("header", element("h1", title), element("p", say("about", language))),
        element(
            "main",
            *overview(reports, attendance, fleet, language),
            listing(reports, language),
            element(
                "section",
                element("h2", say("reports", language), id="reports"),
                *(report(one, language) for one in reports),
                aria_labelledby="reports",
            ),
        ),
        element("footer", element("p", say("closing", language))),
        asset("script", _asset("page.js")),
    )
    return document(_head(title), body, LANGUAGE_TAGS[language])


def _head(title: str) -> Iterator[Element]:
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    yield element("meta", charset="utf-8")
    yield element("meta", http_equiv="Content-Security-Policy", content=policy)
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield element("meta", name="color-scheme", content="light dark")
    yield element("meta", name="referrer", content="no-referrer")
    yield element("title", title)
    yield asset("style", style)


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """The text as a content security policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
