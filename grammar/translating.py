"""A rule in the names of the other language: ids in English, short names in Chinese, found by position.

Which name space a path belongs to follows from where it stands, as for the resolver. A name that means
nothing here, or would mean something else once translated, stays: translating never changes what a rule says.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from gouji.grammar import lexicon, syntax
from gouji.grammar.names import Entry, find, find_item, lineage, short_name
from gouji.grammar.records import dataclass
from gouji.grammar.schema import Item, Schema, Table
from gouji.grammar.syntax import CONDITIONS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gouji.grammar.messages import Language

Names: TypeAlias = tuple[str, ...]
Pieces: TypeAlias = tuple[Entry | str, ...]
"""What each name of a path means: a thing of the schema, or a built-in or unknown name, in English."""

_EXPRESSIONS = (syntax.Path, syntax.CellReference, syntax.Call, syntax.Negation, syntax.Arithmetic)
_OTHERS = frozenset({"previous", "members", "member", "first", "second"})


def translated(rule: syntax.Rule, language: Language, schema: Schema) -> syntax.Rule:
    """The rule with its names in ``language``."""
    translator = _Translator(language, schema, ())
    clauses: list[syntax.Guard | syntax.Scope | syntax.PairScope] = []
    for clause in rule.clauses:
        match clause:
            case syntax.Guard():
                clauses.append(replace(clause, condition=translator.condition(clause.condition)))
            case syntax.PairScope():
                clauses.append(replace(clause, of=translator.path(clause.of, translator.reader.claim)))
            case syntax.Scope():
                of = tuple(translator.of(clause.kind, path) for path in clause.of)
                exceptions = translator.exceptions(clause.kind, clause.of, clause.exceptions)
                clauses.append(replace(clause, of=of, exceptions=exceptions))
                translator = translator.inside(clause.kind, clause.of)
    return replace(rule, clauses=tuple(clauses), condition=translator.condition(rule.condition))


def translated_condition(condition: syntax.Condition, language: Language, schema: Schema) -> syntax.Condition:
    """The condition with its names in ``language``; bare names of rows and columns need a scope and stay."""
    return _Translator(language, schema, ()).condition(condition)


def translated_expression(
    expression: syntax.Expression, language: Language, schema: Schema
) -> syntax.Expression:
    """The expression with its names in ``language``; bare names of rows and columns need a scope and stay."""
    return _Translator(language, schema, ()).expression(expression)


@dataclass(frozen=True, slots=True)
class _OpenScope:
    kind: Kind
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Names → what they mean, one method a position."""

    schema: Schema
    scopes: tuple[_OpenScope, ...]

    def value(self, names: Names) -> Pieces:
        """A path among expressions: what the scopes offer, then the whole form, then built-in names."""
        for scope in reversed(self.scopes):
            found = self.items(scope.tables, _crossing(scope.kind), names)
            if found:
                return found
        if len(names) == 1:
            return self._declared(names[0]) or built_in(names)
        head = lexicon.english(names[0])
        if head in _OTHERS:
            return (head, *self.value(names[1:]))
        spaces = {
            "claims": self.schema.claims,
            "parameters": self.schema.parameters,
            "sections": self.schema.sections,
        }
        if head in spaces and len(names) == 2:
            return (head, *(_one(spaces[head].values(), names[1]) or built_in(names[1:])))
        return self._below_table(names) or self._below_section(names) or built_in(names)

    def table(self, names: Names) -> Pieces:
        """A table, of this report or of another."""
        head = lexicon.english(names[0])
        if len(names) > 1 and head in _OTHERS:
            return (head, *self.table(names[1:]))
        return (len(names) == 1 and _one(self.schema.tables.values(), names[0])) or built_in(names)

    def section(self, names: Names) -> Pieces:
        """A section, or one of its parts."""
        return (len(names) == 1 and _one(self.schema.sections.values(), names[0])) or self.value(names)

    def claim(self, names: Names) -> Pieces:
        """A kind of claim."""
        return (len(names) == 1 and _one(self.schema.claims.values(), names[0])) or self.value(names)

    def items(self, tables: Iterable[Table], axis: Kind | None, names: Names) -> Pieces:
        """Rows or columns of the first table that has them, perhaps with a field of the cell."""
        for table in tables:
            for tree in _trees(table, axis):
                found = _items(tree, names)
                if found:
                    return found
                below = _items(tree, names[:-1]) if lexicon.english(names[-1]) else ()
                if below:
                    return below + built_in(names[-1:])
        return ()

    def tables(self, of: Sequence[syntax.Path]) -> tuple[Table, ...]:
        """The tables a scope ranges over: those named, else those of the enclosing scope, else all."""
        if of:
            return tuple(table for path in of for table in find(self.schema.tables.values(), path.names[-1]))
        outer = next((scope.tables for scope in reversed(self.scopes) if scope.kind is Kind.TABLE), None)
        return tuple(self.schema.tables.values()) if outer is None else outer

    def _declared(self, name: str) -> Pieces:
        spaces = (self.schema.parameters, self.schema.sections, self.schema.tables)
        return next(filter(None, (_one(space.values(), name) for space in spaces)), ())

    def _below_table(self, names: Names) -> Pieces:
        for table in find(self.schema.tables.values(), names[0]):
            items = self.items((table,), Kind.CELL, names[1:])
            if items:
                return (table, *items)
            if len(names) == 2 and lexicon.english(names[1]):
                return (table, *built_in(names[1:]))
        return ()

    def _below_section(self, names: Names) -> Pieces:
        for section in find(self.schema.sections.values(), names[0]):
            rest = (len(names) == 2 and _one(section.parts, names[1])) or built_in(names[1:])
            return (section, *rest)
        return ()


