"""``gouji rule``: the list of rules, and the page of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.engine.writing.amending import told
from gouji.engine.writing.cells import cells, pad
from gouji.engine.writing.entries import COLOURS, basis_text
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import LANGUAGES, Language, message
from gouji.grammar.printing import print_rule
from gouji.grammar.wording import in_words
from gouji.rules.amendments import amendments_of
from gouji.rules.dating import dated
from gouji.rules.pack import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.rules.pack import Example, Pack, Rule

TOPICS = tuple(Topic)


def write_rules(sheet: Sheet, rules: Iterable[Rule], language: Language) -> None:
    """Write all rules, by topic: severity, id, title."""
    ordered = sorted(rules, key=lambda rule: TOPICS.index(rule.topic))
    width = max((cells(rule.id) for rule in ordered), default=0)
    for topic, group in groupby(ordered, key=lambda rule: rule.topic):
        sheet.blank()
        sheet.paragraph(Piece(f"{_say(f'topic_{topic}', language)} {topic}", "bold"))
        for rule in group:
            severity = render(message(f"severity.{rule.severity}"), language)
            title = rule.title.in_language(language)
            parts = (
                Piece(pad(rule.id, width), "cyan"),
                "  ",
                Piece(severity, COLOURS[rule.severity]),
                "  ",
                title,
            )
            sheet.paragraph(*parts, indent=2, hang=6)


def write_rule(sheet: Sheet, rule: Rule, packs: Iterable[Pack], language: Language) -> None:
    """Write the page of a rule: what it checks and why, its formula in both languages, its examples.

    Args:
        sheet: where to write.
        rule: the rule.
        packs: the packs that have it; the first lends the names.
        language: of the page.
    """
    having = tuple(packs)
    schema = having[0].schema
    sheet.labelled(Piece(rule.id, "bold cyan"), Piece(rule.title.in_language(language), "bold"))
    severity = Piece(render(message(f"severity.{rule.severity}"), language), COLOURS[rule.severity])
    facts = (_say(f"topic_{rule.topic}", language), _say(f"ground_{rule.ground}", language))
    sheet.paragraph(severity, "  ", "  ".join(facts))
    sheet.blank()
    amending = amendments_of(having, rule.id)
    for one in amending:
        label = Piece(render(message("amendments.label"), language), "cyan")
        sheet.labelled(label, render(told(one), language))
    if rule.disabled and all(one.severity for one in amending):
        sheet.labelled(_label("disabled", language), rule.disabled.in_language(language))
    sheet.labelled(_label("what", language), in_words(rule.syntax, schema, language))
    basis = basis_text(rule, having, language)
    if basis:
        sheet.labelled(_label("basis", language), basis)
    help_text = rule.help.in_language(language)
    if help_text:
        sheet.labelled(_label("how", language), help_text)
    if rule.false_alarms is not None:
        sheet.labelled(_label("false_alarms", language), rule.false_alarms.in_language(language))
    sheet.labelled(_label("forms", language), "  ".join(pack.id for pack in having))
    for tongue in LANGUAGES:
        sheet.blank()
        sheet.paragraph(Piece(_say(f"formula_{tongue}", language), "cyan"))
        for line in print_rule(rule.syntax, tongue, schema).splitlines():
            sheet.paragraph(line, indent=2, hang=6)
    if rule.examples:
        sheet.blank()
        sheet.paragraph(Piece(_say("examples", language), "cyan"))
        for example in rule.examples:
            _example(sheet, example, having[0], language)
    sheet.blank()
    sheet.labelled(
        _label("written_in", language), Piece(f"{_near(rule.place.file)}:{rule.place.start.line}", "dim")
    )


def _example(sheet: Sheet, example: Example, pack: Pack, language: Language) -> None:
    made = dated(example.changes, pack.sample.get("year"))
    changes = json.dumps(_plain(made), ensure_ascii=False) if made else ""
    text = changes or _say("example_unchanged", language)
    expected = f"  → {'  '.join(example.expect)}" if example.expect else ""
    sheet.labelled(_say(f"example_{example.verdict}", language), text + expected, indent=2)


def _near(file: str) -> str:
    """A path as short as it can be written from here."""
    path, here = Path(file), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else file


def _plain(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if isinstance(value, (int, float, bool, type(None))) else str(value)


def _label(name: str, language: Language) -> Piece:
    return Piece(_say(name, language), "cyan")


def _say(name: str, language: Language) -> str:
    return render(message(f"writing.{name}"), language)
