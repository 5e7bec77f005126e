"""What is written is what is read, and laid out as packs are."""

import pytest
from gouji.engine.writing.yaml_text import commented, yaml_text
from gouji.rules.composing import compose
from gouji.rules.faults import Faults
from gouji.rules.yaml_nodes import plain_data
from hypothesis import given, settings
from hypothesis import strategies as st

TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Cn", "Zl", "Zp"]), max_size=20)
KEYS = st.text("abc甲乙 ,'-", min_size=1, max_size=8)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def read(text):
    faults = Faults()
    found = compose(text.encode(), "x.yaml", faults)
    assert faults.found == []
    return plain_data(found)


def texts(value):
    """As packs read texts: a number is what is written, an empty mapping nothing."""
    if isinstance(value, dict):
        return {key: texts(inner) for key, inner in value.items()}
    return [texts(inner) for inner in value] if isinstance(value, list) else str(value)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=3))
def test_any_entries_are_read_again(entries):
    assert texts(read(yaml_text(entries))) == texts(entries)


def test_groups_are_lines_and_the_rest_is_flat():
    entries = {
        "tables": {
            "cases": {
                "name": "办件",
                "columns": {"a": {"label": "甲：乙, 丙", "total": True}},
                "blank": None,
                "check": "一行\n二行\n",
            }
        },
        "years": {"from": 2031},
    }

    assert yaml_text(entries).split("\n") == [
        "tables:",
        "  cases:",
        "    name: 办件",
        "    columns:",
        "      a: {label: '甲：乙, 丙', total: true}",
        "    blank: null",
        "    check: |",
        "      一行",
        "      二行",
        "years: {from: 2031}",
        "",
    ]


def test_comments_stand_above_what_they_are_about():
    text = yaml_text({"rows": {"a": {"label": "甲"}, "b": None}}, {("rows", "b"): ["原为：乙", ""]})

    assert text.split("\n") == ["rows:", "  a: {label: 甲}", "  # 原为：乙", "", "  b: null", ""]


def test_long_lists_are_one_item_a_line():
    text = yaml_text({"rules": {"a": {"words": ["很长的说法" * 6] * 5}}})

    assert text.count("\n      - ") == 5


@pytest.mark.parametrize("text", ["true", "null", "- a", "a: b", "#x", "'", '"', "", " a", "[", "第二\t列"])
def test_texts_that_mean_something_in_yaml(text):
    assert read(yaml_text({"a": {"b": text}})) == {"a": {"b": text}}


def test_empty_lines_of_comment():
    assert list(commented(["甲", ""], "  ")) == ["  # 甲", ""]


def test_what_does_not_fit_on_a_line_is_a_group_of_lines():
    cells = {f"handled.item_{number}, phone": number for number in range(6)}
    entries = {"rules": {"a": {"examples": {"pass": [{}, {"cells": {"calls": cells}}]}}}}
    text = yaml_text(entries)

    assert read(text)["rules"]["a"]["examples"]["pass"][1]["cells"]["calls"].keys() == cells.keys()
    assert text.split("\n")[:8] == [
        "rules:",
        "  a:",
        "    examples:",
        "      pass:",
        "        - {}",
        "        - cells:",
        "            calls:",
        "              'handled.item_0, phone': 0",
    ]
