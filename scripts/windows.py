"""Builds a folder from which an office without a network installs gouji on Windows.

    python scripts/windows.py             downloads the wheels and writes dist/windows
    python scripts/windows.py --to DIR    the same elsewhere
    python scripts/windows.py --check DIR only says whether such a folder is whole

Exit status: 0 when the folder is whole, 1 when something of it is missing or does not fit.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from email.message import Message

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts" / "windows"
TARGET = ROOT / "dist" / "windows"
WHEELS = "wheels"
PLATFORM = "win_amd64"
PYTHONS = ("3.11", "3.12", "3.13")
EXTRAS = ("compare", "office", "solver", "traditional")
FILES = ("安装.cmd", "开始检查.cmd", "说明.txt")
BROUGHT = frozenset({"pip", "setuptools"})
"""What a virtual environment has, or what only building needs."""


def environment(python: str) -> dict[str, str]:
    """What the markers of requirements are asked about, on Windows."""
    return {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "platform_release": "10",
        "platform_version": "10.0",
        "sys_platform": "win32",
        "os_name": "nt",
        "extra": "",
    }


def tags(python: str) -> frozenset[object]:
    """The tags of wheels that fit a Python on Windows."""
    version = tuple(map(int, python.split(".")))
    interpreter = f"cp{''.join(python.split('.'))}"
    return frozenset(
        (
            *cpython_tags(version, platforms=[PLATFORM]),
            *compatible_tags(version, interpreter=interpreter, platforms=[PLATFORM]),
        )
    )


def metadata_of(wheel: Path) -> Message:
    """What a wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [one for one in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", one)]
        return Parser().parsestr(archive.read(name).decode("utf-8"))


def fitting(wheels: Iterable[Path], python: str) -> dict[str, Path]:
    """The wheels that a Python on Windows can install, by name."""
    known = tags(python)
    found = {}
    for wheel in sorted(wheels):
        name, _, _, given = parse_wheel_filename(wheel.name)
        if given & known:
            found[str(name)] = wheel
    return found


def needed(wheels: Mapping[str, Path], python: str, extras: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What gouji needs there, each requirement with whose it is, as far as the wheels tell."""
    waiting: list[tuple[str, tuple[str, ...]]] = [("gouji", tuple(extras))]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen or name not in wheels:
            continue
        seen.add((name, wanted))
        for line in metadata_of(wheels[name]).get_all("Requires-Dist", ()):
            requirement = Requirement(line)
            around = environment(python)
            asked = [{**around, "extra": extra} for extra in ("", *wanted)]
            if requirement.marker is None or any(map(requirement.marker.evaluate, asked)):
                other = canonicalize_name(requirement.name)
                yield str(other), f"{requirement.name}{requirement.specifier}"
                waiting.append((str(other), tuple(sorted(requirement.extras))))


def faults(folder: Path) -> Iterator[str]:
    """What is missing in the folder, or does not fit."""
    for name in FILES:
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif re.search(rb"(?<!\r)\n", path.read_bytes()):
            yield f"{name} has lines that Windows does not end so"
    wheels = list((folder / WHEELS).glob("*.whl"))
    for python in PYTHONS:
        found = fitting(wheels, python)
        if "gouji" not in found:
            yield f"Python {python}: gouji is missing"
        for name, requirement in dict.fromkeys(needed(found, python, EXTRAS)):
            if name in BROUGHT:
                continue
            if name not in found:
                yield f"Python {python}: {requirement} is missing"
            elif str(parse_wheel_filename(found[name].name)[1]) not in Requirement(requirement).specifier:
                yield f"Python {python}: {found[name].name} is not {requirement}"
    unfit = {path for path in wheels if not any(path in fitting([path], one).values() for one in PYTHONS)}
    yield from (f"{path.name} fits no Python on Windows" for path in sorted(unfit))


def write_scripts(folder: Path) -> None:
    """Write what people click on, with line ends of Windows."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        text = (SCRIPTS / name).read_text("utf-8")
        # Notepad of older Windows takes text without a mark for GBK; cmd takes the mark for a command.
        encoding = "utf-8-sig" if name.endswith(".txt") else "utf-8"
        (folder / name).write_text(text, encoding, newline="\r\n")


def build(folder: Path) -> str:
    """Write the folder; what went wrong, or nothing."""
    write_scripts(folder)
    wheels = folder / WHEELS
    wheels.mkdir(exist_ok=True)
    for old in wheels.glob("*.whl"):
        old.unlink()
    fault, wanted = _own(wheels), requirements()
    for python in PYTHONS:
        fault = fault or _download(wheels, python, wanted)
        # pip asks the markers of dependencies about this machine; what only Windows needs is fetched here.
        found = fitting(wheels.glob("*.whl"), python)
        lacking = sorted(
            {text for name, text in needed(found, python, EXTRAS) if name not in found} - BROUGHT
        )
        if lacking:
            fault = fault or _download(wheels, python, lacking)
    return fault


def _own(wheels: Path) -> str:
    """Build gouji's own wheel, from a source distribution: nothing of an earlier build gets into it."""
    with tempfile.TemporaryDirectory() as place:
        fault = _run("build", "--outdir", place, str(ROOT))
        for wheel in Path(place).glob("*.whl"):
            shutil.copy(wheel, wheels)
    return fault


def requirements() -> list[str]:
    """What gouji needs with the extras of an office, as pyproject.toml lists it."""
    with (ROOT / "pyproject.toml").open("rb") as stream:
        project = tomllib.load(stream)["project"]
    extras = project["optional-dependencies"]
    return [*project["dependencies"], *(line for name in EXTRAS for line in extras[name])]


def _download(wheels: Path, python: str, wanted: Sequence[str]) -> str:
    target = ("--platform", PLATFORM, "--python-version", python, "--implementation", "cp")
    quiet = ("--quiet", "--disable-pip-version-check")
    return _run("pip", "download", *quiet, "--dest", str(wheels), *target, "--only-binary", ":all:", *wanted)


def _run(module: str, *arguments: str) -> str:
    """Run a module of Python; its last words when it fails."""
    line = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603 - our own list
    return (done.stderr.strip().splitlines() or ["?"])[-1] if done.returncode else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build or check, say what is wrong, and return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=Path, default=TARGET, metavar="DIR", help="where to write the folder")
    parser.add_argument("--check", type=Path, metavar="DIR", help="only look whether a folder is whole")
    chosen = parser.parse_args(arguments)
    folder = chosen.check or chosen.to
    fault = "" if chosen.check else build(folder)
    wrong = [*([fault] if fault else []), *faults(folder)]
    for line in wrong:
        print(line, file=sys.stderr)  # noqa: T201
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
    count = len(list((folder / WHEELS).glob("*.whl")))
    print(f"{folder}: {count} wheels, {size:.0f} MB, {'not whole' if wrong else 'whole'}")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
