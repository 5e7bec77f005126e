"""Accepted findings as a file: entries that say which finding is accepted, at what value, why and by whom."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Place, Position
from gouji.grammar.messages import Argument, message
from gouji.grammar.records import dataclass
from gouji.rules.composing import compose
from gouji.rules.faults import Faults
from gouji.rules.fields import Fields
from gouji.rules.user_file import bytes_of
from gouji.rules.yaml_nodes import MappingNode, SequenceNode

if TYPE_CHECKING:
    from pathlib import Path

    from gouji.rules.yaml_nodes import Node

TOP = "accepted"
KEYS = (
    "rule",
    "organ",
    "file",
    "year",
    "instance",
    "cell",
    "fingerprint",
    "value",
    "reason",
    "who",
    "date",
    "until",
)
_CELL = re.compile(r"\s*([^\[\]]+?)\s*\[\s*([^\[\],，]+?)\s*[,，]\s*([^\[\],，]+?)\s*\]\s*")
_NO_REASON = frozenset("-/—？?")


@dataclass(frozen=True, slots=True)
class Waiver:
    """An entry.

    Attributes:
        organ, file: of the report; at least one is given. ``file`` is its name or a pattern with ``*``.
        year: of the report; any when ``None``.
        instance, cell, fingerprint: which finding of the rule; without all three the one about the whole
            report. ``cell`` holds table, row and column as written.
        value: what was found at the time.
        until: the last day on which it counts.
        place: of the entry.
    """

    rule: str
    organ: str | None
    file: str | None
    year: int | None
    instance: str | None
    cell: tuple[str, str, str] | None
    fingerprint: str | None
    value: str | None
    reason: str | None
    who: str | None
    day: date | None
    until: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Waivers:
    """What a file of accepted findings came to."""

    entries: tuple[Waiver, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_waivers(path: Path) -> Waivers:
    """Read a file: a list of entries under ``accepted``; its faults are diagnostics with their places."""
    data = bytes_of(path, "accepted.unreadable")
    return waivers_in(data, str(path)) if isinstance(data, bytes) else Waivers((), (data,))


def waivers_in(data: bytes, name: str) -> Waivers:
    """The entries of a file's bytes; ``name`` is what its places call it."""
    faults = Faults()
    root = compose(data, name, faults)
    entries = tuple(_Reader(faults, name).entries(root)) if root is not None else ()
    return Waivers(entries, faults.in_order())


class _Reader:
    def __init__(self, faults: Faults, name: str) -> None:
        self.faults = faults
        self.start = Place(name, Position(1, 1), Position(1, 1))

    def entries(self, root: Node) -> list[Waiver]:
        nodes: tuple[Node, ...] = ()
        if isinstance(root, SequenceNode):
            nodes = root.items
        elif isinstance(root, MappingNode):
            nodes = Fields(root, self.start, (TOP,), self.faults).sequence(TOP)
        else:
            self.faults.add("expected_list", root.place, key=TOP)
        read = []
        for node in nodes:
            if isinstance(node, MappingNode):
                read.append(self._entry(node))
            else:
                self.faults.add("expected_mapping", node.place, key=TOP)
        return [one for one in read if one is not None]

    def _entry(self, node: MappingNode) -> Waiver | None:
        first = next(iter(node.entries.values()), None)
        place = node.place if first is None else first.key.place
        fields = Fields(node, place, KEYS, self.faults)
        rule, organ, file = fields.text("rule", required=True), fields.text("organ"), fields.text("file")
        if organ is None and file is None:
            self._fault("accepted.no_report", place)
        value = fields.scalar("value")
        reason = fields.text("reason")
        entry = Waiver(
            rule or "",
            organ,
            file,
            fields.integer("year"),
            fields.text("instance"),
            self._cell(fields),
            fields.text("fingerprint"),
            None if value is None else value.value,
            None if reason is None or reason.strip() in _NO_REASON else reason.strip(),
            fields.text("who"),
            self._date(fields, "date"),
            self._date(fields, "until"),
            place,
        )
        named = [key for key in ("instance", "cell", "fingerprint") if fields.has(key)]
        if len(named) > 1:
            self._fault("accepted.several_names", fields.key_place(named[1]), keys=tuple(named))
        return None if rule is None else entry

    def _cell(self, fields: Fields) -> tuple[str, str, str] | None:
        node = fields.scalar("cell")
        if node is None:
            return None
        found = _CELL.fullmatch(node.value)
        if found is None:
            self._fault("accepted.bad_cell", node.place, text=node.value)
            return None
        return found[1], found[2], found[3]

    def _date(self, fields: Fields, key: str) -> date | None:
        node = fields.scalar(key)
        if node is None:
            return None
        try:
            return date.fromisoformat(node.value.strip())
        except ValueError:
            self._fault("accepted.bad_date", node.place, key=key, text=node.value)
            return None

    def _fault(self, code: str, place: Place, **arguments: Argument) -> None:
        self.faults.extend([Diagnostic(code, message(code, **arguments), place)])
