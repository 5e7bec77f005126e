"""What a workbook says about its sheets besides their values: how far they reach, merges, errors, hiding.

The values come from the spreadsheet library; it allocates the whole used range of a sheet at once, gives
errors out as blanks, and knows nothing of what is hidden. So every format is looked through before it is
opened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

MAX_SHEETS = 64
MAX_RANGE = 400_000
"""Positions of the used range of one sheet; a form has some hundreds."""

MAX_TEXT = 16 * 2**20
"""Characters of all cells of a sheet; one text may be shared by many cells, and the library copies it."""

MAX_MERGES = 20_000
MAX_HIDDEN = 1000
"""Stretches of hidden columns taken note of."""

LAST_ROW = 1_048_575
LAST_COLUMN = 16_383


class Merge(NamedTuple):
    """Merged cells: first and last row and column, from 0, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetSurvey:
    """One sheet; rows and columns count from 0.

    Attributes:
        errors: cells that hold an error instead of a value, with its name (``#REF!``).
        merges: merged cells, ``None`` when the library tells them.
        hidden_columns: stretches of columns, first and last.
        text: how many characters its cells share, at most.
        uncalculated: whether a formula was never calculated, so that its value is not in the file.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] | None = None
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncalculated: bool = False
    top: int = LAST_ROW
    left: int = LAST_COLUMN
    bottom: int = -1
    right: int = -1
    beyond: bool = False
    text: int = 0

    def reach(self, row: int, column: int) -> None:
        """Extend the used range to a cell."""
        self.beyond |= row > LAST_ROW or column > LAST_COLUMN
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)

    def hide_columns(self, first: int, last: int) -> None:
        """Note columns as hidden."""
        if len(self.hidden_columns) < MAX_HIDDEN:
            self.hidden_columns.append((first, last))

    def merge(self, merge: Merge) -> None:
        """Note merged cells."""
        if self.merges is None:
            self.merges = []
        self.merges.append(merge)

    @property
    def too_large(self) -> bool:
        """Whether the used range, its text or the merges are larger than any real form's."""
        positions = max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)
        merges = len(self.merges or ())
        return self.beyond or positions > MAX_RANGE or merges > MAX_MERGES or self.text > MAX_TEXT


@dataclass(frozen=True, slots=True)
class Survey:
    """A workbook: its sheets by name, in the order of the workbook."""

    sheets: dict[str, SheetSurvey]
    macros: bool = False


ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Codes of errors in the binary formats."""
