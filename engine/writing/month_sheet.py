"""A month in the terminal: a line for what each step has done, then what came of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.writing.attendance_sheet import write_attendance
from gouji.engine.writing.fleet_sheet import write_fleet
from gouji.engine.writing.month_outputs import attendance_of, fleet_of
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.engine.writing.terminal import write_summary
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from gouji.engine.writing.month_desk import Desk, Told


def write_told(sheet: Sheet, told: Told, language: Language) -> None:
    """Write what a step has done, or why it could not be done."""
    name = render(message(f"office_month.step_{told.step}"), language)
    style = "bold red" if told.failed else "bold cyan"
    text = message("office_month.not_done", reason=told.text) if told.failed else told.text
    sheet.labelled(Piece(name, style), render(text, language))


def write_month(sheet: Sheet, desk: Desk) -> None:
    """Write the counts, who is there, and what the reports tell together."""
    results = desk.results
    if not results:
        return
    write_summary(sheet, results, desk.language)
    there = attendance_of(desk)
    if there is not None:
        write_attendance(sheet, there, desk.language)
    write_fleet(sheet, fleet_of(desk, results), desk.language)
