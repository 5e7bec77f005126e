"""The numbers of a sentence, and totals with the parts listed after them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.clauses import COUNT, HOLE, SHARE
from gouji.engine.binding.number_shapes import alternatives
from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.scopes import Times, times_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.binding.clauses import Sentence
    from gouji.engine.binding.quantities import Quantity
    from gouji.rules.pack import TextWords


_PARTED = re.compile("[；。（]")
_NEAR = 2
"""How far before a total a word may stand that makes it none: 净增5个."""
_SHARES = re.compile(f"（{SHARE}）")


class Lexicon:
    """The words of a pack as patterns."""

    def __init__(self, words: TextWords) -> None:
        self.times = Times(words)
        self.of_which = re.compile(alternatives(words.of_which))
        unlike = f"(?!{alternatives(words.lookalikes)})"
        opening = alternatives((*words.of_which, *words.partial, HOLE[0], "："))
        self.opening = re.compile(f"{unlike}(?:{opening})")
        self.extremes = re.compile(alternatives(words.extremes))
        self.summing = re.compile(rf"，[^，、]{{0,8}}(?:{alternatives(words.summing)})[^，、]{{0,4}}$")
        self.added = re.compile(f"{alternatives(words.altogether)}|[和与及、]")
        self.partial = re.compile(f"{unlike}(?:{alternatives(words.partial)})")
        self.counted = re.compile(alternatives(tuple(word for word in words.counted if len(word) > 1)))
        self.resuming = re.compile(alternatives(words.resuming))
        share = alternatives(words.share)
        self.share_word = re.compile(share)
        self.share = re.compile(rf"(?:{share})[^{SHARE}，。；]*$")
        rate = alternatives(words.rates)
        self.right_behind = re.compile(rf"[，（]?(?:约|仅)?(?:$|{share}|[^，。；、]{{0,6}}(?:{rate}))")
        self.share_of = re.compile(rf"[，（]?(?:约|仅)?(?:{share})[^，。；]*$")
        self.rates = re.compile(rf"(?P<stem>[^，。；]{{2}})(?:{rate})[^{COUNT}{SHARE}，。；]*$")
        self.yearly = re.compile(alternatives(words.yearly))
        change = rf"(?P<up>{alternatives(words.up)})|(?P<down>{alternatives(words.down)})"
        self.changing = re.compile(change)
        self.change = re.compile(rf"(?:{change})(?:了|率|幅|幅度|为|达|约)*$")


@dataclass(frozen=True, slots=True)
class Seen:
    """A number of a sentence: its mark's place in the line, its value, its measure."""

    place: int
    value: Quantity
    measure: str | None
    away: bool


Breakdown = tuple[Seen, list[Seen], bool]


def numbers_of(sentence: Sentence, lexicon: Lexicon, mark: str) -> list[Seen]:
    """The numbers with their mark in a sentence; those about another time are marked as such."""
    times = times_of(sentence, lexicon.times)
    found = []
    for clause, elsewhere in zip(sentence.clauses, times, strict=True):
        for position, character in enumerate(clause.text):
            if character == mark:
                place = clause.place(position)
                number = sentence.line.numbers[place]
                if number.value is not None:
                    away = elsewhere.covers(position)
                    found.append(Seen(place, number.value, number.measure, away))
    return sorted(found, key=lambda one: one.place)


def breakdowns_of(sentence: Sentence, counts: list[Seen], lexicon: Lexicon) -> Iterator[Breakdown]:
    """Totals with the parts listed after them, and whether the list claims to be whole.

    A list that nothing announces is one only when it adds up to the number before it.
    """
    text, end = sentence.line.text, sentence.end
    taken: set[int] = set()
    for index, total in enumerate(counts[:-1]):
        following = counts[index + 1]
        between = text[total.place + 1 : following.place]
        opened = lexicon.opening.search(between)
        if total.away or total.measure is None or re.search("[；。]", between):
            continue
        if lexicon.extremes.search(text, max(sentence.start, total.place - _NEAR), total.place):
            continue
        if opened is not None and not _opens(between, opened, lexicon):
            continue
        if opened is None:
            if total.place not in taken and (parts := _adding_up(text, total, counts[index + 1 :])):
                taken.update(part.place for part in parts)
                yield total, parts, True
            continue
        stop = _end_of_list(text, total.place + 1 + opened.start(), end)
        parts = _without_nested(_parts(text, total, counts[index + 1 :], stop, lexicon), total)
        if any(isinstance(part.value, Interval) and part.value.high is None for part in parts):
            continue
        if not parts or (_is_in_list(text, counts, index) and not _add_up(parts, total)):
            continue
        taken.update(part.place for part in parts)
        after = text[parts[-1].place + 1 : stop]
        named = bool(lexicon.of_which.search(between)) or opened.group() in (HOLE[0], "：")
        open_list = lexicon.partial.search(between) or lexicon.partial.match(after[len(total.measure) :])
        yield total, parts, named and len(parts) > 1 and not open_list


