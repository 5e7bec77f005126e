"""Which cells are wrong: the smallest sets whose change satisfies every hard relation, cause by cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from gouji.engine.binding.quantities import Interval
from gouji.engine.checking.outcomes import Alternative, CellPlace, Decider, SuggestedCell
from gouji.engine.checking.relations import Relation, RelationKey
from gouji.engine.checking.searching import Found, Repair, search
from gouji.engine.checking.shifting import Shift, shifted
from gouji.engine.checking.slips import likelihood, slip_of
from gouji.engine.checking.systems import System, systems_of
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass
from gouji.rules import solver

if TYPE_CHECKING:
    from gouji.engine.checking.ranges import Range
    from gouji.engine.checking.views import View

T = TypeVar("T")
MOST_SEARCHED = 8
MOST_LISTED = 4
"""Sets of more cells are not listed: who has to look at five cells had better look at all."""


@dataclass(frozen=True, slots=True)
class Localised:
    """Failed relations with one cause.

    Attributes:
        unique: no other set of as few cells explains as much.
        explains: the failed relations that the change makes hold.
        alternatives: the changes that would do, the likeliest first; none when they are too large to list.
        least: as many cells must be wrong, at the least.
        further: there are, or may be, sets of so many cells that are not listed.
        decided: what speaks for the first, where the relations alone allow several.
        note: why there is no more to be told.
    """

    unique: bool
    explains: tuple[RelationKey, ...]
    alternatives: tuple[Alternative, ...]
    least: int = 1
    further: bool = False
    decided: Decider | None = None
    note: Message | None = None


def localise(view: View, relations: Sequence[Relation]) -> tuple[Localised, ...]:
    """The causes of all failed relations; relations that no numbers at all satisfy have none."""
    causes: list[Localised] = []
    for system in systems_of(view, relations):
        found, note = _smallest(system)
        if found.complete and not found.repairs:
            continue
        if found.complete:
            blocks = list(_blocks(system, found.repairs))
        else:
            blocks = [_Block(frozenset(system.failed), found.repairs, found.least)]
        shifts = shifted(system) if any(block.least > 1 for block in blocks) else []
        causes += [replace(_localised(view, system, found, block, shifts), note=note) for block in blocks]
    return tuple(causes)


def _smallest(system: System) -> tuple[Found, Message | None]:
    """The smallest sets, and what is missing to find them where they are too large."""
    found = search(system, MOST_SEARCHED)
    if found.repairs or found.complete:
        return found, None
    if not solver.available():
        return found, message("localising.no_solver", missing=solver.missing())
    from gouji.engine.checking.solving import solved  # noqa: PLC0415 - the solver is slow to import

    return solved(system, found.least), None


@dataclass(frozen=True, slots=True)
class _Block:
    """Failed relations that are explained together, and all sets of cells that explain them."""

    failed: frozenset[RelationKey]
    options: tuple[Repair, ...]
    least: int


def _blocks(system: System, repairs: Sequence[Repair]) -> Iterator[_Block]:
    """The failed relations by cause: as many causes as can be told apart in every repair.

    Cells of a repair that share no relation have nothing to do with each other. Where every repair splits the
    failures in the same way, and its parts can be combined freely, the parts are causes of their own.
    """
    splits = [_parts(system, repair) for repair in repairs]
    merged = _merged([failed for split in splits for failed, _ in split])
    options: list[list[frozenset[int]]] = []
    for block in merged:
        cells = [
            frozenset(cell for failed, part in split if failed <= block for cell in part) for split in splits
        ]
        options.append(sorted(set(cells), key=sorted))
    combined = 1
    for each in options:
        combined *= len(each)
    if combined != len(repairs):
        yield _Block(frozenset().union(*merged), tuple(repairs), _size(system, repairs[0]))
        return
    for block, sets in zip(merged, options, strict=True):
        chosen = tuple(_part_of(repairs, cells) for cells in sets)
        yield _Block(block, chosen, _size(system, chosen[0]))


def _parts(system: System, repair: Repair) -> list[tuple[frozenset[RelationKey], frozenset[int]]]:
    """The cells of a repair by the relations that tie them, each with the failures that they explain."""
    failed = set(system.failed)
    touched = {
        relation.key: frozenset(row.factors) & repair.cells
        for relation, row in zip(system.relations, system.rows, strict=True)
    }
    groups = [frozenset(cells) for cells in _merged([one for one in touched.values() if one])]
    parts = []
    for cells in sorted(groups, key=min):
        explained = frozenset(key for key, one in touched.items() if key in failed and one <= cells and one)
        if explained:
            parts.append((explained, cells))
    return parts


def _merged(sets: Sequence[frozenset[T]]) -> list[frozenset[T]]:
    """The sets, those with something in common made one."""
    merged: list[frozenset[T]] = []
    for one in sets:
        near = [other for other in merged if not other.isdisjoint(one)]
        merged = [other for other in merged if other.isdisjoint(one)] + [one.union(*near)]
    return merged


def _part_of(repairs: Sequence[Repair], cells: frozenset[int]) -> Repair:
    """What a repair changes of the cells; it is the same in all that change them."""
    whole = next(repair for repair in repairs if cells <= repair.cells)
    return Repair({cell: change for cell, change in whole.changes.items() if cell in cells})


def _size(system: System, repair: Repair) -> int:
    return len(repair.cells - system.free)


def _localised(view: View, system: System, found: Found, block: _Block, shifts: Sequence[Shift]) -> Localised:
    """The cause of a block: its sets as changes of cells, and a shift that explains the same."""
    options = block.options if block.least <= MOST_LISTED else ()
    moved = [one for one in shifts if one.explains == block.failed]
    slips = {one.repair.cells: one.slip for one in moved}
    extra = [one.repair for one in moved if one.repair.cells not in {option.cells for option in options}]
    ranked = sorted(
        (_ranked(view, system, repair, slips.get(repair.cells)) for repair in (*options, *extra)),
        key=lambda one: one[0],
    )
    alternatives = tuple(alternative for _, alternative in ranked)
    unique = len(alternatives) == 1 and not extra and found.complete
    barred = unique and _barred(found, block.options[0].cells)
    return Localised(
        unique,
        tuple(key for key in system.failed if key in block.failed),
        alternatives,
        block.least,
        further=not found.complete or len(options) < len(block.options),
        decided=Decider.BOUNDS if barred else None,
    )


def _barred(found: Found, cells: frozenset[int]) -> bool:
    """Whether other cells would have done in place of these, could they hold the value."""
    others = [repair.cells - cells for repair in found.repairs if cells <= repair.cells]
    return any(rest <= barred for rest in others for barred in found.barred)


def _ranked(
    view: View, system: System, repair: Repair, slip: Message | None
) -> tuple[tuple[object, ...], Alternative]:
    cells = tuple(_suggested(view, system, cell, change) for cell, change in sorted(repair.changes.items()))
    slips = [slip_of(view, one) for one in cells]
    weight = sum(likelihood(one) for one in slips) if slip is None else likelihood(slip)
    if slip is None and len(set(slips)) == 1:
        slip = slips[0]
    return (weight, len(cells), sorted(repair.cells)), Alternative(cells, slip)


def _suggested(view: View, system: System, cell: int, change: Range) -> SuggestedCell:
    key = system.cells[cell]
    between = None
    if change.only is None:
        low = None if change.low is None else system.value(cell, change.low)
        below = None if change.high is None else system.value(cell, change.high + 1)
        between = Interval(low, below)
    value = system.value(cell, change.some)
    return SuggestedCell(CellPlace(view.name, *key), view.cell(*key).use.fact, value, between)
