"""Section headings: found by their titles, never by a numeral alone."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from gouji.engine.binding.labels import likeness
from gouji.engine.binding.normalising import compact, label_of, whole_number
from gouji.engine.binding.patterns import Patterns, cleared, search
from gouji.grammar.records import dataclass
from gouji.grammar.remembering import once_per_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.grammar.schema import Schema, Section
    from gouji.rules.pack import Recognition

_LONGEST = 40
_LIKE = 0.8
_LIKE_WITH_NUMBER = 0.4
_MARGIN = 0.1
_SENTENCE_END = re.compile(r"[。！？；;]")
_NUMERAL = re.compile(r"[一二三四五六七八九十]+|\d+")
_TITLE_END = re.compile(r"[。：:；;\s]")
_GLUED = re.compile(r"[。！？；;”）)]\s*(?P<heading>[一二三四五六七八九十]{1,3}[、.．]\s*[^。；！？]{2,60})$")

TitleMatch = Literal["title", "alias", "nearest", "none"]


class Style(IntEnum):
    """How a heading is numbered: 一、 before （一） before 1. before nothing."""

    MAIN = 1
    PART = 2
    POINT = 3
    NONE = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may open a section.

    Attributes:
        section: id of the section, ``None`` for one the form does not have.
        printed: the title without its number; ``before`` and ``after`` the text around it on the same line.
    """

    section: str | None
    match: TitleMatch
    number: str
    printed: str
    style: Style
    before: str = ""
    after: str = ""

    @property
    def value(self) -> int | None:
        """The printed number."""
        found = _NUMERAL.search(self.number)
        return whole_number(found.group()) if found else None


