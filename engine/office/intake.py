"""The files that a user names: files, folders, patterns, and archives looked into without unpacking."""

from __future__ import annotations

import sys
import zipfile
from datetime import datetime
from fnmatch import fnmatch
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gouji.engine.reading.faults import fault, unreadable
from gouji.engine.reading.reading import MAX_FILE, read, read_bytes
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.reading.document import Document, Unreadable

STANDARD_INPUT = "-"
NOT_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})
OWN = frozenset(
    {"gouji.toml", "waivers.yaml", "已说明.yaml", "更正单.yaml", "单位设置.yaml", "审核台账.xlsx"}
)
"""Files by which gouji is told something, or tells it; in a folder of reports they are none."""
MAX_MEMBERS = 20_000
"""Files of one archive; an area of a thousand organs sends some three thousand."""
_UTF_8 = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be a report.

    Attributes:
        name: how the user calls it: its path, inside an archive that of the archive and its own; of a copy
            that of the original.
        path: of the file, or of the archive that holds it; ``None`` for standard input.
        member: its name in the archive, as the archive spells it; ``None`` outside of one.
    """

    name: str
    path: Path | None
    member: str | None = None

    @property
    def folder(self) -> str:
        """The folder or archive folder it lies in."""
        return str(PurePosixPath(self.name.replace("\\", "/")).parent)

    @property
    def written(self) -> float | None:
        """When it was last written, in seconds; ``None`` when that is not known."""
        try:
            if self.path is None:
                return None
            if self.member is None:
                return self.path.stat().st_mtime
            with zipfile.ZipFile(self.path) as archive:
                year, month, day, hour, minute, second = archive.getinfo(self.member).date_time
            return datetime(year, month, day, hour, minute, second).timestamp()  # noqa: DTZ001 - archives keep local time
        except (OSError, zipfile.BadZipFile, KeyError, ValueError):
            return None

    def document(self) -> Document | Unreadable:
        """Read it; whatever it is, the answer is a value."""
        if self.path is None:
            return read_bytes(sys.stdin.buffer.read(MAX_FILE + 1), STANDARD_INPUT)
        name = PurePosixPath(self.name.replace("\\", "/")).name
        if self.member is None and self.path.name == name:
            return read(self.path)
        data = self.data()
        return data if not isinstance(data, bytes) else read_bytes(data, name)

    def data(self) -> bytes | Unreadable:
        """Its bytes, at most one more than a file may have; or why they cannot be had."""
        name = PurePosixPath(self.name).name
        if self.path is None:
            return sys.stdin.buffer.read(MAX_FILE + 1)
        try:
            if self.member is None:
                with self.path.open("rb") as stream:
                    return stream.read(MAX_FILE + 1)
            with zipfile.ZipFile(self.path) as archive:
                info = archive.getinfo(self.member)
                if info.flag_bits & _ENCRYPTED:
                    return unreadable(name, fault("encrypted"))
                with archive.open(info) as stream:
                    return stream.read(MAX_FILE + 1)
        except OSError:
            return unreadable(name, fault("unopenable"))
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError, EOFError):
            return unreadable(name, fault("damaged"))
        except Exception:  # zlib, bz2 and lzma have errors of their own, which do not share a class
            return unreadable(name, fault("damaged"))


def sources(
    paths: Sequence[str], exclude: Sequence[str] = (), others: Sequence[Path] = ()
) -> Iterator[Source]:
    """The files to check: those named, and every file of the folders and archives named, in order of names.

    Args:
        paths: files, folders, archives, patterns for shells that expand none, or ``-``.
        exclude: patterns of names, or of paths below a folder, to leave out.
        others: files that are none of the documents of a folder, though they lie there.
    """
    for name, path in files(paths, exclude, others):
        yield from [Source(name, None)] if path is None else _opened(name, path, tuple(exclude))


def files(
    paths: Sequence[str], exclude: Sequence[str] = (), others: Sequence[Path] = ()
) -> Iterator[tuple[str, Path | None]]:
    """The same without a look into archives: each file's name as the user would write it, and its path.

    Hidden files, the lock files of office programs and gouji's own files are no documents. Nothing else is
    left out: what cannot be read is a result, too.
    """
    seen: set[Path] = set()
    left_out = {path.resolve() for path in others}
    for name in (one for pattern in paths for one in _expanded(pattern)):
        if name == STANDARD_INPUT:
            yield name, None
            continue
        for named, path in _named(name, tuple(exclude)):
            resolved = path.resolve()
            if resolved not in seen and (named == name or resolved not in left_out):
                seen.add(resolved)
                yield named, path


def _expanded(name: str) -> Sequence[str]:
    if name == STANDARD_INPUT or Path(name).exists() or not has_magic(name):
        return (name,)
    return sorted(glob(name, recursive=True)) or (name,)  # noqa: PTH207 - keeps the path as the user wrote it


def _named(name: str, exclude: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    path = Path(name)
    if not path.is_dir():
        if not _excluded(path.name, exclude):
            yield name, path
        return
    for each in sorted(one for one in path.rglob("*") if one.is_file()):
        below = each.relative_to(path)
        if (
            not _hidden(below.parts)
            and below.name.lower() not in OWN
            and not _excluded(below.as_posix(), exclude)
        ):
            yield str(each), each


def _opened(name: str, path: Path, exclude: tuple[str, ...]) -> Iterator[Source]:
    """The file itself, or the files in it when it is an archive that opens."""
    if path.suffix.lower() != ".zip":
        yield Source(name, path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = [(_spelt(info), info) for info in archive.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        members = []
    kept = [
        Source(f"{name}/{below}", path, info.filename)
        for below, info in sorted(members, key=lambda one: one[0])
        if not _hidden(PurePosixPath(below).parts) and not _excluded(below, exclude)
    ]
    if not kept or len(kept) > MAX_MEMBERS:
        yield Source(name, path)
        return
    yield from kept


def _spelt(info: zipfile.ZipInfo) -> str:
    """The name of a member as its writer meant it: archives of Chinese systems seldom say that it is GBK.

    It only ever names the file; nothing is written anywhere by it.
    """
    name = info.filename
    if not info.flag_bits & _UTF_8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in {"/", "..", "."}]
    return "/".join(parts) or info.filename


def _hidden(parts: tuple[str, ...]) -> bool:
    last = parts[-1]
    lock = last.startswith("~$")
    return lock or any(part.startswith(".") or part.lower() in NOT_DOCUMENTS for part in parts)


def _excluded(below: str, exclude: tuple[str, ...]) -> bool:
    path = PurePosixPath(below)
    names = (below, path.name, *(str(parent) for parent in path.parents), *path.parts)
    return any(fnmatch(name, pattern) for pattern in exclude for name in names)
