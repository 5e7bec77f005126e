"""The sample report of a pack as a document: what examples change, and what a new pack is first tried on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from gouji.engine.reading.document import (
    Block,
    Cell,
    Document,
    FileFormat,
    ImageMark,
    Location,
    Paragraph,
    Table,
)
from gouji.engine.trial.layouts import PrintedCell, printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gouji.grammar.schema import Item, Path
    from gouji.grammar.schema import Table as FormTable
    from gouji.rules.pack import Pack

Changes = Mapping[str, Any]
IMAGE = "image"
COLLAPSED = "collapsed"


class UnknownPlaceError(ValueError):
    """An example changes something that the form does not have; ``place`` is its name as written."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def sample_document(pack: Pack, changes: Changes | None = None) -> Document:
    """The sample report of ``pack``: title, preamble, sections with their tables, all cells 0, and tail.

    Args:
        pack: the pack whose form is printed.
        changes: those of an example: ``cells text sections order rows columns tables``; others do not
            concern the document.

    Raises:
        UnknownPlaceError: the changes name a section, table, row, column or cell that is not there.
    """
    changes = changes or {}
    writer = _Writer()
    texts = _texts(pack, changes)
    for paragraph in _paragraphs(texts.get("title")):
        writer.paragraph(paragraph, heading=0)
    writer.paragraphs(texts.get("preamble"))
    tables = [table for table in pack.schema.tables.values() if _kept(changes, "tables", table.id)]
    for section, (number, title) in _headings(pack, changes).items():
        writer.paragraph(heading(number, title), heading=1)
        writer.paragraphs(texts.get(section))
        _add_others(writer, _part(changes, "sections").get(section) or {})
        for table in tables:
            if table.section == section:
                _add(writer, table, changes)
    writer.paragraphs(texts.get("tail"))
    return writer.document(pack.id)


@dataclass
class _Writer:
    """Collects blocks and counts them as a Word document would."""

    blocks: list[Block] = field(default_factory=list)
    paragraph_count: int = 0
    table_count: int = 0

    def paragraph(self, text: str, heading: int | None = None) -> None:
        self.paragraph_count += 1
        self.blocks.append(Paragraph(text, Location(paragraph=self.paragraph_count), heading))

    def paragraphs(self, texts: object) -> None:
        for text in _paragraphs(texts):
            self.paragraph(text)

    def image(self, name: str) -> None:
        self.paragraph_count += 1
        self.blocks.append(ImageMark(name, Location(paragraph=self.paragraph_count)))

    def table(self, form: FormTable, values: Mapping[tuple[Path, Path], str]) -> None:
        self.cells(printed(form, lambda row, column: values.get((row, column), "0")))

    def cells(self, printed_cells: Iterable[PrintedCell]) -> None:
        self.table_count += 1
        places: dict[int, int] = {}
        cells = []
        for cell in printed_cells:
            places[cell.row] = places.get(cell.row, 0) + 1
            location = Location(table=self.table_count, row=cell.row + 1, cell=places[cell.row])
            cells.append(Cell(cell.row, cell.column, cell.row_span, cell.column_span, cell.text, location))
        rows = max(cell.row + cell.row_span for cell in cells)
        columns = max(cell.column + cell.column_span for cell in cells)
        self.blocks.append(Table(tuple(cells), rows, columns, Location(table=self.table_count)))

    def document(self, name: str) -> Document:
        digest = hashlib.sha256("\0".join(map(_printed, self.blocks)).encode()).hexdigest()
        return Document(name, FileFormat.DOCX, digest, tuple(self.blocks))


def _printed(block: Block) -> str:
    """A block as a text that differs from those of other blocks."""
    if isinstance(block, Table):
        return "\1".join(f"{cell.row},{cell.column} {cell.text}" for cell in block.cells)
    return block.text if isinstance(block, Paragraph) else f"\2{block.name}"


