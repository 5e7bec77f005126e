"""Texts of two reports compared: how alike they are, and the passages they share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from gouji.engine.binding.report import TextLine
from gouji.engine.checking.likeness import (
    Masked,
    at_least,
    copied,
    copied_passages,
    masked,
    passages,
    similarity,
)
from gouji.engine.checking.outcomes import TextUse
from gouji.engine.checking.values import Truth, Unknown, Value
from gouji.grammar.records import parts
from gouji.grammar.syntax import Function
from gouji.grammar.typed import Constant, FunctionCall, SectionText

if TYPE_CHECKING:
    from gouji.engine.checking.running import Run
    from gouji.engine.checking.views import View
    from gouji.grammar.typed import TypedComparison

Lines = tuple[TextLine, ...]
_MEASURES = {Function.SIMILARITY: similarity, Function.COPIED: copied}
_SHARED = {Function.SIMILARITY: passages, Function.COPIED: copied_passages}


def section_lines(run: Run, subject: SectionText) -> tuple[View, Lines] | Unknown:
    """The report and the paragraphs that a text of a rule means."""
    view = run.whose(subject.whose)
    if isinstance(view, Unknown):
        return view
    section = (
        subject.section if isinstance(subject.section, str) else cast("str", run.elements[subject.section].id)
    )
    lines = view.paragraphs(section)
    return view.section_absent(section) if lines is None else (view, lines)


def compares_sections(call: FunctionCall) -> bool:
    """Whether the call asks how alike two texts of reports are."""
    return call.function in _MEASURES and all(isinstance(one, SectionText) for one in call.arguments)


def compiled_likeness(call: FunctionCall) -> Callable[[Run], Value]:
    """How much two texts share as a function; names of organs, numbers and dates do not count."""
    measure = _MEASURES[call.function]

    def evaluate(run: Run) -> Value:
        found = _both(run, call)
        return found if isinstance(found, Unknown) else measure(found[0][2], found[1][2])

    return evaluate


def compiled_unlikeness(comparison: TypedComparison) -> Callable[[Run], Truth] | None:
    """``similarity(…) < x`` as a function that measures only what may be alike; ``None`` for others."""
    call, bound = comparison.left, comparison.right
    if (
        comparison.operator != "<"
        or comparison.tolerance is not None
        or not (isinstance(call, FunctionCall) and call.function is Function.SIMILARITY)
        or not compares_sections(call)
        or not (isinstance(bound, Constant) and isinstance(bound.value, Fraction))
    ):
        return None
    limit = bound.value

    def judge(run: Run) -> Truth:
        found = _both(run, call)
        if isinstance(found, Unknown):
            return found
        reached = at_least(found[0][2], found[1][2], limit)
        return reached if isinstance(reached, Unknown) else not reached

    return judge


def shared_passages(condition: object) -> tuple[Callable[[Run], None], ...]:
    """For each comparison of texts in a condition, a function that notes what the texts have in common."""
    return tuple(_noting(call) for call in _calls(condition))


def _calls(node: object) -> Iterator[FunctionCall]:
    if isinstance(node, FunctionCall) and compares_sections(node):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from _calls(one)
    else:
        for part in parts(node):
            yield from _calls(part)


def _noting(call: FunctionCall) -> Callable[[Run], None]:
    shared = _SHARED[call.function]

    def note(run: Run) -> None:
        found = _both(run, call)
        if isinstance(found, Unknown):
            return
        (first, first_lines, one), (second, second_lines, other) = found
        for here, at, there, place in shared(one, other):
            run.texts.append(TextUse(first.name, here, _line_at(first_lines, at).location))
            run.texts.append(TextUse(second.name, there, _line_at(second_lines, place).location))

    return note


def _both(
    run: Run, call: FunctionCall
) -> tuple[tuple[View, Lines, Masked], tuple[View, Lines, Masked]] | Unknown:
    texts = [section_lines(run, cast("SectionText", argument)) for argument in call.arguments]
    first, second = texts
    if isinstance(first, Unknown):
        return first
    if isinstance(second, Unknown):
        return second
    return (*first, _masked(run, *first)), (*second, _masked(run, *second))


def _masked(run: Run, view: View, lines: Lines) -> Masked:
    """The text without the names of its own organ and of the area: the same in every pair it is part of."""
    known = view.masked.get(id(lines))
    if known is None:
        found = (one.report.identity.organ for one in dict.fromkeys((view, run.view)))
        organs = [str(organ.value or organ.text) for organ in found if organ is not None]
        known = view.masked[id(lines)] = masked(view.joined(lines), organs)
    return known


def _line_at(lines: Lines, offset: int) -> TextLine:
    """The paragraph that a place in the joined paragraphs lies in."""
    ends = list(accumulate(len(line.text) + 1 for line in lines))
    return lines[min(bisect_right(ends, offset), len(lines) - 1)]
