"""One report of a page: what must be done about it, cause first, its tables, and what else to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Status
from gouji.engine.checking.result import Part
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.amending import lines_about
from gouji.engine.writing.page_state import Standing
from gouji.engine.writing.page_tables import links, marks, tables
from gouji.engine.writing.page_texts import quotes
from gouji.engine.writing.page_tree import element, fill, say
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from gouji.engine.checking.outcomes import Finding
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.matter import Matter
    from gouji.engine.writing.ledger_items import Undecided
    from gouji.engine.writing.page_state import Shown, Told
    from gouji.engine.writing.page_tables import Place
    from gouji.grammar.messages import Language

WITH_TABLES = frozenset({Standing.RETURN, Standing.VERIFY, Standing.INCOMPLETE})
MOST_EVIDENCE = 12


def report(one: Shown, language: Language) -> Element:
    """A file as a part of the page; those that need somebody are open."""
    made = element("article", class_=f"report {one.standing}", id=one.id, aria_labelledby=f"{one.id}-h")
    content = list(_unreadable(one.outcome, language) if isinstance(one.outcome, Unreadable) else ())
    if not isinstance(one.outcome, Unreadable):
        content = list(_checked(one, one.outcome, language))
    needs = one.standing not in {Standing.PASSED, Standing.OLDER}
    fill(made, [element("details", _summary(one, language), *content, class_="whole", open=needs)])
    return made


def _summary(one: Shown, language: Language) -> Element:
    year = None if one.year is None else render(message("writing.year", year=str(one.year)), language)
    return element(
        "summary",
        badge(one.standing, language),
        element("h3", element("bdi", one.name), id=f"{one.id}-h"),
        element("span", year, class_="year") if year else None,
        element("bdi", one.file, class_="file"),
    )


def badge(standing: Standing, language: Language) -> Element:
    """Where a file stands, as a word on its colour."""
    return element("span", say(f"standing_{standing}", language), class_=f"badge {standing}")


def _unreadable(fault: Unreadable, language: Language) -> Iterator[Element]:
    yield element("p", render(fault.message, language), class_="problem")
    yield _list([("how", [render(fault.advice, language)])], language)


def _checked(one: Shown, checked: CheckedReport, language: Language) -> Iterator[Element]:
    yield element("p", _basis(checked, language), class_="form-used")
    if one.standing is Standing.OLDER:
        yield element("p", say("older_draft", language), class_="note")
        return
    if one.standing is Standing.PASSED:
        passed = sum(outcome.status is Status.PASSED for outcome in checked.outcomes)
        open_ = "incomplete" if one.undecided else "passed"
        yield element(
            "p", render(message(f"writing.verdict_{open_}", count=passed), language), class_="verdict"
        )
    marked = marks(one, checked, language) if one.standing in WITH_TABLES else {}
    for told in one.told:
        yield _matter(told, one, checked, marked, language)
    yield from _undecided(one.undecided, language)
    yield from _remarks(checked, language)
    yield from _accepted(checked, language)
    if one.standing in WITH_TABLES:
        yield from tables(one, checked, language)


def _basis(checked: CheckedReport, language: Language) -> str:
    name = checked.due.document or checked.due.title.in_language(language)
    evidence = checked.report.evidence
    against = render(message("writing.checked_against", form=name), language)
    return against if evidence is None else f"{against} · {render(evidence.reason, language)}"


def _matter(
    told: Told,
    one: Shown,
    checked: CheckedReport,
    marked: Iterable[Place],
    language: Language,
) -> Element:
    matter = told.matter
    severity = render(message(f"severity.{matter.severity}"), language)
    where = element("dd", matter.where, " ")
    fill(where, links(told, one, checked, marked, language))
    return element(
        "section",
        element(
            "h4",
            element("span", severity, class_=f"badge {matter.severity}"),
            element("span", f" {told.number} ", class_="number"),
            matter.problem,
        ),
        element(
            "dl",
            *((_term("where", language), where) if matter.where or len(where) else ()),
            *_change(matter, language),
            *_entry("why", _evidence(matter, language), language),
            *_entry("how", [matter.advice], language),
            *_entry("basis", list(matter.basis), language),
        ),
        *quotes(matter, checked, language),
        _rules(matter.rules, language),
        class_=f"matter {matter.severity}",
        id=f"{one.id}-m{told.number}",
        tabindex=-1,
    )


def _change(matter: Matter, language: Language) -> tuple[Element, ...]:
    """What stands there and what must."""
    if not matter.expected:
        return ()
    expected = element("ins", say("expected", language, value=matter.expected))
    return _term("found", language), element("dd", element("del", matter.found), " → ", expected)


def _evidence(matter: Matter, language: Language) -> list[str]:
    more = len(matter.why) - MOST_EVIDENCE
    rest = [render(message("localising.more_evidence", count=more), language)] if more > 0 else []
    return [*matter.why[:MOST_EVIDENCE], *rest]


def _rules(rules: Iterable[str], language: Language) -> Element:
    codes = (part for rule in rules for part in (" ", element("code", rule)))
    return element("p", say("rules", language), *codes, class_="rules")


def _undecided(groups: Iterable[Undecided], language: Language) -> Iterator[Element]:
    for group in groups:
        status = group.outcomes[0].status
        name = render(message(f"writing.outcome_{status}"), language)
        yield element(
            "section",
            element("h4", element("span", name, class_="badge open"), " ", group.problem),
            _list([("where", [group.where]), ("advice", [group.advice])], language),
            _rules(dict.fromkeys(outcome.rule.id for outcome in group.outcomes), language),
            class_="matter open",
        )


def _remarks(checked: CheckedReport, language: Language) -> Iterator[Element]:
    """What else a person should know about the file, and what it was compared with."""
    found = list(lines_about((checked.due, checked.filled), language))
    found += [render(remark, language) for remark in checked.report.remarks]
    last = checked.compared.previous
    if last is not None:
        words = message(
            "writing.beside_previous", file=last.file or "", organ=last.organ or "", year=str(last.year)
        )
        found.append(f"{render(message('writing.beside'), language)} {render(words, language)}")
    counted = sum(one.part is Part.COUNTED for one in checked.compared.members)
    if counted:
        found.append(render(message("writing.beside_members", count=counted), language))
    found += [render(note, language) for note in checked.compared.notes]
    found += [render(notice.message, language) for notice in checked.notices]
    if found:
        yield element(
            "section",
            element("h4", say("remarks", language)),
            element("ul", *(element("li", text) for text in found)),
            class_="remarks",
        )


def _accepted(checked: CheckedReport, language: Language) -> Iterator[Element]:
    found = [finding for finding in checked.findings if finding.status == "accepted"]
    if found:
        yield element(
            "section",
            element("h4", say("accepted", language, count=len(found))),
            element("ul", *(_accepted_one(finding, language) for finding in found)),
            class_="remarks",
        )


def _accepted_one(finding: Finding, language: Language) -> Element:
    given = finding.acceptance
    known = given is None or given.place is None
    why = (
        say("known", language)
        if known
        else render(message("accepted.reason", reason=given.reason if given else ""), language)
    )
    return element("li", render(finding.message, language), element("span", f" {why}", class_="note"))


def _list(entries: Iterable[tuple[str, list[str]]], language: Language) -> Element:
    return element("dl", *(part for name, texts in entries for part in _entry(name, texts, language)))


def _entry(name: str, texts: list[str], language: Language) -> tuple[Element, ...]:
    """A term with what is said of it; nothing when nothing is."""
    said = [text for text in texts if text]
    if not said:
        return ()
    if len(said) == 1:
        return _term(name, language), element("dd", said[0])
    kind = "ol" if name == "why" else "ul"
    return _term(name, language), element("dd", element(kind, *(element("li", text) for text in said)))


def _term(name: str, language: Language) -> Element:
    return element("dt", say(f"term_{name}", language))
