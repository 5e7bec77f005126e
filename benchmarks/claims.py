"""How well claims are found: recall and wrong bindings over the sentences of ``tests/claims/sentences``.

A second table tells the same of what sentences state about their own numbers and lists
(``tests/claims/breakdowns.yaml``); some of those are optional, and found as well as missed without a fault.

``python benchmarks/claims.py --part open|heldout|all``. Of the part set aside only figures are printed, never
sentences: it is looked at for the final score alone. ``--show`` lists what went wrong in the open part.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from gouji.engine.binding.claims import finder_of
from gouji.engine.binding.money import is_money, multiple_of
from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.report import NOWHERE, Claim, TextFact, TextLine
from gouji.engine.binding.roughness import percentage
from gouji.engine.binding.text_facts import text_facts
from gouji.engine.binding.texts import passages_of
from gouji.grammar.catalogue import number
from gouji.grammar.schema import dotted
from gouji.rules.library import Library
from gouji.rules.pack import Pack

SENTENCES = Path(__file__).parents[1] / "tests" / "claims" / "sentences"
HELD_OUT = "heldout_"
ALWAYS_ZERO = re.compile(r"none_received|all_closed|no_\w+|\w+_all_upheld|\w+_none_corrected")
Said = tuple[str, str, str | None, str | None, str | None]
"""Id, value, measure, row and column of a claim."""
Fact = tuple[object, ...]
"""Kind and fields of a text fact."""


@dataclass
class Score:
    """What came of some sentences."""

    sentences: int = 0
    expected: int = 0
    found: int = 0
    wrong: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the expected claims that was found."""
        return self.found / self.expected if self.expected else 1.0

    def add(self, other: Score) -> None:
        """Count another score in."""
        self.sentences += other.sentences
        self.expected += other.expected
        self.found += other.found
        self.wrong += other.wrong
        self.faults += other.faults


def scores(part: str, folder: Path = SENTENCES) -> dict[str, Score]:
    """The scores by category of the ``open`` part, the one set aside (``heldout``), or ``all``."""
    found: dict[str, Score] = {}
    for path in sorted(folder.glob("*.yaml")):
        is_held_out = path.name.startswith(HELD_OUT)
        if part != "all" and is_held_out is (part == "open"):
            continue
        category = found.setdefault(path.stem.removeprefix(HELD_OUT), Score())
        for entry in yaml.safe_load(path.read_text("utf-8")) or ():
            category.add(score(entry))
    return found


def score(entry: dict[str, Any]) -> Score:
    """The score of one sentence."""
    expected = [said(one) for one in entry["claims"]]
    allowed = [said(one) for one in entry.get("optional", ())]
    found = [as_said(claim) for claim in claims_in(entry["text"], entry["section"], entry["year"])]
    missing, extra = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    wrong = extra - Counter(allowed)
    result = Score(1, len(expected), len(expected) - missing.total(), wrong.total())
    if missing or wrong:
        result.faults.append(f"{entry['text']}\n   missing {list(missing)}\n   wrong {list(wrong)}")
    return result


def claims_in(text: str, section: str, year: int) -> tuple[Claim, ...]:
    """The claims of a paragraph that stands in a section of a report of that year."""
    form = form_of(year)
    words, residue = form.recognition.text, form.recognition.residue
    line = TextLine(text, NOWHERE)
    return finder_of(form.schema, words).claims(passages_of([line], section, words, year, residue), year)


@cache
def form_of(year: int) -> Pack:
    """The form due for a report year."""
    return next(form for form in forms() if form.covers(year))


@cache
def forms() -> tuple[Pack, ...]:
    """All forms shipped."""
    return Library().forms()


def said(entry: dict[str, Any]) -> Said:
    """An expected claim, comparable."""
    value = entry["value"]
    if isinstance(value, dict):
        low, high = value.get("from", value.get("above")), value.get("to", value.get("below"))
        text = bounds(low, high, low_open="above" in value, high_closed="to" in value)
    else:
        text = str(value)
    return (
        entry["id"],
        text,
        _measure(entry["id"], entry.get("measure")),
        entry.get("row"),
        entry.get("column"),
    )


def as_said(claim: Claim) -> Said:
    """A claim that was found, comparable; money in 元."""
    value = claim.value
    if is_money(claim.measure):
        value = _in_yuan(claim)
    if isinstance(value, Interval):
        low, high = (None if end is None else number(end) for end in (value.low, value.high))
        text = bounds(low, high, low_open=value.low_open, high_closed=value.high_closed)
    else:
        text = number(value) if isinstance(value, Fraction) else str(value)
    row, column = (None if path is None else dotted(path) for path in (claim.row, claim.column))
    return claim.id, text, _measure(claim.id, claim.measure), row, column


def _measure(kind: str, measure: str | None) -> str | None:
    """The measure word; those kinds that always say 0 have none, whether words say so or a printed 0."""
    return None if ALWAYS_ZERO.fullmatch(kind) else measure


def _in_yuan(claim: Claim) -> Interval | Fraction:
    unit = next(form.schema.claims[claim.id].unit for form in forms() if claim.id in form.schema.claims)
    factor = multiple_of(unit) or Fraction(1)
    if isinstance(claim.value, Interval):
        return claim.value.scaled(factor)
    assert isinstance(claim.value, Fraction)
    return claim.value * factor


