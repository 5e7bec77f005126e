"""Packs of one id in several versions: which of them counts, and the packs that lie beside the program."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass
from gouji.rules.files import PACK_FILE, PackFiles

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "GOUJI_PACKS"
"""Environment variable that names folders of packs, instead of the one beside the program."""
FOLDER = "packs"
LANGUAGE = 1
"""The newest version of the rule language that this gouji speaks."""

_VERSION = re.compile(rb"""^version:[ ]*["']?([^"'#\r\n]*?)["']?[ \r]*(?:#.*)?$""", re.MULTILINE)
_LANGUAGE = re.compile(rb"^language:[ ]*([0-9]{1,9})[ \r]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Replaced:
    """The shipped pack that another of the same id stands in for.

    Attributes:
        version: of the shipped pack.
        origin: the folder or file of the other one.
    """

    version: str
    origin: str


def version_of(files: PackFiles) -> str:
    """The version that the head of a pack plainly declares; empty when it does not."""
    found = _VERSION.search(files.files[files.head])
    return "" if found is None else found[1].decode("utf-8", "replace").strip()


def is_newer(one: str, other: str) -> bool:
    """Whether a version is higher than another: number by number, ``2026.10`` above ``2026.9``."""
    return _parts(one) > _parts(other)


def _parts(version: str) -> list[tuple[int, str]]:
    parts = [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"\d+|[^\d.\s]+", version)
    ]
    while parts and parts[-1] == (0, ""):
        parts.pop()
    return [*parts, (0, "")]


def speaks_newer_language(files: PackFiles) -> bool:
    """Whether a pack plainly says that it is written for a newer gouji."""
    found = _LANGUAGE.search(files.files[files.head])
    return found is not None and int(found[1]) > LANGUAGE


def not_used(pack: str, files: PackFiles, shipped: PackFiles, origin: str) -> Message | None:
    """Why a pack that nobody asked for does not take the place of a shipped one; ``None`` when it does."""
    version, present = version_of(files), version_of(shipped)
    if speaks_newer_language(files):
        return message("replaced.newer_language", id=pack, version=version, origin=origin, shipped=present)
    if is_newer(version, present):
        return None
    key = "replaced.older" if is_newer(present, version) else "replaced.same"
    return message(key, id=pack, version=version, origin=origin, shipped=present)


def beside_program() -> tuple[Path, ...]:
    """The packs in the folder ``packs`` beside the program, or in the folders of ``GOUJI_PACKS``."""
    named = os.environ.get(VARIABLE)
    program = Path(sys.executable if getattr(sys, "frozen", False) else sys.argv[0])
    folders: list[Path] = []
    if named is not None:
        folders = [Path(one) for one in named.split(os.pathsep) if one]
    elif program.is_file():
        folders = [program.resolve().parent / FOLDER]
    return tuple(pack for folder in folders for pack in packs_in(folder))


def packs_in(folder: Path) -> Iterator[Path]:
    """The packs in a folder: its folders with a ``pack.yaml``, and its files that declare one."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    for one in found:
        if (one / PACK_FILE).is_file() or (one.suffix == ".yaml" and _declares_pack(one)):
            yield one


def _declares_pack(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return re.search(rb"^pack:", stream.read(100_000), re.MULTILINE) is not None
    except OSError:
        return False
