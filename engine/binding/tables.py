"""Binds the tables of a document to one table of the form, row by row."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.collected import Collected
from gouji.engine.binding.heads import Head, HeadReader, by_form
from gouji.engine.binding.labels import index_of
from gouji.engine.binding.normalising import compact, label_of
from gouji.engine.binding.page_ends import is_doubtful, is_number_alone, is_whole, mended
from gouji.engine.binding.pieces import printed
from gouji.engine.binding.report import BoundBy, BoundItem, BoundTable, Fact, FactState
from gouji.engine.binding.rows import Found, RowKind, RowReader, Surroundings
from gouji.engine.binding.values import Alignment, aligned, ends_early
from gouji.engine.binding.vertical import is_vertical, upright
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.binding.cells import CellReader
    from gouji.engine.binding.pieces import Entry, Piece, Row
    from gouji.engine.binding.slots import Slot, Target
    from gouji.grammar.schema import Item, Path, Table

_PAGE_NUMBER = re.compile(r"\d{1,3}")
_QUIET = {FactState.BLANK, FactState.PLACEHOLDER}


def bind_table(table: Table, form: str, cells: CellReader, pieces: Sequence[Piece]) -> BoundTable:
    """The table of a form as found in the tables of a document.

    Args:
        table: the table as the form declares it.
        form: id of the form.
        cells: reads the content of cells.
        pieces: the document's tables that are this table, in reading order; at least one.
    """
    return _Binder(table, cells).bound(form, pieces)


@dataclass(frozen=True, slots=True)
class _EmptyGroup:
    """A group of rows that stands as a row of its own without any value."""

    found: Found
    values: Sequence[Entry]
    head: Head
    spans_known: bool


class _Binder:
    """Goes through the rows of the pieces once.

    Between rows it keeps what later rows need: the head above them, the group and heading they stand in,
    where their padding stands.
    """

    def __init__(self, table: Table, cells: CellReader) -> None:
        self._table = table
        self._cells = cells
        self._index = index_of(table)
        self._rows = RowReader(self._index, cells)
        self._heads = HeadReader(self._index)
        self._found = Collected(table)
        self._pending: list[Row] = []
        self._head: Head | None = None
        self._shape: tuple[bool, int] | None = None
        self._alignment = Alignment.UNKNOWN
        self._group: Path = ()
        self._heading: tuple[Item, ...] = ()
        self._announced: tuple[Item, BoundItem] | None = None
        self._divided: Found | None = None
        self._empty: list[_EmptyGroup] = []

    def bound(self, form: str, pieces: Sequence[Piece]) -> BoundTable:
        for piece in map(self._without_measures, pieces):
            self._bind_piece(upright(piece, self._index, self._cells) if is_vertical(piece) else piece)
        for group in self._empty:
            if not self._found.has_below(group.found.item.path):
                self._bind_values(group.found, group.values, group.head, spans_known=group.spans_known)
        self._found.drop_subtotals()
        return self._found.bound(form, pieces[0].location)

    def _bind_piece(self, piece: Piece) -> None:
        shape = (piece.spans_known, piece.width if piece.spans_known else 0)
        if self._shape != shape:
            self._head, self._shape, self._alignment = None, shape, Alignment.UNKNOWN
        self._pending, self._announced = [], None
        for line in piece.before:
            if (named := self._rows.find_line(label_of(line.text))) is not None:
                item, by = named
                bound = BoundItem(item.path, line.text.strip(), by, line.location)
                self._group = item.path if item.children else item.path[:-1]
                self._announced = None if item.children else (item, bound)
                if item.children:
                    self._found.rows.setdefault(item.path, bound)
        for row in mended(piece.rows, self._index):
            kind = self._rows.kind(row)
            if kind is not RowKind.DATA or self._is_page_number(row):
                self._doubt_half(row, kind, None)
            match kind:
                case RowKind.HEADING:
                    self._heading = self._index.headings[_first(row).label.body]
                    self._pending = []
                case RowKind.HEAD:
                    self._pending.append(row)
                case RowKind.DATA if not self._is_page_number(row):
                    self._bind_row(row, spans_known=piece.spans_known)
                case RowKind.EMPTY if self._heads.rows_are_heads and self._pending:
                    self._bind_row(row, spans_known=piece.spans_known)
                case _:
                    pass

    def _without_measures(self, piece: Piece) -> Piece:
        return replace(piece, rows=tuple(map(self._rows.without_measures, piece.rows)))

    def _is_page_number(self, row: Row) -> bool:
        """Whether all that the row holds is a small number where labels stand."""
        own = printed(row)
        if len(own) != 1 or self._heads.rows_are_heads or self._announced is not None:
            return False
        start = self._head.start if self._head is not None and self._head.own else 0
        return own[0].start <= max(start - 1, 1) and bool(_PAGE_NUMBER.fullmatch(own[0].text.strip()))

    def _bind_row(self, row: Row, *, spans_known: bool) -> None:
        labels, values = self._rows.split(row, self._start(row) if spans_known else None)
        found = self._find(labels)
        head = self._head_for(found, labels, values, spans_known=spans_known)
        if spans_known and head.own and labels:
            labels, values = self._rows.split(row, head.start)
            if labels and self._cells.is_value(labels[-1].text):
                labels, values = self._rows.split(row, None)
                spans_known = len(values) != len(head.slots)
            found = self._find(labels)
        self._doubt_half(row, RowKind.DATA, found)
        if found is not None and found.item.children and not any(map(self._is_filled, values)):
            self._enter(found)
            if all(not item.children for item in found.item.children) and values:
                self._empty.append(_EmptyGroup(found, values, head, spans_known))
        elif found is not None or not labels:
            self._bind_values(found, values, head, spans_known=spans_known)
        else:
            self._divided = None
            self._found.add_unknown_row(labels[-1])
            if is_number_alone(labels[-1]):
                self._found.doubt("binding.label_is_number", label=labels[-1].text)

    def _doubt_half(self, row: Row, kind: RowKind, found: Found | None) -> None:
        """Says of a row at the end of a page that it may be half a row, unless its label is whole."""
        if is_doubtful(row) and not is_whole(row, kind, found, self._index):
            texts = [entry.text for entry in printed(row)]
            self._found.doubt("binding.row_at_page_end", row=texts[0] if texts else "")

    def _is_filled(self, entry: Entry) -> bool:
        """Whether an entry holds something of its own: a dash beside a group of a list is no cell."""
        if self._table.layout == "list" and compact(entry.text) in self._cells.placeholders:
            return False
        return _own(entry)

    def _start(self, row: Row) -> int | None:
        """Where values begin in a grid, as far as the heads above tell."""
        if self._head is not None and self._head.own and not self._pending:
            return self._head.start
        if self._heads.rows_are_heads and not (row and self._index.rows.find(row[0].label)):
            return 0
        return None

    def _find(self, labels: Sequence[Entry]) -> Found | None:
        around = Surroundings(self._group, self._heading, self._found.rows.keys())
        found = self._rows.find(labels, around)
        if found is None and self._divided is not None and len(labels) == 1:
            return Found(self._divided.item, labels[0], BoundBy.LABEL, exact=True, summand=True)
        return found

    def _enter(self, found: Found) -> None:
        """Records a row, and that the next ones stand where it stands, or in it."""
        self._found.add_row(found)
        self._divided = found if found.summand else None
        inside = found.item.children and found.item.path not in self._found.collapsed
        self._group = found.item.path if inside else found.item.path[:-1]

    def _head_for(
        self, found: Found | None, labels: Sequence[Entry], values: Sequence[Entry], *, spans_known: bool
    ) -> Head:
        expected = self._expected(found)
        if self._pending:
            label_end = max((entry.end for entry in labels), default=0)
            head = self._heads.resolve(self._pending, expected, label_end, spans_known=spans_known)
            self._pending = []
            if self._is_better(head):
                self._head, self._alignment = head, Alignment.UNKNOWN
                self._found.add_head(head)
                if not spans_known and self._heads.rows_are_heads and len(head.slots) != len(expected):
                    self._found.doubt(
                        "binding.heads_incomplete", found=len(head.slots), expected=len(expected)
                    )
        if self._head is not None and (self._head.own or len(self._head.slots) == len(expected)):
            return self._head
        self._head = by_form(expected)
        if found is not None and len(values) >= len(expected) and any(entry.text for entry in values):
            columns = tuple(column.label for _, column in expected)
            self._found.doubt("binding.columns_by_order", columns=columns)
        return self._head

    def _is_better(self, head: Head) -> bool:
        """Whether new head rows replace the head above: a repeated head may be there only in part."""
        if self._head is None or not self._head.own:
            return bool(head.slots)
        return head.known >= (self._head.known if self._table.layout == "grid" else 1)

    def _expected(self, found: Found | None) -> list[Target]:
        """The cells the form has below the heads of such a row."""
        table, columns = self._table, self._table.leaf_columns
        if table.layout == "heads" and found is None and self._announced is None:
            rows = table.leaf_rows
            return [
                (row, column) for row in rows for column in columns if table.has_cell(row.path, column.path)
            ]
        row = self._row(found)
        if row is not None and row.columns is not None:
            return [(None, column) for column in columns if column.key in row.columns]
        return [(None, column) for column in columns]

    def _row(self, found: Found | None) -> Item | None:
        """The row that values belong to: the one beside them, else the one named above the table."""
        if found is not None:
            return found.item
        return self._announced[0] if self._announced is not None else None

    def _bind_values(
        self, found: Found | None, values: Sequence[Entry], head: Head, *, spans_known: bool
    ) -> None:
        if found is not None:
            if found.item.children:
                self._found.collapsed.add(found.item.path)
            self._enter(found)
        elif self._announced is not None:
            self._found.rows.setdefault(self._announced[0].path, self._announced[1])
        pairs, self._alignment = aligned(values, head.slots, self._alignment, spans_known=spans_known)
        if pairs is None:
            self._unfitting(found, values, head)
            return
        if not spans_known and ends_early(pairs):
            self._found.doubt("binding.values_end_early", row=found.entry.text if found else "")
        for slot, entry in pairs:
            self._bind_value(slot, entry, found)

    def _bind_value(self, slot: Slot, entry: Entry, found: Found | None) -> None:
        row = slot.row or self._row(found)
        if row is None:
            if self._cells.is_number(entry.text):
                self._found.doubt("binding.values_without_row", text=entry.text)
            return
        if slot.column is None:
            return
        fact = self._cells.fact(entry.cell.text, entry.cell.location, self._table, row, slot.column)
        key = (row.path, slot.column.path)
        if row.children or self._table.has_cell(*key):
            self._found.add(key, fact, summand=found is not None and found.summand)
        elif fact.state not in _QUIET:
            labels = {"row": row.label, "column": slot.column.label, "text": entry.text}
            self._found.doubt("binding.no_such_cell", **labels)

    def _unfitting(self, found: Found | None, values: Sequence[Entry], head: Head) -> None:
        """Leaves the cells of a row unreadable when its values cannot be told apart, and says so."""
        texts = [entry.text for entry in values if entry.text]
        name = found.entry.text if found else ""
        self._found.doubt("binding.values_do_not_fit", row=name, found=len(texts), expected=len(head.slots))
        if found is None or not texts:
            return
        for slot in head.slots:
            if slot.column is not None and self._table.has_cell(found.item.path, slot.column.path):
                fact = Fact(FactState.UNREADABLE, " ".join(texts), location=found.entry.cell.location)
                self._found.facts.setdefault((found.item.path, slot.column.path), fact)


def _first(row: Row) -> Entry:
    return next(entry for entry in row if entry.text)


def _own(entry: Entry) -> bool:
    return bool(entry.text) and not entry.continued
