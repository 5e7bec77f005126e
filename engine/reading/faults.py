"""Why a file cannot be read: the codes, and how they become the result a clerk sees."""

from __future__ import annotations

from gouji.engine.reading.document import Unreadable
from gouji.grammar.messages import Argument, Message, message
from gouji.grammar.records import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Why reading stopped.

    Attributes:
        code: the stable id; also the message's key (``reading.<code>``) and, with ``_advice``, the advice's.
        arguments: what the message's placeholders hold.
        advice: another advice than the one that goes with the code, as a key of the catalogue.
    """

    code: str
    arguments: tuple[tuple[str, Argument], ...] = ()
    advice: str | None = None


def fault(code: str, advice: str | None = None, **arguments: Argument) -> Fault:
    """A fault with its arguments: ``fault("unsupported", kind=message("reading.kind_pdf"))``."""
    return Fault(code, tuple(arguments.items()), advice)


def unreadable(name: str, found: Fault, sha256: str | None = None) -> Unreadable:
    """The fault of the file ``name`` as a result."""
    return Unreadable(
        name=name,
        code=found.code,
        message=Message(f"reading.{found.code}", found.arguments),
        advice=message(found.advice or f"reading.{found.code}_advice"),
        sha256=sha256,
    )
