"""How far a run over many files is, on the terminal that reads standard error, and nowhere else."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from gouji.engine.office.batch import Step
    from rich.progress import Progress, TaskID


class Watch:
    """A context manager that is told of every file and draws a bar while it is open.

    Args:
        total: files of the run.
        language: of the words beside the bar.
    """

    def __init__(self, total: int, language: Language) -> None:
        self._total = total
        self._language = language
        self._failed = 0
        self._since = time.monotonic()
        self._bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Self:
        if self._total > 1 and sys.stderr.isatty():
            self._bar = self._drawn()
            self._bar[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar[0].stop()

    def __call__(self, step: Step) -> None:
        """Move the bar: how many files are done, at what rate, which the last was, how many broke down."""
        self._failed += step.failed
        if self._bar is not None:
            bar, task = self._bar
            each = step.done / max(time.monotonic() - self._since, 0.001)
            rate = render(message("progress.rate", rate=f"{each:.1f}"), self._language)
            failed = render(message("progress.failed", count=self._failed), self._language)
            told = failed if self._failed else ""
            bar.update(task, completed=step.done, file=_short(step.file), rate=rate, failed=told)

    def _drawn(self) -> tuple[Progress, TaskID]:
        from rich.console import Console  # noqa: PLC0415 - drawn for people who wait, not for every run
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        bar = Progress(
            TextColumn(render(message("progress.checking"), self._language)),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            TextColumn("[bold red]{task.fields[failed]}"),
            TextColumn("{task.fields[file]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        return bar, bar.add_task("", total=self._total, file="", failed="", rate="")


def _short(name: str) -> str:
    """The file's name without folders, inert, and not longer than half a line."""
    from gouji.engine.writing.inert import inert  # noqa: PLC0415

    return inert(name.replace("\\", "/").rpartition("/")[2])[:30]
