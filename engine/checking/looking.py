"""Cells looked at by a rule: found through its scopes, remembered, added up."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from gouji.engine.binding.quantities import Interval, Quantity
from gouji.engine.binding.report import FactState
from gouji.engine.checking.running import Run
from gouji.engine.checking.values import ZERO, Unknown, Value, plus
from gouji.grammar.messages import message
from gouji.grammar.schema import Path
from gouji.grammar.typed import CellGroup, CellValue, Whose

if TYPE_CHECKING:
    from gouji.engine.checking.views import Seen
    from gouji.grammar.typed import AxisReference, TableReference

Evaluate = Callable[[Run], Value]


def table_of(run: Run, reference: TableReference) -> str:
    """The table meant: by id, or that of a scope's element."""
    return reference if isinstance(reference, str) else cast("str", run.elements[reference].table)


def row_of(run: Run, reference: AxisReference) -> Path | None:
    """The row meant; ``None`` when a claim could have named one and did not."""
    return reference if isinstance(reference, tuple) else run.elements[reference].row


def column_of(run: Run, reference: AxisReference) -> Path | None:
    """The column meant; ``None`` as for rows."""
    return reference if isinstance(reference, tuple) else run.elements[reference].column


def standing_cell(run: Run, level: int) -> Seen:
    """The cell a scope stands at, remembered as looked at."""
    seen = cast("Seen", run.elements[level].seen)
    run.seen.append(seen)
    return seen


def seen_at(run: Run, cell: CellValue) -> tuple[Seen, ...] | Unknown:
    """The cells a reference looks at, remembered as looked at."""
    row, own = cell.row, cell.whose is Whose.SELF
    if own and isinstance(row, int) and row == cell.column:
        return (standing_cell(run, row),)
    view = run.view if own else run.whose(cell.whose)
    if isinstance(view, Unknown):
        return view
    row_path, column_path = row_of(run, row), column_of(run, cell.column)
    if row_path is None or column_path is None:
        return Unknown(message("checking.not_said", text=run.elements[-1].label))
    seen = view.look(table_of(run, cell.table), row_path, column_path)
    if not isinstance(seen, Unknown):
        run.seen += seen
    return seen


def seen_in(run: Run, group: CellGroup) -> tuple[Seen, ...] | Unknown:
    """The cells of a group, remembered as looked at."""
    view = run.whose(group.whose)
    if isinstance(view, Unknown):
        return view
    rows = tuple([path for row in group.rows if (path := row_of(run, row)) is not None])
    columns = tuple([path for column in group.columns if (path := column_of(run, column)) is not None])
    seen = view.group(table_of(run, group.table), rows, columns)
    if not isinstance(seen, Unknown):
        run.seen += seen
    return seen


def cell_number(cell: CellValue) -> Evaluate:
    """The number of a cell as a function."""
    row = cell.row
    if cell.whose is Whose.SELF and isinstance(row, int) and row == cell.column:
        return lambda run: standing_cell(run, row).value

    def evaluate(run: Run) -> Value:
        seen = seen_at(run, cell)
        if isinstance(seen, Unknown):
            return seen
        return seen[0].value if len(seen) == 1 else total([one.value for one in seen])

    return evaluate


def cell_field(cell: CellValue) -> Evaluate:
    """What stands in or beside a cell as a function: its text, note or unit."""
    row, name = cell.row, cell.field

    def beside(seen: Seen) -> Value:
        fact = seen.use.fact
        if fact.state is FactState.ABSENT and isinstance(seen.value, Unknown):
            return seen.value
        return cast("str", getattr(fact, name) or "")

    def evaluate(run: Run) -> Value:
        seen = seen_at(run, cell)
        return seen if isinstance(seen, Unknown) else beside(seen[0])

    if cell.whose is Whose.SELF and isinstance(row, int) and row == cell.column:
        return lambda run: beside(standing_cell(run, row))
    return evaluate


def total(values: list[Value]) -> Value:
    """The sum, unknown if an addend is; what does not exist at all is told before what is missing."""
    whole = 0
    for value in values:
        if type(value) is not Fraction or value.denominator != 1:
            return _total(values)
        whole += value.numerator
    return Fraction(whole)


def _total(values: list[Value]) -> Value:
    result: Quantity = ZERO
    for value in values:
        if isinstance(value, Unknown):
            unknowns = [one for one in values if isinstance(one, Unknown)]
            return next((one for one in unknowns if not one.applicable), value)
        result = plus(result, number_of(value))
    return result


def number_of(value: Value) -> Quantity:
    """The value, which the types of the language say is a number."""
    if isinstance(value, (Fraction, Interval)):
        return value
    raise TypeError(f"a number is needed, not {value!r}")
