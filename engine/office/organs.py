"""Who is who: organs told by their full name, and by the short and former names of a roster."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_KEYS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "单位名称", "机关名称", "单位全称", "全称", "单位", "名称"),
    "short": ("short", "简称"),
    "former": ("former", "曾用名", "原名称", "原名"),
}
"""What the columns of a roster are called; other columns are the office's own business."""

_LARGEST = 4 * 2**20
_SEPARATORS = str.maketrans("；、|\n", ";;;;")


@dataclass(frozen=True, slots=True)
class Listed:
    """An organ of the roster."""

    name: str
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


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

    def names_in(self, text: str) -> Iterator[Listed]:
        """The organs of the roster that a text, such as the name of a file, names in any way."""
        flat = bare(text)
        for one in self.roster:
            if any(bare(name) in flat for name in (one.name, *one.short, *one.former)):
                yield one


def bare(name: str) -> str:
    """A name in one width, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def read_roster(path: Path) -> Organs | Message:
    """Read a roster: CSV with a header row, or YAML with a list of names or of mappings.

    Columns (keys) are ``name``/单位名称, ``short``/简称, ``former``/曾用名; several short or former names
    of one organ are parted by ``;``.

    Returns:
        The organs, or why the file is no roster.
    """
    try:
        if path.stat().st_size > _LARGEST:
            return message("office.roster_too_large", file=str(path))
        text = _decoded(path.read_bytes())
    except OSError as fault:
        return message("office.roster_unreadable", file=str(path), reason=fault.strerror or "")
    rows = _yaml_rows(text) if path.suffix.lower() in {".yaml", ".yml"} else _csv_rows(text)
    if rows is None:
        return message("office.roster_without_names", file=str(path))
    listed = [one for row in rows if (one := _listed(row)) is not None]
    names = [bare(one.name) for one in listed]
    twice = next((one.name for one, name in zip(listed, names, strict=True) if names.count(name) > 1), None)
    if twice is not None:
        return message("office.roster_name_twice", file=str(path), name=twice)
    return Organs(tuple(listed)) if listed else message("office.roster_without_names", file=str(path))


def _decoded(data: bytes) -> str:
    """The text of a file: UTF-8, else the encoding that office programs write in China."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _csv_rows(text: str) -> list[Mapping[str, object]] | None:
    try:
        head, *rows = list(csv.reader(io.StringIO(text))) or [[]]
    except csv.Error:
        return None
    keys = [_key(cell) for cell in head]
    if "name" not in keys:
        return None
    return [{key: cell for key, cell in zip(keys, row, strict=False) if key} for row in rows]


def _yaml_rows(text: str) -> list[Mapping[str, object]] | None:
    import yaml  # noqa: PLC0415 - only rosters written by hand need it

    try:
        data: Any = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError):
        return None
    if isinstance(data, dict) and len(data) == 1:
        data = next(iter(data.values()))
    if not isinstance(data, list):
        return None
    rows: list[Mapping[str, object]] = []
    for entry in data:
        if isinstance(entry, dict):
            rows.append({key: value for name, value in entry.items() if (key := _key(str(name)))})
        else:
            rows.append({"name": entry})
    return rows if all("name" in row for row in rows) else None


def _key(cell: str) -> str | None:
    flat = bare(cell).lower()
    return next((key for key, names in _KEYS.items() if flat in names), None)


def _listed(row: Mapping[str, object]) -> Listed | None:
    name = bare(str(row.get("name") or ""))
    if not name:
        return None
    return Listed(name, tuple(_several(row.get("short"))), tuple(_several(row.get("former"))))


def _several(value: object) -> Iterator[str]:
    values: Iterable[object] = (
        value if isinstance(value, list) else str(value or "").translate(_SEPARATORS).split(";")
    )
    return (name for each in values if (name := bare(str(each))))
