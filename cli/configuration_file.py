"""``gouji.toml`` as a file: what its keys may hold, and faults with their places."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from gouji.cli.configuration import Configuration
from gouji.cli.loading import is_path
from gouji.cli.usage import FaultyFile
from gouji.grammar.diagnostics import Diagnostic, Place, Position
from gouji.grammar.messages import LANGUAGES, Argument, Message, message
from gouji.grammar.suggesting import nearest
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

TABLE = "check"


class Kind(StrEnum):
    """What the value of a key is."""

    TEXT = "text"
    YEAR = "year"
    COUNT = "count"
    FLAG = "flag"
    TEXTS = "texts"
    SETTINGS = "settings"
    PACK = "pack"
    FILE = "file"
    FILES = "files"


KEYS: Mapping[str, Kind] = {
    "pack": Kind.PACK,
    "amendments": Kind.FILES,
    "year": Kind.YEAR,
    "stage": Kind.TEXT,
    "previous": Kind.FILES,
    "members": Kind.FILES,
    "roster": Kind.FILE,
    "set": Kind.SETTINGS,
    "select": Kind.TEXTS,
    "ignore": Kind.TEXTS,
    "fail-on": Kind.TEXT,
    "exclude": Kind.TEXTS,
    "jobs": Kind.COUNT,
    "timeout": Kind.COUNT,
    "memory": Kind.COUNT,
    "journal": Kind.FILE,
    "waivers": Kind.FILES,
    "baseline": Kind.FILE,
    "format": Kind.TEXT,
    "output": Kind.FILE,
    "annotate": Kind.FILE,
    "settings": Kind.FILE,
    "facts": Kind.FLAG,
    "show-accepted": Kind.FLAG,
}
"""The keys of ``[check]``: the options of ``gouji check``, but for those that are about a single run."""


class _Reader:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.faults: list[Diagnostic] = []
        self.lines: tuple[str, ...] = ()

    def read(self) -> Configuration:
        data = self._parsed()
        language = data.pop("lang", None)
        if language is not None and language not in LANGUAGES:
            self._fault("config.not_a_choice", ("lang",), key="lang", names=LANGUAGES)
        table = data.pop(TABLE, {})
        for key in data:
            self._unknown((key,), ("lang", TABLE))
        if not isinstance(table, dict):
            self._fault("config.not_a_table", (TABLE,), key=TABLE)
            table = {}
        values = dict(self._values(table))
        if self.faults:
            raise FaultyFile(self.faults)
        return Configuration(self.file, values, language)

    def _parsed(self) -> dict[str, Any]:
        try:
            text = self.file.read_text("utf-8-sig")
            self.lines = tuple(text.split("\n"))
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+), column (\d+)", str(error))
            line, column = (int(place[1]), int(place[2])) if place else (max(1, len(self.lines)), 1)
            reason = re.sub(r"\s*\(at .*\)$", "", str(error))
            self._add("config.syntax", Position(line, column), Position(line, column + 1), reason=reason)
        except UnicodeDecodeError:
            self._add("config.encoding", Position(1, 1), Position(1, 1))
        except OSError as error:
            self._add("config.unreadable", Position(1, 1), Position(1, 1), reason=reason_of(error))
        raise FaultyFile(self.faults)

    def _values(self, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for key, value in table.items():
            kind = KEYS.get(key)
            if kind is None:
                self._unknown((TABLE, key), tuple(KEYS))
                continue
            read = self._value(kind, value)
            if read is None:
                self._fault("config.wrong_type", (TABLE, key), key=key, kind=message(f"config.kind_{kind}"))
            else:
                yield key, read

    def _value(self, kind: Kind, value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds, and what options take
        """The value as the option takes it; ``None`` when it is none for its kind."""
        match kind, value:
            case Kind.FLAG, bool():
                return value
            case (Kind.YEAR | Kind.COUNT, int()) if not isinstance(value, bool):
                return str(value)
            case (Kind.TEXT | Kind.YEAR, str()):
                return value
            case Kind.TEXTS, str() | [*_]:
                return _texts(value)
            case Kind.SETTINGS, dict():
                pairs = {name: _setting(one) for name, one in value.items()}
                return None if None in pairs.values() else [f"{name}={one}" for name, one in pairs.items()]
            case Kind.PACK, str():
                return self._beside(value) if is_path(value) or self._there(value) else value
            case Kind.FILE, str():
                return self._beside(value)
            case Kind.FILES, str() | [*_]:
                files = _texts(value)
                return None if files is None else [self._beside(one) for one in files]
            case _:
                return None

    def _there(self, name: str) -> bool:
        return (self.file.parent / name).is_dir()

    def _beside(self, name: str) -> str:
        """A path of the file, which counts from the folder of the file."""
        return str(self.file.parent / name)

    def _unknown(self, path: tuple[str, ...], known: Sequence[str]) -> None:
        near = nearest(path[-1], known)
        advice = (
            message("cli.did_you_mean", name=near) if near else message("cli.known_names", names=tuple(known))
        )
        self._fault("config.unknown_key", path, advice, key=path[-1])

    def _fault(
        self, code: str, path: tuple[str, ...], advice: Message | None = None, /, **arguments: Argument
    ) -> None:
        start, end = _place(self.lines, path)
        self._add(code, start, end, advice, **arguments)

    def _add(
        self,
        code: str,
        start: Position,
        end: Position,
        advice: Message | None = None,
        /,
        **arguments: Argument,
    ) -> None:
        place = Place(str(self.file), start, end)
        self.faults.append(Diagnostic(code, message(code, **arguments), place, help=advice))


def read(file: Path) -> Configuration:
    """What the file says.

    Raises:
        FaultyFile: it is no TOML, has an unknown key or a value that the key cannot have.
    """
    return _Reader(file).read()


def _texts(value: Any) -> list[str] | None:  # noqa: ANN401 - whatever TOML holds
    found = [value] if isinstance(value, str) else value
    return found if all(isinstance(one, str) for one in found) else None


def _setting(value: Any) -> str | None:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, bool):
        return str(value).lower()
    return None if isinstance(value, (dict, list)) else str(value)


def _place(lines: Sequence[str], path: tuple[str, ...]) -> tuple[Position, Position]:
    """Where a key is written, under the header of its table or dotted; else the header, or the first line."""
    *table, key = path
    current: list[str] = []
    header = (Position(1, 1), Position(1, 1))
    for number, line in enumerate(lines, 1):
        if (found := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line)) is not None:
            current = _bare(found[1])
            span = (Position(number, found.start(1) + 1), Position(number, found.end(1) + 1))
            if current == [*path]:
                return span
            header = span if current == table else header
        elif (found := re.match(r"\s*([^=#]+?)\s*=", line)) is not None and [*current, *_bare(found[1])][
            : len(path)
        ] == [*table, key]:
            return Position(number, found.start(1) + 1), Position(number, found.end(1) + 1)
    return header


def _bare(key: str) -> list[str]:
    return [part.strip().strip("\"'") for part in key.split(".")]
