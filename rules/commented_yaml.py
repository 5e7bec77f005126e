"""A YAML file as entries with their comments, anchors and styles: what formatting reads and writes again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)


@dataclass
class Value:
    """A value of the file.

    Attributes:
        kind: ``scalar``, ``list``, ``mapping`` or ``alias``.
        text: of a scalar, what it says; of an alias, its name.
        style: of a scalar, its quotation mark or block mark.
        flow: a collection in brackets.
        raw: the lines of a block scalar as they stand, without their indentation; its head.
    """

    kind: str
    text: str = ""
    style: str = ""
    anchor: str | None = None
    flow: bool = False
    raw: tuple[str, ...] = ()
    head: str = ""
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Entry:
    """An entry of a mapping or an item of a list.

    Attributes:
        key: ``None`` for an item.
        above: the lines before it: comments, and ``""`` for an empty line.
        beside: the comment at the end of its line.
    """

    key: Value | None
    value: Value
    above: list[str] = field(default_factory=list)
    beside: str = ""


@dataclass
class File:
    """A file: comments at its head, its root, and what follows it."""

    head: list[str]
    root: Value
    tail: list[str]
    marked: bool = False


def read(text: str) -> File:
    """The file with this text, which is known to compose."""
    return _Reader(text).file()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.events: list[Any] = list(yaml.parse(text, Loader=yaml.SafeLoader))
        self.at = 0
        self.comments = self._comments()
        self.line = 0
        self.flows: list[list[tuple[int, Entry]]] = []

    def _comments(self) -> dict[int, tuple[int, str]]:
        """The comment of each line: its column and its text."""
        inside: dict[int, list[tuple[int, int]]] = {}
        for event in self.events:
            if isinstance(event, ScalarEvent):
                start, end = _marks(event)
                if event.style in {"|", ">"}:
                    below = min(end.line + (end.column > 0), len(self.lines))
                    for row in range(start.line + 1, below):
                        inside.setdefault(row, []).append((0, len(self.lines[row])))
                    continue
                for row in range(start.line, end.line + 1):
                    first = start.column if row == start.line else 0
                    last = end.column if row == end.line else len(self.lines[row])
                    inside.setdefault(row, []).append((first, last))
        found: dict[int, tuple[int, str]] = {}
        for number, line in enumerate(self.lines):
            for mark in re.finditer(r"(?:^|(?<=\s))#", line):
                if all(not first <= mark.start() < last for first, last in inside.get(number, ())):
                    found[number] = mark.start(), line[mark.start() :].rstrip()
                    break
        self.covered = {line for line, spans in inside.items() if spans}
        return found

    def file(self) -> File:
        while not isinstance(self.events[self.at], (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            self.at += 1
        first = self.events[self.at].start_mark.line
        marked = any(line.startswith("---") for line in self.lines[:first])
        head = self._head(first)
        root = self._value()
        tail = self._above(len(self.lines))
        while tail and not tail[-1]:
            tail.pop()
        return File(head, root, tail, marked)

    def _head(self, first: int) -> list[str]:
        """The comments that stand before everything and are set off by an empty line, or all alone there."""
        lines = [line.strip() for line in self.lines[:first] if not line.startswith("---")]
        last = max((number for number, line in enumerate(lines) if not line), default=None)
        taken = lines if last is None else lines[: last + 1]
        self.line = first - (len(lines) - len(taken))
        self.comments = {line: one for line, one in self.comments.items() if line >= self.line}
        while taken and not taken[0]:
            taken.pop(0)
        return taken

    def _above(self, line: int) -> list[str]:
        """The comments not yet placed before a line, and one empty line for any number of them."""
        above: list[str] = []
        for number in range(self.line, line):
            comment = self.comments.pop(number, None)
            alone = comment is not None and not self.lines[number][: comment[0]].strip()
            if comment is not None and self.flows and self.flows[-1] and not alone:
                self.flows[-1][-1][1].beside = comment[1]
            elif comment is not None:
                above.append(comment[1])
            elif not self.lines[number].strip() and number not in self.covered and above[-1:] != [""]:
                above.append("")
        self.line = max(self.line, line)
        return above

    def _value(self) -> Value:
        event = self.events[self.at]
        self.at += 1
        if isinstance(event, AliasEvent):
            return Value("alias", event.anchor or "")
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        mapping = isinstance(event, MappingStartEvent)
        value = Value("mapping" if mapping else "list", anchor=event.anchor, flow=bool(event.flow_style))
        if value.flow:
            self.flows.append([])
        while not isinstance(self.events[self.at], CollectionEndEvent):
            value.entries.append(self._entry(mapping=mapping, flow=value.flow))
        end = self.events[self.at].end_mark
        self.at += 1
        if value.flow:
            self._comments_in_flow(end.line, end.column)
        return value

    def _entry(self, *, mapping: bool, flow: bool) -> Entry:
        start = self.events[self.at].start_mark
        entry = Entry(None, Value("scalar"), self._above(start.line))
        if self.flows:
            self.flows[-1].append((start.index, entry))
        entry.key = self._value() if mapping else None
        value = self.events[self.at]
        block = isinstance(value, (MappingStartEvent, SequenceStartEvent)) and not value.flow_style
        block = block or (isinstance(value, ScalarEvent) and value.style in {"|", ">"})
        if block and not flow and mapping:
            entry.beside = self._beside(start.line)
        entry.value = self._value()
        if not flow and not entry.beside:
            entry.beside = self._beside(self.events[self.at - 1].end_mark.line) if not block else ""
        return entry

    def _beside(self, line: int) -> str:
        comment = self.comments.get(line)
        if comment is None or not self.lines[line][: comment[0]].strip():
            return ""
        self.line = max(self.line, line + 1) if line >= self.line else self.line
        return self.comments.pop(line)[1]

    def _comments_in_flow(self, line: int, column: int) -> None:
        """Give the comments inside brackets to the entries before them."""
        entries = self.flows.pop()
        for number in sorted(self.comments):
            place, text = self.comments[number]
            if (number, place) >= (line, column) or not entries:
                break
            before = [one for index, one in entries if self._index(number, place) > index]
            if before:
                before[-1].beside = f"{before[-1].beside} {text}".strip()
                del self.comments[number]
        self.line = max(self.line, line) if self.flows else self.line

    def _index(self, line: int, column: int) -> int:
        return sum(len(one) + 1 for one in self.lines[:line]) + column

    def _scalar(self, event: ScalarEvent) -> Value:
        value = Value("scalar", event.value, event.style or "", event.anchor)
        if value.style in {"|", ">"}:
            start, end = _marks(event)
            mark = re.search(r"(?:^|(?<=\s))[|>]\S*", self.lines[start.line][start.column :])
            value.head = mark[0] if mark else value.style
            lines = self.lines[start.line + 1 : end.line + (end.column > 0)]
            while lines and not lines[-1].strip() and not value.head.endswith("+"):
                lines.pop()
            margin = min((len(one) - len(one.lstrip(" ")) for one in lines if one.strip()), default=0)
            value.raw = tuple(one[margin:].rstrip() if not one.strip() else one[margin:] for one in lines)
        return value


def _marks(event: Any) -> tuple[Any, Any]:  # noqa: ANN401 - events of a text always have marks
    return event.start_mark, event.end_mark
