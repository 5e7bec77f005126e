"""What lies beside the reports that are checked: last year's, those of members, and a roster of organs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli.usage import UsageFault
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.office.archive import Archive
    from gouji.engine.office.comparing import Beside
    from gouji.rules.library import Library


def beside(
    previous: Sequence[str], members: Sequence[str], roster: str | None, library: Library
) -> Beside | None:
    """What ``--previous``, ``--members`` and ``--roster`` name; ``None`` when nothing lies beside.

    Raises:
        UsageFault: a path does not exist, or the roster is none.
    """
    if not (previous or members or roster):
        return None
    from gouji.engine.office.comparing import Beside  # noqa: PLC0415 - the engine is imported when there is work
    from gouji.engine.office.organs import Organs  # noqa: PLC0415
    from gouji.engine.office.roster import read_roster  # noqa: PLC0415

    organs = Organs() if roster is None else read_roster(Path(roster))
    if isinstance(organs, Message):
        raise UsageFault(organs)
    return Beside(_archive(previous, library), _archive(members, library), organs)


def _archive(paths: Sequence[str], library: Library) -> Archive | None:
    if not paths:
        return None
    from gouji.engine.office.archive import Archive  # noqa: PLC0415
    from gouji.engine.office.intake import files  # noqa: PLC0415

    missing = next((path for path in paths if not Path(path).exists()), None)
    if missing is not None:
        raise UsageFault(message("cli.no_such_path", path=missing))
    return Archive(tuple(name for name, _ in files(paths)), library)
