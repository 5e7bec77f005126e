"""Systems of linear relations, solved: the only module that knows the solver (HiGHS, an extra).

The solver calculates with binary floats. What leaves this module is exact: values are rounded to fractions
(to integers where they must be) and held against every relation and bound before they are returned.
"""

from __future__ import annotations

import importlib.util
import math
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gouji.grammar.syntax import Comparator

Variable = Any
"""Whatever can be a key of a mapping: a number, a name, a cell."""

INSTALL = "pip install 'gouji[solver]'"
_PACKAGE = "highspy"
_SECONDS = 10.0
_STRICT = Fraction(1, 10**6)
"""By how much ``<`` and ``>`` must hold where a variable need not be an integer."""

_DENOMINATORS = (1, 100, 10**4, 10**7)
"""Values are taken for fractions with the least of these that satisfies all relations."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """``Σ coefficient · variable + constant  operator  0``; the operator is not ``!=``."""

    coefficients: Mapping[Variable, Fraction]
    constant: Fraction
    operator: Comparator

    def holds(self, values: Mapping[Variable, Fraction]) -> bool:
        """Whether values of all its variables satisfy it, exactly."""
        left = self.constant + sum(
            coefficient * values[variable] for variable, coefficient in self.coefficients.items()
        )
        match self.operator:
            case "=":
                return left == 0
            case "<":
                return left < 0
            case "<=":
                return left <= 0
            case ">":
                return left > 0
            case ">=":
                return left >= 0
            case _:
                return left != 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a variable may be; ``None`` for no bound."""

    lower: Fraction | None = None
    upper: Fraction | None = None
    integral: bool = False

    def allow(self, value: Fraction) -> bool:
        """Whether the value is within them."""
        return (
            (self.lower is None or value >= self.lower)
            and (self.upper is None or value <= self.upper)
            and (not self.integral or value.denominator == 1)
        )


@dataclass(frozen=True, slots=True)
class Solution:
    """Values that satisfy all relations, and what the objective comes to with them."""

    values: Mapping[Variable, Fraction]
    objective: Fraction


class Failure(StrEnum):
    """Why there is no solution: none exists, the objective has no end, or the time or accuracy ran out."""

    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    LIMIT = "limit"


_FREE = Bounds()


def available() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec(_PACKAGE) is not None


def missing() -> Message:
    """What to tell people without the extra: the line that installs it."""
    return message("solver.missing", install=INSTALL)


def solve(
    constraints: Iterable[Constraint],
    bounds: Mapping[Variable, Bounds],
    objective: Mapping[Variable, Fraction] | None = None,
    *,
    maximise: bool = False,
    seconds: float = _SECONDS,
) -> Solution | Failure:
    """The values with the least (or greatest) objective that satisfy every relation.

    Args:
        constraints: the relations; where all variables of one are integers, ``<`` and ``>`` are exact.
        bounds: what the variables may be; a variable that is not named may be any number.
        objective: the coefficients of what is to be least; any solution will do without it.
        maximise: look for the greatest instead.
        seconds: after which the search is given up as ``LIMIT``.

    Returns:
        A solution, held against every relation exactly. The same call always gives the same solution.

    Raises:
        ImportError: the extra is not installed; ask :func:`available` first.
        ValueError: a relation is ``!=``, which no solver of linear systems takes.
    """
    relations, wanted = tuple(constraints), dict(objective or {})
    variables = tuple(
        dict.fromkeys((*bounds, *(one for each in relations for one in each.coefficients), *wanted))
    )
    fixed = [relation for relation in relations if not relation.coefficients]
    if not all(relation.holds({}) for relation in fixed):
        return Failure.INFEASIBLE
    rows = [_row(relation, bounds) for relation in relations if relation.coefficients]
    if not variables:
        return Solution({}, Fraction(0))
    run = _run(variables, rows, bounds, wanted, maximise=maximise, seconds=seconds)
    if isinstance(run, Failure):
        return run
    for values in _exact(variables, run, bounds):
        if all(relation.holds(values) for relation in relations):
            total = sum((factor * values[one] for one, factor in wanted.items()), Fraction(0))
            return Solution(values, total)
    return Failure.LIMIT


@dataclass(frozen=True, slots=True)
class _Row:
    """``lower ≤ Σ coefficient · variable ≤ upper`` in integers; ``None`` for no bound."""

    coefficients: Mapping[Variable, int]
    lower: Fraction | None
    upper: Fraction | None


