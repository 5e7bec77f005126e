"""What results depend on besides the files, as one hash: two runs with the same one give the same results."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.rules.cache import code_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.office.archive import Archive
    from gouji.engine.pipeline import CheckOptions
    from gouji.rules.library import Library


def conditions(library: Library, options: CheckOptions) -> str:
    """The hash of the program, the packs, what the user says, and the reports that lie beside.

    Args:
        library: with the packs that judge.
        options: what the user says about all reports.
    """
    parts = [code_hash("gouji.engine", "gouji.rules", "gouji.grammar")]
    for pack in library.forms():
        parts.append(f"{pack.id} {pack.sha256}")
        parts += [f"{one.rules} {one.severity} {one.reason}" for one in pack.amendments]
    parts += [f"{options.year} {options.pack} {options.stage}"]
    parts += [f"{name}={value}" for name, value in sorted(options.parameters.items())]
    parts.append("all" if options.rules is None else " ".join(sorted(options.rules)))
    if options.beside is not None:
        parts += [f"{one}" for one in options.beside.organs.roster]
        parts += _others(options.beside.previous, options.beside.members)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _others(*archives: Archive | None) -> Iterator[str]:
    for archive in archives:
        yield "archive"
        for file in archive.files if archive is not None else ():
            try:
                yield f"{file} {hashlib.sha256(Path(file).read_bytes()).hexdigest()}"
            except OSError:
                yield file
