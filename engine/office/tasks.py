"""Tasks of a batch as values: what they may take, and how they ended."""

from __future__ import annotations

from enum import StrEnum

from gouji.grammar.records import dataclass


class Fate(StrEnum):
    """How a task ended."""

    DONE = "done"
    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: seconds, and megabytes beyond what its worker needs by itself."""

    seconds: float = 60.0
    megabytes: int = 1024


@dataclass(frozen=True, slots=True)
class Finished:
    """A task's end.

    Attributes:
        index: which task, from 0.
        answer: what came back, when it is done; of a worker bytes, and what it raised, when it crashed.
        seconds: how long it took.
    """

    index: int
    fate: Fate
    answer: object
    seconds: float = 0.0