def bounds(low: str | None, high: str | None, *, low_open: bool, high_closed: bool) -> str:
    """An interval in one line."""
    return f"{'(' if low_open else '['}{low}, {high}{']' if high_closed else ')'}"


FACTS = Path(__file__).parents[1] / "tests" / "claims"
FIELDS = {
    "breakdown": ("total", "parts", "complete"),
    "enumeration": ("announced", "items", "complete"),
    "percentage": ("value", "part", "whole"),
    "shares": ("parts", "complete"),
    "growth": ("value", "current", "base"),
    "numbering": ("numbers", "continuous"),
    "repetition": ("count",),
}
"""What is compared of each kind of fact; of an enumeration the number of its items."""
BARE = (None, None)
"""Part and whole of a percentage that stands alone: it is always optional."""


def fact_scores(part: str, folder: Path = FACTS) -> dict[str, Score]:
    """The scores of text facts by kind, of the part of the corpus as in ``scores``."""
    found: dict[str, Score] = {kind: Score() for kind in FIELDS}
    for path in sorted(folder.glob("*breakdowns.yaml")):
        if part != "all" and path.name.startswith(HELD_OUT) is (part == "open"):
            continue
        for entry in yaml.safe_load(path.read_text("utf-8")):
            _add_facts(entry, found)
    return found


def _add_facts(entry: dict[str, Any], scores_of: dict[str, Score]) -> None:
    expected = Counter(_expected_fact(one) for one in entry["facts"])
    allowed = Counter(_expected_fact(one) for one in entry.get("optional", ()))
    found = Counter(_found_fact(one) for one in facts_in(entry) if one.kind.value in FIELDS)
    missing, wrong = expected - found, found - expected - allowed
    wrong = Counter(
        {fact: count for fact, count in wrong.items() if not any(_says_less(fact, one) for one in missing)}
    )
    wrong = Counter({fact: count for fact, count in wrong.items() if fact[2:] != BARE})
    for kind, one in scores_of.items():
        wanted = [fact for fact in expected.elements() if fact[0] == kind]
        lost = [fact for fact in missing.elements() if fact[0] == kind]
        extra = [fact for fact in wrong.elements() if fact[0] == kind]
        one.add(Score(1 if wanted or extra else 0, len(wanted), len(wanted) - len(lost), len(extra)))
        if lost or extra:
            one.faults.append(f"{entry['text']}\n   missing {lost}\n   wrong {extra}")


def _says_less(found: Fact, expected: Fact) -> bool:
    """Whether a fact is an expected one with something left open: a miss, but nothing wrong."""
    pairs = zip(found, expected, strict=False)
    return len(found) == len(expected) and all(mine is None or mine == other for mine, other in pairs)


def facts_in(entry: dict[str, Any]) -> tuple[TextFact, ...]:
    """The text facts of the paragraphs of an entry; without a year, its last is the report's."""
    years = [int(one) for one in re.findall(r"(?<!\d)20\d\d(?=年)", entry["text"])]
    year = entry.get("year") or max(years, default=2023)
    form = form_of(min(max(year, 2019), 2025))
    words, residue = form.recognition.text, form.recognition.residue
    lines = [TextLine(line, NOWHERE) for line in entry["text"].split("\n")]
    titles = (title for one in form.schema.sections.values() for title in (one.title, *one.aliases))
    section = entry["section"]
    return text_facts(tuple(passages_of(lines, section, words, year, residue)), words, titles)


def _expected_fact(fact: dict[str, Any]) -> Fact:
    return fact["kind"], *(_said_value(fact["kind"], name, fact.get(name)) for name in FIELDS[fact["kind"]])


def _said_value(kind: str, name: str, value: object) -> object:
    if isinstance(value, list):
        return len(value) if name == "items" else tuple(_said_value(kind, "", one) for one in value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, dict):
        return tuple(Fraction(one) for one in value.values())
    text = str(value)
    if text.endswith("%"):
        size = percentage(text.lstrip("+-").removesuffix("%"))
        return _value(size.scaled(Fraction(-1)) if text.startswith("-") else size)
    return Fraction(text)


def _found_fact(fact: TextFact) -> Fact:
    kind = fact.kind.value
    return kind, *(_found_value(name, fact.values.get(name)) for name in FIELDS[kind])


def _found_value(name: str, value: object) -> object:
    if isinstance(value, tuple):
        return len(value) if name == "items" else tuple(_value(one) for one in value)
    return _value(value)


def _value(value: object) -> object:
    if isinstance(value, Interval):
        return tuple(end for end in (value.low, value.high) if end is not None)
    return value


def report(part: str, *, show: bool) -> Iterator[str]:
    """The lines of the result."""
    total = Score()
    for category, one in scores(part).items():
        total.add(one)
        yield (
            f"{category:22} {one.sentences:4} sentences  recall {one.recall:6.1%} of {one.expected:3}"
            f"  wrong {one.wrong}"
        )
    yield (
        f"{'total':22} {total.sentences:4} sentences  recall {total.recall:6.1%} of {total.expected:3}"
        f"  wrong {total.wrong}"
    )
    yield ""
    facts = fact_scores(part)
    for kind, one in facts.items():
        yield (
            f"{kind:22} {one.sentences:4} sentences  found {one.found:3}  missed {one.expected - one.found:2}"
            f"  wrong {one.wrong}"
        )
    if show and part == "open":
        yield from total.faults
        for one in facts.values():
            yield from one.faults


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("open", "heldout", "all"), default="open")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    for line in report(arguments.part, show=arguments.show):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
