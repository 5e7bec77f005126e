"""``from:``: which rows and columns of an earlier form a row or column of this form continues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from gouji.grammar.schema import Path, Schema
from gouji.rules.faults import suggestion
from gouji.rules.fields import Fields
from gouji.rules.names import dotted_paths
from gouji.rules.yaml_nodes import Entry, MappingNode, ScalarNode

if TYPE_CHECKING:
    from gouji.grammar.schema import Item

Correspondence = Mapping[str, Mapping[Path, tuple[Path, ...]]]


def correspondence(
    root: Fields, here: Schema, form_of: Callable[[ScalarNode], Schema | None]
) -> Correspondence:
    """The correspondence with each earlier form: a path here → the paths there whose sum it is.

    An entry may be written from either side, whichever form has the single item: ``received: [post, web]``
    when the earlier form told them apart, ``other: [other.late, other.rest]`` when this form does.

    Args:
        root: the merged tree.
        here: this form.
        form_of: the form of the pack a node names; ``None`` when there is none (reported by the callee).
    """
    found: dict[str, Mapping[Path, tuple[Path, ...]]] = {}
    for name, entry in root.entries("from"):
        if not isinstance(entry.value, MappingNode):
            root.faults.add("expected_mapping", entry.value.place, key=name)
            continue
        there = form_of(entry.key)
        if there is not None:
            fields = Fields(entry.value, entry.key.place, tuple(entry.value.entries), root.faults)
            found[name] = MappingProxyType(dict(_pairs(fields, _index(here), _index(there))))
    return MappingProxyType(found)


def _index(schema: Schema) -> dict[Path, Item]:
    return {
        path: item
        for table in schema.tables.values()
        for path, item in (*table.row_index.items(), *table.column_index.items())
    }


def _pairs(
    fields: Fields, here: Mapping[Path, Item], there: Mapping[Path, Item]
) -> Iterator[tuple[Path, tuple[Path, ...]]]:
    for key, entry in fields.node.entries.items():
        single = next(dotted_paths(key))
        nodes = fields.scalars(key)
        listed = tuple(next(dotted_paths(node.value)) for node in nodes)
        if not listed:
            continue
        if single in here and all(path in there for path in listed):
            yield single, listed
        elif single in there and all(path in here for path in listed):
            yield from _turned(fields, entry, listed, here)
        else:
            _report(fields, entry, nodes, here, there)


def _turned(
    fields: Fields, entry: Entry, listed: tuple[Path, ...], here: Mapping[Path, Item]
) -> Iterator[tuple[Path, tuple[Path, ...]]]:
    """One earlier item that this form tells apart: their group continues it, no single one of them does."""
    single = next(dotted_paths(entry.key.value))
    if len(listed) == 1:
        yield listed[0], (single,)
        return
    group = here.get(listed[0][:-1])
    if group is None or {leaf.path for leaf in group.leaves()} != set(listed):
        fields.faults.add("no_group", entry.key.place, name=entry.key.value)
        return
    yield group.path, (single,)


def _report(
    fields: Fields,
    entry: Entry,
    nodes: tuple[ScalarNode, ...],
    here: Mapping[Path, Item],
    there: Mapping[Path, Item],
) -> None:
    single = next(dotted_paths(entry.key.value))
    known = there if single in here else here
    unknown = [node for node in nodes if next(dotted_paths(node.value)) not in known]
    for node in unknown if single in here or single in there else [entry.key]:
        names = (
            ".".join(path) for path in (known if single in here or single in there else {**here, **there})
        )
        fields.faults.add("unknown_path", node.place, name=node.value, advice=suggestion(node.value, names))
