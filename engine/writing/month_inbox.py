"""The files that are there to be received in the folder of a month."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gouji.engine.office.intake import NOT_DOCUMENTS, OWN, Source, sources
from gouji.engine.office.month import FOLDERS, INBOX, NO_REPORTS, OWN_FILES, own_name
from gouji.engine.reading.reading import MAX_FILE
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that lies there to be received.

    Attributes:
        name: below the folder.
        sha256: of its bytes; empty when they cannot be had.
    """

    name: str
    source: Source
    sha256: str


def inbox(folder: Path, exclude: Sequence[str] = ()) -> Iterator[tuple[str, Source]]:
    """The files to be received: those in their folder, and what else lies beside the files of the month.

    Yields:
        The name of each below the folder, and the file.
    """
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and (entry.name == INBOX or entry.name not in FOLDERS):
            if not entry.name.startswith(".") and entry.name.lower() not in NOT_DOCUMENTS:
                yield from _named(folder, entry, exclude)
        elif entry.is_file() and not is_own(entry.name):
            yield from _named(folder, entry, exclude)


def _named(folder: Path, entry: Path, exclude: Sequence[str]) -> Iterator[tuple[str, Source]]:
    for source in sources([str(entry)], exclude):
        below = source.name[len(str(folder)) :].replace("\\", "/").lstrip("/")
        yield below.removeprefix(f"{INBOX}/"), source


def is_own(name: str) -> bool:
    """Whether a file of that name is none that anybody sends: the program's, or the office programs'."""
    lower = name.lower()
    if name.startswith((".", "~$")) or lower in OWN | NOT_DOCUMENTS or name in OWN_FILES:
        return True
    return PurePosixPath(lower).suffix in NO_REPORTS


def incoming(folder: Path, exclude: Sequence[str], known: Mapping[str, str]) -> tuple[Incoming, ...]:
    """The files that lie there, with names that no two share.

    Args:
        folder: of the month.
        exclude: patterns of files that are no reports.
        known: the names by which files were received before, by their hashes.
    """
    found: list[Incoming] = []
    for name, source in inbox(folder, exclude):
        data = source.data()
        sha256 = hashlib.sha256(data).hexdigest() if isinstance(data, bytes) and len(data) <= MAX_FILE else ""
        own = known.get(sha256) or own_name(name, (*known.values(), *(one.name for one in found)))
        found.append(Incoming(own, source, sha256))
    return tuple(found)
