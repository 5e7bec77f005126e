"""Binary Word documents (.doc, and .wps of that format) → blocks, as they print with changes accepted."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from gouji.engine.reading import word_binary_header as header
from gouji.engine.reading.document import Block, ImageMark, Location, Paragraph, Remark
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.libreoffice import read_converted
from gouji.engine.reading.refused import unsupported
from gouji.engine.reading.word_binary_bytes import TooComplexError
from gouji.engine.reading.word_binary_container import opened
from gouji.engine.reading.word_binary_lists import numbering
from gouji.engine.reading.word_binary_pages import character_runs, paragraph_runs
from gouji.engine.reading.word_binary_pieces import piece_table
from gouji.engine.reading.word_binary_properties import PLAIN, Properties
from gouji.engine.reading.word_binary_shapes import inline_picture, shapes
from gouji.engine.reading.word_binary_styles import Styles
from gouji.engine.reading.word_binary_tables import StoredTable, TableReader, nested
from gouji.engine.reading.word_binary_text import DRAWING, PICTURE, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.reading.word_binary_container import Container
    from gouji.engine.reading.word_binary_header import Header
    from gouji.engine.reading.word_binary_pieces import PieceTable
    from gouji.engine.reading.word_binary_properties import CharacterProperties
    from gouji.engine.reading.word_binary_tables import Content
    from gouji.engine.reading.word_binary_text import BinaryParagraph

MAIN = "WordDocument"


def read_word_binary(
    data: bytes, container: Container | None = None
) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
    """The blocks of a binary Word document and what to remark on it.

    Args:
        data: the whole file, a compound file.
        container: that file, where it is opened already.

    Returns:
        Blocks in reading order with remarks; or a fault: ``encrypted``, ``damaged``, ``too_complex``, or
        ``unsupported`` for documents of Word 95 and before where LibreOffice does not help.
    """
    try:
        return _read(data, container or opened(data))
    except TooComplexError:
        return fault("too_complex")
    except (ValueError, IndexError, OverflowError, struct.error):
        return fault("damaged")


def _read(data: bytes, container: Container) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
    word = container.stream(MAIN)
    if header.is_encrypted(word):
        return fault("encrypted")
    if header.is_older(word):
        return read_converted(data, ".doc", unsupported("word_95"))
    head = header.header(word, container.stream(header.table_name(word)))
    return _Reader(head, container).read()


class _Stories:
    """The stories of a document and the drawings anchored in them.

    Apart from what reads them, so that nothing refers to itself and all goes as soon as it is not needed.
    """

    def __init__(self, head: Header, container: Container) -> None:
        self._container = container
        self._head = head
        self.pieces: PieceTable = piece_table(head.part(header.PIECES), head.word, sum(head.stories))
        self.properties = Properties(Styles(head.part(header.STYLE_SHEET)), container.data)
        self.text = Text(
            self.pieces,
            paragraph_runs(head.part(header.PARAGRAPH_PAGES), head.word, self.properties),
            self.properties,
            lambda: numbering(head, header.LISTS, header.LIST_OVERRIDES),
        )
        self.shapes = shapes(head)
        self.text.mark(self._formatted())

    def _formatted(self) -> Iterator[tuple[int, int, CharacterProperties]]:
        """The characters whose formatting matters, with it."""
        for piece in self.pieces.pieces:
            if piece.properties and self._matters(piece.properties):
                yield piece.start, piece.end, self.properties.characters(piece.properties)
        runs = character_runs(self._head.part(header.CHARACTER_PAGES), self._head.word, self._matters)
        for first, last, stored in runs:
            properties = self.properties.characters(stored)
            for start, end in self.pieces.ranges(first, last):
                yield start, end, properties

    def _matters(self, stored: bytes) -> bool:
        return self.properties.characters(stored) is not PLAIN

    def story(self, start: int, end: int) -> Content:
        """What stands in a story, or in a part of one."""
        return nested(self.text.paragraphs(start, end))

    def pictures(self, paragraph: BinaryParagraph) -> list[str]:
        """The names of the pictures anchored in a paragraph, possibly empty."""
        names: list[str] = []
        for at in paragraph.anchors:
            sign = self.pieces.text[at]
            if sign == PICTURE:
                place = self.text.pictures.get(at)
                names.append("" if place is None else inline_picture(self._container.data(), place))
            elif sign == DRAWING and at not in self.shapes.boxes:
                shape = self.shapes.anchored.get(at)
                if shape is None or shape.picture:
                    names.append("" if shape is None else shape.name)
        return names

    def boxes(self, paragraph: BinaryParagraph) -> list[Content]:
        """The contents of the text boxes anchored in a paragraph."""
        return [self.story(*self.shapes.boxes[at]) for at in paragraph.anchors if at in self.shapes.boxes]


class _Reader:
    """Reads one document."""

    def __init__(self, head: Header, container: Container) -> None:
        self._container = container
        self._stories = _Stories(head, container)
        self._main = head.story(0)
        self._tables = TableReader(self._stories.pictures, self._stories.boxes)
        self._blocks: list[Block] = []
        self._paragraph_count = 0
        self._table_count = 0
        self._fault: Fault | None = None

    def read(self) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
        """The blocks and remarks, or the fault of a table beyond measure."""
        self._fill(self._stories.story(*self._main), within=None)
        for story in self._stories.shapes.loose:
            place = Location(paragraph=max(self._paragraph_count, 1))
            self._fill(self._stories.story(*story), within=place)
        if self._fault is not None:
            return self._fault
        remarks = set(self._stories.text.remarks)
        if self._container.macros:
            remarks.add(Remark.MACROS)
        return tuple(self._blocks), tuple(remark for remark in Remark if remark in remarks)

    def _fill(self, content: Content, within: Location | None) -> None:
        """Add the blocks of the text, a text box or a frame.

        Args:
            content: what stands in it.
            within: the location all its paragraphs share, ``None`` in the text, where they are counted.
        """
        joined = ""
        for item in content:
            if isinstance(item, StoredTable):
                self._table(item)
                continue
            if within is None:
                self._paragraph_count += 1
            joined = self._paragraph(item, within or Location(paragraph=self._paragraph_count), joined)
        if joined.strip():
            self._blocks.append(
                Paragraph(joined.strip(), within or Location(paragraph=self._paragraph_count))
            )

    def _paragraph(self, paragraph: BinaryParagraph, location: Location, joined: str) -> str:
        """Add a paragraph; returns its text when that goes on in the next one, the mark being deleted."""
        text = joined + paragraph.text
        if not paragraph.joins and (printed := text.strip()):
            self._blocks.append(Paragraph(printed, location, paragraph.properties.heading))
        if paragraph.anchors:
            self._blocks += (ImageMark(name, location) for name in self._stories.pictures(paragraph))
            for box in self._stories.boxes(paragraph):
                self._fill(box, within=location)
        return text if paragraph.joins else ""

    def _table(self, stored: StoredTable) -> None:
        self._table_count += 1
        content = stored.only_cell
        if content is not None:
            self._fill(content, within=Location(table=self._table_count, row=1, cell=1))
            return
        table = self._tables.read(stored, self._table_count)
        if isinstance(table, Fault):
            self._fault = self._fault or table
        elif table.cells:
            self._blocks.append(table)
