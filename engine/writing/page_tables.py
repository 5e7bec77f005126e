"""The tables of a report as the form prints them, with the cells that matters are about marked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from gouji.engine.binding.report import FactState
from gouji.engine.checking.outcomes import Status
from gouji.engine.trial.layouts import printed
from gouji.engine.writing.naming import brief_label, fact_text, table_label
from gouji.engine.writing.page_tree import element, fill, say
from gouji.engine.writing.suggestions import suggested
from gouji.grammar.catalogue import render
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gouji.engine.binding.report import BoundTable, Fact
    from gouji.engine.checking.outcomes import CellPlace
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.trial.layouts import PrintedCell
    from gouji.engine.writing.page_state import Shown, Told
    from gouji.grammar.messages import Language
    from gouji.grammar.schema import Path, Table

Place = tuple[str, "Path", "Path"]
KEY = "\x00"
"""Begins the text that stands for a cell while the form is laid out; no label can hold it."""
FEW_LINKS = 4
"""As many cells are linked one by one; of more, the first."""
RANK = ("wrong", "suspect", "compared", "open")


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a cell is marked.

    Attributes:
        kind: it is ``wrong``, one of several ``suspect`` ones, was ``compared``, or left a rule ``open``.
        matters: numbers of the matters.
        expected: what it must hold, where one value would do.
    """

    kind: str
    matters: tuple[int, ...]
    expected: str = ""


def marks(report: Shown, checked: CheckedReport, language: Language) -> dict[Place, Mark]:
    """The marked cells of a report, the gravest mark of each."""
    found: dict[Place, Mark] = {}
    for told in report.told:
        for place, kind, expected in _of_matter(told, language):
            _add(found, place, Mark(kind, (told.number,), expected))
    for group in report.undecided:
        for outcome in group.outcomes:
            for use in outcome.cells:
                if outcome.status is Status.UNDETERMINED and _unknown(use.fact) and _here(use.place, checked):
                    _add(found, _key(use.place), Mark("open", ()))
    return {place: mark for place, mark in found.items() if place[0] in checked.report.tables}


def anchor(report: Shown, place: Place, checked: CheckedReport) -> str:
    """The id of a cell of the page."""
    cells = list(checked.filled.schema.tables[place[0]].cells())
    key = (place[1], place[2])
    if key in cells:
        return f"{report.id}-{place[0]}-{cells.index(key)}"
    return f"{report.id}-{place[0]}-{'.'.join(place[1])}-{'.'.join(place[2])}"


def _of_matter(told: Told, language: Language) -> Iterator[tuple[Place, str, str]]:
    cause = told.entry.cause
    if cause is None or not cause.alternatives or not cause.alternatives[0].cells:
        for use in told.matter.cells:
            if use.place.report == "self":
                yield _key(use.place), "compared", ""
    for alternative in () if cause is None else cause.alternatives:
        for cell in alternative.cells:
            value = suggested(cell)
            text = value if isinstance(value, str) else render(value, language)
            certain = cause is not None and cause.unique
            yield _key(cell.place), "wrong" if certain else "suspect", text if certain else ""


def _key(place: CellPlace) -> Place:
    return place.table, place.row, place.column


def _unknown(fact: Fact) -> bool:
    """Whether something stands there that is no number; a row that is missing has nothing to mark."""
    return fact.value is None and fact.counts_as != "zero" and fact.state is not FactState.ABSENT


def _here(place: CellPlace, checked: CheckedReport) -> bool:
    return place.report == "self" and place.table in checked.report.tables


def _add(found: dict[Place, Mark], place: Place, mark: Mark) -> None:
    old = found.get(place)
    if old is None:
        found[place] = mark
        return
    first, second = sorted((old, mark), key=lambda one: RANK.index(one.kind))
    numbers = tuple(sorted({*old.matters, *mark.matters}))
    found[place] = Mark(first.kind, numbers, first.expected or second.expected)


