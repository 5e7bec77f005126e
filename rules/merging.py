"""Lays one pack's entries over those it extends; nodes keep the places of the file that wrote them."""

from __future__ import annotations

from gouji.rules.faults import Faults, suggestion
from gouji.rules.yaml_nodes import Entry, MappingNode, Node, ScalarNode, is_null

ID_MAPS = frozenset({"sections", "tables", "claims", "parameters", "rules", "rows", "columns", "parts"})
"""Keys whose value maps ids to entries, in an order that matters."""

WHOLE = frozenset({"years"})
"""Mappings that are one value: what is not said anew is not inherited."""


def merge(base: MappingNode | None, over: MappingNode, faults: Faults, *, ids: bool = False) -> MappingNode:
    """``over`` laid on ``base``: mappings merge key by key, lists and scalars replace, ``null`` removes.

    New entries go last unless they say ``after``.

    Args:
        base: what is there already; ``None`` for nothing.
        over: what is laid on it.
        faults: entries that remove or follow nothing.
        ids: whether the keys are ids of a pack.
    """
    entries = dict(base.entries) if base else {}
    moves: list[tuple[str, ScalarNode]] = []
    for key, entry in over.entries.items():
        if is_null(entry.value):
            _remove(entries, entry, faults, ids=ids)
            continue
        value = entry.value
        if isinstance(value, MappingNode):
            if ids:
                value, target = _without_after(value)
                moves += [(key, target)] if target else []
            value = _merged_value(entries.get(key), value, faults, key, ids=ids)
        entries[key] = Entry(entries[key].key if key in entries else entry.key, value)
    for key, target in moves:
        entries = _moved(entries, key, target, faults)
    return MappingNode(entries, base.place if base else over.place)


def _merged_value(
    old: Entry | None, value: MappingNode, faults: Faults, key: str, *, ids: bool
) -> MappingNode:
    whole = key in WHOLE and not ids
    below = old.value if old and isinstance(old.value, MappingNode) and not whole else None
    return merge(below, value, faults, ids=not ids and key in ID_MAPS)


def _remove(entries: dict[str, Entry], entry: Entry, faults: Faults, *, ids: bool) -> None:
    key = entry.key.value
    if entries.pop(key, None) is None and ids:
        faults.add("nothing_to_remove", entry.key.place, id=key, advice=suggestion(key, entries))


def _without_after(node: MappingNode) -> tuple[MappingNode, ScalarNode | None]:
    after = node.entries.get("after")
    if after is None or not isinstance(after.value, ScalarNode):
        return node, None
    rest = {key: entry for key, entry in node.entries.items() if key != "after"}
    return MappingNode(rest, node.place), after.value


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
