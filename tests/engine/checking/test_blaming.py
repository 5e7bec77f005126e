"""Statements that are at fault while the tables agree with themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest
from gouji.engine.binding.report import Claim
from gouji.engine.checking.blaming import blamed
from gouji.engine.checking.outcomes import CellPlace, CellUse, Outcome, Reading, Status, TextUse
from gouji.engine.reading.document import Location
from gouji.grammar.catalogue import render
from gouji.rules.pack import Ground, Severity


def claim(number, value, *, paragraph=None, name="lent"):
    place = Location(paragraph=paragraph or number)
    text = f"借出{value}本"
    return Claim(
        name, f"{name}#{number}", Fraction(value), "本", None, None, text, f"全年{text}。", "overview", place
    )


@pytest.fixture
def judge(village):
    """The causes that outcomes about claims come to."""
    rules = {}

    def outcome(rule, instance, *claims, failed=True, element="claim", cells=(), sides=(), ground=None):
        made = rules.setdefault(rule, village.rule("1 = 1", id=rule, ground=ground or Ground.CONSISTENCY))
        texts = tuple(TextUse("self", one.sentence, one.location) for one in claims)
        fact = village.fact(3)
        uses = tuple(CellUse(CellPlace("self", "loans", (row,), ("total",)), fact) for row in cells)
        left, right = (Fraction(side) for side in sides) if sides else (None, None)
        reading = Reading(("", ""), left, right, None) if sides else None
        status = Status.FAILED if failed else Status.PASSED
        return Outcome(
            made,
            instance,
            status,
            Severity.ERROR,
            comparison=reading,
            texts=texts,
            cells=uses,
            element=element,
        )

    def judge(claims, *outcomes, causes=()):
        return blamed(village.report(claims=tuple(claims)), outcomes, causes)

    judge.outcome = outcome
    return judge


def test_a_statement_that_disagrees_with_several_is_one_cause(judge):
    one = claim(1, 18)
    [cause] = judge(
        [one],
        judge.outcome("told", "lent#1", one, cells=["new"]),
        judge.outcome("parts", "breakdown#1", one, element="breakdown", sides=(18, 8)),
    )

    assert cause.explains == (("told", "lent#1"), ("parts", "breakdown#1"))
    assert [use.text for use in cause.alternatives[0].claims] == ["借出18本"]
    assert not cause.unique
    assert "2 处" in render(cause.note, "zh")


def test_a_single_disagreement_stays_symmetric(judge):
    one = claim(1, 18)

    assert judge([one], judge.outcome("told", "lent#1", one, cells=["new"])) == ()


def test_one_against_two_that_agree_with_the_table(judge):
    first, second, third = claim(1, 8), claim(2, 8), claim(3, 18)
    [cause] = judge(
        [first, second, third],
        judge.outcome("told", "lent#1", first, failed=False, cells=["new"]),
        judge.outcome("told", "lent#2", second, failed=False, cells=["new"]),
        judge.outcome("told", "lent#3", third, cells=["new"]),
    )

    assert cause.explains == (("told", "lent#3"),)
    assert render(cause.note, "en").startswith("2 other statements agree")


def test_one_against_one_stays_symmetric(judge):
    first, third = claim(1, 8), claim(3, 18)

    assert (
        judge(
            [first, third],
            judge.outcome("told", "lent#1", first, failed=False, cells=["new"]),
            judge.outcome("told", "lent#3", third, cells=["new"]),
        )
        == ()
    )


def test_others_on_other_cells_bear_no_witness(judge):
    first, second, third = claim(1, 8), claim(2, 8), claim(3, 18)

    assert (
        judge(
            [first, second, third],
            judge.outcome("told", "lent#1", first, failed=False, cells=["kept"]),
            judge.outcome("told", "lent#2", second, failed=False, cells=["kept"]),
            judge.outcome("told", "lent#3", third, cells=["new"]),
        )
        == ()
    )


def test_two_statements_that_only_disagree_with_each_other_are_not_told_apart(judge):
    first, second = claim(1, 8), claim(2, 9)
    pairs = [judge.outcome(rule, "lent#1|lent#2", first, second) for rule in ("same", "alike")]

    assert judge([first, second], *pairs) == ()


def test_where_the_table_itself_is_broken_no_statement_is_blamed(judge):
    one = claim(1, 18)
    found = judge(
        [one],
        judge.outcome("told", "lent#1", one, cells=["new"]),
        judge.outcome("again", "lent#1", one, cells=["new"]),
        judge.outcome("rows", "new", element="row", cells=["new"], ground=Ground.ARITHMETIC),
    )

    assert found == ()


def test_words_that_no_output_may_repeat_are_not_quoted(judge):
    one = claim(1, 18)
    hidden = [judge.outcome(rule, "lent#1", one, cells=["new"]) for rule in ("told", "again")]
    unquoted = [
        Outcome(
            each.rule,
            each.instance,
            each.status,
            each.severity,
            texts=(TextUse("self", "", one.location),),
            element="claim",
        )
        for each in hidden
    ]

    assert judge([one], *unquoted) == ()
