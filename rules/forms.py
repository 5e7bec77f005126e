"""The form a pack declares: sections, tables, claims and parameters, checked and put into a schema."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from gouji.grammar.schema import PREAMBLE, ClaimKind, Parameter, Part, Schema, Section, Table, ValueType
from gouji.rules.clues import clues_of
from gouji.rules.faults import suggestion
from gouji.rules.fields import Fields
from gouji.rules.items import items
from gouji.rules.names import Siblings, check_id
from gouji.rules.patterns import items_of, prove, prove_claim, spelled
from gouji.rules.shape import (
    CLAIM,
    COUNTS_AS,
    LAYOUTS,
    NEEDS,
    PARAMETER,
    PART,
    SECTION,
    TABLE,
    VALUES,
    keys,
)
from gouji.rules.yaml_nodes import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SECTION, _PART, _TABLE = keys(SECTION), keys(PART), keys(TABLE)
_CLAIM, _PARAMETER = keys(CLAIM), keys(PARAMETER)
_Needs = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
_CAPTURED_AS = {"number": "n", "amount": "n", "date": "date", "text": "text"}
"""What the patterns of a claim capture its value as."""
_CONTEXTS = ("unless", "except", "within", "followed", "away", "back", "begins", "part", "whole")


def schema(root: Fields) -> Schema:
    """The schema declared by the merged tree of a pack; faults go to ``root.faults``."""
    sections = {section.id: section for section in _sections(root)}
    tables = {table.id: table for table in _tables(root, sections)}
    return Schema(
        tables=tables,
        sections=sections,
        claims={claim.id: claim for claim in _claims(root, sections, tables)},
        parameters={parameter.id: parameter for parameter in _parameters(root)},
    )


def _records(root: Fields, key: str, known: tuple[str, ...]) -> Iterator[tuple[str, Fields, Siblings]]:
    siblings = Siblings((name for name, _ in root.entries(key)), root.faults)
    for name, entry, fields in root.records(key, known):
        check_id(entry.key, root.faults)
        yield name, fields, siblings


def _sections(root: Fields) -> Iterator[Section]:
    untitled: list[tuple[str, Fields, Siblings]] = list(_records(root, "sections", _SECTION))
    names = {key: siblings.name(key, fields) for key, fields, siblings in untitled}
    for key, fields, siblings in untitled:
        title = fields.text("title", required=True) or key
        yield Section(
            id=key,
            number=fields.text("number", required=True) or "",
            title=title,
            name=names[key] or siblings.default(key, title),
            aliases=fields.texts("aliases"),
            parts=tuple(_parts(fields)),
        )


def _parts(section: Fields) -> Iterator[Part]:
    for key, fields, siblings in _records(section, "parts", _PART):
        for node in (*fields.scalars("headings"), *fields.scalars("words")):
            prove(node, section.faults)
        yield Part(
            id=key,
            label=fields.text("label", required=True) or key,
            name=siblings.name(key, fields),
            headings=fields.texts("headings"),
            words=fields.texts("words"),
        )


def _tables(root: Fields, sections: Iterable[str]) -> Iterator[Table]:
    for key, fields, siblings in _records(root, "tables", _TABLE):
        columns = items(fields, "columns")
        table = Table(
            id=key,
            section=_known_section(fields, sections, required=True) or "",
            rows=items(fields, "rows", columns),
            columns=columns,
            name=siblings.name(key, fields),
            label=fields.text("label"),
            blank=cast("Any", fields.choice("blank", COUNTS_AS) or "unknown"),
            placeholder=cast("Any", fields.choice("placeholder", COUNTS_AS) or "unknown"),
            layout=cast("Any", fields.choice("layout", LAYOUTS) or "grid"),
            corner=fields.text("corner"),
            banner=fields.text("banner"),
            measures=fields.text("measures"),
            optional=fields.flag("optional") or False,
        )
        for axis in ("columns", "rows"):
            if not any(fields.entries(axis)):
                fields.missing(axis)
        yield table


def _known_section(fields: Fields, sections: Iterable[str], *, required: bool = False) -> str | None:
    node = fields.scalar("section", required=required)
    if node is None or node.value in sections:
        return None if node is None else node.value
    fields.faults.add("unknown_section", node.place, name=node.value, advice=suggestion(node.value, sections))
    return None


def _claims(root: Fields, sections: Iterable[str], tables: Mapping[str, Table]) -> Iterator[ClaimKind]:
    words = _words(root)
    for key, fields, siblings in _records(root, "claims", _CLAIM):
        value = fields.choice("value", VALUES) or "number"
        captured: set[str] = set()
        found = {name: tuple(_sayings(fields, name, words)) for name in ("says", "zero")}
        for name, needed in (("says", _CAPTURED_AS[value]), ("zero", None)):
            for node, _ in found[name]:
                captured |= prove_claim(node, tables, needed, root.faults, words)
        for name in _CONTEXTS:
            for node in fields.scalars(name):
                prove(node, root.faults, words=words)
        if not fields.has("says") and not fields.has("zero"):
            fields.missing("says")
        unit = fields.text("unit", required=value == "amount")
        patterns = {name: tuple(spelled(text, words) for text in fields.texts(name)) for name in _CONTEXTS}
        says, zero = (tuple(spelled(node.value, words) for node, _ in found[name]) for name in found)
        sayings = (*found["says"], *found["zero"])
        yield ClaimKind(
            id=key,
            section=_known_section(fields, (*sections, PREAMBLE)),
            name=siblings.name(key, fields),
            value=cast("Any", value),
            captures=tuple(name for name in ("row", "column") if name in captured),
            unit=unit,
            says=says,
            zero=zero,
            needs={spelled(node.value, words): needs for node, needs in sayings if any(needs)},
            clues={pattern: clues_of(pattern) for pattern in (*says, *zero)},
            except_=patterns.pop("except"),
            at_least=tuple(_other_claims(fields, root)),
            spoken=dict(one for axis in ("row", "column") for one in _spoken(fields, axis, tables, words)),
            **patterns,
        )


def _other_claims(fields: Fields, root: Fields) -> Iterator[str]:
    """The claims that one names as no more than itself."""
    known = [name for name, _ in root.entries("claims")]
    for node in fields.scalars("at_least"):
        if node.value in known:
            yield node.value
        else:
            advice = suggestion(node.value, known)
            root.faults.add("unknown_claim", node.place, name=node.value, advice=advice)


def _sayings(fields: Fields, key: str, words: Mapping[str, str]) -> Iterator[tuple[ScalarNode, _Needs]]:
    """The patterns of a claim, each with what it alone needs around it: ``{says: …, within: …}``."""
    node = fields.node.get(key)
    items = node.items if isinstance(node, SequenceNode) else ()
    if not any(isinstance(item, MappingNode) for item in items):
        yield from ((scalar, ((), (), ())) for scalar in fields.scalars(key))
        return
    for item in items:
        if isinstance(item, ScalarNode):
            yield item, ((), (), ())
            continue
        if not isinstance(item, MappingNode):
            fields.faults.add("expected_text", item.place, key=key)
            continue
        own = Fields(item, item.place, ("says", *NEEDS), fields.faults)
        for name in NEEDS:
            for pattern in own.scalars(name):
                prove(pattern, fields.faults, words=words)
        scalar = own.scalar("says", required=True)
        if scalar is not None:
            within, followed, except_ = (
                tuple(spelled(text, words) for text in own.texts(name)) for name in NEEDS
            )
            yield scalar, (within, followed, except_)


def _words(root: Fields) -> dict[str, str]:
    """The words that patterns of claims may name; each may name those before it."""
    words: dict[str, str] = {}
    node = root.mapping("words")
    if node is None:
        return words
    fields = Fields(node, root.key_place("words"), tuple(node.entries), root.faults)
    for key in node.entries:
        for pattern in fields.scalars(key):
            prove(pattern, root.faults, words=words)
        words[key] = "|".join(spelled(text, words) for text in fields.texts(key))
    return words


def _spoken(
    fields: Fields, axis: str, tables: Mapping[str, Table], words: Mapping[str, str]
) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """Other words for rows or columns: by axis and name."""
    node = fields.mapping(f"{axis}_words")
    if node is None:
        return
    wordings = Fields(node, fields.key_place(f"{axis}_words"), tuple(node.entries), fields.faults)
    for name, entry in node.entries.items():
        if not items_of(tables, name, rows=axis == "row"):
            fields.faults.add("unknown_items", entry.key.place, name=name)
        for pattern in wordings.scalars(name):
            prove(pattern, fields.faults, words=words)
        yield (axis, name), tuple(spelled(text, words) for text in wordings.texts(name))


def _parameters(root: Fields) -> Iterator[Parameter]:
    for key, fields, siblings in _records(root, "parameters", _PARAMETER):
        kind = fields.member("type", ValueType, required=True) or ValueType.TEXT
        choices = fields.texts("choices")
        default = fields.scalar("default")
        if default is not None and not fits(kind, default.value, choices):
            root.faults.add("bad_default", default.place, value=default.value, type=kind.value)
        yield Parameter(
            id=key,
            type=kind,
            name=siblings.name(key, fields),
            default=None if default is None else default.value,
            choices=choices,
        )


def fits(kind: ValueType, value: str, choices: tuple[str, ...]) -> bool:
    """Whether a text can be the value of a parameter of this type with these choices."""
    if choices and value not in choices:
        return False
    match kind:
        case ValueType.NUMBER | ValueType.AMOUNT:
            whole, _, decimals = value.removeprefix("-").partition(".")
            return (whole + decimals).isascii() and whole.isdigit() and (decimals or "0").isdigit()
        case ValueType.BOOLEAN:
            return value in {"true", "false"}
        case ValueType.DATE:
            try:
                return date.fromisoformat(value).isoformat() == value
            except ValueError:
                return False
        case _:
            return True
