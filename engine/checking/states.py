"""What ``is present``, ``is blank`` and their kin mean for each thing that can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

from gouji.engine.binding.report import FactState
from gouji.engine.checking.elements import report_field
from gouji.engine.checking.expressions import compiled
from gouji.engine.checking.looking import seen_at, standing_cell, table_of
from gouji.engine.checking.running import Element as Standing
from gouji.engine.checking.running import Run
from gouji.engine.checking.text import folded
from gouji.engine.checking.values import Truth, Unknown, negation
from gouji.engine.checking.views import View, enclosing
from gouji.grammar.messages import message
from gouji.grammar.syntax import Kind, State
from gouji.grammar.typed import CellValue, Element, SectionText, TypedExpression, TypedStateTest, Whose

if TYPE_CHECKING:
    from gouji.engine.binding.report import TextLine
    from gouji.engine.checking.views import Seen
    from gouji.grammar.schema import Path

Judge = Callable[[Run], Truth]
_TRIM = "。．.；;，,、：: "
_FACT_STATES = {
    State.BLANK: FactState.BLANK,
    State.PLACEHOLDER: FactState.PLACEHOLDER,
    State.UNREADABLE: FactState.UNREADABLE,
}


def compiled_state(test: TypedStateTest) -> Judge:
    """The test as a function."""
    judge = _state(test)
    return (lambda run: negation(judge(run))) if test.negated else judge


def _state(test: TypedStateTest) -> Judge:
    state, subject = test.state, test.subject
    match subject:
        case Element(kind=None):
            return lambda run: _fact(run, subject, state)
        case Element(kind=Kind.CELL, level=int() as level, whose=Whose.SELF):
            judge_seen = _of_cell(state)
            return lambda run: judge_seen(standing_cell(run, level))
        case Element():
            return lambda run: _element_state(run, subject, state)
        case CellValue():
            return _cell(subject, state)
        case SectionText():
            return lambda run: _text(run, subject, state)
        case _:
            return _value_state(subject, state)


def _fact(run: Run, subject: Element, state: State) -> Truth:
    view = run.whose(subject.whose)
    if isinstance(view, Unknown):
        return view
    value = report_field(run, view, subject.path)
    stated = not isinstance(value, Unknown) or value.reason.key != "checking.not_stated"
    if state is State.UNREADABLE:
        return stated and isinstance(value, Unknown)
    present = stated or _missing(view)
    return present if state is State.PRESENT else negation(present)


def _missing(view: View, table: str | None = None) -> Truth:
    """False; but nobody can say what the rest of an excerpt, or a table that could not be read, holds."""
    reason = view.unseen(table)
    return False if reason is None else Unknown(reason)


def _cell(cell: CellValue, state: State) -> Judge:
    of_cell, beside = _of_cell(state), cell.field in ("note", "unit")

    def judge(run: Run) -> Truth:
        seen = seen_at(run, cell)
        if isinstance(seen, Unknown):
            return seen
        truth, fact = of_cell(seen[0]), seen[0].use.fact
        if not beside or not isinstance(truth, bool):
            return truth
        return state is (State.PRESENT if getattr(fact, cell.field) else State.ABSENT)

    return judge


def _of_cell(state: State) -> Callable[[Seen], Truth]:
    wanted = _FACT_STATES.get(state, FactState.ABSENT)
    expected = state is not State.PRESENT

    def judge(seen: Seen) -> Truth:
        value = seen.value
        if isinstance(value, Unknown) and not value.applicable:
            return value
        return (seen.use.fact.state is wanted) is expected

    return judge


def _text(run: Run, subject: SectionText, state: State) -> Truth:
    view = run.whose(subject.whose)
    if isinstance(view, Unknown):
        return view
    section = (
        subject.section if isinstance(subject.section, str) else cast("str", run.elements[subject.section].id)
    )
    return _section(run, view, section, state)


def _value_state(expression: TypedExpression, state: State) -> Judge:
    evaluate, whole = compiled(expression), state in (State.PRESENT, State.ABSENT)

    def judge(run: Run) -> Truth:
        value = evaluate(run)
        if state is State.UNREADABLE:
            return isinstance(value, Unknown)
        there = not isinstance(value, Unknown) and value != ""
        return _there(run.view, state, found=there) if whole else there is (state is State.PRESENT)

    return judge


def _element_state(run: Run, subject: Element, state: State) -> Truth:
    view = run.whose(subject.whose)
    if isinstance(view, Unknown):
        return view
    standing = None if subject.level is None else run.elements[subject.level]
    match subject.kind:
        case Kind.SECTION:
            return _section(
                run, view, subject.path[0] if standing is None else cast("str", standing.id), state
            )
        case Kind.TABLE:
            return _table(
                run, view, subject.path[0] if standing is None else cast("str", standing.table), state
            )
        case Kind.ROW | Kind.COLUMN:
            return _line(run, view, subject, standing, state)
        case Kind.PART:
            return _part(run, view, subject, standing, state)
        case Kind.HEADING:
            return _heading(cast("Standing", standing), state)
        case _:
            return state in (State.PRESENT, State.DECLARED)


def _section(run: Run, view: View, section: str, state: State) -> Truth:
    lines, bound = view.lines(section), view.section(section)
    if state is State.DECLARED:
        return True
    if lines is None:
        return (
            view.section_absent(section)
            if state not in (State.PRESENT, State.ABSENT)
            else _there(view, state, found=False)
        )
    for line in _place(view, section):
        run.note(view, line)
    content = "".join(line.text for line in lines)
    pictures, tables = (bound.images, bound.tables) if bound is not None else (0, 0)
    match state:
        case State.BLANK:
            return not folded(content) and not pictures and not tables
        case State.UNREADABLE:
            return not folded(content) and not tables and pictures > 0
        case State.PLACEHOLDER:
            return not tables and _stands_for_nothing(view, content)
        case _:
            return _there(view, state, found=True)


def _place(view: View, section: str) -> Iterable[TextLine]:
    heading = view.heading(section)
    return () if heading is None else (heading,)


def _stands_for_nothing(view: View, text: str) -> bool:
    return folded(text).strip(_TRIM) in view.marks


def _there(view: View, state: State, *, found: bool, table: str | None = None) -> Truth:
    present = found or _missing(view, table)
    return present if state is State.PRESENT else negation(present)


def _table(run: Run, view: View, table: str, state: State) -> Truth:
    bound = view.bound(table)
    if state in (State.PRESENT, State.ABSENT):
        section = view.form(table).section
        if bound is None:
            for line in _place(view, section):
                run.note(view, line)
        return _there(view, state, found=bound is not None, table=table)
    if state is State.DECLARED:
        return True
    if bound is None:
        found = view.section(view.form(table).section)
        if state is State.UNREADABLE:
            return found is not None and found.images > 0
        return view.table_absent(table)
    return _all_cells(run, view, table, view.form(table).cells(), state)


def _all_cells(run: Run, view: View, table: str, cells: Iterable[tuple[Path, Path]], state: State) -> Truth:
    """Whether every cell is in the state; cells of a collapsed group and cells not found are left out."""
    seen = [view.cell(table, row, column) for row, column in cells]
    seen = [one for one in seen if one.use.fact.state is not FactState.ABSENT]
    run.seen += seen
    return bool(seen) and all(one.use.fact.state is _FACT_STATES[state] for one in seen)


def _line(run: Run, view: View, subject: Element, standing: Standing | None, state: State) -> Truth:
    rows = subject.kind is Kind.ROW
    if standing is None:
        table, path = table_of(run, subject.table if subject.table is not None else 0), subject.path
    else:
        table, path = cast("str", standing.table), cast("Path", standing.row if rows else standing.column)
    bound, form = view.bound(table), view.form(table)
    if bound is None:
        return view.table_absent(table)
    group = enclosing(view.collapsed(table, rows=rows), path)
    if group is not None and group != path:
        return view.does_not_exist(table, group)
    if state is State.DECLARED:
        return group is None
    index, found = (form.row_index, bound.rows) if rows else (form.column_index, bound.columns)
    if state in (State.PRESENT, State.ABSENT):
        if path not in found and index[path].optional:
            return Unknown(message("checking.optional", item=view.names(table).item(path)), applicable=False)
        there = group is not None or path in found or any(leaf.path in found for leaf in index[path].leaves())
        return _there(view, state, found=there)
    across = [item.path for item in (form.leaf_columns if rows else form.leaf_rows)]
    leaves = [path] if group == path else [leaf.path for leaf in index[path].leaves()]
    cells = [(leaf, other) if rows else (other, leaf) for leaf in leaves for other in across]
    return _all_cells(run, view, table, cells, state)


def _part(run: Run, view: View, subject: Element, standing: Standing | None, state: State) -> Truth:
    section = subject.path[0] if standing is None else cast("str", standing.section)
    part = subject.path[-1] if standing is None else cast("str", standing.id)
    bound = view.section(section)
    if bound is None:
        return view.section_absent(section)
    found = next((one for one in bound.parts if one.id == part), None)
    if state in (State.PRESENT, State.ABSENT):
        for line in _place(view, section):
            run.note(view, line)
        return _there(view, state, found=found is not None and found.state != "absent")
    return state is State.DECLARED


def _heading(standing: Standing, state: State) -> Truth:
    match state:
        case State.DECLARED:
            return standing.heading is not None and standing.heading.id is not None
        case State.BLANK:
            return not standing.label
        case _:
            return state is State.PRESENT
