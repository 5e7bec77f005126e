"""``gouji.toml``: options written down beside the work, found upwards from the first path."""

from __future__ import annotations

from dataclasses import field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAME = "gouji.toml"
Group = TypeVar("Group")


@dataclass(frozen=True)
class Configuration:
    """What a ``gouji.toml`` says.

    Attributes:
        file: where it stands; ``None`` without one.
        values: by the name of the option, as the command line would give it.
        language: of the output.
        folder: of the first path.
    """

    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None
    folder: Path = Path()

    def fill(self, given: Group) -> Group:
        """A group of options, those that the command line does not give as the file says."""
        known: Any = given
        missing = {
            one.name: self.values[key]
            for one in fields(known)
            if (key := option_name(one.name)) in self.values and not getattr(given, one.name)
        }
        return replace(known, **missing)  # type: ignore[no-any-return]

    def value(self, key: str, given: str | None) -> str | None:
        """One option: as the command line gives it, else as the file says."""
        return given if given is not None else self.values.get(key)


def option_name(attribute: str) -> str:
    """The option that a parameter of a command stands for, without its dashes."""
    return attribute.rstrip("_").replace("_", "-")


def configuration(paths: Sequence[str]) -> Configuration:
    """The configuration for these paths: of the nearest ``gouji.toml`` upwards from the first.

    Raises:
        FaultyFile: it is no TOML, has an unknown key or a value that the key cannot have.
    """
    start = Path(paths[0]) if paths and paths[0] != "-" else Path()
    start = start.resolve() if start.is_dir() else start.resolve().parent
    found = next((file for one in (start, *start.parents) if (file := one / NAME).is_file()), None)
    if found is None:
        return Configuration(folder=start)
    from gouji.cli.configuration_file import read  # noqa: PLC0415 - most runs have no such file

    return replace(read(_shown(found)), folder=start)


def _shown(file: Path) -> Path:
    """The file as a person here would name it."""
    try:
        return file.relative_to(Path.cwd())
    except ValueError:
        return file
