"""Files with reports of other years or other organs, read once for all reports that are checked."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.engine.binding.binding import BindingOptions, NotAReport, bind
from gouji.engine.checking.others import Other
from gouji.engine.office.facts_file import facts_in
from gouji.engine.office.filed import Filed, Unfiled
from gouji.engine.reading.document import Unreadable
from gouji.grammar.messages import message
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.rules.library import Library


class Archive:
    """Reports, each by its file.

    Args:
        files: paths of documents and of facts files, as the user named them.
        library: the forms that they may fill.
        options: what the user says about all of them.
    """

    def __init__(self, files: Sequence[str], library: Library, options: BindingOptions | None = None) -> None:
        self.files = tuple(files)
        self._library = library
        self._options = options or BindingOptions()

    def __reduce__(self) -> tuple[type[Archive], tuple[tuple[str, ...], Library, BindingOptions]]:
        """In another process the files are read anew; what was read here does not travel."""
        return type(self), (self.files, self._library, self._options)

    @property
    def reports(self) -> tuple[Filed, ...]:
        """The reports, in the order of the files."""
        return tuple(one for one in self._entries if isinstance(one, Filed))

    @property
    def unread(self) -> tuple[Unfiled, ...]:
        """The files that could not be read as reports."""
        return tuple(one for one in self._entries if isinstance(one, Unfiled))

    @cached_property
    def _entries(self) -> tuple[Filed | Unfiled, ...]:
        return tuple(entry for file in self.files for entry in self._read(file))

    def _read(self, file: str) -> Iterator[Filed | Unfiled]:
        from gouji.engine.reading.reading import MAX_FILE, read_bytes  # noqa: PLC0415 - readers load on use

        path = Path(file)
        try:
            with path.open("rb") as stream:
                data = stream.read(MAX_FILE + 1)
        except OSError as fault:
            yield Unfiled(file, message("office.cannot_open", reason=reason_of(fault)))
            return
        if len(data) <= MAX_FILE and (found := facts_in(data, file, self._library)) is not None:
            yield from found
            return
        document = read_bytes(data, path.name)
        if isinstance(document, Unreadable):
            yield Unfiled(file, document.message)
            return
        bound = bind(document, self._library.forms(), self._options)
        if isinstance(bound, NotAReport):
            yield Unfiled(file, bound.message)
            return
        yield Filed(file, Other(bound.report, bound.filled, bound.due.form))
