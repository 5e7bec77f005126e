"""Who has sent a report and who has not, in the terminal and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.engine.writing.inert import masked
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.office.attendance import Attendance
    from gouji.engine.office.drafts import Series
    from gouji.engine.office.organs import Listed

MOST_NAMED = 60


def write_attendance(sheet: Sheet, found: Attendance, language: Language) -> None:
    """Write who has and who has not sent a report, and what came that nobody waits for."""
    sheet.blank()
    total = message("attendance.total", present=len(found.present), missing=len(found.missing))
    sheet.paragraph(Piece(render(total, language), "bold"))
    for key, style, names in _lists(found, language):
        if names:
            shown = render(message("attendance.several", items=tuple(names[:MOST_NAMED])), language)
            more = len(names) - MOST_NAMED
            shown += render(message("attendance.and_more", count=more), language) if more > 0 else ""
            label = render(message(f"attendance.{key}"), language)
            sheet.labelled(Piece(f"{label} {len(names)}", style), shown, indent=2)


def _lists(found: Attendance, language: Language) -> Iterator[tuple[str, str, Sequence[str]]]:
    yield "missing", "bold red", [_with_contact(one, language) for one in found.missing]
    yield "unread", "bold red", [_of(file, names, language) for file, names in found.unread.items()]
    yield "unexpected", "yellow", [_of(file, (name,), language) for name, file in found.unexpected.items()]
    yield "nameless", "yellow", list(found.nameless)
    yield "sent", "yellow", [one.name for one in found.sent]
    yield "excused", "dim", [_of(one.name, (one.reason,), language) for one in found.excused]
    drafts = [_drafts(one, language) for one in found.series]
    yield "drafts", "dim", drafts
    yield "unsure", "yellow", [one.latest.file for one in found.series if not one.sure]


def _drafts(one: Series, language: Language) -> str:
    before = tuple(each.file for each in (*one.drafts[:-1], *one.copies))
    return _of(one.latest.file, before, language, key="drafts_of")


def _with_contact(one: Listed, language: Language) -> str:
    return _of(one.name, (one.contact,), language)


def _of(name: str, others: Sequence[str], language: Language, key: str = "because") -> str:
    told = tuple(filter(None, others))
    return render(message(f"attendance.{key}", name=name, others=told), language) if told else name


def attendance_json(found: Attendance) -> dict[str, Any]:
    """The same as data."""
    return {
        "present": {masked(name): file for name, file in found.present.items()},
        "missing": [masked(one.name) for one in found.missing],
        "unread": {file: list(names) for file, names in found.unread.items()},
        "unexpected": {masked(name): file for name, file in found.unexpected.items()},
        "nameless": list(found.nameless),
        "excused": [masked(one.name) for one in (*found.excused, *found.sent)],
        "drafts": [
            {
                "latest": one.latest.file,
                "earlier": [each.file for each in one.drafts[:-1]],
                "copies": [each.file for each in one.copies],
                "by": "name" if one.sure else "time",
            }
            for one in found.series
        ],
    }
