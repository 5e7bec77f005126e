"""Scopes: what ``each`` and ``some`` range over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar import syntax
from gouji.grammar.messages import Message, message
from gouji.grammar.names import canonical, find
from gouji.grammar.resolving.context import Context, OpenScope
from gouji.grammar.resolving.explaining import unknown_entry, unknown_item
from gouji.grammar.resolving.fields import TEXTS
from gouji.grammar.resolving.instances import candidates
from gouji.grammar.resolving.meanings import axis_items
from gouji.grammar.resolving.paths import claim_by_name
from gouji.grammar.resolving.references import tables_named
from gouji.grammar.syntax import Kind
from gouji.grammar.typed import Level, TableReference, TypedScope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.schema import Item, Path, Section, Table
    from gouji.grammar.source import Span

AXES = frozenset({Kind.ROW, Kind.COLUMN, Kind.CELL})


def open_scope(context: Context, scope: syntax.Scope) -> list[OpenScope] | None:
    """The scope, behind one over its tables or sections where it names several; ``None`` after a fault."""
    if scope.kind in AXES:
        return _axis_scope(context, scope)
    if scope.kind is Kind.TABLE:
        return _table_scope(context, scope)
    if scope.kind is Kind.SECTION:
        return _section_scope(context, scope)
    if scope.exceptions:
        context.fault("type.scope_except", scope.exceptions[0].span, kind=_kind(scope.kind))
        return None
    if scope.kind is Kind.MEMBER:
        return _member_scope(context, scope)
    if scope.kind is Kind.CLAIM:
        return _claim_scope(context, scope)
    return _text_scope(context, scope)


def open_pair(context: Context, scope: syntax.PairScope) -> list[OpenScope] | None:
    """``each pair of members``, of sections, of the claims of one kind, or of claims that state one thing."""
    name = canonical(scope.of.names[0])
    whole = len(scope.of.names) == 1
    claims = claim_by_name(context, scope.of.names)
    if len(claims) == 1:
        return [OpenScope(TypedScope(Kind.CLAIM, None, claims[0], None, (), scope.span, pair=True))]
    if name == "members" and whole:
        context.names_members = True
        return [OpenScope(TypedScope(Kind.MEMBER, None, None, None, (), scope.span, pair=True))]
    if name == "claims" and whole:
        return [OpenScope(TypedScope(Kind.CLAIM, None, None, None, (), scope.span, pair=True))]
    if name == "sections" and whole:
        return [OpenScope(TypedScope(Kind.SECTION, None, None, None, (), scope.span, pair=True))]
    unknown_entry(
        context,
        "name.unknown_pair",
        scope.of,
        context.schema.claims.values(),
        ("members", "各单位", "sections", "各章", "claims", "表述"),
    )
    return None


def _axis_scope(context: Context, scope: syntax.Scope) -> list[OpenScope] | None:
    tables = _tables(context, scope.of)
    if tables is None:
        return None
    opened: list[OpenScope] = []
    reference: TableReference
    enclosing = context.innermost(Kind.TABLE, *AXES) if not scope.of else None
    if enclosing is not None:
        level, outer = enclosing
        tables = outer.tables
        reference = level if outer.kind is Kind.TABLE or outer.typed.table is None else outer.typed.table
    elif len(tables) == 1:
        reference = tables[0].id
    else:
        over = TypedScope(Kind.TABLE, None, None, tuple(((table.id,),) for table in tables), (), scope.span)
        opened.append(OpenScope(over, tables))
        reference = len(context.scopes)
    exceptions = _excepted_items(context, scope, tables)
    if exceptions is None:
        return None
    instances = None
    if isinstance(reference, str):
        instances = candidates(scope.kind, context.schema.tables[reference], exceptions)
    typed = TypedScope(scope.kind, reference, None, instances, exceptions, scope.span)
    return [*opened, OpenScope(typed, tables)]


def _tables(context: Context, of: Sequence[syntax.Path]) -> tuple[Table, ...] | None:
    """The tables named, all of the form when none is; ``None`` after a fault."""
    if not of:
        return tuple(context.schema.tables.values())
    found = [tables_named(context, path, path.names) for path in of]
    return tuple(tables[0] for tables in found if tables) if all(found) else None


def _excepted_items(
    context: Context, scope: syntax.Scope, tables: Sequence[Table]
) -> tuple[Path, ...] | None:
    """Rows and columns left out; where the report decides the table, a name may be that of any of them."""
    axes = (Kind.ROW, Kind.COLUMN) if scope.kind is Kind.CELL else (scope.kind,)
    taken: list[Path] = []
    clean = True
    for exception in scope.exceptions:
        found: list[Item] = [
            item for table in tables for axis in axes for item in axis_items((table,), axis, exception.names)
        ]
        if not found:
            unknown_item(context, exception, 0, tables, axes[0])
            clean = False
        if len(tables) == 1 and len({item.path for item in found}) > 1:
            context.fault("name.ambiguous", exception.span, name=".".join(exception.names))
            clean = False
        taken.extend(item.path for item in found)
    return tuple(dict.fromkeys(taken)) if clean else None


def _table_scope(context: Context, scope: syntax.Scope) -> list[OpenScope] | None:
    sections = _sections(context, scope.of)
    excepted = [tables_named(context, path, path.names) for path in scope.exceptions]
    if sections is None or not all(excepted):
        return None
    left_out = {tables[0].id for tables in excepted}
    tables = tuple(
        table
        for table in context.schema.tables.values()
        if table.id not in left_out
        and (not scope.of or table.section in {section.id for section in sections})
    )
    if not tables and context.schema.tables:
        _empty(context, scope)
        return None
    enclosing = context.innermost(Kind.SECTION) if not scope.of else None
    instances = None if enclosing else tuple(((table.id,),) for table in tables)
    exceptions = tuple((table,) for table in sorted(left_out))
    typed = TypedScope(
        Kind.TABLE, None, enclosing[0] if enclosing else None, instances, exceptions, scope.span
    )
    return [OpenScope(typed, tables)]


def _section_scope(context: Context, scope: syntax.Scope) -> list[OpenScope] | None:
    if scope.of:
        context.fault("type.scope_of", scope.of[0].span, kind=_kind(scope.kind))
        return None
    left_out = _sections(context, scope.exceptions)
    if left_out is None:
        return None
    kept = [section for section in context.schema.sections.values() if section not in left_out]
    if not kept and context.schema.sections:
        _empty(context, scope)
        return None
    return [_over_sections(kept, tuple((section.id,) for section in left_out), scope.span)]


def _over_sections(sections: Sequence[Section], exceptions: tuple[Path, ...], span: Span) -> OpenScope:
    instances = tuple(((section.id,),) for section in sections)
    return OpenScope(TypedScope(Kind.SECTION, None, None, instances, exceptions, span))


def _sections(context: Context, paths: Sequence[syntax.Path]) -> tuple[Section, ...] | None:
    """The sections named; ``None`` after a fault."""
    found: list[Section] = []
    clean = True
    for path in paths:
        known = find(context.schema.sections.values(), path.names[0]) if len(path.names) == 1 else ()
        if len(known) == 1:
            found.append(known[0])
            continue
        clean = False
        if known:
            context.fault("name.ambiguous", path.span, name=".".join(path.names))
        else:
            unknown_entry(context, "name.unknown_section", path, context.schema.sections.values())
    return tuple(found) if clean else None


def _member_scope(context: Context, scope: syntax.Scope) -> list[OpenScope] | None:
    if scope.of:
        context.fault("type.scope_of", scope.of[0].span, kind=_kind(scope.kind))
        return None
    context.names_members = True
    return [OpenScope(TypedScope(Kind.MEMBER, None, None, None, (), scope.span))]


def _claim_scope(context: Context, scope: syntax.Scope) -> list[OpenScope] | None:
    if len(scope.of) > 1:
        context.fault("type.one_claim", scope.of[1].span, message("type.one_claim_help"))
        return None
    if not scope.of:
        return [OpenScope(TypedScope(Kind.CLAIM, None, None, None, (), scope.span))]
    found = claim_by_name(context, scope.of[0].names)
    if len(found) == 1:
        return [OpenScope(TypedScope(Kind.CLAIM, None, found[0], None, (), scope.span))]
    if found:
        context.fault("name.ambiguous", scope.of[0].span, name=".".join(scope.of[0].names))
    else:
        unknown_entry(context, "name.unknown_claim", scope.of[0], context.schema.claims.values())
    return None


def _text_scope(context: Context, scope: syntax.Scope) -> list[OpenScope] | None:
    """Parts, headings, images and facts of the text: of sections, of another text, or of the whole report."""
    if (
        len(scope.of) == 1
        and len(scope.of[0].names) == 1
        and not find(context.schema.sections.values(), scope.of[0].names[0])
    ):
        word = canonical(scope.of[0].names[0])
        if word in TEXTS and scope.kind is not Kind.PART:
            text = None if word == "document" else word
            return [OpenScope(TypedScope(scope.kind, None, text, None, (), scope.span))]
    sections = _sections(context, scope.of)
    if sections is None:
        return None
    if len(sections) > 1:
        over = _over_sections(sections, (), scope.span)
        inner = TypedScope(scope.kind, None, len(context.scopes), None, (), scope.span)
        return [over, OpenScope(inner)]
    enclosing = context.innermost(Kind.SECTION)
    of: str | Level | None = sections[0].id if sections else (enclosing[0] if enclosing else None)
    instances = None
    if scope.kind is Kind.PART and sections:
        instances = tuple(((part.id,),) for part in sections[0].parts)
        if not instances:
            _empty(context, scope)
            return None
    return [OpenScope(TypedScope(scope.kind, None, of, instances, (), scope.span))]


def _empty(context: Context, scope: syntax.Scope) -> None:
    context.fault("name.nothing_in_scope", scope.span, kind=_kind(scope.kind))


def _kind(kind: Kind) -> Message:
    return message(f"type.kind_{kind.value}")
