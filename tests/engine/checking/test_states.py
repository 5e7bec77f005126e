"""What ``is present``, ``is blank`` and their kin say of cells, rows, tables, sections and parts."""

import pytest
from gouji.engine.binding.report import BoundPart, Picture
from gouji.engine.reading.document import Location
from gouji.grammar.catalogue import render


@pytest.mark.parametrize(
    ("raw", "states"),
    [
        (0, {"present"}),
        ("", {"present", "blank"}),
        ("/", {"present", "placeholder"}),
        ("若干", {"present", "unreadable"}),
        (None, {"absent"}),
    ],
)
def test_states_of_a_cell(village, raw, states):
    on = village.report({"new, adults": raw})
    names = ("present", "absent", "blank", "placeholder", "unreadable")
    scoped = {
        name for name in names if village.ends(f"each cell of loans: is {name}", on)["new,adults"] == "passed"
    }
    negated = {
        name
        for name in names
        if village.ends(f"each cell of loans: is not {name}", on)["new,adults"] == "failed"
    }

    assert scoped == states
    assert negated == states
    for name in names:
        expected = "passed" if name in states else "failed"
        assert village.end(f"loans[new, adults] is {name}", on) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("each row of loans: is present", {"kept": "failed", "done.lent.book": "passed"}),
        ("each row of loans: is absent", {"kept": "passed", "new": "failed"}),
        ("each row of loans: is blank", {"new": "passed", "left": "failed", "kept": "failed"}),
        ("each row of loans: is placeholder", {"left": "passed", "new": "failed"}),
        ("each row of loans: is unreadable", {"left": "failed"}),
        ("each row of loans: is declared", {"left": "passed"}),
        ("each column of loans: is present", {"adults": "passed", "groups.school": "passed"}),
        ("each column of loans: is blank", {"adults": "failed"}),
    ],
)
def test_states_of_rows_and_columns(village, text, expected):
    form = village.schema()
    cells = {f"new, {column}": "" for column in ("adults", "groups.school", "groups.club", "total")}
    cells |= {f"left, {column}": "/" for column in ("adults", "groups.school", "groups.club", "total")}
    table = village.bound(form.tables["loans"], cells, without=["kept"])
    found = village.ends(text, village.report(tables={"loans": table}))

    assert {instance: found[instance] for instance in expected} == expected


def test_a_row_that_the_form_lets_go_is_not_asked_for(village):
    form = village.schema()
    on = village.report(tables={"money": village.bound(form.tables["money"], without=["change"])})

    assert village.ends("each row of money: is present", on) == {
        "income": "passed",
        "change": "not_applicable",
    }


def test_a_collapsed_group_is_present_though_the_form_declares_rows(village):
    on = village.report(collapsed=["done.lent"])

    assert village.ends("each row of loans: is present", on)["done.lent"] == "passed"
    assert village.ends("each row of loans: is declared", on)["done.lent"] == "failed"
    assert village.ends("each row of loans: is present", on)["done.lent.book"] == "not_applicable"
    assert village.ends("each row of loans: is blank", on)["done.lent"] == "failed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("each table: is present", {"loans": "passed", "money": "failed"}),
        ("each table: is absent", {"loans": "failed", "money": "passed"}),
        ("each table: is unreadable", {"loans": "failed", "money": "passed"}),
        ("each table: is blank", {"loans": "failed", "money": "undetermined"}),
        ("each table: is declared", {"loans": "passed", "money": "passed"}),
        ("each table: each row: is present", {"loans/new": "passed", "money": "undetermined"}),
    ],
)
def test_states_of_tables(village, text, expected):
    form = village.schema()
    sections = [village.section("money", order=3, images=1)]
    on = village.report(tables={"loans": village.bound(form.tables["loans"])}, sections=sections)
    found = village.ends(text, on)

    assert {instance: found[instance] for instance in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("each section: is present", ["passed", "passed", "passed", "failed"]),
        ("each section: is absent", ["failed", "failed", "failed", "passed"]),
        ("each section: is blank", ["failed", "passed", "failed", "undetermined"]),
        ("each section: is unreadable", ["failed", "failed", "passed", "undetermined"]),
        ("each section: is placeholder", ["passed", "failed", "failed", "undetermined"]),
        ("each section: is declared", ["passed", "passed", "passed", "passed"]),
    ],
)
def test_states_of_sections(village, text, expected):
    sections = [
        village.section("overview", "无。", order=1),
        village.section("loans", " ", order=2),
        village.section("money", order=3, images=2),
    ]

    assert list(village.ends(text, village.report(sections=sections)).values()) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("plans", "failed"), ("overview", "passed"), ("preamble", "passed"), ("tail", "failed")],
)
def test_named_texts_have_states(village, name, expected):
    sections = [village.section("overview", "有。")]
    on = village.report(sections=sections)

    assert village.end(f"not ({name} is absent or {name} is blank)", on) == expected


