"""Lists of amendments: what they may say, what they do to a pack, and where they are found."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from gouji.grammar.catalogue import render
from gouji.rules.amending import read_amendments
from gouji.rules.amendments import amended, amendments_of
from gouji.rules.cache import PackCache
from gouji.rules.library import Library
from gouji.rules.pack import Severity

WITHDRAWN = """\
amendments:
  - rule: row-total
    withdraw: true
    reason: 口径有误
    date: 2020-03-01
"""
REGRADED = WITHDRAWN.replace("withdraw: true", "severity: info")
GRADED = """\
rules:
  row-total:
    title: 行合计不平
    severity: warning
    grade:
      - {when: 'total > 9', severity: error}
      - {when: 'total > 5', severity: info}
    ground: arithmetic
    topic: table
    check: |
      借阅 每行：total = adult + child
"""


@pytest.fixture
def read(tmp_path):
    """A list of amendments for a pack ``books`` with one rule."""

    def reading(text: str):
        file = tmp_path / "更正单.yaml"
        file.write_text(text, "utf-8")
        rules = {None: ("row-total",), "books": ("row-total",)}
        found = read_amendments(file, rules.get, ("books",))
        for fault in found.diagnostics:
            assert all(render(fault.message, language) for language in ("zh", "en"))
        return found

    return reading


def faults(found) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.start.line, one.place.start.column) for one in found.diagnostics]


def test_entry_says_what_why_and_since_when(read):
    found = read(WITHDRAWN)

    [entry] = found.entries
    assert found.diagnostics == ()
    assert (("row-total",), None, "口径有误", date(2020, 3, 1)) == (
        entry.rules,
        entry.severity,
        entry.reason.zh,
        entry.day,
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("    reason: 口径有误\n", "", ("pack.missing_key", 2, 5)),
        ("    date: 2020-03-01\n", "", ("pack.missing_key", 2, 5)),
        ("2020-03-01", "2020-13-01", ("amendments.bad_date", 5, 11)),
        ("rule: row-total", "rule: row-totl", ("amendments.unknown_rule", 2, 11)),
        ("withdraw: true", "withdrew: true", ("pack.unknown_key", 3, 5)),
        ("withdraw: true", "withdraw: false", ("amendments.nothing", 2, 5)),
        ("withdraw: true", "withdraw: true\n    severity: info", ("amendments.both", 4, 5)),
        ("withdraw: true", "severity: mild", ("pack.bad_choice", 3, 15)),
        ("withdraw: true", "withdraw: true\n    until: 2019-01-01", ("amendments.until_before", 4, 5)),
        ("withdraw: true", "withdraw: true\n    rules: [row-total]", ("amendments.rule_and_rules", 4, 5)),
        ("withdraw: true", "withdraw: true\n    pack: boks", ("amendments.unknown_pack", 4, 11)),
    ],
)
def test_faults_have_their_places(read, old, new, fault):
    assert fault in faults(read(WITHDRAWN.replace(old, new)))


def test_unknown_rule_is_told_with_the_nearest(read):
    [fault] = read(WITHDRAWN.replace("row-total", "row-totl")).diagnostics

    assert "row-total" in render(fault.help, "zh")


def test_unknown_pack_is_no_error(read):
    [fault] = read(WITHDRAWN.replace("withdraw", "pack: other\n    withdraw")).diagnostics

    assert fault.level == "warning"


@pytest.mark.parametrize("text", ["", "just text", "- list", "amendments: 3", "amendments: [3]", ": ["])
def test_whatever_it_is_reading_raises_nothing(read, text):
    assert read(text).entries == ()


def test_withdrawn_rule_does_not_run(books, read, shelf):
    pack = shelf.library().load("books").pack

    changed = amended(pack, read(WITHDRAWN).entries)

    assert changed.rules["row-total"].disabled.zh == "口径有误"
    assert pack.rules["row-total"].disabled is None


def test_milder_severity_caps_grades(shelf, read):
    pack = shelf.load("books", pack=shelf.HEAD, form=shelf.FORM, rules=GRADED).pack

    [entry] = read(REGRADED.replace("info", "warning")).entries
    rule = amended(pack, [entry]).rules["row-total"]

    assert rule.severity == Severity.WARNING
    assert [grade.severity for grade in rule.grades] == [Severity.WARNING, Severity.INFO]


def test_pack_without_such_a_rule_is_left_as_it_is(shelf, books, read):
    pack = shelf.library().load("books").pack
    entries = read(WITHDRAWN.replace("withdraw", "pack: other\n    withdraw")).entries

    assert amended(pack, entries) is pack


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2020, 2, 29), False),
        (date(2020, 3, 1), True),
        (date(2020, 4, 1), True),
        (date(2020, 4, 2), False),
    ],
)
def test_entry_holds_from_its_date_to_its_last_day(read, day, holds):
    [entry] = read(WITHDRAWN + "    until: 2020-04-01\n").entries

    assert entry.holds(day) is holds


def test_list_beside_a_pack_applies_by_itself_and_is_no_part_of_it(shelf, books):
    plain = shelf.library().load("books").pack
    (books / "更正单.yaml").write_text(WITHDRAWN, "utf-8")

    loaded = shelf.library().load("books")

    assert loaded.diagnostics == ()
    assert plain.sha256 == loaded.pack.sha256
    assert loaded.pack.rules["row-total"].disabled is not None


def test_list_beside_a_pack_reaches_those_that_extend_it(shelf, books):
    (books / "更正单.yaml").write_text(WITHDRAWN, "utf-8")
    child = "pack: more\nlanguage: 1\nversion: 1\ntitle: 增补\nextends: books\n"
    shelf.write("more", pack=child)

    assert shelf.library().load("more").pack.rules["row-total"].disabled is not None


def test_list_that_is_over_does_nothing(shelf, books):
    (books / "更正单.yaml").write_text(WITHDRAWN + "    until: 2020-12-31\n", "utf-8")

    assert shelf.library().load("books").pack.amendments == ()


def test_faulty_list_beside_a_pack_is_told_by_load_and_draft(shelf, books):
    (books / "更正单.yaml").write_text(WITHDRAWN.replace("row-total", "row-totl"), "utf-8")
    library = shelf.library()

    assert shelf.found(library.load("books")) == [("amendments.unknown_rule", 2, 11)]
    assert shelf.found(library.draft("books")) == [("amendments.unknown_rule", 2, 11)]


def test_amendments_travel_with_the_library(books, read):
    library = Library([books], cache=PackCache(None)).with_amendments(read(WITHDRAWN).entries)

    other = pickle.loads(pickle.dumps(library))

    assert other.load("books").pack.rules["row-total"].disabled is not None


def test_same_entry_counts_once(shelf, books, read):
    [entry] = read(WITHDRAWN).entries
    pack = amended(shelf.library().load("books").pack, [entry, entry])

    assert (entry,) == amendments_of((pack, pack), "row-total")
    assert amendments_of((pack,), "another") == ()
