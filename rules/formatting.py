"""Pack files in their canonical layout: keys in order, rules reprinted, comments kept, meaning unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Place, Position
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass
from gouji.rules.commented_yaml import Entry, Value, read
from gouji.rules.composing import compose
from gouji.rules.decoding import decoded
from gouji.rules.faults import Faults
from gouji.rules.rule_text import reprinted, same_meaning
from gouji.rules.shape import AFTER, CASES, FILE, NAMED, Either, Entries, Items, Named, Record
from gouji.rules.yaml_layout import is_tall, written
from gouji.rules.yaml_nodes import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from gouji.grammar.messages import Language
    from gouji.grammar.schema import Schema
    from gouji.rules.shape import Shape
    from gouji.rules.yaml_nodes import Node


RULE_TEXTS = frozenset({"check", "when"})


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file after formatting: its text, the old one where there are faults."""

    text: str
    changed: bool
    diagnostics: tuple[Diagnostic, ...] = ()


def formatted(
    data: bytes, name: str, language: Language | None = None, schema: Schema | None = None
) -> Formatted:
    """A file of a pack in canonical layout.

    Args:
        data: its bytes.
        name: what places call it.
        language: to write rules in; ``None`` leaves each in the language it is written in.
        schema: the form whose names are translated with the rules.
    """
    faults = Faults()
    before = compose(data, name, faults)
    file = decoded(data, name, Faults())
    if faults.found or file is None or not isinstance(before, MappingNode):
        text = "" if file is None else "\n".join(file.lines)
        return Formatted(text, changed=False, diagnostics=faults.in_order())
    old = "\n".join(file.lines)
    for sort in (True, False):
        found = read(old)
        shape = CASES if "cases" in before.entries else FILE
        _Arranger(language, schema, sort=sort).arrange(found.root, shape)
        text = written(found)
        again = Faults()
        after = compose(text.encode(), name, again)
        if not again.found and after is not None and _same(before, after, translated=schema is not None):
            return Formatted(text, changed=text.encode() != data)
    told = message("format.left", file=name)
    place = Place(name, Position(1, 1), Position(1, 1))
    return Formatted(old, changed=False, diagnostics=(Diagnostic(told.key, told, place),))


def _same(one: Node, other: Node, *, translated: bool, key: str = "") -> bool:
    """Whether two trees say the same, rules by what they mean."""
    if isinstance(one, MappingNode) and isinstance(other, MappingNode):
        return one.entries.keys() == other.entries.keys() and all(
            _same(entry.value, other.entries[name].value, translated=translated, key=name)
            for name, entry in one.entries.items()
        )
    if isinstance(one, SequenceNode) and isinstance(other, SequenceNode):
        return len(one.items) == len(other.items) and all(
            _same(left, right, translated=translated, key=key)
            for left, right in zip(one.items, other.items, strict=True)
        )
    if not isinstance(one, ScalarNode) or not isinstance(other, ScalarNode):
        return False
    if one.is_null != other.is_null or (
        one.value in {"true", "false"} and bool(one.style) != bool(other.style)
    ):
        return False
    if one.value == other.value:
        return True
    return key in RULE_TEXTS and (translated or same_meaning(one.source().text, other.source().text))


class _Arranger:
    """Puts keys in order and prints rules anew, in place."""

    def __init__(self, language: Language | None, schema: Schema | None, *, sort: bool) -> None:
        self.language, self.schema, self.sort = language, schema, sort

    def arrange(self, value: Value, shape: Shape) -> None:
        """Arrange a value that should have this shape, and all that is in it."""
        match shape:
            case Either(shapes):
                wanted = {"mapping": (Record, Entries, Named), "list": (Items,)}.get(value.kind, ())
                for one in shapes:
                    if isinstance(one, wanted):
                        self.arrange(value, one)
            case Named(name):
                self.arrange(value, NAMED[name])
            case Items(of):
                for entry in value.entries if value.kind == "list" else ():
                    self.arrange(entry.value, of)
            case Entries(of, ids) if value.kind == "mapping":
                for number, entry in enumerate(value.entries):
                    self.arrange(entry.value, of)
                    if ids == "dashed" and number:
                        _set_off(value.entries[number - 1], entry)
            case Record(keys) if value.kind == "mapping":
                self._record(value, keys)
            case _:
                pass

    def _record(self, value: Value, keys: object) -> None:
        known: dict[str, Shape] = dict(keys)  # type: ignore[call-overload]
        order = {key: number for number, key in enumerate((AFTER, *known))}
        if self.sort:
            value.entries.sort(key=lambda entry: order.get(entry.key.text if entry.key else "", len(order)))
        for entry in value.entries:
            key = entry.key.text if entry.key else ""
            if key in known and key in RULE_TEXTS and entry.value.kind == "scalar":
                self._rule(entry.value, block=key == "check" and not value.flow)
            elif key in known:
                self.arrange(entry.value, known[key])

    def _rule(self, value: Value, *, block: bool) -> None:
        text = "\n".join(value.raw) if value.style in {"|", ">"} else value.text
        found = reprinted(text, self.language, self.schema)
        if found is None:
            return
        if block or value.style in {"|", ">"}:
            value.style, value.head, value.raw = "|", "|", tuple(found.split("\n"))
        elif "\n" not in found:
            value.text = found
            value.style = value.style or ("" if _plain(found) else "'")
        elif "#" not in found:
            value.text = " ".join(found.split("\n"))
            value.style = value.style or ("" if _plain(value.text) else "'")


def _set_off(before: Entry, entry: Entry) -> None:
    """An empty line between two rules, unless both are on one line."""
    several = any(is_tall(one.value) for one in (before, entry)) or any(entry.above)
    if several and (not entry.above or entry.above[0]):
        entry.above.insert(0, "")


def _plain(text: str) -> bool:
    """Whether a text can stand without quotation marks anywhere."""
    faults = Faults()
    node = compose(f"[{text}, {{a: {text}}}]".encode(), "", faults)
    if faults.found or not isinstance(node, SequenceNode) or len(node.items) != 2:
        return False
    first = node.items[0]
    return isinstance(first, ScalarNode) and first.value == text and " #" not in text and text[:1] != "#"
