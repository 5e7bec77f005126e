"""Lays one pack's entries over those it extends; nodes keep the places of the file that wrote them."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from gouji.rules.faults import Faults, suggestion
from gouji.rules.yaml_nodes import Entry, MappingNode, Node, ScalarNode, is_null

ID_MAPS = frozenset({"sections", "tables", "claims", "parameters", "rules", "rows", "columns", "parts"})
"""Keys whose value maps ids to entries, in an order that matters."""

WHOLE = frozenset({"years"})
"""Mappings that are one value: what is not said anew is not inherited."""


def merge(base: MappingNode | None, over: MappingNode, faults: Faults, *, key: str = "") -> MappingNode:
    """``over`` laid on ``base``: mappings merge key by key, lists and scalars replace, ``null`` removes.

    New entries go last unless they say ``after``.

    Args:
        base: what is there already; ``None`` for nothing.
        over: what is laid on it.
        faults: entries that remove or follow nothing.
        key: the key whose values they are, when its value maps ids to entries.
    """
    entries = dict(base.entries) if base else {}
    ids = key in ID_MAPS
    places: dict[str, ScalarNode] = {}
    for name, entry in over.entries.items():
        if is_null(entry.value):
            with _about(key, name, faults):
                _remove(entries, entry, faults, ids=ids)
            continue
        below, value = entries.get(name), entry.value
        if isinstance(value, MappingNode):
            if ids and isinstance(after := value.get("after"), ScalarNode):
                places[name] = after
                value = _without_after(value)
            with _about(key, name, faults):
                value = merge(_inherited(below, name, ids=ids), value, faults, key="" if ids else name)
        entries[name] = Entry(below.key if below else entry.key, value)
    arranged = _arranged(entries, places, key, faults)
    return MappingNode(arranged, base.place if base else over.place)


def _arranged(
    entries: dict[str, Entry], places: dict[str, ScalarNode], key: str, faults: Faults
) -> dict[str, Entry]:
    """The entries with those in ``places`` put after the ones they name, however they are ordered."""
    while places:
        name = next((one for one, after in places.items() if after.value not in places), None)
        about = name or next(iter(places))
        with _about(key, about, faults):
            after = places.pop(about)
            if name is None:
                faults.add("cyclic_after", after.place, id=about)
            else:
                entries = _moved(entries, name, after, faults)
    return entries


def _about(key: str, name: str, faults: Faults) -> AbstractContextManager[None]:
    return faults.of_rule(name) if key == "rules" else nullcontext()


def _inherited(below: Entry | None, key: str, *, ids: bool) -> MappingNode | None:
    if below is None or not isinstance(below.value, MappingNode) or (key in WHOLE and not ids):
        return None
    return below.value


def _remove(entries: dict[str, Entry], entry: Entry, faults: Faults, *, ids: bool) -> None:
    key = entry.key.value
    if entries.pop(key, None) is None and ids:
        faults.add("nothing_to_remove", entry.key.place, id=key, advice=suggestion(key, entries))


def _without_after(node: MappingNode) -> MappingNode:
    return MappingNode({key: entry for key, entry in node.entries.items() if key != "after"}, node.place)


def _moved(entries: dict[str, Entry], key: str, target: ScalarNode, faults: Faults) -> dict[str, Entry]:
    others = [other for other in entries if other != key]
    if target.value not in others:
        faults.add("unknown_after", target.place, id=target.value, advice=suggestion(target.value, others))
        return entries
    others.insert(others.index(target.value) + 1, key)
    return {name: entries[name] for name in others}


def with_full_items(tree: MappingNode) -> MappingNode:
    """The tree with rows and columns written in full: ``total: 总计`` becomes ``total: {label: 总计}``."""
    tables = tree.get("tables")
    if not isinstance(tables, MappingNode):
        return tree
    full = {key: Entry(entry.key, _full_axes(entry.value)) for key, entry in tables.entries.items()}
    entries = dict(tree.entries)
    entries["tables"] = Entry(entries["tables"].key, MappingNode(full, tables.place))
    return MappingNode(entries, tree.place)


def _full_axes(node: Node) -> Node:
    if not isinstance(node, MappingNode):
        return node
    entries = dict(node.entries)
    for axis in ("rows", "columns"):
        items = node.get(axis)
        if isinstance(items, MappingNode):
            full = {key: Entry(entry.key, _full_item(entry.value)) for key, entry in items.entries.items()}
            entries[axis] = Entry(entries[axis].key, MappingNode(full, items.place))
    return MappingNode(entries, node.place)


def _full_item(node: Node) -> Node:
    if isinstance(node, ScalarNode) and not node.is_null:
        label = ScalarNode("label", node.place)
        return MappingNode({"label": Entry(label, node)}, node.place)
    return _full_axes(node)
