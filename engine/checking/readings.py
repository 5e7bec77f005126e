"""A comparison taken apart, for those who are told that it failed: its sides, and their terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from gouji.engine.binding.quantities import Interval, Quantity
from gouji.engine.checking.expressions import Evaluate, Gather, compiled, gathered
from gouji.engine.checking.formulas import formula
from gouji.engine.checking.looking import column_of, row_of, seen_at, seen_in, table_of, total
from gouji.engine.checking.outcomes import Reading, Term
from gouji.engine.checking.running import Run
from gouji.engine.checking.values import Unknown, Value, minus
from gouji.grammar.syntax import Function
from gouji.grammar.typed import (
    CellGroup,
    CellValue,
    ClaimGroup,
    Constant,
    ElementGroup,
    ElementValue,
    FunctionCall,
    Operation,
    OverMembers,
    TypedComparison,
    TypedExpression,
)

if TYPE_CHECKING:
    from gouji.engine.checking.views import Seen
    from gouji.grammar.schema import Item, Path, Schema
    from gouji.rules.pack import Rule

Read = Callable[[Run], Reading]
_Part = Callable[[Run], Term]


def compiled_reading(comparison: TypedComparison, rule: Rule, schema: Schema) -> Read:
    """The comparison as a function that says what it came to."""
    left, right = compiled(comparison.left), compiled(comparison.right)
    left_terms, right_terms = _side(comparison.left), _side(comparison.right)
    wording = cache(lambda: formula(rule, comparison.span, schema))

    def read(run: Run) -> Reading:
        a, b = _quantity(left(run)), _quantity(right(run))
        return Reading(
            wording(),
            a,
            b,
            None if a is None or b is None else minus(a, b),
            tuple(part(run) for part in left_terms),
            tuple(part(run) for part in right_terms),
            comparison.operator,
        )

    return read


def _quantity(value: Value) -> Quantity | None:
    return value if isinstance(value, (Fraction, Interval)) else None


def _side(expression: TypedExpression) -> list[_Part]:
    """The addends of a side; empty when it is more than a sum."""
    try:
        return list(_parts(expression, 1))
    except _NoSumError:
        return []


class _NoSumError(Exception):
    """A side that is not a sum of terms."""


def _parts(expression: object, sign: int) -> Iterator[_Part]:
    match expression:
        case Operation(operator="+" | "-" as operator, left=left, right=right):
            if not (operator == "-" and isinstance(left, Constant) and left.value == 0):
                yield from _parts(left, sign)
            yield from _parts(right, sign if operator == "+" else -sign)
        case FunctionCall(function=Function.SUM, arguments=arguments):
            for argument in arguments:
                yield from _parts(argument, sign)
        case CellValue(field="value"):
            yield lambda run: _term(sign, _named_group(run, expression), seen_at(run, expression))
        case CellGroup():
            group = common_group(expression)
            yield lambda run: _term(sign, group, seen_in(run, expression))
        case OverMembers():
            over = gathered(expression)
            yield lambda run: _members_term(sign, over, run)
        case Constant(value=Fraction() as value):
            yield lambda _run: Term(sign, (), None, value)
        case ClaimGroup() | ElementGroup() | ElementValue(collection=True):
            over = gathered(expression)
            yield lambda run: _gathered_term(sign, over, run)
        case Operation() | FunctionCall() | Constant():
            raise _NoSumError
        case _:
            evaluate: Evaluate = compiled(expression)  # type: ignore[arg-type]
            yield lambda run: Term(sign, (), None, _quantity(evaluate(run)))


def _members_term(sign: int, over: Gather, run: Run) -> Term:
    """What a value comes to over all members, with the cells of each of them that were looked at."""
    before = len(run.seen)
    values = over(run)
    uses = tuple(one.use for one in run.seen[before:])
    del run.seen[before:]
    whole = values if isinstance(values, Unknown) else total(list(values))
    return Term(sign, uses, None, _quantity(whole))


def _named_group(run: Run, cell: CellValue) -> Path | None:
    """The group of rows or columns that a claim names in place of a single one."""
    for axis, index in ((row_of(run, cell.row), "row_index"), (column_of(run, cell.column), "column_index")):
        item: Item | None = getattr(run.view.form(table_of(run, cell.table)), index).get(axis)
        if item is not None and item.children:
            return item.path
    return None


def _gathered_term(sign: int, over: Gather, run: Run) -> Term:
    """What the values of a collection of the text come to."""
    values = over(run)
    return Term(sign, (), None, _quantity(values if isinstance(values, Unknown) else total(list(values))))


def common_group(group: CellGroup) -> Path | None:
    """The innermost group that all summed rows (columns) lie in."""
    for axis in (group.rows, group.columns):
        paths = [path for path in axis if isinstance(path, tuple)]
        if len(paths) > 1 and len(paths) == len(axis):
            shortest = min(paths, key=len)
            prefixes = (shortest[:size] for size in range(len(shortest) - 1, 0, -1))
            return next((one for one in prefixes if all(path[: len(one)] == one for path in paths)), None)
    return None


def _term(sign: int, group: Path | None, seen: tuple[Seen, ...] | Unknown) -> Term:
    if isinstance(seen, Unknown):
        return Term(sign, (), group, None)
    return Term(sign, tuple(one.use for one in seen), group, _quantity(total([one.value for one in seen])))
