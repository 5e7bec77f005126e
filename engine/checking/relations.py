"""The hard relations of a form as they apply to one report: linear, over cells that the report has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.checking.values import ZERO, Unknown, compare
from gouji.engine.checking.views import View, enclosing
from gouji.grammar.records import dataclass
from gouji.grammar.schema import Path, dotted
from gouji.rules.pack import Ground

if TYPE_CHECKING:
    from gouji.grammar.syntax import Comparator
    from gouji.rules.linear import LinearRelation

CellKey = tuple[str, Path, Path]
RelationKey = tuple[str, str]
HARD = frozenset({Ground.PRINTED, Ground.ARITHMETIC})
"""What the form itself prints, or its labels imply: relations that a right report cannot break."""


@dataclass(frozen=True, slots=True)
class Relation:
    """``Σ coefficient · cell + constant  OP  0`` for one instance of a rule."""

    rule: str
    instance: str
    coefficients: Mapping[CellKey, Fraction]
    constant: Fraction
    operator: Comparator

    @property
    def key(self) -> RelationKey:
        """Rule and instance."""
        return self.rule, self.instance

    def balance(self, view: View) -> Fraction | None:
        """What the left side comes to; ``None`` when a cell is unknown."""
        total = self.constant
        for cell, coefficient in self.coefficients.items():
            value = view.cell(*cell).value
            if isinstance(value, Unknown):
                return None
            total += coefficient * value
        return total

    def holds(self, balance: Fraction) -> bool:
        """Whether the relation holds when its left side comes to ``balance``."""
        return compare(self.operator, balance, ZERO) is True


def relations_on(view: View, declared: Iterable[LinearRelation]) -> tuple[Relation, ...]:
    """The declared relations with collapsed groups in place of their members.

    What cannot be said of this report is left out.
    """
    found: dict[RelationKey, Relation] = {}
    for one in declared:
        relation = _on(view, one)
        if relation is not None and relation.coefficients:
            found.setdefault(relation.key, relation)
    return tuple(found.values())


def _on(view: View, declared: LinearRelation) -> Relation | None:
    instance = declared.instance
    cells: dict[CellKey, Fraction] = dict(declared.coefficients)
    for rows in (True, False):
        for table in {key[0] for key in cells}:
            for group in view.collapsed(table, rows=rows):
                joined = _joined(view, cells, (table, group), rows=rows)
                if joined is None:
                    return None
                cells, member = joined
                if member is not None:
                    instance = _renamed(instance, member, group)
    return Relation(declared.rule.id, instance, cells, declared.constant, declared.operator)


def _joined(
    view: View, cells: dict[CellKey, Fraction], group: tuple[str, Path], *, rows: bool
) -> tuple[dict[CellKey, Fraction], Path | None] | None:
    """The cells with those of a group's members replaced by the group's.

    With it comes the member, when the relation is only about that one.
    """
    table, path = group
    only = frozenset({path})
    members = {key: key[1] if rows else key[2] for key in cells if key[0] == table}
    inside = {key: member for key, member in members.items() if enclosing(only, member) not in (None, member)}
    if not inside:
        return cells, None
    index = view.form(table).row_index if rows else view.form(table).column_index
    leaves = [leaf.path for leaf in index[path].leaves()]
    used = set(inside.values())
    alone = used == {leaves[0]} and len(inside) == len(cells)
    if not alone and used != set(leaves):
        return None
    result: dict[CellKey, Fraction] = {}
    for key, coefficient in cells.items():
        whole = (table, path, key[2]) if rows else (table, key[1], path)
        new = whole if key in inside else key
        if result.setdefault(new, coefficient) != coefficient:
            return None
    return result, leaves[0] if alone else None


def _renamed(instance: str, member: Path, group: Path) -> str:
    parts = [
        ",".join(dotted(group) if name == dotted(member) else name for name in part.split(","))
        for part in instance.split("/")
    ]
    return "/".join(parts)
