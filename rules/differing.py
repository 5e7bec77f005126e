"""How two packs differ by meaning: in head, form, parameters, claims and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar import syntax
from gouji.grammar.messages import LANGUAGES, Text
from gouji.grammar.printing import print_condition
from gouji.grammar.wording import in_words
from gouji.rules.differences import Area, Change, Detail, Difference, by_id, details_of, said
from gouji.rules.differing_forms import section_differences, table_differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.grammar.schema import Schema
    from gouji.rules.differences import Said
    from gouji.rules.pack import Pack, Rule


def differences(old: Pack, new: Pack) -> tuple[Difference, ...]:
    """All differences, the form first, rules last."""
    return (
        *_head(old, new),
        *section_differences(old.schema, new.schema),
        *table_differences(old, new),
        *by_id(
            Area.PARAMETER,
            old.schema.parameters,
            new.schema.parameters,
            ("type", "name", "default", "choices"),
        ),
        *by_id(Area.CLAIM, old.schema.claims, new.schema.claims, _CLAIM),
        *_rules(old, new),
    )


_CLAIM = (
    "section", "name", "value", "unit", "says", "zero", "unless", "except_", "within", "followed", "away",
    "back", "begins", "part", "whole", "needs", "at_least", "spoken",
)  # fmt: skip
_HEAD = (
    "title",
    "version",
    "document",
    "authority",
    "years",
    "verified_through",
    "note",
    "abstract",
    "lineage",
)
_RULE = (
    "severity",
    "ground",
    "topic",
    "title",
    "help",
    "merge",
    "wording",
    "false_alarms",
    "quotes",
    "disabled",
)


def _head(old: Pack, new: Pack) -> Iterator[Difference]:
    details = list(details_of(old, new, _HEAD))
    if old.id != new.id:
        details.insert(0, Detail("id", said(old.id), said(new.id)))
    if details:
        yield Difference(Area.HEAD, Change.CHANGED, new.id, new.title, details=tuple(details))


def _rules(old: Pack, new: Pack) -> Iterator[Difference]:
    for key, rule in old.rules.items():
        if key not in new.rules:
            yield Difference(Area.RULE, Change.REMOVED, key, rule.title, _words(rule.syntax, old.schema))
    for key, rule in new.rules.items():
        if key not in old.rules:
            yield Difference(Area.RULE, Change.ADDED, key, rule.title, _words(rule.syntax, new.schema))
        elif details := tuple(_changes(old.rules[key], rule, old, new)):
            yield Difference(Area.RULE, Change.CHANGED, key, rule.title, details=details)


def _changes(old: Rule, new: Rule, before: Pack, after: Pack) -> Iterator[Detail]:
    guards = [
        [one.condition for one in rule.syntax.clauses if isinstance(one, syntax.Guard)] for rule in (old, new)
    ]
    if guards[0] != guards[1]:
        yield Detail("guard", _conditions(guards[0], before.schema), _conditions(guards[1], after.schema))
    rests = [
        ([one for one in rule.syntax.clauses if not isinstance(one, syntax.Guard)], rule.syntax.condition)
        for rule in (old, new)
    ]
    if rests[0] != rests[1]:
        yield Detail("check", _words(old.syntax, before.schema), _words(new.syntax, after.schema))
    yield from details_of(old, new, _RULE)
    if old.basis != new.basis:
        yield Detail("basis", _basis(old), _basis(new))
    grades = [
        tuple(f"{one.severity}: {' '.join(one.text.split())}" for one in rule.grades) for rule in (old, new)
    ]
    if grades[0] != grades[1]:
        yield Detail("grade", said(grades[0]), said(grades[1]))
    examples = [[(one.verdict, one.changes, one.expect) for one in rule.examples] for rule in (old, new)]
    if examples[0] != examples[1]:
        yield Detail("examples", said(len(old.examples)), said(len(new.examples)))


def _basis(rule: Rule) -> Said:
    parts = [rule.basis.document, rule.basis.clause, "practice" if rule.basis.practice else None]
    text = " ".join(part for part in parts if part)
    return Text(text, text) if text else None


def _words(rule: syntax.Rule, schema: Schema) -> Text:
    zh, en = (in_words(rule, schema, language) for language in LANGUAGES)
    return Text(zh, en)


def _conditions(conditions: Sequence[syntax.Condition], schema: Schema) -> Said:
    if not conditions:
        return None
    zh, en = (
        "; ".join(print_condition(one, language, schema) for one in conditions) for language in LANGUAGES
    )
    return Text(zh, en)
