"""A blank official form read: title, sections in their order, tables, and what it says about its figures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.authoring.grid import text_of
from gouji.engine.authoring.numbering import Numbered, numbered, numeral
from gouji.engine.authoring.printed import PrintedForm, PrintedSection
from gouji.engine.authoring.tables import printed_table
from gouji.engine.reading.document import Document, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LONGEST_HEADING = 40
_LONGEST_TITLE = 60
_ENDS = tuple("。；;，,：:！？")
_ADDED = re.compile(
    r"(?P<printed>附(?:件|表|录)\s*[一二三四五六七八九十\d]{0,2})\s*[、:：.．\s]\s*(?P<title>\S.*)"
)
_CAPTION = re.compile(r"附?表\s*[一二三四五六七八九十\d]{1,3}(?:[\s、:：.．].*)?|.*表")
_RELATION = re.compile(r"勾稽|钩稽|等于|之和|[=＝]")
_SENTENCE = re.compile(r"[^。；;\n]+")


def printed_form(document: Document) -> PrintedForm:
    """What a blank form prints; its ids and names are for others to choose.

    A section begins at a line numbered in the outermost style of the form (第一部分, 一、, 1.); in
    a form without numbers at a heading of the file, and without those at each table.
    """
    blocks = document.blocks
    heads = _sections(blocks) or _by_level(blocks) or _by_table(blocks)
    sections, tables, skipped = tuple(heads.values()), [], []
    for index, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        section = sum(1 for start in heads if start <= index) - 1
        name = sections[max(section, 0)].title
        found = printed_table(block, name) if block.spans_known else None
        if found is None:
            skipped.append(block.location)
        else:
            caption = _caption(blocks, index, heads)
            tables.append(replace(found, section=max(section, 0), caption=caption))
    return PrintedForm(
        _title(blocks, min(heads, default=0)),
        sections,
        tuple(tables),
        tuple(dict.fromkeys(_relations(blocks))),
        tuple(skipped),
    )


def _lines(blocks: Sequence[object]) -> Iterator[tuple[int, str]]:
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.text.strip():
            yield index, "".join(part.strip() for part in block.text.split("\n"))


def _sections(blocks: Sequence[object]) -> Mapping[int, PrintedSection]:
    """The sections by the index of their headings: the longest run 1, 2, 3 … in the outermost style."""
    found: list[tuple[int, Numbered]] = []
    added: dict[int, PrintedSection] = {}
    for index, text in _lines(blocks):
        if len(text) > _LONGEST_HEADING or text.endswith(_ENDS):
            continue
        if extra := _ADDED.fullmatch(text):
            added[index] = PrintedSection("".join(extra["printed"].split()), extra["title"].strip())
        elif number := numbered(text):
            found.append((index, number))
    for style in sorted({number.style for _, number in found}):
        run = _longest_run([one for one in found if one[1].style == style])
        if len(run) > 1 or (run and (_tables(blocks) or added)):
            main = {index: PrintedSection(number.printed, number.rest) for index, number in run}
            last = max(main)
            return main | {index: section for index, section in added.items() if index > last}
    return added


def _tables(blocks: Sequence[object]) -> bool:
    return any(isinstance(block, Table) for block in blocks)


def _longest_run(found: Sequence[tuple[int, Numbered]]) -> list[tuple[int, Numbered]]:
    """The longest 1, 2, 3 …; of several as long the last, since a table of contents comes first."""
    best: list[tuple[int, Numbered]] = []
    for start, (_, number) in enumerate(found):
        if number.value != 1:
            continue
        run = [found[start]]
        for one in found[start + 1 :]:
            if one[1].value == run[-1][1].value + 1:
                run.append(one)
        if len(run) >= len(best):
            best = run
    return best


def _by_level(blocks: Sequence[object]) -> Mapping[int, PrintedSection]:
    levels = [
        (index, block) for index, block in enumerate(blocks) if isinstance(block, Paragraph) and block.heading
    ]
    highest = min((block.heading or 0 for _, block in levels), default=0)
    chosen = [(index, block) for index, block in levels if block.heading == highest]
    return {
        index: PrintedSection(numeral(number), "".join(block.text.split("\n")).strip())
        for number, (index, block) in enumerate(chosen, 1)
    }


def _by_table(blocks: Sequence[object]) -> Mapping[int, PrintedSection]:
    """A section for each table, called by the line above it."""
    found: dict[int, PrintedSection] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            above = blocks[index - 1] if index else None
            named = isinstance(above, Paragraph) and len(above.text) <= _LONGEST_HEADING
            number = numeral(len(found) + 1)
            title = "".join(above.text.split()) if named and isinstance(above, Paragraph) else f"表{number}"
            found[index - 1 if named else index] = PrintedSection(number, title)
    return found


def _caption(blocks: Sequence[object], index: int, heads: Mapping[int, PrintedSection]) -> str | None:
    """The line right above a table that names it."""
    above = blocks[index - 1] if index else None
    if not isinstance(above, Paragraph) or index - 1 in heads:
        return None
    text = " ".join(above.text.split())
    return text if len(text) <= _LONGEST_HEADING and _CAPTION.fullmatch(text) else None


def _title(blocks: Sequence[object], first: int) -> str:
    """What stands before the first section, if it is short enough for a title."""
    lines = [(block, text) for index, text in _lines(blocks) if index < first for block in (blocks[index],)]
    titled = [text for block, text in lines if isinstance(block, Paragraph) and block.heading == 0]
    return next((text for text in titled or [text for _, text in lines] if len(text) <= _LONGEST_TITLE), "")


def _relations(blocks: Sequence[object]) -> Iterator[str]:
    """Sentences that say how figures hang together, wherever they are printed."""
    for block in blocks:
        texts = [text_of(cell) for cell in block.cells] if isinstance(block, Table) else []
        texts += [block.text] if isinstance(block, Paragraph) else []
        for text in texts:
            for sentence in _SENTENCE.findall(text):
                if _RELATION.search(sentence) and len(sentence) > _LONGEST_HEADING // 4:
                    yield sentence.strip(" （）()　")
