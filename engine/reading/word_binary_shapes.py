"""Drawings of a binary Word document: which characters stand for pictures, their names, and text boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.engine.reading.word_binary_bytes import DamagedError, TooComplexError, uint16, uint32, uint32s
from gouji.engine.reading.word_binary_header import BOX_STORIES, BOXES, DRAWINGS, SHAPE_ANCHORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.reading.word_binary_header import Header

RECORD = 8
CONTAINER = 0xF
GROUP_OF_DRAWINGS, SHAPE, SHAPE_OPTIONS = 0xF000, 0xF00A, 0xF00B
PICTURE_FRAME = 75
COMPLEX = 0x8000
OPTION = 6
IMAGE, IMAGE_NAME, NAME, DESCRIPTION = 0x104, 0x105, 0x380, 0x381
OPTION_ID = 0x3FFF
MAX_RECORDS, MAX_INLINE_RECORDS = 20_000, 100
MAX_SHAPES = 5000
ANCHOR, BOX = 26, 22
BOX_SHAPE = 14
PICTURE_HEAD = 68
PICTURE_WITH_NAME = 0x66


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: whether it shows a picture, and what the file calls that."""

    picture: bool
    name: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a document's text.

    Attributes:
        anchored: the shape at a character, for drawings that float.
        boxes: the story of the text box at a character, as characters from and to.
        loose: the stories of text boxes that stand at no character of the text, such as those in groups.
    """

    anchored: dict[int, Shape]
    boxes: dict[int, tuple[int, int]]
    loose: tuple[tuple[int, int], ...]


def shapes(head: Header) -> Shapes:
    """The floating drawings and text boxes that the text of a document anchors."""
    anchors = _anchors(head.part(SHAPE_ANCHORS), head.stories[0])
    known = _drawn(head.part(DRAWINGS)) if anchors else {}
    stories = _stories(head)
    boxes = {at: stories.pop(shape) for at, shape in anchors.items() if shape in stories}
    anchored = {at: known[shape] for at, shape in anchors.items() if shape in known}
    return Shapes(anchored, boxes, tuple(sorted(stories.values())))


def inline_picture(data: bytes, place: int) -> str:
    """The name of a picture in the line of text, which lies at ``place`` in the data stream; often empty."""
    if place + PICTURE_HEAD > len(data):
        return ""
    size, first = uint32(data, place), uint16(data, place + 4)
    end = min(place + size, len(data))
    position = place + first
    if uint16(data, place + 6) == PICTURE_WITH_NAME and position < end:
        position += 1 + data[position]
    found = next(_walk(data, position, end, MAX_INLINE_RECORDS), None)
    return "" if found is None else found[1].name


def _anchors(stored: bytes, end: int) -> dict[int, int]:
    """The number of the shape at each character before ``end`` that stands for a drawing."""
    count = (len(stored) - 4) // (4 + ANCHOR)
    if count < 1:
        return {}
    if count > MAX_SHAPES:
        raise TooComplexError
    places = uint32s(stored, 0, count)
    first = 4 * (count + 1)
    return {
        place: uint32(stored, first + ANCHOR * index) for index, place in enumerate(places) if place < end
    }


def _stories(head: Header) -> dict[int, tuple[int, int]]:
    """Where the text of each box lies, by the number of its shape; without the reused and the empty."""
    stored = head.part(BOX_STORIES)
    count = (len(stored) - 4) // (4 + BOX)
    start, end = head.story(BOXES)
    if count < 1 or start == end:
        return {}
    if count > MAX_SHAPES:
        raise TooComplexError
    places = uint32s(stored, 0, count + 1)
    found: dict[int, tuple[int, int]] = {}
    left = end - start
    for index in range(count):
        entry = 4 * (count + 1) + BOX * index
        first, last = start + places[index], min(start + places[index + 1], end)
        if first < last and not uint16(stored, entry + 8):
            left -= last - first
            found[uint32(stored, entry + BOX_SHAPE)] = (first, last)
    if left < 0:
        raise DamagedError
    return found


def _drawn(stored: bytes) -> dict[int, Shape]:
    """The shapes in the drawings of the main text, by their numbers."""
    if len(stored) < RECORD or uint16(stored, 2) != GROUP_OF_DRAWINGS:
        return {}
    # After what all drawings share, each drawing has a byte in front: 0 in the main text.
    position = RECORD + uint32(stored, 4)
    found: dict[int, Shape] = {}
    for _ in range(2):
        if position + 1 + RECORD > len(stored):
            break
        end = position + 1 + RECORD + uint32(stored, position + 5)
        if not stored[position]:
            found.update(_walk(stored, position + 1, min(end, len(stored))))
        position = end
    return found


def _walk(stored: bytes, position: int, end: int, most: int = MAX_RECORDS) -> Iterator[tuple[int, Shape]]:
    """The shapes among the records from ``position`` to ``end``, with their numbers."""
    number, frame = 0, False
    for _ in range(most):
        if position + RECORD > end:
            return
        head, kind, size = (
            uint16(stored, position),
            uint16(stored, position + 2),
            uint32(stored, position + 4),
        )
        position += RECORD
        if head & CONTAINER == CONTAINER:
            continue  # its records follow
        if kind == SHAPE and position + 4 <= end:
            number, frame = uint32(stored, position), head >> 4 == PICTURE_FRAME
        elif kind == SHAPE_OPTIONS:
            yield number, _options(stored[position : min(position + size, end)], head >> 4, frame=frame)
        position += size


def _options(stored: bytes, count: int, *, frame: bool) -> Shape:
    """A shape from its options; the long ones follow the list of all."""
    texts: dict[int, str] = {}
    picture = frame
    rest = OPTION * count
    for index in range(count):
        if OPTION * (index + 1) > len(stored):
            break
        code, value = uint16(stored, OPTION * index), uint32(stored, OPTION * index + 2)
        picture = picture or code & OPTION_ID == IMAGE
        if code & COMPLEX:
            texts[code & OPTION_ID] = (
                stored[rest : rest + value].decode("utf-16-le", "replace").strip("\x00 ")
            )
            rest += value
    names = (texts.get(option, "") for option in (DESCRIPTION, IMAGE_NAME, NAME))
    return Shape(picture, next((name for name in names if name), ""))
