"""Expressions as functions: each becomes a closure from the running evaluation to a value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from gouji.engine.binding.report import TextLine
from gouji.engine.checking import text
from gouji.engine.checking.elements import element_field, located_fact, report_field
from gouji.engine.checking.outcomes import Interval, Quantity
from gouji.engine.checking.running import Run
from gouji.engine.checking.values import ZERO, Unknown, Value, absolute, divided, extreme, minus, plus, times
from gouji.grammar.messages import message
from gouji.grammar.schema import Path, ValueType
from gouji.grammar.syntax import Function, Kind
from gouji.grammar.typed import (
    CellGroup,
    CellValue,
    ClaimGroup,
    Collection,
    Constant,
    ElementGroup,
    ElementValue,
    FunctionCall,
    Operation,
    OverMembers,
    ParameterValue,
    ReportValue,
    SectionText,
    TypedExpression,
    Whose,
)

if TYPE_CHECKING:
    from gouji.engine.checking.views import Seen
    from gouji.grammar.typed import AxisReference, TableReference

Evaluate = Callable[[Run], Value]
Gather = Callable[[Run], "tuple[Value, ...] | Unknown"]
_FOUND = ("printed", "altered")
"""Fields of an element that the report decides, not the form."""
_COLLECTIONS = (CellGroup, ClaimGroup, OverMembers, ElementGroup)


def compiled(expression: TypedExpression) -> Evaluate:
    """The expression as a function."""
    match expression:
        case Constant(value=value):
            return lambda _run: value
        case ParameterValue(parameter=parameter, type=kind):
            return lambda run: _parameter(run, parameter, kind)
        case ReportValue(whose=whose, field=field):
            return lambda run: _report_value(run, whose, field)
        case SectionText():
            return lambda run: _section_text(run, expression)
        case CellValue():
            return _cell_field(expression) if expression.field != "value" else _cell_number(expression)
        case ElementValue(kind=Kind.ROW | Kind.COLUMN | Kind.CELL) if expression.field[-1] not in _FOUND:
            return _declared(expression)
        case ElementValue(level=level, field=field):
            return lambda run: _element_value(run, level, field)
        case FunctionCall():
            return _call(expression)
        case Operation():
            return _operation(expression)


def _report_value(run: Run, whose: Whose, field: Path) -> Value:
    view = run.whose(whose)
    if isinstance(view, Unknown):
        return view
    found = located_fact(view, field)
    if found is not None:
        run.note(view, TextLine(found.text, found.location))
    return report_field(run, view, field)


def _declared(expression: ElementValue) -> Evaluate:
    """What the form declares of a row or column: the same for all reports, so looked up once."""
    level, field = expression.level, expression.field
    known: dict[tuple[str | None, Path | None, Path | None], Value] = {}

    def evaluate(run: Run) -> Value:
        element = run.elements[level]
        key = (element.table, element.row, element.column)
        value = known.get(key)
        if value is None:
            value = known[key] = cast("Value", element_field(run, element, field))
        return value

    return evaluate


def _element_value(run: Run, level: int, field: Path) -> Value:
    element = run.elements[level]
    value = cast("Value", element_field(run, element, field))
    if field[-1] in _FOUND:
        shown = element_field(run, element, (*field[:-1], "printed"))
        if isinstance(shown, str):
            run.note(run.view, TextLine(shown, element.location))
    return value


def table_of(run: Run, reference: TableReference) -> str:
    """The table meant: by id, or that of a scope's element."""
    return reference if isinstance(reference, str) else cast("str", run.elements[reference].table)


def row_of(run: Run, reference: AxisReference) -> Path:
    """The row meant."""
    return reference if isinstance(reference, tuple) else cast("Path", run.elements[reference].row)


def column_of(run: Run, reference: AxisReference) -> Path:
    """The column meant."""
    return reference if isinstance(reference, tuple) else cast("Path", run.elements[reference].column)


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
    seen = view.look(table_of(run, cell.table), row_of(run, row), column_of(run, cell.column))
    if not isinstance(seen, Unknown):
        run.seen += seen
    return seen


def seen_in(run: Run, group: CellGroup) -> tuple[Seen, ...] | Unknown:
    """The cells of a group, remembered as looked at."""
    view = run.whose(group.whose)
    if isinstance(view, Unknown):
        return view
    rows = tuple([row_of(run, row) for row in group.rows])
    columns = tuple([column_of(run, column) for column in group.columns])
    seen = view.group(table_of(run, group.table), rows, columns)
    if not isinstance(seen, Unknown):
        run.seen += seen
    return seen


def _cell_number(cell: CellValue) -> Evaluate:
    row = cell.row
    if cell.whose is Whose.SELF and isinstance(row, int) and row == cell.column:
        return lambda run: standing_cell(run, row).value

    def evaluate(run: Run) -> Value:
        seen = seen_at(run, cell)
        if isinstance(seen, Unknown):
            return seen
        return seen[0].value if len(seen) == 1 else total([one.value for one in seen])

    return evaluate


def _cell_field(cell: CellValue) -> Evaluate:
    def evaluate(run: Run) -> Value:
        seen = seen_at(run, cell)
        if isinstance(seen, Unknown):
            return seen
        fact = seen[0].use.fact
        if isinstance(seen[0].value, Unknown) and fact.state == "absent":
            return seen[0].value
        return str(getattr(fact, cell.field) or "")

    return evaluate


def total(values: list[Value]) -> Value:
    """The sum, unknown if an addend is; what does not exist at all is told before what is missing."""
    result: Quantity = ZERO
    for value in values:
        if isinstance(value, Unknown):
            unknowns = [one for one in values if isinstance(one, Unknown)]
            return next((one for one in unknowns if not one.applicable), value)
        result = plus(result, _quantity(value))
    return result


