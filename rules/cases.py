"""Case files beside a pack: reports with everything that is to be found in them, rule by rule."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gouji.grammar.records import dataclass
from gouji.rules.composing import compose
from gouji.rules.examples import CHANGES, check_changes
from gouji.rules.faults import Faults, suggestion
from gouji.rules.fields import Fields
from gouji.rules.pack import Example
from gouji.rules.yaml_nodes import MappingNode, plain_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from gouji.grammar.diagnostics import Diagnostic, Place
    from gouji.rules.pack import Pack, Rule

FOLDER = "cases"
"""The folder beside ``pack.yaml`` whose files hold cases; nothing else reads it."""

_EXPECTED = ("title", "expect", "open")
MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Case:
    """A report and all that is to be found in it.

    Attributes:
        id: its name in the file.
        changes: those to the pack's sample report, as in an example.
        expect: the instances that fail, by rule; rules that are not named find nothing.
        open: the instances that end undetermined, by rule.
    """

    id: str
    changes: Mapping[str, Any]
    expect: Mapping[str, tuple[str, ...]]
    open: Mapping[str, tuple[str, ...]]
    place: Place

    def example(self, rule: Rule) -> Example:
        """What the case expects of one rule, as an example of it."""
        failing = self.expect.get(rule.id)
        verdict: Any = "fail" if failing else "silent"
        return Example(verdict, self.changes, failing, self.place, self.open.get(rule.id, ()))


@dataclass(frozen=True)
class Cases:
    """The cases beside a pack, and what is wrong with their files."""

    cases: tuple[Case, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_cases(root: Traversable, pack: Pack) -> Cases:
    """The cases in the folder ``cases`` of a pack, or in a folder or file of cases, by file and place."""
    faults, found = Faults(), []
    for file in _files(root):
        with file.open("rb") as stream:
            node = compose(stream.read(MOST_BYTES), str(file), faults)
        if isinstance(node, MappingNode):
            found += list(_cases(node, pack, faults))
        elif node is not None:
            faults.add("not_mapping", node.place)
    return Cases(tuple(found), faults.in_order())


def _files(root: Traversable) -> list[Traversable]:
    if root.is_file():
        return [root] if root.name.endswith(".yaml") else []
    if not root.is_dir():
        return []
    inner = root.joinpath(FOLDER)
    folder = inner if inner.is_dir() else root
    if folder is root and root.joinpath("pack.yaml").is_file():
        return []
    return sorted(
        (one for one in folder.iterdir() if one.name.endswith(".yaml") and one.is_file()),
        key=lambda one: one.name,
    )


def _cases(node: MappingNode, pack: Pack, faults: Faults) -> Iterator[Case]:
    root = Fields(node, node.place, (FOLDER,), faults)
    for name, entry, fields in root.records(FOLDER, (*CHANGES, *_EXPECTED)):
        check_changes(fields, pack.schema)
        changes = {
            key: plain_data(inner.value) for key, inner in fields.node.entries.items() if key in CHANGES
        }
        yield Case(
            name,
            MappingProxyType(changes),
            _by_rule(fields, "expect", pack),
            _by_rule(fields, "open", pack),
            entry.key.place,
        )


def _by_rule(fields: Fields, key: str, pack: Pack) -> Mapping[str, tuple[str, ...]]:
    node = fields.mapping(key)
    if node is None:
        return MappingProxyType({})
    for name, entry in node.entries.items():
        if name not in pack.rules:
            fields.faults.add(
                "unknown_rule", entry.key.place, name=name, advice=suggestion(name, tuple(pack.rules))
            )
    inner = Fields(node, fields.key_place(key), tuple(node.entries), fields.faults)
    return MappingProxyType({name: inner.texts(name) for name in node.entries if name in pack.rules})
