"""Letters to organs: what to correct and to look into, by when, whom to ask; as Word files.

Nothing of the program goes out with them: no ids, no paths, no names but those of the office.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gouji.engine.office.ledger import Degree, name_of
from gouji.engine.office.letters import Letter, point_of
from gouji.engine.office.settings import day_in
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.ledger_items import organ_of
from gouji.engine.writing.letter_package import Line, Shape, package
from gouji.engine.writing.matters import matters
from gouji.engine.writing.office_text import file_name, own, printable
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Argument, Language, message
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gouji.engine.office.letters import Point
    from gouji.engine.office.settings import OfficeSettings
    from gouji.engine.writing.results import Result

ENDING = ".docx"
SECTIONS: tuple[tuple[str, frozenset[Degree]], ...] = (
    ("must", frozenset({Degree.ERROR})),
    ("verify", frozenset({Degree.WARNING})),
    ("other", frozenset({Degree.UNDECIDED, Degree.UNREADABLE})),
)
"""The parts of a letter, gravest first."""
_ENDS = ("。", "！", "？", "；", ".", "!", "?", ";")


def letters_from_results(
    results: Sequence[Result],
    language: Language,
    organs: Mapping[str, str] | None = None,
    drafts: Mapping[str, int] | None = None,
) -> tuple[Letter, ...]:
    """A letter for each report with something to correct or to look into, nobody having decided on it.

    Args:
        results: one a report.
        language: of the words.
        organs: whose a file is, where it does not say itself, by file.
        drafts: which draft a file is.
    """
    found: list[Letter] = []
    for result in results:
        checked = result.outcome
        if isinstance(checked, Unreadable):
            continue
        points = tuple(
            point_of(matter) for matter in matters(checked, language) if matter.severity is not Severity.INFO
        )
        if points:
            organ = organ_of(checked) or (organs or {}).get(result.file, "")
            draft = (drafts or {}).get(result.file)
            year, file = checked.report.identity.year, name_of(result.file)
            found.append(Letter(organ, year, draft, file, points))
    return tuple(found)


def letters(
    found: Iterable[Letter], settings: OfficeSettings, language: Language
) -> Iterator[tuple[str, bytes]]:
    """The letters as Word files.

    Args:
        found: the letters.
        settings: who sends them; without a date they have none.
        language: of the words around the matters.

    Yields:
        File names, each different and safe on every system, and the files.
    """
    taken: list[str] = []
    for letter in found:
        words = _Words(letter, settings, language)
        name = file_name(words.file_title(), ENDING, words.text("nameless"), taken)
        taken.append(name)
        yield name, package(tuple(words.lines()), words.title(), own(settings.office), settings.day)


class _Words:
    """The words of one letter."""

    def __init__(self, letter: Letter, settings: OfficeSettings, language: Language) -> None:
        self._letter, self._settings, self._language = letter, settings, language

    def text(self, key: str, **arguments: Argument) -> str:
        return render(message(f"letter.{key}", **arguments), self._language)

    def title(self) -> str:
        organ, year = printable(self._letter.organ), self._letter.year
        if not organ:
            return self.text("nameless")
        return self.text("title" if year is None else "title_year", organ=organ, year=str(year))

    def file_title(self) -> str:
        """What the file is called: after its organ, or after the file that does not name one."""
        called = self._letter.organ or self._letter.file.rsplit(".", 1)[0]
        return self.text("file", organ=called)

    def lines(self) -> Iterator[Line]:
        letter = self._letter
        yield Line(Shape.TITLE, self.title())
        to = printable(letter.organ) or self.text("to_whom")
        yield Line(Shape.SALUTATION, self.text("salutation", organ=to))
        yield Line(Shape.BODY, self._opening())
        shown = [
            (name, [point for point in letter.points if point.degree in degrees])
            for name, degrees in SECTIONS
        ]
        shown = [(name, points) for name, points in shown if points]
        number = 0
        for at, (name, points) in enumerate(shown, 1):
            ordinal = self.text(f"ordinal_{at}")
            yield Line(Shape.HEADING, self.text(f"part_{name}", ordinal=ordinal, count=len(points)))
            for point in points:
                number += 1
                yield from self._point(point, number)
        yield from self._end()

    def _opening(self) -> str:
        letter, due = self._letter, own(self._settings.return_by)
        if letter.year is None:
            report = self.text("report")
        elif letter.draft is None:
            report = self.text("report_year", year=str(letter.year))
        else:
            report = self.text("report_draft", year=str(letter.year), draft=letter.draft)
        day = day_in(due)
        until = self.text("soon")
        if due:
            until = self.text("until", day=self._day(day)) if day else self.text("within", words=due)
        return self.text("opening", report=report, count=len(letter.points), until=until)

    def _point(self, point: Point, number: int) -> Iterator[Line]:
        told = (point.problem, point.where, point.found, point.expected, point.advice)
        problem, where, found, expected, advice = (" ".join(printable(text).split()) for text in told)
        lines = filter(None, map(str.strip, printable(point.basis).splitlines()))
        basis = self.text("semicolon").join(lines)
        yield Line(Shape.POINT, self.text("point", number=number, problem=self._ended(problem or advice)))
        if where:
            yield Line(Shape.BODY, self.text("where", text=where))
        if expected:
            yield Line(
                Shape.BODY, self.text("values", found=found or self.text("nothing"), expected=expected)
            )
        if advice and problem:
            yield Line(Shape.BODY, self.text("advice", text=self._ended(advice)))
        if basis:
            yield Line(Shape.BODY, self.text("basis", text=basis))

    def _end(self) -> Iterator[Line]:
        settings = self._settings
        office, contact, phone = map(own, (settings.office, settings.contact, settings.phone))
        if office or settings.day:
            yield Line(Shape.GAP, "")
        if office:
            yield Line(Shape.SIGNATURE, office)
        if settings.day:
            yield Line(Shape.SIGNATURE, self._day(settings.day))
        asked = [self.text("contact", name=contact)] if contact else []
        asked += [self.text("phone", number=phone)] if phone else []
        if asked:
            yield Line(Shape.BODY, self.text("asked", items=self.text("comma").join(asked)))
        yield Line(Shape.BODY, self.text("only_itself"))

    def _day(self, day: date) -> str:
        if self._language == "en":
            return day.isoformat()
        return self.text("day", year=str(day.year), month=day.month, day=day.day)

    def _ended(self, sentence: str) -> str:
        """The sentence with a mark at its end, and in English with a capital at its beginning."""
        whole = sentence if self._language == "zh" else f"{sentence[:1].upper()}{sentence[1:]}"
        return whole if whole.endswith(_ENDS) else f"{whole}{self.text('full_stop')}"
