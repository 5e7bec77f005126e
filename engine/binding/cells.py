"""What a cell says: a number with its unit and note, a blank, a placeholder, or nothing that can be read."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.engine.binding.chinese_numerals import chinese_number
from gouji.engine.binding.normalising import compact, folded
from gouji.engine.binding.patterns import Patterns, cleared
from gouji.engine.binding.report import Fact, FactState
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.engine.reading.document import Location
    from gouji.grammar.schema import Item, Table

_NUMBER = re.compile(
    r"(?P<sign>[+\-−减增])?"
    r"(?P<integer>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?"
    r"(?P<myriad>[万亿])?(?P<unit>[千百]万?元|[\u4e00-\u9fff]{1,2})?"
    r"(?P<note>\(.*\)|\[.*\])?"
)
_CHINESE = re.compile(
    r"(?P<sign>[减增])?(?P<numeral>[〇零○一二两三四五六七八九十][〇零○一二两三四五六七八九十百千万亿]*)"
    r"(?P<unit>[\u4e00-\u9fff])?"
)
_SPACE_INSIDE_NUMBER = re.compile(r"\d\s+[\d.,]|[.,]\s+\d")
_MYRIADS = {"万": Fraction(10**4), "亿": Fraction(10**8)}
_MONEY = {
    "元": Fraction(1),
    "角": Fraction(1, 10),
    "分": Fraction(1, 100),
    "千元": Fraction(1000),
    "万元": Fraction(10**4),
    "百万元": Fraction(10**6),
    "千万元": Fraction(10**7),
    "亿元": Fraction(10**8),
}


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells the way a pack asks.

    Attributes:
        placeholders: cell texts that stand for "nothing".
        residue: patterns of marks that a conversion leaves.
    """

    placeholders: frozenset[str]
    residue: Patterns

    def fact(self, raw: str, location: Location, table: Table, row: Item, column: Item) -> Fact:
        """The fact of one cell of ``table``; never raises, whatever the text."""
        state, value, unit, note = self._read(raw, column.unit or row.unit)
        counts_as = {FactState.BLANK: table.blank, FactState.PLACEHOLDER: table.placeholder}.get(state)
        return Fact(state, raw, value, counts_as, unit, note, location)

    def is_value(self, text: str) -> bool:
        """Whether a text can only be the content of a cell: a number or a placeholder."""
        return self._read(text, None)[0] in {FactState.VALUE, FactState.PLACEHOLDER}

    def is_number(self, text: str) -> bool:
        """Whether a text is a number."""
        return self._read(text, None)[0] is FactState.VALUE

    def _read(self, raw: str, unit: str | None) -> tuple[FactState, Fraction | None, str | None, str | None]:
        return _read(cleared(self.residue, raw), unit, self.placeholders)


@lru_cache(maxsize=4096)
def _read(
    text: str, declared: str | None, placeholders: frozenset[str]
) -> tuple[FactState, Fraction | None, str | None, str | None]:
    flat = compact(text)
    if not flat:
        return FactState.BLANK, None, None, None
    if flat in placeholders:
        return FactState.PLACEHOLDER, None, None, None
    read = None if _SPACE_INSIDE_NUMBER.search(folded(text)) else _number(flat) or _chinese(flat)
    if read is None:
        return FactState.UNREADABLE, None, None, None
    value, unit, note = read
    if unit in _MONEY and declared in _MONEY:
        value = value * _MONEY[unit] / _MONEY[declared]
    return FactState.VALUE, value, unit, note


def _number(flat: str) -> tuple[Fraction, str | None, str | None] | None:
    found = _NUMBER.fullmatch(flat)
    if found is None:
        return None
    value = Fraction(found["integer"].replace(",", "") + (found["fraction"] or ""))
    myriad, unit = found["myriad"] or "", found["unit"] or ""
    if myriad + unit in _MONEY:
        unit = myriad + unit
    elif myriad:
        value *= _MYRIADS[myriad]
    if found["sign"] in {"-", "−", "减"}:
        value = -value
    note = found["note"]
    return value, unit or None, note[1:-1] if note else None


def _chinese(flat: str) -> tuple[Fraction, str | None, None] | None:
    found = _CHINESE.fullmatch(flat)
    value = chinese_number(found["numeral"]) if found else None
    if found is None or value is None:
        return None
    return Fraction(-value if found["sign"] == "减" else value), found["unit"], None


@lru_cache(maxsize=32)
def cell_reader(placeholders: Patterns, residue: Patterns) -> CellReader:
    """The reader of cells for a pack's placeholders and residue patterns."""
    return CellReader(frozenset(compact(text) for text in placeholders), residue)
