"""What a page end did to the rows around it: cut one in the middle, or parted two.

Told by structure alone: words that must go on, numbers that fill their column, rows without a value in a
table that has none. Where that leaves both possible, the rows are said to be doubtful.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from gouji.engine.reading.page_paragraphs import NUMBER
from gouji.engine.reading.text_lines import CLOSING, OPENING, QUOTES, is_full, is_value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gouji.engine.reading.ruling_grid import GridCell

NEAR = 4.0
FEWEST_VALUES = 2
FEWEST_FILLED = 4
"""Of the cells of columns without a blank: so many tell that blanks do not stand for anything."""

FILLED = 0.9
"""Of a digit: a number with less room behind it fills its column."""

NUMERALS = "一二三四五六七八九十"
DOUBTFUL_ROOM = 12.0
"""Points beside a number that may be the cell's own margin rather than room for a digit."""

BRACKETS = dict(zip("（(【《〈〔[{", "）)】》〉〕]}", strict=True))

Pair = tuple["GridCell", "GridCell"]
"""A cell that ends with the page and the one below it on the next page."""


class Cut(Enum):
    """Whether the last row of a page and the first of the next are one row, and whether that is certain."""

    ONE = auto()
    LIKELY_ONE = auto()
    LIKELY_TWO = auto()
    TWO = auto()

    @property
    def is_one(self) -> bool:
        """Whether they are taken for one row."""
        return self in {Cut.ONE, Cut.LIKELY_ONE}

    @property
    def is_certain(self) -> bool:
        """Whether nothing speaks for the contrary."""
        return self in {Cut.ONE, Cut.TWO}


@dataclass(frozen=True, slots=True)
class Around:
    """A page end inside a table.

    Attributes:
        pairs: the cells that face each other across it; every cell of the first row below has one.
        others: all other cells of the table that are known, on both pages.
        after: the second row below.
        room: the width of the text in a cell above.
    """

    pairs: Sequence[Pair]
    others: Sequence[GridCell]
    after: Sequence[GridCell]
    room: Callable[[GridCell], float]

    def cut(self) -> Cut:
        """What the page end did."""
        single = [(a, b) for a, b in self.pairs if b.row_span == 1]
        if not any(a.lines for a, _ in single) or not any(b.lines for _, b in single):
            return Cut.ONE
        written = [(a, b) for a, b in self.pairs if a.lines and b.lines]
        if any(self._must_part(a, b) for a, b in written):
            return Cut.TWO
        whole = [(a, b) for a, b in written if a.row_span == b.row_span == 1]
        fitting = all(_fills(a, self.room(a)) for a, b in whole if is_value(a.text) and is_value(b.text))
        if fitting and (any(self._must_go_on(a, b) for a, b in whole) or self._is_without_values(single)):
            return Cut.ONE
        likely = all(continues(a, b, self.room(a)) for a, b in written) and _is_one_row(single)
        return Cut.LIKELY_ONE if likely else Cut.LIKELY_TWO

    def _must_part(self, above: GridCell, below: GridCell) -> bool:
        """Whether the text of a cell cannot go on in the one below."""
        if is_value(below.text) and is_value(above.text):
            return not _fills(above, self.room(above) - DOUBTFUL_ROOM)
        if is_value(below.text):
            return True
        return _is_numbered(below) and not _is_number_alone(above)

    def _must_go_on(self, above: GridCell, below: GridCell) -> bool:
        """Whether the text of a cell is not at its end."""
        if is_value(below.text) or _is_numbered(below):
            return False
        first, last = below.text[0], above.text[-1]
        if _is_open(above.text) or last in OPENING or (first in CLOSING and first not in QUOTES):
            return True
        return _is_number_alone(above) or self._is_counted(above, below)

    def _is_counted(self, above: GridCell, below: GridCell) -> bool:
        """Whether labels above and after have successive numbers, so that there is none between them."""
        follows = [cell for cell in self.after if same_edges(cell, below)]
        before, behind = _number(above), _number(follows[0]) if follows else None
        return before is not None and behind is not None and behind == before + 1

    def _is_without_values(self, single: Sequence[Pair]) -> bool:
        """Whether the lower half has labels alone, in a table that leaves no value out."""
        values = [a for a, _ in single if is_value(a.text)]
        lower = [(a, b) for a, b in single if b.lines]
        if len(values) < FEWEST_VALUES or any(not a.lines or is_value(b.text) for a, b in lower):
            return False
        column = [cell for cell in self.others if any(same_edges(cell, value) for value in values)]
        filled = sum(is_value(cell.text) for cell in column)
        return filled >= FEWEST_FILLED and all(cell.lines for cell in column)


