"""What has been found of one table of the form so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.report import BoundBy, BoundItem, BoundTable, Fact, FactState
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from gouji.engine.binding.heads import Head
    from gouji.engine.binding.pieces import Entry
    from gouji.engine.binding.rows import Found
    from gouji.engine.reading.document import Location
    from gouji.grammar.schema import Item, Path, Table


@dataclass
class Collected:
    """Facts, rows and columns of ``table`` as they are found, and what is doubtful about them."""

    table: Table
    facts: dict[tuple[Path, Path], Fact] = field(default_factory=dict)
    rows: dict[Path, BoundItem] = field(default_factory=dict)
    columns: dict[Path, BoundItem] = field(default_factory=dict)
    unknown_rows: list[BoundItem] = field(default_factory=list)
    unknown_columns: list[BoundItem] = field(default_factory=list)
    collapsed: set[Path] = field(default_factory=set)
    uncertain: dict[Message, None] = field(default_factory=dict)
    notes: dict[Message, None] = field(default_factory=dict)

    def doubt(self, key: str, **arguments: str | int | tuple[str, ...]) -> None:
        """Records why the reading of the table should be looked at; each reason once."""
        self.uncertain.setdefault(message(key, **arguments))

    def note(self, key: str, **arguments: str) -> None:
        """Records what is printed differently and yet was told without doubt; each once."""
        self.notes.setdefault(message(key, **arguments))

    def add(self, key: tuple[Path, Path], fact: Fact, *, summand: bool) -> None:
        """Records a fact; a second one for the cell is added to it if it is a summand, else only doubted."""
        known = self.facts.get(key)
        if known is None:
            self.facts[key] = fact
        elif summand:
            self.facts[key] = _sum(known, fact)
        elif (known.state, known.value) != (fact.state, fact.value):
            self.doubt("binding.row_twice", row=self.table.row_index[key[0]].label)

    def add_head(self, head: Head) -> None:
        """Records the columns, and the rows named in heads, that a head prints."""
        for item, entry in head.named:
            side = self.columns if item.path in self.table.column_index else self.rows
            side.setdefault(item.path, _bound(item, entry))
        for slot in head.slots:
            if slot.column is None:
                self.unknown_columns.append(BoundItem((), slot.printed, BoundBy.LABEL, slot.location))
                continue
            bound = BoundItem(slot.column.path, slot.printed, slot.by, slot.location)
            self.columns.setdefault(slot.column.path, bound)
            if slot.row is not None:
                self.rows.setdefault(
                    slot.row.path, BoundItem(slot.row.path, "", BoundBy.ORDER, slot.location)
                )
            if slot.by is BoundBy.NEAREST and not slot.exact:
                self.note("binding.nearest_column", printed=slot.printed, label=slot.column.label)
        ordered = tuple(slot.column.label for slot in head.slots if slot.column and slot.by is BoundBy.ORDER)
        if ordered:
            self.doubt("binding.columns_by_order", columns=ordered)
        elif not head.known:
            printed = tuple(slot.printed for slot in head.slots)
            self.doubt("binding.heads_unclear", printed=printed)

    def add_row(self, found: Found) -> None:
        """Records a row, and the groups printed beside it."""
        for group, entry in found.upper:
            self.rows.setdefault(group.path, _bound(group, entry))
        item, entry = found.item, found.entry
        if found.summand:
            self.unknown_rows.append(BoundItem((), entry.text, found.by, entry.cell.location))
            return
        bound = BoundItem(item.path, entry.text, found.by, entry.cell.location, item.path in self.collapsed)
        self.rows.setdefault(item.path, bound)
        if found.by is BoundBy.NEAREST and not found.exact:
            self.note("binding.nearest_row", printed=entry.text, label=item.label)

    def add_unknown_row(self, entry: Entry) -> None:
        """Records a row the form does not have."""
        self.unknown_rows.append(BoundItem((), entry.text, BoundBy.LABEL, entry.cell.location))

    def has_below(self, group: Path) -> bool:
        """Whether any row inside a group was found."""
        return any(len(path) > len(group) and path[: len(group)] == group for path in self.rows)

    def drop_subtotals(self) -> None:
        """A group printed as a data row with its members below it is a sum that the form does not have."""
        for group in [path for path in self.collapsed if self.has_below(path)]:
            self.collapsed.remove(group)
            self.facts = {key: fact for key, fact in self.facts.items() if key[0] != group}
            named = self.rows[group]
            self.rows[group] = BoundItem(group, named.printed, named.bound_by, named.location)
            self.unknown_rows.append(BoundItem((), named.printed, named.bound_by, named.location))

    def bound(self, form: str, location: Location) -> BoundTable:
        """The table as found."""
        return BoundTable(
            id=self.table.id,
            facts=self.facts,
            rows=self.rows,
            columns=self.columns,
            location=location,
            unknown_rows=tuple(self.unknown_rows),
            unknown_columns=tuple(self.unknown_columns),
            collapsed=frozenset(self.collapsed),
            form=form,
            uncertain=tuple(self.uncertain),
            notes=tuple(self.notes),
        )


def _bound(item: Item, entry: Entry) -> BoundItem:
    return BoundItem(item.path, entry.text, BoundBy.LABEL, entry.cell.location)


def _sum(one: Fact, other: Fact) -> Fact:
    """Two printed rows that the form does not tell apart, as one."""
    raw = f"{one.raw}＋{other.raw}"
    values: list[Fraction] = []
    for fact in (one, other):
        if fact.value is None and fact.counts_as != "zero":
            return Fact(FactState.UNREADABLE, raw, location=one.location)
        values.append(fact.value or Fraction(0))
    return Fact(FactState.VALUE, raw, sum(values, Fraction(0)), None, one.unit, one.note, one.location)
