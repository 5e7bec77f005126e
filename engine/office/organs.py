"""Who is who: organs told by their full name, and by the short and former names of a roster."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Listed:
    """An organ of the roster.

    Attributes:
        short, former: other names that it has, or had.
        kind: what sort of organ it is, in the office's own words.
        sums_to: the organ whose report adds up its figures; empty for the one the roster is about.
        due: whether it must report; ``reason`` why not.
        contact: whom to ask.
        published: the day its report was published.
    """

    name: str
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    kind: str = ""
    sums_to: str = ""
    due: bool = True
    reason: str = ""
    contact: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Identified:
    """What a name came to.

    Attributes:
        key: equal for two names of one organ.
        several: the organs of the roster that the name may mean, when it is more than one.
    """

    key: str
    several: tuple[str, ...] = ()


@dataclass(frozen=True)
class Organs:
    """The names of organs; without a roster only equal full names are one organ."""

    roster: tuple[Listed, ...] = ()

    @cached_property
    def _full(self) -> Mapping[str, str]:
        return {bare(one.name): one.name for one in self.roster}

    def identify(self, name: str) -> Identified:
        """The organ of that name; a full name stands before the short or former name of another."""
        flat = bare(name)
        if flat in self._full:
            return Identified(flat)
        fitting = tuple(
            dict.fromkeys(one.name for one in self.roster if flat in map(bare, (*one.short, *one.former)))
        )
        if len(fitting) == 1:
            return Identified(bare(fitting[0]))
        return Identified(flat, fitting)

    def listed(self, key: str) -> str | None:
        """The full name of an organ of the roster; ``None`` when it is not on it."""
        return self._full.get(key)

    def entry(self, key: str) -> Listed | None:
        """The line of the roster about an organ; ``None`` when it is not on it."""
        return next((one for one in self.roster if bare(one.name) == key), None)

    def belongs(self, one: Listed, area: str | None) -> bool:
        """Whether an organ is added up in the report of ``area``, not in that of another organ first.

        Args:
            one: an organ of the roster.
            area: key of the organ whose members are asked for.
        """
        if not one.sums_to:
            return bare(one.name) != area
        above = self.identify(one.sums_to).key
        return above == area or self.listed(above) is None

    def names_in(self, text: str) -> Iterator[Listed]:
        """The organs of the roster that a text, such as the name of a file, names in any way."""
        flat = bare(text)
        for one in self.roster:
            if any(bare(name) in flat for name in (one.name, *one.short, *one.former)):
                yield one


def bare(name: str) -> str:
    """A name in one width, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())
