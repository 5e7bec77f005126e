"""Column heads: which column of the form each value of a data row belongs to."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from gouji.engine.binding.normalising import Label, label_of
from gouji.engine.binding.report import NOWHERE, BoundBy
from gouji.engine.binding.slots import Slot, Target, in_order, with_nearest
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from gouji.engine.binding.labels import LabelIndex, TableIndex
    from gouji.engine.binding.pieces import Entry, Row
    from gouji.grammar.schema import Item, Path


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of values below some head rows, from left to right.

    Attributes:
        named: heads that stand above several columns, with the group or row they name.
        own: whether head rows were printed; ``False`` for heads taken from the form's order.
    """

    slots: tuple[Slot, ...]
    named: tuple[tuple[Item, Entry], ...] = ()
    own: bool = True

    @property
    def known(self) -> int:
        """How many of its columns the form has."""
        return sum(slot.column is not None for slot in self.slots)

    @property
    def start(self) -> int:
        """The first grid column that holds values."""
        return min((slot.start for slot in self.slots), default=0)


@dataclass(frozen=True, slots=True)
class HeadReader:
    """Resolves the head rows of one table of the form."""

    index: TableIndex

    @property
    def rows_are_heads(self) -> bool:
        """Whether the form prints its rows, too, as heads."""
        return self.index.table.layout == "heads"

    def resolve(
        self, rows: Sequence[Row], expected: Sequence[Target], label_end: int, *, spans_known: bool
    ) -> Head:
        """The head that ``rows`` print.

        Args:
            rows: head rows, top down.
            expected: the cells the form has below such a head, in its order.
            label_end: the grid column where the row labels of the first data row end.
            spans_known: whether the rows tell what stands above what.
        """
        slots = self._spanned(rows, label_end) if spans_known else self._flat(rows, expected)
        return Head(in_order(with_nearest(slots, self.index.columns), expected), tuple(self._named(rows)))

    def _named(self, rows: Sequence[Row]) -> Iterator[tuple[Item, Entry]]:
        for row in rows:
            for entry in row:
                if entry.continued or entry.blank:
                    continue
                columns, in_rows = self.index.columns.find(entry.label), self.index.rows.find(entry.label)
                if columns and columns.items[0].children:
                    yield columns.items[0], entry
                elif in_rows and self.rows_are_heads:
                    yield in_rows.items[0], entry

    # Grids: what stands above a column is known.

    def _spanned(self, rows: Sequence[Row], label_end: int) -> list[Slot]:
        slots = []
        for start, end, stack in _stacks(rows):
            if start < label_end or not stack:
                continue
            slot = self._slot(start, end, stack)
            if slot.column is not None or not self._is_decoration(stack[-1]):
                slots.append(slot)
        return slots

    def _slot(self, start: int, end: int, stack: Sequence[Entry]) -> Slot:
        row = self._row_above(stack)
        for take in range(1, min(len(stack), 3) + 1):
            text = "".join(entry.text for entry in stack[-take:])
            found = self.index.columns.find(label_of(text))
            leaves = tuple(item for item in found.items if not item.children) if found else ()
            if found and leaves:
                column = _below(leaves, [entry.label for entry in stack[:-take]], self.index.columns)
                return Slot(start, end, text, stack[-1].cell.location, row, column, found.by)
        return Slot(start, end, stack[-1].text, stack[-1].cell.location, row)

    def _row_above(self, stack: Sequence[Entry]) -> Item | None:
        if self.rows_are_heads:
            for entry in reversed(stack):
                found = self.index.rows.find(entry.label)
                if found and not found.items[0].children:
                    return found.items[0]
        return None

    def _is_decoration(self, entry: Entry) -> bool:
        return entry.label.body in self.index.decoration or entry.label.body in self.index.headings

    # Plain text: only the order in which the labels are printed is known.

    def _flat(self, rows: Sequence[Row], expected: Sequence[Target]) -> list[Slot]:
        lines = [
            [e for e in row if e.text and not e.continued and not self._is_decoration(e)] for row in rows
        ]
        entries = [entry for line in self._mended(lines) for entry in line]
        if self.rows_are_heads:
            return self._runs(entries)
        slots = with_nearest(
            [slot for slot in map(self._token, entries) if slot is not None], self.index.columns
        )
        if len(slots) == len(expected) + 1 and slots[0].column is None:
            slots = slots[1:]
        if len(slots) == len(entries) and len(rows) == 1:
            return _ungrouped(slots, set(), expected)
        return self._by_tree(slots, entries, expected)

    def _by_tree(
        self, slots: Sequence[Slot], entries: Sequence[Entry], expected: Sequence[Target]
    ) -> list[Slot]:
        """Heads of several levels in the order they stand on the page, not in the order they are read."""
        printed: dict[Path, int] = {}
        for number, entry in enumerate(entries):
            if found := self.index.columns.find(entry.label):
                printed.setdefault(found.items[0].path, number)
        for number, slot in enumerate(slots):
            if slot.column is not None:
                printed.setdefault(slot.column.path, number)
        by_path = {slot.column.path: slot for slot in slots if slot.column is not None}
        unknown = [slot for slot in slots if slot.column is None]
        if not unknown:
            order = [path for path in _tree_order(self.index.table.columns, printed) if path in by_path]
            return _ungrouped([by_path[path] for path in order], printed, expected)
        if len(by_path.keys() & {column.path for _, column in expected}) + len(unknown) != len(expected):
            return [replace(slot, column=None) for slot in slots]
        rest = iter(unknown)
        return [by_path[column.path] if column.path in by_path else next(rest) for _, column in expected]

    def _token(self, entry: Entry) -> Slot | None:
        """The slot a single head opens; ``None`` for the head of a group."""
        found = self.index.columns.find(entry.label)
        if found and found.items[0].children:
            return None
        column = found.items[0] if found else None
        return Slot(
            entry.start,
            entry.end,
            entry.text,
            entry.cell.location,
            None,
            column,
            found.by if found else BoundBy.LABEL,
        )

    def _known(self, entry: Entry) -> bool:
        return bool(
            self.index.columns.find(entry.label)
            or (self.rows_are_heads and self.index.rows.find(entry.label))
        )

    def _mended(self, lines: list[list[Entry]]) -> list[list[Entry]]:
        """Heads that were torn over two rows put together at the place of their first half."""
        for upper, lower in pairwise(lines):
            for number, entry in enumerate(upper):
                if self._known(entry):
                    continue
                for other in lower:
                    text = entry.text + other.text
                    if not self._known(other) and self.index.columns.find(label_of(text)):
                        upper[number] = replace(entry, text=text, label=label_of(text))
                        lower.remove(other)
                        break
        return lines

    def _runs(self, entries: Sequence[Entry]) -> list[Slot]:
        """Heads that name rows and columns: where a column repeats, the run of the next row begins."""
        rows: list[Item] = []
        runs: list[list[Slot]] = [[]]
        for entry in entries:
            if (found := self.index.rows.find(entry.label)) is not None:
                rows += [item for item in found.items[:1] if not item.children]
                continue
            slot = self._token(entry)
            if slot is None:
                continue
            if slot.column is not None and any(slot.column is other.column for other in runs[-1]):
                runs.append([])
            runs[-1].append(slot)
        if len(rows) != len(runs):
            return [slot for run in runs for slot in run]
        return [replace(slot, row=row) for row, run in zip(rows, runs, strict=True) for slot in run]


