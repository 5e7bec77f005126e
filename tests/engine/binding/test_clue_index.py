"""Which patterns a clause is searched for."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from gouji.engine.binding.clauses import COUNT
from gouji.engine.binding.clue_index import ClueIndex


def claim(name, says=(), zero=(), *, countless=False):
    patterns = [
        tuple(SimpleNamespace(name=key, clues=tuple(map(frozenset, clues))) for key, clues in some)
        for some in (says, zero)
    ]
    return SimpleNamespace(name=name, says=patterns[0], zero=patterns[1], countless=countless)


@pytest.fixture
def sought():
    index = ClueIndex(
        [
            claim(
                "lent",
                [("lent", [{"借出"}]), ("lent to", [{"借出"}, {"给", "予"}])],
                [("none", [{"未借", "无借"}])],
            ),
            claim("any", [("always", [])]),
            claim("title", [("title", [{"书名"}])], countless=True),
        ]
    )

    def found(told, text=None):
        claims = index.sought(told, text or told)
        return {run[0].claim.name: [one.pattern.name for one in run] for run in claims}

    return found


def test_a_pattern_is_sought_where_one_of_each_of_its_clues_stands(sought):
    assert sought(f"借出{COUNT}册") == {"lent": ["lent"], "any": ["always"]}
    assert sought(f"借出予人{COUNT}册") == {"lent": ["lent", "lent to"], "any": ["always"]}
    assert sought(f"出借{COUNT}册") == {"any": ["always"]}


def test_what_is_said_needs_a_number_unless_the_claim_counts_nothing(sought):
    assert sought("借出，书名") == {"title": ["title"]}


def test_words_for_nothing_are_sought_in_the_clause_as_it_stands(sought):
    assert sought("未借出", "未借出") == {"lent": ["none"]}
    assert sought(f"借出{COUNT}册", "未借出册") == {"lent": ["lent", "none"], "any": ["always"]}
