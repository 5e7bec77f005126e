"""Ids and names: their shape, and that a name means one thing in its position."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.grammar import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.rules.faults import Faults
    from gouji.rules.fields import Fields
    from gouji.rules.yaml_nodes import ScalarNode

_ID = re.compile(r"[a-z][a-z0-9_]*")
_DASHED_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[^\W\d]\w*")


def is_id(text: str) -> bool:
    """Whether the text may be the id of a table, row, section, claim or parameter."""
    return bool(_ID.fullmatch(text)) and text not in lexicon.reserved()


def is_dashed_id(text: str) -> bool:
    """Whether the text may be the id of a rule or pack."""
    return bool(_DASHED_ID.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether rules can write the text as a name."""
    return bool(_NAME.fullmatch(text)) and text not in lexicon.reserved()


def check_id(key: ScalarNode, faults: Faults, *, dashed: bool = False) -> None:
    """Report an id that is not shaped as it must be, or is a word of the language."""
    if dashed:
        if not is_dashed_id(key.value):
            faults.add("bad_dashed_id", key.place, id=key.value)
    elif key.value in lexicon.reserved():
        faults.add("reserved_name", key.place, name=key.value)
    elif not is_id(key.value):
        faults.add("bad_id", key.place, id=key.value)


class Siblings:
    """The ids and names of one position; each may stand for one thing only."""

    def __init__(self, ids: Iterable[str], faults: Faults) -> None:
        self.owners = {key: key for key in ids}
        self.faults = faults

    def name(self, key: str, fields: Fields) -> str | None:
        """The short name that ``fields`` gives the entry ``key``, if it may have it."""
        node = fields.scalar("name")
        if node is None:
            return None
        if node.value in lexicon.reserved():
            self.faults.add("reserved_name", node.place, name=node.value)
        elif not is_name(node.value):
            self.faults.add("bad_name", node.place, name=node.value)
        elif self.owners.setdefault(node.value, key) != key:
            self.faults.add("name_taken", node.place, name=node.value, id=self.owners[node.value])
        else:
            return node.value
        return None

    def default(self, key: str, wording: str | None) -> str | None:
        """``wording`` as the name of ``key`` where it can be one."""
        usable = wording is not None and is_name(wording) and self.owners.setdefault(wording, key) == key
        return wording if usable else None


def dotted_paths(text: str) -> Iterator[tuple[str, ...]]:
    """The dotted paths of a comma-separated text: ``handled.total, total``."""
    for part in text.replace("，", ",").split(","):
        yield tuple(name.strip() for name in part.strip().split("."))
