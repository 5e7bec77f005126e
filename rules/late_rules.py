"""The rules of a pack that came from the cache, made when the first of them is asked for.

Of all forms only one or two judge a report; of the others nobody needs more than the names of their rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.rules.pack import Rule


class LateRules(Mapping[str, "Rule"]):
    """Rules by id, read-only.

    Args:
        ids: of the rules, in the order of the pack.
        make: gives all of them; called once, when the first rule is asked for.
    """

    def __init__(self, ids: tuple[str, ...], make: Callable[[], Mapping[str, Rule]]) -> None:
        self._ids = dict.fromkeys(ids)
        self._make = make

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        rules = self._make()
        del self._make  # with it goes what they were made from
        return rules

    def __getitem__(self, rule: str) -> Rule:
        """The rule of this id."""
        return self._rules[rule]

    def __contains__(self, rule: object) -> bool:
        """Whether there is a rule of this id."""
        return rule in self._ids

    def __iter__(self) -> Iterator[str]:
        """The ids in the order of the pack."""
        return iter(self._ids)

    def __len__(self) -> int:
        """How many rules there are."""
        return len(self._ids)
