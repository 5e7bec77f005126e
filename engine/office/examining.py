"""What is done with one file of a batch, in whatever process: read, bind, check, and sketch."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.engine.binding.binding import Bound
from gouji.engine.binding.grouping import Group, Sketch, sketch
from gouji.engine.binding.joining import together
from gouji.engine.office.intake import Source
from gouji.engine.pipeline import CheckOptions, bind_document, check_bound, check_document
from gouji.engine.reading.document import Unreadable
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.parcels import Parcels
    from gouji.rules.library import Library


@dataclass(frozen=True, slots=True)
class Setup:
    """All that checking depends on besides the files; it can be handed to another process."""

    library: Library
    options: CheckOptions


@dataclass(frozen=True, slots=True)
class Together:
    """The task of checking several files as one report."""

    group: Group
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """A file by itself: what tells where it belongs, and its result, as a parcel if it has travelled."""

    sketch: Sketch
    outcome: CheckedReport | Unreadable | bytes


class Examiner:
    """Checks files with one set of options; packs and other reports are read once."""

    def __init__(self, setup: Setup) -> None:
        self._library = setup.library
        self._options = setup.options

    @cached_property
    def parcels(self) -> Parcels:
        """What wraps results for other processes, and opens theirs."""
        from gouji.engine.office.parcels import Parcels  # noqa: PLC0415 - a few files travel nowhere

        return Parcels(self._library)

    def alone(self, source: Source) -> Examined:
        """A file by itself."""
        found = source.document()
        if isinstance(found, Unreadable):
            return Examined(sketch(source.name, found), found)
        bound = bind_document(found, self._library, self._options)
        if isinstance(bound, Unreadable):
            return Examined(sketch(source.name, found), bound)
        return Examined(sketch(source.name, found, bound), check_bound(bound, self._options))

    def together(self, task: Together) -> CheckedReport | Unreadable:
        """Several files as one report."""
        found = {source.name: source.document() for source in task.sources}
        bound: dict[str, Bound | None] = dict.fromkeys(found)
        for file, document in found.items():
            if not isinstance(document, Unreadable):
                seen = bind_document(document, self._library, self._options)
                bound[file] = seen if isinstance(seen, Bound) else None
        document = together(task.group, found, bound)
        if isinstance(document, Unreadable):
            return document
        return check_document(document, self._library, self._options)

    def done(self, task: Source | Together) -> Examined | CheckedReport | Unreadable:
        """The result of a task: ``Examined`` for one file, else the outcome of the report."""
        return self.together(task) if isinstance(task, Together) else self.alone(task)

    def answer(self, task: Source | Together) -> bytes:
        """The result of a task as a parcel."""
        found = self.done(task)
        if isinstance(found, Examined):
            found = replace(found, outcome=self.parcels.wrapped(found.outcome))
        return self.parcels.wrapped(found)


def examiner(setup: Setup) -> Callable[[Source | Together], bytes]:
    """What a worker process answers tasks with."""
    return Examiner(setup).answer
