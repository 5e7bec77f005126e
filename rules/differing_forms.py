"""How two forms differ: sections, tables, rows and columns, also where they continue others under new ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.messages import Text
from gouji.rules.differences import Area, Change, Detail, Difference, by_id, called, details_of, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gouji.grammar.schema import Item, Path, Schema, Table
    from gouji.rules.differences import Said
    from gouji.rules.pack import Pack

_SECTION = ("number", "title", "name", "aliases")
_TABLE = (
    "label",
    "name",
    "section",
    "layout",
    "blank",
    "placeholder",
    "corner",
    "banner",
    "measures",
    "optional",
)
_ITEM = (
    "label",
    "name",
    "aliases",
    "total",
    "unit",
    "signed",
    "decimals",
    "optional",
    "columns",
    "heading",
    "measure",
)


def section_differences(old: Schema, new: Schema) -> Iterator[Difference]:
    """Sections that came, went, changed or stand elsewhere."""
    moved = moved_in(list(old.sections), list(new.sections))
    plain = {one.id: one for one in by_id(Area.SECTION, old.sections, new.sections, _SECTION)}
    yield from (one for one in plain.values() if one.change is Change.REMOVED)
    for key, section in new.sections.items():
        found = plain.get(key)
        if found is not None and found.change is Change.ADDED:
            yield found
            continue
        before = old.sections[key]
        details = list(found.details if found is not None else ())
        for name in dict.fromkeys(part.id for one in (before, section) for part in one.parts):
            parts = [next((part for part in one.parts if part.id == name), None) for one in (before, section)]
            if parts[0] != parts[1]:
                labels = [None if part is None else said(part.label) for part in parts]
                details.append(Detail("part", labels[0], labels[1]))
        if key in moved:
            details.append(Detail("place", _after(list(old.sections), key), _after(list(new.sections), key)))
        if details:
            yield Difference(Area.SECTION, Change.CHANGED, key, called(section), details=tuple(details))


def _after(order: Sequence[str], key: str) -> Said:
    at = order.index(key)
    return said(order[at - 1]) if at else None


def table_differences(old: Pack, new: Pack) -> Iterator[Difference]:
    """Tables, and rows and columns of those that both have."""
    before, after = old.schema.tables, new.schema.tables
    yield from by_id(Area.TABLE, before, after, _TABLE)
    continued = new.correspondence.get(old.id, {})
    for key, table in after.items():
        if key in before:
            yield from _items(Area.ROW, before[key], table, continued)
            yield from _items(Area.COLUMN, before[key], table, continued)


def _items(
    area: Area, old: Table, new: Table, continued: Mapping[Path, tuple[Path, ...]]
) -> Iterator[Difference]:
    before = old.row_index if area is Area.ROW else old.column_index
    after = new.row_index if area is Area.ROW else new.column_index
    origin = {path: tuple(one for one in continued.get(path, ()) if one in before) for path in after}
    kept = {one[0] for path, one in origin.items() if len(one) == 1} | (before.keys() & after.keys())
    into = {one: path for path, several in origin.items() for one in several}
    moved = moved_in([one.key for one in before.values()], [one.key for one in after.values()])
    for path, item in before.items():
        if path not in kept:
            gone = (Detail("into", None, _place(new, into[path])),) if path in into else ()
            yield Difference(area, Change.REMOVED, f"{old.id}/{item.key}", said_of(item), details=gone)
    for path, item in after.items():
        source = path if path in before else origin[path][0] if len(origin[path]) == 1 else None
        name = f"{new.id}/{item.key}"
        if source is None:
            come = (Detail("from", _listed(origin[path]), None),) if origin[path] else ()
            yield Difference(area, Change.ADDED, name, said_of(item), details=come)
            continue
        details = list(details_of(before[source], item, _ITEM))
        if source != path:
            details.insert(0, Detail("id", said(before[source].key), said(item.key)))
        elif item.key in moved:
            orders = [[one.key for one in index.values()] for index in (before, after)]
            details.append(Detail("place", _after(orders[0], item.key), _after(orders[1], item.key)))
        if details:
            yield Difference(area, Change.CHANGED, name, said_of(item), details=tuple(details))


def _listed(paths: Sequence[Path]) -> Said:
    return said(tuple(".".join(path) for path in paths))


def _place(table: Table, path: Path) -> Said:
    return said(".".join(path)) if path else said(table.id)


def said_of(item: Item) -> Text:
    """A row or column by its label."""
    return Text(item.label, item.label)


def moved_in(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """What stands elsewhere among what both have: the fewest whose moving explains the new order."""
    common = [key for key in new if key in set(old)]
    places = [old.index(key) for key in common]
    best: list[list[int]] = []
    for at, place in enumerate(places):
        none: list[int] = []
        longest = max([none, *(best[one] for one in range(at) if places[one] < place)], key=len)
        best.append([*longest, at])
    staying: set[int] = set()
    for places_kept in best:
        staying = max(staying, set(places_kept), key=len)
    return frozenset(key for at, key in enumerate(common) if at not in staying)
