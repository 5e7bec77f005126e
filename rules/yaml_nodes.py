"""A YAML file as frozen nodes that know where they stand.

Scalars stay text, and their reader says what they mean: YAML 1.1 would turn ``on``, ``1:30`` or ``010`` into
something else than what was written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Place, Position
from gouji.grammar.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.rules.decoding import TextFile

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A scalar as written.

    Attributes:
        value: its text with quotes, escapes and indentation undone.
        style: ``''`` plain, ``'`` or ``"`` quoted, ``|`` literal, ``>`` folded.
        end: where the parser saw it end; for block scalars, ``place`` covers the indicator only.
    """

    value: str
    place: Place
    style: str = ""
    end: Position | None = None
    file: TextFile | None = field(default=None, repr=False, compare=False)

    @property
    def is_null(self) -> bool:
        """Whether it says that there is nothing: ``null``, ``~`` or no text at all, unquoted."""
        return not self.style and self.value in NULLS

    def source(self) -> Source:
        """Its text as a source, each line with its origin in the file.

        A folded text keeps the line breaks of the file: the language does not tell a space from a line break,
        and places stay exact. Only texts with escapes that fold over several lines point at their beginning.
        """
        origin = Position(
            self.place.start.line, self.place.start.column + (1 if self.style in {"'", '"'} else 0)
        )
        value = self.value.rstrip("\n")
        pieces = self._pieces(value) if self.file else []
        text = "\n".join(piece for piece, _ in pieces)
        if pieces and text.split() == value.split():
            return Source(text, self.place.file, tuple(position for _, position in pieces))
        return Source(value, self.place.file, (origin,))

    def place_of(self, start: int, end: int) -> Place:
        """The place of code points ``start`` to ``end`` of ``source().text``."""
        return self.source().place(Span(start, end))

    def _pieces(self, value: str) -> list[tuple[str, Position]]:
        """The lines of the text as they stand in the file, each with its place."""
        lines = self.file.lines if self.file else ()
        header = self.place.start.line
        if self.style == "|":
            texts = zip(range(header + 1, len(lines) + 1), value.split("\n"), strict=False)
            return [
                (text, Position(number, len(lines[number - 1]) - len(text) + 1)) for number, text in texts
            ]
        if self.style == ">":
            return _dedented(lines, header)
        return self._flowing(lines)

    def _flowing(self, lines: tuple[str, ...]) -> list[tuple[str, Position]]:
        """The lines of a plain or quoted text."""
        quotes = 1 if self.style else 0
        start, end = self.place.start, self.end or self.place.end
        pieces = []
        for number in range(start.line, end.line + 1):
            line = lines[number - 1]
            first = start.column - 1 + quotes if number == start.line else len(line) - len(line.lstrip(" "))
            last = end.column - 1 - quotes if number == end.line else len(line)
            pieces.append((line[first:last], Position(number, first + 1)))
        return pieces


def _dedented(lines: tuple[str, ...], header: int) -> list[tuple[str, Position]]:
    """The lines of the block under line ``header``, without their indentation."""
    pieces: list[tuple[str, Position]] = []
    indentation = 0
    for number, line in enumerate(lines[header:], header + 1):
        stripped = line.lstrip(" ")
        spaces = len(line) - len(stripped)
        indentation = indentation or (spaces if stripped else 0)
        if stripped and spaces < max(indentation, 1):
            break
        begin = min(indentation, spaces)
        pieces.append((line[begin:], Position(number, begin + 1)))
    while pieces and not pieces[-1][0].strip():
        pieces.pop()
    return pieces


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a mapping: its key with its place, and the value."""

    key: ScalarNode
    value: Node


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A mapping from texts to nodes, in the order written."""

    entries: Mapping[str, Entry]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of ``key``; ``None`` when the key is missing or its value is null."""
        entry = self.entries.get(key)
        if entry is None or is_null(entry.value):
            return None
        return entry.value


Node = ScalarNode | SequenceNode | MappingNode


def is_null(node: Node) -> bool:
    """Whether the node is an unquoted null."""
    return isinstance(node, ScalarNode) and node.is_null


def plain_data(node: Node) -> object:
    """The node as lists, dictionaries and texts; null, whole numbers and truth values as Python has them."""
    match node:
        case MappingNode():
            return {key: plain_data(entry.value) for key, entry in node.entries.items()}
        case SequenceNode():
            return [plain_data(item) for item in node.items]
        case _:
            return _plain_scalar(node)


def _plain_scalar(node: ScalarNode) -> object:
    if node.is_null:
        return None
    if not node.style and node.value in {"true", "false"}:
        return node.value == "true"
    digits = node.value.removeprefix("-")
    canonical = digits == "0" or (digits.isascii() and digits.isdigit() and digits[0] != "0")
    if not node.style and canonical and len(digits) <= _LONGEST_NUMBER and node.value != "-0":
        return int(node.value)
    return node.value


_LONGEST_NUMBER = 30


def rule_at(place: Place, root: Node | None) -> str | None:
    """The id of the entry of ``rules:`` within which ``place`` stands."""
    rules = root.get("rules") if isinstance(root, MappingNode) else None
    if not isinstance(root, MappingNode) or not isinstance(rules, MappingNode):
        return None
    starts = sorted((entry.key.place.start, key) for key, entry in rules.entries.items())
    line = next(entry.key.place.start for key, entry in root.entries.items() if key == "rules")
    after = min(
        (entry.key.place.start for entry in root.entries.values() if entry.key.place.start > line),
        default=Position(place.start.line + 1, 1),
    )
    for (start, key), (end, _) in pairwise([*starts, (after, "")]):
        if start <= place.start < end:
            return key
    return None
