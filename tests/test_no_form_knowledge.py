"""The code knows no form: no label, title, document number or year of any shipped pack stands in it.

What a form says belongs to its pack. The search covers every source file of the layers, comments and the
message catalogue included, and looks at words in one width, without numbers, brackets or spaces.
"""

import re
import unicodedata
from pathlib import Path

import pytest
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

ROOT = Path(__file__).parents[1]
SUFFIXES = {".py", ".lark", ".po", ".json"}
FILES = sorted(
    path
    for layer in ("grammar", "engine", "cli", "rules")
    for path in (ROOT / layer).rglob("*")
    if path.suffix in SUFFIXES and "packs" not in path.relative_to(ROOT).parts
)
GENERAL = {
    "总计": "what any table calls its sum",
    "其他": "what any list ends with",
    "规章": "a kind of law: the language has a fact that tells who may make it",
}
_NUMBER = re.compile(r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\d+\.)")
_DOCUMENT = re.compile(r"[〔\[(（](\d{4})[〕\])）](\d+)号")


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def worded(label: str) -> str:
    """A label without its number and without what stands in brackets."""
    flat = _NUMBER.sub("", folded(label))
    return re.sub(r"\([^()]*\)$", "", flat) or flat


def words() -> dict[str, str]:
    """What must not stand in the code → where it comes from."""
    found: dict[str, str] = {}
    library = Library(cache=PackCache(None))
    for pack in filter(None, (library.load(pack_id).pack for pack_id in library.ids())):
        schema = pack.schema
        labels = [item.label for table in schema.tables.values() for item in table.row_index.values()]
        labels += [item.label for table in schema.tables.values() for item in table.column_index.values()]
        labels += [row.heading for table in schema.tables.values() for row in table.leaf_rows if row.heading]
        labels += [text for table in schema.tables.values() for text in (table.corner, table.banner) if text]
        labels += [part.label for section in schema.sections.values() for part in section.parts]
        labels += [text for one in schema.sections.values() for text in (one.title, *one.aliases)]
        found |= {worded(label): f"{pack.id}: {label}" for label in labels}
        for document in {pack.document, *(rule.basis.document for rule in pack.rules.values())} - {None}:
            found[folded(document)] = f"{pack.id}: {document}"
            if number := _DOCUMENT.search(document):
                found[f"{number[1]}〕{number[2]}号"] = f"{pack.id}: {document}"
    return {word: source for word, source in found.items() if word not in GENERAL}


def years() -> set[str]:
    library = Library(cache=PackCache(None))
    return {
        str(year)
        for form in library.forms()
        for year in (*form.years, form.verified_through)
        if year is not None
    }


WORDS, YEARS = words(), years()


def test_the_search_has_something_to_look_for():
    assert len(WORDS) > 60
    assert {"2019", "2020", "2021"} <= YEARS
    assert len(FILES) > 80


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_word_of_a_form(path):
    text = folded(path.read_text("utf-8"))

    assert {word: source for word, source in WORDS.items() if word in text} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_year_of_a_form(path):
    text = unicodedata.normalize("NFKC", path.read_text("utf-8"))

    assert sorted(set(re.findall(r"(?<![\d./])20\d\d(?!\d)", text)) & YEARS) == []
