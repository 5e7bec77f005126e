"""What a bare path can mean: first what the scopes say, from the inside out, then what the form declares."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gouji.grammar.names import canonical, canonical_path, find, find_item
from gouji.grammar.records import dataclass
from gouji.grammar.resolving.cells import Cells, cell_field
from gouji.grammar.resolving.fields import ELEMENT, REPORT, TEXTS
from gouji.grammar.resolving.measures import ANY_MONEY, Valued
from gouji.grammar.schema import Item, Part, Section, Table, ValueType
from gouji.grammar.syntax import Kind, Path
from gouji.grammar.typed import (
    ClaimGroup,
    Element,
    ElementGroup,
    ElementValue,
    Level,
    ParameterValue,
    ReportValue,
    SectionText,
    Whose,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.grammar.resolving.context import Context, OpenScope
    from gouji.grammar.source import Span

Meaning = Cells | Valued | Element

_TEXT_OF_SECTION = {("text",), ("section",)}


class Position(Enum):
    """Where a path stands; it decides the name space."""

    VALUE = "value"
    TEXT = "text"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Question:
    """A path to be understood; ``names`` are those after ``previous``, ``members`` and their like."""

    path: Path
    names: tuple[str, ...]
    whose: Whose
    position: Position


def in_scopes(context: Context, question: Question) -> list[Meaning]:
    """What the innermost scope that knows the name takes it for."""
    for level in reversed(range(len(context.scopes))):
        found = list(_in_scope(context, level, question))
        if found:
            return found
    return []


def _in_scope(context: Context, level: Level, question: Question) -> Iterator[Meaning]:
    scope, names, span = context.scopes[level], question.names, question.path.span
    if scope.typed.pair:
        return
    yield from _in_axis(scope, level, question)
    asks_state = question.position is Position.STATE
    if (
        scope.kind is Kind.SECTION
        and canonical_path(names) in _TEXT_OF_SECTION
        and not (asks_state and canonical(names[0]) == "section")
    ):
        yield Valued(SectionText(context.lookup_of(question.whose), level, span), ValueType.TEXT)
    elif question.whose is Whose.SELF:
        things: list[Meaning] = list(_element_of(scope, level, names, span)) if asks_state else []
        yield from things or element_field(context, level, names, span)


def _in_axis(scope: OpenScope, level: Level, question: Question) -> Iterator[Meaning]:
    table, path, names, whose = scope.typed.table, question.path, question.names, question.whose
    if table is None or not scope.tables:
        return
    written = ".".join(path.names)
    if scope.kind is Kind.CELL:
        field = cell_field(names[0]) if len(names) == 1 else None
        if field:
            yield Cells(whose, scope.tables, table, level, level, field, written, path.span)
        return
    for axis_names, field in _with_field(names):
        for item in axis_items(scope.tables, _crossing(scope.kind), axis_names):
            row, column = (level, item) if scope.kind is Kind.ROW else (item, level)
            yield Cells(whose, scope.tables, table, row, column, field, written, path.span)


def _with_field(names: Sequence[str]) -> Iterator[tuple[Sequence[str], str]]:
    yield names, "value"
    field = cell_field(names[-1]) if len(names) > 1 else None
    if field:
        yield names[:-1], field


def _crossing(kind: Kind) -> Kind:
    """In a row a bare path is a column, and the other way round."""
    return {Kind.ROW: Kind.COLUMN, Kind.COLUMN: Kind.ROW}.get(kind, Kind.CELL)


def axis_items(tables: Sequence[Table], axis: Kind, names: Sequence[str]) -> tuple[Item, ...]:
    """The rows or columns that a path means in every one of the tables (by the same ids)."""
    if axis not in {Kind.ROW, Kind.COLUMN} or not tables:
        return ()
    first, *others = (table.rows if axis is Kind.ROW else table.columns for table in tables)
    found = find_item(first, names)
    paths = [{item.path for item in find_item(items, names)} for items in others]
    return tuple(item for item in found if all(item.path in known for known in paths))


def _element_of(scope: OpenScope, level: Level, names: Sequence[str], span: Span) -> Iterator[Element]:
    """``row`` in a cell scope, ``section`` in a section scope: the thing itself, which has a state."""
    if len(names) != 1:
        return
    name = canonical(names[0])
    if name == scope.kind.value:
        yield Element(scope.kind, level, scope.typed.table, (), span)
    if scope.kind is Kind.CELL and name in {"row", "column"}:
        yield Element(Kind(name), level, scope.typed.table, (), span)


def element_field(
    context: Context, level: Level, names: Sequence[str], span: Span, prefix: tuple[str, ...] = ()
) -> Iterator[Meaning]:
    """A field of the element of a scope; ``prefix`` is ``first`` or ``second`` in a pair."""
    scope = context.scopes[level]
    path = canonical_path(names)
    key = ".".join(path)
    if scope.kind is Kind.SECTION and path in {("images",), ("tables",)} and not prefix:
        kind = Kind.IMAGE if path == ("images",) else Kind.TABLE
        yield Valued(ElementGroup(kind, level, span), ValueType.NUMBER, collection=True)
        return
    if scope.kind is Kind.CLAIM:
        yield from _claim_field(context, level, path, span, prefix)
    field = ELEMENT[scope.kind].get(key)
    if field is None or scope.kind is Kind.MEMBER:
        return
    target = (*path, "label") if scope.kind is Kind.CELL and len(path) == 1 else path
    node = ElementValue(level, scope.kind, (*prefix, *target), field.type, span, collection=field.collection)
    yield Valued(node, field.type, collection=field.collection)


def _claim_field(
    context: Context, level: Level, path: tuple[str, ...], span: Span, prefix: tuple[str, ...]
) -> Iterator[Valued]:
    scope = context.scopes[level].typed
    if scope.of is None and scope.pair and path == ("value",):
        node = ElementValue(level, Kind.CLAIM, (*prefix, *path), ValueType.NUMBER, span)
        yield Valued(node, ValueType.NUMBER)
    claim = context.schema.claims.get(str(scope.of))
    if claim is None:
        return
    types = {"value": ValueType(claim.value), **dict.fromkeys(claim.captures, ValueType.TEXT)}
    if len(path) == 1 and path[0] in types:
        kind = types[path[0]]
        unit = claim.unit if path[0] == "value" else None
        yield Valued(ElementValue(level, Kind.CLAIM, (*prefix, *path), kind, span), kind, unit)


def report_fact(
    context: Context, names: Sequence[str], whose: Whose, span: Span, position: Position
) -> Meaning | None:
    """``year`` or ``period.start`` of a report."""
    path = canonical_path(names, "report")
    if position is Position.STATE and any(fact[: len(path)] == path for fact in REPORT) and path:
        return Element(None, None, None, path, span, context.lookup_of(whose))
    field = REPORT.get(path)
    if field is None:
        return None
    return Valued(
        ReportValue(context.lookup_of(whose), path, field.type, span), field.type, choices=field.choices
    )


def section_texts(context: Context, names: Sequence[str], whose: Whose, span: Span) -> list[Meaning]:
    """A section's text, or one of the report's other texts."""
    if len(names) != 1:
        return []
    found: list[Meaning] = [
        Valued(SectionText(context.lookup_of(whose), section.id, span), ValueType.TEXT)
        for section in find(context.schema.sections.values(), names[0])
    ]
    if not found and canonical(names[0]) in TEXTS:
        found.append(Valued(SectionText(context.lookup_of(whose), canonical(names[0]), span), ValueType.TEXT))
    return found


def parameters(context: Context, names: Sequence[str], span: Span) -> list[Meaning]:
    """A parameter of the pack."""
    if len(names) != 1:
        return []
    return [
        Valued(
            ParameterValue(parameter.id, parameter.type, span),
            parameter.type,
            ANY_MONEY if parameter.type is ValueType.AMOUNT else None,
            choices=parameter.choices,
        )
        for parameter in find(context.schema.parameters.values(), names[0])
    ]


def declared_things(context: Context, names: Sequence[str], whose: Whose, span: Span) -> list[Meaning]:
    """Sections, tables, parts, and rows and columns of a table: what ``is present`` may be asked of."""
    sections = find(context.schema.sections.values(), names[0])
    tables = find(context.schema.tables.values(), names[0])
    if len(names) == 1:
        ids = [(Kind.SECTION, section.id) for section in sections] + [
            (Kind.TABLE, table.id) for table in tables
        ]
        return [Element(kind, None, None, (found,), span, context.lookup_of(whose)) for kind, found in ids]
    parts: list[Meaning] = [
        Element(Kind.PART, None, None, (section.id, part.id), span, context.lookup_of(whose))
        for section in sections
        for part in _parts(section, names[1:])
    ]
    items: list[Meaning] = [
        Element(axis, None, table.id, item.path, span, context.lookup_of(whose))
        for table in tables
        for axis in (Kind.ROW, Kind.COLUMN)
        for item in axis_items((table,), axis, names[1:])
    ]
    return parts + items


def _parts(section: Section, names: Sequence[str]) -> Iterator[Part]:
    yield from find(section.parts, names[0]) if len(names) == 1 else ()


def groups(context: Context, names: Sequence[str], span: Span) -> list[Meaning]:
    """What can be counted: ``sections``, ``tables``, ``images``, ``claims.ID``, ``SECTION.images``."""
    path = canonical_path(names)
    kinds = {"sections": Kind.SECTION, "tables": Kind.TABLE, "images": Kind.IMAGE}
    if len(path) == 1 and path[0] in kinds:
        return [Valued(ElementGroup(kinds[path[0]], None, span), ValueType.NUMBER, collection=True)]
    if len(path) == 2 and path[0] == "claims":
        return [
            Valued(
                ClaimGroup(claim.id, ValueType(claim.value), span),
                ValueType(claim.value),
                claim.unit,
                collection=True,
            )
            for claim in find(context.schema.claims.values(), names[1])
        ]
    if len(path) == 2 and path[1] in {"tables", "images"}:
        return [
            Valued(ElementGroup(kinds[path[1]], section.id, span), ValueType.NUMBER, collection=True)
            for section in find(context.schema.sections.values(), names[0])
        ]
    return []
