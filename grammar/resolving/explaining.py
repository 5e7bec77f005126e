"""Why a name means nothing where it stands, and what its author most likely meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.lexicon import NAMES, chinese, spaced
from gouji.grammar.messages import Message, message
from gouji.grammar.names import (
    Entry,
    canonical,
    ending_with,
    find_item,
    miss,
    suggestion,
    usable_path,
)
from gouji.grammar.resolving.cells import Cells
from gouji.grammar.resolving.fields import CELL_FIELDS, ELEMENT, REPORT
from gouji.grammar.resolving.meanings import Meaning, Position, axis_items
from gouji.grammar.resolving.measures import Valued
from gouji.grammar.schema import Item, Table
from gouji.grammar.suggesting import nearest
from gouji.grammar.syntax import Kind, Path
from gouji.grammar.typed import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.grammar.resolving.context import Context


def unknown(context: Context, path: Path, names: Sequence[str], position: Position) -> None:
    """Report a path that means nothing; ``names`` are its names behind ``previous`` and its like."""
    offset = len(path.names) - len(names)
    if canonical(names[0]) == "report":
        _unknown_fact(context, path, offset + 1)
        return
    axis = context.innermost(Kind.ROW, Kind.COLUMN)
    if axis and position is not Position.TEXT and axis[1].tables:
        crossing = Kind.COLUMN if axis[1].kind is Kind.ROW else Kind.ROW
        unknown_item(context, path, offset, axis[1].tables, crossing)
        return
    prefix = Kind(canonical(names[0])) if canonical(names[0]) in set(Kind) else None
    if prefix and len(names) > 1 and context.innermost(prefix):
        unknown_field(context, path, offset + 1, prefix)
        return
    entries, words = _at_hand(context, position)
    _report(context, "name.unknown", path, entries, index=offset, words=words)


def unknown_item(context: Context, path: Path, offset: int, tables: Sequence[Table], axis: Kind) -> None:
    """Report a path that is no row (column) of the tables."""
    names = path.names[offset:]
    lacking = next((table for table in tables if not axis_items((table,), axis, names)), tables[0])
    items, others = (lacking.rows, lacking.columns) if axis is Kind.ROW else (lacking.columns, lacking.rows)
    missed = miss(items, names)
    name = names[missed.index]
    code = "name.unknown_row" if axis is Kind.ROW else "name.unknown_column"
    context.fault(
        code,
        context.name_span(path, offset + missed.index),
        _help_for_item(context, (items, others), names, axis),
        name=name,
        table=lacking.label or lacking.id,
    )


def _help_for_item(
    context: Context, trees: tuple[Sequence[Item], Sequence[Item]], names: Sequence[str], axis: Kind
) -> Message | None:
    """The row meant, for a name that is none: one deeper down, a column, or one written nearly so."""
    items, others = trees
    missed = miss(items, names)
    name = names[missed.index]
    inner = ending_with(items, names)
    if len(inner) == 1:
        return message("name.full_path", name=usable_path(items, inner[0], name))
    if find_item(others, names):
        key = "name.is_column_not_row" if axis is Kind.ROW else "name.is_row_not_column"
        return message(key, name=".".join(names))
    near = suggestion(name, missed.siblings)
    if near:
        return message("name.did_you_mean", name=near)
    far = [item for top in items for item in top.walk() if suggestion(name, [item])]
    if len(far) == 1:
        return message("name.did_you_mean", name=usable_path(items, far[0], name))
    return _help_for_words(context, name, _both(word.en for word in NAMES))


def unknown_field(context: Context, path: Path, index: int, kind: Kind) -> None:
    """Report a field that elements of this kind do not have."""
    known = (
        list(ELEMENT[kind])
        + (["value"] if kind is Kind.CLAIM else [])
        + (list(CELL_FIELDS) if kind is Kind.CELL else [])
    )
    name = path.names[min(index, len(path.names) - 1)]
    near = nearest(name, _both(known))
    listed = tuple(_like(field, name) for field in known)
    repair = message("name.did_you_mean", name=near) if near else message("name.known_fields", names=listed)
    context.fault(
        "name.unknown_field",
        context.name_span(path, index),
        repair,
        name=name,
        kind=message(f"type.kind_{kind.value}"),
    )


def _unknown_fact(context: Context, path: Path, index: int) -> None:
    known = [".".join(fact) for fact in REPORT]
    written = ".".join(path.names[index:])
    spellings = {_like(field, written): field for field in known}
    near = nearest(written, spellings) if written else None
    repair = (
        message("name.did_you_mean", name=f"{path.names[index - 1]}.{near}")
        if near
        else message("name.known_fields", names=tuple(spellings))
    )
    context.fault("name.unknown_fact", context.name_span(path, index), repair, name=written or path.names[0])


def unknown_entry(
    context: Context, code: str, path: Path, entries: Iterable[Entry], words: Iterable[str] = ()
) -> None:
    """Report a name that none of the entries, and none of the words, has."""
    _report(context, code, path, entries, words=words)


def ambiguity(found: Sequence[Meaning]) -> Message:
    """What the meanings of an ambiguous name are, and how to write each."""
    return message("name.ambiguous_help", meanings=tuple(_described(one) for one in found))


def _described(meaning: Meaning) -> Message:
    match meaning:
        case Cells(row=row, column=column):
            item = row if isinstance(row, Item) else column
            return message("name.means_item", name=item.key if isinstance(item, Item) else "value")
        case Element(kind=kind, path=path):
            prefix = {Kind.SECTION: "sections.", Kind.TABLE: "tables."}.get(kind, "") if kind else ""
            word = message(f"type.kind_{kind.value if kind else 'report'}")
            return message("name.means_element", kind=word, name=prefix + ".".join(path))
        case Valued(type=kind):
            return message("name.means_value", kind=message(f"type.{kind.value}"))


def _at_hand(context: Context, position: Position) -> tuple[list[Entry], list[str]]:
    """Everything that could stand there."""
    schema = context.schema
    entries: list[Entry] = [*schema.parameters.values(), *schema.sections.values()]
    if position is Position.STATE:
        entries += schema.tables.values()
    fields = {field for scope in context.scopes for field in ELEMENT[scope.kind]}
    if context.innermost(Kind.CELL):
        fields |= set(CELL_FIELDS)
    if context.innermost(Kind.CLAIM):
        fields.add("value")
    return entries, _both([*fields, *(word.en for word in NAMES)])


def _report(
    context: Context,
    code: str,
    path: Path,
    entries: Iterable[Entry],
    *,
    index: int = 0,
    words: Iterable[str] = (),
) -> None:
    name = path.names[index]
    near = suggestion(name, entries)
    repair = message("name.did_you_mean", name=near) if near else _help_for_words(context, name, words)
    context.fault(code, context.name_span(path, index), repair, name=name)


def _help_for_words(context: Context, name: str, words: Iterable[str]) -> Message | None:
    glued = spaced(name)
    if glued:
        return message("name.space", form=glued)
    tables = context.schema.tables.values()
    near = nearest(name, words)
    if near:
        return message("name.did_you_mean", name=near)
    axes = {
        (axis, table.id): item
        for table in tables
        for axis, items in ((Kind.ROW, table.rows), (Kind.COLUMN, table.columns))
        for top in items
        for item in top.walk()
        if name in {item.id, item.name, item.label}
    }
    if axes:
        (axis, table), item = next(iter(axes.items()))
        return message("name.elsewhere", kind=message(f"type.kind_{axis.value}"), name=item.key, table=table)
    return None


def _both(names: Iterable[str]) -> list[str]:
    """Names in both languages."""
    return [
        form
        for name in names
        for form in dict.fromkeys((name, ".".join(chinese(part) or part for part in name.split("."))))
    ]


def _like(name: str, written: str) -> str:
    return name if written.isascii() else ".".join(chinese(part) or part for part in name.split("."))
