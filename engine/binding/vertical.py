"""Tables that lost their shape: one cell a line, as a copy from a web page leaves them."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from gouji.engine.binding.labels import TableIndex, index_of
from gouji.engine.binding.normalising import compact, label_of
from gouji.engine.binding.patterns import cleared
from gouji.engine.binding.pieces import Entry, Piece, Row, printed
from gouji.engine.reading.document import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from gouji.engine.binding.cells import CellReader
    from gouji.engine.binding.report import TextLine
    from gouji.grammar.schema import Schema, Table

_IN_ROWS = frozenset({"row", "values", "value"})
_FEWEST_ROWS = 4
_FEWEST_LABELS = 3
_LONGEST_GAP = 2
_MOST_LINES = 3
_LONGEST_CELL = 60


def is_vertical(piece: Piece) -> bool:
    """Whether every row of the piece holds one cell."""
    return (
        not piece.spans_known
        and len(piece.rows) >= _FEWEST_ROWS
        and all(len(printed(row)) < 2 for row in piece.rows)
    )


def upright(piece: Piece, index: TableIndex, cells: CellReader) -> Piece:
    """The piece with its cells put back in rows: a row begins with a label, and its values follow."""
    rows: list[list[Entry]] = []
    kinds: list[str] = []
    entries = [next((entry for entry in row if entry.text), row[0]) for row in piece.rows if row]
    mended = list(_mended(entries, index, cells))
    for entry, after in zip_longest(mended, mended[1:]):
        kind = _kind(entry, kinds[-1] if kinds else "head", index, cells)
        if kind == "head" and kinds and kinds[-1] in _IN_ROWS and _names_row(entry, after, index, cells):
            kind = "row"
        if rows and _goes_on(kind, kinds[-1], entry, rows[-1], index):
            rows[-1].append(replace(entry, start=len(rows[-1]), end=len(rows[-1]) + 1))
            kinds[-1] = kind if kind != "value" or kinds[-1] != "row" else "values"
        else:
            rows.append([replace(entry, start=0, end=1)])
            kinds.append(kind)
    return replace(piece, rows=tuple(map(tuple, rows)), width=max(map(len, rows), default=0))


def _mended(entries: Sequence[Entry], index: TableIndex, cells: CellReader) -> Iterator[Entry]:
    """The cells, labels that were broken over two or three lines put together."""
    number = 0
    while number < len(entries):
        entry, size = entries[number], 1
        for more in range(2, _MOST_LINES + 1) if not _is_cell(entry, index, cells) else ():
            parts = entries[number : number + more]
            text = "".join(part.text for part in parts)
            if len(parts) == more and all(part.text for part in parts) and _is_label(text, index):
                entry, size = replace(entry, text=text, label=label_of(text)), more
                break
        yield entry
        number += size


def _is_cell(entry: Entry, index: TableIndex, cells: CellReader) -> bool:
    return entry.blank or cells.is_value(entry.text) or _is_label(entry.text, index)


def _kind(entry: Entry, last: str, index: TableIndex, cells: CellReader) -> str:
    if entry.label.body in index.headings and index.table.layout == "blocks":
        return "heading"
    if entry.blank or (cells.is_value(entry.text) and not index.columns.find(entry.label)):
        return "value"
    if index.table.layout == "heads" or not index.rows.find(entry.label):
        return "head"
    may_be_column = not entry.label.number and index.columns.find(entry.label) is not None
    return "head" if may_be_column and last == "head" else "row"


def _names_row(entry: Entry, after: Entry | None, index: TableIndex, cells: CellReader) -> bool:
    """Whether a text between rows is the label of a row that the form does not have."""
    may_be_column = not entry.label.number and index.columns.find(entry.label) is not None
    if index.table.layout == "heads" or may_be_column:
        return False
    if entry.label.body in index.decoration or entry.label.body in index.headings:
        return False
    return after is not None and cells.is_value(after.text)


def _goes_on(kind: str, last: str, entry: Entry, row: Row | list[Entry], index: TableIndex) -> bool:
    """Whether a cell belongs to the row that is being put together."""
    if kind == "value":
        return last in {"row", "values", "value"}
    if kind == "row":
        above, below = index.rows.find(row[-1].label), index.rows.find(entry.label)
        if last != "row" or above is None:
            return False
        return below is None or _is_below(above.items[0].path, below.items[-1].path)
    return kind == "head" and last == "head"


def _is_below(group: tuple[str, ...], path: tuple[str, ...]) -> bool:
    return len(path) > len(group) and path[: len(group)] == group


def found_in_lines(
    lines: Sequence[TextLine], section: str, schemas: Iterable[Schema], cells: CellReader
) -> tuple[Piece, Sequence[TextLine]] | None:
    """The table that a run of lines of a section is, with the lines that are its cells.

    Args:
        lines: the lines of the section.
        section: its id.
        schemas: the forms to look for.
        cells: reads values.
    """
    tables = [table for schema in schemas for table in schema.tables.values() if table.section == section]
    best: tuple[int, Sequence[TextLine]] = (0, ())
    for table in tables:
        labels, run = _run(lines, table, cells)
        if labels > best[0]:
            best = labels, run
    if best[0] < _FEWEST_LABELS:
        return None
    rows = tuple((_entry(line, number, cells),) for number, line in enumerate(best[1]))
    return Piece(rows, spans_known=False, width=1, location=best[1][0].location, section=section), best[1]


def _entry(line: TextLine, number: int, cells: CellReader) -> Entry:
    text = cleared(cells.residue, line.text)
    return Entry(0, 1, text, label_of(text), Cell(number, 0, 1, 1, line.text, line.location))


def _run(lines: Sequence[TextLine], table: Table, cells: CellReader) -> tuple[int, Sequence[TextLine]]:
    """The stretch of lines with most labels of ``table`` among its values, and how many labels it has."""
    index = index_of(table)
    is_label = [_is_label(line.text, index) for line in lines]
    is_cell = [label or cells.is_value(line.text) for label, line in zip(is_label, lines, strict=True)]
    best: tuple[int, Sequence[TextLine]] = (0, ())
    start = 0
    while start < len(lines):
        if not is_label[start]:
            start += 1
            continue
        end = _end(lines, is_cell, start)
        labels = sum(is_label[start:end])
        if labels > best[0] and labels < end - start:
            best = labels, lines[start:end]
        start = end
    return best


def _end(lines: Sequence[TextLine], is_cell: Sequence[bool], start: int) -> int:
    """Where the run from ``start`` ends: after its last cell before a longer stretch of other text."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        if is_cell[number]:
            end = number + 1
        elif (
            number - end >= _LONGEST_GAP
            or len(lines[number].text) > _LONGEST_CELL
            or "。" in lines[number].text
        ):
            break
    return end


def _is_label(text: str, index: TableIndex) -> bool:
    if len(compact(text)) > _LONGEST_CELL:
        return False
    label = label_of(text)
    tests: tuple[Callable[[], object], ...] = (
        lambda: label.body in index.headings,
        lambda: label.body in index.decoration,
        lambda: index.rows.find(label),
        lambda: index.columns.find(label),
    )
    return any(test() for test in tests)


def with_lines_as_tables(
    sections: Mapping[str, Sequence[TextLine]], schemas: Sequence[Schema], cells: CellReader
) -> Mapping[str, tuple[Piece, Sequence[TextLine]]]:
    """For each section whose table stands there as lines: the table, and the lines it is made of."""
    found = {name: found_in_lines(lines, name, schemas, cells) for name, lines in sections.items()}
    return {name: result for name, result in found.items() if result is not None}
