"""Which cell is wrong: the smallest sets of cells whose change makes the failed hard relations hold.

Every suggestion is verified by evaluating all relations around it again, reading cells just as the rules do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Alternative, CellPlace, SuggestedCell
from gouji.engine.checking.relations import CellKey, Relation, RelationKey
from gouji.engine.checking.slips import likelihood, slip_of
from gouji.engine.checking.text import decimals
from gouji.engine.checking.values import Unknown
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.engine.checking.views import View

_MOST_STEPS = 20_000
"""How far the search for covers goes before it gives up; some dozen failures need a few hundred."""


@dataclass(frozen=True, slots=True)
class Localised:
    """A set of failed relations with one cause.

    Attributes:
        unique: no other set of as few cells explains as much.
        explains: the failed relations that the change makes hold.
        alternatives: the changes that would do, the likeliest first.
    """

    unique: bool
    explains: tuple[RelationKey, ...]
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    cell: CellKey
    value: Fraction


def localise(view: View, relations: Sequence[Relation]) -> tuple[Localised, ...]:
    """The causes of all failed relations, in their order; failures that no single cell explains have none."""
    balances = [(relation, relation.balance(view)) for relation in relations]
    failed = {one.key: one for one, balance in balances if balance is not None and not one.holds(balance)}
    around: dict[CellKey, list[Relation]] = {}
    for relation, balance in balances:
        if balance is not None:
            for cell in relation.coefficients:
                around.setdefault(cell, []).append(relation)
    causes: list[Localised] = []
    for component in _components(list(failed.values())):
        causes += _explained(view, component, around)
    return tuple(causes)


def _components(failed: list[Relation]) -> Iterator[list[Relation]]:
    """Failed relations that share cells, directly or through others."""
    rest = list(failed)
    while rest:
        component, cells = [rest.pop(0)], set[CellKey]()
        for relation in component:
            cells.update(relation.coefficients)
            near = [one for one in rest if not cells.isdisjoint(one.coefficients)]
            component += near
            rest = [one for one in rest if one not in near]
        yield sorted(component, key=failed.index)


def _explained(view: View, failed: list[Relation], around: dict[CellKey, list[Relation]]) -> list[Localised]:
    repairs: dict[frozenset[RelationKey], list[_Candidate]] = {}
    keys = {relation.key for relation in failed}
    for cell in dict.fromkeys(cell for relation in failed for cell in relation.coefficients):
        value = _repair(view, cell, around[cell], keys)
        if value is not None:
            explained = frozenset(one.key for one in around[cell] if one.key in keys)
            repairs.setdefault(explained, []).append(_Candidate(cell, value))
    covers = _smallest_covers(frozenset(keys), list(repairs))
    if not covers:
        return _partly(view, failed, repairs)
    return [
        _localised(view, failed, explained, repairs[explained], unique=len(covers) == 1)
        for explained in _ordered(failed, covers[0])
    ]


def _repair(view: View, cell: CellKey, around: list[Relation], failed: set[RelationKey]) -> Fraction | None:
    """The value with which every relation around the cell holds; ``None`` when there is none, or many."""
    found = view.cell(*cell).value
    if isinstance(found, Unknown):
        return None
    exact = next((one for one in around if one.key in failed and one.operator == "="), None)
    if exact is None:
        return None
    balance = exact.balance(view)
    value = found - (balance or 0) / exact.coefficients[cell]
    if not may_hold(view, cell, value):
        return None
    change = value - found
    for relation in around:
        before = relation.balance(view)
        if before is None or not relation.holds(before + relation.coefficients[cell] * change):
            return None
    return value


def may_hold(view: View, cell: CellKey, value: Fraction) -> bool:
    """Whether the form lets the cell hold the value: no sign and no more decimals than declared."""
    table, row, column = cell
    items = (view.form(table).row_index[row], view.form(table).column_index[column])
    places = decimals(value)
    if places is None or places > max(item.decimals for item in items):
        return False
    return value >= 0 or any(item.signed for item in items)


def _smallest_covers(
    failed: frozenset[RelationKey], sets: list[frozenset[RelationKey]]
) -> list[tuple[frozenset[RelationKey], ...]]:
    """All ways to split the failed relations among as few of the sets as possible, if there are any."""
    best: list[tuple[frozenset[RelationKey], ...]] = []
    steps = 0

    def search(rest: frozenset[RelationKey], chosen: tuple[frozenset[RelationKey], ...]) -> None:
        nonlocal best, steps
        steps += 1
        if steps > _MOST_STEPS or (best and len(chosen) > len(best[0])):
            return
        if not rest:
            best = [*best, chosen] if best and len(best[0]) == len(chosen) else [chosen]
            return
        first = min(rest)
        for one in sets:
            if first in one and one <= rest:
                search(rest - one, (*chosen, one))

    search(failed, ())
    return [] if steps > _MOST_STEPS else best


def _partly(
    view: View, failed: list[Relation], repairs: dict[frozenset[RelationKey], list[_Candidate]]
) -> list[Localised]:
    """Where not all can be explained: what single cells explain best, never called certain."""
    causes, left = [], {relation.key for relation in failed}
    order = {relation.key: place for place, relation in enumerate(failed)}
    for explained in sorted(repairs, key=lambda one: (-len(one), min(order[key] for key in one))):
        if len(explained) > 1 and explained <= left:
            left -= explained
            causes.append(_localised(view, failed, explained, repairs[explained], unique=False))
    return causes


def _ordered(
    failed: list[Relation], cover: tuple[frozenset[RelationKey], ...]
) -> list[frozenset[RelationKey]]:
    order = {relation.key: place for place, relation in enumerate(failed)}
    return sorted(cover, key=lambda one: min(order[key] for key in one))


def _localised(
    view: View,
    failed: list[Relation],
    explained: frozenset[RelationKey],
    candidates: list[_Candidate],
    *,
    unique: bool,
) -> Localised:
    ranked = sorted(
        candidates, key=lambda one: (likelihood(slip_of(view, one.cell, one.value)), *_place(view, one.cell))
    )
    return Localised(
        unique and len(candidates) == 1,
        tuple(one.key for one in failed if one.key in explained),
        tuple(_alternative(view, one) for one in ranked),
    )


def _alternative(view: View, candidate: _Candidate) -> Alternative:
    use = view.cell(*candidate.cell).use
    place = CellPlace(view.name, *candidate.cell)
    return Alternative(
        (SuggestedCell(place, use.fact, candidate.value),), slip_of(view, candidate.cell, candidate.value)
    )


def _place(view: View, cell: CellKey) -> tuple[int, int, int]:
    table, row, column = cell
    form = view.form(table)
    return (
        list(view.schema.tables).index(table),
        list(form.row_index).index(row),
        list(form.column_index).index(column),
    )
