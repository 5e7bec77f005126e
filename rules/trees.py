"""One pack's own files as one tree, before anything it extends is laid under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Place, Position
from gouji.rules import shape
from gouji.rules.composing import compose
from gouji.rules.faults import Faults, suggestion
from gouji.rules.fields import Fields
from gouji.rules.merging import with_full_items
from gouji.rules.names import is_dashed_id
from gouji.rules.versions import LANGUAGE as KNOWN_LANGUAGE
from gouji.rules.yaml_nodes import Entry, MappingNode, Node, ScalarNode, is_null, rule_at

if TYPE_CHECKING:
    from gouji.rules.files import PackFiles

LANGUAGE = KNOWN_LANGUAGE

HEAD, ANYWHERE = tuple(shape.HEAD), tuple(shape.ANYWHERE)
"""Top-level keys: of ``pack.yaml`` only, and of any file of a pack."""


@dataclass(frozen=True)
class PackTree:
    """A pack by itself.

    Attributes:
        id: as declared; empty when it declares none that could be one.
        tree: all its files in one mapping.
        extends: the ids it extends, where they are written.
        place: the beginning of its first file.
        faults: what is wrong with its files.
        newer: it is written in a version of the language that is not known yet.
    """

    id: str
    tree: MappingNode
    extends: tuple[ScalarNode, ...]
    abstract: bool
    place: Place
    digest: str
    faults: tuple[Diagnostic, ...]
    newer: bool = False


def own_tree(files: PackFiles) -> PackTree:
    """Compose and combine the files of one pack."""
    faults = Faults()
    entries: dict[str, Entry] = {}
    for name, data in files.files.items():
        root = _composed(data, files.shown[name], faults)
        if root is None or is_null(root):
            continue
        if not isinstance(root, MappingNode):
            faults.add("not_mapping", root.place)
            continue
        _combine(entries, root, faults, head=name == files.head)
    start = Position(1, 1)
    place = Place(files.shown[files.head], start, start)
    tree = with_full_items(MappingNode(entries, place))
    fields = Fields(tree, place, (*HEAD, *ANYWHERE), faults)
    return PackTree(
        id=_id(fields),
        tree=tree,
        extends=fields.scalars("extends"),
        abstract=fields.flag("abstract") or False,
        place=place,
        digest=files.digest(),
        newer=_newer(fields),
        faults=tuple(faults.found),
    )


def _composed(data: bytes, shown: str, faults: Faults) -> Node | None:
    of_file = Faults()
    root = compose(data, shown, of_file)
    faults.extend(
        replace(fault, rule=rule_at(fault.place, root) if fault.place else None) for fault in of_file.found
    )
    return root


def _combine(entries: dict[str, Entry], root: MappingNode, faults: Faults, *, head: bool) -> None:
    """Add a file's top-level entries to those of the files before it."""
    for key, entry in root.entries.items():
        if key in HEAD and not head:
            faults.add("only_in_pack_file", entry.key.place, key=key)
        elif key not in (*HEAD, *ANYWHERE):
            known = (*HEAD, *ANYWHERE) if head else ANYWHERE
            faults.add("unknown_key", entry.key.place, key=key, advice=suggestion(key, known))
        else:
            entries[key] = _joined(entries[key], entry, faults) if key in entries else entry


def _joined(first: Entry, second: Entry, faults: Faults) -> Entry:
    """Two entries of one key: a pack may be spread over files, but says each thing once."""
    if is_null(first.value) or is_null(second.value):
        return first if is_null(second.value) else second
    if not isinstance(first.value, MappingNode) or not isinstance(second.value, MappingNode):
        place = first.key.place
        faults.add(
            "declared_twice", second.key.place, key=second.key.value, file=place.file, line=place.start.line
        )
        return first
    together = dict(first.value.entries)
    for key, entry in second.value.entries.items():
        if key not in together:
            together[key] = entry
        elif first.key.value == "rules":
            with faults.of_rule(key):
                together[key] = _joined(together[key], entry, faults)
        else:
            together[key] = _joined(together[key], entry, faults)
    return Entry(first.key, MappingNode(together, first.value.place))


def _id(fields: Fields) -> str:
    node = fields.scalar("pack", required=True)
    if node is None:
        return ""
    if not is_dashed_id(node.value):
        fields.faults.add("bad_dashed_id", node.place, id=node.value)
        return ""
    return node.value


def _newer(fields: Fields) -> bool:
    language = fields.integer("language", required=True)
    if language is None or language == LANGUAGE:
        return False
    node = fields.node.get("language")
    place = fields.place if node is None else node.place
    fault = "newer_language" if language > LANGUAGE else "no_language"
    fields.faults.add(fault, place, version=language, known=LANGUAGE)
    return True
