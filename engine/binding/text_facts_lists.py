"""Lists that say how many they are: 六部分 and their names, 4次 and what they were."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.engine.binding.chinese_numerals import chinese_number
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
_TITLED = re.compile("《([^《》]+)》")
_CALLED = re.compile(
    "(?P<list>[^，。；：“”]+、[^，。；：“”]+?)(?P<open>等)?“(?P<n>[两二三四五六七八九十])(?P<kind>\\w)”"
)
"""A list by its name: 马上办、网上办“两办”."""
_AND = re.compile("以及|[和与及]")
_OPEN = "等"
_LEADING = "对向在为由把将按从到至给有设是和与及"
"""Before a number: it counts what comes, not the list before."""
_EACH = "各每均"
"""Says that a number is that of each item, not of all."""
_LONGEST = 40
_FEWEST = 2


def enumerations(
    passage: Passage, sentence: Sentence, words: TextWords, titles: tuple[str, ...]
) -> Iterator[TextFact]:
    """The lists of a sentence whose number of items is announced."""
    line = sentence.line
    text = line.text[sentence.start : sentence.end]
    if "、" not in text and "》《" not in text:
        return
    for match, number, items, is_open in _lists(sentence, _protected(text, titles), words, titles):
        if len(items) < _FEWEST or any(COUNT in item or len(item) > _LONGEST for item in items):
            continue
        place = sentence.start + match.start("n")
        yield TextFact(
            Kind.ENUMERATION,
            {"announced": number, "items": items, "complete": not is_open or len(items) >= number},
            line.printed(sentence.start + match.start(), sentence.start + match.end()),
            sentence.printed,
            passage.section,
            place_in(passage.location, line.flat.raw, line.raw_at(place)),
        )


_Found = tuple[re.Match[str], Fraction, tuple[str, ...], bool]


def _lists(sentence: Sentence, text: str, words: TextWords, titles: tuple[str, ...]) -> Iterator[_Found]:
    """The lists with the number of their items, and whether they end in 等."""
    before, after, titled = _patterns(words)
    for match in (*before.finditer(text), *after.finditer(text), *titled.finditer(text)):
        number = sentence.line.numbers.get(sentence.start + match.start("n"))
        if number is None or not isinstance(number.value, Fraction):
            continue
        is_titled = match.re is titled
        items = tuple(_TITLED.findall(match["list"]) if is_titled else _items(match["list"], words))
        if _OPEN in items[-1]:
            continue
        items = _parted(items, number.value, titles)
        yield match, number.value, items, bool(match.groupdict().get("open")) or match["list"].endswith("等")
    for match in _CALLED.finditer(text):
        items = tuple(_items(match["list"], words))
        number_of_items = chinese_number(match["n"])
        if number_of_items and all(item.endswith(match["kind"]) for item in items):
            yield match, Fraction(number_of_items), items, bool(match["open"])


def _parted(items: tuple[str, ...], announced: Fraction, titles: tuple[str, ...]) -> tuple[str, ...]:
    """The items; the last is two where 和 or 及 parts it and that gives the number announced.

    Titles may have 和 or 及 in themselves.
    """
    marks = {chr(LAST_MARK + 1 + index): title for index, title in enumerate(titles)}
    last = items[-1]
    for mark, title in marks.items():
        last = last.replace(title, mark)
    last_parts = ("".join(marks.get(letter, letter) for letter in part) for part in _AND.split(last) if part)
    parts = (*items[:-1], *last_parts)
    return parts if len(items) < announced == len(parts) else items


@lru_cache(maxsize=16)
def _patterns(words: TextWords) -> tuple[re.Pattern[str], ...]:
    """A list before its number (甲、乙两类), after it (2次，分别为甲、乙), or of titles (《甲》《乙》2类)."""
    counted = alternatives((*words.counted, *words.tallied, *words.occasions))
    listing = alternatives(words.listing)
    item, tail = f"[^，。；：{COUNT}]*", f"[^，。；{COUNT}]*"
    last = f"[^，。；：{COUNT}{_EACH}]*?[^，。；：、{COUNT}{_EACH}{_LEADING}]"
    counts = rf"{alternatives(words.counted)}|(?:{alternatives(words.tallied)})(?!$|[，。；、：”）])"
    before = rf"(?:^|[，。；]|{listing})(?P<list>{item}、{last})(?P<open>等)?(?P<n>{COUNT})(?:{counts})"
    between = f"[^，。；、{COUNT}]{{0,8}}[，：]?(?:{listing})(?:位于|是|为|：)*"
    after = f"(?P<n>{COUNT})(?:{counted}){between}(?P<list>{tail}、{tail})"
    titled = f"(?P<list>(?:《[^《》]+》){{2,}})(?P<open>等)?(?P<n>{COUNT})(?:{counted})"
    return re.compile(before), re.compile(after), re.compile(titled)


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
