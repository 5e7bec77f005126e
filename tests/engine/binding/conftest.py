"""Documents built in code, and the layouts in which real reports print their tables."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
from documents.rows import indented_rows, piped_rows
from gouji.engine.binding.binding import BindingOptions, Bound, bind
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
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library
from gouji.rules.pack import Pack

Rows = Sequence[Sequence[str]]


def document(*blocks: str | Block, name: str = "report.docx") -> Document:
    """A document; strings are paragraphs."""
    placed = [
        Paragraph(block, Location(paragraph=number)) if isinstance(block, str) else block
        for number, block in enumerate(blocks, 1)
    ]
    return Document(name, FileFormat.DOCX, "0" * 64, tuple(placed))


def grid(*rows: str) -> Table:
    """A table with spans: cells parted by ``|``; ``<`` prolongs the cell at its left, ``^`` the one above."""
    texts = [[text.strip() for text in row.split("|")] for row in rows]
    cells = []
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            width = 1 + len(list(_while(row[c + 1 :], "<")))
            height = 1 + len(list(_while([line[c] for line in texts[r + 1 :]], "^")))
            cells.append(
                Cell(r, c, height, width, text.replace("↵", "\n"), Location(table=1, row=r + 1, cell=c + 1))
            )
    return Table(tuple(cells), len(texts), len(texts[0]), Location(table=1))


def listed(rows: Rows) -> Table:
    """A table of a plain text, which knows no spans."""
    cells = tuple(
        Cell(r, c, 1, 1, text, Location(line=r + 1, column=c + 1))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Table(cells, len(rows), max(map(len, rows)), Location(line=1), spans_known=False)


def _while(texts: Sequence[str], mark: str):
    for text in texts:
        if text != mark:
            return
        yield text


def indented(table: Table) -> Table:
    """As converters print it: cells of rows above leave blank cells, wide cells only one."""
    return listed(indented_rows(table))


def piped(table: Table) -> Table:
    """As web pages copy: cells of rows above leave nothing, every row is padded at its end."""
    return listed(piped_rows(table))


def upright(table: Table) -> list[str]:
    """One cell a line, in reading order."""
    return [cell.text for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column))]


def values(bound: Bound, table: str) -> Mapping[str, Fraction | None]:
    """The values of a table by ``row,column``."""
    facts = bound.report.tables[table].facts
    return {f"{'.'.join(row)},{'.'.join(column)}": fact.value for (row, column), fact in facts.items()}


def with_tables(source: Document, change) -> Document:
    """The document with every table replaced by the blocks ``change`` makes of it."""
    blocks: list[Block] = []
    for block in source.blocks:
        if not isinstance(block, Table):
            blocks.append(block)
            continue
        made = change(block)
        for part in made if isinstance(made, list) else [made]:
            blocks.append(Paragraph(part, Location(line=len(blocks))) if isinstance(part, str) else part)
    return replace(source, blocks=tuple(blocks))


def doubts(bound: Bound, table: str) -> list[str]:
    """The keys of what is uncertain about a table."""
    return [message.key for message in bound.report.tables[table].uncertain]


def notes(bound: Bound, table: str) -> list[str]:
    """The keys of what was noted about a table without any doubt."""
    return [message.key for message in bound.report.tables[table].notes]


@pytest.fixture(scope="session")
def forms() -> tuple[Pack, ...]:
    return Library().forms()


@pytest.fixture(scope="session")
def form(forms) -> Pack:
    """The form of the report years from 2021."""
    return next(pack for pack in forms if pack.id == "cn-2021")


@pytest.fixture(scope="session")
def old_form(forms) -> Pack:
    """The form of the report years 2019 and 2020."""
    return next(pack for pack in forms if pack.id == "cn-2019")


@pytest.fixture(scope="session")
def invented_form() -> Pack:
    """A form that exists nowhere, with other sections, labels and numbering."""
    folder = Path(__file__).parents[2] / "fixtures" / "packs" / "fictitious"
    return next(pack for pack in Library((folder,)).forms() if pack.id == "fictitious")


@pytest.fixture(scope="session")
def make(forms) -> SimpleNamespace:
    def bound(source: Document, **options) -> Bound:
        result = bind(source, forms, BindingOptions(**options))
        assert isinstance(result, Bound)
        return result

    return SimpleNamespace(
        document=document,
        grid=grid,
        listed=listed,
        indented=indented,
        piped=piped,
        upright=upright,
        values=values,
        with_tables=with_tables,
        doubts=doubts,
        notes=notes,
        sample=sample_document,
        bound=bound,
        image=lambda name="": ImageMark(name, Location()),
        heading=lambda text, level=1: Paragraph(text, Location(), level),
    )
