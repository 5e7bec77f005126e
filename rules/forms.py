"""The form a pack declares: sections, tables, claims and parameters, checked and put into a schema."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from gouji.grammar.schema import PREAMBLE, ClaimKind, Parameter, Part, Schema, Section, Table, ValueType
from gouji.rules.faults import suggestion
from gouji.rules.items import items
from gouji.rules.names import Siblings, check_id
from gouji.rules.patterns import prove, prove_claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gouji.rules.fields import Fields

_SECTION = ("number", "title", "name", "aliases", "parts")
_PART = ("label", "name", "headings", "words")
_TABLE = (
    "name", "label", "section", "layout", "corner", "banner", "measures", "optional", "blank",
    "placeholder", "columns", "rows",
)  # fmt: skip
_CLAIM = ("section", "name", "says", "unless", "except", "within", "followed", "zero", "value", "unit")
_PARAMETER = ("type", "name", "default", "choices")
_COUNTS_AS = ("zero", "unknown")
_LAYOUTS = ("grid", "heads", "blocks", "list")
_CAPTURED_AS = {"number": "n", "amount": "n", "date": "date", "text": "text"}
"""What the patterns of a claim capture its value as."""
_VALUES = tuple(_CAPTURED_AS)


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
            blank=cast("Any", fields.choice("blank", _COUNTS_AS) or "unknown"),
            placeholder=cast("Any", fields.choice("placeholder", _COUNTS_AS) or "unknown"),
            layout=cast("Any", fields.choice("layout", _LAYOUTS) or "grid"),
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
    for key, fields, siblings in _records(root, "claims", _CLAIM):
        value = fields.choice("value", _VALUES) or "number"
        captured: set[str] = set()
        for node in fields.scalars("says"):
            captured |= prove_claim(node, tables, _CAPTURED_AS[value], root.faults)
        for node in fields.scalars("zero"):
            captured |= prove_claim(node, tables, None, root.faults)
        for name in ("unless", "except", "within", "followed"):
            for node in fields.scalars(name):
                prove(node, root.faults)
        if not fields.has("says") and not fields.has("zero"):
            fields.missing("says")
        unit = fields.text("unit", required=value == "amount")
        yield ClaimKind(
            id=key,
            section=_known_section(fields, (*sections, PREAMBLE)),
            name=siblings.name(key, fields),
            value=cast("Any", value),
            captures=tuple(name for name in ("row", "column") if name in captured),
            unit=unit,
            says=fields.texts("says"),
            zero=fields.texts("zero"),
            unless=fields.texts("unless"),
            except_=fields.texts("except"),
            within=fields.texts("within"),
            followed=fields.texts("followed"),
        )


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
