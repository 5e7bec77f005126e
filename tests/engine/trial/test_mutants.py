"""Rules changed in one place: what is changed, and what is left as it is."""

from dataclasses import replace

import pytest
from gouji.engine.trial.constants import near, shown
from gouji.engine.trial.equivalence import equivalent
from gouji.engine.trial.mutants import mutants
from gouji.grammar.catalogue import render
from gouji.grammar.parsing import parse
from gouji.grammar.resolving import resolve
from gouji.grammar.source import Source


@pytest.fixture
def rule(form):
    """A rule of the fictitious form with another check."""

    def made(text: str):
        source = Source(text)
        parsed = parse(source)
        resolved = resolve(parsed.rule, form.schema, source)
        assert resolved.rule is not None, resolved.diagnostics
        return replace(form.rules["requests-row"], source=source, syntax=parsed.rule, typed=resolved.rule)

    return made


def changes(rule, form):
    return [(str(one.change.kind), render(one.change.message, "en")) for one in mutants(rule, form.schema)]


def test_operators_operands_constants_and_guards(rule, form):
    found = changes(rule("when report.year > 3: length(preamble) + 2 >= 5"), form)

    assert found == [
        ("guard", "the guard “when report.year > 3:” is left out"),
        ("operator", "> becomes ≥ in “report.year > 3”"),
        ("operator", "> becomes ≠ in “report.year > 3”"),
        ("operator", "> becomes ≤ in “report.year > 3”"),
        ("constant", "“3” becomes 2"),
        ("constant", "“3” becomes 4"),
        ("operator", "≥ becomes > in “length(preamble) + 2 >= 5”"),
        ("operator", "≥ becomes = in “length(preamble) + 2 >= 5”"),
        ("operator", "≥ becomes < in “length(preamble) + 2 >= 5”"),
        ("operator", "+ becomes − in “length(preamble) + 2”"),
        ("operand", "“2” is left out"),
        ("operand", "“length(preamble)” is left out"),
        ("constant", "“2” becomes 1"),
        ("constant", "“2” becomes 3"),
        ("constant", "“5” becomes 4"),
        ("constant", "“5” becomes 6"),
    ]


def test_and_or_not_and_texts(rule, form):
    found = changes(rule('not (document mentions all {"a", "b"} or preamble matches /x/)'), form)

    assert (
        "operator",
        'or becomes and in “(document mentions all {"a", "b"} or preamble matches /x/)”',
    ) in found
    assert ("operator", 'all becomes any in “document mentions all {"a", "b"}”') in found
    assert ("operand", '“a” is left out of “document mentions all {"a", "b"}”') in found
    assert ("operand", "“preamble matches /x/” is left out") in found


def test_a_negation_has_no_constant_of_its_own(rule, form):
    found = changes(rule("length(preamble) > -3"), form)

    assert [said for kind, said in found if kind == "constant"] == ["“3” becomes 2", "“3” becomes 4"]
    assert ("operator", "“-3” is turned round") in found


def test_neighbours_of_a_cell_and_members_of_a_group(form):
    for rule in form.rules.values():
        for one in mutants(rule, form.schema):
            assert one.rule.typed != rule.typed
            assert one.rule.syntax == rule.syntax


def test_mutants_are_the_same_every_time(form):
    rule = form.rules["requests-row"]

    assert changes(rule, form) == changes(rule, form)


@pytest.mark.parametrize(
    ("value", "expected"), [("3", "2 4"), ("0.5", "0.4 0.6"), ("0.05", "0.04 0.06"), ("100", "99 101")]
)
def test_the_next_constants_are_a_step_of_the_last_place_away(value, expected):
    from fractions import Fraction

    assert " ".join(shown(one) for one in near(Fraction(value))) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("length(preamble) > 0", "length(preamble) >= 1", True),
        ("length(preamble) > 0", "length(preamble) != 0", True),
        ("length(preamble) > 1", "length(preamble) != 1", False),
        ("length(preamble) >= 0 or preamble is present", "length(preamble) >= 0", True),
        ("preamble is present", "not preamble is absent", True),
        ("preamble is present", "tail is present", False),
        ("when length(preamble) > 3: length(tail) > 0", "length(preamble) <= 3 or length(tail) > 0", True),
        ("when length(preamble) > 3: length(tail) > 0", "length(tail) > 0", False),
    ],
)
def test_equivalence_is_proven_and_not_guessed(rule, form, one, other, same):
    assert equivalent(rule(one).typed, rule(other).typed, form.schema) is same


def test_a_rule_that_fails_out_of_bounds_only_is_compared_there(form, rule):
    table = next(iter(form.schema.tables))
    row, column = (".".join(path) for path in next(form.schema.tables[table].cells()))
    cell = f"{table}[{row}, {column}]"

    assert not equivalent(rule(f"{cell} >= 0").typed, rule(f"{cell} >= -1").typed, form.schema)
    assert equivalent(rule(f"{cell} > 0").typed, rule(f"{cell} != 0").typed, form.schema)
