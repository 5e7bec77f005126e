"""Faults of rules and packs with the line they stand on and the words that are wrong underlined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.engine.writing.cells import cells
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from gouji.grammar.diagnostics import Diagnostic, Place

COLOURS = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
TAB = "    "
CUT = "…"

Lines = Callable[[str], Sequence[str]]


@cache
def file_lines(file: str) -> Sequence[str]:
    """The lines of a file; none when it cannot be read, and the frame then lacks its source line."""
    try:
        return Path(file).read_text("utf-8", errors="replace").splitlines()
    except (OSError, ValueError):
        return ()


def write_diagnostics(
    sheet: Sheet, diagnostics: Iterable[Diagnostic], language: Language, lines: Lines = file_lines
) -> None:
    """Write all faults, in the order of files and lines, and how many there are.

    Args:
        sheet: where to write.
        diagnostics: the faults; those without a place come first.
        language: of the words around them.
        lines: gives the lines of a file.
    """
    ordered = sorted(diagnostics, key=_order)
    for diagnostic in ordered:
        _write(sheet, diagnostic, language, lines)
        sheet.blank()
    counts = Counter(diagnostic.level for diagnostic in ordered)
    parts = tuple(
        message(f"writing.count_{level}", count=counts[level])
        for level in ("error", "warning", "note")
        if counts[level]
    )
    sheet.paragraph(render(message("writing.faults", parts=parts), language))


def _order(diagnostic: Diagnostic) -> tuple[str, int, int]:
    place = diagnostic.place
    return (place.file, place.start.line, place.start.column) if place else ("", 0, 0)


def _write(sheet: Sheet, diagnostic: Diagnostic, language: Language, lines: Lines) -> None:
    colour = COLOURS[diagnostic.level]
    level = render(message(f"writing.level_{diagnostic.level}"), language)
    sheet.labelled(
        Piece(level, colour), Piece(render(diagnostic.message, language), "bold"), f"  [{diagnostic.code}]"
    )
    if diagnostic.place and not diagnostic.related:
        _frame(sheet, diagnostic.place, colour, lines)
    for related in diagnostic.related:
        instance = f"  {related.instance}" if related.instance else ""
        sheet.paragraph(Piece(related.rule, "bold"), instance, indent=2)
        _frame(sheet, related.place, colour, lines)
    if diagnostic.help:
        sheet.labelled(
            Piece(render(message("writing.help"), language), "cyan"),
            render(diagnostic.help, language),
            indent=2,
        )


def _frame(sheet: Sheet, place: Place, colour: str, lines: Lines) -> None:
    line, column = place.start.line, place.start.column
    sheet.exact("  ", Piece("-->", "blue"), f" {place.file}:{line}:{column}")
    source = lines(place.file)
    if not 1 <= line <= len(source):
        return
    gutter = str(line)
    text = source[line - 1]
    stop = place.end.column - 1 if place.end.line == line else len(text.rstrip())
    before, marked, after = _window(text, column - 1, max(stop, column), sheet.width - len(gutter) - 4)
    bar = Piece(f" {' ' * len(gutter)} |", "blue")
    sheet.exact(bar)
    sheet.exact(Piece(f" {gutter} |", "blue"), f" {before}", Piece(marked, f"{colour} underline"), after)
    sheet.exact(bar, f" {_blanks(before)}", Piece("^" * max(1, cells(marked)), colour))


def _window(text: str, start: int, stop: int, width: int) -> tuple[str, str, str]:
    """The line in three parts, before, in and after the fault, cut at both ends to fit ``width`` cells."""
    before = text[:start].replace("\t", TAB)
    marked = text[start:stop].replace("\t", TAB)
    after = text[stop:].replace("\t", TAB)
    while cells(marked) > width - 8:
        marked, after = marked[:-2] + CUT, ""
    room = width - cells(marked)
    if cells(before) + cells(after) > room:
        before = _tail(before, max(room - min(cells(after), room // 3), 0))
        after = _head(after, room - cells(before))
    return before, marked, after


def _head(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 2:
        text = text[:-1]
    return text + CUT if width >= 2 else ""


def _tail(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 2:
        text = text[1:]
    return CUT + text if width >= 2 else ""


def _blanks(text: str) -> str:
    """Blanks as wide as the text, wide ones under wide characters, so that both stay in step in any font."""
    return "".join("\u3000" if cells(character) == 2 else " " * cells(character) for character in text)
