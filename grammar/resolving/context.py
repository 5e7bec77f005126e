"""What the resolver carries along: the schema, the scopes open at this point, and the faults found so far."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.messages import Argument, Message, message
from gouji.grammar.source import Source, Span
from gouji.grammar.typed import Level, TypedScope, Whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.grammar.schema import Schema, Table
    from gouji.grammar.syntax import Kind, Path


@dataclass(frozen=True, slots=True)
class OpenScope:
    """A scope whose element can be named.

    Attributes:
        tables: for tables, rows, columns and cells: every table the element may belong to; several only
            where an enclosing scope decides.
    """

    typed: TypedScope
    tables: tuple[Table, ...] = ()

    @property
    def kind(self) -> Kind:
        """What the scope ranges over."""
        return self.typed.kind


@dataclass
class Context:
    """The state of one resolution."""

    schema: Schema
    source: Source
    faults: list[Diagnostic] = field(default_factory=list)
    scopes: list[OpenScope] = field(default_factory=list)
    names_previous: bool = False
    names_members: bool = False

    def fault(self, code: str, span: Span, help: Message | None = None, **arguments: Argument) -> None:  # noqa: A002
        """Record a fault; its code is the key of its headline."""
        self.faults.append(Diagnostic(code, message(code, **arguments), self.source.place(span), help=help))

    def name_span(self, path: Path, index: int) -> Span:
        """The stretch of one name of a path; the whole path where the text does not show it as written."""
        offset = path.span.start
        for position, name in enumerate(path.names):
            found = self.source.text.find(name, offset, path.span.end)
            if found < 0:
                break
            if position == index:
                return Span(found, found + len(name))
            offset = found + len(name)
        return path.span

    def innermost(self, *kinds: Kind) -> tuple[Level, OpenScope] | None:
        """The innermost open scope of one of these kinds (of any kind if none is given), with its level."""
        for level in reversed(range(len(self.scopes))):
            if not kinds or self.scopes[level].kind in kinds:
                return level, self.scopes[level]
        return None

    def lookup_of(self, whose: Whose) -> Whose:
        """Note which reports the rule needs."""
        if whose is Whose.PREVIOUS:
            self.names_previous = True
        elif whose is not Whose.SELF:
            self.names_members = True
        return whose

    @contextmanager
    def opened(self, scopes: Sequence[OpenScope]) -> Iterator[None]:
        """With these scopes open on top of the others."""
        before = len(self.scopes)
        self.scopes.extend(scopes)
        try:
            yield
        finally:
            del self.scopes[before:]
