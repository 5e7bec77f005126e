"""Shows that gouji installs everywhere: wheels of every core dependency, their licences, their size.

    python scripts/wheels.py             downloads the wheels for every target and checks all of it
    python scripts/wheels.py --extras    the same for the extras; only their size is not limited
    python scripts/wheels.py --installed checks licences and size in this environment, without a network

Exit status: 0 when everything holds, 1 when a wheel is missing, a licence forbids, or the size is too large.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from email.message import Message

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
MAX_SIZE = 40 * 2**20
"""Bytes of the core install, all dependencies included."""

PYTHONS = ("3.11", "3.12", "3.13")
WINDOWS = ("win_amd64",)
LINUX_ARM = ("manylinux2014_aarch64", *(f"manylinux_2_{minor}_aarch64" for minor in range(17, 36)))
FORBIDDEN = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public License", re.IGNORECASE)
PERMITTED = re.compile(r"LGPL|Lesser General Public", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Distribution:
    """A package of the core install.

    Attributes:
        size: bytes once installed.
        licence: what its metadata say.
    """

    name: str
    version: str
    size: int
    licence: str

    @property
    def forbidden(self) -> bool:
        """Whether the licence is one that the core must not carry, or is not told."""
        return not self.licence or bool(FORBIDDEN.search(PERMITTED.sub("", self.licence)))


@dataclass(frozen=True)
class Target:
    """A platform and a version of Python."""

    label: str
    platforms: tuple[str, ...]
    python: str

    @property
    def arguments(self) -> list[str]:
        """Options of ``pip download`` for the target."""
        platforms = [part for platform in self.platforms for part in ("--platform", platform)]
        return [
            *platforms,
            "--python-version",
            self.python,
            "--implementation",
            "cp",
            "--only-binary",
            ":all:",
        ]


TARGETS = tuple(
    Target(label, platforms, python)
    for label, platforms in (("Windows x64", WINDOWS), ("Linux arm64", LINUX_ARM))
    for python in PYTHONS
)


def core() -> tuple[str, ...]:
    """The requirements of the core, as pyproject.toml lists them."""
    with PROJECT.open("rb") as stream:
        return tuple(tomllib.load(stream)["project"]["dependencies"])


def extras() -> dict[str, tuple[str, ...]]:
    """The requirements of each extra."""
    with PROJECT.open("rb") as stream:
        found = tomllib.load(stream)["project"]["optional-dependencies"]
    return {name: tuple(requirements) for name, requirements in sorted(found.items())}


def licence_of(metadata: Message) -> str:
    """What the metadata of a package say about its licence, on one line."""
    expression = metadata.get("License-Expression", "")
    trove = [
        line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier", ()) if "License ::" in line
    ]
    words = metadata.get("License", "").strip().splitlines()
    return expression or ", ".join(trove) or (words[0] if words else "")


def installed(requirements: Iterable[str]) -> Iterator[Distribution]:
    """The packages that the requirements brought into this environment, each once."""
    waiting = [match.group() for line in requirements if (match := NAME.match(line))]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in seen:
            continue
        seen.add(key)
        found = importlib.metadata.distribution(name)
        files = [Path(str(file.locate())) for file in found.files or ()]
        size = sum(file.stat().st_size for file in files if file.is_file() and file.suffix != ".pyc")
        yield Distribution(name, found.version, size, licence_of(found.metadata))
        waiting += [
            match.group() for line in found.requires or () if _applies(line) and (match := NAME.match(line))
        ]


def _applies(requirement: str) -> bool:
    """Whether a requirement of a package holds here without extras."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - with pip, only for this

    marker = Requirement(requirement).marker
    return marker is None or marker.evaluate({"extra": ""})


def downloaded(requirements: Sequence[str], target: Target, folder: Path) -> tuple[list[Distribution], str]:
    """The wheels of the requirements for a target, with what pip said when it found none."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--dest", str(folder), *target.arguments, *requirements]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own list
    if done.returncode:
        return [], (done.stderr.strip().splitlines() or ["?"])[-1]
    return [_of_wheel(path) for path in sorted(folder.glob("*.whl"))], ""


def _of_wheel(path: Path) -> Distribution:
    with zipfile.ZipFile(path) as wheel:
        size = sum(info.file_size for info in wheel.infolist())
        (name,) = [one for one in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", one)]
        metadata = Parser().parsestr(wheel.read(name).decode("utf-8"))
    return Distribution(metadata["Name"], metadata["Version"], size, licence_of(metadata))


def faults(found: Sequence[Distribution], most: int | None = MAX_SIZE) -> Iterator[str]:
    """What does not hold of an install of at most so many bytes."""
    for one in found:
        if one.forbidden:
            yield f"{one.name}: licence {one.licence or 'unknown'}"
    size = sum(one.size for one in found)
    if most is not None and size > most:
        yield f"{size / 2**20:.1f} MB, more than {most >> 20}"


def _report(
    label: str, found: Sequence[Distribution], missing: str = "", most: int | None = MAX_SIZE
) -> bool:
    """Print a table of an install; whether everything holds."""
    print(f"\n{label}")  # noqa: T201
    for one in sorted(found, key=lambda one: -one.size):
        print(f"  {one.name:<22} {one.version:<14} {one.size / 2**20:6.1f} MB  {one.licence[:60]}")  # noqa: T201
    size = sum(one.size for one in found) / 2**20
    wrong = [missing] if missing else list(faults(found, most))
    print(f"  {'together':<37} {size:6.1f} MB  {'; '.join(wrong) or 'ok'}")  # noqa: T201
    return not wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, print, and return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--installed", action="store_true", help="only this environment, offline")
    parser.add_argument("--extras", action="store_true", help="the extras instead of the core")
    chosen = parser.parse_args(arguments)
    requirements = core()
    if chosen.installed:
        return 0 if _report("installed here", list(installed(requirements))) else 1
    sound = True
    for target in TARGETS:
        label = f"{target.label}, Python {target.python}"
        for name, wanted in extras().items() if chosen.extras else (("", requirements),):
            with tempfile.TemporaryDirectory() as folder:
                found, missing = downloaded(wanted, target, Path(folder))
            sound &= _report(f"{label} {name}", found, missing, None if name else MAX_SIZE)
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
