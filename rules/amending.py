"""Lists of amendments as files: entries with reason and date that withdraw rules or weigh them anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Place, Position
from gouji.grammar.messages import Argument, Message, message
from gouji.grammar.records import dataclass
from gouji.rules.amendments import Amendment
from gouji.rules.composing import compose
from gouji.rules.faults import Faults, suggestion
from gouji.rules.fields import Fields
from gouji.rules.pack import Severity
from gouji.rules.shape import AMENDMENT, keys
from gouji.rules.user_file import bytes_of
from gouji.rules.yaml_nodes import MappingNode, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from importlib.resources.abc import Traversable

    from gouji.rules.yaml_nodes import Node

    Names = Callable[[str | None], Collection[str] | None]

TOP = "amendments"
ENTRY = keys(AMENDMENT)


@dataclass(frozen=True, slots=True)
class Amending:
    """What a list of amendments came to: its sound entries, and its faults."""

    entries: tuple[Amendment, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_amendments(
    file: Traversable, rules: Names, packs: Sequence[str] = (), *, pack: str | None = None
) -> Amending:
    """Read a list of amendments.

    Args:
        file: the file.
        rules: the ids of the rules of a pack, or of all packs when asked for ``None``; ``None`` when there is
            no such pack.
        packs: ids of the packs there are, for suggestions.
        pack: the pack that entries are about which name none.
    """
    name = str(file)
    data = bytes_of(file, "amendments.unreadable")
    if not isinstance(data, bytes):
        return Amending((), (data,))
    faults = Faults()
    root = compose(data, name, faults)
    entries = () if root is None else tuple(_Reader(faults, name, rules, packs, pack).entries(root))
    return Amending(entries, faults.in_order())


class _Reader:
    def __init__(
        self, faults: Faults, name: str, rules: Names, packs: Sequence[str], pack: str | None
    ) -> None:
        self.faults, self.rules, self.packs, self.pack = faults, rules, packs, pack
        self.start = Place(name, Position(1, 1), Position(1, 1))

    def entries(self, root: Node) -> Iterator[Amendment]:
        if not isinstance(root, MappingNode):
            self.faults.add("expected_mapping", root.place, key=TOP)
            return
        for node in Fields(root, self.start, (TOP,), self.faults).sequence(TOP):
            if isinstance(node, MappingNode):
                yield from self._entry(node)
            else:
                self.faults.add("expected_mapping", node.place, key=TOP)

    def _entry(self, node: MappingNode) -> Iterator[Amendment]:
        first = next(iter(node.entries.values()), None)
        place = node.place if first is None else first.key.place
        fields = Fields(node, place, ENTRY, self.faults)
        rules, pack = self._rules(fields), fields.text("pack") or self.pack
        severity = fields.member("severity", Severity)
        self._effect(fields, place)
        reason = fields.bilingual("reason", required=True)
        day, until = self._date(fields, "date", required=True), self._date(fields, "until")
        if day is not None and until is not None and until < day:
            self._fault("amendments.until_before", fields.key_place("until"), until=until.isoformat())
        if rules and reason is not None and day is not None:
            yield Amendment(rules, pack, severity, reason, day, until, fields.text("by"), place)

    def _effect(self, fields: Fields, place: Place) -> None:
        withdraw = fields.flag("withdraw")
        if withdraw and fields.has("severity"):
            self._fault("amendments.both", fields.key_place("severity"))
        elif not withdraw and not fields.has("severity"):
            self._fault("amendments.nothing", place)

    def _rules(self, fields: Fields) -> tuple[str, ...]:
        nodes = (*fields.scalars("rule"), *fields.scalars("rules"))
        if not nodes:
            fields.missing("rule")
        if fields.has("rule") and fields.has("rules"):
            self._fault("amendments.rule_and_rules", fields.key_place("rules"))
        pack = fields.scalar("pack")
        known = self.rules(self.pack if pack is None else pack.value)
        if known is None:
            self._unknown_pack(pack or fields.node)
            return tuple(node.value for node in nodes)
        for node in nodes:
            if node.value not in known:
                advice = suggestion(node.value, known)
                self._fault("amendments.unknown_rule", node.place, advice=advice, name=node.value)
        return tuple(dict.fromkeys(node.value for node in nodes if node.value in known))

    def _unknown_pack(self, node: Node) -> None:
        """Not an error: a list for several works may name packs that this run does without."""
        name = node.value if isinstance(node, ScalarNode) else ""
        told = message("amendments.unknown_pack", name=name)
        advice = suggestion(name, self.packs)
        self.faults.extend([Diagnostic(told.key, told, node.place, "warning", help=advice)])

    def _date(self, fields: Fields, key: str, *, required: bool = False) -> date | None:
        node = fields.scalar(key, required=required)
        if node is None:
            return None
        try:
            return date.fromisoformat(node.value.strip())
        except ValueError:
            self._fault("amendments.bad_date", node.place, key=key, text=node.value)
            return None

    def _fault(self, code: str, place: Place, advice: Message | None = None, **arguments: Argument) -> None:
        self.faults.extend([Diagnostic(code, message(code, **arguments), place, help=advice)])