def _row(relation: Constraint, bounds: Mapping[Variable, Bounds]) -> _Row:
    """The relation with integers as coefficients, and with bounds that belong to it."""
    shared = math.lcm(*(factor.denominator for factor in relation.coefficients.values()))
    factors = {variable: int(factor * shared) for variable, factor in relation.coefficients.items()}
    divisor = math.gcd(*factors.values()) or 1
    factors = {variable: factor // divisor for variable, factor in factors.items()}
    target = -relation.constant * shared / divisor
    integral = all(bounds.get(variable, _FREE).integral for variable in factors)
    match relation.operator:
        case "=":
            return _Row(factors, target, target)
        case "<=":
            return _Row(factors, None, Fraction(math.floor(target)) if integral else target)
        case ">=":
            return _Row(factors, Fraction(math.ceil(target)) if integral else target, None)
        case "<":
            return _Row(factors, None, Fraction(math.ceil(target) - 1) if integral else target - _STRICT)
        case ">":
            return _Row(factors, Fraction(math.floor(target) + 1) if integral else target + _STRICT, None)
        case _:
            raise ValueError("!= is no linear relation")


def _run(
    variables: Sequence[Variable],
    rows: Sequence[_Row],
    bounds: Mapping[Variable, Bounds],
    objective: Mapping[Variable, Fraction],
    *,
    maximise: bool,
    seconds: float,
) -> Sequence[float] | Failure:
    """What the solver says: a value for each variable, as floats."""
    import highspy  # noqa: PLC0415 - an extra, and slow to import
    import numpy  # noqa: PLC0415

    order = {variable: place for place, variable in enumerate(variables)}
    allowed = [bounds.get(variable, _FREE) for variable in variables]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(variables), len(rows)
    model.col_cost_ = numpy.array([float(objective.get(variable, 0)) for variable in variables])
    model.col_lower_ = numpy.array([_float(one.lower, -math.inf) for one in allowed])
    model.col_upper_ = numpy.array([_float(one.upper, math.inf) for one in allowed])
    model.row_lower_ = numpy.array([_float(row.lower, -math.inf) for row in rows])
    model.row_upper_ = numpy.array([_float(row.upper, math.inf) for row in rows])
    entries = [[(order[variable], factor) for variable, factor in row.coefficients.items()] for row in rows]
    starts = numpy.cumsum([0, *(len(entry) for entry in entries)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = numpy.array([place for entry in entries for place, _ in entry], dtype=int)
    model.a_matrix_.value_ = numpy.array([float(factor) for entry in entries for _, factor in entry])
    model.sense_ = highspy.ObjSense.kMaximize if maximise else highspy.ObjSense.kMinimize
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger if one.integral else kinds.kContinuous for one in allowed]
    return _status(highspy, model, seconds)


def _status(highspy: Any, model: Any, seconds: float) -> Sequence[float] | Failure:  # noqa: ANN401
    """Run the solver; once more without presolving where that cannot tell infeasible from unbounded."""
    statuses = highspy.HighsModelStatus
    for presolve in ("choose", "off"):
        solver = highspy.Highs()
        for name, value in (("presolve", presolve), ("time_limit", seconds), *_OPTIONS):
            solver.setOptionValue(name, value)
        solver.passModel(model)
        solver.run()
        status = solver.getModelStatus()
        if status == statuses.kOptimal:
            return list(solver.getSolution().col_value)
        if status == statuses.kInfeasible:
            return Failure.INFEASIBLE
        if status == statuses.kUnbounded:
            return Failure.UNBOUNDED
        if status != statuses.kUnboundedOrInfeasible:
            break
    return Failure.LIMIT


_OPTIONS: tuple[tuple[str, bool | int | float], ...] = (
    ("output_flag", False),
    ("threads", 1),
    ("random_seed", 0),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 0.0),
    ("mip_feasibility_tolerance", 1e-9),
    ("primal_feasibility_tolerance", 1e-9),
)
"""One thread and one seed, so that the same system always has the same solution."""


def _float(bound: Fraction | None, none: float) -> float:
    return none if bound is None else float(bound)


def _exact(
    variables: Sequence[Variable], floats: Sequence[float], bounds: Mapping[Variable, Bounds]
) -> Iterator[dict[Variable, Fraction]]:
    """The values as fractions: with small denominators first, within their bounds."""
    for most in _DENOMINATORS:
        values = {}
        for variable, value in zip(variables, floats, strict=True):
            allowed = bounds.get(variable, _FREE)
            rounded = Fraction(round(value)) if allowed.integral else Fraction(value).limit_denominator(most)
            if not allowed.allow(rounded):
                break
            values[variable] = rounded
        else:
            yield values
