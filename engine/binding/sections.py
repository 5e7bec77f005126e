"""The document laid out: preamble, sections, tail, and what belongs to none of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gouji.engine.binding.headings import Heading, candidates, chosen, titles_of
from gouji.engine.binding.normalising import compact, label_of
from gouji.engine.binding.patterns import cleared, found_in, search
from gouji.engine.binding.pieces import Piece, rows_of
from gouji.engine.binding.report import BoundPart, BoundSection, Picture, TextLine
from gouji.engine.binding.signature import signature_in
from gouji.engine.reading.document import Document, ImageMark, Location, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gouji.grammar.schema import Part, Schema
    from gouji.rules.pack import Recognition

_LONGEST_SIGNATURE = 40
_LONGEST_SUBHEADING = 40
_TAIL = 8

Element = TextLine | Table | ImageMark


@dataclass(frozen=True)
class Layout:
    """A document taken apart.

    Attributes:
        preamble: lines before the first section, the title among them.
        pieces: its tables, each with the section it stands in and the lines before it.
        excerpt: the document says, or shows by breaking off, that it is only a part of a report.
        ends_in_table: a table is the last thing in it.
    """

    preamble: tuple[TextLine, ...]
    sections: tuple[BoundSection, ...]
    tail: tuple[TextLine, ...]
    outside: tuple[TextLine, ...]
    pictures: tuple[Picture, ...]
    pieces: tuple[Piece, ...]
    excerpt: bool
    ends_in_table: bool = False


@dataclass
class _Stretch:
    """What stands under one heading, or before the first."""

    heading: Heading | None
    location: Location
    elements: list[Element] = field(default_factory=list)

    def lines(self) -> list[TextLine]:
        return [element for element in self.elements if isinstance(element, TextLine)]


def laid_out(document: Document, schema: Schema, recognition: Recognition) -> Layout:
    """The document taken apart by the section titles of ``schema``."""
    stretches = _stretches(document, schema, recognition)
    outside = [
        line for stretch in stretches for line in _take(stretch, _furniture(stretch.lines(), recognition))
    ]
    excerpt = _is_excerpt(stretches, schema, recognition)
    tail = _cut_tail(stretches[-1], recognition) if len(stretches) > 1 else []
    last = stretches[-1].elements[-1:]
    return Layout(
        tuple(stretches[0].lines()),
        tuple(
            _section(stretch, order, schema, recognition) for order, stretch in enumerate(stretches[1:], 1)
        ),
        tuple(tail),
        tuple(outside),
        tuple(_pictures(stretches)),
        tuple(_pieces(stretches, recognition)),
        excerpt,
        bool(last) and isinstance(last[0], Table),
    )


def _stretches(document: Document, schema: Schema, recognition: Recognition) -> list[_Stretch]:
    elements: list[Element] = []
    found: list[tuple[int, Heading]] = []
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            elements.append(block)
            continue
        for text, heading in _lines(block, schema, recognition):
            if heading is not None:
                found.append((len(elements), heading))
            elements.append(
                TextLine(text, block.location, heading=heading is not None or block.heading is not None)
            )
    nexts = [*(at for at, _ in found[1:]), len(elements)]
    empty = [after - at == 1 for (at, _), after in zip(found, nexts, strict=False)]
    starts = dict(chosen(found, empty))
    stretches = [_Stretch(None, Location())]
    for number, element in enumerate(elements):
        heading = starts.get(number)
        if heading is None or not isinstance(element, TextLine):
            stretches[-1].elements.append(element)
            continue
        if heading.before:
            stretches[-1].elements.append(replace(element, text=heading.before, heading=False))
        stretches.append(_Stretch(heading, element.location))
        if heading.after:
            stretches[-1].elements.append(replace(element, text=heading.after, heading=False))
    return stretches


def _lines(
    block: Paragraph, schema: Schema, recognition: Recognition
) -> Iterator[tuple[str, Heading | None]]:
    """The paragraph as one line, or as several where one of its lines may be a heading."""
    parts = [part for part in block.text.split("\n") if part.strip()]
    whole = candidates("".join(parts), block.heading, schema, recognition)
    headings = [candidates(part, block.heading, schema, recognition) for part in parts]
    is_label = label_of(block.text).body in titles_of(schema).row_labels
    if len(parts) < 2 or is_label or not any(headings) or (whole and whole.section and not whole.after):
        yield block.text, whole
    else:
        yield from zip(parts, headings, strict=True)


def _take(stretch: _Stretch, lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """``lines``, taken out of the stretch."""
    taken = {id(line) for line in lines}
    stretch.elements = [element for element in stretch.elements if id(element) not in taken]
    return lines


def _furniture(lines: Sequence[TextLine], recognition: Recognition) -> list[TextLine]:
    """Lines of the page: those the pack describes, and the short lines of a footer that follow one."""
    marked = [found_in(recognition.furniture, line.text) for line in lines]
    end = len(lines)
    while end and (marked[end - 1] or _can_follow_furniture(lines[end - 1].text, recognition)):
        end -= 1
    footer = next((n for n in range(end, len(lines)) if marked[n]), len(lines))
    return [line for n, line in enumerate(lines) if marked[n] or n > footer]


def _can_follow_furniture(text: str, recognition: Recognition) -> bool:
    flat = compact(text)
    return len(flat) <= _LONGEST_SIGNATURE and not flat.endswith("。") and not _is_dated(text, recognition)


def _is_dated(text: str, recognition: Recognition) -> bool:
    found = signature_in(text, recognition)
    return found is not None and found.date is not None


def _cut_tail(stretch: _Stretch, recognition: Recognition) -> list[TextLine]:
    """The signature at the end of the last section, and what follows it, taken out of the section."""
    lines = stretch.lines()
    signatures = [signature_in(line.text, recognition) for line in lines]
    dated = [n for n, found in enumerate(signatures) if found and found.date and n >= len(lines) - _TAIL]
    start = dated[-1] if dated else len(lines)
    while start and (found := signatures[start - 1]) is not None and found.date is None:
        start -= 1
    return list(_take(stretch, lines[start:]))


def _section(stretch: _Stretch, order: int, schema: Schema, recognition: Recognition) -> BoundSection:
    heading = stretch.heading
    assert heading is not None  # noqa: S101 - only the first stretch has none
    lines = tuple(
        replace(line, heading=line.heading or _is_subheading(line.text))
        for line in stretch.lines()
        if line.text.strip()
    )
    parts = schema.sections[heading.section].parts if heading.section else ()
    return BoundSection(
        id=heading.section,
        printed=heading.printed,
        printed_number=heading.number,
        match=heading.match,
        lines=lines,
        tables=sum(isinstance(element, Table) for element in stretch.elements),
        images=sum(isinstance(element, ImageMark) for element in stretch.elements),
        order=order,
        location=stretch.location,
        parts=tuple(_part(part, lines, recognition) for part in parts),
    )


def _is_subheading(text: str) -> bool:
    flat = compact(text)
    return (
        bool(label_of(text).number)
        and len(flat) <= _LONGEST_SUBHEADING
        and not flat.endswith(("。", ";", ":", "!"))
    )


def _part(part: Part, lines: Sequence[TextLine], recognition: Recognition) -> BoundPart:
    for line in lines:
        if hit := search(part.headings, cleared(recognition.residue, line.text)):
            return BoundPart(part.id, "heading", hit.text.strip(" 。：:，,"), line.location)
    for line in lines:
        if hit := search(part.words, cleared(recognition.residue, line.text)):
            return BoundPart(part.id, "words", hit.text, line.location)
    return BoundPart(part.id, "absent")


def _pictures(stretches: Iterable[_Stretch]) -> Iterator[Picture]:
    for stretch in stretches:
        section = stretch.heading.section if stretch.heading else None
        for element in stretch.elements:
            if isinstance(element, ImageMark):
                yield Picture(element.name, section, element.location)


def _pieces(stretches: Iterable[_Stretch], recognition: Recognition) -> Iterator[Piece]:
    for stretch in stretches:
        section = stretch.heading.section if stretch.heading else None
        before: list[TextLine] = []
        for element in stretch.elements:
            if isinstance(element, TextLine):
                before.append(element)
            elif isinstance(element, Table):
                lines = tuple(line for line in before if len(line.text) <= _LONGEST_SUBHEADING)
                rows = rows_of(element, recognition.residue)
                width = element.column_count
                yield Piece(rows, element.spans_known, width, element.location, lines, section)
                before = []


def _is_excerpt(stretches: Sequence[_Stretch], schema: Schema, recognition: Recognition) -> bool:
    """Whether the text says it is an excerpt, or breaks off in a sentence before the form's last section.

    A report in which every section of the form stands leaves out words at most.
    """
    found = {stretch.heading.section for stretch in stretches if stretch.heading}
    if found >= schema.sections.keys():
        return False
    lines = [line for stretch in stretches for line in stretch.lines()]
    if any(found_in(recognition.excerpt, line.text) for line in lines):
        return True
    last = stretches[-1].heading
    sections = list(schema.sections)
    if last is None or last.section is None or last.section == sections[-1]:
        return False
    end = stretches[-1].elements[-1] if stretches[-1].elements else None
    return (
        isinstance(end, TextLine)
        and len(end.text) > _LONGEST_SUBHEADING
        and not end.text.rstrip().endswith(("。", "！", "？", "”", "）", "；", ":", "：", ".", ")", ";", "!"))
    )
