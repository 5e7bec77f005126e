"""The text of a Word paragraph as it would print with all revisions accepted, its pictures and text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Remark
from gouji.engine.reading.docx_names import (
    ALTERNATE,
    BOX,
    CHART,
    DIAGRAM,
    DRAWING,
    MATH,
    OFFICE,
    PICTURE,
    PLACED,
    RUN,
    TEXT,
    VML,
    WORD,
    alternative,
    descendant,
    number,
    switched_on,
    value,
)
from gouji.engine.reading.docx_plain import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from gouji.engine.reading.docx_numbering import Numbering
    from gouji.engine.reading.docx_plain import Plainness
    from gouji.engine.reading.docx_styles import Styles
    from lxml.etree import _Element

OMITTED = frozenset(
    f"{WORD}{name}"
    for name in (
        "del",
        "moveFrom",
        "rPr",
        "pPr",
        "delText",
        "instrText",
        "delInstrText",
        "rt",
        "rubyPr",
        "sdtPr",
    )
)
OBJECTS = frozenset(f"{WORD}{name}" for name in ("drawing", "pict", "object"))
SIGNS = {
    f"{WORD}tab": "\t",
    f"{WORD}ptab": "\t",
    f"{WORD}br": "\n",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "-",
}
PICTURES = (
    f"{PICTURE}pic",
    f"{VML}imagedata",
    f"{CHART}chart",
    f"{DIAGRAM}relIds",
    f"{OFFICE}OLEObject",
    f"{DRAWING}blip",
)
WORDS = frozenset({TEXT, f"{MATH}t"})
SYMBOLS = {
    0x52: "☑", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0xA3: "□", 0xA8: "□", 0xB7: "•",
    0xD8: "➢", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x6C: "●", 0x6E: "■", 0x75: "◆",
}  # fmt: skip
"""Signs of the symbol fonts that stand in documents as ticks, boxes and bullets, by their code there."""

UNKNOWN_SYMBOL = "\ufffd"


@dataclass(slots=True)
class ParagraphContent:
    """What stands in a paragraph.

    Attributes:
        text: as printed, without its automatic number.
        pictures: names of the pictures, charts and embedded objects.
        boxes: the contents of text boxes anchored in it (``w:txbxContent``).
    """

    text: str = ""
    pictures: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)


class ParagraphReader:
    """Reads paragraphs in reading order; collects the remarks a person should know of."""

    def __init__(self, styles: Styles, plain: Plainness, numbering: Callable[[], Numbering]) -> None:
        """Keep what paragraphs are read with.

        Args:
            styles: what styles decide.
            plain: which paragraphs are plain.
            numbering: gives the lists; asked for when a paragraph is numbered.
        """
        self.styles = styles
        self.plain = plain
        self.remarks: set[Remark] = set()
        self._lists = numbering

    @cached_property
    def _numbering(self) -> Numbering:
        return self._lists()

    def read(self, paragraph: _Element) -> ParagraphContent:
        """The content of one ``w:p``, its automatic number before the text."""
        if paragraph in self.plain:
            return ParagraphContent(plain_text(paragraph))
        content = ParagraphContent()
        pieces: list[str] = []
        properties = descendant(paragraph, "pPr")
        style = value(properties, "pStyle")
        _Walk(self, content, pieces, style).children(paragraph)
        content.text = "".join(pieces)
        numbered = self.styles.numbering(properties, style)
        if numbered is not None and (content.text or not mark_deleted(paragraph)):
            content.text = self._numbering.next(numbered, style) + content.text
        return content


def mark_deleted(paragraph: _Element) -> bool:
    """Whether the paragraph's end mark is deleted or moved away, which joins it to the next paragraph."""
    mark = descendant(paragraph, "pPr/rPr")
    return mark is not None and (
        mark.find(f"{WORD}del") is not None or mark.find(f"{WORD}moveFrom") is not None
    )


