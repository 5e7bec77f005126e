"""Reads a mapping of a pack key by key, each with the type it must have; what does not fit is a fault."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from gouji.grammar.messages import Message, Text, message
from gouji.grammar.suggesting import nearest
from gouji.rules.faults import Faults, suggestion
from gouji.rules.yaml_nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.grammar.diagnostics import Place

Choice = TypeVar("Choice", bound=StrEnum)
_TRUE, _FALSE = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")


class Fields:
    """The entries of one mapping.

    Args:
        node: the mapping.
        place: where a missing key is reported: the key that introduces the mapping.
        known: the keys it may have; others are reported at once.
        faults: where faults go.
    """

    def __init__(self, node: MappingNode, place: Place, known: Sequence[str], faults: Faults) -> None:
        self.node, self.place, self.faults = node, place, faults
        self._misspelt = set[str]()
        for key, entry in node.entries.items():
            if key not in known:
                faults.add("unknown_key", entry.key.place, key=key, advice=suggestion(key, known))
                self._misspelt.add(nearest(key, known) or "")

    def has(self, key: str) -> bool:
        """Whether the key is there with something to say."""
        return self.node.get(key) is not None

    def key_place(self, key: str) -> Place:
        """Where the key stands; the place of the mapping when it is missing."""
        entry = self.node.entries.get(key)
        return self.place if entry is None else entry.key.place

    def missing(self, key: str, advice: Message | None = None) -> None:
        """Report that ``key`` must be there, unless an unknown key has been told to mean it."""
        if key not in self._misspelt:
            self.faults.add("missing_key", self.place, key=key, advice=advice)

    def scalar(self, key: str, *, required: bool = False) -> ScalarNode | None:
        """The scalar of ``key``."""
        node = self._value(key, required=required)
        if node is None or isinstance(node, ScalarNode):
            return node
        self._mistyped("expected_text", key, node)
        return None

    def text(self, key: str, *, required: bool = False) -> str | None:
        """The text of ``key``; empty text counts as missing."""
        node = self.scalar(key, required=required)
        if node is not None and not node.value.strip():
            self._mistyped("expected_text", key, node)
            return None
        return None if node is None else node.value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts of ``key``; a single text is a list of one."""
        return tuple(node.value for node in self.scalars(key))

    def scalars(self, key: str) -> tuple[ScalarNode, ...]:
        """The list of scalars of ``key``; a single one is a list of one."""
        node = self._value(key)
        if isinstance(node, ScalarNode):
            return (node,)
        return tuple(self._scalars_of(key, node)) if node is not None else ()

    def _scalars_of(self, key: str, node: Node) -> Iterator[ScalarNode]:
        if not isinstance(node, SequenceNode):
            self._mistyped("expected_texts", key, node)
            return
        for item in node.items:
            if isinstance(item, ScalarNode) and not item.is_null:
                yield item
            else:
                self._mistyped("expected_text", key, item)

    def bilingual(self, key: str, *, required: bool = False) -> Text | None:
        """A text in Chinese, or in both languages as ``{zh: …, en: …}``; English falls back to Chinese."""
        node = self._value(key, required=required)
        if not isinstance(node, MappingNode):
            wording = None if node is None else self.text(key)
            return None if wording is None else Text(wording, wording)
        both = Fields(node, self.key_place(key), ("zh", "en"), self.faults)
        zh, en = both.text("zh", required=True), both.text("en")
        return None if zh is None else Text(zh, en or zh)

    def flag(self, key: str) -> bool | None:
        """``true`` or ``false``; ``None`` when missing."""
        node = self.scalar(key)
        if node is None:
            return None
        word = node.value.lower()
        if node.style or word not in _TRUE | _FALSE:
            self._mistyped("expected_flag", key, node)
            return None
        return word in _TRUE

    def integer(self, key: str, *, required: bool = False) -> int | None:
        """A whole number, read in the decimal system however many zeros it begins with."""
        node = self.scalar(key, required=required)
        if node is None:
            return None
        if not _INTEGER.fullmatch(node.value):
            self._mistyped("expected_integer", key, node)
            return None
        return int(node.value)

    def choice(self, key: str, choices: Sequence[str], *, required: bool = False) -> str | None:
        """One of the given words."""
        node = self.scalar(key, required=required)
        if node is None or node.value in choices:
            return None if node is None else node.value
        near = suggestion(node.value, choices) or message("pack.known_names", names=tuple(choices))
        self.faults.add("bad_choice", node.place, key=key, value=node.value, advice=near)
        return None

    def member(self, key: str, kind: type[Choice], *, required: bool = False) -> Choice | None:
        """A member of an enumeration."""
        word = self.choice(key, [member.value for member in kind], required=required)
        return None if word is None else kind(word)

    def mapping(self, key: str, *, required: bool = False) -> MappingNode | None:
        """The mapping of ``key``."""
        node = self._value(key, required=required)
        if node is None or isinstance(node, MappingNode):
            return node
        self._mistyped("expected_mapping", key, node)
        return None

    def entries(self, key: str, *, required: bool = False) -> Iterator[tuple[str, Entry]]:
        """The entries of the mapping of ``key``."""
        node = self.mapping(key, required=required)
        if node is not None:
            yield from node.entries.items()

    def records(self, key: str, known: Sequence[str]) -> Iterator[tuple[str, Entry, Fields]]:
        """The entries of the mapping of ``key`` whose values are mappings themselves, opened."""
        for name, entry in self.entries(key):
            if isinstance(entry.value, MappingNode):
                yield name, entry, Fields(entry.value, entry.key.place, known, self.faults)
            else:
                self.faults.add("expected_mapping", entry.key.place, key=name)

    def sequence(self, key: str) -> tuple[Node, ...]:
        """The items of the list of ``key``."""
        node = self._value(key)
        if isinstance(node, SequenceNode):
            return node.items
        if node is not None:
            self._mistyped("expected_list", key, node)
        return ()

    def _value(self, key: str, *, required: bool = False) -> Node | None:
        node = self.node.get(key)
        if node is None and required:
            self.missing(key)
        return node

    def _mistyped(self, fault: str, key: str, node: Node) -> None:
        self.faults.add(fault, node.place, key=key)