class Titles:
    """The titles of a form's sections, findable by what is printed."""

    def __init__(self, schema: Schema) -> None:
        self.sections = tuple(schema.sections.values())
        self._known: dict[str, tuple[Section, TitleMatch]] = {}
        for section in self.sections:
            for alias in section.aliases:
                self._known[label_of(alias).body] = (section, "alias")
        for section in self.sections:
            self._known[label_of(section.title).body] = (section, "title")
        self.row_labels = frozenset(
            label_of(item.label).body for table in schema.tables.values() for item in table.row_index.values()
        )

    def find(self, text: str) -> tuple[Section, TitleMatch] | None:
        """The section whose title or alias is ``text``."""
        return self._known.get(label_of(text).body)

    def nearest(self, text: str, number: str) -> Section | None:
        """The one section whose title is clearly nearest; less likeness is enough beside its number."""
        body = label_of(text).body
        best: dict[str, float] = {}
        for known, (section, _) in self._known.items():
            best[section.id] = max(best.get(section.id, 0.0), likeness(body, known, _LIKE_WITH_NUMBER))
        ranked = sorted(best.items(), key=lambda entry: -entry[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
            return None
        section = next(section for section in self.sections if section.id == ranked[0][0])
        limit = _LIKE_WITH_NUMBER if number and number == section.number else _LIKE
        return section if ranked[0][1] >= limit else None


titles_of = once_per_object(Titles)


@lru_cache(maxsize=2048)
def _numbered(text: str, numbering: Patterns) -> tuple[str, str, Style]:
    """The number of a line, the rest of it, and the style of the number."""
    if hit := search(numbering, text):
        return hit.groups.get("number", ""), hit.within[hit.end :].strip(), Style.MAIN
    label = label_of(text)
    if not label.number:
        return "", text, Style.NONE
    bare = re.sub(r"^[\s（(]*[^\s、.．）):：，,]+[）)]?[、.．:：，,]?\s*", "", text, count=1)
    return label.number, bare, Style.POINT if label.number.isdigit() else Style.PART


def candidates(line: str, declared: int | None, schema: Schema, recognition: Recognition) -> Heading | None:
    """The heading that ``line`` is, begins with, or ends with; ``None`` for plain text.

    Args:
        line: a line as printed.
        declared: the outline level the file gives it, if any.
        schema: the form.
        recognition: the pack's numbering and residue patterns.
    """
    titles = titles_of(schema)
    text = cleared(recognition.residue, line).strip()
    if len(text) > 2 * _LONGEST:
        return _opening(text, titles, recognition, declared) or _closing(text, titles, recognition)
    number, rest, style = _numbered(text, recognition.numbering)
    if found := titles.find(rest):
        return Heading(found[0].id, found[1], number, rest, style)
    if heading := _opening(text, titles, recognition, declared) or _closing(text, titles, recognition):
        return heading
    marked = style is Style.MAIN or declared is not None
    if (
        not marked
        or len(compact(rest)) > _LONGEST
        or _SENTENCE_END.search(rest)
        or label_of(rest).body in titles.row_labels
    ):
        return None
    if section := titles.nearest(rest, number):
        return Heading(section.id, "nearest", number, rest, style)
    return Heading(None, "none", number, rest, style) if style is Style.MAIN else None


def _opening(text: str, titles: Titles, recognition: Recognition, declared: int | None) -> Heading | None:
    """A numbered title followed by text on the same line."""
    number, rest, style = _numbered(text[: 3 * _LONGEST], recognition.numbering)
    end = _TITLE_END.search(rest)
    if end is None or (style is not Style.MAIN and declared is None):
        return None
    found = titles.find(rest[: end.start()])
    if found is None:
        return None
    title = rest[: end.start()]
    after = (
        text[text.find(title) + len(title) :].lstrip("。：:；; \t\u3000")
        if title in text
        else rest[end.end() :]
    )
    return Heading(found[0].id, found[1], number, title, style, after=after.strip())


def _closing(text: str, titles: Titles, recognition: Recognition) -> Heading | None:
    """A numbered title glued to the end of a paragraph."""
    glued = _GLUED.search(text)
    if glued is None:
        return None
    number, rest, style = _numbered(glued["heading"], recognition.numbering)
    found = titles.find(rest)
    if found is None or style is not Style.MAIN:
        return None
    return Heading(found[0].id, found[1], number, rest, style, before=text[: glued.start("heading")].rstrip())


def chosen(headings: Sequence[tuple[int, Heading]], empty: Sequence[bool]) -> Iterator[tuple[int, Heading]]:
    """The candidates that do open sections, in reading order.

    Args:
        headings: candidates with their positions in the document.
        empty: for each candidate, whether the next one follows at once, as in a list of contents.
    """
    known = [heading for _, heading in headings if heading.match in {"title", "alias"}]
    top = min((heading.style for heading in known if heading.style is not Style.NONE), default=Style.NONE)
    numbered = {heading.section for heading in known if heading.style is top}
    kept = [
        (at, heading, blank)
        for (at, heading), blank in zip(headings, empty, strict=True)
        if _stands(heading, top, numbered)
    ]
    sure = {heading.section for _, heading, _ in kept if heading.match in {"title", "alias"}}
    numbers = {heading.value for _, heading, _ in kept if heading.section is not None}
    last = 0
    listed = [
        blank or before
        for (_, _, blank), before in zip(kept, [False, *(blank for _, _, blank in kept)], strict=False)
    ]
    for (at, heading, _), in_list in zip(kept, listed, strict=True):
        if heading.section is None or (heading.match == "nearest" and heading.section in sure):
            if last and heading.value == last + 1 and heading.value not in numbers:
                last += 1
                yield at, Heading(None, "none", heading.number, heading.printed, heading.style)
        elif not (in_list and _comes_again(at, heading, kept)):
            last = heading.value or last
            yield at, heading


def _stands(heading: Heading, top: Style, numbered: set[str | None]) -> bool:
    if heading.match in {"nearest", "none"}:
        return heading.style in {top, Style.MAIN, Style.NONE}
    return heading.style is top or (heading.style is Style.NONE and heading.section not in numbered)


def _comes_again(at: int, heading: Heading, kept: Sequence[tuple[int, Heading, bool]]) -> bool:
    return any(other.section == heading.section and after > at for after, other, _ in kept)