def _quantity(value: Value) -> Quantity:
    if isinstance(value, (Fraction, Interval)):
        return value
    raise TypeError(f"a number is needed, not {value!r}")


def _section_text(run: Run, subject: SectionText) -> Value:
    view = run.whose(subject.whose)
    if isinstance(view, Unknown):
        return view
    section = (
        subject.section if isinstance(subject.section, str) else cast("str", run.elements[subject.section].id)
    )
    lines = view.lines(section)
    if lines is None:
        return view.section_absent(section)
    return "\n".join(line.text for line in lines)


def _parameter(run: Run, parameter: str, kind: ValueType) -> Value:
    given = run.view.report.parameters.get(parameter, run.parameters[parameter].default)
    if given is None:
        return Unknown(
            message("checking.parameter_not_set", name=run.parameters[parameter].name or parameter)
        )
    match kind:
        case ValueType.NUMBER | ValueType.AMOUNT:
            return Fraction(given)
        case ValueType.DATE:
            return date.fromisoformat(given)
        case ValueType.BOOLEAN:
            return given == "true"
        case ValueType.TEXT:
            return given


def _operation(operation: Operation) -> Evaluate:
    apply = {"+": plus, "-": minus, "*": times, "/": divided}[operation.operator]
    left, right = compiled(operation.left), compiled(operation.right)

    def evaluate(run: Run) -> Value:
        a, b = left(run), right(run)
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            return total([a, b])
        return apply(_quantity(a), _quantity(b))

    return evaluate


def gathered(argument: TypedExpression | Collection) -> Gather:
    """The values of a collection; a single value is a collection of one."""
    match argument:
        case CellGroup():
            return lambda run: (
                seen
                if isinstance(seen := seen_in(run, argument), Unknown)
                else tuple([one.value for one in seen])
            )
        case OverMembers(expression=expression):
            return _over_members(compiled(expression))
        case ClaimGroup():
            return lambda _run: ()
        case ElementGroup():
            return lambda run: _elements(run, argument)
        case ElementValue(collection=True, level=level, field=field):
            return lambda run: _as_collection(element_field(run, run.elements[level], field))
        case _:
            evaluate = compiled(argument)
            return lambda run: (evaluate(run),)


def _as_collection(value: Value | tuple[Value, ...]) -> tuple[Value, ...] | Unknown:
    return value if isinstance(value, (tuple, Unknown)) else (value,)


def _over_members(evaluate: Evaluate) -> Gather:
    def gather(run: Run) -> tuple[Value, ...]:
        before, values = run.member, []
        for member in run.members:
            run.member = member
            values.append(evaluate(run))
        run.member = before
        return tuple(values)

    return gather


def _elements(run: Run, group: ElementGroup) -> tuple[Value, ...] | Unknown:
    section = group.of if group.of is None or isinstance(group.of, str) else run.elements[group.of].id
    bound = run.view.section(section) if section is not None else None
    report, one = run.view.report, (Fraction(1),)
    if section is not None and bound is None:
        return run.view.section_absent(section)
    match group.kind:
        case Kind.SECTION:
            return one * sum(found.id is not None for found in report.sections)
        case Kind.HEADING:
            return one * len(report.sections)
        case Kind.TABLE:
            return one * (len(report.tables) if bound is None else bound.tables)
        case Kind.IMAGE:
            return one * (len(report.pictures) if bound is None else bound.images)
        case Kind.PART:
            sections = report.sections if bound is None else (bound,)
            return one * sum(part.state != "absent" for found in sections for part in found.parts)
        case Kind.MEMBER:
            return one * len(run.members)
        case _:
            return ()


def _call(call: FunctionCall) -> Evaluate:
    gathers = [gathered(argument) for argument in call.arguments]
    function = call.function

    def evaluate(run: Run) -> Value:
        values: list[Value] = []
        for gather in gathers:
            found = gather(run)
            values += (found,) if isinstance(found, Unknown) else found
        if function is Function.COUNT:
            return next(
                (one for one in values if isinstance(one, Unknown) and not one.applicable),
                Fraction(len(values)),
            )
        if function is Function.SUM:
            return total(values)
        unknown = next((one for one in values if isinstance(one, Unknown)), None)
        return unknown or _apply(function, values)

    return evaluate


def _apply(function: Function, values: list[Value]) -> Value:
    match function:
        case Function.MIN | Function.MAX:
            if not values:
                return Unknown(message("checking.empty_collection"))
            return extreme(map(_quantity, values), largest=function is Function.MAX)
        case Function.ABS:
            return absolute(_quantity(values[0]))
        case Function.LENGTH:
            return Fraction(text.length(str(values[0])))
        case Function.DECIMALS:
            places = text.decimals(cast("Fraction", values[0]))
            return Unknown(message("checking.endless")) if places is None else Fraction(places)
        case Function.DATE:
            return _date(values)
        case Function.YEAR:
            return Fraction(cast("date", values[0]).year)
        case Function.SIMILARITY:
            return text.similarity(str(values[0]), str(values[1]))
        case Function.BALANCED:
            return text.balanced(str(values[0]))
        case Function.SAME_ORGAN:
            return text.same_organ(str(values[0]), str(values[1]))
        case _:
            raise ValueError(function)


def _date(values: list[Value]) -> Value:
    """A day from year, month and day, or from a year and ``MM-DD``; unknown when there is no such day."""
    year, *rest = values
    parts = str(rest[0]).split("-") if len(rest) == 1 else [str(part) for part in rest]
    try:
        month, day = (int(part) for part in parts)
        return date(int(cast("Fraction", year)), month, day)
    except (ValueError, OverflowError):
        written = "-".join(part.zfill(2) for part in (str(year), *parts))
        return Unknown(message("checking.impossible_date", text=written))
