"""Rules of a pack: each is read, parsed and resolved by itself; the fault of one leaves the others usable."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gouji.grammar.messages import Text, message
from gouji.grammar.parsing import parse, parse_condition
from gouji.grammar.resolving import resolve, resolve_condition
from gouji.grammar.suggesting import nearest
from gouji.rules.examples import examples
from gouji.rules.faults import Faults, suggestion
from gouji.rules.fields import Fields
from gouji.rules.names import check_id
from gouji.rules.pack import Basis, Grade, Ground, Rule, Severity, Topic
from gouji.rules.shape import BASIS, GRADE, MERGES, RULE, keys
from gouji.rules.yaml_nodes import Entry, MappingNode, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from gouji.grammar.schema import Schema
    from gouji.grammar.source import Source
    from gouji.grammar.syntax import Rule as RuleSyntax
    from gouji.grammar.typed import TypedCondition, TypedRule

_RULE, _BASIS, _GRADE = keys(RULE), keys(BASIS), keys(GRADE)
PLACEHOLDERS = ("label", "instance", "left", "right", "difference", "found", "raw")
"""What the ``message`` of a rule may speak of."""


@dataclass(frozen=True, slots=True)
class _Check:
    """The ``check`` of a rule: its text, its syntax, and the resolved rule."""

    source: Source
    syntax: RuleSyntax
    typed: TypedRule


class RuleBuilder:
    """Builds the rules of one pack.

    Args:
        schema: the form the rules speak about.
        owners: rule id → id of the pack that declares it.
        faults: where faults go.
        abstract: such a pack may name what only the forms that extend it declare; its names are not judged.
    """

    def __init__(self, schema: Schema, owners: Mapping[str, str], faults: Faults, *, abstract: bool) -> None:
        self.schema, self.owners, self.faults, self.abstract = schema, owners, faults, abstract

    def rules(self, root: Fields) -> dict[str, Rule]:
        """All rules that are free of errors, in the order of the pack."""
        entries = dict(root.entries("rules"))
        built: dict[str, Rule] = {}
        for key, entry in entries.items():
            with self.faults.of_rule(key):
                rule = self._rule(entry, entries)
            if rule is not None:
                built[key] = rule
        broken = self.faults.broken_rules()
        return {key: rule for key, rule in built.items() if key not in broken}

    def _rule(self, entry: Entry, ids: Collection[str]) -> Rule | None:
        key = entry.key.value
        check_id(entry.key, self.faults, dashed=True)
        if not isinstance(entry.value, MappingNode):
            self.faults.add("expected_mapping", entry.value.place, key=key)
            return None
        fields = Fields(entry.value, entry.key.place, _RULE, self.faults)
        check = self._check(fields, key, ids)
        title = fields.bilingual("title", required=True)
        severity = fields.member("severity", Severity, required=True)
        ground = fields.member("ground", Ground, required=True)
        topic = fields.member("topic", Topic, required=True)
        rest = self._rest(fields, check)
        if check is None or title is None or severity is None or ground is None or topic is None:
            return None
        return Rule(
            id=key,
            title=title,
            severity=severity,
            ground=ground,
            topic=topic,
            source=check.source,
            syntax=check.syntax,
            typed=check.typed,
            place=entry.key.place,
            pack=self.owners.get(key, ""),
            **rest,
        )

    def _rest(self, fields: Fields, check: _Check | None) -> dict[str, Any]:
        """What a rule may leave out."""
        return {
            "basis": self._basis(fields),
            "help": fields.bilingual("help") or Text("", ""),
            "grades": self._grades(fields, check),
            "merge": fields.choice("merge", MERGES),
            "wording": self._wording(fields),
            "examples": () if self.abstract else examples(fields, self.schema),
            "disabled": fields.bilingual("disabled"),
            "quotes": fields.flag("quotes") is not False,
            "false_alarms": fields.bilingual("false_alarms"),
        }

    def _check(self, fields: Fields, key: str, ids: Collection[str]) -> _Check | None:
        node = fields.scalar("check")
        if node is None or not node.value.strip():
            near = nearest(key, [other for other in ids if other != key])
            fields.missing("check", None if near is None else message("pack.did_you_mean", name=near))
            return None
        source = node.source()
        parsed = parse(source)
        self.faults.extend(parsed.diagnostics)
        if parsed.rule is None:
            return None
        resolved = resolve(parsed.rule, self.schema, source)
        if not self.abstract:
            self.faults.extend(resolved.diagnostics)
        return None if resolved.rule is None else _Check(source, parsed.rule, resolved.rule)

    def _grades(self, fields: Fields, check: _Check | None) -> tuple[Grade, ...]:
        grades = []
        for item in fields.sequence("grade"):
            if not isinstance(item, MappingNode):
                self.faults.add("expected_mapping", item.place, key="grade")
                continue
            inner = Fields(item, item.place, _GRADE, self.faults)
            severity = inner.member("severity", Severity, required=True)
            condition = self._condition(inner, check)
            if severity is not None and condition is not None:
                grades.append(Grade(condition, severity, inner.text("when") or ""))
        return tuple(grades)

    def _condition(self, fields: Fields, check: _Check | None) -> TypedCondition | None:
        node = fields.scalar("when", required=True)
        if node is None:
            return None
        source = node.source()
        parsed = parse_condition(source)
        self.faults.extend(parsed.diagnostics)
        if parsed.condition is None or check is None:
            return None
        resolved = resolve_condition(parsed.condition, check.syntax, self.schema, source)
        if not self.abstract:
            self.faults.extend(resolved.diagnostics)
        return resolved.condition

    def _basis(self, fields: Fields) -> Basis:
        node = fields.mapping("basis")
        if node is None:
            return Basis(None)
        inner = Fields(node, fields.key_place("basis"), _BASIS, self.faults)
        return Basis(inner.text("document"), inner.text("clause"), inner.flag("practice") or False)

    def _wording(self, fields: Fields) -> Text | None:
        node = fields.node.get("message")
        nodes = node.entries.values() if isinstance(node, MappingNode) else ()
        for value in (node, *(entry.value for entry in nodes)):
            if isinstance(value, ScalarNode):
                self._placeholders(value)
        return fields.bilingual("message")

    def _placeholders(self, node: ScalarNode) -> None:
        try:
            found = [
                (name, shape, conversion)
                for _, name, shape, conversion in string.Formatter().parse(node.value)
            ]
        except ValueError:
            self.faults.add("braces", node.place)
            return
        for name, shape, conversion in found:
            if name is not None and (name not in PLACEHOLDERS or shape or conversion):
                self.faults.add(
                    "unknown_placeholder", node.place, name=name, advice=suggestion(name, PLACEHOLDERS)
                )
