"""``gouji compare``: what became of each matter, and what else was changed, as text for the terminal."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gouji.engine.binding.report import FactState
from gouji.engine.checking.naming import Names
from gouji.engine.office.version_texts import PREAMBLE, TAIL, TITLE
from gouji.engine.office.versions import CellChange, Comparison, Matter, Progress
from gouji.engine.writing.entries import COLOURS
from gouji.engine.writing.naming import fact_text, location_label, table_label
from gouji.engine.writing.sheet import Part, Piece, Sheet
from gouji.grammar.catalogue import number, render
from gouji.grammar.messages import Language, message
from gouji.grammar.schema import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.aligning import Sentence
    from gouji.engine.office.version_texts import TextChange

MOST_CELLS = 60
MOST_TEXTS = 40
KEPT = 14
"""Characters left of a stretch that did not change, on either side of a change."""
STYLES = {
    Progress.OPEN: "bold red",
    Progress.NEW: "bold red",
    Progress.UNDECIDED: "bold yellow",
    Progress.SETTLED: "bold green",
}


def write_comparison(
    sheet: Sheet, files: tuple[str, str], comparison: Comparison, language: Language
) -> None:
    """Write the matters by what became of them, then what was changed without being asked for."""
    for name, file, checked in zip(
        ("before", "after"), files, (comparison.before, comparison.after), strict=True
    ):
        sheet.labelled(_label(f"versions.{name}", language), *_head(file, checked, language))
    for note in comparison.notes:
        sheet.labelled(Piece(render(message("writing.mind"), language), "bold"), render(note, language))
    for progress in Progress:
        matters = [one for one in comparison.matters if one.progress is progress]
        if matters:
            sheet.blank()
            title = message(f"versions.matters_{progress}", count=len(matters))
            sheet.paragraph(Piece(render(title, language), STYLES[progress]))
        for matter in matters:
            _matter(sheet, matter, comparison, language)
    _unasked(sheet, comparison, language)
    sheet.blank()
    sheet.paragraph(Piece(_summary(comparison, language), "bold"))


def _head(file: str, checked: CheckedReport, language: Language) -> Iterable[Part]:
    identity = checked.report.identity
    organ = identity.organ.text if identity.organ else render(message("writing.no_organ"), language)
    no_year = message("writing.no_year")
    year = no_year if identity.year is None else message("writing.year", year=identity.year)
    return Piece(file, "bold"), "  ", organ, "  ", render(year, language)


def _matter(sheet: Sheet, matter: Matter, comparison: Comparison, language: Language) -> None:
    finding = matter.finding
    severity = Piece(render(message(f"severity.{finding.severity}"), language), COLOURS[finding.severity])
    sheet.labelled(
        severity, render(finding.message, language), Piece(f"  {finding.rule.id}", "dim"), indent=2
    )
    for change in matter.cells:
        sheet.paragraph(*_cell(change, comparison, language), indent=4, hang=6)
    old, new = (
        next((use.text.strip() for use in one.texts if use.report == "self" and use.text.strip()), "")
        if one is not None
        else ""
        for one in (matter.before, matter.after)
    )
    if matter.progress is Progress.OPEN and old != new and not matter.cells and old and new:
        _both(sheet, old, new, language)


def _unasked(sheet: Sheet, comparison: Comparison, language: Language) -> None:
    cells = [one for one in comparison.cells if not one.asked]
    texts = [one for one in comparison.texts if not one.asked]
    sheet.blank()
    count = len(cells) + len(texts)
    title = message("versions.unasked", count=count) if count else message("versions.nothing_unasked")
    sheet.paragraph(Piece(render(title, language), "bold yellow" if count else "bold green"))
    for change in cells[:MOST_CELLS]:
        sheet.paragraph(*_cell(change, comparison, language), indent=2, hang=4)
    _more(sheet, len(cells) - MOST_CELLS, language)
    heading = None
    for text in texts[:MOST_TEXTS]:
        if text.part != heading:
            sheet.paragraph(Piece(_part(text, language), "cyan"), indent=2)
            heading = text.part
        _text(sheet, text, language)
    _more(sheet, len(texts) - MOST_TEXTS, language)


def _more(sheet: Sheet, count: int, language: Language) -> None:
    if count > 0:
        sheet.paragraph(render(message("versions.more", count=count), language), indent=2)


def _cell(change: CellChange, comparison: Comparison, language: Language) -> Sequence[Part]:
    checked = comparison.before
    table = checked.filled.schema.tables[change.table]
    names = [Names(table)]
    if change.table in comparison.after.filled.schema.tables:
        names.append(Names(comparison.after.filled.schema.tables[change.table]))
    row = next((one.rows[change.row] for one in names if change.row in one.rows), None)
    column = next((one.columns[change.column] for one in names if change.column in one.columns), None)
    what = render(
        message("writing.cell", row=row or dotted(change.row), column=column or dotted(change.column)),
        language,
    )
    where = location_label(change.after.location or change.before.location, language)
    label = table_label(table, checked.filled.schema)
    old, new = (_value(one, language) for one in (change.before, change.after))
    return (
        f"{label}  {what}  ",
        Piece(f"{old} → {new}", "bold"),
        Piece(f"  {where}", "dim") if where else "",
    )


def _value(fact: object, language: Language) -> str:
    state, value = fact.state, fact.value  # type: ignore[attr-defined]
    if state is FactState.VALUE and value is not None:
        return number(value)
    return fact_text(fact, language)  # type: ignore[arg-type]


def _part(change: TextChange, language: Language) -> str:
    if change.part in (TITLE, PREAMBLE, TAIL):
        return render(message(f"versions.part_{change.part}"), language)
    return change.heading


def _text(sheet: Sheet, change: TextChange, language: Language) -> None:
    place = change.after or change.before
    where = "" if place is None else location_label(place.location, language)
    version = "after" if change.after is not None else "before"
    side = render(message(f"versions.in_{version}", place=where), language) if where else ""
    if change.moved:
        _line(sheet, "moved", change.after, side, language)
    elif change.before is None:
        _line(sheet, "added", change.after, side, language)
    elif change.after is None:
        _line(sheet, "removed", change.before, side, language)
    else:
        if side:
            sheet.paragraph(Piece(side, "dim"), indent=4)
        _both(sheet, change.before.text, change.after.text, language)


def _line(sheet: Sheet, key: str, sentence: Sentence | None, side: str, language: Language) -> None:
    text = "" if sentence is None else sentence.text
    sheet.labelled(_label(f"versions.{key}", language), text, Piece(f"  {side}", "dim"), indent=4)


def _both(sheet: Sheet, old: str, new: str, language: Language) -> None:
    """The old and the new words, what differs between 【】."""
    for key, text in zip(("old", "new"), marked(old, new), strict=True):
        sheet.labelled(_label(f"versions.{key}", language), text, indent=4)


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts with what differs between 【】; long stretches that are the same are cut."""
    first, second = "", ""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (kind, a, b, c, d) in enumerate(codes):
        if kind == "equal":
            kept = _cut(old[a:b], first=at == 0, last=at == len(codes) - 1)
            first, second = first + kept, second + kept
        else:
            first += f"【{old[a:b]}】" if b > a else ""
            second += f"【{new[c:d]}】" if d > c else ""
    return first, second


def _cut(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * KEPT + 2:
        return text
    head, tail = ("" if first else text[:KEPT]), ("" if last else text[-KEPT:])
    return f"{head}…{tail}"


def _summary(comparison: Comparison, language: Language) -> str:
    counts = tuple(
        message(f"versions.count_{progress}", count=count)
        for progress in Progress
        if (count := sum(one.progress is progress for one in comparison.matters))
    )
    compared = message(
        "versions.compared",
        cells=message("versions.cells", count=comparison.compared_cells),
        sentences=message("versions.sentences", count=comparison.compared_sentences),
    )
    return render(
        message("versions.summary", compared=compared, counts=counts or message("versions.no_matters")),
        language,
    )


def _label(key: str, language: Language) -> Piece:
    return Piece(render(message(key), language), "cyan")
