"""Ids and names for what a form prints: those of the pack it extends where labels match, else made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from gouji.engine.authoring.matching import Counterparts
from gouji.engine.authoring.numbering import numbered
from gouji.engine.binding.normalising import compact, label_of
from gouji.grammar import lexicon
from gouji.grammar.records import dataclass
from gouji.grammar.schema import Item, Path
from gouji.rules.names import is_id, is_name

if TYPE_CHECKING:
    from gouji.engine.authoring.printed import Labels, PrintedItem

_LONGEST_NAME = 16
_BRACKETED = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]")
_TOTAL = re.compile(r"(?:总计|合计|小计|共计|总和)$")
_PARTIAL = re.compile(r"小计$")
_UNIT = re.compile(r"单位[:：]\s*([^\s()（）]{1,6})")
_SIGNED = re.compile(r"增减|净增|净变|±")
_DECIMALS = {"元": 2, "百元": 4, "千元": 5, "万元": 6, "百万元": 8, "亿元": 10}
"""Amounts are kept to the fen."""


def is_total(label: str) -> bool:
    """Whether a label says that it holds the sum of its siblings."""
    return _TOTAL.search(label_of(label).short) is not None


def is_partial(label: str) -> bool:
    """Whether the sum is one of the siblings before it only."""
    return _PARTIAL.search(label_of(label).short) is not None


def short_name(text: str) -> str | None:
    """A label as a name that rules can write: without number, brackets and punctuation; ``None`` if long."""
    number = numbered(text)
    bare = _BRACKETED.sub("", text if number is None else number.rest)
    name = re.sub(r"[\W_]+", "", bare)
    usable = is_name(name) and lexicon.english(name) is None and len(name) <= _LONGEST_NAME
    return name if usable else None


def made_up(label: str, prefix: str, number: int, taken: Iterable[str]) -> str:
    """An id for a label: ``total`` for a sum, ``item_3`` for a numbered one, else its place: ``r3``."""
    leading = numbered(label)
    if is_total(label):
        wanted = "subtotal" if is_partial(label) else "total"
    else:
        wanted = f"{prefix}{number}" if leading is None else f"item_{leading.value}"
    return free(wanted, taken)


def free(wanted: str, taken: Iterable[str]) -> str:
    """The id, or the first of it with a number that is not taken."""
    others = set(taken)
    candidates = (wanted if number == 1 else f"{wanted}_{number}" for number in count(1))
    return next(name for name in candidates if name not in others and is_id(name))


@dataclass(frozen=True)
class NamedItems:
    """Rows or columns with their ids.

    Attributes:
        items: the trees.
        paths: labels from the outermost group down → the path.
        sources: path → the path it continues in the pack that is extended.
        unnamed: how many ids were made up of places or numbers.
    """

    items: tuple[Item, ...]
    paths: Mapping[Labels, Path]
    sources: Mapping[Path, Path]
    unnamed: int


def named(
    printed: Sequence[PrintedItem],
    before: Sequence[Item],
    prefix: str,
    columns: Mapping[Labels, Path] | None = None,
) -> NamedItems:
    """The printed rows or columns with ids and names.

    Args:
        printed: the trees of labels.
        before: the trees of the table they match in the pack that is extended.
        prefix: what ids made up of a place begin with.
        columns: for rows, the paths of the columns by their labels.
    """
    maker = _Maker(Counterparts(printed, before), prefix, columns or {})
    items = maker.level(printed, (), ())
    return NamedItems(items, maker.paths, maker.sources, maker.unnamed)


class _Maker:
    def __init__(self, before: Counterparts, prefix: str, columns: Mapping[Labels, Path]) -> None:
        self.before, self.prefix, self.columns = before, prefix, columns
        self.paths: dict[Labels, Path] = {}
        self.sources: dict[Path, Path] = {}
        self.unnamed = 0

    def level(self, printed: Sequence[PrintedItem], above: Path, labels: Labels) -> tuple[Item, ...]:
        """The items of one group."""
        known = [self.before.of(one) for one in printed]
        ids: dict[int, str] = {}
        for number, item in enumerate(known):
            if item is not None and item.id not in ids.values():
                ids[number] = item.id
        for number, one in enumerate(printed):
            if number not in ids:
                ids[number] = made_up(one.label, self.prefix, number + 1, ids.values())
                self.unnamed += ids[number].rstrip("_0123456789") not in {"total", "subtotal"}
        taken = set(ids.values())
        made = []
        for number, one in enumerate(printed):
            item = known[number]
            name = self._name(one, item, taken)
            taken |= {name} if name else set()
            made.append(self._item(one, item, (*above, ids[number]), (*labels, one.label), name))
        return tuple(made)

    def _name(self, printed: PrintedItem, item: Item | None, taken: Iterable[str]) -> str | None:
        name = short_name(printed.label) if item is None else item.name
        return None if name in set(taken) else name

    def _item(
        self, printed: PrintedItem, item: Item | None, path: Path, labels: Labels, name: str | None
    ) -> Item:
        self.paths[labels] = path
        if item is not None:
            self.sources[path] = item.path
        children = self.level(printed.children, path, labels)
        columns = None
        if printed.columns is not None:
            columns = tuple(".".join(self.columns[one]) for one in printed.columns)
        if item is not None:
            return replace(
                item,
                path=path,
                label=_wording(printed.label, item.label) or item.label,
                name=name,
                heading=_wording(printed.heading, item.heading),
                columns=columns,
                children=children,
            )
        unit = _unit(printed)
        return Item(
            path=path,
            label=printed.label,
            name=name,
            total=is_total(printed.label) and not children,
            unit=unit,
            signed=_SIGNED.search(re.sub(r"[\W_]", "", compact(printed.label))) is not None,
            decimals=_DECIMALS.get(unit or "", 0),
            columns=columns,
            heading=printed.heading,
            measure=None if unit else printed.measure,
            children=children,
        )


def _unit(printed: PrintedItem) -> str | None:
    """The unit of money that a label or measure names."""
    found = _UNIT.search(printed.label)
    for unit in (printed.measure, found and found[1]):
        if unit in _DECIMALS:
            return unit
    return None


def _wording(printed: str | None, before: str | None) -> str | None:
    """The printed wording, or the one before when they differ in width and spaces only."""
    if printed is None or before is None or compact(printed) != compact(before):
        return printed
    return before
