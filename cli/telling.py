"""A single file that cannot be read, told to those who named it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gouji.cli.exit_status import ExitStatus
from gouji.cli.output import print_sheet, width

if TYPE_CHECKING:
    from gouji.engine.reading.document import Unreadable
    from gouji.grammar.messages import Language


def refuse_unreadable(file: str, fault: Unreadable, language: Language) -> ExitStatus:
    """Write to standard error why a file cannot be read; the run ends with the status returned."""
    from gouji.engine.writing.results import Result  # noqa: PLC0415 - only faults need it
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415
    from gouji.engine.writing.terminal import write_report  # noqa: PLC0415

    sheet = Sheet(width(sys.stderr))
    write_report(sheet, Result(file, fault), language)
    print_sheet(sheet, sys.stderr)
    return ExitStatus.UNREADABLE
