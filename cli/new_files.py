"""Files that commands make: never over one that is there, unless that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.cli.usage import UsageFault
from gouji.grammar.messages import message
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def refuse_present(path: Path, *, force: bool) -> None:
    """Raise ``UsageFault`` when there is something at ``path`` that must not be written over."""
    if not force and (path.exists() or path.is_symlink()):
        raise UsageFault(message("form.exists", file=str(path)), message("form.exists_help"))


def write_new(files: Mapping[Path, bytes], *, force: bool) -> None:
    """Write files, with the folders they lie in; nothing is written when one must not be.

    Raises:
        UsageFault: a file is there already, or cannot be written.
    """
    for path in files:
        refuse_present(path, force=force)
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as fault:
            reason = reason_of(fault)
            raise UsageFault(message("cli.cannot_write", file=str(path), reason=reason)) from fault