def tables(report: Shown, checked: CheckedReport, language: Language) -> Iterator[Element]:
    """The tables of a report: those with marks open, the others folded."""
    marked = marks(report, checked, language)
    schema = checked.filled.schema
    sections = list(schema.sections)
    for table in sorted(schema.tables.values(), key=lambda one: sections.index(one.section)):
        bound = checked.report.tables.get(table.id)
        if bound is None:
            continue
        count = sum(place[0] == table.id for place in marked)
        drawing = _Drawing(report, checked, table, bound, marked, language)
        name = table_label(table, schema)
        note = say("cells_marked", language, count=count) if count else say("no_cell_marked", language)
        yield element(
            "details",
            element("summary", element("h4", name), element("span", note, class_="note")),
            *drawing.drawn(name),
            class_="form",
            open=bool(count),
        )


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One table of one report."""

    report: Shown
    checked: CheckedReport
    table: Table
    bound: BoundTable
    marked: Mapping[Place, Mark]
    language: Language

    def drawn(self, name: str) -> Iterator[Element]:
        """The table in a frame that can be scrolled, and what does not fit into it."""
        for doubt in self.bound.uncertain:
            yield element("p", render(doubt, self.language), class_="doubt")
        keys = {f"{KEY}{at}": place for at, place in enumerate(self.table.cells())}
        texts = {place: key for key, place in keys.items()}
        cells = printed(self.table, lambda row, column: texts[row, column])
        lines: dict[int, list[PrintedCell]] = {}
        for cell in cells:
            lines.setdefault(cell.row, []).append(cell)
        rows = [
            element("tr", *(self._cell(cell, line, keys) for cell in line))
            for _, line in sorted(lines.items())
        ]
        grid = element("table", element("caption", name, class_="unseen"), element("tbody", *rows))
        grid.set("class", self.table.layout)
        yield element("div", grid, class_="scroll", tabindex=0, role="group", aria_label=name)
        yield from self._beside()

    def _cell(
        self, cell: PrintedCell, line: Sequence[PrintedCell], keys: Mapping[str, tuple[Path, Path]]
    ) -> Element:
        place = keys.get(cell.text)
        if place is not None:
            made = self._data("td", *place)
        elif cell.text:
            beside = any(other.text in keys and other.column > cell.column for other in line)
            made = element("th", cell.text, scope="row" if beside else "col")
        else:
            made = element("td", class_="none")
        if cell.row_span > 1:
            made.set("rowspan", str(cell.row_span))
        if cell.column_span > 1:
            made.set("colspan", str(cell.column_span))
        return made

    def _data(self, tag: str, row: Path, column: Path) -> Element:
        fact = self.bound.facts.get((row, column))
        mark = self.marked.get((self.table.id, row, column))
        if mark is None:
            return element(tag, self._text(fact), class_=_class(fact))
        made = element(
            tag,
            class_=f"mark {mark.kind}",
            id=anchor(self.report, (self.table.id, row, column), self.checked),
            tabindex=-1,
        )
        fill(made, self._marked(mark, fact))
        return made

    def _marked(self, mark: Mark, fact: Fact | None) -> Iterator[Element | str]:
        found = self._text(fact) or say("nothing_there", self.language)
        if mark.kind == "wrong":
            yield element("del", element("span", say("found", self.language), class_="unseen"), found)
        else:
            yield element("span", found)
        for number in mark.matters:
            yield " "
            yield element(
                "a",
                str(number),
                href=f"#{self.report.id}-m{number}",
                class_="back",
                aria_label=say("to_matter", self.language, number=number),
            )
        yield " "
        if mark.expected:
            yield element("ins", say("expected", self.language, value=mark.expected))
        if mark.kind != "wrong":
            hidden = "unseen" if mark.kind == "compared" else None
            yield element("em", say(f"mark_{mark.kind}", self.language), class_=hidden)

    def _text(self, fact: Fact | None) -> str:
        if fact is None or fact.state is FactState.ABSENT:
            return "—"
        if fact.state is FactState.BLANK:
            return ""
        return fact_text(fact, self.language)

    def _beside(self) -> Iterator[Element]:
        """What the report prints that the form has no cell for: groups filled in as one row."""
        places = set(self.table.cells())
        items = [
            element(
                "li",
                f"{brief_label(self.table.row_index, row)} · {brief_label(self.table.column_index, column)} ",
                self._data("span", row, column),
            )
            for (row, column), fact in self.bound.facts.items()
            if (row, column) not in places and fact.state is not FactState.ABSENT
        ]
        if items:
            yield element("p", say("beside_form", self.language), class_="note")
            yield element("ul", *items, class_="beside")


def _class(fact: Fact | None) -> str | None:
    """Zeros step back, so that the eye finds the numbers."""
    if fact is None or fact.state is FactState.ABSENT:
        return "none"
    return "zero" if fact.state is FactState.VALUE and not fact.value else None


def links(
    told: Told, report: Shown, checked: CheckedReport, marked: Iterable[Place], language: Language
) -> Iterator[Element]:
    """The ways from a matter to its cells."""
    there = set(marked)
    places = list(dict.fromkeys(place for place, _, _ in _of_matter(told, language) if place in there))
    if not places:
        return
    few = len(places) <= FEW_LINKS
    texts = [say("to_cell_of", language, number=at) for at in range(1, len(places) + 1)]
    if len(places) == 1 or not few:
        texts = [say("to_cells", language, count=len(places))]
    for text, place in zip(texts, places, strict=False):
        yield element("a", text, href=f"#{anchor(report, place, checked)}", class_="to-cell")
