"""Row labels: which row of the form a printed row is, and what kind of row it is at all."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from gouji.engine.binding.normalising import Label, compact, label_of
from gouji.engine.binding.pieces import Entry, Row, printed
from gouji.engine.binding.report import BoundBy
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from gouji.engine.binding.cells import CellReader
    from gouji.engine.binding.labels import Match, TableIndex
    from gouji.grammar.schema import Item, Path


_SURE_HEAD = 2


class RowKind(Enum):
    """What a printed row is."""

    EMPTY = auto()
    HEADING = auto()
    HEAD = auto()
    DATA = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the form recognised by its printed labels.

    Attributes:
        item: the row or row group.
        entry: the cell that names it.
        upper: groups printed beside it, in the same row, with their cells.
        summand: the label names no row of the form, but stands below one that the form does not divide.
    """

    item: Item
    entry: Entry
    by: BoundBy
    exact: bool
    upper: tuple[tuple[Item, Entry], ...] = ()
    summand: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rows above say about the next one.

    Attributes:
        group: the group they stand in.
        heading: the rows that the form prints under the last heading.
        bound: the rows already found.
    """

    group: Path = ()
    heading: tuple[Item, ...] = ()
    bound: Collection[Path] = ()


@dataclass(frozen=True, slots=True)
class RowReader:
    """Recognises the rows of one table of the form."""

    index: TableIndex
    cells: CellReader

    def without_measures(self, row: Row) -> Row:
        """The row without what its numbers count, where the form prints that in a column of its own."""
        index = self.index
        if not index.measures or any(self._is_measures_head(entry) for entry in row):
            return row
        at = next((entry for entry in row if compact(entry.text) in index.measures), None)
        return row if at is None else tuple(entry for entry in row if entry is not at)

    def _is_measures_head(self, entry: Entry) -> bool:
        return entry.label.body == label_of(self.index.table.measures or "").body

    def kind(self, row: Row) -> RowKind:
        """What the row is, told by its labels and values alone."""
        own = printed(row)
        layout = self.index.table.layout
        if not own:
            return RowKind.EMPTY
        if layout == "blocks" and len(own) == 1 and own[0].label.body in self.index.headings:
            return RowKind.HEADING
        columns = [entry for entry in own if self._names_column(entry)]
        leads = self.index.rows.find(own[0].label) is not None
        if any(self.cells.is_value(entry.text) and entry not in columns for entry in own):
            return RowKind.DATA if leads or len(columns) < _SURE_HEAD else RowKind.HEAD
        if layout == "heads" or not leads:
            return RowKind.HEAD
        named = [entry for entry in own if self.index.rows.find(entry.label)]
        if self._one_branch(own) or (len(named) == 1 and len(columns) < _SURE_HEAD):
            return RowKind.DATA
        return RowKind.HEAD

    def _names_column(self, entry: Entry) -> bool:
        return bool(self.index.columns.find(entry.label)) or entry.label.body in self.index.decoration

    def _one_branch(self, entries: Sequence[Entry]) -> bool:
        """Whether the labels can name a group, a group in it, and a row of that, from left to right."""
        above: Path = ()
        for entry in entries:
            found = self.index.rows.find(entry.label)
            below = [item for item in found.items if item.path[: len(above)] == above] if found else []
            if not below:
                return False
            above = below[0].path
        return True

    def split(self, row: Row, start: int | None) -> tuple[list[Entry], list[Entry]]:
        """The label entries and the value entries of a data row.

        Args:
            row: the row.
            start: the grid column where values begin; ``None`` when only the order of the cells is known.
        """
        if start is not None:
            labels = [entry for entry in row if entry.end <= start and entry.text]
            return labels, [entry for entry in row if entry.end > start]
        prefix: list[Entry] = []
        for entry in row:
            blank_after_label = entry.blank and any(not other.blank for other in prefix)
            if blank_after_label or (entry.text and self.cells.is_value(entry.text)):
                break
            prefix.append(entry)
        texts = [number for number, entry in enumerate(prefix) if entry.text]
        named = [number for number in texts if self.index.rows.find(prefix[number].label)]
        last = max(named, default=texts[0] if texts else -1)
        if named and last < len(prefix) - 1 and len(texts) > len(named):
            last = max(texts) if self._could_be_label(prefix[max(texts)]) else last
        return [entry for entry in row[: last + 1] if entry.text], list(row[last + 1 :])

    def _could_be_label(self, entry: Entry) -> bool:
        return bool(entry.label.number or self.index.rows.nearest(entry.label))

    def find(self, labels: Sequence[Entry], around: Surroundings) -> Found | None:
        """The row that ``labels`` name, outermost first; ``around`` decides where labels repeat."""
        if not labels:
            return None
        last = labels[-1]
        match = self.index.rows.find(last.label) or self.index.rows.nearest(last.label)
        upper = self._upper(labels[:-1])
        if match is None:
            return self._summand(labels, upper)
        item = _chosen(match, [group for group, _ in upper], around)
        groups = tuple((group, entry) for group, entry in upper if item.path[: len(group.path)] == group.path)
        return Found(item, last, match.by, match.exact, groups)

    def _upper(self, entries: Sequence[Entry]) -> list[tuple[Item, Entry]]:
        found = ((self.index.rows.find(entry.label), entry) for entry in entries)
        return [(item, entry) for match, entry in found if match for item in match.items]

    def _summand(self, labels: Sequence[Entry], upper: Sequence[tuple[Item, Entry]]) -> Found | None:
        leaf = next(((item, entry) for item, entry in reversed(upper) if not item.children), None)
        return Found(leaf[0], labels[-1], BoundBy.LABEL, exact=True, summand=True) if leaf else None

    def find_line(self, line: Label) -> tuple[Item, BoundBy] | None:
        """The row or row group that a line between two tables names, bracketed words counting as well."""
        for label in (line, Label(line.number, line.inner, line.inner, "")):
            if found := self.index.rows.find(label):
                return found.items[0], found.by
        return None


def _chosen(match: Match, upper: Sequence[Item], around: Surroundings) -> Item:
    """Of rows with one label: that of the group beside it, of the group above, the first not yet found."""
    if len(match.items) == 1:
        return match.items[0]
    groups = {item.path for item in upper}
    tests: tuple[Callable[[Item], bool], ...] = (
        lambda item: any(item.path[:n] in groups for n in range(1, len(item.path))),
        lambda item: item in around.heading,
        lambda item: item.path[:-1] == around.group,
        lambda item: item.path not in around.bound,
    )
    choice: Sequence[Item] = match.items
    for test in tests:
        choice = [item for item in choice if test(item)] or choice
    return choice[0]
