"""``T[row, column]``: the table, row and column it names, or the scopes that supply them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.messages import message
from gouji.grammar.names import canonical, find
from gouji.grammar.resolving.cells import Axis, Cells, cell_field
from gouji.grammar.resolving.explaining import unknown_entry, unknown_item
from gouji.grammar.resolving.fields import CELL_FIELDS
from gouji.grammar.resolving.meanings import axis_items
from gouji.grammar.resolving.paths import OTHERS, scope_of
from gouji.grammar.syntax import CellReference, Kind, Path
from gouji.grammar.typed import Level, TableReference, Whose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.resolving.context import Context
    from gouji.grammar.schema import Table


def cells_of_reference(context: Context, node: CellReference) -> tuple[Cells, bool] | None:
    """What ``T[row, column]`` stands for, and whether of every member; reports what it cannot find."""
    found = _table(context, node.table)
    if found is None:
        return None
    whose, over_members, table, tables = found
    row = _axis(context, node.row, Kind.ROW, tables)
    column = _axis(context, node.column, Kind.COLUMN, tables)
    field = _field(context, node)
    if row is None or column is None or field is None:
        return None
    written = f"{'.'.join(node.table.names)}[{'.'.join(node.row.names)}, {'.'.join(node.column.names)}]"
    return Cells(whose, tables, table, row, column, field, written, node.span), over_members


def tables_named(context: Context, path: Path, names: Sequence[str]) -> tuple[Table, ...]:
    """The table that a name means; reports a fault when there is none, or more than one."""
    found = find(context.schema.tables.values(), names[0]) if len(names) == 1 else ()
    if len(found) > 1:
        context.fault("name.ambiguous", path.span, name=".".join(path.names))
        return ()
    if not found:
        unknown_entry(context, "name.unknown_table", path, context.schema.tables.values())
    return found


def _table(context: Context, path: Path) -> tuple[Whose, bool, TableReference, tuple[Table, ...]] | None:
    prefix, rest = canonical(path.names[0]), path.names
    whose, over_members = Whose.SELF, False
    if len(path.names) > 1 and prefix in OTHERS:
        whose, rest = OTHERS[prefix], path.names[1:]
        if scope_of(context, path, whose) is None:
            return None
    elif len(path.names) > 1 and prefix == "members":
        whose, over_members, rest = Whose.MEMBER, True, path.names[1:]
    shifted = Path(rest, context.name_span(path, len(path.names) - len(rest)))
    enclosing = context.innermost(Kind.TABLE, Kind.ROW, Kind.COLUMN, Kind.CELL)
    known = find(context.schema.tables.values(), rest[0])
    if not known and len(rest) == 1 and canonical(rest[0]) in {"table", "tables"} and enclosing:
        level, scope = enclosing
        table = level if scope.kind is Kind.TABLE else scope.typed.table
        return None if table is None else (whose, over_members, table, scope.tables)
    found = tables_named(context, shifted, rest)
    return (whose, over_members, found[0].id, found) if found else None


def _axis(context: Context, path: Path, axis: Kind, tables: Sequence[Table]) -> Axis | None:
    found = axis_items(tables, axis, path.names)
    if len(found) == 1:
        return found[0]
    if found:
        context.fault("name.ambiguous", path.span, name=".".join(path.names))
        return None
    if len(path.names) == 1 and canonical(path.names[0]) == axis.value:
        level = _supplier(context, axis)
        if level is not None:
            return level
    unknown_item(context, path, 0, tables, axis)
    return None


def _supplier(context: Context, axis: Kind) -> Level | None:
    """The innermost scope whose element has a row (column): a row, a cell, or a claim that captures one."""
    for level in reversed(range(len(context.scopes))):
        scope = context.scopes[level]
        claim = context.schema.claims.get(str(scope.typed.of)) if scope.kind is Kind.CLAIM else None
        if scope.kind in {axis, Kind.CELL} or (claim and axis.value in claim.captures):
            return level
    return None


def _field(context: Context, node: CellReference) -> str | None:
    if node.field is None:
        return "value"
    field = cell_field(node.field)
    if field is None:
        context.fault(
            "name.unknown_field",
            node.span,
            message("name.known_fields", names=tuple(CELL_FIELDS)),
            name=node.field,
            kind=message("type.kind_cell"),
        )
    return field
