"""What is written over a pack comes to the form that was read."""

import pytest
from gouji.engine.authoring.entries import differences, form_entries
from gouji.engine.writing.yaml_text import yaml_text
from gouji.rules.composing import compose
from gouji.rules.faults import Faults
from gouji.rules.merging import merge
from gouji.rules.yaml_nodes import plain_data
from hypothesis import given, settings
from hypothesis import strategies as st

IDS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=5)


def merged(before, over):
    faults = Faults()
    base, top = (compose(yaml_text(one).encode(), "x.yaml", faults) for one in (before, over))
    result = merge(base, top, faults)
    assert faults.found == []
    return plain_data(result)


def ordered(value):
    return [(key, ordered(inner)) for key, inner in value.items()] if isinstance(value, dict) else value


@settings(max_examples=150, deadline=None)
@given(IDS, IDS, st.sampled_from(["sections", "rows"]))
def test_order_is_kept_or_told(before, after, key):
    old = {key: {name: {"label": name} for name in before}, "blank": "zero"}
    new = {key: {name: {"label": f"new {name}" if name == "c" else name} for name in after}, "corner": "甲"}
    over = differences(old, new)

    assert ordered(merged(old, over)[key]) == ordered(new[key]) if new[key] else True
    assert merged(old, over).get("corner") == "甲"


def test_nothing_new_is_nothing_to_write(library):
    schema = library.load("cn-2021").pack.schema
    entries = form_entries(schema.sections.values(), schema.tables.values())

    assert differences(entries, entries) == {}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, {"b": None}),
        ({"a": [1, 2]}, {"a": [1]}, {"a": [1]}),
        (
            {"rows": {"a": {"label": "甲"}}},
            {"rows": {"a": {"label": "乙"}}},
            {"rows": {"a": {"label": "乙"}}},
        ),
        (
            {"rows": {"a": {}, "c": {}}},
            {"rows": {"a": {}, "b": {"label": "乙"}, "c": {}}},
            {"rows": {"b": {"after": "a", "label": "乙"}}},
        ),
        ({"tables": {"a": {}, "b": {}}}, {"tables": {"b": {}, "a": {}}}, {}),
    ],
    ids=["gone", "lists are replaced", "worded anew", "in between", "tables stand where their sections do"],
)
def test_differences(before, after, expected):
    assert differences(before, after) == expected