def summed_up(sentence: Sentence, counts: list[Seen], lexicon: Lexicon) -> Iterator[Breakdown]:
    """Totals that stand behind their parts: 52人、48人、41人，合计141人."""
    text = sentence.line.text
    for index, total in enumerate(counts):
        run: list[Seen] = []
        for one in reversed(counts[:index]):
            following = run[0] if run else total
            between = text[one.place + 1 : following.place]
            joined = "、" in between and not re.search("[，；。（）]", between)
            if (
                one.away
                or one.measure != total.measure
                or not (joined if run else _sums(between, one, lexicon))
            ):
                break
            run.insert(0, one)
        if len(run) > 1 and total.measure is not None and not total.away:
            yield total, run, True


def _sums(between: str, last: Seen, lexicon: Lexicon) -> bool:
    return lexicon.summing.match(between.removeprefix(last.measure or "")) is not None


def _is_divided(between: str, lexicon: Lexicon) -> bool:
    """Whether a part has parts of its own from here on: 主办38件，包括建议17件、提案21件."""
    clause = re.split("[，、]", between)[-1]
    return "，" in between and lexicon.partial.match(clause) is not None


def _is_in_list(text: str, counts: list[Seen], index: int) -> bool:
    """Whether a number is one of a list; 其中 may then mean all of it: 建议27件、提案34件，其中主办38件."""
    if not index or counts[index - 1].measure != counts[index].measure:
        return False
    between = text[counts[index - 1].place + 1 : counts[index].place]
    return "、" in between and not re.search("[，；。（）]", between)


def _without_nested(parts: list[Seen], total: Seen) -> list[Seen]:
    """The parts without those that another is divided into: 直接起诉4件，维持2件、其他1件、未结1件."""
    if _add_up(parts, total):
        return parts
    for index, part in enumerate(parts):
        for end in range(index + 3, len(parts) + 1):
            if _add_up(parts[index + 1 : end], part):
                return [*parts[: index + 1], *_without_nested(parts[end:], total)]
    return parts


def _add_up(parts: list[Seen], total: Seen) -> bool:
    values = [part.value for part in parts]
    return sum((one for one in values if isinstance(one, Fraction)), Fraction(0)) == total.value


def _opens(between: str, opened: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a list of parts begins there: right behind the total, or with words that say so.

    Args:
        between: what stands between the total and the next number.
        opened: the words in it that may begin a list.
        lexicon: the words of the pack.
    """
    before, after = between[: opened.start()], between[opened.end() :]
    if before.count("）") > before.count("（") or "、" in before or lexicon.counted.match(between):
        return False
    if lexicon.of_which.fullmatch(opened.group()):
        return True
    head = before.rpartition("，")[2] if "，" in before else ""
    return "，" not in after and not head and (opened.group() != HOLE[0] or "，" not in before)


def _adding_up(text: str, total: Seen, counts: list[Seen]) -> list[Seen]:
    """Two or more numbers in a row that add up to the total exactly; none of them is 0."""
    parts: list[Seen] = []
    sums = Fraction(0)
    for one in counts:
        start = parts[-1].place if parts else total.place
        if (
            one.away
            or one.measure != total.measure
            or _PARTED.search(_SHARES.sub("", text[start + 1 : one.place]))
        ):
            break
        if not isinstance(one.value, Fraction) or not isinstance(total.value, Fraction) or not one.value:
            break
        parts.append(one)
        sums += one.value
        if sums >= total.value:
            return parts if sums == total.value and len(parts) > 1 else []
    return []


def _end_of_list(text: str, start: int, end: int) -> int:
    """Where the list of parts ends at the latest: at its closing bracket, at 。 or ；."""
    if text[start] == HOLE[0]:
        close = text.find(HOLE[1], start)
        return close if 0 <= close < end else end
    found = re.compile("[；。]").search(text, start, end)
    return found.start() if found else end


def _parts(text: str, total: Seen, counts: list[Seen], stop: int, lexicon: Lexicon) -> list[Seen]:
    """The numbers of the list: of the total's measure, until it is reached or the text turns elsewhere."""
    parts: list[Seen] = []
    sums: Fraction | None = Fraction(0)
    for one in counts:
        if one.place >= stop:
            break
        start = parts[-1].place if parts else total.place
        between = text[start + 1 : one.place]
        if parts and between.count("（") > between.count("）"):
            continue
        if one.away or (parts and (lexicon.of_which.search(between) or _is_divided(between, lexicon))):
            break
        if lexicon.extremes.search(between):
            return []
        if one.measure != total.measure:
            continue
        last = re.split("[，、]", between)[-1]
        if parts and lexicon.resuming.search(last):
            break
        parts.append(one)
        sums = sums + one.value if sums is not None and isinstance(one.value, Fraction) else None
        if sums is not None and sums == total.value:
            break
    return parts
