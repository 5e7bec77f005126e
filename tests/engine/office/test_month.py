"""Which draft a file is, and which drafts count."""

from __future__ import annotations

import pytest
from gouji.engine.office.month import (
    NAMES,
    Arrival,
    Copy,
    Step,
    adopted,
    current,
    drafts_of,
    numbered,
    own_name,
    usual_year,
)
from gouji.engine.office.organs import Listed, Organs

NONE = Organs()


def copy(organ, draft, year=2023, part_of="", file=""):
    return Copy(
        f"{organ}{draft}",
        file or f"{organ}{draft}",
        file or f"{organ}_{draft}.txt",
        organ,
        year,
        draft,
        part_of,
    )


def arrival(source, organ="林业局", **about):
    return Arrival(source, source, organ, about.pop("year", 2023), **about)


def numbers(arrivals, copies=(), organs=NONE):
    return {one.source: draft for one, draft in numbered(arrivals, copies, organs)}


def test_drafts_go_by_their_names_then_by_their_times():
    found = numbers([arrival("终稿.txt"), arrival("b.txt", written=2.0), arrival("a.txt", written=9.0)])

    assert found == {"b.txt": 1, "a.txt": 2, "终稿.txt": 3}


def test_drafts_go_on_from_earlier_runs():
    assert numbers([arrival("a.txt")], [copy("林业局", 1), copy("林业局", 2)]) == {"a.txt": 3}


def test_another_year_is_another_report():
    assert numbers([arrival("a.txt", year=2022)], [copy("林业局", 1)]) == {"a.txt": 1}


def test_one_organ_by_two_names_has_one_series():
    organs = Organs((Listed("柳桥区林业局", ("林业局",)),))

    assert numbers([arrival("a.txt")], [copy("柳桥区林业局", 1)], organs) == {"a.txt": 2}


def test_a_part_is_numbered_as_its_report():
    found = numbers([arrival("a.txt"), arrival("a.xlsx", "", part_of="a.txt")], [copy("林业局", 1)])

    assert found == {"a.txt": 2, "a.xlsx": 2}


def test_what_cannot_be_read_has_no_number():
    assert numbers([arrival("a.txt", readable=False), arrival("b.txt", "")]) == {"a.txt": 0, "b.txt": 1}


def test_the_last_draft_counts():
    first, second, other = copy("林业局", 1), copy("林业局", 2), copy("教育局", 1)

    assert current([second, first, other], NONE) == (second, other)


def test_parts_do_not_count_alone():
    assert current([copy("林业局", 1), copy("林业局", 1, part_of="x")], NONE) == (copy("林业局", 1),)


def test_what_cannot_be_read_counts_until_there_is_a_report():
    lost = copy("林业局", 0, None)

    assert current([lost], NONE) == (lost,)
    assert current([lost, copy("林业局", 1)], NONE) == (copy("林业局", 1),)
    assert current([copy("", 0, None), copy("", 1)], NONE) == (copy("", 0, None), copy("", 1))


def test_drafts_of_one_report_are_in_order():
    first, second = copy("林业局", 1), copy("林业局", 2)

    assert drafts_of(first, [second, copy("教育局", 1), first], NONE) == (first, second)
    assert drafts_of(copy("", 1), [copy("", 1)], NONE) == ()


def test_the_year_of_most_reports():
    assert usual_year([copy("甲", 1, 2022), copy("乙", 1), copy("丙", 1), copy("丁", 1, None)]) == 2023
    assert usual_year([]) is None


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("林业局_2023_第2稿.docx", ("林业局", 2023, 2, "")),
        ("甲_乙_年度不明_第1稿.pdf", ("甲_乙", None, 1, "")),
        ("林业局_2023_第2稿_附1.xlsx", ("林业局", 2023, 2, "?")),
        ("随手放的.docx", ("", None, 0, "")),
    ],
)
def test_a_name_tells_what_was_forgotten(file, expected):
    found = adopted(file, "aa")

    assert (found.organ, found.year, found.draft, found.part_of) == expected


def test_no_two_files_share_a_name():
    assert own_name("a.txt", []) == "a.txt"
    assert own_name("甲/a.txt", ["甲/a.txt", "甲/a(2).txt"]) == "甲/a(3).txt"
    assert own_name("a.b/c", ["a.b/c"]) == "a.b/c(2)"


def test_every_step_has_two_names():
    assert sorted(NAMES.values()) == sorted([*Step, *Step])
