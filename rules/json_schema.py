"""The shape of pack files as a JSON schema (draft 7), by which editors complete keys and mark faults."""

from __future__ import annotations

from typing import Any

from gouji.rules.shape import (
    AFTER,
    AMENDMENTS,
    CASES,
    FILE,
    NAMED,
    TEXT,
    Anything,
    Either,
    Entries,
    Items,
    Leaf,
    Named,
    Record,
    Shape,
)

Json = dict[str, Any]
IDS = {"id": "^[a-z][a-z0-9_]*$", "dashed": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}
NEEDED = ("language", "version", "title")
"""What the file says that declares a pack."""


def pack_schema() -> Json:
    """The schema of every file of a pack, of its cases, and of lists of amendments."""
    whole = Record({**FILE.keys, **CASES.keys, **AMENDMENTS.keys})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "gouji pack",
        **_shape(whole),
        "dependencies": {"pack": list(NEEDED)},
        "definitions": {name: _shape(_placed(record)) for name, record in NAMED.items()},
    }


def _placed(record: Record) -> Record:
    return Record({**record.keys, AFTER: TEXT}, record.needs)


def _shape(shape: Shape) -> Json:
    match shape:
        case Leaf():
            return _leaf(shape)
        case Items(of):
            return {"type": "array", "items": _shape(of)}
        case Named(name):
            return {"$ref": f"#/definitions/{name}"}
        case Either(shapes):
            return {"anyOf": [_shape(one) for one in shapes]}
        case Entries():
            return _entries(shape)
        case Record(keys, needs):
            found: Json = {
                "type": "object",
                "properties": {key: _or_null(inner) for key, inner in keys.items()},
                "additionalProperties": False,
            }
            return {**found, "required": list(needs)} if needs else found
        case Anything():
            return {}


def _entries(shape: Entries) -> Json:
    of = _placed(shape.of) if shape.placed and isinstance(shape.of, Record) else shape.of
    found: Json = {"type": "object", "additionalProperties": _or_null(of)}
    return {**found, "propertyNames": {"pattern": IDS[shape.ids]}} if shape.ids in IDS else found


def _or_null(shape: Shape) -> Json:
    """A value that may be left out or taken away with ``null``."""
    plain = _shape(shape)
    if "enum" in plain:
        return {"enum": [*plain["enum"], None]}
    if isinstance(plain.get("type"), list):
        return {**plain, "type": [*plain["type"], "null"]}
    if "anyOf" in plain:
        return {"anyOf": [*plain["anyOf"], {"type": "null"}]}
    return {"anyOf": [plain, {"type": "null"}]} if plain else {}


def _leaf(leaf: Leaf) -> Json:
    if leaf.choices:
        return {"enum": list(leaf.choices)}
    match leaf.kind:
        case "flag":
            return {"enum": [True, False, "yes", "no", "on", "off"]}
        case "integer":
            return {"type": ["integer", "string"], "pattern": "^[+-]?[0-9]{1,9}$"}
        case "null":
            return {"type": ["null"]}
        case _:
            return {"type": ["string", "number", "boolean"]}
