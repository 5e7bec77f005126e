"""Lines of styled text of a fixed width, laid out in cells and then printed as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.engine.writing.cells import breaks, cells
from gouji.engine.writing.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

MOST = 120
"""Lines longer than this are hard to read, however wide the terminal is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one style (a rich style; empty for none)."""

    text: str
    style: str = ""


Part = Piece | str


@dataclass
class Sheet:
    """Collects lines; text of documents is made inert as it comes in.

    Attributes:
        width: cells of a line.
    """

    width: int = 80
    lines: list[tuple[Piece, ...]] = field(default_factory=list)

    def blank(self) -> None:
        """One empty line, never two."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def exact(self, *parts: Part) -> None:
        """A line that is already laid out."""
        self.lines.append(tuple(_pieces(parts)))

    def paragraph(self, *parts: Part, indent: int = 0, hang: int | None = None) -> None:
        """Text wrapped to the width: the first line indented by ``indent`` cells, all others by ``hang``."""
        pieces = _pieces(parts)
        text = "".join(piece.text for piece in pieces)
        hang = indent if hang is None else hang
        for number, (start, stop) in enumerate(breaks(text, self.width - indent, self.width - hang)):
            space = Piece(" " * (hang if number else indent))
            self.lines.append(
                (space, *_cut(pieces, start, stop)) if space.text else (*_cut(pieces, start, stop),)
            )

    def labelled(self, label: Part, *parts: Part, indent: int = 0, gap: int = 2) -> None:
        """A label and its text, wrapped under itself."""
        head = label if isinstance(label, Piece) else Piece(label)
        self.paragraph(head, " " * gap, *parts, indent=indent, hang=indent + cells(head.text) + gap)

    def print(self, console: Console) -> None:
        """Print all lines: colours as the console allows, no further wrapping."""
        from rich.text import Text  # noqa: PLC0415 - only the terminal needs rich

        for line in self.lines:
            text = Text(no_wrap=True, overflow="ignore", end="\n")
            for piece in line:
                text.append(piece.text, piece.style or None)
            text.rstrip()
            console.print(text, soft_wrap=True, highlight=False)

    def plain(self) -> str:
        """All lines without styles."""
        return "\n".join("".join(piece.text for piece in line).rstrip() for line in self.lines) + "\n"


def _pieces(parts: Iterable[Part]) -> list[Piece]:
    pieces = [part if isinstance(part, Piece) else Piece(part) for part in parts]
    return [Piece(inert(piece.text), piece.style) for piece in pieces if piece.text]


def _cut(pieces: Sequence[Piece], start: int, stop: int) -> Iterable[Piece]:
    offset = 0
    for piece in pieces:
        text = piece.text[max(0, start - offset) : max(0, stop - offset)]
        offset += len(piece.text)
        if text:
            yield Piece(text, piece.style)
