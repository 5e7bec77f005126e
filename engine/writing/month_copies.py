"""What is known of files that came, and what their copies are called."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gouji.engine.office.month import COPIES, UNKNOWN_YEAR, UNREAD, Arrival
from gouji.engine.office.previous import organ_of
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.office_text import LONGEST_NAME, cell_text, file_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.organs import Organs
    from gouji.engine.writing.month_inbox import Incoming

    Results = Mapping[str, CheckedReport | Unreadable]

_PART = 6
"""Characters that the number of a part may take."""
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


def arrival(one: Incoming, names: Sequence[str], results: Results, organs: Organs) -> Arrival:
    """What is known of a file that came: from its report, from the one it is part of, or from its name."""
    path = one.source.path
    written = path.stat().st_mtime if path is not None and one.source.member is None else None
    outcome = results.get(one.name)
    if outcome is None:
        owner = _owner(one.name, names, results)
        return Arrival(one.name, one.sha256, written=written, readable=bool(owner), part_of=owner)
    if isinstance(outcome, Unreadable):
        named = list(organs.names_in(PurePosixPath(one.name).stem))
        organ = named[0].name if len(named) == 1 else ""
        return Arrival(one.name, one.sha256, organ, written=written, readable=False)
    stated = cell_text(organ_of(outcome.report) or "")
    known = organs.identify(stated)
    organ = organs.listed(known.key) or stated
    return Arrival(one.name, one.sha256, organ, outcome.report.identity.year, written)


def _owner(name: str, names: Sequence[str], results: Results) -> str:
    """The file whose report a file became part of; empty when that is not told."""
    path = PurePosixPath(name)
    for other in names:
        outcome = results.get(other)
        if outcome is None or isinstance(outcome, Unreadable) or PurePosixPath(other).parent != path.parent:
            continue
        told = {
            value for remark in outcome.report.remarks for name, value in remark.arguments if name == "file"
        }
        if path.name in told:
            return other
    return ""


def copy_name(one: Arrival, owner: Arrival, draft: int, taken: Sequence[str]) -> str:
    """What a copy is called: the organ, the year and the draft; what cannot be read as it came."""
    stem = PurePosixPath(one.source).stem
    ending = PurePosixPath(one.source).suffix
    ending = ending.lower() if _ENDING.fullmatch(ending) else ""
    year = UNKNOWN_YEAR if owner.year is None else str(owner.year)
    end = f"_{year}_第{draft}稿" if draft else f"_{UNREAD}"
    organ = " ".join((owner.organ or stem).split())[: LONGEST_NAME - len(end) - _PART]
    if one.part_of:
        end += f"_附{sum(name.startswith(f'{organ}{end}_附') for name in taken) + 1}"
    return file_name(f"{organ}{end}", ending, COPIES, taken)
