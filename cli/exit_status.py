"""How the program ends."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit statuses; of several that apply, ``COULD_NOT_RUN`` beats ``UNREADABLE`` beats ``FINDINGS``."""

    NONE = 0
    """No finding at or above ``--fail-on``."""

    FINDINGS = 1
    """At least one finding at or above ``--fail-on``."""

    COULD_NOT_RUN = 2
    """Wrong usage, or a pack or rule that is broken: what was printed is not to be relied on."""

    UNREADABLE = 3
    """Some file could not be read; the others were checked."""

    INTERRUPTED = 130
    """Stopped from the keyboard."""


ORDER = (ExitStatus.NONE, ExitStatus.FINDINGS, ExitStatus.UNREADABLE, ExitStatus.COULD_NOT_RUN)


def gravest(*statuses: ExitStatus) -> ExitStatus:
    """The status that beats all others; ``NONE`` without any."""
    return max(statuses, key=ORDER.index, default=ExitStatus.NONE)
