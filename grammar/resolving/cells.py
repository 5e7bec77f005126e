"""References to cells: one cell, or the product of groups of rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.messages import message
from gouji.grammar.names import canonical, find_item, suggestion
from gouji.grammar.records import dataclass
from gouji.grammar.resolving.fields import CELL_FIELDS
from gouji.grammar.resolving.measures import Valued, measured
from gouji.grammar.schema import Item, Path, Table, ValueType
from gouji.grammar.typed import AxisReference, CellGroup, CellValue, Level, TableReference, Whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.grammar.resolving.context import Context
    from gouji.grammar.source import Span
    from gouji.grammar.syntax import Path as WrittenPath

Axis = Item | Level
"""A named row or column (or group of them), or the level of the scope that supplies it."""


@dataclass(frozen=True, slots=True)
class Cells:
    """What a path or ``T[row, column]`` means: a cell, or cells if ``row`` or ``column`` is a group.

    Attributes:
        tables: every table it may be about; the first one where there are several alike.
        field: ``value``, ``raw``, ``note`` or ``unit``.
        written: the reference as the rule writes it, for the repair that a fault proposes.
    """

    whose: Whose
    tables: tuple[Table, ...]
    table: TableReference
    row: Axis
    column: Axis
    field: str
    written: str
    span: Span

    @property
    def is_group(self) -> bool:
        """Whether it stands for several cells."""
        return any(isinstance(axis, Item) and bool(axis.children) for axis in (self.row, self.column))


def one_cell(context: Context, cells: Cells) -> Valued | None:
    """The reference as a single cell; a fault if it is a group, or if the form has no such cell."""
    if cells.is_group:
        repair = f"{_word('sum', cells.written)}({_with_exceptions(cells)})"
        context.fault("type.group", cells.span, message("type.group_help", form=repair), name=cells.written)
        return None
    if not _exists(context, cells):
        return None
    row, column = reference(cells.row), reference(cells.column)
    kind, unit = _measure(cells)
    if cells.field != "value":
        kind, unit = CELL_FIELDS[cells.field], None
    node = CellValue(
        context.lookup_of(cells.whose),
        cells.table,
        row,
        column,
        cells.field,  # type: ignore[arg-type]
        kind,
        cells.span,
    )
    return Valued(node, kind, unit)


def cell_group(context: Context, cells: Cells, exceptions: Sequence[WrittenPath]) -> Valued | None:
    """The reference as a collection less ``exceptions``; no total may be added to its own parts."""
    if not cells.is_group:
        for exception in exceptions:
            context.fault("type.except_without_group", exception.span, name=".".join(exception.names))
        return one_cell(context, cells) if not exceptions else None
    left_out = [_exception(context, cells, exception) for exception in exceptions]
    if None in left_out:
        return None
    taken = {path for paths in left_out if paths for path in paths}
    if _adds_its_total(context, cells, taken):
        return None
    rows, columns = _leaves(cells.row, taken), _leaves(cells.column, taken)
    if not rows or not columns:
        context.fault("name.nothing_left", cells.span, name=cells.written)
        return None
    kind, unit = _measure(cells, rows, columns)
    node = CellGroup(context.lookup_of(cells.whose), cells.table, rows, columns, kind, cells.span)
    return Valued(node, kind, unit, collection=True)


def reference(axis: Axis) -> AxisReference:
    """The typed reference to a row or column."""
    return axis.path if isinstance(axis, Item) else axis


def cell_unit(row: Item, column: Item) -> str | None:
    """The unit of a cell: that of its column, else that of its row."""
    return column.unit or row.unit


def cells_of(
    tables: Sequence[Table], rows: Sequence[Path] | None, columns: Sequence[Path] | None
) -> Iterator[tuple[Item, Item]]:
    """The cells of the forms in these rows and columns; ``None`` means all."""
    for table in tables:
        for row, column in table.cells():
            if (rows is None or row in rows) and (columns is None or column in columns):
                yield table.row_index[row], table.column_index[column]


def _measure(
    cells: Cells, rows: Sequence[AxisReference] | None = None, columns: Sequence[AxisReference] | None = None
) -> tuple[ValueType, str | None]:
    chosen = [
        [axis for axis in axes if isinstance(axis, tuple)] or None
        for axes in (rows or (reference(cells.row),), columns or (reference(cells.column),))
    ]
    units = frozenset(cell_unit(row, column) for row, column in cells_of(cells.tables, *chosen))
    return measured(units) if units else (ValueType.NUMBER, None)


def _exists(context: Context, cells: Cells) -> bool:
    """Only a cell with both names fixed can be missing from the form for sure."""
    row, column = cells.row, cells.column
    if not isinstance(row, Item) or not isinstance(column, Item):
        return True
    lacking = next((table for table in cells.tables if not table.has_cell(row.path, column.path)), None)
    if lacking is None:
        return True
    there = tuple(item.label for item in lacking.leaf_columns if lacking.has_cell(row.path, item.path))
    context.fault(
        "name.no_such_cell",
        cells.span,
        message("name.no_such_cell_help", row=row.label, columns=there) if there else None,
        row=row.label,
        column=column.label,
        table=lacking.label or lacking.id,
    )
    return False


def _leaves(axis: Axis, taken: set[Path]) -> tuple[AxisReference, ...]:
    if not isinstance(axis, Item):
        return (axis,)
    return tuple(leaf.path for leaf in axis.leaves() if not _within(leaf.path, taken))


def _within(path: Path, taken: set[Path]) -> bool:
    return any(path[: len(outer)] == outer for outer in taken)


def _exception(context: Context, cells: Cells, written: WrittenPath) -> tuple[Path, ...] | None:
    """What an exception leaves out: a member of the group, named from the group or from the outside."""
    groups = [axis for axis in (cells.row, cells.column) if isinstance(axis, Item) and axis.children]
    found = {item.path for group in groups for item in find_item(group.children, written.names)}
    tops = {
        item.path
        for table in cells.tables
        for item in (*find_item(table.rows, written.names), *find_item(table.columns, written.names))
    }
    found = found or {path for path in tops if any(_within(path, {group.path}) for group in groups)}
    if len(found) == 1:
        return tuple(found)
    name = ".".join(written.names)
    if found:
        context.fault("name.ambiguous", written.span, name=name)
        return None
    members = [item for group in groups for child in group.children for item in child.walk()]
    near = suggestion(written.names[-1], members)
    context.fault(
        "name.not_in_group",
        written.span,
        message("name.did_you_mean", name=near) if near else None,
        name=name,
        group=cells.written,
    )
    return None


def _totals(cells: Cells, taken: set[Path]) -> tuple[Item, ...]:
    """Members of the groups that are sums of other members, and still in."""
    groups = [axis for axis in (cells.row, cells.column) if isinstance(axis, Item)]
    return tuple(
        item
        for group in groups
        for child in group.children
        for item in child.walk()
        if item.total and not _within(item.path, taken)
    )


def _adds_its_total(context: Context, cells: Cells, taken: set[Path]) -> bool:
    totals = _totals(cells, taken)
    if not totals:
        return False
    form = f"{_word('sum', cells.written)}({_with_exceptions(cells)})"
    context.fault(
        "type.total_in_sum",
        cells.span,
        message("type.total_in_sum_help", form=form),
        total=tuple(item.label for item in totals),
        group=cells.written,
    )
    return True


def _with_exceptions(cells: Cells) -> str:
    totals = [_relative(cells, item) for item in _totals(cells, set())]
    if not totals:
        return cells.written
    listed = totals[0] if len(totals) == 1 else "{" + ", ".join(totals) + "}"
    return f"{cells.written} {_word('except', cells.written)} {listed}"


def _relative(cells: Cells, item: Item) -> str:
    """How an exception names a member: from its group down."""
    group = next(
        axis
        for axis in (cells.row, cells.column)
        if isinstance(axis, Item) and item.path[: len(axis.path)] == axis.path and item in axis.walk()
    )
    names = []
    for length in range(len(group.path) + 1, len(item.path) + 1):
        step = next(one for one in group.walk() if one.path == item.path[:length])
        chinese = not cells.written.isascii() and (step.name or step.label).isidentifier()
        names.append(step.name or step.label if chinese else step.id)
    return ".".join(names)


def _word(word: str, like: str) -> str:
    chinese = {"sum": "合计", "except": "除"}
    return word if like.isascii() else chinese[word]


def cell_field(name: str) -> str | None:
    """The field of a cell called ``name``, in either language."""
    field = canonical(name)
    return field if field in CELL_FIELDS else None
