"""Two drafts of a report side by side, as a Word file for those who review the second."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.writing.comparison import write_comparison
from gouji.engine.writing.letter_package import Line, Shape, package
from gouji.engine.writing.office_text import printable
from gouji.engine.writing.sheet import Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.office.versions import Comparison
    from gouji.engine.writing.sheet import Piece

_GAP = re.compile(r"\s{2,}")
WIDE = 100_000
"""Cells of a line: the paper breaks lines itself."""


def comparison_file(
    comparison: Comparison, files: tuple[str, str], drafts: tuple[int, int], language: Language
) -> bytes:
    """The comparison as the bytes of a .docx.

    Args:
        comparison: of the two drafts.
        files: what they are called.
        drafts: their numbers.
        language: of all words but the reports'.
    """
    organ = comparison.after.report.identity.organ
    name = organ.text if organ is not None else files[1]
    title = render(message("office_month.review", organ=name, before=drafts[0], after=drafts[1]), language)
    sheet = Sheet(WIDE)
    write_comparison(sheet, files, comparison, language)
    return package(tuple(_lines(title, sheet)), printable(title), "", None)


def _lines(title: str, sheet: Sheet) -> Iterator[Line]:
    yield Line(Shape.TITLE, _text(title))
    for pieces in sheet.lines:
        text = _text("".join(piece.text for piece in pieces))
        if text:
            yield Line(Shape.HEADING if _is_heading(pieces) else Shape.SALUTATION, text)


def _text(text: str) -> str:
    return _GAP.sub("　", printable(text).strip())


def _is_heading(pieces: tuple[Piece, ...]) -> bool:
    return len(pieces) == 1 and pieces[0].style.startswith("bold")
