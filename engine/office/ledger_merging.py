"""A ledger meets the matters of another run: what people wrote stays, what changed is opened again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.engine.office.ledger import (
    PEOPLES,
    TOLD,
    Column,
    Item,
    Ledger,
    Origin,
    Record,
    Row,
    Seen,
    State,
    digest,
    flat,
    name_of,
    text_mark,
    word,
)
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def merge(kept: Ledger, items: Sequence[Item], reports: Sequence[Seen], language: Language) -> Ledger:
    """The ledger after another run.

    A decision stays while the matter and its values are the same; with other values it moves into the remarks
    and the row is open again. A matter that is gone is marked; a row that people deleted stays deleted until
    its values change; new matters come last. No cell that people wrote is changed.

    Args:
        kept: the ledger as people left it.
        items: the matters of the run.
        reports: the reports of the run, one a series of drafts.
        language: of what is written.
    """
    return _Merging(kept, items, reports, language).merged()


def draft_numbers(
    known: Mapping[str, tuple[str, ...]], reports: Sequence[Seen], given: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Which draft each file is: the first of its organ and year, or one more than were seen before.

    Args:
        known: the drafts that a ledger has seen.
        reports: of this run.
        given: numbers of files that are known otherwise.
    """
    with_new = seen_drafts(known, reports)
    counted = {
        one.file: with_new[one.series].index(one.sha256) + 1 if one.sha256 in with_new[one.series] else 1
        for one in reports
    }
    return {**counted, **(given or {})}


def seen_drafts(known: Mapping[str, tuple[str, ...]], reports: Sequence[Seen]) -> dict[str, tuple[str, ...]]:
    """The drafts seen before and in this run."""
    drafts = dict(known)
    for one in reports:
        before = drafts.get(one.series, ())
        drafts[one.series] = before if one.sha256 in before else (*before, one.sha256)
    return drafts


