"""The automatic lists of a binary Word document, made known to the counter that .docx uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.reading.docx_numbering import LEVELS, Level, Numbering
from gouji.engine.reading.word_binary_bytes import DamagedError, part, uint16, uint32

if TYPE_CHECKING:
    from gouji.engine.reading.word_binary_header import Header

LIST_SIZE, LEVEL_SIZE, OVERRIDE_SIZE = 28, 28, 16
SIMPLE = 1
LEGAL, NO_RESTART = 0x04, 0x08
SPACE_FOLLOWS = 1
OVERRIDDEN_LEVEL, NEW_START, NEW_FORMAT = 0x0F, 0x10, 0x20
MAX_LISTS = 4096

NOTATIONS = (
    "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText",
    "ordinalText", "hex", "chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha",
    "decimalFullWidth",
    "decimalHalfWidth", "japaneseLegal", "japaneseDigitalTenThousand", "decimalEnclosedCircle",
    "decimalFullWidth2", "aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung",
    "decimalEnclosedFullstop", "decimalEnclosedParen", "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle", "ideographTraditional", "ideographZodiac", "ideographZodiacTraditional",
    "taiwaneseCounting", "ideographLegalTraditional", "taiwaneseCountingThousand", "taiwaneseDigital",
    "chineseCounting", "chineseLegalSimplified", "chineseCountingThousand",
)  # fmt: skip
"""The notations by the number that stands for them; .docx spells them out."""

NO_NUMBER = 0xFF
Levels = dict[int, Level]


def numbering(head: Header, lists: int, overrides: int) -> Numbering:
    """The lists of a document.

    Args:
        head: its head.
        lists: the number of the part that defines lists.
        overrides: the number of the part that holds the lists paragraphs name.
    """
    counter = Numbering(None)
    place, size = head.place(lists)
    named = head.part(overrides)
    if not size or not named:
        return counter
    defined = _lists(head.table[place:], size)
    count = min(uint32(named, 0), MAX_LISTS)
    position = 4 + OVERRIDE_SIZE * count
    for index in range(count):
        entry = part(named, 4 + OVERRIDE_SIZE * index, OVERRIDE_SIZE)
        levels = dict(defined.get(uint32(entry, 0), {}))
        restarts: dict[int, int] = {}
        position += 4
        if entry[12] > LEVELS:
            raise DamagedError
        for _ in range(entry[12]):
            position = _override(named, position, levels, restarts)
        counter.define(str(index + 1), str(uint32(entry, 0)), levels, restarts)
    return counter


def _lists(stored: bytes, size: int) -> dict[int, Levels]:
    """The levels of each list by its id; ``size`` bytes list the lists, their levels follow."""
    count = min(uint16(stored, 0), MAX_LISTS)
    found: dict[int, Levels] = {}
    position = size
    for index in range(count):
        entry = part(stored, 2 + LIST_SIZE * index, LIST_SIZE)
        levels: Levels = {}
        for level in range(1 if entry[26] & SIMPLE else LEVELS):
            levels[level], position = _level(stored, position)
        found[uint32(entry, 0)] = levels
    return found


def _override(stored: bytes, position: int, levels: Levels, restarts: dict[int, int]) -> int:
    """Apply what a list changes of a level; returns where the next change stands."""
    start, flags = uint32(stored, position), stored[position + 4]
    index = flags & OVERRIDDEN_LEVEL
    position += 8
    if flags & NEW_FORMAT:
        levels[index], position = _level(stored, position)
    elif flags & NEW_START and index < LEVELS:
        restarts[index] = start
    return position


def _level(stored: bytes, position: int) -> tuple[Level, int]:
    """A level, and where what follows it stands."""
    fixed = part(stored, position, LEVEL_SIZE)
    text_at = position + LEVEL_SIZE + fixed[24] + fixed[25]
    length = uint16(stored, text_at)
    text = part(stored, text_at + 2, 2 * length).decode("utf-16-le", "replace")
    level = Level(
        notation=_notation(fixed[4]),
        text="".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in text),
        start=uint32(fixed, 0),
        restart=fixed[26] if fixed[5] & NO_RESTART else None,
        legal=bool(fixed[5] & LEGAL),
        spaced=fixed[15] == SPACE_FOLLOWS,
    )
    return level, text_at + 2 + 2 * length


def _notation(number: int) -> str:
    if number == NO_NUMBER:
        return "none"
    return NOTATIONS[number] if number < len(NOTATIONS) else NOTATIONS[0]
