"""A file in which a user tells something: its bytes, or why they cannot be had, with a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Place, Position
from gouji.grammar.messages import message
from gouji.grammar.system_faults import reason_of
from gouji.rules.decoding import MAX_BYTES

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def bytes_of(file: Traversable, unreadable: str) -> bytes | Diagnostic:
    """The bytes of a file, at most one more than are allowed.

    Args:
        file: the file.
        unreadable: key of the message that says that it cannot be read.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        start, name = Position(1, 1), str(file)
        told = message(unreadable, file=name, reason=reason_of(error))
        return Diagnostic(unreadable, told, Place(name, start, start))
