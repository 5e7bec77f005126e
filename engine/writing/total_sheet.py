"""What adding the members came to, in the terminal: who is in, who is missing, the form, what differs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import CellPlace
from gouji.engine.writing.grid import write_grid
from gouji.engine.writing.naming import cell_label, table_label
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gouji.engine.office.totals import CellTotal, Difference, Total
    from gouji.grammar.schema import Item

MOST_NAMED = 40
_LEFT_OUT = frozenset({"office.members_other_year", "office.members_extra", "office.members_own"})


def write_total(sheet: Sheet, total: Total, language: Language) -> None:
    """Write the members and the form; a cell that is not wholly known is marked as the least it can be."""
    area, year = total.area or message("total.no_area"), total.year or message("total.no_year")
    title = message("total.title", area=area, year=year)
    sheet.paragraph(Piece(render(title, language), "bold"))
    sheet.paragraph(
        _say("form", language, form=total.form.document or total.form.title.in_language(language))
    )
    for label, style, names in member_lists(total, language):
        if names:
            shown = names[:MOST_NAMED]
            text = _say("several", language, items=tuple(shown))
            more = len(names) - len(shown)
            text += _say("and_more", language, count=more) if more else ""
            sheet.labelled(Piece(f"{label} {len(names)}", style), text)
    for told in left_out(total, language):
        sheet.paragraph(Piece(told, "bold yellow"))
    if not total.complete:
        sheet.paragraph(Piece(_say("incomplete", language), "bold yellow"))
    for table in total.form.schema.tables.values():
        sheet.blank()
        sheet.paragraph(Piece(table_label(table, total.form.schema), "bold"))
        write_grid(sheet, table, _texts(total, table.id))
    _unadded(sheet, total, language)


def member_lists(total: Total, language: Language) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What became of each organ: the heading of the list, its colour, and the names with reasons."""
    found = total.members
    return (
        (_say("counted", language), "bold green", tuple(one.organ or one.file for one in found.counted)),
        (_say("missing", language), "bold red", found.missing),
        (
            _say("unread", language),
            "bold red",
            tuple(_because(one.file, render(one.reason, language), language) for one in found.unread),
        ),
        (_say("copies", language), "yellow", tuple(one.file for one in found.copies)),
        (
            _say("excused", language),
            "dim",
            tuple(_because(one.name, one.reason, language) for one in total.excused),
        ),
        (
            _say("elsewhere", language),
            "dim",
            tuple(_because(one.name, one.sums_to, language) for one in total.elsewhere),
        ),
    )


def left_out(total: Total, language: Language) -> tuple[str, ...]:
    """Which reports were read and are not in the sums, and why: of another year, not on the roster."""
    return tuple(render(note, language) for note in total.members.notes if note.key in _LEFT_OUT)


def _because(name: str, reason: str, language: Language) -> str:
    return _say("because", language, name=name, reason=reason) if reason else name


def _texts(total: Total, table: str) -> Callable[[Item, Item], str]:
    return lambda row, column: text_of(total.cells.get((table, row.path, column.path)))


def text_of(cell: CellTotal | None) -> str:
    """A sum in figures; with ``≥`` while a member is not in it."""
    if cell is None:
        return "·"
    return f"≥{number(cell.value)}" if cell.unadded else number(cell.value)


def _unadded(sheet: Sheet, total: Total, language: Language) -> None:
    """Which cells of which members are not known, and why, a line for each member."""
    reasons: dict[str, dict[str, None]] = {}
    for cell in total.cells.values():
        for one in cell.unadded:
            reasons.setdefault(one.organ, {})[render(one.reason, language)] = None
    if not reasons:
        return
    sheet.blank()
    sheet.paragraph(Piece(_say("unadded", language), "bold yellow"))
    for organ, found in reasons.items():
        first, *more = found
        text = first + (_say("and_more", language, count=len(more)) if more else "")
        sheet.labelled(Piece(organ, "cyan"), text, indent=2)


def write_differences(
    sheet: Sheet, total: Total, file: str, differences: Sequence[Difference], language: Language
) -> None:
    """Write how an area's own report differs from the total."""
    sheet.blank()
    key = "differs" if differences else ("agrees" if total.complete else "agrees_so_far")
    style = "bold red" if differences else "bold green"
    counted = {"count": len(differences)} if differences else {}
    sheet.paragraph(Piece(_say(key, language, file=file, **counted), style))
    for line in difference_lines(total, differences, language):
        sheet.paragraph(line, indent=2, hang=4)


def difference_lines(total: Total, differences: Iterable[Difference], language: Language) -> tuple[str, ...]:
    """Each difference in words: the cell, what the report says, what the members add up to."""
    return tuple(
        _say(
            "difference",
            language,
            cell=cell_label(CellPlace("self", *one.cell), total.form.schema, language),
            found=number(one.found) if isinstance(one.found, Fraction) else one.found,
            total=text_of(one.total),
        )
        for one in differences
    )


def _say(key: str, language: Language, **arguments: object) -> str:
    return render(message(f"total.{key}", **arguments), language)  # type: ignore[arg-type]
