"""A rule's examples and a pack's sample report: plain data whose names are checked against the form."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from gouji.rules.faults import Faults, suggestion
from gouji.rules.fields import Fields
from gouji.rules.names import dotted_paths
from gouji.rules.pack import Example
from gouji.rules.shape import CHANGES as CHANGED
from gouji.rules.shape import SAMPLE, keys
from gouji.rules.yaml_nodes import Entry, MappingNode, Node, ScalarNode, plain_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gouji.grammar.schema import Item, Path, Schema, Table

Verdict = Literal["pass", "fail", "silent"]
_VERDICTS: tuple[Verdict, ...] = ("pass", "fail", "silent")
CHANGES = tuple(CHANGED)
"""What an example, or a case, may change of the sample report."""
_EXPECTED = ("expect", "open")
_PLACES = ("title", "preamble", "tail")
_SAMPLE = keys(SAMPLE)


def examples(rule: Fields, schema: Schema) -> tuple[Example, ...]:
    """What a rule gives under ``examples``; ``rule.faults`` gets what is wrong with it."""
    node = rule.mapping("examples")
    if node is None:
        return ()
    fields = Fields(node, rule.key_place("examples"), _VERDICTS, rule.faults)
    return tuple(
        example
        for verdict in _VERDICTS
        for item in fields.sequence(verdict)
        for example in _example(verdict, item, schema, rule.faults)
    )


def _example(verdict: Verdict, node: Node, schema: Schema, faults: Faults) -> Iterator[Example]:
    if not isinstance(node, MappingNode):
        faults.add("expected_mapping", node.place, key=verdict)
        return
    known = (*CHANGES, "open", "expect") if verdict == "fail" else (*CHANGES, "open")
    fields = Fields(node, node.place, known, faults)
    _Changes(schema, faults).check(fields)
    expect = fields.texts("expect") if "expect" in node.entries else None
    changes = {key: plain_data(entry.value) for key, entry in node.entries.items() if key not in _EXPECTED}
    yield Example(verdict, MappingProxyType(changes), expect, node.place, fields.texts("open"))


def check_changes(fields: Fields, schema: Schema) -> None:
    """Check that changes name what the form has; ``fields.faults`` gets what is wrong with them."""
    _Changes(schema, fields.faults).check(fields)


class _Changes:
    """Checks that the changes of an example name tables, rows, columns and sections of the form."""

    def __init__(self, schema: Schema, faults: Faults) -> None:
        self.schema, self.faults = schema, faults

    def check(self, fields: Fields) -> None:
        for _, table, entry in self._tables(fields, "cells"):
            self._cells(table, entry)
        for axis in ("rows", "columns"):
            for _, table, entry in self._tables(fields, axis):
                index = table.row_index if axis == "rows" else table.column_index
                for key in _keys(entry, axis, self.faults):
                    self._path(key, index, f"unknown_{axis[:-1]}")
        self._names(fields, "text", (*self.schema.sections, *_PLACES))
        self._names(fields, "sections", None)
        self._names(fields, "tables", tuple(self.schema.tables))
        self._names(fields, "report", None)
        for node in fields.scalars("order"):
            if node.value not in self.schema.sections and not self._adds(fields, node.value):
                self._unknown("unknown_section", node, tuple(self.schema.sections))
        self._others(fields)

    def _others(self, fields: Fields) -> None:
        if fields.has("previous"):
            previous = fields.mapping("previous")
            if previous is not None:
                Fields(previous, fields.key_place("previous"), (*CHANGES, "pack"), self.faults)
        for member in fields.sequence("members"):
            if isinstance(member, MappingNode):
                self.check(Fields(member, member.place, CHANGES, self.faults))
            else:
                self.faults.add("expected_mapping", member.place, key="members")

    def _tables(self, fields: Fields, key: str) -> Iterator[tuple[str, Table, Entry]]:
        for name, entry in fields.entries(key):
            table = self.schema.tables.get(name)
            if table is None:
                self._unknown("unknown_table", entry.key, tuple(self.schema.tables))
            else:
                yield name, table, entry

    def _cells(self, table: Table, entry: Entry) -> None:
        for key in _keys(entry, "cells", self.faults):
            paths = tuple(dotted_paths(key.value))
            if len(paths) != 2:
                self.faults.add("bad_cell", key.place, text=key.value)
                continue
            rows = self._known(key, paths[0], table.row_index, "unknown_row")
            columns = self._known(key, paths[1], table.column_index, "unknown_column")
            if rows and columns and not table.has_cell(*paths):
                self.faults.add("no_such_cell", key.place, text=key.value)

    def _path(self, key: ScalarNode, index: Mapping[Path, Item], fault: str) -> None:
        self._known(key, next(dotted_paths(key.value)), index, fault)

    def _known(self, key: ScalarNode, path: Path, index: Mapping[Path, Item], fault: str) -> bool:
        if path in index:
            return True
        advice = suggestion(".".join(path), (item.key for item in index.values()))
        self.faults.add(fault, key.place, name=".".join(path), advice=advice)
        return False

    def _names(self, fields: Fields, key: str, known: tuple[str, ...] | None) -> None:
        for name, entry in fields.entries(key):
            if known is not None and name not in known:
                fault = "unknown_table" if key == "tables" else "unknown_section"
                self._unknown(fault, entry.key, known)

    def _adds(self, fields: Fields, name: str) -> bool:
        added = fields.node.get("sections")
        return isinstance(added, MappingNode) and name in added.entries

    def _unknown(self, fault: str, node: ScalarNode, known: tuple[str, ...]) -> None:
        self.faults.add(fault, node.place, name=node.value, advice=suggestion(node.value, known))


def _keys(entry: Entry, name: str, faults: Faults) -> Iterator[ScalarNode]:
    if isinstance(entry.value, MappingNode):
        for inner in entry.value.entries.values():
            yield inner.key
    else:
        faults.add("expected_mapping", entry.value.place, key=name)


def sample(root: Fields, schema: Schema) -> Mapping[str, Any]:
    """The pack's sample report as plain data: ``title``, ``organ``, ``year``, and lists of paragraphs."""
    node = root.mapping("sample")
    if node is None:
        return MappingProxyType({})
    fields = Fields(node, root.key_place("sample"), _SAMPLE, root.faults)
    single = {"title": fields.text("title"), "organ": fields.text("organ"), "year": fields.integer("year")}
    data: dict[str, Any] = {key: value for key, value in single.items() if value is not None}
    for key in ("preamble", "tail"):
        if fields.has(key):
            data[key] = list(fields.texts(key))
    sections = fields.mapping("sections")
    if sections is not None:
        inner = Fields(sections, fields.key_place("sections"), tuple(schema.sections), root.faults)
        data["sections"] = {key: list(inner.texts(key)) for key in sections.entries}
    return MappingProxyType(data)
