"""Which rows, columns and cells a scope ranges over: those that have every cell its condition names."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from gouji.grammar.messages import message
from gouji.grammar.schema import Path, Table
from gouji.grammar.syntax import Kind
from gouji.grammar.typed import AxisReference, CellGroup, CellValue, Level, TypedScope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.grammar.resolving.context import Context

Instance = tuple[Path, ...]


def candidates(kind: Kind, table: Table, exceptions: Sequence[Path]) -> tuple[Instance, ...]:
    """All rows, columns or cells of a table but the exceptions."""
    if kind is Kind.CELL:
        return tuple(
            (row, column)
            for row, column in table.cells()
            if not _excepted(row, exceptions) and not _excepted(column, exceptions)
        )
    leaves = table.leaf_rows if kind is Kind.ROW else table.leaf_columns
    return tuple((leaf.path,) for leaf in leaves if not _excepted(leaf.path, exceptions))


def narrowed(context: Context, scope: TypedScope, level: Level, nodes: Sequence[object]) -> TypedScope | None:
    """The scope with the instances that have the cells that ``nodes`` name; none at all is a fault."""
    if scope.instances is None or scope.kind not in {Kind.ROW, Kind.COLUMN, Kind.CELL}:
        return scope
    uses = [use for use in cell_uses(nodes) if level in _levels(use)]
    kept = tuple(
        instance for instance in scope.instances if all(_there(context, level, instance, use) for use in uses)
    )
    if not kept:
        context.fault(
            "name.empty_scope",
            scope.span,
            message("name.empty_scope_help"),
            kind=message(f"type.kind_{scope.kind.value}"),
            table=str(scope.table),
        )
        return None
    return replace(scope, instances=kept)


def cell_uses(nodes: Sequence[object]) -> Iterator[CellValue | CellGroup]:
    """Every reference to cells in typed nodes."""
    pending = list(nodes)
    while pending:
        node = pending.pop()
        if isinstance(node, CellValue | CellGroup):
            yield node
        elif isinstance(node, tuple):
            pending.extend(node)
        elif is_dataclass(node):
            pending.extend(getattr(node, each.name) for each in fields(node))


def _axes(use: CellValue | CellGroup) -> tuple[tuple[AxisReference, ...], tuple[AxisReference, ...]]:
    if isinstance(use, CellGroup):
        return use.rows, use.columns
    return (use.row,), (use.column,)


def _levels(use: CellValue | CellGroup) -> set[Level]:
    return {axis for axes in _axes(use) for axis in axes if isinstance(axis, int)}


def _there(context: Context, level: Level, instance: Instance, use: CellValue | CellGroup) -> bool:
    """Whether the form has a cell where ``use`` looks; other scopes may supply any row or column."""
    table = context.schema.tables.get(str(use.table))
    if table is None:
        return True
    row_axes, column_axes = _axes(use)
    rows = [path for axis in row_axes for path in _paths(axis, level, instance[0], table, Kind.ROW)]
    columns = [path for axis in column_axes for path in _paths(axis, level, instance[-1], table, Kind.COLUMN)]
    return any(table.has_cell(row, column) for row in rows for column in columns)


def _paths(axis: AxisReference, level: Level, own: Path, table: Table, kind: Kind) -> Sequence[Path]:
    if isinstance(axis, tuple):
        return (axis,)
    if axis == level:
        return (own,)
    return [leaf.path for leaf in (table.leaf_rows if kind is Kind.ROW else table.leaf_columns)]


def _excepted(path: Path, exceptions: Sequence[Path]) -> bool:
    return any(path[: len(outer)] == outer for outer in exceptions)
