"""Worker processes with limits: a task that crashes, hangs or grows too large is a result, never the end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

import psutil
from gouji.engine.office.tasks import Fate, Finished, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import SpawnProcess

    Work = Callable[[Any], bytes]

TICK = 0.05
"""Seconds between two looks at the workers' time and memory."""
STILLBORN = 3
"""Workers that may die one after the other before their first answer; then the program itself is at fault."""


_FATES = {b"+": Fate.DONE, b"-": Fate.CRASHED, b"!": Fate.OUT_OF_MEMORY}


def _thaw(entries: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(entries)


ForkingPickler.register(MappingProxyType, lambda found: (_thaw, (dict(found),)))


class Workers:
    """Processes that do tasks one at a time; a context manager, which ends them.

    Args:
        prepare: called once in each worker with ``setup``; gives what does a task. A function of a module.
        setup: handed to ``prepare``; like tasks, it must be picklable.
        count: how many processes.
        limits: for each task.

    Raises:
        RuntimeError: workers die before they can do anything.
    """

    def __init__(
        self, prepare: Callable[[Any], Work], setup: object, count: int, limits: Limits | None = None
    ) -> None:
        self._start = (prepare, setup)
        self._count = max(1, count)
        self._limits = limits or Limits()
        self._all: list[_Worker] = []
        self._stillborn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._all:
            worker.end()
        self._all.clear()

    def run(self, tasks: Sequence[object]) -> Iterator[Finished]:
        """Do the tasks; each is yielded as soon as it has ended, whatever its place."""
        left = deque(enumerate(tasks))
        while left or any(worker.task is not None for worker in self._all):
            self._hand_out(left)
            busy = [worker for worker in self._all if worker.task is not None]
            ready = set(wait([worker.pipe for worker in busy], timeout=TICK))
            for worker in busy:
                finished = worker.answered() if worker.pipe in ready else worker.exceeded(self._limits)
                if finished is not None:
                    yield self._counted(worker, finished)

    def _hand_out(self, left: deque[tuple[int, object]]) -> None:
        idle = [worker for worker in self._all if worker.task is None]
        while left:
            if not idle:
                if len(self._all) >= self._count:
                    return
                idle.append(_Worker(*self._start))
                self._all += idle
            idle.pop().give(*left.popleft())

    def _counted(self, worker: _Worker, finished: Finished) -> Finished:
        """Replace a worker that is gone, unless none of them ever lives."""
        if finished.fate is Fate.DONE or worker.lived:
            self._stillborn = 0
        else:
            self._stillborn += 1
        if worker.gone:
            worker.end()
            self._all.remove(worker)
        if self._stillborn >= STILLBORN and finished.fate is Fate.CRASHED:
            raise RuntimeError("worker processes end before they do anything")
        return finished


class _Worker:
    """One process and what it is doing."""

    def __init__(self, prepare: Callable[[Any], Work], setup: object) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=_serve, args=(theirs, prepare, setup), daemon=True
        )
        self._process.start()
        theirs.close()
        self.task: int | None = None
        self.lived = False
        self.gone = False
        self._own = 0
        self._since = 0.0

    def give(self, index: int, task: object) -> None:
        """Hand it a task; that the process has died shows in the answer."""
        self.task, self._since = index, time.monotonic()
        self._own = self._memory() if self.lived else 0
        try:
            self.pipe.send(task)
        except OSError:
            self.gone = True

    def answered(self) -> Finished:
        """What came through the pipe: an answer, or its end."""
        try:
            answer = self.pipe.recv_bytes()
        except (EOFError, OSError):
            self.gone = True
            return self._finished(Fate.CRASHED)
        self.lived = True
        return self._finished(_FATES[answer[:1]], answer[1:])

    def exceeded(self, limits: Limits) -> Finished | None:
        """The task's end when it takes too long or too much; ``None`` while it may go on."""
        if time.monotonic() - self._since > limits.seconds:
            fate = Fate.TIMED_OUT
        elif self._memory() - self._own > limits.megabytes << 20:
            fate = Fate.OUT_OF_MEMORY
        else:
            return None
        self.gone = True
        return self._finished(fate)

    def end(self) -> None:
        """Kill the process; it holds nothing that would need to be saved."""
        self.pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _finished(self, fate: Fate, answer: bytes = b"") -> Finished:
        index, self.task = self.task, None
        if index is None:
            raise RuntimeError("an idle worker has no task to finish")
        return Finished(index, fate, answer, time.monotonic() - self._since)

    def _memory(self) -> int:
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0


def _serve(pipe: Connection, prepare: Callable[[Any], Work], setup: object) -> None:
    """What a worker process does: answers ``+`` and the result, ``-`` and what was raised, or ``!``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = prepare(setup)
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            os._exit(0)
        try:
            answer = b"+" + work(task)
        except MemoryError:
            answer = b"!"
        except Exception as fault:  # a fault of the program in one file must not end the others
            answer = b"-" + f"{type(fault).__name__}: {fault}".encode("utf-8", "replace")
        pipe.send_bytes(answer)
