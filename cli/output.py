"""Where the program writes: findings to standard output or a file, everything else to standard error."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from gouji.cli.usage import UsageFault
from gouji.grammar.messages import Language, Message, message
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from pathlib import Path

    from gouji.engine.writing.sheet import Sheet

WIDEST = 100
NARROWEST = 40
DEFAULT = 80


def prepare_streams() -> None:
    """Let both streams write any character: as UTF-8, and what cannot be written as ``?``."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with suppress(ValueError, OSError):
                reconfigure(encoding="utf-8", errors="replace")


def width(stream: TextIO) -> int:
    """Cells of a line: the terminal's, within what is good to read; 80 where there is no terminal."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal():
        return max(NARROWEST, int(columns))
    if not stream.isatty():
        return DEFAULT
    try:
        return max(NARROWEST, min(WIDEST, os.get_terminal_size(stream.fileno()).columns))
    except (OSError, ValueError):
        return DEFAULT


def print_sheet(sheet: Sheet, stream: TextIO) -> None:
    """Print to a stream, in colour where the terminal shows it and NO_COLOR does not forbid it."""
    if stream.isatty() or os.environ.get("FORCE_COLOR"):
        from rich.console import Console  # noqa: PLC0415 - only colours need it

        sheet.print(Console(file=stream, width=sheet.width, soft_wrap=True, highlight=False, markup=False))
        stream.flush()
    else:
        emit(sheet.plain(), stream)


def emit(text: str, stream: TextIO) -> None:
    """Write text; a reader that has gone away (``| head``) ends the output, not the program with a fault."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def save(text: str, path: Path) -> None:
    """Write text to a file; raises ``UsageFault`` when that is not possible."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise UsageFault(message("cli.cannot_write", file=str(path), reason=reason_of(fault))) from fault


def save_bytes(data: bytes, path: Path) -> None:
    """Write bytes to a file; raises ``UsageFault`` when that is not possible."""
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise UsageFault(message("cli.cannot_write", file=str(path), reason=reason_of(fault))) from fault


def note(text: Message, language: Language) -> None:
    """Tell something beside the results, on standard error."""
    from gouji.engine.writing.inert import inert  # noqa: PLC0415
    from gouji.grammar.catalogue import render  # noqa: PLC0415

    emit(inert(render(text, language)) + "\n", sys.stderr)