class _Merging:
    def __init__(
        self, kept: Ledger, items: Sequence[Item], reports: Sequence[Seen], language: Language
    ) -> None:
        self._kept, self._items, self._reports, self._language = kept, items, reports, language
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(kept.rows):
            for key in row.keys:
                self._by_key[key].append(at)
        self._claimed: dict[int, Item] = {}
        self._new: list[Row] = []
        self._number = max((_integer(row.says(Column.NUMBER)) for row in kept.rows), default=0)

    def merged(self) -> Ledger:
        left = [item for item in self._items if not self._claim(item)]
        records = {key: one for one in self._kept.records for key in one.keys}
        for item in left:
            self._add(item, [records[key] for key in item.keys if key in records])
        rows = [self._standing(at, row) for at, row in enumerate(self._kept.rows)]
        rows += self._new
        return Ledger(
            tuple(rows),
            self._records(rows),
            seen_drafts(self._kept.drafts, self._reports),
            self._kept.notes,
        )

    def _claim(self, item: Item) -> bool:
        """Find the row of a matter: of those that share a key the one of the same file, then the likest."""
        rows = self._kept.rows
        fitting = {at for key in item.keys for at in self._by_key[key]} - self._claimed.keys()

        def nearness(at: int) -> tuple[bool, int, int]:
            origin = rows[at].origin
            same = origin is not None and name_of(origin.file) == name_of(item.origin.file)
            return same, len(set(rows[at].keys) & set(item.keys)), -at

        if not fitting:
            return False
        self._claimed[max(fitting, key=nearness)] = item
        return True

    def _add(self, item: Item, records: Sequence[Record]) -> None:
        """Add a row, unless people deleted the row of the same matter with the same values."""
        state = State.OPEN
        if records and not any(self._by_key[key] for key in item.keys):
            if any(one.values == item.origin.values for one in records):
                return
            state = State.CHANGED
        self._number += 1
        words = {**item.words, Column.NUMBER: str(self._number), Column.STATE: _state(state, self._language)}
        self._new.append(Row(words, item.keys, replace(item.origin, state=state, written=_marks(words))))

    def _standing(self, at: int, row: Row) -> Row:
        if at in self._claimed:
            return self._updated(row, self._claimed[at])
        if row.origin is None:
            return row
        if not self._told.isdisjoint(row.keys):
            return row if frozenset(row.keys) in self._copied else self._in_state(row, State.JOINED)
        report = next((one for one in self._reports if _same_report(row.origin, one)), None)
        if report is None or not report.readable or not report.accepted.isdisjoint(row.keys):
            return row
        undecided = not report.undecided.isdisjoint(row.origin.rules)
        return self._in_state(row, State.UNDECIDED if undecided else State.FIXED)

    @cached_property
    def _told(self) -> frozenset[str]:
        """The keys that have a row of this run."""
        return frozenset(key for item in self._claimed.values() for key in item.keys)

    @cached_property
    def _copied(self) -> frozenset[frozenset[str]]:
        """The keys of the rows that were found again; another row with the same is people's copy."""
        return frozenset(frozenset(self._kept.rows[at].keys) for at in self._claimed)

    def _in_state(self, row: Row, state: State) -> Row:
        return self._with(row, {Column.STATE: _state(state, self._language)}, state=state)

    def _updated(self, row: Row, item: Item) -> Row:
        """The row with what the matter says now in the cells that people left alone."""
        origin = row.origin
        if origin is None:
            origin = Origin("", "", None, 0, item.origin.degree, (), "", State.OPEN, {})
            told = (Column.FOUND, Column.EXPECTED)
            same = all(flat(row.says(one)) == flat(item.words.get(one, "")) for one in told)
        else:
            same = origin.values == item.origin.values
        state = row.state
        if state is State.FIXED:
            state = State.AGAIN
        elif not same:
            state = State.CHANGED
        elif row.says(Column.DECISION) or state in {State.JOINED, State.UNDECIDED}:
            state = State.OPEN
        words: dict[Column, str] = {}
        if state is State.AGAIN or not same:
            words = self._reopened(row)
        words.update({column: text for column, text in item.words.items() if column in TOLD})
        words[Column.STATE] = _state(state, self._language)
        keys = tuple(dict.fromkeys((*item.keys, *row.keys)))
        shown = replace(row, keys=keys, origin=replace(item.origin, written=origin.written))
        return self._with(shown, words, state=state)

    def _reopened(self, row: Row) -> dict[Column, str]:
        """The cells of people with the former decision among the remarks."""
        given = [row.says(one) for one in (Column.DECISION, Column.REVIEWER, Column.DAY)]
        if not any(given):
            return {}
        former = message(
            "ledger.former",
            draft=row.says(Column.DRAFT),
            given=tuple(one for one in given if one),
            found=row.says(Column.FOUND) or "—",
            expected=row.says(Column.EXPECTED) or "—",
        )
        remark = "\n".join(filter(None, (row.says(Column.REMARK), render(former, self._language))))
        emptied = dict.fromkeys((Column.DECISION, Column.REVIEWER, Column.DAY), "")
        return {Column.REMARK: remark, **emptied}

    def _with(self, row: Row, words: Mapping[Column, str], *, state: State) -> Row:
        """The row with other words, where the sheet has the column and people did not write in the cell."""
        origin = row.origin
        if origin is None:
            return row
        taken = {
            column: text
            for column, text in words.items()
            if column in PEOPLES or (column in row.words and not row.by_hand(column))
        }
        marks = {column: digest(text) for column, text in taken.items() if column not in PEOPLES}
        if row.by_hand(Column.STATE):
            state = State.OPEN
        return replace(
            row,
            words={**row.words, **{column: text for column, text in taken.items() if column in row.words}},
            origin=replace(origin, state=state, written={**origin.written, **marks}),
        )

    def _records(self, rows: Collection[Row]) -> tuple[Record, ...]:
        """The records, with those of this run instead of older ones of the same matters."""
        now = [
            Record(row.keys, row.origin.values, text_mark(row.words))
            for row in rows
            if row.keys and row.origin is not None
        ]
        renewed = {key for one in now for key in one.keys}
        return (*(one for one in self._kept.records if renewed.isdisjoint(one.keys)), *now)


def _same_report(origin: Origin, report: Seen) -> bool:
    if origin.organ:
        return origin.organ == report.organ and origin.year in {None, report.year}
    return name_of(origin.file) == name_of(report.file)


def _marks(words: Mapping[Column, str]) -> dict[Column, str]:
    return {column: digest(text) for column, text in words.items() if column not in PEOPLES}


def _state(state: State, language: Language) -> str:
    return "" if state is State.OPEN else word(state, language)


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
