"""What is done with one file of a batch, in whatever process: read, bind, check, and sketch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.binding import Bound
from gouji.engine.binding.grouping import Group, Sketch, sketch
from gouji.engine.binding.joining import together
from gouji.engine.office.archive import Archive
from gouji.engine.office.comparing import Beside
from gouji.engine.office.intake import Source
from gouji.engine.office.organs import Organs
from gouji.engine.office.parcels import Parcels
from gouji.engine.pipeline import CheckOptions, bind_document, check_bound, check_document
from gouji.engine.reading.document import Unreadable
from gouji.grammar.records import dataclass
from gouji.rules.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gouji.engine.checking.result import CheckedReport


@dataclass(frozen=True, slots=True)
class Setup:
    """All that checking depends on besides the files, as values that can be handed to another process.

    Attributes:
        packs: packs given by path.
        options: what the user says; nothing in ``beside``.
        previous, members: files with last year's reports and those of members.
        organs: who is who.
    """

    packs: tuple[Path, ...]
    options: CheckOptions
    previous: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    organs: Organs = Organs()

    def portable(self) -> Setup:
        """The same with nothing in it that only lives in this process."""
        return replace(self, options=replace(self.options, parameters=dict(self.options.parameters)))


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
    """Checks files with one set of options; packs and other reports are read once.

    Args:
        setup: what checking depends on.
        library: the packs; loaded from ``setup`` unless given.
    """

    def __init__(self, setup: Setup, library: Library | None = None) -> None:
        self._library = library or Library(setup.packs)
        self.parcels = Parcels(self._library)
        self._options = replace(setup.options, beside=self._beside(setup))

    def _beside(self, setup: Setup) -> Beside | None:
        if not (setup.previous or setup.members):
            return None
        last, members = (
            Archive(each, self._library) if each else None for each in (setup.previous, setup.members)
        )
        return Beside(last, members, setup.organs)

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