def test_parts_are_found_by_heading_or_words_or_not(village):
    parts = (BoundPart("rooms", "words", "场地", Location(paragraph=11)), BoundPart("staff", "absent"))
    on = village.report(sections=[village.section("overview", "场地三间。", parts=parts)])

    assert village.ends("each part of overview: is present", on) == {"rooms": "passed", "staff": "failed"}
    assert village.ends("each part of overview: is absent", on) == {"rooms": "failed", "staff": "passed"}
    assert village.ends("each part of overview: printed is present", on) == {
        "rooms": "failed",
        "staff": "failed",
    }


def test_parts_of_a_missing_section_are_undetermined(village):
    assert set(village.ends("each part of overview: is present", village.report(sections=[])).values()) == {
        "undetermined"
    }


def test_headings_of_the_form_and_others(village):
    sections = [village.section("overview", "有。", order=1), village.section(None, "附。", order=2)]
    on = village.report(sections=sections)

    assert village.ends("each heading: is declared", on) == {"heading#1": "passed", "heading#2": "failed"}
    assert village.ends("each heading: is blank", on) == {"heading#1": "failed", "heading#2": "failed"}
    assert village.ends('each heading: section = "概况"', on) == {
        "heading#1": "passed",
        "heading#2": "failed",
    }
    assert village.ends('each heading: printed_number = "一、"', on)["heading#1"] == "passed"
    assert village.ends('each heading: printed = "附录"', on)["heading#2"] == "passed"
    assert village.ends('each heading: text = "一、概况"', on)["heading#1"] == "passed"


def test_images_are_elements_with_their_names(village):
    pictures = (
        Picture("阅览室", "overview", Location(paragraph=3)),
        Picture("IMG_1", None, Location(paragraph=4)),
    )
    on = village.report(pictures=pictures)

    assert village.ends("each image: label not matches /IMG/", on) == {
        "image#1": "passed",
        "image#2": "failed",
    }
    assert village.ends("each image of overview: is present", on) == {"image#1": "passed"}
    assert village.ends('each image: section = "概况"', on)["image#2"] == "failed"
    assert village.end("count(images) = 2", on) == "passed"


def test_nothing_to_check_is_not_applicable(village):
    [found] = village.outcomes("each image: is present")

    assert (found.status.value, render(found.reason, "zh")) == ("not_applicable", "没有可检查的内容")


def test_of_an_excerpt_nobody_can_say_what_is_missing(village):
    on = village.report(sections=[], tables={}, excerpt=True)

    assert set(village.ends("each section: is present", on).values()) == {"undetermined"}
    assert set(village.ends("each table: is present", on).values()) == {"undetermined"}
    assert village.end("report.contact is present", on) == "undetermined"


def test_values_have_states_too(village):
    assert set(village.ends("each section: printed is unreadable", village.report(sections=[])).values()) == {
        "passed"
    }
    assert village.end("loans[new, adults].note is absent") == "passed"
    assert village.end("limit is present") == "passed"
    assert village.end("motto is absent") == "passed"
