"""What the steps of a month work with: the folder, what is known of it, and the results of the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.engine.office.month import COPIES, Copy, Memory, Step, drafts_of
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.batch import Checked
    from gouji.engine.office.intake import Source
    from gouji.engine.office.ledger import Ledger
    from gouji.engine.office.organs import Organs
    from gouji.engine.office.settings import OfficeSettings
    from gouji.engine.pipeline import CheckOptions
    from gouji.engine.writing.ledger_run import LedgerRun
    from gouji.engine.writing.month_files import Files
    from gouji.grammar.messages import Language, Message
    from gouji.rules.library import Library


@dataclass(frozen=True)
class Told:
    """What a step has done, or why it could not be done."""

    step: Step
    text: Message
    failed: bool = False


@dataclass(frozen=True)
class Given:
    """What is given from outside.

    Attributes:
        version: of the program, for facts files.
        today: the day of the run.
        area: the organ whose members report.
        year: of the month; the one that most reports are about when ``None``.
        exclude: patterns of files that are no reports.
        previous: files of last year's reports besides those that are kept in the folder.
        check: checks files; sets ``stopped`` of the month when it was interrupted.
        accept: marks in the report of a file what was accepted before.
    """

    language: Language
    library: Library
    options: CheckOptions
    organs: Organs
    settings: OfficeSettings
    version: str
    today: date
    check: Callable[[Sequence[Source], CheckOptions], Iterable[Checked]]
    accept: Callable[[CheckedReport, str], CheckedReport] = lambda checked, _: checked
    area: str | None = None
    year: int | None = None
    exclude: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()


@dataclass
class Desk:
    """A month under way.

    Attributes:
        year: of its reports, once they have been checked.
        drafts: every draft that was checked, by the name of its copy.
        uncopied: results of files of which there is no copy.
        shown: the copies that are judged, in their order.
        gone: copies of what could not be read and does not lie there any more.
        ledger: as it is after the run; ``None`` while it is not.
        kept: as people left it; ``None`` when there was none.
        merged: what merging the two came to, once it has been done.
    """

    given: Given
    files: Files
    memory: Memory
    year: int | None = None
    drafts: Mapping[str, CheckedReport | Unreadable] = field(default_factory=dict)
    uncopied: tuple[Result, ...] = ()
    shown: tuple[Copy, ...] = ()
    gone: tuple[str, ...] = ()
    ledger: Ledger | None = None
    kept: Ledger | None = None
    merged: LedgerRun | Message | None = None

    @property
    def language(self) -> Language:
        """Of all that is written."""
        return self.given.language

    @property
    def results(self) -> tuple[Result, ...]:
        """One a report: of several drafts the last, and what cannot be read."""
        copied = (Result(f"{COPIES}/{one.file}", self.drafts[one.file]) for one in self.shown)
        return (*copied, *self.uncopied)

    @property
    def organs_of_files(self) -> Mapping[str, str]:
        """Whose a file is, by the names of results."""
        return {f"{COPIES}/{one.file}": one.organ for one in self.shown if one.organ}

    @property
    def numbers(self) -> Mapping[str, int]:
        """Which draft a file is, by the names of results."""
        return {f"{COPIES}/{one.file}": one.draft for one in self.shown if one.draft}

    def readable(self) -> tuple[tuple[Copy, CheckedReport], ...]:
        """The copies that are judged and could be read."""
        found = ((one, self.drafts[one.file]) for one in self.shown)
        return tuple((one, checked) for one, checked in found if not isinstance(checked, Unreadable))

    def before(self, copy: Copy) -> tuple[Copy, CheckedReport] | None:
        """The draft before that of a copy, if it could be read."""
        earlier = [
            one
            for one in drafts_of(copy, self.memory.copies, self.given.organs)
            if one.draft < copy.draft and one.file in self.drafts
        ]
        found = self.drafts[earlier[-1].file] if earlier else None
        return None if found is None or isinstance(found, Unreadable) else (earlier[-1], found)
