"""Records as bytes that hold nothing but their fields."""

from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any


class RecordPickler(pickle.Pickler):
    """Writes dataclasses as their fields, without what they computed and kept since."""

    def reducer_override(self, item: object) -> Any:  # noqa: ANN401 - as pickle declares it
        """How a record, a choice or a read-only map is written; ``NotImplemented`` for whatever else."""
        if isinstance(item, Enum):  # by value in every Python: some write how to get it from its class
            return type(item), (item.value,)
        if isinstance(item, MappingProxyType):
            return read_only, (dict(item),)
        if is_dataclass(item) and not isinstance(item, type):
            return type(item), tuple(getattr(item, field.name) for field in fields(item))
        return NotImplemented


def read_only(entries: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """A map that cannot be changed, as it was written."""
    return MappingProxyType(entries)


READ_ONLY = (read_only.__module__, read_only.__name__)
"""How a pickle names the maker of read-only maps."""
