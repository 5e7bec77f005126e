"""A smaller number beside one that agrees with the table may be of a part only."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from gouji.engine.binding.report import Claim
from gouji.engine.checking.checking import check
from gouji.engine.reading.document import Location
from gouji.grammar.schema import ClaimKind

RIGHT = 12


@pytest.fixture
def told(village):
    """The severity of each failure of rules on what a text says to be lent; the table has 12."""
    form = replace(village.schema(), claims={"lent": ClaimKind("lent", "overview", name="外借数")})

    def told(*values, row=None, texts=None, either="adults"):
        claims = tuple(
            Claim(
                "lent",
                f"lent#{n}",
                Fraction(value),
                "本",
                row if n > 1 else None,
                None,
                (texts or {}).get(n, f"外借{value}本"),
                f"外借{value}本。",
                "overview",
                Location(line=n),
            )
            for n, value in enumerate(values, 1)
        )
        report = replace(village.report({"new, adults": RIGHT, "new, total": 4}, form=form), claims=claims)
        rules = [
            village.rule(
                f"each claim of lent: value = loans[new, adults] or value = loans[new, {either}]",
                form,
                id="table",
            ),
            village.rule("each pair of claims.lent: first.value = second.value", form, id="twice"),
        ]
        made = village.pack(*rules, form=form)
        return {
            (one.rule.id, one.instance): (one.severity.value, one.reason and one.reason.key)
            for one in check(report, made, made).outcomes
            if one.status.value == "failed"
        }

    return told


def test_a_smaller_number_beside_the_tables_own_is_a_hint(told):
    reason = "checking.may_be_part"

    assert told(RIGHT, RIGHT - 1) == {
        ("table", "lent#2"): ("info", reason),
        ("twice", "lent#1|lent#2"): ("info", reason),
    }


def test_a_larger_number_is_of_no_part(told):
    assert {severity for severity, _ in told(RIGHT, RIGHT + 1).values()} == {"error"}


def test_without_the_tables_own_number_nothing_is_excused(told):
    assert {severity for severity, _ in told(RIGHT - 1, RIGHT - 1).values()} == {"error"}


def test_nothing_at_all_is_no_part(told):
    assert told(RIGHT, 0)["table", "lent#2"] == ("error", None)


def test_another_row_is_another_thing(told):
    assert told(RIGHT, RIGHT - 1, row=("new",))["table", "lent#2"] == ("error", None)


def test_in_a_list_whose_other_numbers_are_the_tables_nothing_is_excused(told):
    together = {1: "外借12本、其中9本", 2: "外借12本、其中9本", 3: "外借12本"}
    assert told(RIGHT, RIGHT - 3, RIGHT, texts=together)["table", "lent#2"] == ("error", None)


def test_two_numbers_that_both_agree_may_count_different_things(told):
    assert told(RIGHT, 4, either="total") == {
        ("twice", "lent#1|lent#2"): ("info", "checking.both_agree"),
    }