def _ungrouped(slots: list[Slot], printed: Collection[Path], expected: Sequence[Target]) -> list[Slot]:
    """Heads without the head of their group: if they leave the form's order, only the form tells it."""
    columns = [slot.column for slot in slots if slot.column is not None]
    by_path = {column.path: slot for slot, column in zip(slots, columns, strict=False)}
    in_form = [column for _, column in expected]
    grouped = all(len(column.path) == 1 or column.path[:-1] in printed for column in columns)
    if grouped or columns == in_form or by_path.keys() != {column.path for column in in_form}:
        return slots
    return [replace(by_path[column.path], by=BoundBy.ORDER, exact=False) for column in in_form]


def by_form(expected: Sequence[Target]) -> Head:
    """The head of a table that prints none: the columns in the order of the form."""
    slots = (
        Slot(n, n + 1, "", NOWHERE, row, column, BoundBy.ORDER) for n, (row, column) in enumerate(expected)
    )
    return Head(tuple(slots), own=False)


def _stacks(rows: Sequence[Row]) -> Iterator[tuple[int, int, list[Entry]]]:
    """For each stretch of grid columns, the heads above it, top down, each once."""
    width = max((entry.end for row in rows for entry in row), default=0)
    columns: list[list[Entry]] = [[] for _ in range(width)]
    for row in rows:
        for entry in row:
            if entry.text and not entry.continued:
                for column in range(entry.start, entry.end):
                    columns[column].append(entry)
    for _, stretch in groupby(range(width), key=lambda column: tuple(map(id, columns[column]))):
        numbers = list(stretch)
        yield numbers[0], numbers[-1] + 1, columns[numbers[0]]


def _below(leaves: Sequence[Item], above: Sequence[Label], index: LabelIndex) -> Item:
    """Of several columns with one label, the one whose group is printed above it; else the first."""
    groups = {item.path for label in above if (found := index.find(label)) for item in found.items}
    return next((leaf for leaf in leaves if leaf.path[:-1] in groups), leaves[0])


def _tree_order(items: Sequence[Item], printed: dict[Path, int]) -> Iterator[Path]:
    """The leaves in the order they stand on the page: siblings as printed, each group's members together."""

    def first(item: Item) -> int:
        own = printed.get(item.path)
        below = [printed[leaf.path] for leaf in item.leaves() if leaf.path in printed]
        return own if own is not None else min(below, default=len(printed))

    for item in sorted(items, key=first):
        if item.children:
            yield from _tree_order(item.children, printed)
        else:
            yield item.path
