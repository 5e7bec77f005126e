"""Property modifiers ("sprms"): the instructions by which Word formats characters, paragraphs and rows."""

from __future__ import annotations

import re

from gouji.engine.reading.word_binary_bytes import uint16

Modifier = tuple[int, bytes]
"""Its code and its operand; operands of variable length begin with their length."""

SIZES = tuple(size for size in (1, 1, 2, 4, 2, 2, 0, 3) for _ in range(32))
"""Bytes of an operand by the upper byte of the code; 0: its first byte tells."""

CHANGED_TABS = 0xC615
LONG_TABS = 255

IN_TABLE, ROW_END, DEPTH = 0x2416, 0x2417, 0x6649
INNER_CELL_END, INNER_ROW_END = 0x244B, 0x244C
ROW_ENDS = frozenset({ROW_END, INNER_ROW_END})
OUTLINE, LIST, LIST_LEVEL = 0x2640, 0x460B, 0x260A
MORE_IN_DATA = frozenset({0x6645, 0x6646})
"""The properties go on in the data stream, where the operand points."""

TABLE_DEFINITION, MERGE_CELLS, SPLIT_CELLS, MERGE_DOWN = 0xD608, 0x5624, 0x5625, 0xD62B
INSERT_CELLS, DELETE_CELLS, SET_WIDTH, LEFT_EDGE, HALF_GAP = 0x7621, 0x5622, 0x7623, 0x9601, 0x9602

DELETED, INSERTED, HIDDEN, STYLE = 0x0800, 0x0801, 0x083C, 0x4A30
PICTURE, FORM_DATA, SYMBOL = 0x6A03, 0x0806, 0x6A09

ROWS = frozenset({
    TABLE_DEFINITION, MERGE_CELLS, SPLIT_CELLS, MERGE_DOWN, INSERT_CELLS, DELETE_CELLS, SET_WIDTH, LEFT_EDGE,
    HALF_GAP,
})  # fmt: skip
"""Modifiers of table rows."""

CHARACTERS = frozenset({DELETED, INSERTED, HIDDEN, STYLE, PICTURE, FORM_DATA, SYMBOL})
WANTED = ROWS | CHARACTERS | MORE_IN_DATA | {
    IN_TABLE, ROW_END, DEPTH, INNER_CELL_END, INNER_ROW_END, OUTLINE, LIST, LIST_LEVEL,
}  # fmt: skip

SKIPPED = tuple(
    0 if high in {code >> 8 for code in WANTED} or not size else size + 2 for high, size in enumerate(SIZES)
)
"""Bytes from an operand to the next by the upper byte of the code, of which no code is wanted; else 0."""

ODD = frozenset({TABLE_DEFINITION, CHANGED_TABS})

MAY_MATTER = re.compile(
    b"|".join(re.escape(code.to_bytes(2, "little")) for code in sorted(CHARACTERS)), re.DOTALL
)
"""Found in stored properties of characters that may hold such a modifier, and seldom in others."""

SHORT = {
    0x0C: LIST_LEVEL, 0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED, 0x42: INSERTED, 0x5C: HIDDEN,
}  # fmt: skip
"""The codes that the piece table abbreviates to a number below 128, as far as they matter here."""


def modifiers(properties: bytes) -> list[Modifier]:
    """The modifiers in a list of properties that matter here; one that is cut off at the end is none."""
    found: list[Modifier] = []
    position, end = 2, len(properties)  # of operands: each has a byte at least
    while position < end:
        high = properties[position - 1]
        skipped = SKIPPED[high]
        if skipped:
            position += skipped
            continue
        code = properties[position - 2] | high << 8
        size = SIZES[high]
        if not size:
            size = _variable(code, properties, position) if code in ODD else properties[position] + 1
        if code in WANTED and position + size <= end:
            found.append((code, properties[position : position + size]))
        position += size + 2
    return found


def _variable(code: int, properties: bytes, position: int) -> int:
    """The size of an operand that does not simply begin with it, the size itself included."""
    first = properties[position]
    if code == TABLE_DEFINITION:
        return first + 1 if position + 1 >= len(properties) else uint16(properties, position) + 1
    if first == LONG_TABS:
        gone = position + 2 + 4 * properties[position + 1]
        return gone + 1 + 3 * properties[gone] - position
    return first + 1
