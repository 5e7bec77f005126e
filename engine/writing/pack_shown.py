"""``gouji pack show``: the form that a pack declares, and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.writing.amending import lines_about
from gouji.engine.writing.cells import cells, pad
from gouji.engine.writing.entries import COLOURS
from gouji.engine.writing.grid import write_grid
from gouji.engine.writing.naming import table_label
from gouji.engine.writing.rule_page import TOPICS
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from gouji.grammar.wording import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gouji.grammar.schema import Item, Table
    from gouji.rules.pack import Pack


def write_pack(sheet: Sheet, pack: Pack, language: Language, *, rules: bool = False) -> None:
    """Write a pack: head, sections, tables with their ids, parameters, claims; with ``rules`` its rules."""
    _head(sheet, pack, language)
    sections = [
        (one.id, f"{one.number}、{one.title}", one.name or "") for one in pack.schema.sections.values()
    ]
    _list(sheet, "packs.sections", sections, language)
    for table in pack.schema.tables.values():
        _table(sheet, pack, table, language)
    parameters = [
        (one.id, one.name or "", " ".join(filter(None, (one.type.value, one.default, "/".join(one.choices)))))
        for one in pack.schema.parameters.values()
    ]
    _list(sheet, "packs.parameters", parameters, language)
    claims = [(one.id, one.name or "", one.section or "") for one in pack.schema.claims.values()]
    _list(sheet, "packs.claims", claims, language)
    if rules:
        _rules(sheet, pack, language)
    else:
        sheet.blank()
        sheet.paragraph(_say("packs.rules_left_out", language, count=len(pack.rules)))


def _head(sheet: Sheet, pack: Pack, language: Language) -> None:
    sheet.labelled(Piece(pack.id, "bold cyan"), Piece(pack.title.in_language(language), "bold"))
    first, last = pack.years
    years = "" if first is None and last is None else f"{first or ''}–{last or ''}"
    facts = (
        ("version", pack.version),
        ("document", pack.document or ""),
        ("authority", pack.authority or ""),
        ("years", years),
        ("verified_through", str(pack.verified_through or "")),
        ("lineage", "  ".join(pack.lineage)),
        ("note", pack.note.in_language(language) if pack.note else ""),
    )
    for name, text in facts:
        if text:
            sheet.labelled(Piece(_say(f"differ.{name}", language), "cyan"), text, indent=2)
    for line in lines_about((pack,), language):
        sheet.paragraph(line, indent=2)


def _list(sheet: Sheet, key: str, rows: Sequence[tuple[str, ...]], language: Language) -> None:
    """Lines of ids with what they stand for, in columns."""
    if not rows:
        return
    sheet.blank()
    sheet.paragraph(Piece(_say(key, language), "bold"))
    width = min(32, max(cells(row[0]) for row in rows))
    for first, *rest in rows:
        sheet.labelled(Piece(pad(first, width), "cyan"), "  ".join(filter(None, rest)), indent=2)


def _table(sheet: Sheet, pack: Pack, table: Table, language: Language) -> None:
    sheet.blank()
    label = table_label(table, pack.schema)
    sheet.paragraph(Piece(label, "bold"), "  ", Piece(table.id, "cyan"), f"  {table.name or ''}")
    sheet.blank()
    write_grid(sheet, table, lambda row, column: "·" if table.has_cell(row.path, column.path) else "")
    for axis, tops in (("rows", table.rows), ("columns", table.columns)):
        sheet.blank()
        sheet.paragraph(Piece(_say(f"packs.{axis}", language), "cyan"), indent=2)
        for depth, item in _walk(tops):
            name = f"  {item.name}" if item.name else ""
            text = (Piece(item.key, "cyan"), f"{name}  ", Piece(item.label, "dim"))
            sheet.paragraph(*text, indent=4 + 2 * depth, hang=8 + 2 * depth)


def _walk(items: Iterable[Item], depth: int = 0) -> Iterator[tuple[int, Item]]:
    for item in items:
        yield depth, item
        yield from _walk(item.children, depth + 1)


def _rules(sheet: Sheet, pack: Pack, language: Language) -> None:
    for topic in TOPICS:
        rules = [rule for rule in pack.rules.values() if rule.topic is topic]
        if not rules:
            continue
        sheet.blank()
        sheet.paragraph(Piece(f"{_say(f'writing.topic_{topic}', language)} {topic}", "bold"))
        for rule in rules:
            severity = Piece(_say(f"severity.{rule.severity}", language), COLOURS[rule.severity])
            off = f"  {_say('writing.disabled', language)}" if rule.disabled else ""
            title = rule.title.in_language(language)
            sheet.paragraph(Piece(rule.id, "cyan"), "  ", severity, f"  {title}{off}", indent=2, hang=6)
            sheet.paragraph(in_words(rule.syntax, pack.schema, language), indent=6)


def _say(key: str, language: Language, **arguments: int) -> str:
    return render(message(key, **arguments), language)
