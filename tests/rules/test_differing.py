"""How two packs differ by meaning."""

from __future__ import annotations

import pytest
from gouji.rules.differing import differences
from gouji.rules.differing_forms import moved_in


@pytest.fixture
def differ(shelf):
    """The differences that changes to the pack ``books`` make, as (area, change, id, aspects)."""

    def differing(*changes: tuple[str, str], head: str = ""):
        old = {"pack": shelf.HEAD, "form": shelf.FORM, "rules": shelf.RULE}
        new = dict(old)
        for before, after in changes:
            assert any(before in text for text in new.values())
            new = {name: text.replace(before, after) for name, text in new.items()}
        new["pack"] += head
        first = shelf.load("books", **old).pack
        shelf.write("books", **new)
        second = shelf.library().load("books").pack
        return differences(first, second)

    return differing


def told(found) -> list[tuple[str, ...]]:
    return [(one.area, one.change, one.id, *(detail.aspect for detail in one.details)) for one in found]


def test_pack_does_not_differ_from_itself(differ):
    assert differ() == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("version: 1.0", "version: 1.1", ("head", "changed", "books", "version")),
        ("from: 2001", "from: 2005", ("head", "changed", "books", "years")),
        ("title: 年度概况", "title: 概况综述", ("section", "changed", "summary", "title")),
        ("section: lending", "section: lending\n    blank: zero", ("table", "changed", "loans", "blank")),
        ("一、本年购入", "一、本年新购", ("row", "changed", "loans/bought", "label")),
        ("child: 少儿", "child: 儿童", ("column", "changed", "loans/child", "label")),
        ("lost: （二）遗失, ", "", ("row", "removed", "loans/used.lost")),
        ("lost: （二）遗失", "lost: （二）遗失, torn: 破损", ("row", "added", "loans/used.torn")),
        ("severity: error", "severity: info", ("rule", "changed", "row-total", "severity")),
        ("total = adult + child", "total ≥ adult + child", ("rule", "changed", "row-total", "check")),
        ("借阅 每行：", "当 报告.年度 ≥ 2005：借阅 每行：", ("rule", "changed", "row-total", "guard")),
        ("ground: arithmetic", "ground: printed", ("rule", "changed", "row-total", "ground")),
        ("topic: table", "topic: table\n    basis: {clause: 一}", ("rule", "changed", "row-total", "basis")),
        (
            "topic: table",
            "topic: table\n    examples: {pass: [{}]}",
            ("rule", "changed", "row-total", "examples"),
        ),
        (
            "topic: table",
            "topic: table\n    grade: [{when: 'total > 3', severity: info}]",
            ("rule", "changed", "row-total", "grade"),
        ),
    ],
)
def test_change_is_told_with_its_aspect(differ, before, after, expected):
    assert told(differ((before, after))) == [expected]


def test_rule_that_came_or_went_is_told_in_words(differ):
    found = differ(("row-total:", "line-total:"))

    assert told(found) == [("rule", "removed", "row-total"), ("rule", "added", "line-total")]
    assert all("总计" in one.said.zh for one in found)


def test_changed_rule_is_told_in_words_as_it_was_and_as_it_is(differ):
    [found] = differ(("total = adult", "total ≥ adult"))

    [detail] = found.details
    assert ("应等于" in detail.old.zh, "不应少于" in detail.new.zh) == (True, True)


def test_layout_and_places_are_no_difference(differ):
    assert differ(("total = adult + child", "total   =  adult+child  # 一样")) == ()


def test_moved_section_is_told(differ):
    summary = "  summary: {number: 一, title: 年度概况, name: 概况}\n"
    lending = "  lending: {number: 二, title: 图书借阅情况, name: 借阅情况}\n"

    [found] = differ((summary + lending, lending + summary))

    assert (found.area, [one.aspect for one in found.details]) == ("section", ["place"])


def test_row_that_continues_another_is_renamed_not_new(shelf, books):
    head = shelf.HEAD.replace("books", "later") + "from: {books: {obtained: bought}}\n"
    form = shelf.FORM.replace("bought:", "obtained:")
    shelf.write("later", pack=head, form=form, rules=shelf.RULE)
    library = shelf.library()

    found = differences(library.load("books").pack, library.load("later").pack)

    assert ("row", "changed", "loans/obtained", "id") in told(found)
    assert not [one for one in found if one.change in {"added", "removed"}]


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [("abc", "abc", ""), ("abc", "cab", "c"), ("abcd", "dabc", "d"), ("ab", "xa", ""), ("", "", "")],
)
def test_fewest_are_moved(old, new, moved):
    assert moved_in(list(old), list(new)) == frozenset(moved)
