from __future__ import annotations

from collections import Counter

import pytest
from gouji.grammar import lexicon
from gouji.grammar.lexicon import chinese, english, function, reserved, spaced
from gouji.grammar.syntax import Function, Kind, State


def test_every_kind_state_and_function_has_words():
    assert set(lexicon.KINDS) == set(Kind)
    assert set(lexicon.STATES) == set(State)
    assert set(lexicon.FUNCTIONS) == set(Function)


def test_english_words_are_the_values_of_the_syntax():
    assert all(word.en == kind for kind, word in lexicon.KINDS.items())
    assert all(word.en == state for state, word in lexicon.STATES.items())
    assert all(word.en == name for name, word in lexicon.FUNCTIONS.items())


def test_a_built_in_name_has_one_meaning():
    forms = Counter(form for word in lexicon.NAMES for form in word.forms())
    assert [form for form, count in forms.items() if count > 1] == ["落款"]


def test_a_keyword_has_one_meaning():
    words = [form for word in lexicon.KEYWORDS.values() for form in word.forms()]
    words += [*lexicon.kind_forms("每"), *lexicon.kind_forms("有"), *lexicon.PAIRS_ZH]
    words += [*lexicon.state_forms(negated=False), *lexicon.state_forms(negated=True)]
    assert [word for word, count in Counter(words).items() if count > 1] == []


def test_no_built_in_name_is_a_keyword():
    assert not reserved() & {form for word in lexicon.NAMES for form in word.forms()}


@pytest.mark.parametrize("word", lexicon.NAMES)
def test_built_in_names_go_both_ways(word):
    printed = chinese(word.en)
    assert printed == word.zh[0]
    assert english(printed, "report" if word.en == "signature" else None) == word.en


def test_the_same_word_after_report_is_the_signature():
    assert english("落款") == "tail"
    assert english("落款", "report") == "signature"


def test_other_names_are_no_built_in_names():
    assert english("某名") is None
    assert chinese("some_name") is None
    assert function("某函数") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("依申请每列", "依申请 每列"),
        ("当报告", "当 报告"),
        ("总体情况未提到", "总体情况 未提到"),
        ("全文每处分项", "全文 每处分项"),
        ("每列", None),
        ("依申请", None),
        ("order", None),
    ],
)
def test_spaced(name, expected):
    assert spaced(name) == expected
