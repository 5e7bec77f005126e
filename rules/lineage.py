"""A pack and all it extends: in which order they are laid on each other, and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.rules.faults import Faults, suggestion
from gouji.rules.fields import Fields
from gouji.rules.files import hashed
from gouji.rules.merging import merge
from gouji.rules.trees import ANYWHERE, HEAD, PackTree, own_tree
from gouji.rules.yaml_nodes import MappingNode, is_null

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gouji.rules.files import PackFiles

OWN = frozenset({"pack", "language", "version", "title", "abstract", "extends"})
"""What a pack says of itself and hands down to no pack that extends it."""


MAX_LINEAGE = 50


class Trees:
    """The trees of packs by id, each composed once.

    Args:
        find: the files of a pack by id, or ``None``.
        ids: all ids there are, for suggestions.
    """

    def __init__(self, find: Callable[[str], PackFiles | None], ids: Callable[[], Sequence[str]]) -> None:
        self.find, self.ids = find, ids
        self._trees: dict[str, PackTree | None] = {}

    def get(self, pack: str) -> PackTree | None:
        """The tree of the pack called ``pack``."""
        if pack not in self._trees:
            files = self.find(pack)
            self._trees[pack] = None if files is None else own_tree(files)
        return self._trees[pack]

    def lineage(self, own: PackTree, faults: Faults) -> tuple[PackTree, ...]:
        """The pack and all it extends, each once, the farthest first, itself last."""
        order: dict[str, PackTree] = {}
        self._visit((own.id,), own, order, faults)
        return tuple(order.values())

    def _visit(
        self, path: tuple[str, ...], tree: PackTree, order: dict[str, PackTree], faults: Faults
    ) -> None:
        """Put what ``tree`` extends, then itself, in order; ``path`` leads to it by the ids asked for."""
        for node in tree.extends:
            if node.value in path:
                faults.add("cyclic_extends", node.place, id=node.value)
            elif len(path) > MAX_LINEAGE:
                faults.add("too_deep", node.place, limit=MAX_LINEAGE)
            elif node.value not in order:
                parent = self.get(node.value)
                if parent is None:
                    advice = suggestion(node.value, (other for other in self.ids() if other not in path))
                    faults.add("unknown_extends", node.place, id=node.value, advice=advice)
                else:
                    self._visit((*path, node.value), parent, order, faults)
        order[path[-1]] = tree


class Merged:
    """The lineage laid on each other.

    Attributes:
        fields: the root of the merged tree.
        owners: rule id → id of the pack that declares it.
    """

    def __init__(self, lineage: Sequence[PackTree], faults: Faults) -> None:
        merged: MappingNode | None = None
        self.owners: dict[str, str] = {}
        for tree in lineage:
            inherited = merged and MappingNode(
                {key: entry for key, entry in merged.entries.items() if key not in OWN}, merged.place
            )
            merged = merge(inherited, tree.tree, faults)
            self._own_rules(tree)
        root = merged or MappingNode({}, lineage[-1].place)
        self.fields = Fields(root, lineage[-1].place, (*HEAD, *ANYWHERE), faults)

    def _own_rules(self, tree: PackTree) -> None:
        rules = tree.tree.get("rules")
        if not isinstance(rules, MappingNode):
            return
        for key, entry in rules.entries.items():
            if is_null(entry.value):
                self.owners.pop(key, None)
            else:
                self.owners.setdefault(key, tree.id)


def digest(lineage: Sequence[PackTree]) -> str:
    """A hash over the files of the whole lineage, the pack's own first."""
    return hashed(*(tree.digest.encode() for tree in reversed(lineage)))


def overlays(lineage: Sequence[PackTree]) -> tuple[str, ...]:
    """The packs at the near end that change a form without being one: they extend it and name no years."""
    forms = [tree for tree in reversed(lineage) if not tree.abstract]
    found: list[str] = []
    for tree in forms[:-1]:
        if tree.abstract or tree.tree.get("years") is not None:
            break
        found.append(tree.id)
    return tuple(found) if forms and forms[0] is lineage[-1] else ()
