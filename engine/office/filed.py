"""What an archive holds: reports that were read, and files that could not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.engine.checking.others import Other

if TYPE_CHECKING:
    from gouji.engine.checking.result import CheckedReport
    from gouji.grammar.messages import Message


@dataclass(frozen=True)
class Filed:
    """A report of the archive.

    Attributes:
        file: its path as the user named it; of a facts file, with the report's own path after a colon.
    """

    file: str
    other: Other

    @classmethod
    def of(cls, file: str, checked: CheckedReport) -> Filed:
        """A report that has been checked, with whatever rules."""
        return cls(file, Other(checked.report, checked.filled, checked.due.form))

    @property
    def organ(self) -> str | None:
        """The name of the organ that reports, as printed."""
        found = self.other.report.identity.organ
        return None if found is None else str(found.value or found.text)

    @property
    def year(self) -> int | None:
        """The report year."""
        return self.other.report.identity.year


@dataclass(frozen=True)
class Unfiled:
    """A file that could not be read as a report, and why."""

    file: str
    reason: Message


@dataclass(frozen=True)
class Gathered:
    """Reports that are there already, as an archive would hold them."""

    reports: tuple[Filed, ...]
    unread: tuple[Unfiled, ...] = ()
