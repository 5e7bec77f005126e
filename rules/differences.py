"""Differences as values, and how entries with ids are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from gouji.grammar.messages import Text
from gouji.grammar.records import dataclass

T = TypeVar("T")
Said = Text | None


class Area(StrEnum):
    """What a difference is about."""

    HEAD = "head"
    SECTION = "section"
    TABLE = "table"
    ROW = "row"
    COLUMN = "column"
    PARAMETER = "parameter"
    CLAIM = "claim"
    RULE = "rule"


class Change(StrEnum):
    """What became of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Detail:
    """One aspect that changed, as it was and as it is."""

    aspect: str
    old: Said
    new: Said


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between two packs.

    Attributes:
        id: of the section, table, rule …; of rows and columns with the table.
        name: how people call it.
        said: of a rule that came or went, what it demands.
        details: what changed.
    """

    area: Area
    change: Change
    id: str
    name: Text
    said: Said = None
    details: tuple[Detail, ...] = ()


def said(value: object) -> Said:
    """A value as people read it; ``None`` for nothing."""
    match value:
        case Text():
            return value
        case None | "" | () | False:
            return None
        case (int() | None as first, int() | None as last):
            text = f"{first or ''}–{last or ''}"
            return Text(text, text)
        case tuple() | list():
            zh, en = "、".join(map(str, value)), ", ".join(map(str, value))
            return Text(zh, en)
        case Mapping():
            text = "; ".join(f"{key}: {inner}" for key, inner in value.items())
            return Text(text, text) if text else None
        case _:
            return Text(str(value), str(value))


def details_of(old: object, new: object, aspects: Sequence[str]) -> Iterator[Detail]:
    """The aspects in which two things differ."""
    for aspect in aspects:
        before, after = getattr(old, aspect), getattr(new, aspect)
        if before != after:
            yield Detail(aspect.rstrip("_"), *map(said, _apart(before, after)))


def _apart(old: object, new: object) -> tuple[object, object]:
    """Of two lists or maps, what only one of them has; if that is nothing, or of anything else, the whole."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        kept = {key for key in old if key in new and old[key] == new[key]}
        return tuple({key: one[key] for key in one if key not in kept} for one in (old, new))  # type: ignore[return-value]
    if not isinstance(old, tuple) or not isinstance(new, tuple) or not all(map(_is_text, (*old, *new))):
        return old, new
    gone, come = (tuple(x for x in one if x not in other) for one, other in ((old, new), (new, old)))
    return (gone, come) if gone or come else (old, new)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def called(value: Any) -> Text:  # noqa: ANN401 - sections, tables, parameters, claims
    """How people call an entry."""
    name = next((text for key in ("title", "label", "name") if (text := getattr(value, key, None))), value.id)
    return name if isinstance(name, Text) else Text(str(name), str(name))


def by_id(
    area: Area, old: Mapping[str, T], new: Mapping[str, T], aspects: Sequence[str]
) -> Iterator[Difference]:
    """Entries by id: those that went, those that came, those that changed."""
    for key, value in old.items():
        if key not in new:
            yield Difference(area, Change.REMOVED, key, called(value))
    for key, value in new.items():
        if key not in old:
            yield Difference(area, Change.ADDED, key, called(value))
        elif details := tuple(details_of(old[key], value, aspects)):
            yield Difference(area, Change.CHANGED, key, called(value), details=details)
