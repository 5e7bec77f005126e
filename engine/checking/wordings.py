"""What a text says: mentions and matches, with the place where they were found or are missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from gouji.engine.binding.report import NOWHERE, TextLine
from gouji.engine.checking.elements import located_fact
from gouji.engine.checking.expressions import compiled
from gouji.engine.checking.running import Run
from gouji.engine.checking.text import folded
from gouji.engine.checking.values import Truth, Unknown
from gouji.grammar.typed import CellValue, ReportValue, SectionText

if TYPE_CHECKING:
    from gouji.engine.checking.views import View
    from gouji.grammar.typed import TypedExpression, TypedMatch, TypedMention

Judge = Callable[[Run], Truth]
_SHORT, _MOST_KNOWN = 40, 1000
"""Texts of up to so many characters are remembered, up to so many of them for a pattern."""


def _lines(
    subject: TypedExpression,
) -> Callable[[Run], tuple[View, tuple[TextLine, ...], TextLine | None] | Unknown]:
    """The paragraphs a text is made of, with the place to point at when something is missing from it."""
    if isinstance(subject, SectionText):
        return lambda run: _section_lines(run, subject)
    evaluate = compiled(subject)

    def lines(run: Run) -> tuple[View, tuple[TextLine, ...], TextLine | None] | Unknown:
        value = evaluate(run)
        if isinstance(value, Unknown):
            return value
        place = NOWHERE
        if isinstance(subject, CellValue):
            place = run.seen[-1].use.fact.location
        elif isinstance(subject, ReportValue):
            stated = located_fact(run.view, subject.field)
            place = NOWHERE if stated is None else stated.location
        elif run.elements:
            place = run.elements[-1].location
        line = TextLine(value.isoformat() if isinstance(value, date) else str(value), place)
        return run.view, (line,), line

    return lines


def _section_lines(
    run: Run, subject: SectionText
) -> tuple[View, tuple[TextLine, ...], TextLine | None] | Unknown:
    view = run.whose(subject.whose)
    if isinstance(view, Unknown):
        return view
    section = (
        subject.section if isinstance(subject.section, str) else cast("str", run.elements[subject.section].id)
    )
    lines = view.lines(section)
    return view.section_absent(section) if lines is None else (view, lines, view.heading(section))


def compiled_mention(condition: TypedMention) -> Judge:
    """``mentions`` as a function."""
    lines, quantifier = _lines(condition.subject), all if condition.quantifier == "all" else any
    wanted = [folded(text) for text in condition.texts]

    def judge(run: Run) -> Truth:
        found = lines(run)
        if isinstance(found, Unknown):
            return found
        view, paragraphs, place = found
        whole = folded("".join(line.text for line in paragraphs))
        present = [text for text in wanted if text in whole]
        for text in present:
            if (hit := next((line for line in paragraphs if text in folded(line.text)), None)) is not None:
                run.note(view, hit)
        if len(present) < len(wanted) and place is not None and not condition.negated:
            run.note(view, place)
        truth = quantifier([text in whole for text in wanted])
        return _of_whole(view, condition, found=truth)

    return judge


@lru_cache(maxsize=1024)
def pattern(text: str) -> Any:  # noqa: ANN401 - google-re2 has no types
    """A compiled pattern: linear time whatever the text."""
    import re2  # noqa: PLC0415 - loaded only where a pack has patterns

    return re2.compile(text)


def _searching(expression: str) -> Callable[[str], bool]:
    """Whether the pattern occurs; answers for short texts are kept: most cells hold the same few."""
    search, known = pattern(expression).search, dict[str, bool]()

    def occurs(text: str) -> bool:
        found = known.get(text)
        if found is None:
            found = search(text) is not None
            if len(text) <= _SHORT and len(known) < _MOST_KNOWN:
                known[text] = found
        return found

    return occurs


def _words(expression: str) -> Callable[[str], str]:
    """The words of a text that a pattern means: those of its group, if it has one, else all it covers."""
    compiled = pattern(expression)

    def words(text: str) -> str:
        found = compiled.search(text)
        if found is None:
            return text
        return str(next((group for group in found.groups() if group), found.group(0)))

    return words


def _cell_match(condition: TypedMatch) -> Judge:
    evaluate, search = compiled(condition.subject), _searching(condition.pattern)

    def judge(run: Run) -> Truth:
        text = evaluate(run)
        if isinstance(text, Unknown):
            return text
        found = search(str(text))
        if found:
            run.note(run.view, TextLine(str(text), run.seen[-1].use.fact.location))
        return found is not condition.negated

    return judge


def compiled_match(condition: TypedMatch) -> Judge:
    """``matches`` as a function."""
    if isinstance(condition.subject, CellValue):
        return _cell_match(condition)
    lines, search = _lines(condition.subject), _searching(condition.pattern)
    words_of = _words(condition.pattern)

    def judge(run: Run) -> Truth:
        found = lines(run)
        if isinstance(found, Unknown):
            return found
        view, paragraphs, place = found
        hit = next((line for line in paragraphs if search(line.text)), None)
        if hit is not None:
            run.note(view, replace(hit, text=words_of(hit.text)) if condition.negated else hit)
        elif place is not None and not condition.negated:
            run.note(view, place)
        matched = hit is not None or (
            len(paragraphs) > 1 and search("\n".join(line.text for line in paragraphs))
        )
        return _of_whole(view, condition, found=bool(matched))

    return judge


def _of_whole(view: View, condition: TypedMention | TypedMatch, *, found: bool) -> Truth:
    """The truth of a condition on a text; what an excerpt does not say may stand in the rest of it."""
    if not found and not condition.negated and isinstance(condition.subject, SectionText):
        reason = view.unseen()
        return False if reason is None else Unknown(reason)
    return found is not condition.negated
