"""A relation that the form prints in words, put as a rule to look at: 第一项加第二项之和等于第三项."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.authoring.numbering import numbered
from gouji.engine.authoring.sums import terms_of
from gouji.engine.binding.normalising import compact, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji.grammar.schema import Item, Table

_EQUALS = re.compile(r"等于|=")
_TERM = re.compile(r"(减去?|-)?(?:本表|本列|本栏)?第([一二三四五六七八九十]{1,3}|\d{1,2})[项行栏]")


def relation_check(sentence: str, tables: Sequence[Table]) -> str | None:
    """The sentence as a rule in English keywords; ``None`` when it cannot be told what it names.

    Its numbers are those of the outermost rows of the one table in whose corner it stands, or that has rows
    with all these numbers.
    """
    sides = _EQUALS.split(compact(sentence))
    terms = [_TERM.findall(side) for side in sides]
    if len(sides) != 2 or not all(terms):
        return None
    printed = [table for table in tables if table.corner and compact(sentence) in compact(table.corner)]
    for table in printed or tables:
        rows = _by_number(table)
        numbers = [whole_number(number) for side in terms for _, number in side]
        if all(number in rows for number in numbers):
            left, right = (_side(side, rows) for side in terms)
            return f"each column of {table.id}: {left} = {right}"
    return None


def _by_number(table: Table) -> Mapping[int | None, Item]:
    found = ((numbered(row.label), row) for row in table.rows)
    return {number.value: row for number, row in found if number is not None}


def _side(terms: Sequence[tuple[str, str]], rows: Mapping[int | None, Item]) -> str:
    text = ""
    for minus, number in terms:
        sign = (" - " if minus else " + ") if text else ""
        text += sign + " + ".join(terms_of(rows[whole_number(number)]))
    return text
