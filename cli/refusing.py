"""How a command line that cannot be carried out is told: what is wrong, and what to write instead."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gouji.cli.exit_status import ExitStatus
from gouji.cli.output import print_sheet, width

if TYPE_CHECKING:
    from gouji.cli.usage import UsageFault
    from gouji.grammar.messages import Language


def refuse(fault: UsageFault, language: Language) -> ExitStatus:
    """Write the fault to standard error; the run ends with the status returned."""
    from gouji.engine.writing.sheet import Piece, Sheet  # noqa: PLC0415 - only faults need it
    from gouji.grammar.catalogue import render  # noqa: PLC0415
    from gouji.grammar.messages import message  # noqa: PLC0415

    sheet = Sheet(width(sys.stderr))
    sheet.labelled(
        Piece(render(message("cli.cannot_run"), language), "bold red"), render(fault.fault, language)
    )
    if fault.hint:
        sheet.paragraph(render(fault.hint, language), indent=2)
    print_sheet(sheet, sys.stderr)
    return ExitStatus.COULD_NOT_RUN
