"""The members added into the official form, as a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.writing.blank_form import blank_form
from gouji.engine.writing.total_sheet import left_out, member_lists, text_of
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.office.totals import Total
    from gouji.grammar.schema import Path


def as_form(total: Total, language: Language) -> bytes:
    """The form with the sums in its cells, and below its title who is in and who is not.

    Sums that are not wholly known are marked with ``≥``. Needs the extra ``office``.
    """

    def figure(table: str, row: Path, column: Path) -> str:
        return text_of(total.cells[table, row, column])

    return blank_form(total.form, figure, tuple(_remarks(total, language)))


def _remarks(total: Total, language: Language) -> Iterator[str]:
    area, year = total.area or message("total.no_area"), total.year or message("total.no_year")
    yield render(message("total.title", area=area, year=year), language)
    for label, _, names in member_lists(total, language):
        if names:
            listed = render(message("total.several", items=names), language)
            yield render(message("total.list", label=label, number=len(names), names=listed), language)
    yield from left_out(total, language)
    if not total.complete:
        yield render(message("total.incomplete"), language)
