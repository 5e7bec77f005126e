"""Failed pairs that hang together told as one: thirty organs with one text are one matter, not 435."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.rules.instances import linked_key, pair_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.checking.outcomes import Outcome

Cluster = tuple[str, tuple["Outcome", ...]]


def clusters(outcomes: Sequence[Outcome]) -> list[Cluster]:
    """The failed pairs of one rule, those that hang together by a chain of pairs in one cluster.

    Pairs hang together only within the same outer and inner elements; what is no pair stands alone.

    Returns:
        For each cluster the instance that stands for it, and as many of its pairs as join all its members, in
        the order given: what the other pairs say follows from these.
    """
    found: dict[str, list[_Growing]] = {}
    for outcome in outcomes:
        around, *ends = pair_of(outcome.instance)
        known = found.setdefault(around, [])
        touched = [one for one in known if not one.members.isdisjoint(ends)]
        if len(touched) == 1 and touched[0].members.issuperset(ends):
            continue
        joined = _Growing(set(ends), [])
        for one in touched:
            joined.members |= one.members
            joined.pairs += one.pairs
            known.remove(one)
        joined.pairs.append(outcome)
        known.append(joined)
    return [
        (linked_key(around, sorted(one.members)), tuple(one.pairs))
        for around, growing in found.items()
        for one in growing
    ]


class _Growing:
    """A cluster as far as its pairs have been seen."""

    def __init__(self, members: set[str], pairs: list[Outcome]) -> None:
        self.members, self.pairs = members, pairs
