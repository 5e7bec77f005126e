"""Two texts side by side: what was changed, added or taken away, whatever their line breaks and widths."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gouji.engine.binding.report import NOWHERE
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.binding.report import TextLine
    from gouji.engine.reading.document import Location

ENDS = frozenset("。!?;")
CLOSING = frozenset("”’\"')」』》〉】")
ALIKE = 0.5
"""Two sentences are one that was changed when at least this share of them is the same."""
CUT = 0.85
"""Several sentences are others cut in other places when at least this share of them is the same."""
MOST_PAIRS = 2_500


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text.

    Attributes:
        text: as printed, on one line.
        flat: in half width and without white space: what is compared.
        location: of the paragraph that it begins in.
    """

    text: str
    flat: str
    location: Location


@dataclass(frozen=True, slots=True)
class Pair:
    """What became of sentences: of a changed one both are there, of an added or removed one only one."""

    before: Sentence | None
    after: Sentence | None


def sentences(lines: Sequence[TextLine]) -> tuple[Sentence, ...]:
    """The sentences of some paragraphs; where a line or paragraph ends does not matter."""
    found: list[Sentence] = []
    text, flat, place, ended = "", "", NOWHERE, False
    for line in lines:
        for character in f"{line.text}\n":
            folded = "".join(unicodedata.normalize("NFKC", character).split())
            if ended and folded and folded not in CLOSING:
                found.append(_sentence(text, flat, place))
                text, flat, ended = "", "", False
            if not flat and folded:
                place = line.location
            text, flat = text + character, flat + folded
            ended = ended or folded in ENDS
    return (*found, _sentence(text, flat, place)) if flat else tuple(found)


def _sentence(text: str, flat: str, place: Location) -> Sentence:
    shown = ""
    for word in text.split():
        apart = shown and shown[-1].isascii() and word[0].isascii()
        shown += f" {word}" if apart else word
    return Sentence(shown, flat, place)


def changes(before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[Pair]:
    """The differences between two texts, in their order."""
    matcher = SequenceMatcher(None, [one.flat for one in before], [one.flat for one in after], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from _block(before[a:b], after[c:d])


def _block(before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[Pair]:
    if not before or not after:
        yield from (Pair(one, None) for one in before)
        yield from (Pair(None, one) for one in after)
        return
    whole, other = joined(before), joined(after)
    if whole.flat == other.flat:
        return
    if len(before) != len(after) and likeness(whole.flat, other.flat) >= CUT:
        yield Pair(whole, other)
        return
    start = 0
    for one in before:
        near = _nearest(one, after[start:], len(before) * len(after))
        if near is None:
            yield Pair(one, None)
            continue
        yield from (Pair(None, added) for added in after[start : start + near])
        yield Pair(one, after[start + near])
        start += near + 1
    yield from (Pair(None, added) for added in after[start:])


def _nearest(one: Sentence, others: Sequence[Sentence], pairs: int) -> int | None:
    """The place of the sentence that this one was changed into; of very long texts only the next is tried."""
    tried = others if pairs <= MOST_PAIRS else others[:1]
    shares = [likeness(one.flat, other.flat) for other in tried]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= ALIKE else None


def joined(several: Sequence[Sentence]) -> Sentence:
    """Sentences that follow each other as one."""
    return Sentence(
        "".join(one.text for one in several), "".join(one.flat for one in several), several[0].location
    )


def likeness(first: str, second: str) -> float:
    """How much of two texts is the same, from 0 to 1."""
    if not first or not second:
        return 0.0
    if 2 * min(len(first), len(second)) < ALIKE * (len(first) + len(second)):
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
