"""What of a sentence a claim may be told by, and whether a number counts all that its pattern means."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import takewhile
from typing import TYPE_CHECKING

import re2
from gouji.engine.binding.claim_patterns import any_of
from gouji.engine.binding.clauses import COUNT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.binding.claim_patterns import ReadyClaim
    from gouji.engine.binding.clauses import Clause, Sentence
    from gouji.engine.binding.hits import Found, Hit
    from gouji.grammar.schema import ClaimKind
    from gouji.rules.pack import TextWords

_STOP = "；"
_NEXT = re.compile(f"[、：（{COUNT}]")


def counts_a_part(ready: ReadyClaim, text: str, hit: Hit, over: tuple[str, ...]) -> bool:
    """Whether words around a hit, those of other numbers aside, say that it is a part.

    Args:
        ready: the kind of claim, which knows these words.
        text: of the clause.
        hit: what a pattern found in it.
        over: words that speak of something new, as those before parts.
    """
    start = _start(text, hit)
    if ready.begins is not None and not ready.begins.search(text[start : hit.end]):
        return True
    if ready.part is None:
        return False
    start = start if hit.number is not None else 0
    end = _end(text, hit, over)
    wholes = [one.span() for one in ready.whole.finditer(text)] if ready.whole is not None else []
    return any(
        not any(found.start() + start < last and first < found.end() + start for first, last in wholes)
        for found in ready.part.finditer(text[start:end])
    )


def _start(text: str, hit: Hit) -> int:
    """Where the item of a list begins that a hit stands in."""
    first = text.find(COUNT)
    return text.rfind("、", max(first, 0), hit.place) + 1


def _end(text: str, hit: Hit, over: tuple[str, ...]) -> int:
    """Where the words end that may say what a hit counts."""
    following = _NEXT.search(text, max(hit.end, hit.place + 1))
    end = following.start() if following is not None else len(text)
    places = [text.find(word, hit.end, end) for word in over]
    return min((place for place in places if place >= 0), default=end)


def is_ruled_out(ready: ReadyClaim, sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause stands where ``unless`` makes the sentence state nothing.

    A part of it that ``unless`` does not touch and that names the subject (``back``) speaks for itself:
    对所属单位的64件；对本机关的5件.
    """
    text = sentence.text
    spans = [one.span() for one in ready.unless.finditer(text)] if ready.unless is not None else []
    if not spans or ready.back is None:
        return bool(spans)
    place = clause.start - sentence.start
    start, end = text.rfind(_STOP, 0, place) + 1, text.find(_STOP, place)
    end = len(text) if end < 0 else end
    is_touched = any(first < end and start < last for first, last in spans)
    return is_touched or ready.back.search(text[start:end]) is None


_CUE = 2
"""So many letters before two numbers are the same where both are said in the same words."""


class SideBySide:
    """Tells parts that stand side by side: 书面答复申请21件，电话答复申请3件 are both no total.

    Args:
        words: of the language; by them a clause is known that says of nobody else: 本年度我局共收到.
    """

    def __init__(self, words: TextWords) -> None:
        self._of_which = words.of_which
        fillers = (re2.escape(word) for word in (*words.fillers, *words.altogether))
        self._plain = any_of((*words.here, *words.whole_year, *words.own, *fillers))

    def without(self, found: Sequence[Found], parts: Sequence[Found], sentence: Sentence) -> Iterator[Found]:
        """The hits without those beside another in the same words, which name what sets them apart.

        Args:
            found: in reading order.
            parts: hits that were told to count a part.
            sentence: they are found in.
        """
        inside = {id(clause) for clause in self._inside(sentence)}
        outside = [one for one in (*found, *parts) if id(one[1]) not in inside]
        for one in found:
            beside = [other for other in outside if _is_beside(one, other)]
            total = sum(other[2].value for other in beside if isinstance(other[2].value, Fraction))
            if not beside or total == one[2].value or not any(self._differs(one, two) for two in beside):
                yield one

    def _inside(self, sentence: Sentence) -> Iterator[Clause]:
        """The clauses that tell of parts: in parentheses, or from 其中 up to a semicolon."""
        is_inside = False
        for clause in sentence.clauses:
            if sentence.line.text[clause.start - 1] == _STOP:
                is_inside = False
            is_inside = is_inside or clause.text.startswith(self._of_which)
            if is_inside or clause.outer is not None:
                yield clause

    def _differs(self, one: Found, other: Found) -> bool:
        """Whether two stretches that end with the same cue begin with more than words that say nothing."""
        mine, theirs = _stretch(one), _stretch(other)
        pairs = zip(reversed(mine), reversed(theirs), strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        if same < _CUE:
            return False
        head = mine[: len(mine) - same]
        plain = self._plain.finditer(head) if self._plain is not None else ()
        said: int = sum(match.end() - match.start() for match in plain)
        return said < len(head)


def _is_beside(one: Found, other: Found) -> bool:
    """Whether two hits tell different numbers of what may have parts, and one number in a sentence."""
    mine, theirs = one[2], other[2]
    return (
        one[0] is other[0]
        and one[0].part is not None
        and one[0].kind.id in one[0].kind.at_least
        and None not in {mine.number, theirs.number}
        and bool(mine.value != theirs.value)
        and (mine.row, mine.column) == (theirs.row, theirs.column)
    )


def _stretch(one: Found) -> str:
    text, hit = one[1].text, one[2]
    return text[_start(text, hit) : hit.place]


class SomethingElse:
    """The words of a pack for numbers that no claim tells of, compiled once."""

    def __init__(self, words: TextWords) -> None:
        self._uncounted = any_of(words.uncounted)
        self._singled = words.singled

    def counts(self, kind: ClaimKind, text: str, hit: Hit) -> bool:
        """Whether words around a number say that no claim tells of it: 5个环节, 最高一件100元.

        Those behind it count only if the pattern does not know them. A row may be the largest of all:
        甲类占比最高，共9件.
        """
        if hit.number is None or kind.value not in ("number", "amount"):
            return False
        before = text[text.rfind(COUNT, 0, hit.place) + 1 : hit.place]
        if not kind.captures and any(word in before for word in self._singled):
            return True
        if kind.value == "amount" or self._uncounted is None:
            return False
        found = self._uncounted.search(text[hit.place + 1 :])
        return found is not None and hit.end <= hit.place + found.end()
