"""Results as bytes, from worker to parent and into a journal; packs travel by name, not with every result."""

from __future__ import annotations

import importlib
import io
import pickle
import zlib
from dataclasses import is_dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gouji.rules.pack import Pack, Rule
from gouji.rules.pickling import READ_ONLY, RecordPickler, read_only

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.rules.library import Library

_PLAIN = frozenset(
    {("fractions", "Fraction"), ("datetime", "date"), ("pathlib", "PosixPath"), ("pathlib", "WindowsPath")}
)


class Parcels:
    """Packs results into bytes and back.

    Args:
        library: with the packs that results refer to; the same on both sides.
    """

    def __init__(self, library: Library) -> None:
        self.library = library

    def wrapped(self, item: object) -> bytes:
        """A result as bytes."""
        stream = io.BytesIO()
        _Pickler(stream, self._names).dump(item)
        return zlib.compress(stream.getvalue(), 1)

    def opened(self, parcel: bytes) -> Any:  # noqa: ANN401 - what was wrapped
        """The result in a parcel that this user's own processes have made.

        Raises:
            ValueError: it is none, or names a pack that the library does not have.
        """
        try:
            return _Unpickler(io.BytesIO(zlib.decompress(parcel)), self.library).load()
        except Exception as fault:
            raise ValueError("this is no result, or one of other packs") from fault

    @cached_property
    def _names(self) -> Mapping[int, tuple[str, ...]]:
        """How packs and rules are called, by their identity."""
        names: dict[int, tuple[str, ...]] = {}
        for pack in self.library.forms():
            names[id(pack)] = (pack.id,)
            names.update((id(rule), (pack.id, key)) for key, rule in pack.rules.items())
        return names


class _Pickler(RecordPickler):
    def __init__(self, stream: io.BytesIO, names: Mapping[int, tuple[str, ...]]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._names = names

    def persistent_id(self, item: object) -> tuple[str, ...] | None:
        return self._names.get(id(item)) if isinstance(item, Pack | Rule) else None


class _Unpickler(pickle.Unpickler):
    """Makes only records of this program, numbers, dates and paths."""

    def __init__(self, stream: io.BytesIO, library: Library) -> None:
        super().__init__(stream)
        self._library = library

    def persistent_load(self, name: tuple[str, ...]) -> object:
        pack = self._library.load(name[0]).pack
        if pack is None:
            raise pickle.UnpicklingError(f"no pack {name[0]}")
        return pack if len(name) == 1 else pack.rules[name[1]]

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as pickle declares it
        if (module, name) == READ_ONLY:
            return read_only
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if not module.startswith("gouji.") or "." in name:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a result")
        found = getattr(importlib.import_module(module), name)
        if not (isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum))):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a result")
        return found
