"""Files of a month: written only where they say something new, never over what people changed."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from contextlib import suppress
from enum import StrEnum, auto
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gouji.engine.office.month import OWN_MEMORY, Memory, Written, memory_in
from gouji.grammar.messages import message
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.grammar.messages import Message

MEMORY = f"{OWN_MEMORY}/记录.json"
_PROPERTIES = "docProps/core.xml"
"""The part of an office file that says when it was written."""


class BlockedError(Exception):
    """A file cannot be read or written; internal, the step is told as not done.

    Attributes:
        told: which, and what to do.
    """

    def __init__(self, told: Message) -> None:
        super().__init__(told.key)
        self.told = told


class Put(StrEnum):
    """What became of a file that was to be written.

    ``SAME``: it says so already; ``THEIRS``: people changed it, and it was left alone.
    """

    NEW = auto()
    CHANGED = auto()
    SAME = auto()
    THEIRS = auto()


class Files:
    """The files below one folder.

    Args:
        folder: nothing is written outside of it.
        written: what was written before.
    """

    def __init__(self, folder: Path, written: Mapping[str, Written] | None = None) -> None:
        self.folder = folder
        self.written = dict(written or {})

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; ``None`` when there is none.

        Raises:
            BlockedError: it cannot be read.
        """
        try:
            return (self.folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as fault:
            raise _blocked(path, fault) from fault

    def put(self, path: str, data: bytes, organ: str = "", draft: int = 0, *, own: bool = False) -> Put:
        """Write a file, unless it is there already, or people changed it since it was written.

        Args:
            path: below the folder, with ``/``.
            data: what it shall hold; office files that differ in no more than the time are the same.
            organ: whose report it is about, so that it is found again.
            draft: which of its drafts.
            own: nobody is expected to change it, so that it is written whatever it says.

        Raises:
            BlockedError: it cannot be written.
        """
        before = self.read(path)
        if before is not None and (before == data or same_package(before, data)):
            self.written[path] = Written(_hash(before), organ, draft)
            return Put.SAME
        if before is not None and not own and self._is_theirs(path, before):
            return Put.THEIRS
        self._write(path, data)
        self.written[path] = Written(_hash(data), organ, draft)
        return Put.NEW if before is None else Put.CHANGED

    def make(self, path: str) -> None:
        """Make a folder, if it is not there.

        Raises:
            BlockedError: it cannot be made.
        """
        try:
            (self.folder / path).mkdir(exist_ok=True)
        except OSError as fault:
            raise _blocked(path, fault) from fault

    def drop(self, path: str) -> bool:
        """Remove a file that was written before and holds no more; whether people had left it as it was.

        Raises:
            BlockedError: it cannot be removed.
        """
        before = self.read(path)
        if before is not None and self._is_theirs(path, before):
            del self.written[path]
            return False
        try:
            (self.folder / path).unlink(missing_ok=True)
        except OSError as fault:
            raise _blocked(path, fault) from fault
        del self.written[path]
        return True

    def _is_theirs(self, path: str, before: bytes) -> bool:
        known = self.written.get(path)
        return known is None or known.sha256 != _hash(before)

    def _write(self, path: str, data: bytes) -> None:
        target = self.folder / path
        draft = target.with_name(f".{os.getpid()}.{os.urandom(4).hex()}.tmp")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.parent.resolve().is_relative_to(self.folder.resolve()):
                raise BlockedError(message("office_month.outside", file=path))
            draft.write_bytes(data)
            draft.replace(target)
        except OSError as fault:
            raise _blocked(path, fault) from fault
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def memory(self) -> Memory:
        """What is known of earlier runs."""
        data = self.read(MEMORY)
        found = Memory() if data is None else memory_in(data.decode("utf-8", "replace"))
        self.written = dict(found.written)
        return found

    def remember(self, memory: Memory) -> None:
        """Keep what is known for the next run.

        Raises:
            BlockedError: it cannot be written.
        """
        data = memory.text().encode("utf-8", "backslashreplace")
        if self.read(MEMORY) != data:
            self._write(MEMORY, data)


def is_open(path: Path) -> bool:
    """Whether an office program says that it has the file open."""
    name = path.name
    locks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}")
    return any(path.with_name(lock).exists() for lock in locks)


def same_package(one: bytes, other: bytes) -> bool:
    """Whether two office files hold the same, whenever they were written."""
    if not (one.startswith(b"PK") and other.startswith(b"PK")):
        return False
    found = []
    for data in (one, other):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found.append({name: archive.read(name) for name in archive.namelist() if name != _PROPERTIES})
        except Exception:  # whatever is wrong with a file that somebody else wrote, it is another
            return False
    return found[0] == found[1]


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _blocked(path: str, fault: OSError) -> BlockedError:
    name = PurePosixPath(path).name
    if isinstance(fault, PermissionError):
        return BlockedError(message("office_month.close", file=name))
    return BlockedError(message("office_month.cannot_write", file=name, reason=reason_of(fault)))
