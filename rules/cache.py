"""Compiled packs kept between runs in the user's cache folder.

A speed-up only: whatever looks odd is ignored. An entry is read back only from a regular file in a folder,
both of them the user's own and closed to everyone else.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gouji.rules.files import PackFiles, hashed
from gouji.rules.late_rules import LateRules
from gouji.rules.pack import Pack
from gouji.rules.pickling import READ_ONLY, RecordPickler, read_only

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FORMAT = b"2"
CODE = (".py", ".lark")
MAX_ENTRIES = 64
HOLDERS = frozenset({"gouji.rules.pack", "gouji.rules.text_words"})
"""The modules of rules whose classes packs hold."""

VARIABLE = "GOUJI_CACHE_DIR"
"""Environment variable that names another cache folder; empty switches the cache off."""

Find = Callable[[str], PackFiles | None]


def default_folder() -> Path | None:
    """Where compiled packs are kept; ``None`` when the cache is switched off or there is no place for it."""
    chosen = os.environ.get(VARIABLE)
    if chosen is not None:
        return Path(chosen) / "packs" if chosen else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        given = Path(os.environ.get("XDG_CACHE_HOME") or "")
        base = given if given.is_absolute() else home / ".cache"
    return base / "gouji" / "packs"


class PackCache:
    """The compiled packs in one folder.

    Args:
        folder: where they are; ``None`` keeps none.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, files: PackFiles, find: Find) -> Pack | None:
        """The pack compiled from just these files and what they extended; ``None`` when none can be trusted.

        Args:
            files: the pack's own files.
            find: the files of another pack by id, as they are now.
        """
        try:
            data = self._read(_key(files))
            header, _, body = data.partition(b"\n")
            if not body or not _is_sound(json.loads(header), body, find):
                return None
            parts = _Unpickler(io.BytesIO(body))
            pack, ids = parts.load()
        except Exception:
            return None
        return replace(pack, rules=LateRules(ids, parts.load)) if isinstance(pack, Pack) else None

    def put(self, files: PackFiles, sources: Iterable[str], find: Find, pack: Pack) -> None:
        """Keep a compiled pack; a folder that is not writable, or not the user's own, is left alone."""
        body = _pickled(pack)
        header = json.dumps([zlib.crc32(body), _fingerprints(sources, find)]).encode()
        try:
            self._write(_key(files), header + b"\n" + body)
        except OSError:
            return

    def _read(self, key: str) -> bytes:
        if self.folder is None or not _is_private(self.folder.lstat(), stat.S_ISDIR):
            return b""
        descriptor = os.open(
            self.folder / key, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(descriptor, "rb") as stream:
            return stream.read() if _is_private(os.fstat(descriptor), stat.S_ISREG) else b""

    def _write(self, key: str, data: bytes) -> None:
        if self.folder is None:
            return
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if not _is_private(self.folder.lstat(), stat.S_ISDIR):
            return
        draft = self.folder / f".{key}.{os.getpid()}.{os.urandom(4).hex()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
            draft.replace(self.folder / key)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        self._forget_oldest()

    def _forget_oldest(self) -> None:
        entries = sorted(Path(entry) for entry in self.folder.iterdir()) if self.folder else []
        if len(entries) > MAX_ENTRIES:
            entries.sort(key=lambda entry: entry.lstat().st_mtime_ns)
            for entry in entries[:-MAX_ENTRIES]:
                entry.unlink(missing_ok=True)


def _is_private(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether it belongs to the user and is closed to others; on Windows the folder's place sees to it."""
    if not is_kind(found.st_mode):
        return False
    owner = getattr(os, "geteuid", None)
    return owner is None or (found.st_uid == owner() and not found.st_mode & 0o077)


def _key(files: PackFiles) -> str:
    """Name of the entry: what is compiled, what compiles it, and what reads it back."""
    version = f"{sys.implementation.cache_tag} {sys.hexversion}".encode()
    compiler = code_hash("gouji.grammar", "gouji.rules")
    return hashed(FORMAT, version, compiler.encode(), files.fingerprint().encode()) + ".pack"


@cache
def code_hash(*packages: str) -> str:
    """A hash of the code of packages: it changes with every version, and during development."""
    return hashed(*(part for package in packages for part in sorted(_code(resources(package)))))


def _code(folder: Traversable) -> Iterator[bytes]:
    """What tells the modules and grammars in a package and its subpackages, without importing them.

    Files are told by when they were written and how long they are, which takes a tenth of reading them.
    """
    if isinstance(folder, Path):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(CODE):
                    found = entry.stat()
                    yield f"{entry.path} {found.st_mtime_ns} {found.st_size}".encode()
                elif entry.is_dir() and (Path(entry.path) / "__init__.py").is_file():
                    yield from _code(Path(entry.path))
        return
    for item in folder.iterdir():
        if item.name.endswith(CODE):
            yield str(item).encode() + b" " + item.read_bytes()
        elif item.joinpath("__init__.py").is_file():
            yield from _code(item)


def _is_sound(header: object, body: bytes, find: Find) -> bool:
    """Whether an entry is whole and made of the files as they are now."""
    match header:
        case [int(checksum), dict(sources)]:
            return checksum == zlib.crc32(body) and sources == _fingerprints(sources, find)
        case _:
            return False


def _fingerprints(packs: Iterable[str], find: Find) -> dict[str, str | None]:
    found = ((pack, find(pack)) for pack in packs)
    return {pack: None if files is None else files.fingerprint() for pack, files in found}


def _pickled(pack: Pack) -> bytes:
    """The pack with the ids of its rules, then the rules: two parts that share what both speak of."""
    body = io.BytesIO()
    pickler = RecordPickler(body, pickle.HIGHEST_PROTOCOL)
    pickler.dump((replace(pack, rules={}), tuple(pack.rules)))
    pickler.dump(MappingProxyType(dict(pack.rules)))
    return body.getvalue()


class _Unpickler(pickle.Unpickler):
    """Reads only what packs are made of."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as pickle declares it
        if (module, name) == READ_ONLY:
            return read_only
        found = super().find_class(module, name) if _may_hold(module, name) else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a pack")
        return found


def _may_hold(module: str, name: str) -> bool:
    if (module, name) in {("fractions", "Fraction"), ("datetime", "date")}:
        return True
    return "." not in name and (module.startswith("gouji.grammar.") or module in HOLDERS)
