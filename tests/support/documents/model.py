"""A report before it is a file: who reports on which year, in which words, with which figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from types import MappingProxyType
from typing import Any

from gouji.engine.reading.document import Document
from gouji.engine.trial.sample import sample_document
from gouji.grammar.schema import Path
from gouji.rules.pack import Pack

from documents.figures import figures

ORGANS = ("青川市柳桥区水务局", "云江市青禾区文化和旅游局", "白石县统计局", "松河市教育局")
Facts = Mapping[tuple[Path, Path], str]


@dataclass(frozen=True)
class Report:
    """A report on a form.

    Attributes:
        texts: the paragraphs by section id, and those of ``title``, ``preamble`` and ``tail``.
        facts: what the cells hold, by table; a cell not named holds 0.
    """

    pack: Pack
    organ: str
    year: int
    texts: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, Facts]

    def value(self, table: str, row: Path, column: Path) -> Fraction:
        """The number in a cell, in the unit of its column."""
        raw = self.facts.get(table, {}).get((row, column), "0")
        unit = self.pack.schema.tables[table].column_index[column].unit or ""
        return Fraction(raw.removesuffix(unit))

    def values(self) -> dict[tuple[str, Path, Path], Fraction]:
        """The number in every cell of the form, by table, row and column."""
        return {
            (table.id, row, column): self.value(table.id, row, column)
            for table in self.pack.schema.tables.values()
            for row, column in table.cells()
        }

    def document(self) -> Document:
        """The report on its form, as it is printed."""
        cells = {
            table: {f"{'.'.join(row)}, {'.'.join(column)}": raw for (row, column), raw in facts.items()}
            for table, facts in self.facts.items()
        }
        changes: dict[str, Any] = {"text": dict(self.texts), "cells": cells}
        return sample_document(self.pack, changes)


def report_on(pack: Pack, random: Random, last_year: int = 2025) -> Report:
    """A consistent report on the form of ``pack``: the words of its sample, of another organ and year."""
    organ = random.choice(ORGANS)
    first, last = pack.years
    year = random.randint(first or last_year, last or last_year)
    sample = pack.sample

    def reworded(text: str) -> str:
        years = {str(sample["year"] + step): str(year + step) for step in (0, 1)}
        dated = re.sub("|".join(f"{known}(?=年)" for known in years), lambda found: years[found[0]], text)
        return dated.replace(sample["organ"], organ)

    said = {**sample["sections"], **{name: sample[name] for name in ("title", "preamble", "tail")}}
    texts = {
        name: tuple(map(reworded, [text] if isinstance(text, str) else text)) for name, text in said.items()
    }
    facts = {table.id: figures(table, random, year) for table in pack.schema.tables.values()}
    return Report(pack, organ, year, MappingProxyType(texts), MappingProxyType(facts))
