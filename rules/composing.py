"""Text of a YAML file → nodes.

Driven by parser events, so that hostile files meet limits before they cost memory or stack.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml
from gouji.grammar.diagnostics import Place, Position
from gouji.rules.decoding import TextFile, decoded
from gouji.rules.yaml_nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

if TYPE_CHECKING:
    from gouji.rules.faults import Faults

MAX_NODES = 200_000
MAX_DEPTH = 50
Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
FASTEST: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader on libyaml where PyYAML was built with it."""


def compose(data: bytes, name: str, faults: Faults, loader: Loader = FASTEST) -> Node | None:
    """The root node of a file; ``None`` when it holds nothing or cannot be composed (the faults tell).

    Args:
        data: the file's bytes.
        name: the file as places call it.
        faults: where every fault goes.
        loader: whose parser is used.
    """
    file = decoded(data, name, faults)
    return None if file is None else _Composer(file, faults).compose(loader)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A finished node with the size and depth it has when every alias is written out."""

    node: Node
    weight: int = 1
    height: int = 1


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    mapping: bool
    start: Position
    anchor: str | None
    weight: int = 1
    height: int = 1
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: ScalarNode | None = None
    awaits_value: bool = False


class _Composer:
    def __init__(self, file: TextFile, faults: Faults) -> None:
        self.file, self.faults = file, faults
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Whole] = {}
        self.roots: list[Node] = []
        self.weight = 0
        self.refused = False

    def compose(self, loader: Loader) -> Node | None:
        try:
            for event in yaml.parse("\n".join(self.file.lines), Loader=loader):
                self._take(event)
                if self.refused:
                    return None
        except MarkedYAMLError as error:
            self._report(error)
            return None
        return self.roots[0] if self.roots else None

    def _take(self, event: Event) -> None:
        match event:
            case ScalarEvent():
                self._refuse_tag(event)
                self._add(self._remembered(event.anchor, _Whole(self._scalar(event))), event)
            case CollectionStartEvent():
                self._refuse_tag(event)
                mapping = isinstance(event, MappingStartEvent)
                self.stack.append(_Open(mapping, _start(event), event.anchor))
                if len(self.stack) > MAX_DEPTH:
                    self._refuse("too_deep", event, limit=MAX_DEPTH)
            case CollectionEndEvent():
                opened = self.stack.pop()
                whole = _Whole(self._finished(opened, event), opened.weight, opened.height)
                self._add(self._remembered(opened.anchor, whole), event)
            case AliasEvent():
                self._alias(event)
            case DocumentStartEvent() if self.roots:
                self._refuse("several_documents", event)

    def _scalar(self, event: ScalarEvent) -> ScalarNode:
        start, end, style = _start(event), _end(event), event.style or ""
        if style in {"|", ">"}:
            shown = Position(start.line, start.column + 1)
        else:
            shown = self._on_one_line(start, end)
        return ScalarNode(event.value, Place(self.file.name, start, shown), style, end, self.file)

    def _finished(self, opened: _Open, event: CollectionEndEvent) -> Node:
        place = Place(self.file.name, opened.start, self._on_one_line(opened.start, _end(event)))
        if opened.mapping:
            return MappingNode(opened.entries, place)
        return SequenceNode(tuple(opened.items), place)

    def _on_one_line(self, start: Position, end: Position) -> Position:
        if end.line == start.line:
            return end
        return Position(start.line, len(self.file.lines[start.line - 1]) + 1)

    def _remembered(self, anchor: str | None, whole: _Whole) -> _Whole:
        if anchor:
            self.anchors[anchor] = whole
        return whole

    def _alias(self, event: AliasEvent) -> None:
        name = event.anchor or ""
        if any(opened.anchor == name for opened in self.stack):
            self._refuse("recursive_alias", event, name=name)
        elif name not in self.anchors:
            self.faults.add("unknown_alias", self._place(event), name=name)
            self._add(_Whole(ScalarNode("", self._place(event))), event)
        else:
            self._add(self.anchors[name], event)

    def _add(self, whole: _Whole, event: Event) -> None:
        self.weight += whole.weight if isinstance(event, AliasEvent) else 1
        if self.weight > MAX_NODES:
            self._refuse("too_many_nodes", event, limit=MAX_NODES)
        elif len(self.stack) + whole.height > MAX_DEPTH + 1:
            self._refuse("too_deep", event, limit=MAX_DEPTH)
        elif self.stack:
            self._into(self.stack[-1], whole)
        else:
            self.roots.append(whole.node)

    def _into(self, opened: _Open, whole: _Whole) -> None:
        opened.weight += whole.weight
        opened.height = max(opened.height, whole.height + 1)
        if not opened.mapping:
            opened.items.append(whole.node)
        elif opened.awaits_value:
            opened.awaits_value = False
            if opened.key is not None:
                opened.entries[opened.key.value] = Entry(opened.key, whole.node)
        else:
            opened.awaits_value = True
            opened.key = self._checked_key(opened, whole.node)

    def _checked_key(self, opened: _Open, node: Node) -> ScalarNode | None:
        if not isinstance(node, ScalarNode) or node.is_null:
            self.faults.add("key_not_text", node.place)
            return None
        if node.value in opened.entries:
            first = opened.entries[node.value].key.place.start.line
            self.faults.add("duplicate_key", node.place, key=node.value, line=first)
            return None
        return node

    def _refuse_tag(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.tag is not None and event.tag != "!":
            self.faults.add("tag", self._place(event), tag=event.tag)

    def _refuse(self, fault: str, event: Event, *, limit: int = 0, name: str = "") -> None:
        self.refused = True
        self.faults.add(fault, self._place(event), limit=limit, name=name)

    def _place(self, event: Event) -> Place:
        start, end = _start(event), _end(event)
        return Place(self.file.name, start, self._on_one_line(start, end))

    def _report(self, error: MarkedYAMLError) -> None:
        problem = f"{error.problem or ''} {error.context or ''}".strip()
        fault, at_context = next((known for part, *known in _PROBLEMS if part in problem), ("yaml", False))
        mark = error.context_mark if at_context else error.problem_mark
        mark = mark or error.problem_mark or error.context_mark
        position = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
        if fault == "yaml_escape":
            position = self._backslash(position)
        self.faults.add(str(fault), Place(self.file.name, position, position), problem=problem)

    def _backslash(self, position: Position) -> Position:
        """Where the escape begins: libyaml marks its backslash, Python the character after it."""
        column = self.file.lines[position.line - 1].rfind("\\", 0, position.column)
        return Position(position.line, column + 1)


_PROBLEMS: tuple[tuple[str, str, bool], ...] = (
    ("unknown escape", "yaml_escape", False),
    ("mapping values are not allowed", "yaml_colon", False),
    ("quoted scalar", "yaml_quote", True),
    ("flow sequence", "yaml_bracket", True),
    ("flow mapping", "yaml_bracket", True),
    ("could not find expected ':'", "yaml_no_colon", True),
    ("block mapping", "yaml_indentation", False),
    ("block collection", "yaml_indentation", False),
    ("cannot start any token", "yaml_character", False),
)
"""Parts of PyYAML's problem or context, the fault, and whether the context's mark is the better place."""


def _start(event: Event) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


def _end(event: Event) -> Position:
    mark = event.end_mark
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
