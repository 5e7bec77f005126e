"""Which patterns of claims may be found in a clause: most are ruled out by letters that it does not hold."""

from __future__ import annotations

from collections import defaultdict
from operator import add
from typing import TYPE_CHECKING

from gouji.engine.binding.clauses import COUNT
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from gouji.engine.binding.claim_patterns import Pattern, ReadyClaim
    from gouji.grammar.schema import Clues


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern of a claim to search a clause for; ``is_said`` unless it is one of words for 0."""

    claim: ReadyClaim
    pattern: Pattern
    is_said: bool


class ClueIndex:
    """The patterns of some claims, found by the letters of a text.

    Args:
        claims: in the order in which they are tried.
    """

    def __init__(self, claims: Iterable[ReadyClaim]) -> None:
        self._all: list[Sought] = []
        for claim in claims:
            self._all += (Sought(claim, pattern, is_said=True) for pattern in claim.says)
            self._all += (Sought(claim, pattern, is_said=False) for pattern in claim.zero)
        self._said = _Index((place, one.pattern.clues) for place, one in enumerate(self._all) if one.is_said)
        self._zero = _Index(
            (place, one.pattern.clues) for place, one in enumerate(self._all) if not one.is_said
        )

    def sought(self, told: str, text: str) -> Iterator[Sequence[Sought]]:
        """What to search a clause for, claim by claim.

        Args:
            told: the clause as patterns of what is said read it.
            text: as patterns of words for 0 do.
        """
        letters = _letters(text)
        places = self._zero.places(letters)
        places += self._said.places(letters if told == text else _letters(told))
        run: list[Sought] = []
        for place in sorted(places):
            one = self._all[place]
            if one.is_said and COUNT not in told and not one.claim.countless:
                continue
            if run and one.claim is not run[0].claim:
                yield run
                run = []
            run.append(one)
        if run:
            yield run


class _Index:
    """Numbers, and the clues to each."""

    def __init__(self, clues: Iterable[tuple[int, Clues]]) -> None:
        self._always: list[int] = []
        self._rest: dict[int, Clues] = {}
        self._by_letters: defaultdict[str, list[int]] = defaultdict(list)
        for place, sets in clues:
            if not sets:
                self._always.append(place)
                continue
            self._rest[place] = sets[1:]
            for letters in sets[0]:
                self._by_letters[letters].append(place)

    def places(self, letters: AbstractSet[str]) -> list[int]:
        """The numbers whose clues are all there."""
        known = self._by_letters
        may_be = {place for one in letters if one in known for place in known[one]}
        rest = self._rest
        found = [place for place in may_be if not any(map(letters.isdisjoint, rest[place]))]
        return self._always + found


def _letters(text: str) -> set[str]:
    """The letters of a text and each two that follow one another."""
    return {*text, *map(add, text, text[1:])}
