"""Which tables of the document are which table of the form: labels decide, never position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.labels import TableIndex, index_of
from gouji.engine.binding.pieces import printed
from gouji.grammar.remembering import once_per_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouji.engine.binding.cells import CellReader
    from gouji.engine.binding.pieces import Piece, Row
    from gouji.grammar.schema import Schema, Table

_ENOUGH = 2


def _keys(index: TableIndex) -> frozenset[str]:
    return frozenset(key for _, key in index.marks if key)


@once_per_object
def _keys_of(table: Table) -> frozenset[str]:
    return _keys(index_of(table))


def assigned(pieces: Sequence[Piece], schema: Schema, cells: CellReader) -> Mapping[str, Sequence[Piece]]:
    """The pieces of each table of the form, in reading order; tables of other content are left out."""
    tables = tuple(schema.tables.values())
    result: dict[str, list[Piece]] = {}
    last: Table | None = None
    for piece in pieces:
        table = _best(piece, tables, last, cells)
        if table is not None:
            result.setdefault(table.id, []).append(piece)
        last = table
    return result


def _best(piece: Piece, tables: Iterable[Table], last: Table | None, cells: CellReader) -> Table | None:
    bodies = piece.bodies()
    best, best_worth = None, (0, False, False)
    for table in tables:
        worth = (len(bodies & _keys_of(table)), table.section == piece.section, table is last)
        if worth[0] and worth > best_worth:
            best, best_worth = table, worth
    if best is None:
        return None
    enough = 1 if best_worth[1] or best_worth[2] or _holds_row(piece, best, cells) else _ENOUGH
    return best if best_worth[0] >= enough else None


def _holds_row(piece: Piece, table: Table, cells: CellReader) -> bool:
    """Whether a row of the piece is one of the form's, label and number of values alike."""
    return any(_is_row(row, table, cells) for row in piece.rows)


def _is_row(row: Row, table: Table, cells: CellReader) -> bool:
    own = printed(row)
    found, values = index_of(table).rows.find(own[0].label) if own else None, own[1:]
    if found is None or not all(cells.is_value(entry.text) for entry in values):
        return False
    item = found.items[0]
    return len(values) == len(table.leaf_columns if item.columns is None else item.columns)


@once_per_object
def all_marks(schema: Schema) -> frozenset[str]:
    """Every label that any table of the form prints."""
    return frozenset(key for table in schema.tables.values() for key in _keys_of(table))
