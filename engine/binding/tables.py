"""Binds the tables of a document to one table of the form, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.heads import Head, HeadReader, Slot, Target, by_form
from gouji.engine.binding.labels import index_of
from gouji.engine.binding.report import BoundBy, BoundItem, BoundTable, Fact, FactState
from gouji.engine.binding.rows import Found, RowKind, RowReader, Surroundings
from gouji.engine.binding.values import Alignment, aligned
from gouji.engine.binding.vertical import is_vertical, upright
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.binding.cells import CellReader
    from gouji.engine.binding.pieces import Entry, Piece, Row
    from gouji.grammar.schema import Item, Path, Table

_QUIET = {FactState.BLANK, FactState.PLACEHOLDER}


@dataclass
class TableBinder:
    """Collects what the pieces of one table of the form say."""

    table: Table
    form: str
    cells: CellReader
    facts: dict[tuple[Path, Path], Fact] = field(default_factory=dict)
    rows: dict[Path, BoundItem] = field(default_factory=dict)
    columns: dict[Path, BoundItem] = field(default_factory=dict)
    unknown_rows: list[BoundItem] = field(default_factory=list)
    unknown_columns: list[BoundItem] = field(default_factory=list)
    collapsed: set[Path] = field(default_factory=set)
    uncertain: dict[Message, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = index_of(self.table)
        self._rows = RowReader(self.index, self.cells)
        self._heads = HeadReader(self.index)
        self._context: Path = ()
        self._heading: tuple[Item, ...] = ()
        self._pending: list[Row] = []
        self._head: Head | None = None
        self._width: tuple[bool, int] | None = None
        self._alignment = Alignment.UNKNOWN
        self._open: Found | None = None

    def bound(self, pieces: Sequence[Piece]) -> BoundTable:
        """The table as found in ``pieces``, in reading order."""
        for piece in pieces:
            self._bind_piece(piece)
        return BoundTable(
            id=self.table.id,
            facts=self.facts,
            rows=self.rows,
            columns=self.columns,
            location=pieces[0].location,
            unknown_rows=tuple(self.unknown_rows),
            unknown_columns=tuple(self.unknown_columns),
            collapsed=frozenset(self.collapsed),
            form=self.form,
            uncertain=tuple(self.uncertain),
        )

    def _bind_piece(self, piece: Piece) -> None:
        if is_vertical(piece):
            piece = upright(piece, self.index, self.cells)
        if self._width != (piece.spans_known, piece.width):
            self._head, self._width = None, (piece.spans_known, piece.width)
            self._alignment = Alignment.UNKNOWN
        self._pending = []
        for line in piece.before:
            if (item := self._rows.find_line(line)) is not None:
                self._context = item.path
        for row in piece.rows:
            match self._rows.kind(row):
                case RowKind.HEADING:
                    self._heading, self._pending = self.index.headings[_first(row).label.body], []
                case RowKind.HEAD:
                    self._pending.append(row)
                case RowKind.DATA:
                    self._bind_row(row, piece)
                case RowKind.EMPTY if self._holds_only_blanks(row):
                    self._bind_row(row, piece)
                case RowKind.EMPTY:
                    pass

    def _holds_only_blanks(self, row: Row) -> bool:
        """Whether a row without any text is the one data row of a table that prints its rows as heads."""
        return (
            self._heads.rows_are_heads and bool(self._pending) and not any(entry.continued for entry in row)
        )

    def _bind_row(self, row: Row, piece: Piece) -> None:
        labels, values = self._rows.split(row, self._start(row, piece))
        found = self._rows.find(labels, self._surroundings())
        head = self._resolved(found, labels, values, piece)
        if piece.spans_known and head.own and labels:
            labels, values = self._rows.split(row, head.start)
            found = self._rows.find(labels, self._surroundings())
        if found is None and labels:
            found = self._continued_summand(labels)
        if found is None and labels:
            self._unknown_row(labels[-1])
        else:
            self._bind_values(found, values, head, piece)

    def _surroundings(self) -> Surroundings:
        return Surroundings(self._context, self._heading, self.rows.keys())

    def _start(self, row: Row, piece: Piece) -> int | None:
        if piece.spans_known and self._head is not None and self._head.own and not self._pending:
            return self._head.start
        if (
            piece.spans_known
            and self._heads.rows_are_heads
            and row
            and self._rows.index.rows.find(row[0].label) is None
        ):
            return 0
        return None

    def _resolved(
        self, found: Found | None, labels: Sequence[Entry], values: Sequence[Entry], piece: Piece
    ) -> Head:
        expected = self._expected(found)
        if self._pending:
            end = max((entry.end for entry in labels), default=0)
            head = self._heads.resolve(self._pending, expected, end, spans_known=piece.spans_known)
            self._pending = []
            if head.known or self._head is None or not self._head.own:
                self._take_head(head)
        if self._head is not None and (self._head.own or len(self._head.slots) == len(expected)):
            return self._head
        self._head = by_form(expected)
        if found is not None and len(values) >= len(expected) and any(entry.text for entry in values):
            self._doubt("binding.columns_by_order", columns=tuple(column.label for _, column in expected))
        return self._head

    def _expected(self, found: Found | None) -> list[Target]:
        table, columns = self.table, self.table.leaf_columns
        if table.layout == "heads" and found is None:
            leaf = self.index.rows and next(
                (item for item in table.leaf_rows if item.path == self._context), None
            )
            rows = [leaf] if leaf else list(table.leaf_rows)
            return [
                (row, column) for row in rows for column in columns if table.has_cell(row.path, column.path)
            ]
        if found is not None and found.item.columns is not None:
            return [(None, column) for column in columns if column.key in found.item.columns]
        return [(None, column) for column in columns]

    def _take_head(self, head: Head) -> None:
        better = (
            self._head is None
            or not self._head.own
            or self.table.layout != "grid"
            or head.known >= self._head.known
        )
        if not better:
            return
        self._head, self._alignment = head, Alignment.UNKNOWN
        for item, entry in head.groups:
            side = self.columns if item.path in self.index.table.column_index else self.rows
            side.setdefault(item.path, BoundItem(item.path, entry.text, BoundBy.LABEL, entry.cell.location))
        for slot in head.slots:
            self._note_slot(slot)
        ordered = tuple(slot.column.label for slot in head.slots if slot.column and slot.by is BoundBy.ORDER)
        if ordered:
            self._doubt("binding.columns_by_order", columns=ordered)

    def _note_slot(self, slot: Slot) -> None:
        if slot.column is None:
            self.unknown_columns.append(BoundItem((), slot.printed, BoundBy.LABEL, slot.location))
            return
        item = BoundItem(slot.column.path, slot.printed, slot.by, slot.location)
        self.columns.setdefault(slot.column.path, item)
        if slot.row is not None:
            self.rows.setdefault(
                slot.row.path, BoundItem(slot.row.path, slot.row.label, BoundBy.LABEL, slot.location)
            )
        if slot.by is BoundBy.NEAREST and not slot.exact:
            self._doubt("binding.nearest_column", printed=slot.printed, label=slot.column.label)

    def _bind_values(self, found: Found | None, values: Sequence[Entry], head: Head, piece: Piece) -> None:
        row = found.item if found else None
        if (
            row is not None
            and row.children
            and not any(entry.text for entry in values if not entry.continued)
        ):
            self._note_row(found)
            self._context = row.path
            return
        pairs, self._alignment = aligned(values, head.slots, self._alignment, spans_known=piece.spans_known)
        if pairs is None:
            self._unfitting(found, values, head)
            return
        for slot, entry in pairs:
            self._bind_value(slot, entry, found)
        self._note_row(found)

    def _bind_value(self, slot: Slot, entry: Entry, found: Found | None) -> None:
        item = slot.row or (found.item if found else None) or self.table.row_index.get(self._context)
        if slot.column is None or item is None:
            if item is None and self.cells.is_value(entry.text) and entry.text not in self.cells.placeholders:
                self._doubt("binding.values_without_row", text=entry.text)
            return
        fact = self.cells.fact(entry.cell.text, entry.cell.location, self.table, item, slot.column)
        key = (item.path, slot.column.path)
        if not item.children and not self.table.has_cell(*key):
            if fact.state not in _QUIET:
                self._doubt("binding.no_such_cell", row=item.label, column=slot.column.label, text=entry.text)
            return
        if item.children:
            self.collapsed.add(item.path)
        self._store(key, fact, item, summand=bool(found and found.summand))

    def _store(self, key: tuple[Path, Path], fact: Fact, item: Item, *, summand: bool) -> None:
        known = self.facts.get(key)
        if known is None:
            self.facts[key] = fact
            self.rows.setdefault(item.path, BoundItem(item.path, item.label, BoundBy.LABEL, fact.location))
        elif summand:
            self.facts[key] = _sum(known, fact)
        elif (known.state, known.value) != (fact.state, fact.value):
            self._doubt("binding.row_twice", row=item.label)

    def _note_row(self, found: Found | None) -> None:
        if found is None:
            return
        for group, entry in found.upper:
            self.rows.setdefault(
                group.path, BoundItem(group.path, entry.text, BoundBy.LABEL, entry.cell.location)
            )
        item, place = found.item, found.entry.cell.location
        self._open = found if found.summand else None
        self._context = item.path if item.children and item.path not in self.collapsed else item.path[:-1]
        if found.summand:
            self.unknown_rows.append(BoundItem((), found.entry.text, found.by, place))
            return
        collapsed = item.path in self.collapsed
        named = BoundItem(item.path, found.entry.text, found.by, place, collapsed)
        if item.path not in self.rows or self.rows[item.path].location == place or collapsed:
            self.rows[item.path] = named
        if found.by is BoundBy.NEAREST and not found.exact:
            self._doubt("binding.nearest_row", printed=found.entry.text, label=item.label)
        self.rows[item.path] = named

    def _continued_summand(self, labels: Sequence[Entry]) -> Found | None:
        if self._open is None or len(labels) > 1:
            return None
        return Found(self._open.item, labels[-1], BoundBy.LABEL, exact=True, summand=True)

    def _unknown_row(self, entry: Entry) -> None:
        self._open = None
        self.unknown_rows.append(BoundItem((), entry.text, BoundBy.LABEL, entry.cell.location))

    def _unfitting(self, found: Found | None, values: Sequence[Entry], head: Head) -> None:
        texts = [entry.text for entry in values if entry.text]
        name = found.entry.text if found else ""
        self._doubt("binding.values_do_not_fit", row=name, found=len(texts), expected=len(head.slots))
        if found is None:
            return
        self._note_row(found)
        raw = " ".join(texts)
        for slot in head.slots:
            if slot.column is not None and self.table.has_cell(found.item.path, slot.column.path):
                fact = Fact(FactState.UNREADABLE, raw, location=found.entry.cell.location)
                self.facts.setdefault((found.item.path, slot.column.path), fact)

    def _doubt(self, key: str, **arguments: str | int | tuple[str, ...]) -> None:
        self.uncertain.setdefault(message(key, **arguments))


def _first(row: Row) -> Entry:
    return next(entry for entry in row if entry.text)


def _sum(one: Fact, other: Fact) -> Fact:
    """Two printed rows that the form does not tell apart, as one."""
    raw = f"{one.raw}＋{other.raw}"
    values: list[Fraction] = []
    for fact in (one, other):
        if fact.value is None and fact.counts_as != "zero":
            return Fact(FactState.UNREADABLE, raw, location=one.location)
        values.append(fact.value or Fraction(0))
    return Fact(FactState.VALUE, raw, sum(values, Fraction(0)), None, one.unit, one.note, one.location)
