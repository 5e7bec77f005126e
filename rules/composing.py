"""Text of a YAML file → nodes. Driven by parser events, so that hostile files meet limits before they cost memory or stack."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gouji.grammar.diagnostics import Place, Position
from gouji.rules.yaml_nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, TextFile

if TYPE_CHECKING:
    from gouji.rules.faults import Faults

MAX_BYTES = 2_000_000
MAX_NODES = 200_000
MAX_DEPTH = 50
_FOREIGN = re.compile(
    r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def compose(data: bytes, name: str, faults: Faults, loader: Any = None) -> Node | None:
    """The root node of a file; ``None`` when it holds nothing or cannot be composed (the faults tell).

    Args:
        data: the file's bytes.
        name: the file as places call it.
        faults: where every fault goes.
        loader: a PyYAML loader class; the one built on libyaml when it is there.
    """
    file = _decoded(data, name, faults)
    return None if file is None else _Composer(file, faults).compose(loader or _fastest())


def _fastest() -> Any:
    import yaml  # noqa: PLC0415 - a warm start never reads YAML

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _decoded(data: bytes, name: str, faults: Faults) -> TextFile | None:
    start = Place(name, Position(1, 1), Position(1, 1))
    if len(data) > MAX_BYTES:
        faults.add("too_large", start, limit=MAX_BYTES)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        position = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
        faults.add("encoding", Place(name, position, position))
        return None
    file = TextFile(name, tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
    return None if _has_foreign_characters(file, faults) else file


def _has_foreign_characters(file: TextFile, faults: Faults) -> bool:
    found = False
    for number, line in enumerate(file.lines, 1):
        match = _FOREIGN.search(line)
        if match:
            found = True
            place = _place(file.name, number, match.start() + 1, match.end() + 1)
            if match.group() == "\t":
                faults.add("tab", place)
            else:
                faults.add("control_character", place, character=f"U+{ord(match.group()):04X}")
    return found


def _place(name: str, line: int, start: int, end: int) -> Place:
    return Place(name, Position(line, start), Position(line, end))


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


@dataclass(frozen=True, slots=True)
class _Whole:
    """A finished node with the size and depth it has when every alias is written out."""

    node: Node
    weight: int = 1
    height: int = 1


class _Composer:
    def __init__(self, file: TextFile, faults: Faults) -> None:
        self.file, self.faults = file, faults
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Whole] = {}
        self.roots: list[Node] = []
        self.weight = 0
        self.refused = False

    def compose(self, loader: Any) -> Node | None:
        from yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

        parser = loader("\n".join(self.file.lines))
        try:
            while not self.refused and parser.check_event():
                self._take(parser.get_event())
        except MarkedYAMLError as error:
            self._report(error)
        except YAMLError:
            self.faults.add("yaml", _place(self.file.name, 1, 1, 1), problem="")
        else:
            return self.roots[0] if self.roots and not self.refused else None
        finally:
            parser.dispose()
        return None

    def _take(self, event: Any) -> None:
        match type(event).__name__:
            case "ScalarEvent":
                self._refuse_tag(event)
                self._add(self._remembered(event.anchor, _Whole(self._scalar(event))), event)
            case "SequenceStartEvent" | "MappingStartEvent":
                self._refuse_tag(event)
                mapping = type(event).__name__ == "MappingStartEvent"
                self.stack.append(_Open(mapping, _position(event.start_mark), event.anchor))
                if len(self.stack) > MAX_DEPTH:
                    self._refuse("too_deep", event, limit=MAX_DEPTH)
            case "SequenceEndEvent" | "MappingEndEvent":
                opened = self.stack.pop()
                whole = _Whole(self._finished(opened, event), opened.weight, opened.height)
                self._add(self._remembered(opened.anchor, whole), event)
            case "AliasEvent":
                self._alias(event)
            case "DocumentStartEvent" if self.roots:
                self._refuse("several_documents", event)

    def _scalar(self, event: Any) -> ScalarNode:
        start, end, style = _position(event.start_mark), _position(event.end_mark), event.style or ""
        if style in {"|", ">"}:
            shown = Position(start.line, start.column + 1)
        elif end.line > start.line:
            shown = Position(start.line, len(self.file.lines[start.line - 1]) + 1)
        else:
            shown = end
        return ScalarNode(event.value, Place(self.file.name, start, shown), style, end, self.file)

    def _finished(self, opened: _Open, event: Any) -> Node:
        end = _position(event.end_mark)
        if end.line > opened.start.line:
            end = Position(opened.start.line, len(self.file.lines[opened.start.line - 1]) + 1)
        place = Place(self.file.name, opened.start, end)
        return (
            MappingNode(opened.entries, place) if opened.mapping else SequenceNode(tuple(opened.items), place)
        )

    def _remembered(self, anchor: str | None, whole: _Whole) -> _Whole:
        if anchor:
            self.anchors[anchor] = whole
        return whole

    def _alias(self, event: Any) -> None:
        if any(opened.anchor == event.anchor for opened in self.stack):
            self._refuse("recursive_alias", event, name=event.anchor)
        elif event.anchor not in self.anchors:
            self.faults.add("unknown_alias", self._of(event), name=event.anchor)
            self._add(_Whole(self._empty(event)), event)
        else:
            self._add(self.anchors[event.anchor], event)

    def _empty(self, event: Any) -> ScalarNode:
        return ScalarNode("", self._of(event), "", _position(event.end_mark), self.file)

    def _add(self, whole: _Whole, event: Any) -> None:
        self.weight += whole.weight if type(event).__name__ == "AliasEvent" else 1
        if self.weight > MAX_NODES:
            self._refuse("too_large", event, limit=MAX_NODES)
        elif len(self.stack) + whole.height > MAX_DEPTH + 1:
            self._refuse("too_deep", event, limit=MAX_DEPTH)
        elif not self.stack:
            self.roots.append(whole.node)
        else:
            self._into(self.stack[-1], whole)

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

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            self.faults.add("tag", self._of(event), tag=event.tag)

    def _refuse(self, name: str, event: Any, **arguments: Any) -> None:
        self.refused = True
        self.faults.add(name, self._of(event), **arguments)

    def _of(self, event: Any) -> Place:
        start, end = _position(event.start_mark), _position(event.end_mark)
        return Place(self.file.name, start, end if end.line == start.line else start)

    def _report(self, error: Any) -> None:
        mark = error.problem_mark or error.context_mark
        context = str(error.context or "")
        for part, name, at_context in _PROBLEMS:
            if part in f"{error.problem} {context}":
                mark = error.context_mark if at_context and error.context_mark else mark
                self.faults.add(name, self._at(mark))
                return
        self.faults.add("yaml", self._at(mark), problem=str(error.problem or context))

    def _at(self, mark: Any) -> Place:
        position = Position(1, 1) if mark is None else _position(mark)
        return Place(self.file.name, position, position)


_PROBLEMS = (
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
"""Parts of PyYAML's problem or context, what the house says instead, and whether the context's mark is the better place."""


def _position(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)