class _Walk:
    """One paragraph's elements in order, with the state of its fields."""

    def __init__(
        self, reader: ParagraphReader, content: ParagraphContent, pieces: list[str], style: str | None
    ) -> None:
        self._reader = reader
        self._content = content
        self._pieces = pieces
        self._style = style
        self._codes: list[bool] = []  # for each open field: whether its instruction is still going on

    def children(self, element: _Element) -> None:
        """Read the children of ``element``."""
        for child in element:
            tag = child.tag
            if tag in WORDS:
                self._add(child.text or "")
            elif tag in SIGNS:
                self._add(SIGNS[tag])
            elif tag == RUN:
                self._run(child)
            elif tag == f"{WORD}sym":
                self._add(_symbol(child.get(f"{WORD}char", "")))
            elif tag == f"{WORD}fldChar":
                self._field(child.get(f"{WORD}fldCharType"))
            elif tag in OBJECTS:
                self._object(child)
            elif tag == ALTERNATE:
                self.children(alternative(child))
            elif tag not in OMITTED:
                self.children(child)

    def _add(self, text: str) -> None:
        if not any(self._codes):
            self._pieces.append(text)

    def _run(self, run: _Element) -> None:
        if not self._reader.styles.hidden(run, self._style):
            self.children(run)
        elif any((text.text or "").strip() for text in run.iter(TEXT)):
            self._reader.remarks.add(Remark.HIDDEN_TEXT)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._codes.append(True)
        elif self._codes and kind == "separate":
            self._codes[-1] = False
        elif self._codes and kind == "end":
            self._codes.pop()

    def _object(self, element: _Element) -> None:
        boxes = _outermost_boxes(element)
        self._content.boxes += boxes
        if not boxes and any(next(element.iter(tag), None) is not None for tag in PICTURES):
            self._content.pictures.append(_picture_name(element))


def _outermost_boxes(element: _Element) -> list[_Element]:
    """The text boxes in a drawing, each once though files hold them in two notations."""
    found: list[_Element] = []
    for child in element:
        if child.tag == BOX:
            found.append(child)
        elif child.tag == ALTERNATE:
            found += _outermost_boxes(alternative(child))
        else:
            found += _outermost_boxes(child)
    return found


def _symbol(code: str) -> str:
    """A character of a symbol font; those fonts live in a private area or below it."""
    try:
        point = int(code, 16)
    except ValueError:
        return UNKNOWN_SYMBOL
    if 0xF000 <= point <= 0xF0FF:
        return SYMBOLS.get(point - 0xF000, UNKNOWN_SYMBOL)
    return chr(point) if 0x20 <= point < 0xD800 or 0xF900 <= point <= 0xFFFD else UNKNOWN_SYMBOL


def _picture_name(element: _Element) -> str:
    """What the file calls a picture: its description, title or file name, else its running name."""
    candidates: list[str | None] = []
    for tag, attributes in (
        (f"{PLACED}docPr", ("descr", "title")),
        (f"{PICTURE}cNvPr", ("descr", "name")),
        (f"{VML}imagedata", (f"{OFFICE}title",)),
        (f"{VML}shape", ("alt",)),
        (f"{PLACED}docPr", ("name",)),
    ):
        for found in element.iter(tag):
            candidates += (found.get(attribute) for attribute in attributes)
    return next((name.strip() for name in candidates if name and name.strip()), "")


def hidden_row(row: _Element) -> bool:
    """Whether a table row is formatted as hidden."""
    return bool(switched_on(descendant(row, "trPr"), "hidden"))


def deleted_row(row: _Element) -> bool:
    """Whether a table row is deleted by a tracked change."""
    return descendant(row, "trPr/del") is not None


def deleted_cell(cell: _Element) -> bool:
    """Whether a table cell is deleted by a tracked change."""
    return descendant(cell, "tcPr/cellDel") is not None


def span(element: _Element | None, path: str, most: int) -> int:
    """A count of columns, between 0 and ``most``."""
    return max(0, min(most, number(value(element, path))))
