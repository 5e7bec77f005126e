"""The running text of a report made ready for reading: paragraphs with their sentences and headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.clauses import masked_line, sentences
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.engine.binding.clauses import Line, Sentence
    from gouji.engine.binding.report import BoundSection, TextLine
    from gouji.engine.reading.document import Location
    from gouji.rules.pack import TextWords


@dataclass(frozen=True)
class Passage:
    """A paragraph of the report.

    Attributes:
        section: id of the section it stands in; ``None`` outside those of the form.
        heading: the masked text of the sub-heading above it.
        is_heading: it is a sub-heading itself.
    """

    line: Line
    sentences: tuple[Sentence, ...]
    section: str | None
    location: Location
    heading: str = ""
    is_heading: bool = False

    def until(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences before that one."""
        return tuple(one for one in self.sentences if one.start < sentence.start)

    def before(self, end: int) -> str:
        """Up to ``end``: the section in 【】, the sub-heading, and what the paragraph says up to there."""
        return f"【{self.section or ''}】{self.heading}。{self.line.text[:end]}"


def passages(
    sections: Iterable[BoundSection], words: TextWords, year: int | None, residue: tuple[str, ...] = ()
) -> Iterator[Passage]:
    """The paragraphs of the sections in reading order.

    Args:
        sections: as bound.
        words: of the pack.
        year: the report year.
        residue: patterns of marks that a conversion leaves.
    """
    for section in sections:
        yield from passages_of(section.lines, section.id, words, year, residue)


def passages_of(
    lines: Iterable[TextLine],
    section: str | None,
    words: TextWords,
    year: int | None,
    residue: tuple[str, ...] = (),
) -> Iterator[Passage]:
    """The paragraphs of one section, or of the preamble."""
    heading = ""
    for line in lines:
        masked = masked_line(line.text, words, year, residue)
        parts = tuple(sentences(masked))
        yield Passage(masked, parts, section, line.location, heading, line.heading)
        heading = masked.text if line.heading else heading
