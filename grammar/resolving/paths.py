"""A bare path → what it means. Names of the form stand before built-in ones; several meanings are a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.messages import message
from gouji.grammar.names import canonical, find
from gouji.grammar.resolving import explaining
from gouji.grammar.resolving.cells import Cells, cell_group, one_cell
from gouji.grammar.resolving.meanings import (
    Meaning,
    Position,
    Question,
    declared_things,
    element_field,
    groups,
    in_scopes,
    parameters,
    report_fact,
    section_texts,
)
from gouji.grammar.resolving.measures import Valued
from gouji.grammar.schema import ValueType
from gouji.grammar.syntax import Function, Kind, Path
from gouji.grammar.typed import (
    Element,
    ElementGroup,
    FunctionCall,
    OverMembers,
    Whose,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.resolving.context import Context

OTHERS = {"previous": Whose.PREVIOUS, "member": Whose.MEMBER, "first": Whose.FIRST, "second": Whose.SECOND}


def meaning_of(context: Context, path: Path, position: Position) -> Meaning | None:
    """The one meaning of ``path``; none at all, or more than one, is a fault."""
    found = _own(context, path, position)
    if not found:
        prefix = canonical(path.names[0])
        if prefix in OTHERS and len(path.names) > 1:
            return _of_other(context, path, OTHERS[prefix], position)
        if prefix == "members":
            return _over_members(context, path, position)
        found = _built_in(context, path, position) or _declared(context, path, position)
    if len(found) > 1:
        context.fault("name.ambiguous", path.span, explaining.ambiguity(found), name=".".join(path.names))
        return None
    if not found:
        explaining.unknown(context, path, path.names, position)
        return None
    return found[0]


def _own(context: Context, path: Path, position: Position) -> list[Meaning]:
    """What the scopes and parameters take the whole path for; at a text's position, sections before cells."""
    scoped = in_scopes(context, Question(path, path.names, Whose.SELF, position))
    if position is Position.TEXT:
        texts = section_texts(context, path.names, Whose.SELF, path.span)
        if texts and all(isinstance(one, Cells) and one.field == "value" for one in scoped):
            return texts
    return scoped + parameters(context, path.names, path.span)


def _built_in(context: Context, path: Path, position: Position) -> list[Meaning]:
    prefix, rest = canonical(path.names[0]), path.names[1:]
    if prefix == "report" and rest:
        fact = report_fact(context, rest, Whose.SELF, path.span, position)
        return [fact] if fact else []
    if prefix == "parameters" and rest:
        return parameters(context, rest, path.span)
    if prefix == "sections" and rest and position is not Position.STATE:
        return section_texts(context, rest, Whose.SELF, path.span)
    if prefix in {"sections", "tables"} and len(rest) == 1 and position is Position.STATE:
        kind = Kind.SECTION if prefix == "sections" else Kind.TABLE
        things = declared_things(context, rest, Whose.SELF, path.span)
        return [thing for thing in things if isinstance(thing, Element) and thing.kind is kind]
    if rest and prefix in set(Kind):
        opened = context.innermost(Kind(prefix))
        if opened and not opened[1].typed.pair:
            return list(element_field(context, opened[0], rest, path.span))
    return []


def _declared(context: Context, path: Path, position: Position) -> list[Meaning]:
    """What the form declares outside all scopes."""
    if position is Position.STATE:
        things = declared_things(context, path.names, Whose.SELF, path.span)
        if things:
            return things
    return groups(context, path.names, path.span) or section_texts(context, path.names, Whose.SELF, path.span)


