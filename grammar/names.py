"""Lookup of names in a schema, and what to suggest where there is none. Callers report the faults."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from gouji.grammar.lexicon import english
from gouji.grammar.records import dataclass
from gouji.grammar.schema import ClaimKind, Item, Parameter, Part, Section, Table
from gouji.grammar.suggesting import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Entry = Item | Table | Section | Part | ClaimKind | Parameter
AnyEntry = TypeVar("AnyEntry", bound=Entry)


def official(entry: Entry) -> str | None:
    """The wording that the form prints for an entry, where it prints one."""
    match entry:
        case Section():
            return entry.title
        case Item() | Part() | Table():
            return entry.label
        case ClaimKind() | Parameter():
            return None


def short_name(entry: Entry) -> str | None:
    """The Chinese name that rules use: the declared one, else the official wording."""
    return entry.name or official(entry)


def find(entries: Iterable[AnyEntry], written: str) -> tuple[AnyEntry, ...]:
    """The entries that a rule means by ``written``: an id or a short name."""
    wanted = _plain(written)
    return tuple(
        entry for entry in entries if wanted == entry.id or wanted == _plain(short_name(entry) or "")
    )


def find_item(items: Sequence[Item], names: Sequence[str]) -> tuple[Item, ...]:
    """The rows or columns that a full path means, usually one or none."""
    found = find(items, names[0]) if names else ()
    if len(names) <= 1:
        return found
    return tuple(item for entry in found for item in find_item(entry.children, names[1:]))


def canonical(name: str) -> str:
    """The English form of a built-in name, any other name unchanged."""
    return english(name) or name


def canonical_path(names: Sequence[str], owner: str | None = None) -> tuple[str, ...]:
    """Every name in its English form; ``owner`` is the one before the first dot."""
    return tuple(english(name, owner if index == 0 else None) or name for index, name in enumerate(names))


@dataclass(frozen=True, slots=True)
class Miss:
    """Where a path leaves the tree: the index of the unknown name and the items that could stand there."""

    index: int
    siblings: tuple[Item, ...]


def miss(items: Sequence[Item], names: Sequence[str]) -> Miss:
    """How far a path that means nothing goes."""
    siblings = tuple(items)
    for index, name in enumerate(names):
        found = find(siblings, name)
        if not found:
            return Miss(index, siblings)
        siblings = tuple(child for entry in found for child in entry.children)
    return Miss(len(names) - 1, siblings)


def suggestion(name: str, entries: Iterable[Entry]) -> str | None:
    """What the author of ``name`` most likely meant, as a rule may write it.

    Ids, names and labels are looked at; the answer is an id for an ASCII name, else a short name.
    """
    spellings: dict[str, Entry] = {}
    for entry in entries:
        for spelling in (entry.id, entry.name, official(entry)):
            if spelling:
                spellings.setdefault(spelling, entry)
    wanted = _plain(name)
    if wanted in spellings:
        return usable(spellings[wanted], name)
    nearby = {usable(spellings[near], name) for near in _nearest_entries(name, spellings)}
    return nearby.pop() if len(nearby) == 1 else None


def usable(entry: Entry, like: str) -> str:
    """How a rule writes the entry, in the script of ``like``."""
    short = short_name(entry)
    return entry.id if like.isascii() or not short or not short.isidentifier() else short


def usable_path(items: Sequence[Item], target: Item, like: str) -> str:
    """The full dotted path of an item as a rule writes it, in the script of ``like``."""
    return ".".join(usable(item, like) for item in lineage(items, target))


def lineage(items: Sequence[Item], target: Item) -> Iterator[Item]:
    """The items from the outermost group down to ``target``."""
    for item in items:
        if item.path == target.path[: len(item.path)]:
            yield item
            yield from lineage(item.children, target)


def ending_with(items: Sequence[Item], names: Sequence[str]) -> tuple[Item, ...]:
    """The items below the top whose path ends as ``names`` does: what lacks the outer groups may mean."""
    return tuple(found for top in items for item in top.walk() for found in find_item(item.children, names))


def _nearest_entries(name: str, spellings: dict[str, Entry]) -> Iterator[str]:
    """Nearest spelling; several spellings of one entry do not make it ambiguous."""
    near = nearest(name, spellings)
    if near is not None:
        yield near
        return
    rest = dict(spellings)
    for entry in dict.fromkeys(map(id, spellings.values())):
        own = [spelling for spelling, known in rest.items() if id(known) == entry]
        yield from filter(None, [nearest(name, own)])


@cache
def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name)
