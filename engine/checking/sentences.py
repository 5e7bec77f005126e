"""The sentence of a finding: the rule's own wording filled in, else one that its condition suggests."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.quantities import Interval, Quantity
from gouji.engine.checking.naming import SEPARATOR, Names, table_name
from gouji.engine.checking.others import PREVIOUS
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import Argument, Language, Message, Text, message
from gouji.grammar.syntax import State
from gouji.grammar.typed import (
    TypedCondition,
    TypedInOrder,
    TypedMatch,
    TypedMention,
    TypedStateTest,
)
from gouji.rules.instances import COUNTED, pair_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.checking.outcomes import Outcome, Reading, Term
    from gouji.grammar.schema import Path, Schema
    from gouji.rules.pack import Rule

_CONTRARY = {"=": "≠", "!=": "＝", "<": "≥", "<=": "＞", ">": "≤", ">=": "＜"}
_MOST_LABELS = 3
_SEPARATOR = "、"
_LONGEST = 40
_ROUNDED = 10**4
"""A quotient without a finite decimal is told to the fourth place: nobody reads -9/31."""


def sentence(rule: Rule, group: Sequence[Outcome], schema: Schema) -> Message:
    """What is wrong, in one sentence for all outcomes of a finding."""
    label = _label(rule, group)
    if rule.wording is not None:
        wording = Text(*(_filled(rule.wording, group[0], label, language) for language in ("zh", "en")))
        told = message("checking.sentence", sentence=wording)
    else:
        told = _shaped(rule.typed.condition, rule, group[0], label, schema)
    return (
        told
        if len(group) == 1 or rule.merge == "cluster"
        else message("checking.merged", sentence=told, count=len(group))
    )


def _label(rule: Rule, group: Sequence[Outcome]) -> Argument:
    """How the places of a finding are called: the one, the row or column they share, or the first few."""
    labels = list(dict.fromkeys(outcome.label for outcome in group if outcome.label))
    if rule.merge == "cluster" and len(labels) > 1:
        return _SEPARATOR.join(_linked(group))
    if len(labels) > 1 and rule.merge in ("row", "column"):
        parts = list(
            dict.fromkeys(label.rpartition("，")[0 if rule.merge == "row" else 2] for label in labels)
        )
        labels = parts if len(parts) == 1 and parts[0] else labels
    if len(labels) <= 1:
        return labels[0] if labels else ""
    return message("checking.labels", labels=tuple(labels[:_MOST_LABELS]), count=len(labels))


def _linked(group: Sequence[Outcome]) -> list[str]:
    """All that pairs link; by their names where they have any, else pair by pair."""
    ends = sorted({end for outcome in group for end in pair_of(outcome.instance)[1:]})
    if any(COUNTED in end for end in ends):
        return [outcome.label for outcome in group]
    return ends


class _Known(dict[str, str]):
    """Values of placeholders; one that is not known stays as it is written."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _filled(wording: Text, outcome: Outcome, label: Argument, language: Language) -> str:
    reading = outcome.comparison or next(iter(outcome.readings or ()), None)
    left, right, difference = (
        (reading.left, reading.right, reading.difference) if reading is not None else (None, None, None)
    )
    values = _Known(
        label=render(message("checking.sentence", sentence=label), language),
        instance=outcome.instance,
        left=render(_quantity(left), language),
        right=render(_quantity(right), language),
        difference=render(_quantity(difference), language),
        found=_found(outcome),
        raw=outcome.cells[0].fact.raw.strip() if outcome.cells else "",
    )
    return wording.in_language(language).format_map(values)


def _found(outcome: Outcome) -> str:
    if outcome.texts:
        text = " ".join(outcome.texts[0].text.split())
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return outcome.cells[0].fact.raw.strip() if outcome.cells else outcome.label


def _quantity(value: Quantity | None) -> Message:
    if value is None:
        return message("checking.no_number")
    if not isinstance(value, Interval):
        exact = number(value)
        if "/" in exact:
            return message("checking.about", value=number(Fraction(round(value * _ROUNDED), _ROUNDED)))
        return message("checking.sentence", sentence=exact)
    if value.low is None or value.high is None:
        bound, key = (value.low, "from") if value.low is not None else (value.high, "below")
        return (
            message("checking.no_number")
            if bound is None
            else message(f"checking.interval_{key}", bound=bound)
        )
    return message("checking.interval", low=value.low, high=value.high)


