"""Which cells of a form can be wrong unnoticed, and which can be named when they are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from gouji.engine.checking.relations import HARD
from gouji.grammar.records import dataclass, parts
from gouji.grammar.typed import CellGroup, CellValue, TypedGuard, TypedRule, TypedScope, Whose
from gouji.rules.linear import Cell, LinearRelation, linear_relations

if TYPE_CHECKING:
    from gouji.grammar.schema import Path, Schema, Table
    from gouji.rules.pack import Pack, Rule


class Detection(StrEnum):
    """Whether a wrong figure in a cell, all others right, breaks a relation."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    """Only inequalities watch it: an error that keeps them is not seen."""

    NEVER = "never"


@dataclass(frozen=True)
class CellWatch:
    """What the relations of a form see of one cell.

    Attributes:
        relations: those the cell stands in.
        detection: whether a single error in it is noticed.
        block: the cells, itself among them, any of which explains such an error just as well; the cell alone
            when it can be named; empty when an error may go unnoticed.
        readers: ids of the other rules that look at the cell: at what the text says of it, at last year's.
    """

    cell: Cell
    relations: tuple[LinearRelation, ...]
    detection: Detection
    block: tuple[Cell, ...]
    readers: tuple[str, ...]

    @property
    def located(self) -> bool:
        """Whether a single error is traced to this cell and no other."""
        return len(self.block) == 1


@dataclass(frozen=True)
class FormMap:
    """The cells of a form, table by table, in its order."""

    cells: Mapping[Cell, CellWatch]

    def of(self, table: str) -> tuple[CellWatch, ...]:
        """The cells of one table."""
        return tuple(watch for watch in self.cells.values() if watch.cell[0] == table)

    @property
    def detected(self) -> float:
        """How many cells of hundred have their errors noticed whatever they are."""
        return _percent([watch.detection is Detection.ALWAYS for watch in self.cells.values()])

    @property
    def located(self) -> float:
        """How many cells of hundred are named when they are wrong."""
        return _percent([watch.located for watch in self.cells.values()])


def _percent(flags: Sequence[bool]) -> float:
    return 100 * sum(flags) / len(flags) if flags else 100.0


def form_map(pack: Pack) -> FormMap:
    """What the relations of the pack see of each cell of its form."""
    rules = [rule for rule in pack.rules.values() if rule.disabled is None]
    relations = [one for rule in rules for one in linear_relations(rule, pack.schema)]
    around: dict[Cell, list[int]] = {}
    for number, relation in enumerate(relations):
        for cell in relation.coefficients:
            around.setdefault(cell, []).append(number)
    every = [
        (table.id, row, column) for table in pack.schema.tables.values() for row, column in table.cells()
    ]
    blocks = _blocks(every, relations, around)
    readers = _readers(rules, pack.schema)
    found = {}
    for cell in every:
        watching = [relations[number] for number in around.get(cell, ())]
        named = {one.rule.id for one in watching}
        found[cell] = CellWatch(
            cell,
            tuple(watching),
            _detection(watching),
            blocks.get(cell, ()),
            tuple(one for one in readers.get(cell, ()) if one not in named),
        )
    return FormMap(found)


def _detection(relations: Sequence[LinearRelation]) -> Detection:
    if any(one.operator == "=" for one in relations):
        return Detection.ALWAYS
    return Detection.SOMETIMES if relations else Detection.NEVER


def _blocks(
    cells: Sequence[Cell], relations: Sequence[LinearRelation], around: Mapping[Cell, Sequence[int]]
) -> dict[Cell, tuple[Cell, ...]]:
    """Cells that break the same equations in the same proportion: no relation can tell their errors apart."""
    alike: dict[tuple[tuple[int, Fraction], ...], list[Cell]] = {}
    for cell in cells:
        hard = [
            (number, relations[number].coefficients[cell])
            for number in around.get(cell, ())
            if relations[number].operator == "=" and relations[number].rule.ground in HARD
        ]
        if hard:
            first = hard[0][1]
            alike.setdefault(tuple((number, factor / first) for number, factor in hard), []).append(cell)
    return {cell: tuple(block) for block in alike.values() for cell in block}


def _readers(rules: Sequence[Rule], schema: Schema) -> dict[Cell, list[str]]:
    """The rules that name each cell, by row and column or through a scope over a table of their choice."""
    found: dict[Cell, dict[str, None]] = {}
    for rule in rules:
        for cell in _named(rule.typed, schema):
            found.setdefault(cell, {})[rule.id] = None
    return {cell: list(names) for cell, names in found.items()}


def _named(rule: TypedRule, schema: Schema) -> Iterator[Cell]:
    scopes = [clause for clause in rule.clauses if isinstance(clause, TypedScope)]
    conditions = [clause.condition for clause in rule.clauses if isinstance(clause, TypedGuard)]
    for node in _cells_in((*conditions, rule.condition)):
        table = schema.tables.get(node.table) if isinstance(node.table, str) else None
        if table is None or node.whose is not Whose.SELF:
            continue
        rows, columns = (
            ((node.row,), (node.column,)) if isinstance(node, CellValue) else (node.rows, node.columns)
        )
        for row, column in product(
            _paths(rows, scopes, table, rows=True), _paths(columns, scopes, table, rows=False)
        ):
            if table.has_cell(row, column):
                yield table.id, row, column


def _cells_in(node: object) -> Iterator[CellValue | CellGroup]:
    if isinstance(node, CellValue | CellGroup):
        yield node
    for part in node if isinstance(node, tuple) else parts(node):
        yield from _cells_in(part)


def _paths(
    references: Sequence[Any], scopes: Sequence[TypedScope], table: Table, *, rows: bool
) -> Iterator[Path]:
    """The rows (columns) that references may stand for."""
    leaves = table.leaf_rows if rows else table.leaf_columns
    for one in references:
        if not isinstance(one, int):
            yield one
            continue
        instances = scopes[one].instances if one < len(scopes) else None
        if instances is None:
            yield from (leaf.path for leaf in leaves)
        else:
            yield from dict.fromkeys(instance[0 if rows else -1] for instance in instances)
