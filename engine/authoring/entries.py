"""Sections and tables as the entries of a pack, and what of them differs from the pack it extends."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gouji.grammar.schema import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.grammar.schema import Item, Path, Schema, Section, Table

Entries = dict[str, Any]
_IDS = frozenset({"sections", "tables", "rows", "columns", "parts"})
"""Keys whose entries are named by ids, in an order that matters."""


def form_entries(sections: Iterable[Section], tables: Iterable[Table]) -> Entries:
    """What a pack writes under ``sections`` and ``tables``."""
    return {
        "sections": {section.id: _section(section) for section in sections},
        "tables": {table.id: _table(table) for table in tables},
    }


def schema_entries(schema: Schema) -> Entries:
    """The same of a form that is there already."""
    return form_entries(schema.sections.values(), schema.tables.values())


def _section(section: Section) -> Entries:
    parts = {
        part.id: _said(label=part.label, name=part.name, headings=[*part.headings], words=[*part.words])
        for part in section.parts
    }
    return _said(
        number=section.number,
        title=section.title,
        name=None if section.name == section.title else section.name,
        aliases=[*section.aliases],
        parts=parts,
    )


def _table(table: Table) -> Entries:
    return _said(
        name=table.name,
        label=table.label,
        section=table.section,
        layout=table.layout,
        corner=table.corner,
        banner=table.banner,
        measures=table.measures,
        optional=table.optional,
        blank=table.blank,
        placeholder=table.placeholder,
        columns={column.id: _item(column, "columns") for column in table.columns},
        rows={row.id: _item(row, "rows") for row in table.rows},
    )


def _item(item: Item, axis: str) -> Entries:
    entries = _said(
        label=item.label,
        name=item.name,
        heading=item.heading,
        aliases=[*item.aliases],
        total=item.total,
        optional=item.optional,
        measure=item.measure,
        unit=item.unit,
        decimals=item.decimals,
        signed=item.signed,
        source=item.source,
    )
    if item.children:
        entries[axis] = {child.id: _item(child, axis) for child in item.children}
    elif item.columns is not None:
        entries["columns"] = [*item.columns]
    return entries


def _said(**entries: object) -> Entries:
    """The entries that say something."""
    return {key: value for key, value in entries.items() if value not in (None, False, 0, [], {}, ())}


def differences(before: Entries, after: Entries, key: str = "") -> Entries:
    """What has to be written over ``before`` to come to ``after``.

    Args:
        before: what the pack that is extended declares.
        after: what the form prints.
        key: the key whose value they are, when it maps ids to entries. Then what is new says where it stands,
            but for tables, which stand where their sections do.
    """
    found: Entries = {name: None for name in before if name not in after}
    for name, value in after.items():
        if name not in before:
            found[name] = value
        elif isinstance(value, Mapping) and isinstance(before[name], Mapping):
            inner = differences(before[name], dict(value), name if name in _IDS and not key else "")
            if inner:
                found[name] = inner
        elif value != before[name]:
            found[name] = value
    if key and key != "tables":
        _place(found, [name for name in before if name in after], list(after))
    return found


def _place(found: Entries, kept: list[str], wanted: list[str]) -> None:
    """Say after which others entries stand that would not come to stand there by themselves.

    What is kept stays in its order and what is new goes last, unless told otherwise.
    """
    order = [*kept, *(name for name in wanted if name not in kept)]
    for before, name in pairwise(wanted):
        here = order.index(name)
        if here and order[here - 1] == before:
            continue
        order.remove(name)
        order.insert(order.index(before) + 1, name)
        found[name] = {"after": before, **(found.get(name) or {})}


def correspondence_entries(continued: Mapping[Path, tuple[Path, ...]]) -> dict[str, list[str]]:
    """What a pack writes under ``from`` for the pack it extends."""
    return {dotted(path): [dotted(one) for one in others] for path, others in continued.items()}