def same_edges(one: GridCell, other: GridCell) -> bool:
    """Whether two cells stand between the same edges."""
    return abs(one.left - other.left) <= NEAR and abs(one.right - other.right) <= NEAR


def continues(above: GridCell, below: GridCell, room: float) -> bool:
    """Whether the text of a cell can go on in the one below: its last line had no room for more.

    Above and below both hold text. A number goes on only in a number, and only where it fills its column.
    """
    last, first = above.lines[-1], below.lines[0]
    if _is_number_alone(above) and not _is_numbered(below):
        return not is_value(below.text)
    if is_value(above.text) and is_value(below.text):
        return _fills(above, room)
    if _is_numbered(below) or is_value(below.text) or is_value(above.text):
        return False
    return is_full(last, first, room)


def _fills(cell: GridCell, room: float) -> bool:
    last = cell.lines[-1]
    width = last.right - last.left
    return width + FILLED * width / len(last.text) > room


def _is_one_row(single: Sequence[Pair]) -> bool:
    """Whether one half is blank where the other has text, as the halves of one row are.

    Values stand in one of them only, or a numbered label goes on without a number.
    """
    upper = [a for a, b in single if a.lines and not b.lines and a.row_span == 1]
    lower = [b for a, b in single if b.lines and not a.lines]
    broken = [(a, b) for a, b in single if a.lines and b.lines]
    return _complete_each_other(upper, lower) if not broken else _is_broken(broken, upper, lower)


def _is_broken(broken: Sequence[Pair], upper: Sequence[GridCell], lower: Sequence[GridCell]) -> bool:
    """Whether cells with text in both halves, which could go on, do so; cells with text in one half tell."""
    values = sum(is_value(cell.text) for cell in (*upper, *lower))
    numbered = any(_is_numbered(a) for a, _ in broken)
    labels = [(a, b) for a, b in broken if not is_value(a.text)]
    if len(labels) < len(broken):
        return values > 0 or numbered
    if len(labels) >= FEWEST_VALUES or (not lower and _is_headless(labels, upper)):
        return True
    if any(not is_value(cell.text) for cell in lower):
        return False
    shorter = all(len(b.text) < len(a.text) for a, b in labels)
    return values >= FEWEST_VALUES or (values > 0 and shorter) or numbered


def _complete_each_other(upper: Sequence[GridCell], lower: Sequence[GridCell]) -> bool:
    """Whether one half holds the labels of a row and the other its values."""
    kinds = [{is_value(cell.text) for cell in half} for half in (upper, lower)]
    return kinds in ([{True}, {False}], [{False}, {True}]) and len(upper) + len(lower) > FEWEST_VALUES


def _is_headless(labels: Sequence[Pair], upper: Sequence[GridCell]) -> bool:
    """Whether the lower half, were it a row of its own, would begin with a blank below a text."""
    return min((cell.left for cell in upper), default=float("inf")) < min(b.left for _, b in labels)


def _is_numbered(cell: GridCell) -> bool:
    return NUMBER.match(cell.text) is not None


def _is_number_alone(cell: GridCell) -> bool:
    """Whether a cell holds the number of a label whose words must follow."""
    found = NUMBER.match(cell.text)
    return found is not None and found.end() == len(cell.text)


def _is_open(text: str) -> bool:
    """Whether a bracket is opened in a text and not closed."""
    return any(text.count(one) > text.count(other) for one, other in BRACKETS.items())


def _number(cell: GridCell) -> int | None:
    """The number that a label begins with, up to ten."""
    found = NUMBER.match(cell.text)
    digits = "".join(character for character in found.group() if character.isalnum()) if found else ""
    if digits.isdecimal():
        return int(digits)
    return NUMERALS.find(digits) + 1 or None if len(digits) == 1 else None
