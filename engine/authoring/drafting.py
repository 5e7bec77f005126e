"""The draft of a pack: everything its files say, but for the comments."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from gouji.engine.authoring.entries import (
    Entries,
    correspondence_entries,
    differences,
    form_entries,
    schema_entries,
)
from gouji.engine.authoring.relations import relation_check
from gouji.engine.authoring.sampling import sample_entries
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message
from gouji.grammar.parsing import parse
from gouji.grammar.printing import print_rule
from gouji.grammar.records import dataclass
from gouji.grammar.schema import Schema, dotted
from gouji.grammar.source import Source
from gouji.rules.trees import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji.engine.authoring.proposal import Proposal, ProposedSum
    from gouji.grammar.messages import Argument, Language
    from gouji.grammar.schema import Path, Table
    from gouji.rules.pack import Pack

_ENOUGH = 10
"""Characters that a section of the example rule must have."""


@dataclass(frozen=True)
class Draft:
    """The draft of a pack.

    Attributes:
        id: of the pack.
        head: of ``pack.yaml``.
        form: sections and tables, or what of them differs from the pack that is extended.
        rules: rule id → its entries; ``check`` is in the language asked for.
        sample: sample report and recognition.
        relations: printed sentences about figures, each with the rule it may mean.
        before: sections and tables of the pack that is extended.
    """

    id: str
    head: Entries
    form: Entries
    rules: Mapping[str, Entries]
    sample: Entries
    relations: tuple[tuple[str, str | None], ...] = ()
    extends: str | None = None
    before: Entries = field(default_factory=dict)


def drafted(
    pack_id: str,
    proposal: Proposal,
    *,
    year: int,
    language: Language,
    base: Pack | None = None,
    forms: Sequence[Pack] = (),
) -> Draft:
    """The draft of a pack for a proposed form.

    Args:
        pack_id: the id of the new pack.
        proposal: its form; the sections and tables of ``base`` when there is no form to read.
        year: the first report year of a form of its own, and the year of its sample report.
        language: of the rules' text.
        base: the pack that is extended.
        forms: where a sample report is looked for when ``base`` has none of its own.
    """
    sections = {section.id: section for section in proposal.sections}
    schema = Schema({table.id: table for table in proposal.tables}, sections)
    entries = form_entries(proposal.sections, proposal.tables)
    if base is not None:
        entries = differences(schema_entries(base.schema), entries)
    rules = {one.rule: _sum_rule(one, schema, language) for one in proposal.sums}
    if base is None:
        rules = {**_first_rules(schema, language), **rules}
    elif not proposal.read:
        rules = _example_rule(base, schema, language)
    checks = ((one, relation_check(one, proposal.tables)) for one in proposal.relations)
    known = base is not None and {table.corner for table in base.schema.tables.values()}
    return Draft(
        id=pack_id,
        head=_head(pack_id, proposal, year, base),
        form=entries,
        rules=rules,
        sample=sample_entries(proposal, year, base, forms),
        relations=tuple(
            (sentence, check and _text(check, schema, language).rstrip())
            for sentence, check in checks
            if not known or all(sentence not in (corner or "") for corner in known)
        ),
        extends=None if base is None else base.id,
        before={} if base is None else schema_entries(base.schema),
    )


def _head(pack_id: str, proposal: Proposal, year: int, base: Pack | None) -> Entries:
    title = proposal.title or _said("draft.title", "zh", name=pack_id)
    head: Entries = {"pack": pack_id, "language": LANGUAGE, "version": f"{year}.1", "title": title}
    if base is None or base.abstract:
        head["years"] = {"from": year}
    if base is not None:
        head["extends"] = [base.id]
    continued = correspondence_entries(proposal.continued)
    if continued and proposal.source is not None:
        head["from"] = {proposal.source: continued}
    return head


def _said(key: str, language: Language, **arguments: Argument) -> str:
    return render(message(key, **arguments), language)


def _both(key: str, **arguments: Argument) -> Entries:
    return {"zh": _said(key, "zh", **arguments), "en": _said(key, "en", **arguments)}


def _text(check: str, schema: Schema, language: Language) -> str:
    """A rule in the words of a language, ending with its line, as a block does."""
    parsed = parse(Source(check))
    text = check if parsed.rule is None else print_rule(parsed.rule, language, schema)
    return text + "\n"


def _rule(
    title: Entries, check: str, help_: Entries, examples: Entries, *, ground: str, topic: str
) -> Entries:
    return {
        "title": title,
        "severity": "error",
        "ground": ground,
        "topic": topic,
        "basis": {"clause": None},
        "check": check,
        "help": help_,
        "examples": examples,
    }


def _sum_rule(one: ProposedSum, schema: Schema, language: Language) -> Entries:
    table = schema.tables[one.table]
    where = table.name or table.id
    fail = [{"cells": {one.table: dict(cells)}, "expect": [one.instance]} for cells in one.failing]
    return _rule(
        _both(f"draft.{one.total}_sum", table=where, label=one.label),
        _text(one.check, schema, language),
        _both("draft.sum_help", label=one.label),
        {"pass": [{"cells": {one.table: dict(one.passing)}}], "fail": fail},
        ground="arithmetic",
        topic="table",
    )


def _first_rules(schema: Schema, language: Language) -> dict[str, Entries]:
    """What any form demands: all its sections, and no negative figures."""
    section = list(schema.sections)[-1]
    rules = {
        "section-missing": _rule(
            _both("draft.section_missing"),
            _text("each section: is present", schema, language),
            _both("draft.section_missing_help"),
            {"pass": [{}], "fail": [{"sections": {section: None}, "expect": [section]}]},
            ground="requirement",
            topic="structure",
        )
    }
    if rule := _negative_rule(schema, language):
        rules["cell-negative"] = rule
    return rules


def _negative_rule(schema: Schema, language: Language) -> Entries | None:
    """Cells hold no negative figures but those that may."""
    cells = [(table, *cell) for table in schema.tables.values() for cell in table.cells()]
    signed = [one for one in cells if _signed(*one)]
    plain = next((one for one in cells if not _signed(*one)), None)
    if plain is None:
        return None
    table, row, column = plain
    cell = f"{dotted(row)}, {dotted(column)}"
    fail = {"cells": {table.id: {cell: -1}}, "expect": [f"{table.id}/{cell.replace(' ', '')}"]}
    passing = [{"cells": {table.id: {cell: 1}}}]
    guard = ""
    if signed:
        other, row, column = signed[0]
        passing.append({"cells": {other.id: {f"{dotted(row)}, {dotted(column)}": -1}}})
        guard = "when not column.signed and not row.signed: "
    return _rule(
        _both("draft.negative"),
        _text(f"each table: each cell: {guard}value >= 0", schema, language),
        _both("draft.negative_help"),
        {"pass": passing, "fail": [fail]},
        ground="requirement",
        topic="cells",
    )


def _signed(table: Table, row: Path, column: Path) -> bool:
    return table.row_index[row].signed or table.column_index[column].signed


def _example_rule(base: Pack, schema: Schema, language: Language) -> dict[str, Entries]:
    """A rule to begin with for a pack that adds rules to another: a section that says too little."""
    written = base.sample.get("sections") or {}
    for section in schema.sections.values():
        if sum(map(len, written.get(section.id, ()))) > _ENOUGH:
            title = section.name or section.title
            rule = _rule(
                _both("draft.too_short", section=title),
                _text(f"length({section.id}) >= {_ENOUGH}", schema, language),
                _both("draft.too_short_help", section=title),
                {"pass": [{}], "fail": [{"text": {section.id: "无。"}, "expect": [""]}]},
                ground="plausibility",
                topic="text",
            )
            return {f"{section.id.replace('_', '-')}-too-short": rule | {"severity": "warning"}}
    return {}
