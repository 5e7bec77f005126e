"""Which tables of the document are which table of the form: labels decide, never position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.labels import TableIndex, index_of, once_per_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouji.engine.binding.pieces import Piece
    from gouji.grammar.schema import Schema, Table

_ENOUGH = 2


def _keys(index: TableIndex) -> frozenset[str]:
    return frozenset(key for _, key in index.marks if key)


@once_per_object
def _keys_of(table: Table) -> frozenset[str]:
    return _keys(index_of(table))


def assigned(pieces: Sequence[Piece], schema: Schema) -> Mapping[str, Sequence[Piece]]:
    """The pieces of each table of the form, in reading order; tables of other content are left out."""
    tables = tuple(schema.tables.values())
    result: dict[str, list[Piece]] = {}
    last: Table | None = None
    for piece in pieces:
        table = _best(piece, tables, last)
        if table is not None:
            result.setdefault(table.id, []).append(piece)
        last = table
    return result


def _best(piece: Piece, tables: Iterable[Table], last: Table | None) -> Table | None:
    bodies = piece.bodies()
    best, best_worth = None, (0, False, False)
    for table in tables:
        worth = (len(bodies & _keys_of(table)), table.section == piece.section, table is last)
        if worth[0] and worth > best_worth:
            best, best_worth = table, worth
    enough = 1 if best is not None and (best_worth[1] or best_worth[2]) else _ENOUGH
    return best if best_worth[0] >= enough else None


@once_per_object
def all_marks(schema: Schema) -> frozenset[str]:
    """Every label that any table of the form prints."""
    return frozenset(key for table in schema.tables.values() for key in _keys_of(table))
