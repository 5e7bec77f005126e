"""Pairs that hang together are one matter."""

from types import SimpleNamespace

import pytest
from gouji.engine.checking.clusters import clusters
from hypothesis import given
from hypothesis import strategies as st


def told(*instances):
    found = clusters([SimpleNamespace(instance=one) for one in instances])
    return {instance: [one.instance for one in pairs] for instance, pairs in found}


@pytest.mark.parametrize(
    ("instances", "expected"),
    [
        ((), {}),
        (("a|b",), {"a|b": ["a|b"]}),
        (("a|b", "c|d"), {"a|b": ["a|b"], "c|d": ["c|d"]}),
        (("a|b", "c|d", "b|c"), {"a|b|c|d": ["a|b", "c|d", "b|c"]}),
        (("a|b", "b|c", "a|c"), {"a|b|c": ["a|b", "b|c"]}),
        (("a|b/left", "b|c/right"), {"a|b/left": ["a|b/left"], "b|c/right": ["b|c/right"]}),
        (("a|b/left", "b|c/left"), {"a|b|c/left": ["a|b/left", "b|c/left"]}),
        (("left",), {"left": ["left"]}),
        (("a|a",), {"a": ["a|a"]}),
    ],
)
def test_pairs_hang_together_by_what_they_share(instances, expected):
    assert told(*instances) == expected


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(7, 12)), max_size=30))
def test_a_cluster_has_all_that_hang_together_and_no_more_pairs_than_join_them(pairs):
    found = clusters([SimpleNamespace(instance=f"{one:02}|{other:02}") for one, other in pairs])
    members = [set(instance.split("|")) for instance, _ in found]

    assert all(sum({f"{one:02}", f"{other:02}"} <= known for known in members) == 1 for one, other in pairs)
    assert sum(map(len, members)) == len(set().union(*members))
    assert all(len(kept) < len(known) for (_, kept), known in zip(found, members, strict=True))
