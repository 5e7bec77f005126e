"""The part of a table that shows a cause.

Rows that matter, columns of zeros folded into one, the suspect cells marked.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from gouji.engine.binding.report import FactState
from gouji.engine.writing.cells import breaks, cells, clip, pad
from gouji.engine.writing.naming import fact_text, grid_label
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from gouji.engine.binding.report import BoundTable, Fact
    from gouji.grammar.schema import Item, Path, Table

MOST_ROWS = 10
FEW_ROWS = 4
MOST_FACT = 16
LEAST_LABEL = 20
HEADS = (80, 12, 8, 6, 4)
"""Cells that a line of a column head may take, tried in this order."""
BRACKET = 3
"""Cells that the brackets around a suspect take at each side."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed column: one column of the table, or several next to each other that hold only zeros here."""

    columns: tuple[Path, ...]
    title: str


@dataclass(frozen=True)
class Excerpt:
    """An excerpt of one table.

    Attributes:
        table: the form's table.
        bound: the table as found.
        relevant: row and column of the cells that the findings looked at.
        suggested: the suspect cells with what each should hold, or ``None`` while that is open.
        language: of the words around the numbers.
    """

    table: Table
    bound: BoundTable
    relevant: AbstractSet[tuple[Path, Path]]
    suggested: Mapping[tuple[Path, Path], str | Message | None]
    language: Language

    def write(self, sheet: Sheet, indent: int = 2) -> None:
        """Write the heads and rows, ``indent`` cells from the left."""
        widths = self._widths(sheet.width - indent - LEAST_LABEL)
        labels = {row.path: grid_label(self.table.row_index, row.path) for row in self.shown}
        notes = {row.path: self._note(row.path) for row in self.shown}
        room = sheet.width - indent - sum(widths)
        beside = room - max(map(cells, notes.values()))
        left = min(
            max(LEAST_LABEL, beside if beside >= LEAST_LABEL else room), max(map(cells, labels.values()))
        )
        for titles in self._titles(widths):
            sheet.exact(" " * (indent + left), *titles)
        for skipped, row in self._with_gaps():
            if skipped:
                sheet.exact(" " * (indent + 4), Piece(self._say(self._gap(skipped)), "dim"))
            if row is not None:
                label = pad(clip(labels[row.path], left), left)
                numbers = [
                    Piece(
                        pad(self._text(row.path, heading), width, right=True),
                        "bold red" if self._suspect(row.path, heading) else "",
                    )
                    for heading, width in self._with(widths)
                ]
                note = Piece(notes[row.path], "bold green")
                if beside >= LEAST_LABEL:
                    sheet.exact(" " * indent, label, *numbers, note)
                else:
                    sheet.exact(" " * indent, label, *numbers)
                    if note.text:
                        sheet.paragraph(note, indent=indent + 2)

    @cached_property
    def keys(self) -> AbstractSet[tuple[Path, Path]]:
        """All cells the excerpt is about."""
        return set(self.relevant) | set(self.suggested)

    @cached_property
    def rows(self) -> Sequence[Item]:
        """The rows that hold such cells, in the order of the form."""
        found = {row for row, _ in self.keys}
        return [item for item in self.table.leaf_rows if item.path in found]

    @cached_property
    def shown(self) -> Sequence[Item]:
        """The suspects' rows, totals, and rows with a number, as many as fit; all rows when they are few."""
        ranked = sorted(self.rows, key=self._rank)[:MOST_ROWS]
        few = len(self.rows) <= FEW_ROWS
        kept = {item.path for item in ranked if few or self._rank(item) < 3}
        return [item for item in self.rows if item.path in kept]

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """The printed columns."""
        wanted = {column for _, column in self.keys}
        columns = [item for item in self.table.leaf_columns if item.path in wanted]
        headings = []
        for folds, items in groupby(columns, key=self._folds):
            members = tuple(items)
            if folds and len(members) > 1:
                headings.append(Heading(tuple(item.path for item in members), self._folded(members)))
            else:
                headings.extend(Heading((item.path,), item.label) for item in members)
        return headings

    def _rank(self, item: Item) -> int:
        if any(row == item.path for row, _ in self.suggested):
            return 0
        if item.total:
            return 1
        facts = (self.bound.facts.get((row, column)) for row, column in self.keys if row == item.path)
        return 2 if any(map(speaks, facts)) else 3

    def _folds(self, item: Item) -> bool:
        if item.total or any(column == item.path for _, column in self.suggested):
            return False
        return not any(speaks(self.bound.facts.get((row.path, item.path))) for row in self.shown)

    def _folded(self, members: tuple[Item, ...]) -> str:
        """A folded column is called by the group it is all of, else by how many columns it stands for."""
        parent = self.table.column_index.get(members[0].path[:-1])
        if parent and parent.children == members:
            return self._say(message("writing.folded_group", label=parent.label, count=len(members)))
        return self._say(message("writing.folded_columns", count=len(members)))

    def _with_gaps(self) -> Iterator[tuple[Sequence[Item], Item | None]]:
        """The shown rows, each with the rows left out before it; at last the rows left out after them."""
        skipped: list[Item] = []
        for item in self.rows:
            if item in self.shown:
                yield skipped, item
                skipped = []
            else:
                skipped.append(item)
        if skipped:
            yield skipped, None

    def _gap(self, skipped: Sequence[Item]) -> Message:
        zeros = all(self._rank(item) == 3 for item in skipped)
        return message("writing.rows_of_zeros" if zeros else "writing.rows_left_out", count=len(skipped))

    def _with(self, widths: Sequence[int]) -> Iterator[tuple[Heading, int]]:
        return zip(self.headings, widths, strict=True)

    def _widths(self, room: int) -> Sequence[int]:
        """Widths of the columns: heads on as few lines as the room allows."""
        widths: Sequence[int] = ()
        for head in HEADS:
            widths = [self._width(heading, head) for heading in self.headings]
            if sum(widths) <= room:
                break
        return widths

    def _width(self, heading: Heading, head: int) -> int:
        texts = (self._text(row.path, heading) for row in self.shown)
        title = min(cells(heading.title), head) + BRACKET * self._has_suspect(heading)
        return max(title, *map(cells, texts)) + 2

    def _titles(self, widths: Sequence[int]) -> Iterator[Sequence[str]]:
        """The lines of the column heads."""
        lines = []
        for heading, width in self._with(widths):
            room = width - 2 - BRACKET * self._has_suspect(heading)
            lines.append([heading.title[start:stop] for start, stop in breaks(heading.title, room, room)])
        for at in range(max(map(len, lines))):
            yield [
                pad(
                    (head[at] if at < len(head) else "") + " " * BRACKET * self._has_suspect(heading),
                    width,
                    right=True,
                )
                for head, (heading, width) in zip(lines, self._with(widths), strict=True)
            ]

    def _text(self, row: Path, heading: Heading) -> str:
        if len(heading.columns) > 1:
            return self._say(message("writing.all_zero"))
        fact = self.bound.facts.get((row, heading.columns[0]))
        text = "" if fact is None else clip(fact_text(fact, self.language), MOST_FACT)
        if self._suspect(row, heading):
            return f"【 {text} 】"
        return text + " " * BRACKET * self._has_suspect(heading)

    def _suspect(self, row: Path, heading: Heading) -> bool:
        return any((row, column) in self.suggested for column in heading.columns)

    def _has_suspect(self, heading: Heading) -> bool:
        return any(column in heading.columns for _, column in self.suggested)

    def _note(self, row: Path) -> str:
        """What the suspect cells of a row should hold, said at the end of the row."""
        wanted = [
            (heading, value)
            for heading in self.headings
            if (value := self.suggested.get((row, heading.columns[0]))) is not None
        ]
        if not wanted:
            return ""
        if [heading for heading, _ in wanted] == [self.headings[-1]]:
            return self._say(message("writing.should_be", value=wanted[0][1]))
        notes = tuple(
            message("writing.column_should_be", column=heading.title, value=value)
            for heading, value in wanted
        )
        return self._say(message("writing.should_be_list", items=notes))

    def _say(self, wording: Message) -> str:
        return render(wording, self.language)


def speaks(fact: Fact | None) -> bool:
    """Whether a cell holds anything but a zero."""
    if fact is None or fact.state is FactState.ABSENT:
        return False
    if fact.state is FactState.VALUE:
        return bool(fact.value)
    return fact.counts_as != "zero"
