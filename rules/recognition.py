"""The ``recognition:`` part of a pack: patterns proven, organ kinds read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.rules.faults import suggestion
from gouji.rules.fields import Fields
from gouji.rules.pack import OrganKind, Recognition, TextWords
from gouji.rules.patterns import prove
from gouji.rules.shape import ORGAN_KIND, RECOGNITION, TEXT_WORDS, WORD_PATTERNS, keys
from gouji.rules.yaml_nodes import MappingNode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_NONE: frozenset[str] = frozenset()
_ANY: None = None
_PATTERNS: Mapping[str, tuple[frozenset[str] | None, frozenset[str]]] = {
    "title": (frozenset({"organ", "year"}), _NONE),
    "period": (frozenset({"text", "start", "end"}), _NONE),
    "body_year": (frozenset({"year"}), frozenset({"year"})),
    "contact": (_ANY, _NONE),
    "signature_date": (frozenset({"date"}), frozenset({"date"})),
    "furniture": (_ANY, _NONE),
    "regulation_makers": (_ANY, _NONE),
    "residue": (_ANY, _NONE),
    "numbering": (_ANY, _NONE),
    "excerpt": (_ANY, _NONE),
}
"""Lists of patterns, each with the groups a pattern may have and those it must have."""

KEYS = keys(RECOGNITION)
_TEXT = keys(TEXT_WORDS)
_ORGAN_KIND = keys(ORGAN_KIND)


def recognition(root: Fields, sections: Collection[str]) -> Recognition:
    """What the merged tree of a pack says under ``recognition``; faults go to ``root.faults``."""
    node = root.mapping("recognition")
    if node is None:
        return Recognition()
    fields = Fields(node, root.key_place("recognition"), KEYS, root.faults)
    for key, (known, needed) in _PATTERNS.items():
        for pattern in fields.scalars(key):
            prove(pattern, root.faults, known, needed)
    return Recognition(
        **{key: fields.texts(key) for key in _PATTERNS},
        body_section=_body_section(fields, sections),
        placeholders=fields.texts("placeholders"),
        organ_kinds=tuple(_organ_kinds(fields)),
        text=_text(fields),
    )


def _text(recognition_fields: Fields) -> TextWords:
    node = recognition_fields.mapping("text")
    if node is None:
        return TextWords()
    fields = Fields(node, recognition_fields.key_place("text"), _TEXT, recognition_fields.faults)
    for key in sorted(WORD_PATTERNS):
        for pattern in fields.scalars(key):
            prove(pattern, fields.faults, needed=frozenset({"number"} if key == "ordinals" else ()))
    return TextWords(**{key: fields.texts(key) for key in _TEXT})


def _body_section(fields: Fields, sections: Collection[str]) -> str | None:
    node = fields.scalar("body_section")
    if node is not None and sections and node.value not in sections:
        advice = suggestion(node.value, sections)
        fields.faults.add("unknown_section", node.place, name=node.value, advice=advice)
    return None if node is None else node.value


def _organ_kinds(recognition_fields: Fields) -> Iterator[OrganKind]:
    faults = recognition_fields.faults
    for item in recognition_fields.sequence("organ_kinds"):
        if not isinstance(item, MappingNode):
            faults.add("expected_mapping", item.place, key="organ_kinds")
            continue
        fields = Fields(item, item.place, _ORGAN_KIND, faults)
        suffixes = fields.texts("suffixes")
        if not suffixes:
            fields.missing("suffixes")
        yield OrganKind(fields.text("id", required=True) or "", suffixes, fields.text("level"))
