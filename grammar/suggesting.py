"""“Did you mean …?”: the one known name nearest to an unknown one, and keywords glued to a name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMERALS = {
    "十": "10",
    "一": "1",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}
_NUMBERING = re.compile(
    r"^\s*(?:\(\s*(?P<inner>\d{1,2}|[一二三四五六七八九十]{1,3})\s*\)|(?P<outer>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．:])\s*"
)
_SHORTEST_FUZZY = 2


def folded(name: str) -> str:
    """The name without the differences people do not see: width, case, white space, style of numbering.

    ``（一）总计``, ``(一)总计``, ``一、总计`` and ``1.总计`` fold to the same text.
    """
    text = unicodedata.normalize("NFKC", name).strip().casefold()
    found = _NUMBERING.match(text)
    if found and found.end() < len(text):
        text = f"{_number(found['inner'] or found['outer'])}.{text[found.end() :]}"
    return re.sub(r"\s+", "", text)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``name`` most likely stands for; ``None`` when none is near or several equally.

    Args:
        name: the unknown name.
        candidates: known ids, names and labels, as they should be shown.
    """
    distances: dict[str, int] = {}
    wanted = folded(name)
    for candidate in candidates:
        known = folded(candidate)
        distance = _distance(wanted, known)
        if distance <= _allowed(wanted, known) and candidate != name:
            distances[candidate] = distance
    if not distances:
        return None
    best = min(distances.values())
    winners = [candidate for candidate, distance in distances.items() if distance == best]
    return winners[0] if len(winners) == 1 else None


def _number(text: str) -> str:
    if text.isdigit():
        return str(int(text))
    tens, ten, units = text.rpartition("十")
    if not ten:
        return "".join(_NUMERALS[character] for character in text)
    return f"{_NUMERALS.get(tens, '1')}{_NUMERALS.get(units, '0')}"


def _allowed(wanted: str, known: str) -> int:
    """How many slips still count as near: Chinese names are short, each character carries a syllable."""
    longest = max(len(wanted), len(known))
    if min(len(wanted), len(known)) < _SHORTEST_FUZZY:
        return 0
    if not wanted.isascii() or not known.isascii():
        return max(1, longest // 3)
    return 1 if longest <= 4 else max(2, longest // 4)


def _distance(left: str, right: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two texts."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, character in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (character != other))
            if i > 1 and j > 1 and character == right[j - 2] and left[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