@dataclass(frozen=True, slots=True)
class _Translator:
    language: Language
    schema: Schema
    scopes: tuple[_OpenScope, ...]

    @property
    def reader(self) -> _Reader:
        return _Reader(self.schema, self.scopes)

    def inside(self, kind: Kind, of: Sequence[syntax.Path]) -> _Translator:
        """The translator of what stands inside a scope."""
        tables = self.reader.tables(of) if kind in {Kind.TABLE, Kind.ROW, Kind.COLUMN, Kind.CELL} else ()
        return replace(self, scopes=(*self.scopes, _OpenScope(kind, tables)))

    def path(self, path: syntax.Path, meaning: Callable[[Names], Pieces]) -> syntax.Path:
        """The path in the other names, if they mean the same at this position."""
        pieces = meaning(path.names)
        names = tuple(_written(piece, self.language) for piece in pieces)
        return replace(path, names=names) if pieces and meaning(names) == pieces else path

    def of(self, kind: Kind, path: syntax.Path) -> syntax.Path:
        """What a scope is ``of``."""
        if kind in {Kind.ROW, Kind.COLUMN, Kind.CELL}:
            return self.path(path, self.reader.table)
        return self.path(path, self.reader.claim if kind is Kind.CLAIM else self.reader.section)

    def exceptions(
        self, kind: Kind, of: Sequence[syntax.Path], paths: Sequence[syntax.Path]
    ) -> tuple[syntax.Path, ...]:
        """What a scope leaves out: rows, columns or things of its own kind."""
        reader = self.reader
        if kind in {Kind.ROW, Kind.COLUMN, Kind.CELL}:
            tables = reader.tables(of)
            return tuple(self.path(path, lambda names: reader.items(tables, kind, names)) for path in paths)
        space = {Kind.TABLE: reader.table, Kind.CLAIM: reader.claim}.get(kind, reader.section)
        return tuple(self.path(path, space) for path in paths)

    def condition(self, condition: syntax.Condition) -> syntax.Condition:
        """A condition in the other names."""
        if isinstance(condition, syntax.Quantified):
            of = () if condition.of is None else (condition.of,)
            return replace(
                condition,
                of=condition.of and self.of(condition.kind, condition.of),
                exceptions=self.exceptions(condition.kind, of, condition.exceptions),
                condition=self.inside(condition.kind, of).condition(condition.condition),
            )
        done: syntax.Condition = self._each(condition)
        return done

    def expression(self, expression: syntax.Expression) -> syntax.Expression:
        """An expression in the other names."""
        match expression:
            case syntax.Path():
                return self.path(expression, self.reader.value)
            case syntax.CellReference():
                return self._cell(expression)
            case syntax.Call():
                return replace(expression, arguments=tuple(map(self._argument, expression.arguments)))
            case _:
                done: syntax.Expression = self._each(expression)
                return done

    def _each(self, node: Any) -> Any:  # noqa: ANN401 - any node; it keeps its type
        changes = {
            field.name: self._part(getattr(node, field.name))
            for field in fields(node)
            if field.name != "span"
        }
        return replace(node, **changes)

    def _part(self, part: Any) -> Any:  # noqa: ANN401 - a field of a node
        if isinstance(part, tuple):
            return tuple(map(self._part, part))
        if isinstance(part, CONDITIONS):
            return self.condition(part)
        return self.expression(part) if isinstance(part, _EXPRESSIONS) else part

    def _cell(self, cell: syntax.CellReference) -> syntax.CellReference:
        reader = self.reader
        tables = reader.tables((cell.table,))
        field = cell.field and _written(lexicon.english(cell.field) or cell.field, self.language)
        return replace(
            cell,
            table=self.path(cell.table, reader.table),
            row=self.path(cell.row, lambda names: reader.items(tables, Kind.ROW, names)),
            column=self.path(cell.column, lambda names: reader.items(tables, Kind.COLUMN, names)),
            field=field,
        )

    def _argument(self, argument: syntax.CallArgument) -> syntax.CallArgument:
        groups = tuple(self._groups(argument.value))
        exceptions = tuple(
            self.path(
                path,
                lambda names: next(filter(None, (_items(group.children, names) for group in groups)), ()),
            )
            for path in argument.exceptions
        )
        return replace(argument, value=self.expression(argument.value), exceptions=exceptions)

    def _groups(self, value: syntax.Expression) -> Iterable[Item]:
        reader = self.reader
        ends: list[Pieces] = []
        if isinstance(value, syntax.Path):
            ends = [reader.value(value.names)]
        elif isinstance(value, syntax.CellReference):
            tables = reader.tables((value.table,))
            ends = [
                reader.items(tables, Kind.ROW, value.row.names),
                reader.items(tables, Kind.COLUMN, value.column.names),
            ]
        return (end[-1] for end in ends if end and isinstance(end[-1], Item))


