"""What a letter to an organ is about: what of its report it is asked to correct or to look into."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gouji.engine.office.ledger import SETTLED, Column, Decision, Degree, Ledger, Row, flat
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.engine.office.matter import Matter


@dataclass(frozen=True, slots=True)
class Point:
    """A matter as a letter tells it, in the words of whoever decided on it; ``basis`` a line each."""

    degree: Degree
    where: str
    problem: str
    found: str = ""
    expected: str = ""
    advice: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one organ.

    Attributes:
        organ: empty when the report does not say whose it is; ``file`` is then all there is to call it by.
        year: of the report; ``draft`` which of its drafts was looked at, ``None`` where nobody counted.
    """

    organ: str
    year: int | None
    draft: int | None
    file: str
    points: tuple[Point, ...]


def is_returned(row: Row) -> bool:
    """Whether a row goes to its organ: people returned it, and it still stands; notes never go out."""
    return row.decision is Decision.RETURN and row.state not in SETTLED and row.degree is not Degree.INFO


def letters_from_ledger(ledger: Ledger) -> tuple[Letter, ...]:
    """A letter to each organ that has rows to be returned, in the order of the ledger."""
    groups: dict[str, list[Row]] = {}
    for row in ledger.rows:
        if is_returned(row) and row.organ and row.says(Column.PROBLEM):
            groups.setdefault(flat(_organ(row)) or f"\x00{_file(row)}", []).append(row)
    return tuple(_letter(rows) for rows in groups.values())


def point_of(matter: Matter) -> Point:
    """A matter that nobody decided on, as a letter tells it."""
    basis = "\n".join(matter.basis)
    return Point(
        Degree(matter.severity.value),
        matter.where,
        matter.problem,
        matter.found,
        matter.expected,
        matter.advice,
        basis,
    )


def _letter(rows: Iterable[Row]) -> Letter:
    found = tuple(rows)
    origins = [row.origin for row in found if row.origin is not None]
    years = Counter(origin.year for origin in origins if origin.year is not None)
    return Letter(
        _organ(found[0]),
        years.most_common(1)[0][0] if years else None,
        max((origin.draft for origin in origins), default=None),
        _file(found[0]),
        tuple(_point(row) for row in found),
    )


def _organ(row: Row) -> str:
    """Whose report it is; the words that stand in for a missing name are none."""
    nameless = row.origin is not None and not row.origin.organ and not row.by_hand(Column.ORGAN)
    return "" if nameless else row.organ


def _file(row: Row) -> str:
    return "" if row.origin is None else row.origin.file


def _point(row: Row) -> Point:
    where, problem, found, expected, advice = (
        row.says(column)
        for column in (Column.WHERE, Column.PROBLEM, Column.FOUND, Column.EXPECTED, Column.ADVICE)
    )
    return Point(row.degree, where, problem, found, expected, advice, row.says(Column.BASIS))
