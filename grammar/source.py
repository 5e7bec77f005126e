"""Where the text of a rule came from: offsets in the rule become places in the YAML file that holds it."""

from __future__ import annotations

from bisect import bisect_right

from gouji.grammar.diagnostics import Place, Position
from gouji.grammar.records import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a rule's text in code points: from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A rule's text and where each of its lines begins in the file.

    Attributes:
        text: the rule as the parser sees it.
        file: path of the file as the user named it, or a label such as ``<rule>``.
        origins: position in the file of the first character of each line of ``text``.
    """

    text: str
    file: str = "<rule>"
    origins: tuple[Position, ...] = (Position(1, 1),)

    def position(self, offset: int) -> Position:
        """The position in the file of code point ``offset`` of the text."""
        starts = [0, *(i + 1 for i, character in enumerate(self.text) if character == "\n")]
        line = bisect_right(starts, offset) - 1
        origin = self.origins[min(line, len(self.origins) - 1)]
        extra = max(0, line - (len(self.origins) - 1))
        return Position(origin.line + extra, origin.column + offset - starts[line])

    def place(self, span: Span) -> Place:
        """The stretch of the file that ``span`` covers."""
        return Place(self.file, self.position(span.start), self.position(max(span.start, span.end)))
