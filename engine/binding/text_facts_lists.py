"""Lists that say how many they are: 六部分 and their names, 4次 and what they were."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.engine.binding.clauses import COUNT
from gouji.engine.binding.flat_text import LAST_MARK, place_in
from gouji.engine.binding.normalising import compact
from gouji.engine.binding.number_shapes import alternatives
from gouji.engine.binding.report import TextFact
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.binding.clauses import Sentence
    from gouji.engine.binding.texts import Passage
    from gouji.rules.pack import TextWords

_INNER = chr(LAST_MARK)
"""Stands for a mark of a list that belongs to a name in it."""
_QUOTED = re.compile("[“《（][^”》）]*[”》）]")
_LONGEST = 40
_FEWEST = 2


def enumerations(
    passage: Passage, sentence: Sentence, words: TextWords, titles: tuple[str, ...]
) -> Iterator[TextFact]:
    """The lists of a sentence whose number of items is announced."""
    if "、" not in sentence.text or COUNT not in sentence.text:
        return
    line = sentence.line
    text = _protected(line.text[sentence.start : sentence.end], titles)
    before, after = _patterns(words)
    for match in (*before.finditer(text), *after.finditer(text)):
        place = sentence.start + match.start("n")
        number = line.numbers.get(place)
        items = tuple(_items(match["list"], words))
        if number is None or not isinstance(number.value, Fraction) or len(items) < _FEWEST:
            continue
        if any(COUNT in item or len(item) > _LONGEST for item in items):
            continue
        is_open = match.groupdict().get("open") or match["list"].endswith("等")
        complete = not is_open or len(items) >= number.value
        start = sentence.start + match.start()
        yield TextFact(
            Kind.ENUMERATION,
            {"announced": number.value, "items": items, "complete": complete},
            line.printed(start, sentence.start + match.end()),
            sentence.printed,
            passage.section,
            place_in(passage.location, line.flat.raw, line.raw_at(place)),
        )


@lru_cache(maxsize=16)
def _patterns(words: TextWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A list before its number (甲、乙两部分), and one after it (2次，分别为甲、乙)."""
    counted, listing = alternatives(words.counted), alternatives(words.listing)
    item, tail = f"[^，。；：{COUNT}]*", f"[^，。；{COUNT}]*"
    before = rf"(?:^|[，。；]|{listing})(?P<list>{item}、{item}?)(?P<open>等)?(?P<n>{COUNT})(?:{counted})"
    between = f"[^，。；、{COUNT}]{{0,8}}[，：]?(?:{listing})(?:位于|是|为|：)*"
    after = f"(?P<n>{COUNT})(?:{counted}){between}(?P<list>{tail}、{tail})"
    return re.compile(before), re.compile(after)


def _protected(text: str, titles: tuple[str, ...]) -> str:
    """The text with the list marks inside names and quotations out of the way; as long as before."""
    for title in titles:
        flat = compact(title).replace(",", "，")
        if "、" in flat:
            text = text.replace(flat, flat.replace("、", _INNER))
    return _QUOTED.sub(lambda found: found.group().replace("、", _INNER), text)


def _items(text: str, words: TextWords) -> Iterator[str]:
    """The items of a list; of the first, what stands before it in the sentence is cut off."""
    first, *others = text.split("、")
    opened = re.split(alternatives(words.listing), first)[-1]
    for part in (opened or first, *others):
        if part.strip():
            yield part.replace(_INNER, "、").strip("《》“” ")
