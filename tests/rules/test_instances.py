"""The stable names of instances."""

from __future__ import annotations

import pytest
from gouji.grammar.syntax import Kind
from gouji.rules.instances import counted_key, element_key, instance_key, pair_key


@pytest.mark.parametrize(
    ("kind", "element", "expected"),
    [
        (Kind.ROW, (("used", "lent"),), "used.lent"),
        (Kind.COLUMN, (("total",),), "total"),
        (Kind.CELL, (("used", "lent"), ("total",)), "used.lent,total"),
        (Kind.SECTION, (("summary",),), "summary"),
        (Kind.TABLE, (("loans",),), "loans"),
    ],
)
def test_name_of_an_element(kind, element, expected):
    assert expected == element_key(kind, element)


def test_name_of_a_fact_of_the_text():
    assert counted_key("visits", 2) == "visits#2"


def test_name_of_a_pair():
    assert pair_key("甲馆", "乙馆") == "甲馆|乙馆"


@pytest.mark.parametrize(
    ("keys", "expected"), [((), ""), (("loans",), "loans"), (("loans", "a,b"), "loans/a,b")]
)
def test_name_of_a_nested_instance(keys, expected):
    assert expected == instance_key(keys)
