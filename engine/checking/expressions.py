"""Expressions as functions: each becomes a closure from the running evaluation to a value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.report import TextLine
from gouji.engine.checking.copying import compares_sections, compiled_likeness, section_lines
from gouji.engine.checking.elements import element_field, located_fact, report_field
from gouji.engine.checking.functions import applied
from gouji.engine.checking.looking import cell_field, cell_number, number_of, seen_in, total
from gouji.engine.checking.running import Run
from gouji.engine.checking.text_elements import claims_of
from gouji.engine.checking.values import Unknown, Value, divided, minus, plus, times
from gouji.engine.checking.watching import watched
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
    pass

Evaluate = Callable[[Run], Value]
Gather = Callable[[Run], "tuple[Value, ...] | Unknown"]
_FOUND = ("printed", "altered")
"""Fields of an element that the report decides, not the form."""
_COLLECTIONS = (CellGroup, ClaimGroup, OverMembers, ElementGroup)


def compiled(expression: TypedExpression) -> Evaluate:
    """The expression as a function."""
    found: Evaluate = watched(expression, _compiled(expression))
    return found


def _compiled(expression: TypedExpression) -> Evaluate:
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
            return cell_field(expression) if expression.field != "value" else cell_number(expression)
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


def _section_text(run: Run, subject: SectionText) -> Value:
    found = section_lines(run, subject)
    return found if isinstance(found, Unknown) else found[0].joined(found[1])


def _length(text: Evaluate) -> Evaluate:
    """The length of a text of the report; of an excerpt only the least it can be."""

    def evaluate(run: Run) -> Value:
        value = text(run)
        if isinstance(value, Unknown):
            return value
        length = number_of(applied(Function.LENGTH, [value]))
        return length if run.view.unseen() is None else plus(length, Interval(Fraction(0), None))

    return evaluate


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
        return apply(number_of(a), number_of(b))

    return evaluate


def gathered(argument: TypedExpression | Collection) -> Gather:
    """The values of a collection; a single value is a collection of one."""
    gather = _gathered(argument)
    if isinstance(argument, _COLLECTIONS) or (isinstance(argument, ElementValue) and argument.collection):
        gather = watched(argument, gather)
    return gather


def _gathered(argument: TypedExpression | Collection) -> Gather:
    match argument:
        case CellGroup():
            return lambda run: (
                seen
                if isinstance(seen := seen_in(run, argument), Unknown)
                else tuple([one.value for one in seen])
            )
        case OverMembers(expression=expression):
            return _over_members(compiled(expression))
        case ClaimGroup(claim=claim):
            return lambda run: _claims(run, claim)
        case ElementGroup():
            return lambda run: _elements(run, argument)
        case ElementValue(collection=True, level=level, field=field):
            return lambda run: _as_collection(element_field(run, run.elements[level], field))
        case _:
            evaluate = compiled(argument)
            return lambda run: (evaluate(run),)


def _as_collection(value: Value | tuple[Value, ...]) -> tuple[Value, ...] | Unknown:
    return value if isinstance(value, (tuple, Unknown)) else (value,)


def _claims(run: Run, kind: str) -> tuple[Value, ...]:
    found = claims_of(run.view, kind)
    for claim in found:
        run.note(run.view, TextLine(claim.sentence, claim.location))
    return tuple([claim.value for claim in found])


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
    if bound is None and group.kind is not Kind.MEMBER and (reason := run.view.unseen()) is not None:
        return Unknown(reason)
    match group.kind:
        case Kind.SECTION:
            return one * sum(found.id is not None for found in report.sections)
        case Kind.TABLE:
            return one * (len(report.tables) if bound is None else bound.tables)
        case Kind.IMAGE:
            return one * (len(report.pictures) if bound is None else bound.images)
        case Kind.MEMBER:
            return one * len(run.members)
        case _:
            return ()


def _call(call: FunctionCall) -> Evaluate:
    if call.function is Function.LENGTH and isinstance(call.arguments[0], SectionText):
        return _length(compiled(call.arguments[0]))
    if compares_sections(call):
        return compiled_likeness(call)
    gathers = [gathered(argument) for argument in call.arguments]
    function = call.function

    def evaluate(run: Run) -> Value:
        values: list[Value] = []
        for gather in gathers:
            found = gather(run)
            if isinstance(found, Unknown) and function is Function.COUNT:
                return found
            values += (found,) if isinstance(found, Unknown) else found
        if function is Function.COUNT:
            return next(
                (one for one in values if isinstance(one, Unknown) and not one.applicable),
                Fraction(len(values)),
            )
        if function is Function.SUM:
            return total(values)
        unknown = next((one for one in values if isinstance(one, Unknown)), None)
        return unknown or applied(function, values)

    return evaluate
