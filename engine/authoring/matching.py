"""What a form prints against the pack that is extended: which section, table, row and column is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.authoring.ragged import leaves_of
from gouji.engine.binding.labels import LabelIndex, likeness
from gouji.engine.binding.normalising import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gouji.engine.authoring.printed import PrintedForm, PrintedItem, PrintedSection, PrintedTable
    from gouji.grammar.schema import Item, Schema, Section, Table

_SAME_TITLE = 0.75
_SAME_TABLE = 0.3


class Counterparts:
    """Printed rows (columns) and those of the table they match.

    Args:
        printed: the trees of labels.
        before: the trees of the table in the pack that is extended.
    """

    def __init__(self, printed: Sequence[PrintedItem], before: Sequence[Item]) -> None:
        self._found: dict[int, Item] = {}
        self._used: set[int] = set()
        self._level(printed, before)
        self._anywhere(printed, before)

    def of(self, printed: PrintedItem) -> Item | None:
        """The row (column) that a printed one is; the same object as was given."""
        return self._found.get(id(printed))

    def _level(self, printed: Sequence[PrintedItem], before: Sequence[Item]) -> None:
        """Siblings among siblings: by label first, the rest by the nearest."""
        for near in (False, True):
            for one in printed:
                left = [item for item in before if id(item) not in self._used]
                if self.of(one) is None and left:
                    self._take(one, _matched(one.label, left, near=near))
        for one in printed:
            item = self.of(one)
            if item is not None:
                self._level(one.children, item.children)

    def _anywhere(self, printed: Sequence[PrintedItem], before: Sequence[Item]) -> None:
        """What stands in another group now: by label only, and only when there is but one."""
        every = [item for top in before for item in top.walk()]
        for one in (inner for top in printed for inner in _walk(top)):
            if self.of(one) is None:
                left = [item for item in every if id(item) not in self._used]
                same = [item for item in left if label_of(item.label).body == label_of(one.label).body]
                if len(same) == 1:
                    self._take(one, same[0])
                    self._level(one.children, same[0].children)

    def _take(self, one: PrintedItem, item: Item | None) -> None:
        if item is not None:
            self._found[id(one)] = item
            self._used.add(id(item))


def _matched(label: str, items: Sequence[Item], *, near: bool) -> Item | None:
    index = LabelIndex(replace(item, children=()) for item in items)
    found = index.nearest(label_of(label)) if near else index.find(label_of(label))
    if found is None:
        return None
    return next(item for item in items if item.path == found.items[0].path)


def _walk(item: PrintedItem) -> Iterator[PrintedItem]:
    yield item
    for child in item.children:
        yield from _walk(child)


def matching_sections(printed: Sequence[PrintedSection], before: Mapping[str, Section]) -> dict[int, Section]:
    """Index of a printed section → the section it is: by title or alias, else by the nearest title."""
    found: dict[int, Section] = {}
    for least in (1.0, _SAME_TITLE):
        for number, section in enumerate(printed):
            left = [one for one in before.values() if one not in found.values()]
            if number in found or not left:
                continue
            scores = [(_alike(section.title, one), -place) for place, one in enumerate(left)]
            score, place = max(scores)
            if score >= least:
                found[number] = left[-place]
    return found


def _alike(title: str, section: Section) -> float:
    wanted = label_of(title).body
    known = [label_of(text).body for text in (section.title, *section.aliases)]
    return max(1.0 if wanted == body else likeness(wanted, body) for body in known)


def closeness(form: PrintedForm, schema: Schema) -> float:
    """How much of a form another one prints, too: the best table for each of its own."""
    return sum(
        max((_shared(table, other) for other in schema.tables.values()), default=0.0) for table in form.tables
    )


def matching_tables(form: PrintedForm, sections: Mapping[int, Section], before: Schema) -> dict[int, Table]:
    """Index of a printed table → the table it is: the one that shares most labels, if enough of them."""
    scores = sorted(
        (
            (_shared(table, one) + (0.1 if _section_id(sections, table) == one.section else 0), -number, name)
            for number, table in enumerate(form.tables)
            for name, one in before.tables.items()
        ),
        reverse=True,
    )
    found: dict[int, Table] = {}
    for score, number, name in scores:
        table = before.tables[name]
        if score >= _SAME_TABLE and -number not in found and table not in found.values():
            found[-number] = table
    return found


def _section_id(sections: Mapping[int, Section], table: PrintedTable) -> str | None:
    section = sections.get(table.section)
    return None if section is None else section.id


def _shared(printed: PrintedTable, table: Table) -> float:
    """The share of labels that both have, rows and columns each counting half."""
    shares = []
    for items, known in ((printed.rows, table.leaf_rows), (printed.columns, table.leaf_columns)):
        here = {label_of(leaf.label).body for item in items for leaf in leaves_of(item)}
        there = {label_of(item.label).body for item in known}
        shares.append(len(here & there) / max(len(here | there), 1))
    return sum(shares) / 2
