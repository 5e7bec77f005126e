"""Matters as comments in the margin of the original: where each belongs, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.office.ledger import Degree, word
from gouji.engine.writing.naming import fact_text
from gouji.engine.writing.office_text import printable
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from gouji.grammar.records import dataclass
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gouji.engine.checking.outcomes import CellUse
    from gouji.engine.office.matter import Matter
    from gouji.engine.reading.document import Location


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment.

    Attributes:
        location: of what it is about; ``None`` when that is no one place of the file.
        quote: the words it is about, as far as they are known; else it is about all that stands there.
        text: what it says, one line a paragraph.
    """

    location: Location | None
    quote: str
    text: str


def comments(
    matters: Iterable[Matter], language: Language, file: str = "", *, supplement: bool = False
) -> tuple[Comment, ...]:
    """The comments that tell what must be corrected or looked into; notes stay in the house.

    Args:
        matters: those that go out.
        language: of their words.
        file: the name of the file that they are for.
        supplement: whether it is not the report's own file but one that tables were taken from.
    """
    found: list[Comment] = []
    for matter in matters:
        if matter.severity is not Severity.INFO:
            found += _comments(matter, language)
    return tuple(dict.fromkeys(one for one in found if _is_in(one.location, file, supplement=supplement)))


def _is_in(location: Location | None, file: str, *, supplement: bool) -> bool:
    """Whether a place is in a file; only in reports put together from several do places name one."""
    named = None if location is None else location.file
    return not supplement if named is None else named == file


def _comments(matter: Matter, language: Language) -> Iterator[Comment]:
    own = [use for use in matter.cells if use.place.report == "self"]
    alone = matter.expected and len(own) == 1
    text = _of_cell(own[0], matter, language) if alone else _of_matter(matter, own, language)
    places: list[tuple[Location | None, str]] = [(use.fact.location, "") for use in own[:1]]
    if not matter.expected:
        places += [(use.location, use.text) for use in matter.texts if use.report == "self"][:1]
    if not places:
        places = [(matter.location, "")]
    for location, quote in places:
        yield Comment(location, quote, text)


def _of_cell(use: CellUse, matter: Matter, language: Language) -> str:
    found = fact_text(use.fact, language)
    first = message("comment.cell", degree=_degree(matter, language), found=found, expected=matter.expected)
    return _joined(render(first, language), matter, language)


def _of_matter(matter: Matter, cells: Sequence[CellUse], language: Language) -> str:
    """Of several cells all are named, as the comment stands at the first of them."""
    problem = _capital(_bare(matter.problem))
    if len(cells) > 1 and matter.severity is Severity.ERROR and matter.where:
        first = message(
            "comment.matter_where", degree=_degree(matter, language), problem=problem, where=matter.where
        )
    else:
        first = message("comment.matter", degree=_degree(matter, language), problem=problem)
    return _joined(render(first, language), matter, language)


def _joined(first: str, matter: Matter, language: Language) -> str:
    """All of a comment; what is only to be looked into needs no sums: its first sentence tells both sides."""
    said = first
    if matter.why and matter.severity is Severity.ERROR:
        why = render(message("comment.semicolon"), language).join(_capital(_bare(one)) for one in matter.why)
        said += render(message("comment.why", text=why), language)
    if matter.advice:
        said += render(message("comment.advice", text=_capital(_bare(matter.advice))), language)
    lines = [said]
    if matter.basis:
        basis = render(message("comment.semicolon"), language).join(matter.basis)
        lines.append(render(message("comment.basis", text=basis), language))
    return printable("\n".join(" ".join(line.split()) for line in lines))


def _bare(text: str) -> str:
    """A sentence without the mark at its end."""
    return text.strip().rstrip("。；.;")


def _capital(text: str) -> str:
    """A sentence with a capital at its beginning, where its letters have any."""
    return f"{text[:1].upper()}{text[1:]}"


def _degree(matter: Matter, language: Language) -> str:
    return word(Degree(matter.severity.value), language)