def _of_other(context: Context, path: Path, whose: Whose, position: Position) -> Meaning | None:
    """``previous.x``, ``member.x``, ``first.x``: x of another report, or of an element of a pair."""
    level = scope_of(context, path, whose)
    if level is None:
        return None
    rest = path.names[1:]
    if whose in {Whose.FIRST, Whose.SECOND} and context.scopes[level].kind is not Kind.MEMBER:
        return _of_pair(context, path, level)
    found = in_scopes(context, Question(path, rest, whose, position))
    if position is Position.TEXT or not found:
        found = section_texts(context, rest, whose, path.span) or found
    if not found and position is Position.STATE:
        found = declared_things(context, rest, whose, path.span)
    if not found:
        names = rest[1:] if canonical(rest[0]) == "report" else rest
        fact = report_fact(context, names, whose, path.span, position)
        found = [fact] if fact else []
    if len(found) > 1:
        context.fault("name.ambiguous", path.span, explaining.ambiguity(found), name=".".join(path.names))
        return None
    if not found:
        explaining.unknown(context, path, rest, position)
        return None
    return found[0]


def _of_pair(context: Context, path: Path, level: int) -> Meaning | None:
    rest, which = path.names[1:], canonical(path.names[0])
    found = list(element_field(context, level, rest, path.span, (which,)))
    if found:
        return found[0]
    explaining.unknown_field(context, path, 1, context.scopes[level].kind)
    return None


def scope_of(context: Context, path: Path, whose: Whose) -> int | None:
    """The level of the scope that gives ``member`` or ``first`` a meaning (0 for ``previous``)."""
    if whose is Whose.PREVIOUS:
        return 0
    wants_pair = whose in {Whose.FIRST, Whose.SECOND}
    for level in reversed(range(len(context.scopes))):
        scope = context.scopes[level].typed
        if scope.pair == wants_pair and (wants_pair or scope.kind is Kind.MEMBER):
            return level
    code = "name.no_pair" if wants_pair else "name.no_member"
    context.fault(code, context.name_span(path, 0), message(f"{code}_help"), name=path.names[0])
    return None


def _over_members(context: Context, path: Path, position: Position) -> Meaning | None:
    """``members`` to be counted, or ``members.x``: x of every member."""
    context.names_members = True
    if len(path.names) == 1:
        node = ElementGroup(Kind.MEMBER, None, path.span)
        return Valued(node, ValueType.NUMBER, collection=True)
    inner = _of_members(context, path, path.names[1:], position)
    return None if inner is None else collected(inner)


def collected(value: Valued) -> Valued:
    """The collection of a value over all members; a group of cells is summed in each."""
    expression = value.expression
    if value.collection:
        expression = FunctionCall(Function.SUM, (value.node,), value.type, value.node.span)
    node = OverMembers(expression, value.type, value.node.span)
    return Valued(node, value.type, value.unit, collection=True)


def _of_members(context: Context, path: Path, rest: tuple[str, ...], position: Position) -> Valued | None:
    found: list[Meaning] = in_scopes(context, Question(path, rest, Whose.MEMBER, position))
    found = found or section_texts(context, rest, Whose.MEMBER, path.span)
    if not found:
        names = rest[1:] if canonical(rest[0]) == "report" else rest
        fact = report_fact(context, names, Whose.MEMBER, path.span, Position.VALUE)
        found = [fact] if fact else []
    if not found:
        explaining.unknown(context, path, rest, position)
        return None
    if isinstance(found[0], Cells):
        return cell_group(context, found[0], ()) if found[0].is_group else one_cell(context, found[0])
    return found[0] if isinstance(found[0], Valued) else None


def value_of(context: Context, path: Path, position: Position) -> Valued | None:
    """The single value that a path stands for; what can be counted stands for its count."""
    meaning = meaning_of(context, path, position)
    if isinstance(meaning, Cells):
        return one_cell(context, meaning)
    if not isinstance(meaning, Valued) or not meaning.collection:
        return meaning if isinstance(meaning, Valued) else None
    if isinstance(meaning.node, ElementGroup):
        node = FunctionCall(Function.COUNT, (meaning.node,), ValueType.NUMBER, path.span)
        return Valued(node, ValueType.NUMBER)
    return meaning


def claim_by_name(context: Context, names: Sequence[str]) -> tuple[str, ...]:
    """Ids of the claims that a path means."""
    rest = names[1:] if len(names) == 2 and canonical(names[0]) == "claims" else names
    return (
        tuple(claim.id for claim in find(context.schema.claims.values(), rest[0])) if len(rest) == 1 else ()
    )
