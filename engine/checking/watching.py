"""Evaluation as it is watched: the functions a rule is made of tell what they came to, one within the other.

Only what is compiled while a watcher is set is watched; all other rules run as they are.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gouji.engine.checking.outcomes import CellUse, TextUse
    from gouji.engine.checking.running import Run
    from gouji.engine.checking.views import Seen

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a rule as it was evaluated.

    Attributes:
        node: the part, as resolved.
        value: what it came to: a value, a truth, several values, or why it is not known.
        cells, texts: what it looked at, its own parts included.
        counts: what each of the cells counts as.
        element: what the innermost scope stood at, as people call it.
        member: the organ whose report it was about, among members.
        steps: its parts, in the order they were evaluated; what needs no look is not among them.
    """

    node: object
    value: object
    cells: tuple[CellUse, ...]
    counts: tuple[object, ...]
    texts: tuple[TextUse, ...]
    element: str
    member: str | None
    steps: tuple[Step, ...]


class Watcher:
    """Collects steps.

    Attributes:
        roots: the steps that are part of no other, in the order they ended.
    """

    def __init__(self) -> None:
        self.roots: list[Step] = []
        self._open: list[list[Step]] = [self.roots]

    def watch(self, node: object, function: Callable[[Run], Found]) -> Callable[[Run], Found]:
        """The function, which now leaves a step each time it is called."""

        def call(run: Run) -> Found:
            steps: list[Step] = []
            self._open.append(steps)
            cells, texts = len(run.seen), len(run.texts)
            try:
                value = function(run)
            finally:
                self._open.pop()
            seen = _once(run.seen[cells:])
            self._open[-1].append(
                Step(
                    node,
                    value,
                    tuple(one.use for one in seen),
                    tuple(one.value for one in seen),
                    tuple(dict.fromkeys(run.texts[texts:])),
                    run.elements[-1].label if run.elements else "",
                    None if run.member is None else run.member.name,
                    tuple(steps),
                )
            )
            return value

        return call


def _once(seen: list[Seen]) -> list[Seen]:
    return list({id(one): one for one in seen}.values())


_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Have everything that is compiled meanwhile watched."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def watched(node: object, function: Any) -> Any:  # noqa: ANN401 - any function of a run, returned as it is
    """The function of a part of a rule, watched if a watcher is set."""
    watcher = _watcher.get()
    return function if watcher is None else watcher.watch(node, function)
