"""Puts tables from another file into the sections of a report, and compares tables that both hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.report import FactState
from gouji.engine.reading.document import Block, Document, Table
from gouji.grammar.catalogue import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gouji.engine.binding.binding import Bound
    from gouji.engine.binding.report import Fact
    from gouji.engine.reading.document import Location
    from gouji.grammar.messages import Argument

MOST_TOLD = 3
"""Cells named in a note about two tables that differ."""


def composed(
    document: Document, bound: Bound, other: Document, other_bound: Bound, tables: frozenset[str]
) -> Document:
    """The document with tables of another one in the sections they belong to, every place with its file.

    Args:
        document: the report's text, possibly put together already.
        bound: the text seen through its form, before anything was added.
        other: the document that holds the tables.
        other_bound: the same, seen through its form.
        tables: the tables to take over.
    """
    own = [_in_file(block, document.name) for block in document.blocks]
    headings = {
        section.id: replace(section.location, file=document.name)
        for section in reversed(bound.report.sections)
        if section.id is not None
    }
    places = {block.location: index for index, block in enumerate(own)}
    added: dict[int, list[Block]] = {}
    for section, block in _assigned(other, other_bound, bound, tables):
        index = places.get(headings[section], len(own) - 1) if section in headings else len(own) - 1
        added.setdefault(index, []).append(_in_file(block, other.name))
    blocks = [one for index, block in enumerate(own) for one in (block, *added.get(index, ()))]
    remarks = (*document.remarks, *(one for one in other.remarks if one not in document.remarks))
    return replace(document, blocks=tuple(blocks), remarks=remarks)


def _assigned(
    other: Document, seen: Bound, base: Bound, tables: frozenset[str]
) -> Iterator[tuple[str | None, Block]]:
    """The blocks to take over with the sections they go to; text goes with the table after it.

    Titles, and headings of sections that the report has, are said there already.
    """
    said = {section.location for section in seen.report.sections if base.report.section(section.id or "")}
    if seen.report.identity.title is not None:
        said.add(seen.report.identity.title.location)
    begins = {table.location: name for name, table in seen.report.tables.items()}
    waiting: list[Block] = []
    current: str | None = None
    for block in other.blocks:
        if block.location in said and not isinstance(block, Table):
            continue
        waiting.append(block)
        if not isinstance(block, Table):
            continue
        current = begins.get(block.location, current)
        if current in tables:
            section = seen.filled.schema.tables[current].section
            yield from ((section, one) for one in waiting)
        waiting = []
    if current in tables:
        yield from ((seen.filled.schema.tables[current].section, one) for one in waiting)


def _in_file(block: Block, name: str) -> Block:
    """The block with the file named in its places, unless one is named already."""
    if block.location.file is not None:
        return block
    if isinstance(block, Table):
        cells = tuple(replace(cell, location=_named(cell.location, name)) for cell in block.cells)
        return replace(block, cells=cells, location=_named(block.location, name))
    return replace(block, location=_named(block.location, name))


def _named(location: Location, name: str) -> Location:
    return replace(location, file=name)


def differing(one: Bound, other: Bound, tables: frozenset[str]) -> Mapping[str, Argument]:
    """What a note about tables that both hold says; empty when they hold the same numbers.

    Returns:
        ``count`` of the cells that differ and the first ``cells`` with both values.
    """
    found: list[str] = []
    for name in sorted(tables):
        form = one.filled.schema.tables[name]
        mine, theirs = one.report.tables[name].facts, other.report.tables[name].facts
        for row, column in mine.keys() & theirs.keys():
            left, right = _value(mine[row, column]), _value(theirs[row, column])
            if left != right:
                labels = (form.row_index.get(row), form.column_index.get(column))
                where = " · ".join(item.label for item in labels if item is not None)
                found.append(f"{where} {left}≠{right}")
    return {"count": len(found), "cells": tuple(sorted(found)[:MOST_TOLD])} if found else {}


def _value(fact: Fact) -> str:
    """What a cell counts as, in figures; blanks that count as 0 are 0."""
    if fact.state is FactState.VALUE and fact.value is not None:
        return number(fact.value)
    return "0" if fact.counts_as == "zero" else fact.raw.strip() or "?"
