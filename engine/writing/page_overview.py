"""The head of a page: how many reports stand where, who is missing, and the list to choose from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gouji.engine.writing.fleet_sheet import MOST_KINDS, frequent_text, resting_text, suspicion_text
from gouji.engine.writing.page_report import badge
from gouji.engine.writing.page_state import Standing
from gouji.engine.writing.page_tree import element, say
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from gouji.engine.office.attendance import Attendance
    from gouji.engine.office.fleet import Fleet
    from gouji.engine.writing.page_state import Shown
    from gouji.grammar.messages import Language

ALWAYS = frozenset({Standing.RETURN, Standing.UNREADABLE, Standing.PASSED})
"""What is counted even when there is none."""
BAR = 1000
"""Width of the bar in its own units."""


def overview(
    reports: Sequence[Shown], attendance: Attendance | None, fleet: Fleet | None, language: Language
) -> Iterator[Element]:
    """The counts, who is missing, and what is to be said of all reports together."""
    counts = Counter(one.standing for one in reports)
    cards = [_card("received", len(reports), "", language)]
    if attendance is not None:
        cards.append(_card("missing", len(attendance.missing), "#missing", language))
    cards += [
        _card(f"standing_{one}", counts[one], "#list", language, one)
        for one in Standing
        if counts[one] or one in ALWAYS
    ]
    yield element(
        "section",
        element("h2", say("overview", language), id="overview"),
        element("ul", *cards, class_="cards"),
        _bar(counts) if reports else None,
        aria_labelledby="overview",
    )
    if fleet is not None:
        yield from _together(fleet, language)
    if attendance is not None:
        yield from _attendance(attendance, language)


def _card(name: str, count: int, href: str, language: Language, standing: Standing | None = None) -> Element:
    inside = (element("strong", str(count)), element("span", say(name, language)))
    kind = standing.value if standing is not None else name
    if not href or not count:
        return element("li", element("div", *inside), class_=kind)
    return element("li", element("a", *inside, href=href, data_standing=standing), class_=kind)


def _bar(counts: Counter[Standing]) -> Element:
    """The counts side by side; they stand in figures above it, so readers of the text need no bar."""
    total, at = sum(counts.values()), 0.0
    parts = []
    for standing in Standing:
        width = BAR * counts[standing] / total
        if width:
            parts.append(
                element("rect", x=f"{at:.1f}", y=0, width=f"{width:.1f}", height=10, class_=standing)
            )
        at += width
    return element("svg", *parts, viewBox=f"0 0 {BAR} 10", preserveAspectRatio="none", aria_hidden="true")


def _together(fleet: Fleet, language: Language) -> Iterator[Element]:
    """What many reports have in common: rules that may be wrong first, the commonest causes last."""
    lists = (
        ("suspicions", [suspicion_text(one, language) for one in fleet.suspicions]),
        ("resting", [resting_text(one, language) for one in fleet.resting]),
        ("frequent", [frequent_text(one, language) for one in fleet.frequent[:MOST_KINDS]]),
    )
    parts = [
        part
        for name, lines in lists
        if lines
        for part in (
            element("h3", render(message(f"fleet.{name}"), language)),
            element("ol", *(element("li", line) for line in lines)),
        )
    ]
    if len(fleet.frequent) > MOST_KINDS:
        more = message("fleet.more_kinds", count=len(fleet.frequent) - MOST_KINDS)
        parts.append(element("p", render(more, language), class_="note"))
    if parts:
        heading = element("h2", say("together", language), id="together")
        yield element("section", heading, *parts, aria_labelledby="together", class_="together")


def _attendance(attendance: Attendance, language: Language) -> Iterator[Element]:
    """Who is not there, and what nobody waits for."""
    lists = (
        ("missing", [one.name + (f"（{one.contact}）" if one.contact else "") for one in attendance.missing]),
        ("unexpected", [f"{name}（{file}）" for name, file in attendance.unexpected.items()]),
        ("nameless", list(attendance.nameless)),
        (
            "excused",
            [one.name + (f"（{one.reason}）" if one.reason else "") for one in attendance.excused],
        ),
    )
    parts = [
        element(
            "details",
            element("summary", element("h3", say(f"list_{name}", language, count=len(names)))),
            element("ul", *(element("li", element("bdi", one)) for one in names), class_="names"),
            open=name == "missing",
        )
        for name, names in lists
        if names
    ]
    heading = element("h2", say("attendance", language), id="missing", tabindex=-1)
    if not attendance.missing:
        parts.insert(0, element("p", say("nobody_missing", language)))
    yield element("section", heading, *parts, aria_labelledby="missing", class_="attendance")


def listing(reports: Sequence[Shown], language: Language) -> Element:
    """The list of all reports, with what to choose from it by."""
    columns = ("organ", "standing", "error", "warning", "info", "open", "file")
    head = element("tr", *(element("th", say(f"column_{name}", language), scope="col") for name in columns))
    table = element(
        "table",
        element("caption", say("list", language), class_="unseen"),
        element("thead", head),
        element("tbody", *(_row(one, language) for one in reports)),
        class_="list",
    )
    return element(
        "section",
        element("h2", say("list", language), id="list", tabindex=-1),
        _controls(reports, language),
        element(
            "p",
            say("shown_all", language, count=len(reports)),
            id="count",
            role="status",
            data_counted=say("shown_some", language, shown="{shown}", total=str(len(reports))),
        ),
        element("div", table, class_="scroll", tabindex=0, role="group", aria_label=say("list", language)),
        aria_labelledby="list",
    )


def _row(one: Shown, language: Language) -> Element:
    counts = one.counts
    kinds = [severity.value for severity in Severity if counts[severity]] + ["open"] * bool(one.undecided)
    numbers = [*(counts[severity] for severity in Severity), len(one.undecided)]
    year = None if one.year is None else render(message("writing.year", year=str(one.year)), language)
    return element(
        "tr",
        element(
            "th",
            element("a", element("bdi", one.name), href=f"#{one.id}"),
            element("span", f" {year}", class_="year") if year else None,
            scope="row",
        ),
        element("td", badge(one.standing, language)),
        *(element("td", str(each) if each else "", class_="count") for each in numbers),
        element("td", element("bdi", one.file), class_="file"),
        data_report=one.id,
        data_standing=one.standing,
        data_kinds=" ".join(kinds),
    )


def _controls(reports: Sequence[Shown], language: Language) -> Element:
    """What chooses from the list; hidden until the script that does it is there."""
    there = {one.standing for one in reports}
    organs = sorted({one.organ for one in reports if one.organ})
    standings = [(one.value, say(f"standing_{one}", language)) for one in Standing if one in there]
    kinds = [(one.value, render(message(f"severity.{one}"), language)) for one in Severity]
    kinds.append(("open", render(message("writing.outcome_undetermined"), language)))
    return element(
        "form",
        _choice("standing", standings, language),
        _choice("kind", kinds, language),
        _field("organ", language, list_="organs"),
        element("datalist", *(element("option", value=organ) for organ in organs), id="organs"),
        _field("words", language),
        element("button", say("clear", language), type="reset"),
        element("button", say("fold", language), type="button", id="fold"),
        element("button", say("unfold", language), type="button", id="unfold"),
        element("button", say("print", language), type="button", id="print"),
        id="controls",
        role="search",
        aria_label=say("choose", language),
        hidden=True,
    )


def _choice(name: str, options: Sequence[tuple[str, str]], language: Language) -> Element:
    every = element("option", say("every", language), value="")
    chosen = (element("option", text, value=value) for value, text in options)
    return element("div", _label(name, language), element("select", every, *chosen, id=name))


def _field(name: str, language: Language, list_: str | None = None) -> Element:
    field = element("input", type="search", id=name, list=list_, autocomplete="off", spellcheck="false")
    return element("div", _label(name, language), field)


def _label(name: str, language: Language) -> Element:
    return element("label", say(f"by_{name}", language), for_=name)