def _texts(pack: Pack, changes: Changes) -> dict[str, Any]:
    sample = pack.sample
    texts = {
        **sample.get("sections", {}),
        **{name: sample.get(name) for name in ("title", "preamble", "tail")},
    }
    known = {*texts, *pack.schema.sections, *_part(changes, "sections")}
    for name, text in _part(changes, "text").items():
        if name not in known:
            raise UnknownPlaceError(name)
        texts[name] = text
    return texts


def _headings(pack: Pack, changes: Changes) -> dict[str, tuple[str, str]]:
    """Number and title of each section in the order of printing; an id the form lacks adds a section."""
    headings = {section.id: (section.number, section.title) for section in pack.schema.sections.values()}
    for name, change in _part(changes, "sections").items():
        if change is None:
            if headings.pop(name, None) is None:
                raise UnknownPlaceError(name)
            continue
        number, title = headings.get(name, ("", ""))
        headings[name] = (str(change.get("number", number)), str(change.get("title", title)))
    order = changes.get("order", list(headings))
    if unknown := [name for name in order if name not in headings]:
        raise UnknownPlaceError(unknown[0])
    return {name: headings[name] for name in [*order, *(name for name in headings if name not in order)]}


def heading(number: str, title: str) -> str:
    """A section's heading as printed; a number that ends in a numeral is parted from the title by a mark."""
    if not number or not title:
        return number or title
    return f"{number}、{title}" if number[-1].isalnum() else f"{number}{title}"


def _add_others(writer: _Writer, change: Mapping[str, Any]) -> None:
    """The pictures and tables that an example puts into a section, besides the tables of the form."""
    for _ in range(int(change.get("images", 0))):
        writer.image(IMAGE)
    for _ in range(int(change.get("tables", 0))):
        writer.cells([PrintedCell("0", 0, 0)])


def _add(writer: _Writer, table: FormTable, changes: Changes) -> None:
    if _part(changes, "tables").get(table.id) == IMAGE:
        writer.image(table.label or table.id)
        return
    form = replace(
        table,
        rows=_changed(table.rows, _part(changes, "rows").get(table.id, {})),
        columns=_changed(table.columns, _part(changes, "columns").get(table.id, {})),
    )
    values = {}
    for name, value in _part(changes, "cells").get(table.id, {}).items():
        row, column = _cell(form, name)
        values[row, column] = str(value)
    writer.table(form, values)


def _cell(form: FormTable, name: str) -> tuple[Path, Path]:
    places = tuple(tuple(part.strip().split(".")) for part in name.split(","))
    if len(places) != 2 or not form.has_cell(*places):
        raise UnknownPlaceError(f"{form.id}[{name}]")
    return places[0], places[1]


def _changed(items: Sequence[Item], changes: Mapping[str, Any]) -> tuple[Item, ...]:
    known = {item.key for top in items for item in top.walk()}
    if unknown := [key for key in changes if key not in known]:
        raise UnknownPlaceError(unknown[0])
    return tuple(_kept_items(items, changes))


def _kept_items(items: Iterable[Item], changes: Mapping[str, Any]) -> Iterator[Item]:
    for item in items:
        change = changes.get(item.key, {})
        if change is None:
            continue
        children = () if change == COLLAPSED else tuple(_kept_items(item.children, changes))
        if item.children and not children and change != COLLAPSED:
            continue
        label = item.label if change == COLLAPSED else str(change.get("label", item.label))
        yield replace(item, label=label, children=children)


def _kept(changes: Changes, kind: str, name: str) -> bool:
    return _part(changes, kind).get(name, "") is not None


def _part(changes: Changes, name: str) -> Mapping[str, Any]:
    return changes.get(name) or {}


def _paragraphs(texts: object) -> list[str]:
    if texts is None:
        return []
    return [str(text) for text in texts] if isinstance(texts, (list, tuple)) else [str(texts)]
