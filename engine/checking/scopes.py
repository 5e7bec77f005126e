"""What scopes range over: the elements of a form, or of a report, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from gouji.engine.binding.report import NOWHERE
from gouji.engine.checking.naming import section_name
from gouji.engine.checking.running import Element, Run
from gouji.engine.checking.text_elements import claim_elements, claim_pairs, fact_elements
from gouji.engine.checking.views import View, enclosing, exists
from gouji.grammar.syntax import Kind
from gouji.rules.instances import counted_key, element_key, pair_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.reading.document import Location
    from gouji.grammar.schema import Path
    from gouji.grammar.typed import TypedScope

Range = Callable[[Run], Iterable[Element]]


def compiled_scope(scope: TypedScope) -> Range:
    """The scope as a function that yields its elements."""
    match scope.kind:
        case Kind.ROW | Kind.COLUMN:
            return lambda run: _remembered(run, scope, _lines)
        case Kind.CELL:
            return lambda run: _remembered(run, scope, _cells)
        case Kind.TABLE:
            return lambda run: (
                table_element(run.view, table) for table in _ids(scope, run.view.schema.tables)
            )
        case Kind.SECTION:
            return lambda run: (
                section_element(run.view, one) for one in _ids(scope, run.view.schema.sections)
            )
        case Kind.PART:
            return lambda run: _parts(run, scope)
        case Kind.HEADING:
            return lambda run: _headings(run, scope)
        case Kind.IMAGE:
            return lambda run: _images(run, scope)
        case Kind.MEMBER:
            return _pairs if scope.pair else _members
        case Kind.CLAIM:
            return lambda run: claim_pairs(run, scope) if scope.pair else claim_elements(run, scope)
        case _:
            return lambda run: fact_elements(run, scope)


def _remembered(
    run: Run, scope: TypedScope, walk: Callable[[View, str, TypedScope], Iterator[Element]]
) -> tuple[Element, ...]:
    """The rows, columns or cells of a scope, made once for a report; many rules range over all of them."""
    table = scope_table(run, scope) or ""
    everything = scope.instances is None and not scope.exceptions
    key = (table, scope.kind, 0 if everything else id(scope))
    known = run.view.elements.get(key)
    if known is None:
        known = run.view.elements[key] = tuple(walk(run.view, table, scope))
    return known


def scope_table(run: Run, scope: TypedScope) -> str | None:
    """The table whose rows, columns or cells a scope ranges over, if it does."""
    if scope.kind not in (Kind.ROW, Kind.COLUMN, Kind.CELL):
        return None
    if isinstance(scope.table, int):
        return run.elements[scope.table].table
    return scope.table or next((one.table for one in reversed(run.elements) if one.table), None)


def _ids(scope: TypedScope, declared: Iterable[str]) -> Iterator[str]:
    chosen = declared if scope.instances is None else [path[0][0] for path in scope.instances]
    return (one for one in chosen if (one,) not in scope.exceptions)


def _shown(collapsed: frozenset[Path], paths: Sequence[Path]) -> Iterator[Path]:
    """The paths, each collapsed group before its first member.

    The members stay, so that it is told that they do not exist.
    """
    told: set[Path] = set()
    for path in paths:
        group = enclosing(collapsed, path)
        if group is not None and group not in told and group != path:
            told.add(group)
            yield group
        yield path


def _excluded(path: Path, exceptions: tuple[Path, ...]) -> bool:
    return any(path[: len(exception)] == exception for exception in exceptions)


def _lines(view: View, table: str, scope: TypedScope) -> Iterator[Element]:
    rows = scope.kind is Kind.ROW
    form = view.form(table)
    declared = [item.path for item in (form.leaf_rows if rows else form.leaf_columns)]
    paths = declared if scope.instances is None else [instance[0] for instance in scope.instances]
    for path in _shown(view.collapsed(table, rows=rows), paths):
        if not _excluded(path, scope.exceptions):
            yield line_element(view, table, path, rows=rows)


def line_element(view: View, table: str, path: Path, *, rows: bool) -> Element:
    """A row or column as an element."""
    bound, names = view.bound(table), view.names(table)
    found = None if bound is None else (bound.rows if rows else bound.columns).get(path)
    kind = Kind.ROW if rows else Kind.COLUMN
    return Element(
        kind,
        element_key(kind, (path,)),
        (names.rows if rows else names.columns)[path],
        found.location if found is not None else view.table_location(table),
        table,
        row=path if rows else None,
        column=None if rows else path,
    )


def _cells(view: View, table: str, scope: TypedScope) -> Iterator[Element]:
    form = view.form(table)
    rows, columns = view.collapsed(table, rows=True), view.collapsed(table, rows=False)
    places = list(form.cells()) if scope.instances is None else [(one[0], one[1]) for one in scope.instances]
    told: set[tuple[Path, Path]] = set()
    for row, column in places:
        if _excluded(row, scope.exceptions) or _excluded(column, scope.exceptions):
            continue
        whole = (enclosing(rows, row) or row, enclosing(columns, column) or column)
        if whole != (row, column) and whole not in told and exists(form, *whole):
            told.add(whole)
            yield cell_element(view, table, *whole)
        yield cell_element(view, table, row, column)


def cell_element(view: View, table: str, row: Path, column: Path) -> Element:
    """A cell as an element."""
    names, seen = view.names(table), view.cell(table, row, column)
    return Element(
        Kind.CELL,
        element_key(Kind.CELL, (row, column)),
        f"{names.rows[row]}，{names.columns[column]}",
        seen.use.fact.location,
        table,
        row,
        column,
        seen=seen,
    )


def table_element(view: View, table: str) -> Element:
    """A table as an element."""
    return Element(Kind.TABLE, table, view.table_name(table), view.table_location(table), table, id=table)


def section_element(view: View, section: str) -> Element:
    """A section as an element."""
    bound = view.section(section)
    name = section_name(view.schema.sections[section])
    return Element(Kind.SECTION, section, name, NOWHERE if bound is None else bound.location, id=section)


def _sections_of(run: Run, scope: TypedScope) -> list[str]:
    if isinstance(scope.of, int):
        return [run.elements[scope.of].id or ""]
    if scope.of is not None:
        return [scope.of]
    return list(run.view.schema.sections)


def _parts(run: Run, scope: TypedScope) -> Iterator[Element]:
    chosen = None if scope.instances is None else {path[0][-1] for path in scope.instances}
    for section in _sections_of(run, scope):
        bound = run.view.section(section)
        for part in run.view.schema.sections[section].parts:
            if (chosen is not None and part.id not in chosen) or (part.id,) in scope.exceptions:
                continue
            found = next((one for one in (bound.parts if bound else ()) if one.id == part.id), None)
            places: list[Location] = [one.location for one in (found, bound) if one is not None]
            place = next((one for one in places if one != NOWHERE), NOWHERE)
            yield Element(Kind.PART, part.id, part.label, place, id=part.id, section=section)


def _headings(run: Run, scope: TypedScope) -> Iterator[Element]:
    sections = None if scope.of is None else _sections_of(run, scope)
    for heading in sorted(run.view.report.sections, key=lambda one: one.order):
        if sections is None or heading.id in sections:
            key = counted_key("heading", heading.order)
            yield Element(Kind.HEADING, key, heading.heading, heading.location, heading=heading)


def _images(run: Run, scope: TypedScope) -> Iterator[Element]:
    sections = None if scope.of is None else _sections_of(run, scope)
    for count, picture in enumerate(run.view.report.pictures, 1):
        if sections is None or picture.section in sections:
            yield Element(
                Kind.IMAGE, counted_key("image", count), picture.name, picture.location, picture=picture
            )


def _members(run: Run) -> Iterator[Element]:
    for member in run.members:
        yield Element(Kind.MEMBER, member.name, member.name, pair=(member,))


def _pairs(run: Run) -> Iterator[Element]:
    for first, second in combinations(run.versions, 2):
        if first.unread or second.unread:
            continue
        label = f"{first.name}、{second.name}"
        yield Element(Kind.MEMBER, pair_key(first.name, second.name), label, pair=(first, second))