def _shaped(
    condition: TypedCondition, rule: Rule, outcome: Outcome, label: Argument, schema: Schema
) -> Message:
    where: Argument = message("checking.at", label=label) if label else ""
    if outcome.readings:
        items = tuple(_equation(reading, "≠", outcome, schema) for reading in outcome.readings)
        return message("checking.readings", where=where, readings=items)
    if outcome.comparison is not None and outcome.comparison.left is not None:
        operator = outcome.comparison.operator
        sides = _equation(outcome.comparison, _CONTRARY[operator], outcome, schema)
        difference = _quantity(outcome.comparison.difference)
        if operator == "=":
            return message("checking.differs", where=where, sides=sides, difference=difference)
        return message("checking.violates", where=where, sides=sides)
    told = _told(condition, outcome, label or rule.title)
    return told or message(
        "checking.title", title=rule.title, where=f"：{outcome.label}" if outcome.label else ""
    )


def _told(condition: TypedCondition, outcome: Outcome, label: Argument) -> Message | None:
    match condition:
        case TypedStateTest(state=state, negated=negated):
            return _state(state, outcome, label, is_so=negated)
        case TypedMention(texts=texts, negated=negated):
            key = "checking.mentioned" if negated else "checking.not_mentioned"
            return message(
                key, where=label, texts=tuple(message("checking.quoted", text=text) for text in texts)
            )
        case TypedMatch(negated=True):
            return message("checking.matched", where=label, found=_found(outcome))
        case TypedInOrder():
            return message("checking.out_of_order", found=_found(outcome))
        case _:
            return None


def _state(state: State, outcome: Outcome, label: Argument, *, is_so: bool) -> Message | None:
    """What a failed test of a state says of the thing: that it is so, or is not."""
    raw = outcome.cells[0].fact.raw.strip() if outcome.cells else ""
    match state, is_so:
        case (State.PRESENT, False) | (State.ABSENT, True):
            return message("checking.is_absent", label=label)
        case (State.PRESENT, True) | (State.ABSENT, False):
            return message("checking.is_present", label=label)
        case State.BLANK, True:
            return message("checking.is_blank", label=label)
        case State.PLACEHOLDER, True:
            return message("checking.is_placeholder", label=label, raw=raw)
        case State.UNREADABLE, True:
            return message("checking.is_unreadable", label=label)
        case State.DECLARED, False:
            return message("checking.is_not_declared", label=label)
        case _:
            return None


def _equation(reading: Reading, sign: str, outcome: Outcome, schema: Schema) -> Message:
    """Both sides with their values; cells are named by what the label of the instance does not say."""
    terms = (*reading.left_terms, *reading.right_terms)
    places = {use.place for term in terms for use in term.cells}
    one_row = len({(place.table, place.row) for place in places}) == 1
    one_column = len({(place.table, place.column) for place in places}) == 1
    naming = "cell" if not outcome.label else "column" if one_row else "row" if one_column else "cell"
    left = _side(reading.left_terms, reading.left, naming, schema)
    right = _side(reading.right_terms, reading.right, naming, schema)
    return message("checking.equation", left=left, sign=sign, right=right)


def _side(terms: Sequence[Term], total: Quantity | None, naming: str, schema: Schema) -> Message:
    if len(terms) == 1 and terms[0].sign > 0:
        return _term(terms[0], naming, schema)
    if not terms:
        return _quantity(total)
    shown: Message | None = None
    for term in terms:
        part = _term(term, naming, schema)
        if shown is None:
            shown = part if term.sign > 0 else message("checking.negative", term=part)
        else:
            shown = message("checking.plus" if term.sign > 0 else "checking.minus", left=shown, right=part)
    return message("checking.sum_is", sum=shown or "", total=_quantity(total))


def _term(term: Term, naming: str, schema: Schema) -> Message:
    value = _quantity(term.value)
    if not term.cells:
        return value
    place = term.cells[0].place
    names = Names(schema.tables[place.table])
    if place.report not in ("self", PREVIOUS) and len({use.place.report for use in term.cells}) > 1:
        return message("checking.sum_of_members", value=value)
    if len(term.cells) > 1 or term.group is not None:
        group = _short(names.item(term.group)) if term.group else table_name(names.form)
        return message("checking.sum_of", label=_whose(place.report, group), value=value)
    row, column = _of(names.rows, place.row), _of(names.columns, place.column)
    label = {"row": row, "column": column}.get(naming, f"{row}·{column}")
    return message("checking.named", label=_whose(place.report, label), value=value)


def _whose(report: str, label: str) -> Argument:
    """A cell's name with the report it stands in, where that is another one."""
    if report == "self":
        return label
    if report == PREVIOUS:
        return message("checking.of_previous", label=label)
    return message("checking.of_member", member=report, label=label)


def _of(names: object, path: Path) -> str:
    return _short(names.get(path, ".".join(path)))  # type: ignore[attr-defined]


def _short(name: str) -> str:
    return name.rsplit(SEPARATOR, maxsplit=1)[-1]
