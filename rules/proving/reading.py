"""Typed conditions as formulas, for one instance whose elements are known or for any."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass
from gouji.grammar.schema import ValueType
from gouji.grammar.syntax import Comparator, Function, State
from gouji.grammar.typed import (
    CellGroup,
    CellValue,
    Constant,
    FunctionCall,
    Operation,
    TypedAnd,
    TypedComparison,
    TypedCondition,
    TypedExpression,
    TypedMatch,
    TypedMembership,
    TypedMention,
    TypedNot,
    TypedOr,
    TypedStateTest,
    TypedTruth,
)
from gouji.rules.proving.formulas import (
    FALSE,
    TRUE,
    Both,
    Either,
    Formula,
    Linear,
    Statement,
    Variable,
    negated,
)
from gouji.rules.proving.keys import in_scope, key
from gouji.rules.proving.things import thing
from gouji.rules.static import Element, truth, value_of

if TYPE_CHECKING:
    from gouji.grammar.schema import Path, Schema

_NUMERIC = frozenset({ValueType.NUMBER, ValueType.AMOUNT, ValueType.DATE})
_INVERSE: Mapping[Comparator, Comparator] = {">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Sum:
    """``Σ coefficient · variable + constant``."""

    coefficients: Mapping[Variable, Fraction]
    constant: Fraction = Fraction(0)

    def plus(self, other: Sum, factor: Fraction = Fraction(1)) -> Sum:
        """This and ``factor`` times the other."""
        added = dict(self.coefficients)
        for variable, coefficient in other.coefficients.items():
            added[variable] = added.get(variable, Fraction(0)) + factor * coefficient
        kept = {variable: coefficient for variable, coefficient in added.items() if coefficient}
        return Sum(kept, self.constant + factor * other.constant)

    def times(self, factor: Fraction) -> Sum:
        """This ``factor`` times."""
        return Sum({}).plus(self, factor)


class Reader:
    """Reads the conditions of one instance.

    Args:
        schema: the form.
        elements: those of the open scopes, where the form alone decides them; ``None`` for any instance,
            whose cells are then known by what they are called alone.
        nodes: filled with the node that each variable stands for.
    """

    def __init__(
        self,
        schema: Schema,
        elements: tuple[Element, ...] | None = None,
        nodes: dict[Variable, object] | None = None,
    ) -> None:
        self.schema, self.elements = schema, elements
        self.nodes = {} if nodes is None else nodes
        self.absent = False
        """Whether a cell was named that the form does not have."""

    def _key(self, node: object) -> Hashable:
        """What the node is called in formulas; of an instance's own elements, by that instance alone."""
        if self.elements and in_scope(node):
            return (key(node), tuple((element.table, element.key) for element in self.elements))
        return key(node)

    def formula(self, condition: TypedCondition) -> Formula:
        """What the condition says."""
        known = truth(condition, self.elements) if self.elements is not None else None
        if known is not None:
            return TRUE if known else FALSE
        match condition:
            case TypedNot():
                return negated(self.formula(condition.operand))
            case TypedAnd():
                return Both(tuple(self.formula(one) for one in condition.operands))
            case TypedOr():
                return Either(tuple(self.formula(one) for one in condition.operands))
            case TypedComparison():
                return self._comparison(condition)
            case TypedMembership():
                return Either(tuple(self._same(condition.subject, one) for one in condition.choices))
            case TypedMention():
                return self._mention(condition)
            case TypedMatch():
                said = ("matches", self._key(condition.subject), condition.pattern)
                return Statement(said, not condition.negated)
            case TypedStateTest():
                return self._state(condition)
            case TypedTruth():
                return self._truth(condition)
            case _:
                return Statement(self._key(condition))

    def _truth(self, condition: TypedTruth) -> Formula:
        node = condition.expression
        if isinstance(node, Constant):
            return TRUE if node.value is True else FALSE
        return Statement(self._key(node))

    def _comparison(self, node: TypedComparison) -> Formula:
        if node.left.type not in _NUMERIC or node.right.type not in _NUMERIC:
            return self._texts(node)
        difference = self.sum(node.left).plus(self.sum(node.right), Fraction(-1))
        if node.tolerance is None:
            return Linear(difference.coefficients, difference.constant, node.operator)
        slack = self.sum(node.tolerance)
        if node.relative or slack.coefficients or node.operator not in {"=", "!="}:
            return Statement(self._key(node))
        within = Both(
            (
                Linear(difference.coefficients, difference.constant - slack.constant, "<="),
                Linear(difference.coefficients, difference.constant + slack.constant, ">="),
            )
        )
        return within if node.operator == "=" else negated(within)

    def _texts(self, node: TypedComparison) -> Formula:
        if node.operator in {"=", "!="}:
            same = self._same(node.left, node.right)
            return same if node.operator == "=" else negated(same)
        return Statement(self._key(node))

    def _same(self, left: TypedExpression, right: TypedExpression) -> Formula:
        if left.type in _NUMERIC and right.type in _NUMERIC:
            difference = self.sum(left).plus(self.sum(right), Fraction(-1))
            return Linear(difference.coefficients, difference.constant, "=")
        one, other = (right, left) if isinstance(left, Constant) else (left, right)
        if isinstance(other, Constant):
            self.nodes.setdefault(self._key(one), one)
            return Statement(self._key(one), choice=key(other.value))
        return Statement(frozenset({self._key(one), self._key(other)}))

    def _mention(self, node: TypedMention) -> Formula:
        subject = self._key(node.subject)
        said = tuple(Statement(("mentions", subject, text)) for text in node.texts)
        whole: Formula = Both(said) if node.quantifier == "all" else Either(said)
        return negated(whole) if node.negated else whole

    def _state(self, node: TypedStateTest) -> Formula:
        state, holds = node.state, not node.negated
        if state is State.ABSENT:
            state, holds = State.PRESENT, not holds
        return Statement(("is", self._key(thing(node.subject)), state), holds)

    def sum(self, node: object) -> Sum:
        """The expression as a linear sum; what is not linear in it is a variable of its own."""
        known = value_of(node, self.elements) if self.elements is not None else None
        if isinstance(known, Fraction):
            return Sum({}, known)
        match node:
            case Constant(value=Fraction() as value):
                return Sum({}, value)
            case Constant(value=date() as day):
                return Sum({}, Fraction(day.toordinal()))
            case CellValue(field="value"):
                self.absent |= not self._may_exist(node.table, node.row, node.column)
                return self._cell(node, node.row, node.column)
            case CellGroup():
                return self._group(node)
            case FunctionCall(function=Function.SUM):
                return self._added(node.arguments)
            case Operation():
                return self._operation(node)
            case _:
                return self._variable(self._key(node), node)

    def _variable(self, variable: Variable, node: object) -> Sum:
        self.nodes.setdefault(variable, node)
        return Sum({variable: Fraction(1)})

    def _added(self, nodes: Sequence[object]) -> Sum:
        total = Sum({})
        for one in nodes:
            total = total.plus(self.sum(one))
        return total

    def _operation(self, node: Operation) -> Sum:
        left, right = self.sum(node.left), self.sum(node.right)
        if node.operator == "+":
            return left.plus(right)
        if node.operator == "-":
            return left.plus(right, Fraction(-1))
        if node.operator == "*" and not left.coefficients:
            return right.times(left.constant)
        if node.operator == "*" and not right.coefficients:
            return left.times(right.constant)
        if node.operator == "/" and not right.coefficients and right.constant:
            return left.times(1 / right.constant)
        return self._variable(self._key(node), node)

    def _group(self, node: CellGroup) -> Sum:
        total = Sum({})
        for row in node.rows:
            for column in node.columns:
                if self._may_exist(node.table, row, column):
                    total = total.plus(self._cell(node, row, column))
        return total

    def _may_exist(self, table: str | int, row: Path | int, column: Path | int) -> bool:
        found = self.schema.tables.get(self._table(table) or "")
        places = self._path(row, rows=True), self._path(column, rows=False)
        if found is None or isinstance(places[0], int) or isinstance(places[1], int):
            return True
        return found.has_cell(places[0], places[1])

    def _cell(self, node: CellValue | CellGroup, row: Path | int, column: Path | int) -> Sum:
        place = (self._path(row, rows=True), self._path(column, rows=False))
        variable = ("cell", str(node.whose), self._table(node.table) or node.table, *place)
        return self._variable(variable, node)

    def _table(self, reference: str | int) -> str | None:
        if isinstance(reference, str):
            return reference
        return self.elements[reference].table if self.elements is not None else None

    def _path(self, reference: Path | int, *, rows: bool) -> Path | int:
        if not isinstance(reference, int) or self.elements is None:
            return reference
        element = self.elements[reference]
        item = element.row if rows else element.column
        return reference if item is None else item.path
