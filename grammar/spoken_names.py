"""How a rule's names are said in a sentence: short names in Chinese, readable ids in English."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.grammar.lexicon import chinese, english
from gouji.grammar.messages import Message, Text, message
from gouji.grammar.names import Entry, canonical, find, find_item, lineage, short_name
from gouji.grammar.syntax import CellReference, Kind, Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.schema import Item, Schema, Table

Spoken = Message | Text
_OTHERS = ("previous", "member", "members", "first", "second")
_CELL_FIELDS = ("value", "raw", "note", "unit")
_EXPLAINED = frozenset(
    {
        "published",
        "contact",
        "raw",
        "signed",
        "printed",
        "announced",
        "form",
        "pack",
        "may_make_regulations",
        "tables",
        "images",
    }
)
_COLLECTIONS = ("sections", "tables", "claims", "parameters")


@dataclass
class Names:
    """Says the names of one rule; ``scopes`` are those open at this point, with their tables."""

    schema: Schema
    scopes: list[tuple[Kind, tuple[Table, ...]]] = field(default_factory=list)

    def path(self, path: Path) -> Spoken:
        """A bare path as a noun."""
        return self._names(path.names)

    def cell(self, node: CellReference) -> Spoken:
        """``T[row, column]``, with whose it is and which of its fields is meant."""
        *prefix, table_name = node.table.names
        tables = self.tables_of(Path((table_name,)))
        said: Spoken = message(
            "wording.cell",
            table=self._table(table_name),
            row=self._line(tables, Kind.ROW, node.row.names),
            column=self._line(tables, Kind.COLUMN, node.column.names),
        )
        if node.field is not None and canonical(node.field) != "value":
            said = message("wording.of", whole=said, part=_word(node.field))
        return _whose(prefix[0], said) if prefix and canonical(prefix[0]) in _OTHERS else said

    def source(self, kind: Kind, path: Path) -> Spoken:
        """What a scope of this kind is of: a table, a section, the claims of one kind."""
        if kind in {Kind.ROW, Kind.COLUMN, Kind.CELL}:
            return self._table(path.names[-1])
        entries: list[Entry] = list(
            self.schema.claims.values() if kind is Kind.CLAIM else self.schema.sections.values()
        )
        found = find(entries, path.names[-1])
        return _quoted(_called(found[0])) if found else _unknown(path.names)

    def exception(self, kind: Kind, tables: Sequence[Table], path: Path) -> Spoken:
        """A row, column, section or table that a scope leaves out."""
        if kind is Kind.SECTION:
            return self.source(kind, path)
        if kind is Kind.TABLE:
            return self._table(path.names[-1])
        for axis in (Kind.ROW, Kind.COLUMN) if kind is Kind.CELL else (kind,):
            said = self._item(tables, axis, path.names)
            if said is not None:
                return said
        return _unknown(path.names)

    def member_of(self, group: Path | CellReference, path: Path) -> Spoken:
        """A member that a sum leaves out, named from its group or from the outside."""
        for names in self._groups(group):
            for axis, tables in self._axes():
                for start in (names, ()):
                    items = find_item(_items(tables, axis), [*start, *path.names])
                    if items:
                        return _called(items[0])
        return _unknown(path.names)

    def tables_of(self, path: Path | None) -> tuple[Table, ...]:
        """The tables that a scope's ``of`` means; without one, those of the enclosing scope."""
        found = find(self.schema.tables.values(), path.names[-1]) if path else ()
        if found:
            return found
        return next((tables for _, tables in reversed(self.scopes) if tables), ())

    def _names(self, names: Sequence[str]) -> Spoken:
        own = self._in_scopes(names)
        if own is not None:
            return own
        head, rest = canonical(names[0]), names[1:]
        if head in _OTHERS and rest:
            return _whose(names[0], self._names(rest))
        if head == "report" and rest:
            return message("wording.of_report", part=_words(rest, "report"))
        if head in _COLLECTIONS and len(rest) == 1:
            return self._declared(rest) or _unknown(rest)
        if head in set(Kind) and rest:
            this = message("wording.this", kind=message(f"wording.kind_{head}"))
            key = "wording.may_be_negative" if canonical(rest[0]) == "signed" else "wording.of"
            return message(key, whole=this, part=_words(rest))
        return self._declared(names) or _words(names)

    def _in_scopes(self, names: Sequence[str]) -> Spoken | None:
        """A row in the scope of a column, a column in that of a row; the innermost scope that knows it."""
        for kind, tables in reversed(self.scopes):
            axis = {Kind.ROW: Kind.COLUMN, Kind.COLUMN: Kind.ROW}.get(kind)
            said = self._item(tables, axis, names) if axis else None
            if said is None and axis and len(names) > 1 and canonical(names[-1]) in _CELL_FIELDS:
                whole = self._item(tables, axis, names[:-1])
                said = message("wording.of", whole=whole, part=_word(names[-1])) if whole else None
            if said is not None:
                return said
        return None

    def _item(self, tables: Sequence[Table], axis: Kind, names: Sequence[str]) -> Spoken | None:
        items = _items(tables, axis)
        found = find_item(items, names)
        if not found:
            return None
        said: Spoken | None = None
        for item in lineage(items, found[0]):
            part = _called(item)
            said = part if said is None else message("wording.of", whole=said, part=part)
        return said

    def _line(self, tables: Sequence[Table], axis: Kind, names: Sequence[str]) -> Message:
        said = self._item(tables, axis, names)
        if said is None and len(names) == 1 and canonical(names[0]) == axis.value:
            return message("wording.this", kind=message(f"wording.kind_{axis.value}"))
        return message(f"wording.the_{axis.value}", name=said or _unknown(names))

    def _table(self, name: str) -> Spoken:
        found = find(self.schema.tables.values(), name)
        if found:
            return message("wording.table", name=_called(found[0]))
        if canonical(name) in {"table", "tables"}:
            return message("wording.this", kind=message("wording.kind_table"))
        return message("wording.table", name=_unknown((name,)))

    def _declared(self, names: Sequence[str]) -> Spoken | None:
        """A section, part, table, claim or parameter of the form."""
        spaces: tuple[list[Entry], ...] = (
            list(self.schema.sections.values()),
            list(self.schema.parameters.values()),
            list(self.schema.tables.values()),
            list(self.schema.claims.values()),
        )
        for entries in spaces:
            found = find(entries, names[0])
            if found and len(names) == 1:
                return _quoted(_called(found[0]))
        for section in find(self.schema.sections.values(), names[0]):
            for part in find(section.parts, names[1]):
                return message("wording.of", whole=_quoted(_called(section)), part=_called(part))
        for table in find(self.schema.tables.values(), names[0]):
            for axis in (Kind.ROW, Kind.COLUMN):
                said = self._item((table,), axis, names[1:])
                if said is not None:
                    return message("wording.of", whole=self._table(names[0]), part=said)
        return None

    def _groups(self, group: Path | CellReference) -> list[tuple[str, ...]]:
        if isinstance(group, CellReference):
            return [group.row.names, group.column.names]
        names = group.names
        return [names, names[1:]] if names and canonical(names[0]) in _OTHERS else [names]

    def _axes(self) -> list[tuple[Kind, tuple[Table, ...]]]:
        tables = tuple(self.schema.tables.values())
        known = self.tables_of(None)
        return [(axis, chosen) for chosen in (known, tables) for axis in (Kind.ROW, Kind.COLUMN)]


def _items(tables: Sequence[Table], axis: Kind) -> tuple[Item, ...]:
    return tuple(item for table in tables for item in (table.rows if axis is Kind.ROW else table.columns))


def _whose(prefix: str, said: Spoken) -> Message:
    return message(f"wording.whose_{canonical(prefix)}", thing=said)


def _called(entry: Entry) -> Text:
    return Text(short_name(entry) or entry.id, entry.id.replace("_", " "))


def _quoted(said: Spoken) -> Message:
    return message("wording.named", name=said)


def _unknown(names: Sequence[str]) -> Text:
    written = ".".join(names)
    return Text(written, written)


def _word(name: str, owner: str | None = None) -> Spoken:
    """A built-in name; where its bare English form says too little, the catalogue says more."""
    known = english(name, owner)
    if known in _EXPLAINED:
        return message(f"wording.word_{known}")
    return Text(chinese(name) or name, (known or name).replace("_", " "))


def _words(names: Sequence[str], owner: str | None = None) -> Spoken:
    """Built-in names, the whole before the part."""
    said: Spoken = _word(names[0], owner)
    for name in names[1:]:
        said = message("wording.word_of", whole=said, part=_word(name))
    return said
