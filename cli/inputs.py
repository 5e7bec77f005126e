"""The files a command line names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.reading.document import Document, Unreadable

STANDARD_INPUT = "-"
NOT_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini", "gouji.toml", "waivers.yaml", "已说明.yaml"})


def files_of(paths: Sequence[str], beside: Sequence[str] = ()) -> Iterator[str]:
    """The files to check: those named, and every file of the folders named, in the order of their names.

    Hidden files, the lock files of office programs and the files by which gouji is told something are no
    documents. Nothing else is left out: what cannot be read is a result, too.

    Args:
        paths: files and folders.
        beside: files that options name, which are none of the documents of a folder.
    """
    others = {Path(one).resolve() for one in beside}
    seen: set[Path] = set()
    for name in paths:
        path = Path(name)
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for each in inside:
            if path.is_dir() and (_hidden(each.relative_to(path)) or each.resolve() in others):
                continue
            if name != STANDARD_INPUT and each.resolve() in seen:
                continue
            seen.add(each.resolve())
            yield name if each is path else str(each)


def document_of(file: str) -> Document | Unreadable:
    """Read a file, or standard input for ``-``."""
    from gouji.engine.reading.reading import MAX_FILE, read, read_bytes  # noqa: PLC0415 - only when needed

    if file == STANDARD_INPUT:
        return read_bytes(sys.stdin.buffer.read(MAX_FILE + 1), STANDARD_INPUT)
    return read(Path(file))


def _hidden(path: Path) -> bool:
    lock = path.name.startswith("~$") or path.name.lower() in NOT_DOCUMENTS
    return lock or any(part.startswith(".") for part in path.parts)
