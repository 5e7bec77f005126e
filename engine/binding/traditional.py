"""Reports in Traditional characters, read as Simplified ones, in which every form's labels are written."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Block, Document, Paragraph, Table
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAIRS = (
    "們们個个開开關关門门東东車车長长與与對对應应該该請请機机構构單单議议訴诉訟讼數数據据類类處处辦办結结業业務务續续總总計计"
    "種种規规條条範范發发報报導导織织經经費费實实區区縣县鎮镇鄉乡廳厅黨党團团隊队員员為为無无會会國国學学說说過过還还這这進进"
    "運运動动"
)
"""Characters of official Chinese that differ between the scripts: Traditional, Simplified, in turn."""

TRADITIONAL = re.compile(f"[{PAIRS[::2]}]")
SIMPLIFIED = re.compile(f"[{PAIRS[1::2]}]")
LEAST = 12
"""Traditional characters that a text has at least; a quoted name has fewer."""

SHARE = 4
"""How many times the Simplified ones they outnumber; quotations do not make a text Traditional."""

LOOKED_AT = 20_000
INSTALL = "pip install 'gouji[traditional]'"


def simplified(document: Document) -> Document:
    """The document in Simplified characters, if it is written in Traditional ones; else as it is.

    Only characters are exchanged, never words. The blocks as in the file are kept as ``original``. Without
    the library for it the document stays as it is, with a note that names the line to install it.
    """
    if document.original or not is_traditional(document):
        return document
    convert = _converter()
    if convert is None:
        note = message("binding.traditional_unconverted", install=INSTALL)
        return replace(document, notes=(*document.notes, note))
    blocks = tuple(_converted(block, convert) for block in document.blocks)
    notes = (*document.notes, message("binding.traditional"))
    return replace(document, blocks=blocks, notes=notes, original=document.blocks)


def is_traditional(document: Document) -> bool:
    """Whether the text of a document is written in Traditional characters."""
    room, found, other = LOOKED_AT, 0, 0
    for text in _texts(document):
        found += len(TRADITIONAL.findall(text))
        other += len(SIMPLIFIED.findall(text))
        room -= len(text)
        if room < 0:
            break
    return found >= LEAST and found > SHARE * other


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from (cell.text for cell in block.cells)


def _converted(block: Block, convert: Callable[[str], str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=convert(block.text))
    if isinstance(block, Table):
        return replace(block, cells=tuple(replace(cell, text=convert(cell.text)) for cell in block.cells))
    return replace(block, name=convert(block.name))


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str] | None:
    """The function that exchanges the characters, ``None`` when its library is not installed."""
    try:
        from opencc import OpenCC  # noqa: PLC0415 - an extra, and its tables take time to load
    except ImportError:
        return None
    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
