"""The labels of a form, indexed: which rows or columns a printed label may stand for."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.engine.binding.normalising import Label, compact, label_of
from gouji.engine.binding.report import BoundBy
from gouji.grammar.records import dataclass
from gouji.grammar.remembering import once_per_object

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.grammar.schema import Item, Table

_SIMILAR = 0.75
_SIMILAR_WITH_NUMBER = 0.6
_MARGIN = 0.1
_SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class Match:
    """The items a printed label may stand for, in the order of the form, and how it was recognised."""

    items: tuple[Item, ...]
    by: BoundBy
    exact: bool = True


class LabelIndex:
    """The rows or the columns of a table, findable by what is printed."""

    def __init__(self, tops: Iterable[Item]) -> None:
        self.items = tuple(item for top in tops for item in top.walk())
        self._labels = {item.path: label_of(item.label) for item in self.items}
        self._official: dict[str, tuple[Item, ...]] = {}
        self._other: dict[str, tuple[Item, ...]] = {}
        self._short: dict[str, tuple[Item, ...]] = {}
        self._nearest: dict[Label, Match | None] = {}
        for item in self.items:
            _add(self._official, self._labels[item.path].body, item)
            _add(self._short, self._labels[item.path].short, item)
            for alias in item.aliases:
                _add(self._other, label_of(alias).body, item)

    def find(self, label: Label) -> Match | None:
        """The items whose label, alias, or label without its bracketed part is the printed one."""
        if not label.body:
            return None
        if items := self._official.get(label.body):
            return Match(self._by_number(items, label), BoundBy.LABEL)
        if items := self._other.get(label.body):
            return Match(self._by_number(items, label), BoundBy.ALIAS)
        if (
            items := self._short.get(label.body)
            or self._official.get(label.short)
            or self._short.get(label.short)
        ):
            return Match(self._by_number(items, label), BoundBy.NEAREST)
        return None

    def nearest(self, label: Label) -> Match | None:
        """The one item whose label is clearly nearest to a damaged one; ``None`` when two are as near."""
        if label not in self._nearest:
            self._nearest[label] = self._search_nearest(label)
        return self._nearest[label]

    def _by_number(self, items: tuple[Item, ...], label: Label) -> tuple[Item, ...]:
        """Only those with the printed number, if there are any: it tells apart labels that repeat."""
        if len(items) == 1 or not label.number:
            return items
        return tuple(item for item in items if self._labels[item.path].number == label.number) or items

    def _search_nearest(self, label: Label) -> Match | None:
        if len(label.body) < 2:
            return None
        if len(label.body) >= _SHORTEST_PART:
            whole = [item for item in self.items if _is_shortened(label.body, self._labels[item.path].body)]
            if len(whole) == 1:
                return Match((whole[0],), BoundBy.NEAREST, exact=False)
        scores = sorted(
            ((self._likeness(label, item), number) for number, item in enumerate(self.items)), reverse=True
        )
        (best, number), second = scores[0], scores[1][0] if len(scores) > 1 else 0.0
        same_number = bool(label.number) and label.number == self._labels[self.items[number].path].number
        if best < (_SIMILAR_WITH_NUMBER if same_number else _SIMILAR) or best - second < _MARGIN:
            return None
        return Match((self.items[number],), BoundBy.NEAREST, exact=False)

    def _likeness(self, label: Label, item: Item) -> float:
        own = self._labels[item.path]
        return max(
            likeness(printed, text) for printed in {label.body, label.short} for text in {own.body, own.short}
        )


def _is_shortened(short: str, text: str) -> bool:
    """Whether ``short`` is ``text`` with characters left out."""
    rest = iter(text)
    return all(character in rest for character in short)


def likeness(one: str, other: str, least: float = _SIMILAR_WITH_NUMBER) -> float:
    """How alike two comparable texts are, from 0 to 1; 0 when it cannot come to ``least``."""
    size = len(one) + len(other)
    common = min(sum(map(one.__contains__, other)), sum(map(other.__contains__, one)))
    if not size or 2 * common < least * size:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _add(index: dict[str, tuple[Item, ...]], key: str, item: Item) -> None:
    if key and item not in index.get(key, ()):
        index[key] = (*index.get(key, ()), item)


class TableIndex:
    """All that is printed on a table of the form, findable by label."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows = LabelIndex(table.rows)
        self.columns = LabelIndex(table.columns)
        self.headings: dict[str, tuple[Item, ...]] = {}
        for item in self.rows.items:
            if item.heading:
                _add(self.headings, label_of(item.heading).body, item)
        printed = (table.corner, table.banner, table.measures)
        self.decoration = {label_of(text).body for text in printed if text}
        named = (item.measure or item.unit for item in self.rows.items) if table.measures else ()
        self.measures = frozenset(compact(text) for text in named if text)

    @cached_property
    def marks(self) -> frozenset[tuple[str, str]]:
        """What tells the table: every comparable label with the axis it stands on."""
        rows = {
            ("row", label_of(text).body) for item in self.rows.items for text in (item.label, *item.aliases)
        }
        columns = {
            ("column", label_of(text).body)
            for item in self.columns.items
            for text in (item.label, *item.aliases)
        }
        return frozenset(rows | columns | {("head", key) for key in {*self.headings, *self.decoration}})


index_of = once_per_object(TableIndex)
