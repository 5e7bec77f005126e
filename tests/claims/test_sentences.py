"""The corpus of sentences is sound: what it expects can be read in the text."""

import re
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parent
SET_ASIDE = "heldout_"
SECTIONS = {"overview", "disclosure", "requests", "disputes", "other"}
KEYS = {"text", "section", "year", "claims", "optional", "why"}
ALWAYS_ZERO = re.compile(r"none_received|all_closed|no_\w+|\w+_all_upheld|\w+_none_corrected")
FIELDS = {
    "breakdown": {"total", "parts", "complete"},
    "enumeration": {"announced", "items", "complete"},
    "shares": {"parts", "complete"},
    "percentage": {"value", "part", "whole"},
    "growth": {"value", "current", "base"},
    "numbering": {"numbers", "continuous"},
    "repetition": {"count"},
}
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
PLACES = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
NUMBER = re.compile(
    r"(\d{1,3}(?:[,\s]\d{3})+(?!\d)|\d+)(\.\d+)?\s*([万亿]?)|([零〇一二两三四五六七八九十百千]+)([万亿]?)"
)


def kinds():
    rows = re.findall(
        r"^\| `(\w+)` \| (row|column|) ?\|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE
    )
    return dict(rows)


KINDS = kinds()


def files(pattern):
    """The file of each category → all files of its entries, those set aside too."""
    found = {}
    for path in sorted(FOLDER.glob(pattern)):
        found.setdefault(path.with_name(path.name.removeprefix(SET_ASIDE)), []).append(path)
    return found


CATEGORIES = files("sentences/*.yaml")
FACTS = [path for paths in files("*.yaml").values() for path in paths]


def loaded(paths):
    return [entry for path in paths for entry in yaml.safe_load(path.read_text("utf-8"))]


def numbered(paths):
    return {f"{path.stem}-{at}": entry for path in paths for at, entry in enumerate(loaded([path]), 1)}


NUMBERED = numbered(path for paths in CATEGORIES.values() for path in paths)
SENTENCES = list(NUMBERED.values())
NUMBERED_FACTS = numbered(FACTS)


def numeral(text):
    """The value of a Chinese numeral below ten thousand."""
    total, digit = 0, 0
    for sign in text:
        if sign in PLACES:
            total += (digit or 1) * PLACES[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit


def readings(text):
    """All that the numbers of the text can stand for, each as bounds: value, from, to, above, below."""
    folded = unicodedata.normalize("NFKC", text)
    for found in NUMBER.finditer(folded):
        whole, decimals, large, chinese, chinese_large = found.groups()
        unit = LARGE.get(large or chinese_large, 1)
        value = (
            Fraction(numeral(chinese))
            if chinese
            else Fraction(re.sub(r"[,\s]", "", whole) + (decimals or ""))
        )
        half = Fraction(unit, 2 * 10 ** (len(decimals) - 1)) if decimals else 0
        before, after = folded[: found.start()], folded[found.end() :]
        yield from worded(value * unit, half, before, after)


def worded(value, half, before, after):
    yield (("value", value),)
    if half:
        yield ("from", value - half), ("to", value + half)
    if re.match("余|多", after):
        yield ("from", value), ("below", value + place(value))
    if before.endswith("近"):
        yield ("above", value * 9 / 10), ("to", value)
    if before.endswith("约") or re.match(r"\w{1,2}左右", after):
        yield ("from", value * 9 / 10), ("to", value * 11 / 10)
    if re.match(r"\w{1,2}以上", after):
        yield (("from", value),)


def place(value):
    """The place of the last digit that is not 0."""
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    return step


def bounds(value):
    if isinstance(value, dict):
        return tuple((key, Fraction(number)) for key, number in value.items())
    return (("value", Fraction(value.rstrip("%").lstrip("+-"))),)


def stands(value, text, measure=None):
    scale = LARGE[measure[0]] if measure in {"万元", "亿元"} else 1
    stated = set(readings(text))
    return bounds(value) in stated or (
        isinstance(value, str) and (("value", Fraction(value) / scale),) in stated
    )


def found(entry):
    return [*entry["claims"], *entry.get("optional", [])]


def test_the_kinds_are_listed():
    assert len(KINDS) > 30


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda path: path.stem)
def test_a_category_is_large_enough(category):
    assert len(loaded(CATEGORIES[category])) >= 15


def test_the_corpus_is_large_enough():
    assert len(SENTENCES) >= 450
    assert len(NUMBERED_FACTS) >= 60


def test_every_kind_is_claimed_often():
    counts = dict.fromkeys(KINDS, 0)
    for entry in SENTENCES:
        for claim in entry["claims"]:
            counts[claim["id"]] += 1

    assert {kind: count for kind, count in counts.items() if count < 3} == {}


def test_no_sentence_comes_twice():
    texts = [entry["text"] for entry in SENTENCES]

    assert sorted(texts) == sorted(set(texts))


@pytest.mark.parametrize("entry", NUMBERED.values(), ids=NUMBERED)
def test_a_sentence_is_sound(entry):
    assert entry.keys() <= KEYS
    assert entry["section"] in SECTIONS
    assert 2019 <= entry["year"] <= 2025
    assert entry["claims"] or entry.get("why")
    for claim in found(entry):
        captured = {"row", "column"} & claim.keys()
        assert captured == ({KINDS[claim["id"]]} if KINDS[claim["id"]] else set())
        assert claim.get("measure", "") in entry["text"]
        if ALWAYS_ZERO.fullmatch(claim["id"]):
            assert claim["value"] == "0"
        elif claim["value"] != "0" or "measure" in claim:
            assert stands(claim["value"], entry["text"], claim.get("measure"))


@pytest.mark.parametrize("entry", NUMBERED_FACTS.values(), ids=NUMBERED_FACTS)
def test_a_text_fact_is_sound(entry):
    assert entry.keys() <= KEYS - {"claims"} | {"facts", "computed"}
    assert entry["section"] in SECTIONS | {"preamble", "problems"}
    assert entry["facts"] or entry.get("optional") or entry.get("why")
    for fact in [*entry["facts"], *entry.get("optional", [])]:
        assert fact.keys() - {"kind"} == FIELDS[fact["kind"]]
        if fact["kind"] in {"numbering", "repetition", "enumeration"}:
            continue
        values = [fact.get(key) for key in ("total", "value", "part", "whole", "current", "base")]
        stated = [value for value in [*values, *fact.get("parts", [])] if value is not None]
        text = entry["text"].replace("百分之", "").replace("持平", "0%")
        known = {*readings(text), *map(bounds, entry.get("computed", ()))}
        assert [value for value in stated if bounds(value) not in known] == []
