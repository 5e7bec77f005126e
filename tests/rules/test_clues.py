"""Letters that a text must hold for a pattern to be found in it."""

from __future__ import annotations

import re

import pytest
from gouji.rules.clues import clues_of
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("pattern", "clues"),
    [
        ("办结", [{"办结"}]),
        ("收到|接到", [{"收到", "接到"}]),
        ("(?:收|接)到{n}件", [{"收到", "接到"}, {"件"}]),
        ("(?P<name>收到)", [{"收到"}]),
        ("未(?:曾)?收", [{"未曾", "未收"}]),
        ("未[^，]*?收到", [{"收到"}, {"未"}]),
        ("[一二]件", [{"一件", "二件"}]),
        ("共(?:计){2,}", [{"共"}, {"计"}]),
        (r"^共\.$", [{"共."}]),
        (r"\d+件", [{"件"}]),
        (r"\x{6536}到\pL\P{Han}件", [{"收到"}, {"件"}]),
        ("{column:loans.new=成人|儿童}借", [{"成人", "儿童"}]),
        ("{row:loans}借", [{"借"}]),
        ("(?:收到)*", []),
        ("收?", []),
        (".", []),
        ("", []),
    ],
)
def test_clues_of_a_pattern(pattern, clues):
    assert [set(one) for one in clues_of(pattern)] == clues


@pytest.mark.parametrize("pattern", ["收(?i)到", "(?=收)到", r"收\Q到", "[[:alpha:]]到", "收**", "到)"])
def test_no_clue_is_taken_from_what_is_not_understood(pattern):
    assert clues_of(pattern) == ()


LETTERS = st.sampled_from("收到办结件共")


def _grouped(inner):
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda branches: f"(?:{'|'.join(branches)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,2}", "{0,2}", "??"])).map(
            lambda one: f"(?:{one[0]}){one[1]}"
        ),
    )


PATTERNS = st.recursive(
    st.one_of(LETTERS, st.sampled_from([".", "^", "$", "[收到]", "[^收]", ""])), _grouped, max_leaves=12
)


@given(PATTERNS, st.text(LETTERS, max_size=12))
def test_where_a_pattern_is_found_its_clues_are(pattern, text):
    if re.search(pattern, text):
        assert all(any(clue in text for clue in clues) for clues in clues_of(pattern))


@given(st.data())
def test_what_a_pattern_is_made_from_holds_its_clues(data):
    pattern = data.draw(PATTERNS)
    text = data.draw(st.from_regex(pattern, alphabet=LETTERS))
    assert all(any(clue in text for clue in clues) for clues in clues_of(pattern))
