"""What a pack declares and nothing uses, and what a rule is without: examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Level
from gouji.grammar.messages import Argument, message
from gouji.grammar.records import parts
from gouji.grammar.syntax import Kind
from gouji.grammar.typed import CellGroup, CellValue, ClaimGroup, ParameterValue, TypedScope
from gouji.grammar.typed import Element as TypedElement
from gouji.rules.proving.dead_patterns import never_matches
from gouji.rules.yaml_nodes import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from gouji.grammar.diagnostics import Place
    from gouji.rules.pack import Pack, Rule
    from gouji.rules.yaml_nodes import Node

_MARKS = str.maketrans({"（": "(", "）": ")", "　": " "})


def lint(pack: Pack, own: MappingNode) -> tuple[Diagnostic, ...]:
    """What need not be in a pack, or is missing from it, though every part of it is sound.

    Args:
        pack: the pack as loaded.
        own: its own entries as written; what it inherits is not looked at, and what an abstract pack declares
            is there for others.
    """
    used = _used(rule for rule in pack.rules.values())
    found = [
        *(() if pack.abstract else _unused(own, used)),
        *_dead_claims(own),
        *_repeated_aliases(own),
        *(fault for rule in pack.rules.values() if rule.pack == pack.id for fault in _examples(rule, pack)),
    ]
    return tuple(found)


def _used(rules: Iterable[Rule]) -> dict[str, set[str]]:
    """Ids of the parameters, claims and tables that rules name, and of sections whose parts they look at."""
    used: dict[str, set[str]] = {"parameters": set(), "claims": set(), "tables": set(), "parts": set()}
    for rule in rules:
        _look(rule.typed, used)
        for grade in rule.grades:
            _look(grade.condition, used)
    return used


def _look(node: object, used: Mapping[str, set[str]]) -> None:
    match node:
        case ParameterValue():
            used["parameters"].add(node.parameter)
        case ClaimGroup():
            used["claims"].add(node.claim)
        case TypedScope(kind=Kind.CLAIM) if isinstance(node.of, str):
            used["claims"].add(node.of)
        case TypedScope(kind=Kind.PART):
            used["parts"].add(node.of if isinstance(node.of, str) else "*")
        case TypedScope(kind=Kind.TABLE):
            used["tables"].add("*")
        case TypedElement(kind=Kind.PART) if len(node.path) == 2:
            used["parts"].add(".".join(node.path))
    if isinstance(node, TypedScope | CellValue | CellGroup) and isinstance(node.table, str):
        used["tables"].add(node.table)
    for part in node if isinstance(node, tuple) else parts(node):
        _look(part, used)


def _unused(own: MappingNode, used: Mapping[str, set[str]]) -> Iterator[Diagnostic]:
    for kind in ("parameters", "claims", "tables"):
        for name, place, _ in _entries(own, kind):
            if not used[kind] & {name, "*"}:
                yield _note(f"unused_{kind[:-1]}", place, name=name)
    for section, _, node in _entries(own, "sections"):
        if isinstance(node, MappingNode):
            for part, place, _ in _entries(node, "parts"):
                if not used["parts"] & {section, f"{section}.{part}", "*"}:
                    yield _note("unused_part", place, name=f"{section}.{part}")


def _entries(node: MappingNode, key: str) -> Iterator[tuple[str, Place, Node]]:
    inner = node.get(key)
    if isinstance(inner, MappingNode):
        for name, entry in inner.entries.items():
            if not (isinstance(entry.value, ScalarNode) and entry.value.is_null):
                yield name, entry.key.place, entry.value


def _dead_claims(own: MappingNode) -> Iterator[Diagnostic]:
    """Patterns of claims that no clause can hold, since clauses are cut where they would have to match."""
    for name, _, node in _entries(own, "claims"):
        for key in ("says", "zero"):
            for pattern in _scalars(node, key):
                if never_matches(pattern.value):
                    yield _note("dead_pattern", pattern.place, level="warning", claim=name)


def _scalars(node: Node, key: str) -> Iterator[ScalarNode]:
    value = node.get(key) if isinstance(node, MappingNode) else None
    if isinstance(value, ScalarNode):
        yield value
    elif isinstance(value, SequenceNode):
        yield from (item for item in value.items if isinstance(item, ScalarNode))


def _repeated_aliases(own: MappingNode) -> Iterator[Diagnostic]:
    """Aliases that say what the label, the title or another alias says already."""
    for key in ("sections", "tables"):
        for _, _, node in _entries(own, key):
            yield from _aliases(node)


def _aliases(node: Node) -> Iterator[Diagnostic]:
    if not isinstance(node, MappingNode):
        return
    said = {_alike(one.value) for key in ("label", "title") for one in _scalars(node, key)}
    for alias in _scalars(node, "aliases"):
        if _alike(alias.value) in said:
            yield _note("repeated_alias", alias.place, text=alias.value)
        said.add(_alike(alias.value))
    for key in ("rows", "columns", "parts"):
        for _, _, inner in _entries(node, key):
            yield from _aliases(inner)


def _alike(text: str) -> str:
    return "".join(text.translate(_MARKS).split())


def _examples(rule: Rule, pack: Pack) -> Iterator[Diagnostic]:
    if pack.abstract or rule.disabled is not None:
        return
    verdicts = {example.verdict for example in rule.examples}
    for verdict in ("pass", "fail"):
        if verdict not in verdicts:
            yield _note(f"no_{verdict}_example", rule.place, level="warning", rule_id=rule.id, rule=rule.id)


def _note(
    code: str, place: Place, *, level: Level = "note", rule_id: str | None = None, **arguments: Argument
) -> Diagnostic:
    return Diagnostic(
        f"lint.{code}",
        message(f"lint.{code}", **arguments),
        place,
        level,
        help=message(f"lint.{code}_help"),
        rule=rule_id,
    )
