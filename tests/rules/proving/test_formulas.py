"""Formulas: their cases, what is consistent, what is the opposite."""

from fractions import Fraction
from itertools import product

from gouji.rules.proving.formulas import (
    FALSE,
    TRUE,
    Both,
    Either,
    Formula,
    Linear,
    Statement,
    cases,
    holds,
    negated,
)
from hypothesis import given
from hypothesis import strategies as st

A, B, C = Statement("a"), Statement("b"), Statement("c")


def truth(formula: Formula, said: dict[str, bool]) -> bool:
    match formula:
        case Statement():
            return said[formula.subject] == formula.holds
        case Both():
            return all(truth(part, said) for part in formula.parts)
        case Either():
            return any(truth(part, said) for part in formula.parts)
    raise AssertionError(formula)


FORMULAS = st.recursive(
    st.sampled_from([A, B, C, negated(A), negated(B), TRUE, FALSE]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: Both(tuple(parts)))
        | st.lists(inner, max_size=3).map(lambda parts: Either(tuple(parts)))
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_a_formula_has_a_case_exactly_when_it_can_be_true(formula):
    worlds = [dict(zip("abc", bits, strict=True)) for bits in product((True, False), repeat=3)]

    assert bool(cases(formula)) == any(truth(formula, world) for world in worlds)


@given(FORMULAS)
def test_the_opposite_is_true_where_the_formula_is_not(formula):
    for bits in product((True, False), repeat=3):
        world = dict(zip("abc", bits, strict=True))
        assert truth(negated(formula), world) != truth(formula, world)


def test_unequal_is_less_or_greater():
    unequal = Linear({"x": Fraction(1)}, Fraction(-3), "!=")

    assert [case.relations[0].operator for case in cases(unequal)] == ["<", ">"]


def test_a_subject_has_one_value():
    kind = [Statement("kind", choice=name) for name in ("town", "city")]

    assert cases(Both(tuple(kind))) == ()
    assert len(cases(Both((kind[0], negated(kind[1]))))) == 1


def test_a_comparison_without_variables_decides_itself():
    assert cases(Linear({}, Fraction(1), "=")) is not None
    assert cases(Both((Linear({}, Fraction(1), "="),))) == ()


def test_too_many_cases_are_none():
    pairs = tuple(Either((Statement(("a", n)), Statement(("b", n)))) for n in range(12))

    assert cases(Both(pairs), most=100) is None


def test_holds():
    signs = {"=": (False, True, False), "!=": (True, False, True), "<": (True, False, False)}
    signs |= {"<=": (True, True, False), ">": (False, False, True), ">=": (False, True, True)}

    found = {sign: tuple(holds(sign, Fraction(n)) for n in (-1, 0, 1)) for sign in signs}

    assert found == signs