def built_in(names: Sequence[str]) -> Pieces:
    """Names in their English form, each read after the one before it."""
    found: list[str] = []
    for name in names:
        found.append(lexicon.english(name, found[-1] if found else None) or name)
    return tuple(found)


def _crossing(kind: Kind) -> Kind | None:
    """In a row a bare path is a column, and the other way round."""
    return {Kind.ROW: Kind.COLUMN, Kind.COLUMN: Kind.ROW}.get(kind)


def _trees(table: Table, axis: Kind | None) -> tuple[tuple[Item, ...], ...]:
    if axis is Kind.CELL:
        return table.rows, table.columns
    return {Kind.ROW: (table.rows,), Kind.COLUMN: (table.columns,)}.get(axis or Kind.TABLE, ())


def _items(tree: Sequence[Item], names: Names) -> tuple[Item, ...]:
    """The items of a path from the outermost group down; empty unless exactly one is meant."""
    found = find_item(tree, names)
    return tuple(lineage(tree, found[0])) if len(found) == 1 else ()


def _one(entries: Iterable[Any], name: str) -> Pieces:
    found = find(entries, name)
    return (found[0],) if len(found) == 1 else ()


def _written(piece: Entry | str, language: Language) -> str:
    if isinstance(piece, str):
        return (lexicon.chinese(piece) or piece) if language == "zh" else piece
    short = short_name(piece)
    if language == "en" or short is None or not short.isidentifier() or short in lexicon.reserved():
        return piece.id
    return short
