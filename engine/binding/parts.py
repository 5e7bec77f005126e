"""What of a sentence a claim may be told by, and whether a number counts all that its pattern means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.binding.clauses import COUNT

if TYPE_CHECKING:
    from gouji.engine.binding.claim_patterns import ReadyClaim
    from gouji.engine.binding.clauses import Clause, Sentence
    from gouji.engine.binding.hits import Hit

_PARTED = "；"
_NEXT = re.compile(f"[、：（{COUNT}]")


def counts_a_part(ready: ReadyClaim, text: str, hit: Hit, over: tuple[str, ...]) -> bool:
    """Whether words around a hit, those of other numbers aside, say that it is a part.

    Args:
        ready: the kind of claim, which knows these words.
        text: of the clause.
        hit: what a pattern found in it.
        over: words that speak of something new, as those before parts.
    """
    if ready.part is None:
        return False
    start = text.rfind(COUNT, 0, hit.place) + 1 if hit.number is not None else 0
    end = _end(text, hit, over)
    wholes = [one.span() for one in ready.whole.finditer(text)] if ready.whole is not None else []
    return any(
        not any(found.start() + start < last and first < found.end() + start for first, last in wholes)
        for found in ready.part.finditer(text[start:end])
    )


def _end(text: str, hit: Hit, over: tuple[str, ...]) -> int:
    """Where the words end that may say what a hit counts."""
    following = _NEXT.search(text, max(hit.end, hit.place + 1))
    end = following.start() if following is not None else len(text)
    places = [text.find(word, hit.end, end) for word in over]
    return min((place for place in places if place >= 0), default=end)


def is_ruled_out(ready: ReadyClaim, sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause stands where ``unless`` makes the sentence state nothing.

    A part of it that ``unless`` does not touch and that names the subject (``back``) speaks for itself:
    作为复议机关审理…64件；自身因政府信息公开被申请行政复议5件.
    """
    text = sentence.text
    spans = [one.span() for one in ready.unless.finditer(text)] if ready.unless is not None else []
    if not spans or ready.back is None:
        return bool(spans)
    place = clause.start - sentence.start
    start, end = text.rfind(_PARTED, 0, place) + 1, text.find(_PARTED, place)
    end = len(text) if end < 0 else end
    is_touched = any(first < end and start < last for first, last in spans)
    return is_touched or ready.back.search(text[start:end]) is None
